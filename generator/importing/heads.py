"""The head of a sheet: found by the names in it among the first rows, of one row or of several that belong together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.grid import Grid
from generator.importing.targets import NUMBER, Targets
from generator.importing.values import DATES
from generator.model.record import record

_FIRST_ROWS = 15  # in which a head is looked for
_DEEPEST = 3  # rows of one
JOINT = "/"  # between a head and the one below it


@record
class Column:
    """A column: its place from 0, its head, and the field it fills; nothing where it fills none."""

    number: int
    head: str
    field: str = ""


@record
class Head:
    """The head of a sheet: its first and last row from 0, the kind of its rows, its columns."""

    first: int
    last: int
    kind: str
    columns: tuple[Column, ...]

    def of(self, name: str) -> Column | None:
        """The first column of a field."""
        return next((column for column in self.columns if column.field == name), None)


def find_head(grid: Grid, targets: Targets) -> Head | None:
    """The head of a sheet, None where no row among the first has known names."""
    best: tuple[int, Head] | None = None
    for row in range(min(_FIRST_ROWS, grid.longest)):
        for last in _ends(grid, row):
            heads = {column: text for column in range(grid.widest) if (text := head_text(grid, row, last, column))}
            kind = targets.kind_of(list(heads.values()), grid.name)
            columns = resolve(heads, kind, targets)
            known = {column.field for column in columns} - {"", NUMBER}
            if len(known) < 2 and not (known == {"title"} and len(columns) - sum(c.field == NUMBER for c in columns) == 1):
                continue
            if best is None or len(known) > best[0]:
                best = (len(known), Head(first=row, last=last, kind=kind, columns=columns))
    return best[1] if best else None


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
        return ""
    above, below = _field(upper, kind, targets), targets.find(lower, kind)
    if not above and not below:  # one name in two cells: 日期 above 成文, 发布 above 机构
        last = upper.rpartition(JOINT)[2]
        return next((found for name in (lower + last, last + lower) if (found := targets.find(name, kind))), "")
    # Of two dates the lower says which one is meant; a name or an address below another field is that field's.
    return below if not above or (above in DATES and below in DATES) else above


def head_text(grid: Grid, first: int, last: int, column: int) -> str:
    """The head of a column in some rows: what stands above each other, joined, what is merged once."""
    parts: list[str] = []
    for row in range(first, last + 1):
        cell = grid.at(row, column)
        text = " ".join(cell.text.split()) if cell else ""
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return JOINT.join(parts)


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
