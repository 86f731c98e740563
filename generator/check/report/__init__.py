"""Rules on annual reports."""
