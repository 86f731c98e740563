"""Sheets as sources: the cells of a CSV file or of the one filled sheet of a workbook, with what is merged in it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from generator.load.source.source import Limit, decode, read_bytes
from generator.model.attachment import Sheet
from generator.problems import Position, Problem, SourceError

_MOST_NAMES = 3  # of hidden parts that are told
_ZIP = b"PK\x03\x04"

Row = tuple[str, ...]
Merged = tuple[int, int, int, int]  # the first and last row, the first and last column, from 0


class CellTable(NamedTuple):
    """The cells of a sheet as texts. ``lines`` are the rows of the sheet, or lines of the file, that its rows begin in, from 1.

    In the cells of a ``merged`` range, by row and column from 0, stands what the first of them holds. ``left`` is the number of
    empty columns before the first. Of a text its lines are kept as they are ``written``.
    """

    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    merged: tuple[Merged, ...] = ()
    left: int = 0
    written: tuple[str, ...] = ()
    delimiter: str = ","

    @property
    def width(self) -> int:
        """The number of columns of its longest row."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> str:
        """A cell by its place; nothing beyond the end of its row."""
        return self.rows[row][column] if column < len(self.rows[row]) else ""

    def place(self, path: str, row: int, column: int = 0) -> Position:
        """The place of a cell in its file: its row and column in the sheet, or its line and column in the text."""
        line = self.lines[row]
        if not self.written:
            return Position(path, line, self.left + column + 1)
        end = self.lines[row + 1] - 1 if row + 1 < len(self.lines) else len(self.written)
        record = "\n".join(self.written[line - 1 : end])  # a quoted cell may have several lines
        at = _begin_of(record, self.delimiter, column)
        return Position(path, line + record.count("\n", 0, at), at - record.rfind("\n", 0, at))


def read_sheet(site: Path, path: str, limit: Limit) -> CellTable:
    """The cells of a file of the site that is a sheet. Raises SourceError where it cannot be read, or says more than it shows."""
    data = read_bytes(site, path, limit)
    return _workbook(data, path) if data.startswith(_ZIP) and path.endswith(".xlsx") else _plain(data, path)


def _plain(data: bytes, path: str) -> CellTable:
    """The cells of a text, each row with the line that it begins in."""
    if path.endswith(".xlsx"):
        raise SourceError(Problem("sheet-unreadable", Position(path)))
    text = decode(path, data)
    written = tuple(text.split("\n"))
    delimiter = "\t" if written[0].count("\t") > written[0].count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    lines: list[int] = []
    begun = 1
    try:
        for row in reader:
            rows.append(tuple(cell.strip() for cell in row))
            lines.append(begun)
            begun = reader.line_num + 1
    except csv.Error:
        raise SourceError(Problem("sheet-quote", Position(path, begun, 1))) from None
    return CellTable(tuple(rows), tuple(lines), written=written, delimiter=delimiter)


def _begin_of(line: str, delimiter: str, column: int) -> int:
    """Where in the text of a row a cell begins; its start where that is not to be seen in it."""
    quoted, before = False, 0
    for at, sign in enumerate(line):
        if before == column:
            return at + (sign == '"')
        quoted ^= sign == '"'
        before += sign == delimiter and not quoted
    return len(line) if before == column else 0


def _workbook(data: bytes, path: str) -> CellTable:
    """The cells of a workbook, which is opened in a process with limits."""
    from generator.load.attachment.child import Limits, map_limited

    # One of the program's own making is read in a second; one that takes longer is no list that a person keeps.
    limits = Limits(processor_seconds=20, seconds=40.0, answer=100_000_000)
    (read,) = map_limited(_read_workbook, [data], 1, limits)
    if isinstance(read, str):
        raise SourceError(Problem("sheet-unreadable", Position(path)))
    names, hidden, table = read
    if hidden:
        shown = ", ".join(hidden[:_MOST_NAMES]) + ", …" * (len(hidden) > _MOST_NAMES)
        raise SourceError(Problem("sheet-hidden", Position(path), {"places": shown}))
    if len(names) > 1:
        raise SourceError(Problem("sheet-several", Position(path), {"names": ", ".join(names)}))
    if table is None:
        raise SourceError(Problem("file-empty", Position(path)))
    return table


_Workbook = tuple[list[str], list[str], CellTable | None]


def _read_workbook(data: bytes) -> _Workbook | str:
    """The names of the filled sheets, what of them is hidden, the first of them; or why the workbook cannot be read."""
    from python_calamine import CalamineWorkbook

    from generator.load.attachment.events import Refused
    from generator.load.attachment.package import Package
    from generator.load.attachment.sheets.xlsx import read_xlsx

    try:
        sheets = [part for part in read_xlsx(Package(data), data) if isinstance(part, Sheet) and any(map(any, part.rows))]
        hidden = [sheet.name for sheet in sheets if sheet.part == "hidden"]
        hidden += [piece.cell for sheet in sheets for piece in sheet.hidden_places()]
        if not sheets:
            return [], [], None
        sheet = sheets[0]
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            ranges = book.get_sheet_by_name(sheet.name).merged_cell_ranges or []
    except Refused as error:
        return error.why
    except Exception:  # a file from anywhere: whatever the libraries raise says that it is broken
        return "broken"
    top, left = sheet.top, sheet.left
    merged = tuple((first[0] - top, last[0] - top, first[1] - left, last[1] - left) for first, last in ranges)
    rows = [list(row) for row in sheet.rows]
    for first, last, start, end in merged:
        _fill(rows, first, last, start, end)
    lines = tuple(range(top + 1, top + 1 + len(rows)))
    return [each.name for each in sheets], hidden, CellTable(tuple(map(tuple, rows)), lines, merged, left)


def _fill(rows: list[list[str]], first: int, last: int, start: int, end: int) -> None:
    """Puts what the first cell of a merged range holds into all of them."""
    if not 0 <= first < len(rows) or start < 0 or start >= len(rows[first]):
        return
    value = rows[first][start]
    for row in rows[first : last + 1]:
        for column in range(start, min(end + 1, len(row))):
            row[column] = value
