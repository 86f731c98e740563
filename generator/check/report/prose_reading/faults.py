"""Numbers of a sentence that do not agree among themselves."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """Numbers that do not agree: the kind of disagreement, where it is told, what is said and what it should be."""

    code: str
    at: int
    found: str
    working: str
    expected: str
