"""What was read in an attachment: its text, piece by piece, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# What a reader sees on opening the file is ``text``; the rest goes out with it unseen.
Part = Literal["text", "comment", "deleted", "hidden", "metadata"]
State = Literal["read", "cut", "empty", "encrypted", "broken", "too-large", "unsupported"]


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
    """The cells of a sheet, row by row, empty ones as empty texts; ``top`` and ``left`` count the first of them from 0."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    part: Part = "text"
    top: int = 0
    left: int = 0

    @property
    def text(self) -> str:
        """What stands in its cells, one a line."""
        return "\n".join([cell for row in self.rows for cell in row if cell])

    def cell(self, row: int, column: int) -> Piece:
        """A cell as a piece, by its place among the rows."""
        name = f"{column_letters(self.left + column)}{self.top + row + 1}"
        return Piece(self.rows[row][column], self.part, sheet=self.name, cell=name)

    def cells(self) -> Iterator[Piece]:
        """Its cells as pieces, but the empty ones."""
        for row, cells in enumerate(self.rows):
            yield from (self.cell(row, column) for column, text in enumerate(cells) if text)

    def cell_at(self, offset: int) -> Piece:
        """The cell at a place of its text."""
        for row, cells in enumerate(self.rows):
            for column, text in enumerate(cells):
                if text:
                    if offset <= len(text):
                        return self.cell(row, column)
                    offset -= len(text) + 1
        raise IndexError(offset)


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
        parts: tuple[Piece | Sheet, ...] = (*self.pieces, *self.sheets)
        return "\n".join(part.text for part in parts if part.part == "text")
