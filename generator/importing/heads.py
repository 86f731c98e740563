"""The head of a sheet: found by the names in it among the first rows, of one row or of several that belong together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.importing.dates import day_of_cell
from generator.importing.grid import Cell, Grid
from generator.importing.targets import BODY, NUMBER, Targets
from generator.importing.words import narrow
from generator.model.record import record

_FIRST_ROWS = 15  # in which a head is looked for
_DEEPEST = 3  # rows of one
_LONGEST_NAME = 40  # signs of one, with the one above it
_MOST_NAMED = 0.7  # of the cells of a head below another table
JOINT = "/"  # between a head and the one below it
_OWN_JOINT = "\uff0f"  # what stands for that sign where a cell has it itself, between two names for one column


@record
class Column:
    """A column: its place from 0, its head, and the field it fills; nothing where it fills none."""

    number: int
    head: str
    field: str = ""


@record
class Head:
    """The head of a table: its first and last row from 0, the kind of its rows, its columns.

    Its rows are those before the row ``end``, in the columns from ``left`` to ``right`` (-1 where it has all that are left).
    """

    first: int
    last: int
    kind: str
    columns: tuple[Column, ...]
    end: int = -1
    left: int = 0
    right: int = -1

    def covers(self, column: int) -> bool:
        """True for a column of this table."""
        return self.left <= column and (self.right < 0 or column <= self.right)

    def of(self, name: str) -> Column | None:
        """The first column of a field."""
        return next((column for column in self.columns if column.field == name), None)


def find_heads(grid: Grid, targets: Targets) -> list[Head]:
    """The heads of the tables of a sheet, as they follow each other down and side by side; none where no row has known names."""
    first = _find_head(grid, targets)
    if first is None:
        return []
    found = [first]
    row = first.last + 1
    while row < grid.longest:
        if _looks_like_head(grid, targets, row, found[-1]):
            found.append(_head_at(grid, targets, row, next(_ends(grid, row))))
            row = found[-1].last
        row += 1
    return bounded(piece for head in found for piece in _side_by_side(head, targets))


def bounded(heads: Iterable[Head]) -> list[Head]:
    """Heads in their order, each with where its table ends: above the next one, and left of one beside it."""
    known = sorted(heads, key=lambda head: (head.first, head.columns[0].number if head.columns else 0))
    found: list[Head] = []
    for at, head in enumerate(known):
        end = next((other.first for other in known[at + 1 :] if other.first > head.last), -1)
        beside = [other for other in known if other.first == head.first and other.columns and other is not head]
        right = min((other.columns[0].number for other in beside if _is_left(head, other)), default=0) - 1
        left = head.columns[0].number if any(_is_left(other, head) for other in beside) else 0
        found.append(replace(head, end=end, left=left, right=right))
    return found


def _is_left(head: Head, other: Head) -> bool:
    return bool(head.columns) and head.columns[0].number < other.columns[0].number


def _find_head(grid: Grid, targets: Targets) -> Head | None:
    """The first head of a sheet: of the first rows the one with most known names, None where none has."""
    best: tuple[int, Head] | None = None
    for row in range(min(_FIRST_ROWS, grid.longest)):
        for last in _ends(grid, row):
            head = _head_at(grid, targets, row, last)
            known = _known(head)
            columns = head.columns
            if len(known) < 2 and not (known == {"title"} and len(columns) - sum(c.field == NUMBER for c in columns) == 1):
                continue
            # A name beside a day is filled in a form: no column is called so.
            if any(day_of_cell(cell) for cell in grid.row(row) if isinstance(cell.value, str | dt.date)):
                continue
            if best is None or len(known) > best[0]:
                best = (len(known), head)
    return best[1] if best else None


def _head_at(grid: Grid, targets: Targets, first: int, last: int) -> Head:
    heads = {column: text for column in range(grid.widest) if (text := head_text(grid, first, last, column))}
    kind = targets.kind_of(list(heads.values()), grid.name)
    return Head(first=first, last=last, kind=kind, columns=resolve(heads, kind, targets))


def _known(head: Head) -> set[str]:
    return {column.field for column in head.columns} - {"", NUMBER}


def _looks_like_head(grid: Grid, targets: Targets, row: int, above: Head) -> bool:
    """True for a row below a head that is the head of another table: nearly all of its cells are names of fields."""
    cells = grid.row(row)
    if len(cells) < 2 or not all(isinstance(cell.value, str) for cell in cells):
        return False
    # Most rows are data: they are known by their first cells.
    missed, last = 0, next(_ends(grid, row))
    for cell in cells:
        text = head_text(grid, row, last, cell.column)
        missed += len(text) > _LONGEST_NAME or any(map(str.isdecimal, text)) or not _field(text, above.kind, targets)
        if missed > len(cells) * (1 - _MOST_NAMED):
            return False
    head = _head_at(grid, targets, row, last)
    named = sum(bool(column.field) for column in head.columns)
    places = {one.number: {narrow(part) for part in (one.head, *one.head.split(JOINT))} for one in above.columns}
    same = all(narrow(cell.text) in places.get(cell.column, ()) for cell in cells)
    return len(_known(head)) >= 2 and "title" in _known(head) and named >= len(cells) * _MOST_NAMED and not same


def _side_by_side(head: Head, targets: Targets) -> list[Head]:
    """A head, in pieces where all of its names come again to the right: tables that stand side by side."""
    names = [narrow(column.head) for column in head.columns]
    starts = [at for at, name in enumerate(names) if name == names[0]]
    width = starts[1] if len(starts) > 1 else 0
    if width < 2 or any(names[at] != names[at % width] for at in range(len(names))) or len(names) % width:
        return [head]
    pieces = [head.columns[at : at + width] for at in starts]
    return [replace(head, columns=resolve({one.number: one.head for one in piece}, head.kind, targets)) for piece in pieces]


def resolve(heads: dict[int, str], kind: str, targets: Targets) -> tuple[Column, ...]:
    """The columns of heads, each with its field; of two for one field the first has it, but for lists."""
    found: list[Column] = []
    taken: set[str] = set()
    for number, head in sorted(heads.items()):
        name = _field(head, kind, targets)
        if name in taken and name not in _LISTS and name != NUMBER:
            name = ""
        taken.add(name)
        found.append(Column(number=number, head=head, field=name))
    return tuple(found)


_LISTS = ("keywords", "attachments", "category", "related", "supersedes", "explains")


def _field(head: str, kind: str, targets: Targets) -> str:
    """The field of a head: by the whole of it, by the upper of its parts if that is known, by the lower, by both."""
    if whole := targets.find(head, kind):
        return whole
    upper, joint, lower = head.rpartition(JOINT)
    if not joint:
        return _of_several(head, kind, targets)
    above, below = _field(upper, kind, targets), _field(lower, kind, targets)
    if not above and not below:  # one name in two cells: 日期 above 成文, 发布 above 机构
        last = upper.rpartition(JOINT)[2]
        return next((found for name in (lower + last, last + lower) if (found := targets.find(name, kind))), "")
    # A name or an address below another field is that field's; what says more by itself is what it says: 摘要 below 内容.
    if above and below not in ("", NUMBER) and (above == BODY or not targets.words.says("parts", lower)):
        return below
    return above or below


def _of_several(head: str, kind: str, targets: Targets) -> str:
    """The field of a head that gives several names for one column (文号／编号); nothing where they are of several fields."""
    first, *others = (targets.find(name, kind) for name in head.split(_OWN_JOINT))
    return first if others and first != NUMBER and {first, *others} <= {first, "", NUMBER} else ""


def head_text(grid: Grid, first: int, last: int, column: int) -> str:
    """The head of a column in some rows: what stands above each other, joined, what is merged once."""
    parts: list[str] = []
    for row in range(first, last + 1):
        cell = grid.at(row, column) or (_group(grid, row, column) if row < last else None)
        text = " ".join(cell.text.split()).replace(JOINT, _OWN_JOINT) if cell else ""
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return JOINT.join(parts)


def _group(grid: Grid, row: int, column: int) -> Cell | None:
    """The cell that is over a gap in the upper row of a head, where nothing is merged, as in plain text: the one left of it.

    So it is where there are names below both.
    """
    if grid.merges or (row + 1, column) not in grid.cells:
        return None
    left = column - 1
    while left > 0 and (row, left) not in grid.cells and (row + 1, left) in grid.cells:
        left -= 1
    return grid.cells.get((row, left)) if (row + 1, left) in grid.cells else None


def _ends(grid: Grid, row: int) -> Iterator[int]:
    """The rows in which a head that begins in a row may end: where it says itself that it goes on, only there."""
    last = row
    while last - row < _DEEPEST - 1 and _goes_on(grid, row, last):
        last += 1
    yield last


def _goes_on(grid: Grid, first: int, last: int) -> bool:
    """True if the row below belongs to the head: under a cell merged across, or beside one merged down to it."""
    below = [cell for cell in grid.row(last + 1) if isinstance(cell.value, str)]
    if not below or len(below) < len(grid.row(last + 1)):
        return False
    above = [cell for row in range(first, last + 1) for cell in grid.row(row)]
    if len(above) < 2:  # a title
        return False
    for start, end in grid.merges:
        if start[0] > last or end[0] < first or start not in grid.cells:
            continue
        wide, deep = end[1] > start[1], end[0] > last
        if deep and start[0] >= first:
            return True
        if wide and end[0] == last and start[0] >= first and any(start[1] <= cell.column <= end[1] for cell in below):
            return True
    # Where nothing is merged, as in plain text: gaps in the upper row that the lower one fills.
    upper = {cell.column for cell in grid.row(last)}
    gaps = [cell for cell in below if cell.column not in upper]
    return not grid.merges and bool(gaps) and len(gaps) < len(below) + 1 and _is_split(upper, {c.column for c in below})


def _is_split(upper: set[int], lower: set[int]) -> bool:
    """True if the cells of a lower row stand only under gaps of the upper one and under the cells left of them."""
    gaps = lower - upper
    beside = {column for column in upper if column + 1 in gaps or (column in lower and column + 1 in gaps)}
    return bool(gaps) and lower <= gaps | beside and len(upper - lower) > 0
