"""Rows of a sheet as records: the first row names the fields, each further one is an item."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.late import late
from generator.load.source.sheet import CellTable
from generator.load.source.slips import Shape
from generator.load.source.yaml_tree import Tree
from generator.problems import Position, Problem, Severity, Spot
from generator.text import excerpt, nearest

_PARTED = late(r"\s*[/／.]\s*")  # a field of a field: 审核/审核人
_LINES = late(r"\n")
_WORDS = late(r"[\n、，,;；]")
# How spreadsheets write days: of whatever form they had, in the order of year, month and day.
_DAY = late(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]0{1,2}:00(?::00)?)?")
_PLACEHOLDER = late(r"\{([^{}]+)\}")
_SHOWN = 40
_ENOUGH = 4  # cells of a row that say so much that no other says just the same
_SEARCHED = 15  # rows in which the head of a list is looked for that has something above it
_FEWEST = 2  # headings that make a row a head
_LONE = 3  # columns of a list that is more than ids and titles, in which an item fills more than one cell
_TOTALS = frozenset(["合计", "总计", "小计", "共计", "累计", "total", "totals", "subtotal", "sum"])
_ID = late(r"[0-9A-Za-z][0-9A-Za-z._-]*")
# What forms add to a heading: the sign of what must be filled in, and how it is to be.
_ADDED = late(r"^[*＊※]+|[*＊※]+$|[（(\[【][^）)\]】]*[）)\]】]$")


class Column(NamedTuple):
    """A column of a list: the field it is of, as the file spells it, the one in that, and their names."""

    spelling: str
    inner: str
    name: str
    inner_name: str
    shape: Shape


class ListSheet(NamedTuple):
    """The cells of a list, its columns by their number, its rows below the head, and the ``others`` of them that are no items."""

    table: CellTable
    columns: Mapping[int, Column]
    rows: tuple[int, ...]
    others: frozenset[int] = frozenset()

    def has(self, field: str) -> bool:
        """True if a field has a column."""
        return any(field in (column.name, column.spelling) for column in self.columns.values())


class RowReader:
    """Reads the rows of lists. ``shapes`` are the fields by every spelling, ``dates`` those that hold days, ``split`` words.

    ``steps`` are the names of the steps that an item may have gone through, each of which may have a column of its own.
    """

    def __init__(
        self,
        shapes: Mapping[str, tuple[str, Shape]],
        dates: Collection[str],
        split: Collection[str],
        steps: Collection[str] = (),
    ) -> None:
        self._shapes = shapes
        self._steps = steps
        self._dates = dates
        self._split = split

    def sheet(self, table: CellTable, path: str, problems: list[Problem]) -> ListSheet:
        """The columns and rows of a table; headings that name no field, or one twice, are problems."""
        head = next((number for number, row in enumerate(table.rows) if any(row)), 0)
        if below := self._head_below(table, head):
            text = next(cell for cell in table.rows[head] if cell)
            values = {"text": excerpt(text, _SHOWN), "line": str(table.lines[below])}
            problems.append(Problem("head-not-first", table.place(path, head), values))
            return ListSheet(table, {}, ())
        columns: dict[int, Column] = {}
        for number, heading in enumerate(table.rows[head] if table.rows else ()):
            column = self._column(heading)
            if column is None:
                under = next((row[number] for row in table.rows[head + 1 :] if number < len(row) and row[number]), "")
                place = table.place(path, head, number)
                if heading:
                    problems.append(self._unknown(heading, place))
                elif under:
                    problems.append(Problem("column-nameless", place, {"text": excerpt(under, _SHOWN)}))
            elif any((column.name, column.inner_name) == (other.name, other.inner_name) for other in columns.values()):
                problems.append(Problem("column-repeated", table.place(path, head, number), {"name": heading}))
            else:
                columns[number] = column
        if not any(column.name == "id" for column in columns.values()):
            name = next((name for name, (field, _) in self._shapes.items() if field == "id" and not name.isascii()), "id")
            problems.append(Problem("id-column-missing", table.place(path, head), {"name": name}))
            return ListSheet(table, columns, ())
        rows = tuple(number for number in range(head + 1, len(table.rows)) if any(table.rows[number]))
        problems += _beyond_head(table, path, head)
        problems += _repeated(table, path, rows, next(at for at, column in columns.items() if column.name == "id"))
        others = {number: text for number in rows if (text := _no_item(table.rows[number], columns))}
        for number, text in others.items():
            problems.append(Problem("row-no-item", table.place(path, number), {"text": excerpt(text, _SHOWN)}))
        return ListSheet(table, columns, rows, frozenset(others))

    def _head_below(self, table: CellTable, first: int) -> int | None:
        """The row that is the head of a list, where the first names no field at all: a title stands above it."""
        if any(cell and self._column(cell) for cell in table.rows[first] if table.rows):
            return None
        rows = range(first + 1, min(first + _SEARCHED, len(table.rows)))
        return next((row for row in rows if sum(self._column(cell) is not None for cell in table.rows[row]) >= _FEWEST), None)

    def _column(self, heading: str) -> Column | None:
        """The column of a heading, or None."""
        text = "".join(heading.split())
        if text in self._shapes:
            name, shape = self._shapes[text]
            return Column(text, "", name, "", shape)
        outer, *inner = _PARTED.split(text)
        if len(inner) == 1 and outer in self._shapes and inner[0] in self._shapes and self._shapes[outer][1] == "record":
            return Column(outer, inner[0], self._shapes[outer][0], self._shapes[inner[0]][0], self._shapes[inner[0]][1])
        if len(inner) == 1 and outer in self._shapes and self._shapes[outer][0] == "steps" and inner[0] in self._steps:
            return Column(outer, inner[0], "steps", inner[0], "text")
        return None

    def _unknown(self, heading: str, where: Position) -> Problem:
        known = [name for name in self._shapes if name.isascii() == heading.isascii()]
        of_steps = [f"{name}/{step}" for name in known if self._shapes[name][0] == "steps" for step in self._steps]
        shown = ", ".join(known[:_SHOWN]) + ", …" * (len(known) > _SHOWN)
        bare = _ADDED.sub("", "".join(heading.split()))
        near = bare if bare in self._shapes else nearest(heading, (*of_steps, *known))
        return Problem("column-unknown", where, {"name": heading, "suggestion": near, "known": shown})

    def records(
        self, sheet: ListSheet, common: Mapping[str, Tree], path: str, problems: list[Problem]
    ) -> list[dict[str, Any] | None]:
        """The rows as records under the spellings of their columns, with what all have in ``common`` where a row has nothing.

        In what is common a heading between braces stands for the cell of the row. None for a row that is no item.
        """
        filled = {key: value for key, value in common.items() if isinstance(value, str) and "{" in value}
        headings = [column.spelling for column in sheet.columns.values() if not column.inner]
        for key, text in filled.items():
            for name in _PLACEHOLDER.findall(text):
                if sheet.columns and not sheet.has(name):
                    values = {"placeholder": name, "suggestion": nearest(name, headings), "known": ", ".join(headings)}
                    problems.append(Problem("placeholder-unknown", Spot(path, (key,)), values))
        names = {self._shapes[key][0]: key for key in common if key in self._shapes}
        found: list[dict[str, Any] | None] = []
        for number in sheet.rows:
            if number in sheet.others:
                found.append(None)
                continue
            record = self._record(sheet.table.rows[number], sheet.columns)
            own = {column.name for column in sheet.columns.values() if column.spelling in record}
            cells = _cells(record, sheet) if filled else {}
            for name, key in names.items():
                if name not in own:
                    record[key] = _filled(common[key], cells) if key in filled else common[key]
            record |= {key: value for key, value in common.items() if key not in self._shapes}
            found.append(record)
        return found

    def _record(self, row: Sequence[str], columns: Mapping[int, Column]) -> dict[str, Any]:
        """A row as a record, without its empty cells."""
        record: dict[str, Any] = {}
        for number, (spelling, inner, name, inner_name, shape) in columns.items():
            cell = row[number] if number < len(row) else ""
            if not cell:
                continue
            value = self._value(cell, inner_name or name, shape)
            if inner:
                record.setdefault(spelling, {})[inner] = value
            else:
                record[spelling] = value
        return record

    def _value(self, cell: str, name: str, shape: Shape) -> Tree:
        """The value of a cell: a list where its field is one, a day in the one form that a source has."""
        if name in self._dates and (day := _DAY.fullmatch(cell)):
            return f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"
        if shape != "list" and name != "attachments":
            return cell
        words = [part.strip() for part in (_WORDS if name in self._split else _LINES).split(cell) if part.strip()]
        return [{"file": word} for word in words] if name == "attachments" else words if len(words) > 1 else "".join(words)


def _no_item(row: Sequence[str], columns: Mapping[int, Column]) -> str:
    """The text of a row that is no item, but a total, a heading between the rows or a remark below them; nothing of an item."""
    filled = [at for at, cell in enumerate(row) if cell]
    if len(columns) >= _LONE and len(filled) == 1:
        cell, column = row[filled[0]], columns.get(filled[0])
        # Of an item an id may be all that is its own.
        is_id = column is not None and column.name == "id" and _ID.fullmatch(cell) and cell.lower() not in _TOTALS
        return "" if is_id else cell
    names = [cell for at, column in columns.items() if column.name in ("id", "title") and at < len(row) and (cell := row[at])]
    return names[0] if len(names) == 1 and "".join(names[0].split()).rstrip(":：").lower() in _TOTALS else ""


def _beyond_head(table: CellTable, path: str, head: int) -> Iterator[Problem]:
    """The problem of each row that goes on behind the last heading: what stands there is of no field."""
    width = len(table.rows[head]) if table.rows else 0
    for number in range(head + 1, len(table.rows)):
        row = table.rows[number]
        at = next((at for at in range(width, len(row)) if row[at]), None)
        if at is not None:
            yield Problem("row-beyond-head", table.place(path, number, at), {"text": excerpt(row[at], _SHOWN)})


def _repeated(table: CellTable, path: str, rows: Sequence[int], own: int) -> Iterator[Problem]:
    """The problem of each row that says word for word what one above says, under another id."""
    first: dict[tuple[str, ...], int] = {}
    for number in rows:
        row = table.rows[number]
        said = (*row[:own], *row[own + 1 :])
        if sum(map(bool, said)) < _ENOUGH or (above := first.setdefault(said, number)) == number:
            continue
        values = {"id": row[own] if own < len(row) else "", "other": table.rows[above][own]}
        yield Problem("row-repeated", table.place(path, number), values, Severity.WARNING)


def _filled(text: Tree, cells: Mapping[str, str]) -> Tree:
    return _PLACEHOLDER.sub(lambda found: cells.get(found[1], ""), text) if isinstance(text, str) else text


def _cells(record: Mapping[str, Tree], sheet: ListSheet) -> dict[str, str]:
    """The texts of a row by the names and the headings of their columns."""
    found: dict[str, str] = {}
    for column in sheet.columns.values():
        cell = record.get(column.spelling, "")
        if isinstance(cell, str):
            found |= {column.name: cell, column.spelling: cell}
    return found


Spellings = Callable[[str], tuple[str, ...]]


def column_of(table: CellTable, field: str, spellings: Spellings) -> int | None:
    """The number of the column of a field, or None where there is none."""
    head = next((row for row in table.rows if any(row)), ())
    names = spellings(field)
    return next((at for at, cell in enumerate(head) if _PARTED.split("".join(cell.split()))[0] in names), None)


def heading_of(table: CellTable, field: str, spellings: Spellings) -> str:
    """The heading of the column of a field, or the name that such a file would give it."""
    column = column_of(table, field, spellings)
    head = next((row for row in table.rows if any(row)), ())
    return head[column] if column is not None else next((name for name in spellings(field) if not name.isascii()), field)


def place_in(table: CellTable, path: str, entry: int, column: int) -> Position:
    """The place of a cell of an item, by the number of the item from 0."""
    filled = [number for number, row in enumerate(table.rows) if any(row)]
    return table.place(path, filled[entry + 1], column) if -1 <= entry < len(filled) - 1 else Position(path)
