"""Rows of a table on a page of a PDF by where its texts stand, for a page whose lines pdfium breaks elsewhere.

Whether a text begins a new line it tells by how high the signs are: a cell that holds a dash or a small letter alone ends the
line for it, and on a page with few words it sees no lines at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

from generator.load.attachment.pdf_files.boxes import Bounds
from generator.model.attachment import Table

_MOST = 1_000  # texts of a page
_LEAST = 3.0  # points by which the middle of a text may stand lower than that of a flat one, such as a dash, in its line
_GAP = 0.35  # of the height of a text, between two cells
_WIDE = 0.8  # the same, by which a row is known as one of a table
_SHORT = 2  # signs of a line that a cell may make
_FEWEST = 2  # rows of a table


class Thing(Protocol):
    """An object of a page, of a kind, with the area it can be seen in."""

    @property
    def bounds(self) -> Bounds:
        """Left, bottom, right, top in points."""

    @property
    def address(self) -> int:
        """Where pdfium keeps the object."""


def rows_of(things: Sequence[Thing], text: str, texts_of: Callable[[], Callable[[int], str]], page: int) -> Table | None:
    """The rows of a page that has texts side by side; None where its text does not look as if a row of it were broken.

    ``texts_of`` makes ready what gives the texts of objects by their addresses.
    """
    lines = text.split("\n")
    if not _FEWEST < len(things) <= _MOST or (len(lines) > 1 and min(map(len, lines)) > _SHORT):
        return None
    rows = _rows(things)
    if len(rows) < _FEWEST or (len(rows) >= len(lines) > 1):
        return None
    parted = [row for row in rows if _is_parted(row)]
    if len(parted) < _FEWEST:
        return None
    text_of = texts_of()
    return Table(tuple(tuple(_cells(row, text_of)) for row in parted), page=page)


def _is_parted(row: Sequence[Thing]) -> bool:
    """True if there is room between the texts of a row, as between cells."""
    for one, other in pairwise(row):
        _, bottom, right, top = one.bounds
        if other.bounds[0] - right > max(top - bottom, _LEAST) * _WIDE:
            return True
    return False


def _rows(things: Sequence[Thing]) -> list[list[Thing]]:
    """Texts by the line they stand in, from the top, each from the left."""
    rows: list[list[Thing]] = []
    low = 0.0
    for thing in sorted(things, key=lambda one: -one.bounds[1] - one.bounds[3]):
        bottom, top = thing.bounds[1], thing.bounds[3]
        if not rows or (bottom + top) / 2 < low:
            rows.append([])
            low = (bottom + top) / 2 - max((top - bottom) / 2, _LEAST)
        rows[-1].append(thing)
    return [sorted(row, key=lambda one: one.bounds[0]) for row in rows]


def _cells(row: Sequence[Thing], text_of: Callable[[int], str]) -> list[str]:
    """The texts of a row, those that touch as one."""
    cells: list[str] = []
    end = 0.0
    for thing in row:
        left, bottom, right, top = thing.bounds
        if text := text_of(thing.address).strip():
            if cells and left - end < (top - bottom) * _GAP:
                cells[-1] += text
            else:
                cells.append(text)
            end = right
    return cells
