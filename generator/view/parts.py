"""The parts that views are made of: cards, ways, rows of values, files, heads."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import NamedTuple

from generator.view.record import view

# Bytes of a value that still stands beside another on a wide screen; a Chinese character has three and takes two places.
_LONG = 42


class Way(NamedTuple):
    """A name that leads to an address."""

    name: str
    address: str


class Neighbour(NamedTuple):
    """The title of an item that leads to its address, and its language if it is not the site's."""

    name: str
    address: str
    language: str


class StageLine(NamedTuple):
    """A stage of a matter: what it is called, its day, the title that leads to its address; ``here`` is the page itself."""

    stage: str
    day: str
    name: str
    address: str
    language: str
    here: bool


class Counted(NamedTuple):
    """A name that leads to an address, how much is there, and how deep it stands in its tree."""

    name: str
    address: str
    total: int
    depth: int = 0


class Cell(NamedTuple):
    """A piece of a value, with the address it leads to where it leads anywhere, and its language if it is not the site's.

    The address is one of the site, or a full one on the web.
    """

    text: str
    address: str = ""
    language: str = ""


@view
class Row:
    """A labelled line of a table of values; ``listed`` values are sentences, one under the other, ``drawn`` ones a flow chart."""

    label: str
    cells: tuple[Cell, ...]
    listed: bool
    drawn: bool = False

    @property
    def long(self) -> bool:
        """True if it needs the full width."""
        return len(self.cells) > 1 or len(self.cells[0].text.encode()) > _LONG


class Fact(NamedTuple):
    """A fact of the line below a title: its text, its label where that is to be read, and the day that it is, if it is one."""

    text: str
    label: str = ""
    day: str = ""


@view
class FileLine:
    """A file to download: its address, title, ending, what people read for its type, its size in bytes and its SHA-256."""

    address: str
    title: str
    type: str
    type_label: str
    size: int
    sha256: str


@view
class FileTable:
    """The first rows of a file that is a table: its title and address, what stands above its head, and its columns.

    ``styles`` says of each column how it is set: as ``figures``, as something ``short`` that stays on a line, or plainly;
    ``total`` is how many rows the file has.
    """

    title: str
    address: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    styles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


@view
class Text:
    """A Markdown text by the digest of its bytes. ``source`` says where it lies, for whoever fetches it."""

    digest: str
    source: str = field(repr=False)


@view
class Column:
    """The tags of the column that a page belongs to, for machines."""

    name: str
    description: str
    keywords: str
    kind: str


@view
class Head:
    """The head of a page beside its title: its address, its column, and the way down to it from the home page.

    ``feed`` is the title of the feed that follows it and its address, where it has one of its own.
    """

    address: str
    column: Column | None
    trail: tuple[Way, ...] = ()
    feed: Way | None = None


@view
class Document:
    """An item or a report as a document, as machines are told of it."""

    published: dt.date | None
    source: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()


@view
class Withdrawal:
    """Why and when an item was withdrawn, and what of it stays, as a table."""

    rows: tuple[Row, ...]
