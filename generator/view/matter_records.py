"""The views of standard catalogs: the prescribed table as a page, and as a workbook."""

from __future__ import annotations

from typing import NamedTuple

from generator.view.parts import Head, Way
from generator.view.record import view


class HeadCell(NamedTuple):
    """A heading: its text, its place, and how many rows and columns it is over."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@view
class MatterRow:
    """A row of a standard catalog: its number, the lines of each cell, and what was published of it.

    ``topic_rows`` is how many rows the heading that it stands under is beside, 0 where that began in a row above.
    ``nothing`` are the words and the day of a statement that there is none; ``asked`` says that this body must publish it.
    """

    number: str
    cells: tuple[tuple[str, ...], ...]
    topic_rows: int
    address: str
    total: int
    nothing: tuple[str, str] | None
    asked: bool


@view
class MatterGrid:
    """The table: its headings over ``depth`` rows, its rows, the column of the headings in it (0 where there is none).

    ``short`` are the columns of signs.
    """

    heads: tuple[HeadCell, ...]
    depth: int
    width: int
    topic: int
    short: tuple[int, ...]
    rows: tuple[MatterRow, ...]


@view
class MatterTableView:
    """The page of a standard catalog; ``asked`` of its matters are for this body, ``answered`` of these have something."""

    head: Head
    title: str
    label: str
    notes: tuple[str, ...]
    responsible: Way | None
    grid: MatterGrid
    items_heading: str
    sheet: str
    asked: int
    answered: int


@view
class MatterSheetView:
    """A standard catalog as a workbook."""

    address: str
    title: str
    name: str
    publisher: str
    font: str
    notes: tuple[str, ...]
    grid: MatterGrid
