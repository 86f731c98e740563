"""The law of the house: equal keys, equal bytes, whatever was edited in between."""
