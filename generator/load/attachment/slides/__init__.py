"""PPTX: its slides, their shapes, and what nobody sees of them."""
