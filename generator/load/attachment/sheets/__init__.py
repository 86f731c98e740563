"""Workbooks: their cells, and what is hidden in them."""
