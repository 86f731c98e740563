"""Rules on texts, wherever they stand."""
