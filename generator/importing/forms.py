"""A form on a sheet, filled in with one item: names and their values side by side, in the place of a head and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.importing.grid import Cell, Grid
from generator.importing.heads import Column, Head
from generator.importing.rows import Row
from generator.importing.targets import NUMBER, Targets
from generator.late import late
from generator.model.record import record

FORM = "form"  # what a map says in the place of the rows of a head
_ROWS = 60  # in which a form is looked for
_LEAST = 3  # names with values that make one
_PAIR = late(r"\s*([^:：\n]{1,20})[:：]\s*(\S.*)", re.DOTALL)
_LONGEST_NAME = 20


@record
class Form:
    """A form: a head with a column for each of its names, the one row of its values, and the cells that are neither."""

    head: Head
    row: Row
    rest: tuple[Cell, ...]


def find_form(grid: Grid, targets: Targets, known: int = 0) -> Form | None:
    """The form on a sheet; None where there is none, or where a head has as many as ``known`` names and so tells more."""
    names = [cell.text for cell in grid.cells.values() if len(cell.text) <= _LONGEST_NAME]
    kind = targets.kind_of(names, grid.name)
    found: dict[str, tuple[str, Cell]] = {}
    used: set[tuple[int, int]] = set()
    rows: set[int] = set()
    for label, value, cells in _pairs(grid, targets, kind):
        name = targets.find(label, kind)
        if name in found:
            continue
        found[name] = label, value
        used |= {(cell.row, cell.column) for cell in cells}
        rows.add(value.row)
    if len(found) < max(_LEAST, known + 1) or len(rows) < 2 or "title" not in found:
        return None
    columns = tuple(
        Column(number=at, head=label.rstrip(":： "), field=name) for at, (name, (label, _)) in enumerate(found.items())
    )
    top = min(rows)
    row = Row(number=top, cells={at: value for at, (_, value) in enumerate(found.values())})
    rest = tuple(cell for place, cell in sorted(grid.cells.items()) if place not in used)
    return Form(head=Head(first=top, last=top, kind=kind, columns=columns), row=row, rest=rest)


def _pairs(grid: Grid, targets: Targets, kind: str) -> Iterator[tuple[str, Cell, tuple[Cell, ...]]]:
    """The names of fields that have a value to the right, or behind a colon in their own cell, each with the cells of both."""

    def is_name(cell: Cell | None) -> bool:
        return cell is not None and len(cell.text) <= _LONGEST_NAME and targets.find(cell.text, kind) not in ("", NUMBER)

    for number in range(min(_ROWS, grid.longest)):
        cells = grid.row(number)
        for at, cell in enumerate(cells):
            behind = cells[at + 1] if at + 1 < len(cells) else None
            if is_name(cell):
                # Under a name across, or beside one of another field, stands nothing of it.
                if behind is not None and not is_name(behind) and not _PAIR.match(behind.text):
                    yield cell.text, behind, (cell, behind)
            elif (match := _PAIR.match(cell.text)) and targets.find(match[1], kind) not in ("", NUMBER):
                yield match[1], Cell(row=cell.row, column=cell.column, text=match[2], value=match[2], link=cell.link), (cell,)
