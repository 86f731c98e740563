"""Formats of older programs: DOC, PPT, MSG and RTF."""
