"""DOCX: its text, its styles, and what lies hidden in it."""
