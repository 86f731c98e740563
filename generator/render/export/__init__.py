"""The catalog for machines."""
