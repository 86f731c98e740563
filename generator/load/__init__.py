"""From raw files to typed values, or problems with a place."""
