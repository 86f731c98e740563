"""The views, one a kind of page: exactly what its template and its head may show, and nothing else.

Rendering is given a view and the frame of the site. A page can depend on nothing that is not here, so the digest of its view
is the key of its page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import NamedTuple

from generator.model.ledger import Ledger
from generator.view.record import view

# Bytes of a value that still stands beside another on a wide screen; a Chinese character has three and takes two places.
_LONG = 42


class Card(NamedTuple):
    """All that another page may say of an item: its address, title, day, number and state."""

    address: str
    title: str
    day: str
    number: str
    state: str


class Way(NamedTuple):
    """A name that leads to an address."""

    name: str
    address: str


class Counted(NamedTuple):
    """A name that leads to an address, how much is there, and how deep it stands in its tree."""

    name: str
    address: str
    total: int
    depth: int = 0


class Cell(NamedTuple):
    """A piece of a value, with the address it leads to where it leads anywhere."""

    text: str
    address: str = ""


@view
class Row:
    """A labelled line of a table of values; ``listed`` values are sentences, one under the other."""

    label: str
    cells: tuple[Cell, ...]
    listed: bool

    @property
    def long(self) -> bool:
        """True if it needs the full width."""
        return len(self.cells) > 1 or len(self.cells[0].text.encode()) > _LONG


class Relation(NamedTuple):
    """A line on an item's page: what the other item is to this one, and where it stands."""

    kind: str
    address: str
    title: str


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
    """What the head of a page says beside its title: its address, its column, and the way down to it from the home page."""

    address: str
    column: Column | None
    trail: tuple[Way, ...] = ()


@view
class Document:
    """What machines are told of an item or a report as a document."""

    published: dt.date | None
    source: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()


@view
class Withdrawal:
    """Why and when an item was withdrawn, and what of it stays."""

    date: dt.date
    reason: str
    basis: str
    rows: tuple[Row, ...]


@view
class ItemView:
    """The page of an item. ``links`` gives for each link as written in its text the address, or nothing."""

    head: Head
    document: Document
    title: str
    state: str
    summary: str
    text: Text | None
    body: str
    links: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    kind_label: str
    kind_rows: tuple[Row, ...]
    trail: tuple[Way, ...]
    files: tuple[FileLine, ...]
    relations: tuple[Relation, ...]
    earlier: Way | None
    later: Way | None
    withdrawal: Withdrawal | None
    # For schema.org
    schema: str
    legal_force: str
    index_number: str
    doc_number: str
    publisher: str
    created: dt.date | None
    changed: dt.date
    effective: dt.date | None
    expires: dt.date | None


@view
class Choice:
    """A way to narrow a listing: what it leaves, where that is shown, how many that are, and whether it is shown now."""

    label: str
    address: str
    count: int
    chosen: bool = False


@view
class ListingView:
    """A page of a listing. ``numbers`` are the pages to offer, each with its address; 0 marks a gap."""

    head: Head
    name: str
    description: str
    meta: str
    responsible: Way | None
    rhythm: str
    children: tuple[Counted, ...]
    choices: tuple[tuple[str, tuple[Choice, ...]], ...]
    all_address: str
    narrowed: bool
    total: int
    number: int
    pages: int
    numbers: tuple[tuple[int, str], ...]
    previous: str
    next: str
    cards: tuple[Card, ...]
    nothing: tuple[str, str] | None
    trail: tuple[Way, ...]


@view
class HomeView:
    """The home page."""

    head: Head
    introduction: str
    links: tuple[tuple[str, str], ...]
    latest: tuple[Card, ...]
    total: int
    categories: tuple[Counted, ...]
    latest_report: int | None
    pages: frozenset[str]
    publisher: Publisher


@view
class Contact:
    """An office as machines are told of it."""

    name: str
    role: str
    phone: str
    fax: str
    email: str


@view
class Publisher:
    """The public body as machines are told of it."""

    code: str
    region: str
    address: str
    postcode: str
    contacts: tuple[Contact, ...]


@view
class CatalogView:
    """The entrance to the catalog: its categories, years and departments with their counts, and the files for machines."""

    head: Head
    categories: tuple[Counted, ...]
    years: tuple[Counted, ...]
    departments: tuple[Counted, ...]
    total: int
    sizes: tuple[tuple[str, int], ...]


@view
class SearchView:
    """The search page: the categories to choose from, and whether there is a page about applying."""

    head: Head
    categories: tuple[Counted, ...]
    applies: bool
    names: tuple[tuple[str, tuple[str, ...]], ...]


@view
class NotFoundView:
    """The page for addresses where nothing is."""

    address: str


@view
class MovedView:
    """The page at an address that leads elsewhere."""

    head: Head
    target: str
    target_title: str
    reason: str


@view
class PageView:
    """An authored page: the engine rendered its text, the rest is filled in. ``blocks`` are those it shows."""

    id: str
    head: Head
    title: str
    shell: str
    blocks: tuple[str, ...]


@view
class ReportFile:
    """A report as a document: what people read for its type, its ending, its address."""

    label: str
    ending: str
    address: str


@view
class ReportView:
    """The page of an annual report."""

    head: Head
    document: Document
    title: str
    year: int
    ledger: Ledger
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    files: tuple[ReportFile, ...]
    years: tuple[tuple[int, str], ...]


@view
class ReportLine:
    """A report in the list of reports."""

    title: str
    address: str
    published: dt.date | None
    files: tuple[ReportFile, ...]


@view
class ReportsView:
    """The list of annual reports."""

    head: Head
    reports: tuple[ReportLine, ...]
    trends: bool
