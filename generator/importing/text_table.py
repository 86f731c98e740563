"""The rows of a table in plain text (CSV, RFC 4180), whatever parts its columns and in whatever encoding it is."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from generator.importing.grid import Cell, Grid, grid_of, require_few
from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.plain import decode

_DELIMITERS = ",\t;|，"
_PROBE = 60  # rows by which the delimiter is known
_LONGEST_CELL = 10_000_000
_SAYS = late(r"sep=(.)\n", re.IGNORECASE)  # the first line of what a spreadsheet is told to part otherwise
_AS_TEXT = late(r'="([^"]*)"')  # how an export keeps the noughts before a number


def read_csv(data: bytes, name: str) -> Grid:
    """The table in a text. Raises Refused where the text is in no known encoding, or holds no table."""
    text, _ = decode(data)
    said = _SAYS.match(text)
    skipped = 1 if said else 0
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else max(_DELIMITERS, key=lambda sign: _fitness(text, sign))
    require_few(text.count(delimiter) + text.count("\n"))
    try:
        rows = list(_rows(text, delimiter))
    except csv.Error as error:
        raise Refused from error
    cells = (
        Cell(row=row + skipped, column=column, text=_shown(value), value=_shown(value))
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    )
    return grid_of(name.rpartition(".")[0] or name, cells)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _fitness(text: str, delimiter: str) -> tuple[int, int]:
    """A measure of how well a sign parts the columns of a text: the cells in rows of the same width."""
    rows: list[list[str]] = []
    try:
        for row in _rows(text, delimiter):
            rows.append(row)
            if len(rows) >= _PROBE:
                break
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, alike = max(widths.items(), key=lambda pair: (pair[1] * pair[0], pair[0]), default=(0, 0))
    return alike * width, width


def _shown(value: str) -> str:
    match = _AS_TEXT.fullmatch(value.strip())
    return match[1] if match else value
