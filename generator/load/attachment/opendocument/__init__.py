"""ODT, ODS and ODP: their text, their styles, and what lies hidden in them."""
