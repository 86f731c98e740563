"""PDF: its text, and what lies under, beside or outside of its pages."""
