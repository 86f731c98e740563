"""Sources: found, read, parsed, made into typed records, and the way back to a place in them."""
