"""The views, one a kind of page: exactly what its template and its head may show, and nothing else.

Rendering is given a view and the frame of the site. A page can depend on nothing that is not here, so the digest of its view
is the key of its page.
"""

from __future__ import annotations

import datetime as dt

from generator.model.card import Card
from generator.model.catalog import Office
from generator.model.listings import Choice
from generator.model.profile import Application
from generator.model.relations import Relation
from generator.model.report.filed import Ledger
from generator.model.report.font import ReportFonts
from generator.view.apply import Stage
from generator.view.parts import Counted, Document, FileLine, Head, Row, Text, Way, Withdrawal
from generator.view.plot import Plot
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
class ListingView:
    """A page of a listing. ``numbers`` are the pages to offer, each with its address; 0 marks a gap."""

    head: Head
    title: str
    name: str
    description: str
    introduction: str
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
    pages: tuple[str, ...]
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
    """The search page: the categories to choose from (id, name, depth), and the words of its script as JSON."""

    head: Head
    categories: tuple[tuple[str, str, int], ...]
    words: str
    applies: bool


@view
class NotFoundView:
    """The page for addresses where nothing is."""

    head: Head
    title: str


@view
class MovedView:
    """The page at an address that leads elsewhere."""

    head: Head
    target: str
    target_title: str
    reason: str


@view
class StepsView:
    """The steps of an application, drawn and in words."""

    stages: tuple[Stage, ...]
    cites: str


@view
class FormView:
    """The form for an application, whom it goes to, and the blank form to download."""

    application: Application
    office: Office | None
    blank: FileLine | None


@view
class OfficeView:
    """The card of an office; its hours and the days that differ from other weeks as JSON, for the script."""

    office: Office
    hours: str
    calendar: str


Block = StepsView | FormView | OfficeView


@view
class PageView:
    """An authored page: the engine rendered its text, whose digest is ``text``; the rest is filled in."""

    id: str
    head: Head
    title: str
    text: str
    blocks: tuple[tuple[str, Block | None], ...]


@view
class ReportFile:
    """A report as a document: what people read for its type, its ending, its address."""

    label: str
    ending: str
    address: str


@view
class ReportView:
    """The page of an annual report. ``covers`` are the first and the last day of what it reports.

    ``facts`` are those its prose may name, ``links`` those of its prose with their addresses, ``notes`` what readers are told
    of it.
    """

    head: Head
    document: Document
    title: str
    year: int
    covers: tuple[dt.date, dt.date]
    published_label: str
    ledger: Ledger
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    state: str
    files: tuple[ReportFile, ...]
    years: tuple[tuple[int, str], ...]


@view
class ReportLine:
    """A report in the list of reports."""

    title: str
    address: str
    published: dt.date | None
    state: str
    files: tuple[ReportFile, ...]


@view
class ReportsView:
    """The list of annual reports."""

    head: Head
    reports: tuple[ReportLine, ...]
    trends: bool


@view
class TrendsView:
    """The figures of all reports over the years, as charts."""

    head: Head
    plots: tuple[Plot, ...]
    addresses: tuple[tuple[int, str], ...]


@view
class ReportDocumentView:
    """A report as a document to download, in the format that its ending names."""

    address: str
    ending: str
    title: str
    publisher: str
    language: str
    ledger: Ledger
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    notes_heading: str
    fonts: ReportFonts


@view
class SeriesView:
    """All figures of all reports for machines, in the format that the address ends in."""

    address: str
    ledgers: tuple[Ledger, ...]
    publisher: str
    code: str


View = (
    ItemView
    | ListingView
    | HomeView
    | CatalogView
    | SearchView
    | NotFoundView
    | MovedView
    | PageView
    | ReportView
    | ReportsView
    | TrendsView
    | ReportDocumentView
    | SeriesView
)
