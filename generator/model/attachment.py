"""What was read in an attachment: its text, piece by piece, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# What a reader sees on opening the file is ``text``; the rest goes out with it unseen.
Part = Literal["text", "comment", "deleted", "hidden", "metadata"]
State = Literal["read", "cut", "empty", "encrypted", "broken", "too-large", "unsupported"]


# The hidden columns of a sheet, each run of them by its first and last from 1, and its hidden rows, from 1.
Hidden = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text: a page of a PDF or OFD, a slide, a paragraph of a document, a property; or a cell, where one is told.

    ``page`` and ``paragraph`` count from 1, 0 where there is no such thing. ``name`` is that of a property (metadata), or
    who wrote a comment or deleted a text.
    """

    text: str
    part: Part = "text"
    page: int = 0
    paragraph: int = 0
    sheet: str = ""
    cell: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, row by row, empty ones as empty texts.

    ``top`` and ``left`` count the first of them from 0; ``hidden`` are its hidden columns and rows.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    part: Part = "text"
    top: int = 0
    left: int = 0
    hidden: Hidden = ((), ())

    @property
    def text(self) -> str:
        """What stands in its cells, one a line."""
        return "\n".join([cell for row in self.rows for cell in row if cell])

    @property
    def shown_text(self) -> str:
        """What stands in those of its cells that are not hidden, one a line."""
        runs, hidden_rows = self.hidden
        away = bytearray(max(map(len, self.rows), default=0))
        for first, last in runs:
            start, end = max(first - 1 - self.left, 0), min(last - self.left, len(away))
            away[start:end] = b"\1" * (end - start)
        rows = {row - 1 - self.top for row in hidden_rows}
        shown = (row for number, row in enumerate(self.rows) if number not in rows)
        return "\n".join([cell for row in shown for number, cell in enumerate(row) if cell and not away[number]])

    def hidden_places(self) -> Iterator[Piece]:
        """Its hidden columns and rows as spreadsheets name them: ``C:D``, ``7``."""
        columns, rows = self.hidden
        for first, last in columns:
            name = f"{column_letters(first - 1)}:{column_letters(last - 1)}"
            yield Piece("", "hidden", sheet=self.name, cell=name)
        yield from (Piece("", "hidden", sheet=self.name, cell=str(row)) for row in rows)

    def cell(self, row: int, column: int) -> Piece:
        """A cell as a piece, by its place among the rows."""
        name = f"{column_letters(self.left + column)}{self.top + row + 1}"
        return Piece(self.rows[row][column], self.part, sheet=self.name, cell=name)

    def cells(self) -> Iterator[Piece]:
        """Its cells as pieces, but the empty ones."""
        for row, cells in enumerate(self.rows):
            yield from (self.cell(row, column) for column, text in enumerate(cells) if text)

    def places(self) -> list[tuple[int, int, int]]:
        """Where in its text each of its cells begins, with the place of the cell among the rows."""
        found, start = [], 0
        for row, cells in enumerate(self.rows):
            for column, text in enumerate(cells):
                if text:
                    found.append((start, row, column))
                    start += len(text) + 1
        return found


def column_letters(number: int) -> str:
    """The letters of a column that is counted from 0."""
    before, last = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """All that was read, and how it went.

    ``cut``: longer than we read, the rest is left out; ``empty``: opened, but there is no text in it (a scan);
    ``too-large``, ``unsupported``: not opened.
    """

    state: State
    pieces: tuple[Piece, ...] = ()
    sheets: tuple[Sheet, ...] = ()

    @property
    def visible(self) -> str:
        """What a reader of the file sees, one piece or cell a line."""
        texts = [piece.text for piece in self.pieces if piece.part == "text"]
        texts += [sheet.shown_text if any(sheet.hidden) else sheet.text for sheet in self.sheets if sheet.part == "text"]
        return "\n".join(texts)
