"""What was read in an attachment: its text, piece by piece, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What a reader sees on opening the file is ``text``; the rest goes out with it unseen.
Part = Literal["text", "comment", "deleted", "hidden", "metadata"]
State = Literal["read", "cut", "empty", "encrypted", "broken", "too-large", "unsupported"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text: a page of a PDF or OFD, a slide, a paragraph of a document, a cell of a sheet, a property.

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
class AttachmentText:
    """All that was read, and how it went.

    ``cut``: longer than we read, the rest is left out; ``empty``: opened, but there is no text in it (a scan);
    ``too-large``, ``unsupported``: not opened.
    """

    state: State
    pieces: tuple[Piece, ...] = ()

    @property
    def visible(self) -> str:
        """What a reader of the file sees, one piece a line."""
        return "\n".join(piece.text for piece in self.pieces if piece.part == "text")
