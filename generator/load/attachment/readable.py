"""A test of texts: are they made of signs that anybody can read."""

from __future__ import annotations

import unicodedata

STRANGE = 0.2  # share of signs that nobody can read, from which a text counts as not readable
ENOUGH = 20  # signs that make such a share tell something
_KINDS = ("Co", "Cn", "Cc")  # of the private area, of no meaning, for machines


def is_unreadable(text: str) -> bool:
    """True if so many of its signs are private ones, marks of failure or for machines that nobody can read it."""
    if text.isascii() and text.isprintable():
        return False
    signs = [sign for sign in text if not sign.isspace()]
    strange = sum(sign == "\ufffd" or unicodedata.category(sign) in _KINDS for sign in signs if not " " <= sign <= "~")
    return len(signs) >= ENOUGH and strange > len(signs) * STRANGE
