"""Rules on the catalog as a whole."""
