"""Rules on what an item says of itself."""
