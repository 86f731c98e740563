"""The catalog as a workbook and back again: what nobody edited changes no byte, an edited cell that one value."""
