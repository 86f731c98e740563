"""The kinds of pages, in one table: add a view, a template and a line here for another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from generator import urls
from generator.markdown import to_markup
from generator.model.relations import Relation
from generator.render.export.matter_sheet import render_matter_sheet
from generator.render.page.apply import render_blocks
from generator.render.page.kind_table import render_kind_csv
from generator.render.page.numbers import hold_numbers
from generator.render.page.official import set_official
from generator.render.page.page import PageKind, Pages
from generator.render.page.text import framed_tables, markup_html, text_html
from generator.render.report.files import render_report, render_report_document, render_reports, render_series, render_trends
from generator.text import plain_text
from generator.view.kind_records import KindChangesView, KindCrossView, KindCsvView, KindView
from generator.view.matter_records import MatterSheetView, MatterTableView
from generator.view.records import (
    CatalogView,
    HomeView,
    ItemView,
    ListingView,
    MovedView,
    NotFoundView,
    PageView,
    SearchView,
    View,
)
from generator.view.report_records import ReportDocumentView, ReportsView, ReportView, SeriesView, TrendsView

# As much of a text as tells a search engine what it is about, where there is no summary.
_DESCRIBED, _LONGEST_DESCRIPTION = 1500, 120


def render_item(pages: Pages, view: ItemView, text: str) -> str:
    """The page of an item: notices, metadata, the fields of its kind, its text, its attachments, its relations."""
    html = "" if view.withdrawal else _item_html(pages, view, to_markup(view.body) if view.body else text)
    description = view.summary or plain_text(html[:_DESCRIBED])[:_LONGEST_DESCRIPTION]
    relations: dict[str, list[Relation]] = {}
    for relation in view.relations:
        relations.setdefault(relation.kind, []).append(relation)
    return pages.fill(
        view.head,
        view.title,
        "withdrawn.html" if view.withdrawal else "item.html",
        into="catalog",
        description=description,
        state=view.state,
        document=view.document,
        things=[pages.heads.item(view, description)],
        view=view,
        html=hold_numbers(html),
        relations=relations,
    )


def _item_html(pages: Pages, view: ItemView, markup: str) -> str:
    html = markup_html(markup, view.links, urls.root_from(view.head.address))
    if view.official:
        html = set_official(html)
    if "<pre>" in html:
        html = html.replace("<pre>", '<pre tabindex="0">')
    return framed_tables(html, pages.words["table"]) if "<table>" in html else html


def render_listing(pages: Pages, view: ListingView, _: str) -> str:
    """A page of a listing."""
    return pages.fill(view.head, view.title, "listing.html", into="catalog", description=view.description, view=view)


def render_home(pages: Pages, view: HomeView, _: str) -> str:
    """The home page."""
    things = [pages.heads.publisher(view.publisher), pages.heads.website()]
    introduction = text_html(view.introduction, view.links, urls.root_from(urls.HOME))
    title = pages.frame.title
    return pages.fill(
        view.head, "", "home.html", into="home", description=title, things=things, view=view, introduction=introduction
    )


def render_catalog(pages: Pages, view: CatalogView, _: str) -> str:
    """The entrance to the catalog."""
    title = pages.frame.columns.catalog
    described, things = f"{pages.frame.title} · {title}", [pages.heads.catalog()]
    sizes = dict(view.sizes)
    return pages.fill(
        view.head, title, "catalog.html", into="catalog", description=described, things=things, view=view, sizes=sizes
    )


def render_search(pages: Pages, view: SearchView, _: str) -> str:
    """The search page."""
    title = view.head.trail[-1].name
    described = f"{pages.frame.title} · {title}"
    words = json.loads(view.words)
    return pages.fill(view.head, title, "search.html", into="search", description=described, view=view, words=words)


def render_not_found(pages: Pages, view: NotFoundView, _: str) -> str:
    """The page for addresses where nothing is."""
    return pages.fill(view.head, view.title, "notfound.html", into="notfound", description=view.title)


def render_moved(pages: Pages, view: MovedView, _: str) -> str:
    """The page at an address that leads elsewhere: at once, and by a link for those whose browser does not."""
    title = view.head.trail[-1].name
    described = f"{title} · {view.target_title}"
    page = pages.fill(view.head, title, "moved.html", into="catalog", description=described, view=view)
    # No other page leaves by itself, so that the head of no other page has a place for this.
    head = f'<meta http-equiv="refresh" content="0; url={escape(view.target)}"><meta name="robots" content="noindex"></head>'
    return page.replace("</head>", head, 1)


def render_page(pages: Pages, view: PageView, _: str) -> str:
    """An authored page."""
    return pages.authored_page(view, render_blocks(pages, view))


def render_matters(pages: Pages, view: MatterTableView, _: str) -> str:
    """The page of a standard catalog."""
    return pages.fill(view.head, view.title, "matters.html", into="catalog", description=view.title, view=view)


def render_sheet(_: Pages, view: MatterSheetView, __: str) -> bytes:
    """A standard catalog as a workbook."""
    return render_matter_sheet(view)


def render_kind(pages: Pages, view: KindView, _: str) -> str:
    """A page of the table of a kind."""
    rows = pages.kind_rows.rows(view.lines, urls.root_from(view.head.address))
    return pages.fill(view.head, view.title, "kind.html", into="catalog", description=view.name, view=view, rows=rows)


def render_cross(pages: Pages, view: KindCrossView, _: str) -> str:
    """The numbers of a table of a kind."""
    return pages.fill(view.head, view.title, "kind_cross.html", into="catalog", description=view.title, view=view)


def render_changes(pages: Pages, view: KindChangesView, _: str) -> str:
    """How a list was adjusted."""
    return pages.fill(view.head, view.title, "kind_changes.html", into="catalog", description=view.title, view=view)


def render_csv(_: Pages, view: KindCsvView, __: str) -> bytes:
    """The table of a kind for spreadsheets."""
    return render_kind_csv(view)


_BLOCK_TEMPLATES = ("_steps.html", "_application_form.html", "_office_card.html", "_application_states.html")
KINDS: Mapping[type[View], PageKind] = {
    ItemView: PageKind("catalog", ("item.html", "withdrawn.html"), render_item),
    ListingView: PageKind("catalog", ("listing.html",), render_listing),
    HomeView: PageKind("home", ("home.html",), render_home),
    CatalogView: PageKind("catalog", ("catalog.html",), render_catalog),
    SearchView: PageKind("search", ("search.html",), render_search),
    NotFoundView: PageKind("notfound", ("notfound.html",), render_not_found),
    MovedView: PageKind("catalog", ("moved.html",), render_moved),
    PageView: PageKind("", _BLOCK_TEMPLATES, render_page),
    ReportView: PageKind("reports", ("report.html",), render_report),
    ReportsView: PageKind("reports", ("reports.html",), render_reports),
    TrendsView: PageKind("reports", ("report_trends.html",), render_trends),
    ReportDocumentView: PageKind("", (), render_report_document),
    SeriesView: PageKind("", (), render_series),
    MatterTableView: PageKind("catalog", ("matters.html",), render_matters),
    MatterSheetView: PageKind("", (), render_sheet),
    KindView: PageKind("catalog", ("kind.html",), render_kind),
    KindCrossView: PageKind("catalog", ("kind_cross.html",), render_cross),
    KindChangesView: PageKind("catalog", ("kind_changes.html",), render_changes),
    KindCsvView: PageKind("", (), render_csv),
}
