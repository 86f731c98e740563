"""The rows below a head: those that are data, and those that are none, each with why it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from generator.importing.grid import Cell, Grid
from generator.importing.heads import JOINT, Head
from generator.importing.targets import NUMBER
from generator.importing.words import Words, narrow
from generator.late import late
from generator.model.record import record

# Why a row is no data.
Reason = Literal[
    "", "above", "empty", "number", "total", "note", "sample", "instruction", "signature", "heading", "head", "again"
]

_WORDS = late(r"[^\W\d_]{2}")
_NEAR = 3  # rows below a head in which it is explained
_HALF = 0.5


@record
class Row:
    """A row by its number from 0: its cells by column, and why it is left out; no reason for one that is data.

    ``filled`` are the columns whose cell is merged with one of a row above.
    """

    number: int
    cells: dict[int, Cell]
    reason: Reason = ""
    filled: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The texts of its cells."""
        return " | ".join(" ".join(cell.text.split()) for cell in self.cells.values())


def read_rows(grid: Grid, head: Head, words: Words, *, above: bool = True) -> Iterator[Row]:
    """The rows of a table but those of its head, in their order; of the first of a sheet what stands above it, too.

    ``above``: it is the first.
    """
    for number in range(head.first if above else 0):
        if cells := grid.row(number):
            yield Row(number=number, cells={cell.column: cell for cell in cells}, reason="above")
    # A head that comes again does so whole, with what stands above it, or with its lowest row alone.
    seen = {_said(grid.row(number)) for number in range(head.last + 1)}
    names = {column.number: (narrow(column.head), *map(narrow, column.head.split(JOINT))) for column in head.columns}
    for number in range(head.last + 1, grid.longest if head.end < 0 else head.end):
        own = {cell.column: cell for cell in grid.row(number) if head.covers(cell.column)}
        reason = _reason(grid, head, words, number, own, names)
        if reason in ("", "heading") and _said(grid.row(number)) in seen:
            reason = "again"
        down = {} if reason else _filled_down(grid, number, own, head)
        yield Row(number=number, cells=own | down, reason=reason, filled=frozenset(down))


def _said(cells: Iterable[Cell]) -> tuple[tuple[int, str], ...]:
    """The words of the cells of a row, each with its column, by which it is found again."""
    return tuple((cell.column, narrow(cell.text)) for cell in cells)


def _filled_down(grid: Grid, number: int, own: dict[int, Cell], head: Head) -> dict[int, Cell]:
    """The cells that a row shows because they are merged with one of a row above, below the head."""
    found: dict[int, Cell] = {}
    for column in filter(head.covers, range(grid.widest)):
        cell = grid.at(number, column)
        if column not in own and cell and head.last < cell.row < number and cell.column == column:
            found[column] = cell
    return found


def _reason(  # noqa: PLR0911  a reason a line
    grid: Grid, head: Head, words: Words, number: int, own: dict[int, Cell], names: Mapping[int, tuple[str, ...]]
) -> Reason:
    """Why a row below the head is no data; nothing where it is."""
    if not own:
        return "empty"
    cells = list(own.values())
    numbered = [cell for cell in cells if _field(head, cell.column) == NUMBER]
    told = [cell for cell in cells if cell not in numbered and not words.says("blanks", cell.text)]
    # Words in the column of numbers are no number: a total, a note, who signed.
    told = told or [cell for cell in numbered if _WORDS.search(cell.text)]
    if not told:
        return "number"
    first = told[0]
    title = head.of("title")
    heading = own.get(title.number) if title else None
    if words.says("totals", cells[0].text) or (words.says("totals", first.text) and heading in (None, first)):
        return "total"
    if any(words.says("samples", cell.text) for cell in (cells[0], first, *([heading] if heading else []))):
        return "sample"
    if all(narrow(cell.text) in names.get(cell.column, ()) for cell in told):
        return "head"
    alone = len(told) == 1
    # Below a table, or above it in one cell: nobody's row of data has a single cell that begins so.
    if alone and words.says("notes", first.text):
        return "note"
    if len(told) <= _NEAR + 1 and all(words.says("signatures", cell.text) for cell in told if not _follows(cell, told, words)):
        return "signature"
    # One cell in a table of many columns, and no title: what stands above a part of it, or below all.
    if alone and heading is None and title and len(head.columns) > _NEAR and not cells[0].link:
        return "heading"
    if alone and grid.is_wide(first) > max(1, len(head.columns) * _HALF):
        return "heading"
    if number <= head.last + _NEAR:
        explained = [cell for cell in told if words.says("instructions", cell.text, begins=True)]
        if len(explained) > len(told) * _HALF or (len(explained) > 1 and not any(_is_value(cell) for cell in told)):
            return "instruction"
    return ""


def _field(head: Head, column: int) -> str:
    return next((one.field for one in head.columns if one.number == column), "")


def _follows(cell: Cell, told: list[Cell], words: Words) -> bool:
    """True for the cell behind a label that ends with a colon."""
    before = next((other for other in told if other.column == cell.column - 1), None)
    return before is not None and narrow(before.text).endswith(":") and words.says("signatures", before.text)


def _is_value(cell: Cell) -> bool:
    return not isinstance(cell.value, str)
