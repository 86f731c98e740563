"""The views, one a kind of page: exactly what its template and its head may show, and nothing else.

Rendering is given a view and the frame of the site. A page can depend on nothing that is not here, so the digest of its view
is the key of its page.
"""

from __future__ import annotations

import datetime as dt

from generator.model.application import FormPart
from generator.model.card import Card
from generator.model.catalog import Hours
from generator.model.listing_pages import Choice
from generator.model.relations import Relation
from generator.view.apply import Stage
from generator.view.kind_records import KindChangesView, KindCrossView, KindCsvView, KindView
from generator.view.matter_records import MatterSheetView, MatterTableView
from generator.view.parts import (
    Counted,
    Document,
    Fact,
    FileLine,
    FileTable,
    Head,
    Neighbour,
    Row,
    StageLine,
    Text,
    Way,
    Withdrawal,
)
from generator.view.record import view
from generator.view.report_records import ReportDocumentView, ReportsView, ReportView, SeriesView, TrendsView


@view
class ItemView:
    """The page of an item; ``language`` is its own if it is not the site's; ``official`` says that it is set as a 公文.

    ``links`` gives for each link as written in its text the address, or nothing.
    """

    head: Head
    document: Document
    title: str
    language: str
    state: str
    summary: str
    text: Text | None
    body: str
    links: tuple[tuple[str, str], ...]
    lead: tuple[Fact, ...]
    rows: tuple[Row, ...]
    notice_period: tuple[str, ...]
    kind_label: str
    kind_rows: tuple[Row, ...]
    official: bool
    trail: tuple[Way, ...]
    tables: tuple[FileTable, ...]
    files: tuple[FileLine, ...]
    relations: tuple[Relation, ...]
    stages: tuple[StageLine, ...]
    earlier: Neighbour | None
    later: Neighbour | None
    withdrawal: Withdrawal | None
    # For schema.org
    schema: str
    legal_force: str
    licence: str
    index_number: str
    doc_number: str
    publisher: str
    created: dt.date | None
    changed: dt.date
    effective: dt.date | None
    expires: dt.date | None


@view
class ListingView:
    """A page of a listing. ``numbers`` are the pages to offer where a part of it begins, each with its address; 0 marks a gap.

    ``total`` is the number of items of the listing, or of a part where that begins; None behind it. ``mixed`` says that its items
    are of several categories.
    """

    head: Head
    title: str
    name: str
    description: str
    introduction: str
    responsible: Way | None
    contact: str
    rhythm: str
    children: tuple[Counted, ...]
    choices: tuple[tuple[str, tuple[Choice, ...]], ...]
    all_address: str
    narrowed: bool
    total: int | None
    numbers: tuple[tuple[int, str], ...]
    previous: str
    next: str
    cards: tuple[Card, ...]
    nothing: tuple[str, str] | None
    trail: tuple[Way, ...]
    mixed: bool


@view
class HomeView:
    """The home page."""

    head: Head
    introduction: str
    links: tuple[tuple[str, str], ...]
    latest: tuple[Card, ...]
    total: int
    categories: tuple[Counted, ...]
    axes: tuple[tuple[str, tuple[Counted, ...]], ...]
    publisher: Publisher
    own_links: tuple[Way, ...] = ()


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
    """The entrance to the catalog: its categories, tables, years and departments with their counts, and its files."""

    head: Head
    categories: tuple[Counted, ...]
    years: tuple[Counted, ...]
    departments: tuple[Counted, ...]
    matters: tuple[Counted, ...]
    kinds: tuple[Counted, ...]
    axes: tuple[tuple[str, tuple[Counted, ...]], ...]
    total: int
    sizes: tuple[tuple[str, int], ...]


@view
class SearchView:
    """The search page: the categories to choose from (id, name, depth), and the words of its script as JSON.

    ``often`` are the keywords that most items have, ``latest`` the newest items: where to begin, if nothing is asked or found;
    ``fields`` are those that can be asked for alone.
    """

    head: Head
    fields: tuple[str, ...]
    categories: tuple[tuple[str, str, int], ...]
    words: str
    applies: bool
    often: tuple[str, ...]
    latest: tuple[Card, ...]


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
class FormText:
    """The parts of the form for an application, and what is to be attached to it."""

    form: tuple[FormPart, ...]
    attach: tuple[str, ...]


@view
class Recipient:
    """The office that an application goes to."""

    name: str
    address: str
    postcode: str
    phone: str


@view
class FormView:
    """The form for an application, whom it goes to, and the blank form to download."""

    application: FormText
    office: Recipient | None
    blank: FileLine | None


@view
class OfficeCard:
    """An office as its card shows it."""

    name: str
    role: str
    address: str
    postcode: str
    phone: str
    fax: str
    email: str
    note: str
    hours: tuple[Hours, ...]


@view
class OfficeView:
    """The card of an office; the days that differ from other weeks as JSON, for the script."""

    office: OfficeCard
    calendar: str


@view
class ApplicationState:
    """The state of an application: its place on the page, and a sentence."""

    anchor: str
    text: str


@view
class StatesView:
    """The states of applications, the way to answers that were published, and whom to call."""

    states: tuple[ApplicationState, ...]
    answers: Way | None
    phone: str


Block = StepsView | FormView | OfficeView | StatesView


@view
class PageView:
    """An authored page: the engine rendered its text, whose digest is ``text``; the rest is filled in."""

    id: str
    head: Head
    title: str
    text: str
    blocks: tuple[tuple[str, Block | None], ...]


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
    | MatterTableView
    | MatterSheetView
    | KindView
    | KindCrossView
    | KindChangesView
    | KindCsvView
)
