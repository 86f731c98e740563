"""The fields of columns by the cells below their heads, where a name alone may mean two things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from generator.importing.dates import day_of_cell
from generator.importing.grid import Cell, Grid
from generator.importing.heads import Column, Head
from generator.importing.targets import BODY, Targets

_MOST = 0.6  # of the cells of a column, by which it is judged
_READ = 200  # cells of a column that are looked at
_LONGEST_TITLE = 150
_LONGEST_ENDING = 5  # of the name of a file, with its point
# Fields that a column whose name may also mean the title is read as.
_FOR_TITLE = ("", "attachments", BODY, "summary")


def settle_columns(head: Head, grid: Grid, targets: Targets) -> Head:
    """The head with the columns that their cells agree with: days are no number, and of titles there is a column.

    Only what no other column fills already is filled so.
    """
    taken = {column.field for column in head.columns}
    columns = list(head.columns)
    for at, column in enumerate(columns):
        other = targets.words.by_days.get(column.field, "")
        if other and other not in taken and _are_days(_cells(grid, head, column), targets):
            columns[at] = replace(column, field=other)
    if "title" not in taken:
        able = [at for at, column in enumerate(columns) if _may_be_titles(grid, head, column, targets)]
        if len(able) == 1:
            columns[able[0]] = replace(columns[able[0]], field="title")
    return replace(head, columns=tuple(columns))


def _cells(grid: Grid, head: Head, column: Column) -> list[Cell]:
    """The first cells of a column, below its head."""
    end = grid.longest if head.end < 0 else head.end
    rows = range(head.last + 1, end)
    return [cell for row in rows if (cell := grid.cells.get((row, column.number)))][:_READ]


def _are_days(cells: Sequence[Cell], targets: Targets) -> bool:
    """True for cells that are days, or say that there is no last one, in their greater part."""
    days = sum(targets.words.says("forever", cell.text) or day_of_cell(cell) is not None for cell in cells)
    return bool(cells) and days > len(cells) * _MOST


def _may_be_titles(grid: Grid, head: Head, column: Column, targets: Targets) -> bool:
    """True for a column that may be called so for its titles, and whose cells are short texts, most of them different."""
    if column.field not in _FOR_TITLE or not targets.words.says("things", column.head):
        return False
    said = [cell.text.strip() for cell in _cells(grid, head, column)]
    short = sum(bool(text) and "\n" not in text and len(text) <= _LONGEST_TITLE and not _is_file(text) for text in said)
    return bool(said) and short > len(said) * _MOST and len(set(said)) > len(said) * _MOST


def _is_file(text: str) -> bool:
    """True for the name of a file: it has an ending, and no blank before it."""
    ending = PurePath(text).suffix
    return 1 < len(ending) <= _LONGEST_ENDING and ending[1:].isascii() and ending[1:].isalnum() and not ending[1:].isdecimal()
