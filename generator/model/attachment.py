"""The readings of attachments: their text, piece by piece, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal

from generator.frozen import frozen

# What a reader sees on opening the file is ``text``; the rest goes out with it unseen: ``earlier`` is what an earlier save of
# it still holds, ``inside`` what stands in a part of it that no program shows. ``trace`` is no text but something about the
# file that its name says and that is to be told.
Part = Literal["text", "comment", "deleted", "hidden", "earlier", "inside", "metadata", "trace"]
State = Literal[
    "read",
    "cut",
    "empty",
    "void",
    "encrypted",
    "broken",
    "not-regular",
    "too-wide",
    "unreadable",
    "encoding",
    "too-large",
    "too-slow",
    "died",
    "unsupported",
]

BY_MACHINE = "ocr"  # the name of a piece that a program read in the picture of a page
_READ_MARK = "[OCR]"  # before it, where texts are searched
# The hidden columns of a sheet, each run of them by its first and last from 1, and its hidden rows, from 1.
Hidden = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


@frozen
class Piece:
    """A piece of text: a page of a PDF or OFD, a slide, a paragraph of a document, a property; or a cell, where one is told.

    ``page`` and ``paragraph`` count from 1, 0 where there is no such thing. ``name`` is that of a property (metadata), of a
    part (inside) or of what is to be told (trace), or who wrote a comment or deleted a text. ``file`` is the file inside
    the file, where it stands in one. ``picture`` counts those of a document from 1, where a text was read in one.
    """

    text: str
    part: Part = "text"
    page: int = 0
    paragraph: int = 0
    sheet: str = ""
    cell: str = ""
    name: str = ""
    file: str = ""
    table: int = 0
    row: int = 0
    picture: int = 0


@frozen
class Sheet:
    """The cells of a sheet, row by row, empty ones as empty texts.

    ``top`` and ``left`` count the first of them from 0; ``hidden`` are its hidden columns and rows, ``unseen`` the cells (row
    and column, from 1) whose format shows nothing.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    part: Part = "text"
    top: int = 0
    left: int = 0
    hidden: Hidden = ((), ())
    unseen: tuple[tuple[int, int], ...] = ()
    file: str = ""

    @property
    def text(self) -> str:
        """The text of its cells, one a line."""
        return "\n".join(filter(None, chain.from_iterable(self.rows)))

    @property
    def shown_text(self) -> str:
        """The text of those of its cells that are not hidden, one a line."""
        runs, hidden_rows = self.hidden
        away = bytearray(max(map(len, self.rows), default=0))
        for first, last in runs:
            start, end = max(first - 1 - self.left, 0), min(last - self.left, len(away))
            away[start:end] = b"\1" * (end - start)
        rows = {row - 1 - self.top for row in hidden_rows}
        unseen = {(row - 1 - self.top, column - 1 - self.left) for row, column in self.unseen}
        return "\n".join(
            [
                cell
                for number, row in enumerate(self.rows)
                if number not in rows and any(row)
                for column, cell in enumerate(row)
                if cell and not away[column] and (number, column) not in unseen
            ]
        )

    def hidden_places(self) -> Iterator[Piece]:
        """Its hidden columns, rows and cells as spreadsheets name them: ``C:D``, ``7:9``, ``B2``."""
        columns, rows = self.hidden
        names = [f"{column_letters(first - 1)}:{column_letters(last - 1)}" for first, last in columns]
        names += [f"{first}:{last}" for first, last in runs_of(rows)]
        names += [f"{column_letters(column - 1)}{row}" for row, column in self.unseen]
        yield from (Piece("", "hidden", sheet=self.name, cell=name, file=self.file) for name in names)

    def cell(self, row: int, column: int) -> Piece:
        """A cell as a piece, by its place among the rows."""
        name = f"{column_letters(self.left + column)}{self.top + row + 1}"
        return Piece(self.rows[row][column], self.part, sheet=self.name, cell=name, file=self.file)

    def cells(self) -> Iterator[Piece]:
        """Its cells as pieces, but the empty ones."""
        for row, cells in enumerate(self.rows):
            yield from (self.cell(row, column) for column, text in enumerate(cells) if text)

    def places(self) -> list[tuple[int, int, int]]:
        """Where in its text each of its cells begins, with the place of the cell among the rows."""
        found, start = [], 0
        for row, cells in enumerate(self.rows):
            for column, text in enumerate(cells if any(cells) else ()):
                if text:
                    found.append((start, row, column))
                    start += len(text) + 1
        return found


@frozen
class Table:
    """The cells of a table whose text stands in pieces too.

    ``lines`` are the lines of a text in which its rows begin, from 1; elsewhere it is the ``number``-th table of its file.
    """

    rows: tuple[tuple[str, ...], ...]
    number: int = 0
    page: int = 0
    lines: tuple[int, ...] = ()
    part: Part = "text"
    file: str = ""

    @property
    def text(self) -> str:
        """The text of its cells, one a line."""
        return "\n".join(filter(None, chain.from_iterable(self.rows)))

    def cell(self, row: int, column: int) -> Piece:
        """A cell as a piece, by its place among the rows."""
        text = self.rows[row][column]
        if self.lines:
            return Piece(text, self.part, paragraph=self.lines[row], file=self.file)
        return Piece(text, self.part, self.page, table=self.number, row=row + 1 if self.number else 0, file=self.file)


def runs_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in their order as runs, each by its first and last."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def column_letters(number: int) -> str:
    """The letters of a column that is counted from 0."""
    before, last = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


@frozen
class AttachmentText:
    """All that was read, and how it went.

    ``cut``: longer than we read, the rest is left out; ``empty``: opened, but there is no text in it (a scan); ``void``: a
    file without a word; ``encoding``: a text in no known encoding; ``unreadable``: the disk does not give it; ``too-slow``:
    given up; ``died``: its reading broke down; ``not-regular``: no file but a pipe or a device; ``too-wide``: a sheet with a
    cell far out; ``too-large``, ``unsupported``: not opened.
    """

    state: State
    pieces: tuple[Piece, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def visible(self) -> str:
        """The text that a reader of the file sees, one piece or cell a line; [OCR] stands before what was read in a picture."""
        seen = [piece for piece in self.pieces if piece.part == "text"]
        texts = [f"{_READ_MARK} {piece.text}" if piece.name == BY_MACHINE else piece.text for piece in seen]
        texts += [
            sheet.shown_text if any(sheet.hidden) or sheet.unseen else sheet.text for sheet in self.sheets if sheet.part == "text"
        ]
        return "\n".join(texts)
