"""The views, one a kind of page: exactly what its template and its head may show, and nothing else.

Rendering is given a view and the frame of the site. A page can depend on nothing that is not here, so the digest of its view
is the key of its page.
"""

from __future__ import annotations

import datetime as dt

from generator.model.ledger import Ledger
from generator.view.parts import Card, Counted, Document, FileLine, Head, Relation, Row, Text, Way, Withdrawal
from generator.view.record import view


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
