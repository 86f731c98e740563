"""Tests of texts: are they made of signs that anybody can read, and is what they say enough to be told."""

from __future__ import annotations

import functools
import unicodedata

STRANGE = 0.2  # share of signs that nobody can read, from which a text counts as not readable
ENOUGH = 20  # signs that make such a share tell something
_LEAST, _LEAST_HAN = 4, 2  # letters and digits of what is told as not seen
_WHITE, _ALMOST = "FFFFFF", "FA"  # of each colour, from which nobody tells it from white
_KINDS = ("Co", "Cn", "Cc")  # of the private area, of no meaning, for machines


def is_unreadable(text: str) -> bool:
    """True if so many of its signs are private ones, marks of failure or for machines that nobody can read it."""
    if "\ufffd" not in text and "".join(text.split()).isprintable():
        return False
    # By the different signs of the text, which are much fewer than its signs.
    strange = [
        sign
        for sign in set(text)
        if sign == "\ufffd" or not (sign.isprintable() or sign.isspace() or unicodedata.category(sign) not in _KINDS)
    ]
    if not strange:
        return False
    signs = sum(map(len, text.split()))
    return signs >= ENOUGH and sum(map(text.count, strange)) > signs * STRANGE


@functools.lru_cache(maxsize=256)
def as_seen(colour: str) -> str:
    """A colour of six digits, in capitals, as it is seen: almost white is white. What is no such colour stays what it is."""
    value = colour.upper()
    almost = len(value) == len(_WHITE) and all(_ALMOST <= value[at : at + 2] <= "FF" for at in (0, 2, 4))
    return _WHITE if almost else value


def says_something(line: str) -> bool:
    """True for a line of so many letters and digits that it is more than the label of a point in a drawing."""
    letters = [sign for sign in line if sign.isalnum()]
    return len(letters) >= (_LEAST_HAN if any("\u3400" <= sign <= "\u9fff" for sign in letters) else _LEAST)
