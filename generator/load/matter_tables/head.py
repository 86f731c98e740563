"""The head of a standard catalog in a sheet: which row it is, over how many rows, and which column holds what."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from generator.load.source.sheet import CellTable
from generator.model.matter import MatterForm
from generator.problems import Problem, SourceError
from generator.text import nearest

_SEARCHED = 15  # rows in which the head is looked for
_LEAST = 3  # headings that make a row a head
_SHOWN = 30  # headings that are offered


class Head(NamedTuple):
    """The first row of a head, the row below it, and what stands in each column: the column's name, and of choices which."""

    start: int
    end: int
    columns: dict[int, tuple[str, str]]


def plain_heading(text: str) -> str:
    """A heading without blanks and ends of lines, its signs of one width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


class Headings:
    """The headings of a form, by what is left of them without blanks."""

    def __init__(self, form: MatterForm) -> None:
        self._groups: set[str] = set()
        self._leaves: dict[str, tuple[str, str]] = {plain_heading(form.number): ("number", "")}
        self._choices: dict[tuple[str, str], tuple[str, str]] = {}
        for name, column in form.columns.items():
            spelled = [plain_heading(text) for text in (column.label, *column.also)]
            self._leaves |= dict.fromkeys(spelled, (name, ""))
            self._groups |= {plain_heading(column.under)} if column.under else set()
            for key, labels in column.choices.items():
                ways = [(above, plain_heading(label)) for above in spelled for label in labels]
                self._choices |= dict.fromkeys(ways, (name, key))
        self._leaves |= {plain_heading(label): (f".{name}", "") for name, label in form.other.items()}
        self.shown = [form.number, *(column.label for column in form.columns.values()), *form.other.values()]

    def is_known(self, text: str) -> bool:
        """True for a heading of the form, or one over several of them."""
        plain = plain_heading(text)
        return plain in self._leaves or plain in self._groups or any(plain.startswith(leaf) for _, leaf in self._choices)

    def find(self, path: tuple[str, ...]) -> tuple[str, str] | None:
        """The column of a heading below others, or None."""
        plain = [plain_heading(text) for text in path]
        if len(plain) > 1:
            for (above, leaf), found in self._choices.items():
                if above == plain[0] and plain[-1].startswith(leaf):  # it may be followed by what to write there
                    return found
        return self._leaves.get(plain[-1])


def find_head(table: CellTable, path: str, form: MatterForm, problems: list[Problem]) -> Head:
    """The head of a table; headings of no column of the form are problems. Raises SourceError where there is none."""
    headings = Headings(form)
    start = next((row for row in range(min(_SEARCHED, len(table.rows))) if len(_known(table, row, headings)) >= _LEAST), None)
    if start is None:
        values = {"known": ", ".join(headings.shown), "rows": str(_SEARCHED)}
        raise SourceError(Problem("head-missing", table.place(path, 0), values))
    end = start + 1
    while end < len(table.rows) and _goes_on(table, end, start, headings):
        end += 1
    columns: dict[int, tuple[str, str]] = {}
    for column, heading in _paths(table, start, end):
        found = headings.find(heading)
        place = table.place(path, start, column)
        if found is None:
            name = "/".join(heading)
            values = {
                "name": name,
                "suggestion": nearest(heading[-1], headings.shown),
                "known": ", ".join(headings.shown[:_SHOWN]),
            }
            problems.append(Problem("column-unknown", place, values))
        elif found in columns.values():
            problems.append(Problem("column-repeated", place, {"name": "/".join(heading)}))
        else:
            columns[column] = found
    return Head(start, end, columns)


def _known(table: CellTable, row: int, headings: Headings) -> set[str]:
    return {cell for cell in table.rows[row] if cell and headings.is_known(cell)}


def _goes_on(table: CellTable, row: int, start: int, headings: Headings) -> bool:
    """True for a further row of a head: in it stand headings only, some of which do not stand above."""
    cells = [cell for cell in table.rows[row] if cell]
    return bool(set(cells) - set(table.rows[start])) and all(headings.is_known(cell) for cell in cells)


def _paths(table: CellTable, start: int, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The headings of each column from above to below; one over several is left out where a file has no merged cells."""
    carried = ""
    for column in range(table.width):
        upper = table.cell(start, column)
        lower = [cell for row in range(start + 1, end) if (cell := table.cell(row, column))]
        carried = upper or (carried if lower else "")
        path = tuple(dict.fromkeys(cell for cell in (carried, *lower) if cell))
        if path:
            yield column, path
