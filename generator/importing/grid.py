"""The cells of a sheet as people see them, with what is merged in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field

from generator.load.attachment.events import Refused
from generator.model.attachment import column_letters
from generator.model.record import record

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
# The first and the last cell of what is merged, each by row and column from 0.
Merge = tuple[tuple[int, int], tuple[int, int]]


# Cells of a file; whatever holds more is no table of items, and would take minutes and gigabytes.
_MOST_CELLS = 4_000_000


def require_few(cells: int) -> None:
    """Raises Refused for more cells than are read."""
    if cells > _MOST_CELLS:
        raise Refused("too-large")


@record
class Cell:
    """A cell: its place (row and column from 0), the text it shows, the value behind it, where it leads; ``struck`` through."""

    row: int
    column: int
    text: str
    value: Value = None
    link: str = ""
    struck: bool = False

    @property
    def name(self) -> str:
        """Its name in a spreadsheet, such as ``B7``."""
        return f"{column_letters(self.column)}{self.row + 1}"


@record
class SheetExtra:
    """Something beside the cells of a sheet, or hidden of them: a label, a cell or column, the words, a row from 1."""

    reason: str
    sheet: str
    cell: str
    text: str
    row: int = 0


@record
class Grid:
    """A sheet: its filled cells by place, its merged ranges. ``hidden``: nobody sees it who opens the file.

    ``extras`` are said, and are no rows.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    widest: int = 0
    longest: int = 0
    spread: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    extras: tuple[SheetExtra, ...] = ()

    def row(self, number: int) -> list[Cell]:
        """The filled cells of a row, from the left."""
        return [cell for column in range(self.widest) if (cell := self.cells.get((number, column)))]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that is seen at a place: of a merged range the one that fills it."""
        return self.cells.get((row, column)) or self.cells.get(self.spread.get((row, column), (-1, -1)))

    def is_wide(self, cell: Cell) -> int:
        """The columns that a cell covers."""
        return next((end[1] - start[1] + 1 for start, end in self.merges if start == (cell.row, cell.column)), 1)


def grid_of(
    name: str, cells: Iterator[Cell], merges: tuple[Merge, ...] = (), *, hidden: bool = False, extras: tuple[SheetExtra, ...] = ()
) -> Grid:
    """The sheet of some cells; those that show nothing are none. Raises Refused where it is wider than any sheet can be."""
    found = {(cell.row, cell.column): cell for cell in cells if cell.text.strip()}
    widest = max((column for _, column in found), default=-1) + 1
    if widest > _WIDEST:
        raise Refused("too-large")
    spread = {
        (row, column): start
        for start, end in merges
        if start in found and (end[0] - start[0] + 1) * (end[1] - start[1] + 1) <= _MOST_MERGED
        for row in range(start[0], end[0] + 1)
        for column in range(start[1], end[1] + 1)
    }
    return Grid(
        name=name,
        cells=found,
        merges=merges,
        hidden=hidden,
        widest=widest,
        longest=max((row for row, _ in found), default=-1) + 1,
        spread=spread,
        extras=extras,
    )


_WIDEST = 16_384  # columns, as programs for sheets have them
_MOST_MERGED = 100_000  # cells of one range: what is more is no table
