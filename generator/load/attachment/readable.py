"""Tests of texts: are they made of signs that anybody can read, and is what they say enough to be told."""

from __future__ import annotations

import unicodedata

STRANGE = 0.2  # share of signs that nobody can read, from which a text counts as not readable
ENOUGH = 20  # signs that make such a share tell something
_LEAST, _LEAST_HAN = 4, 2  # letters and digits of what is told as not seen
_KINDS = ("Co", "Cn", "Cc")  # of the private area, of no meaning, for machines


def is_unreadable(text: str) -> bool:
    """True if so many of its signs are private ones, marks of failure or for machines that nobody can read it."""
    if text.isascii() and text.isprintable():
        return False
    signs = [sign for sign in text if not sign.isspace()]
    strange = sum(sign == "\ufffd" or unicodedata.category(sign) in _KINDS for sign in signs if not " " <= sign <= "~")
    return len(signs) >= ENOUGH and strange > len(signs) * STRANGE


def says_something(line: str) -> bool:
    """True for a line of so many letters and digits that it is more than the label of a point in a drawing."""
    letters = [sign for sign in line if sign.isalnum()]
    return len(letters) >= (_LEAST_HAN if any("\u3400" <= sign <= "\u9fff" for sign in letters) else _LEAST)
