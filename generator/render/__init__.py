"""Pure: from values to text."""
