"""Frozen typed values; no input, no output."""
