"""The documents of the search index: each item, report and authored page; and the names people read in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from generator import urls
from generator.frozen import frozen
from generator.model.facts import report_facts
from generator.model.item import File, Item
from generator.model.listings import Listings
from generator.model.project import Project
from generator.model.report.filed import FiledReport
from generator.model.report.prose import expand
from generator.search_text import years_of
from generator.view.filters import Filters
from generator.view.items import kind_rows
from generator.view.record import view, view_key
from generator.view.report_documents import report_title
from generator.view.reports import has_trends


@view
class DocumentFile:
    """A file that is searched with its item: its address, its title, and the key of its text."""

    address: str
    title: str
    key: str


@view
class ItemDocument:
    """An item. ``rows`` are the fields of its kind, ``item`` is the id by which its Markdown is fetched."""

    address: str
    title: str
    numbers: tuple[str, ...]
    keywords: tuple[str, ...]
    summary: str
    rows: tuple[str, ...]
    files: tuple[DocumentFile, ...]
    state: str
    language: str
    item: str = field(repr=False)


@view
class ReportDocument:
    """An annual report with its prose, the facts in it written out."""

    address: str
    title: str
    prose: str


@view
class PageDocument:
    """An authored page. ``page`` is the id by which its HTML is fetched."""

    address: str
    title: str
    description: str
    page: str = field(repr=False)


@view
class TitleDocument:
    """A page that is found by little more than its title: a withdrawn item, the listing of a category, a column."""

    address: str
    title: str
    numbers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    state: str = ""
    language: str = ""


DocumentView = ItemDocument | ReportDocument | PageDocument | TitleDocument


@view
class IndexNames:
    """The names for the values of the columns of the index, each by its value."""

    categories: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]
    validity: tuple[tuple[str, str], ...]
    audiences: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    filters: tuple[tuple[str, str], ...] = ()


@frozen
class Document:
    """Something that can be found: where it stands in the order of days, a key for its content, its columns, its files.

    The title of a report is not known here. ``years`` are those that the title names; ``filters`` the further values by which
    it can be chosen, each with its name among ``IndexNames.filters``.
    """

    id: str
    key: str
    date: dt.date
    title: str = ""
    category: tuple[str, ...] = ()
    department: str = ""
    validity: str = ""
    audience: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    years: tuple[int, ...] = ()
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Searched:
    """The documents of a site, oldest first, the way to the view of each, and the names in the index."""

    documents: list[Document]
    view_of: Callable[[str], DocumentView]
    names: IndexNames


def searched(project: Project) -> Searched:
    """Everything that can be found; what has no day comes before all others."""
    views = DocumentViews(project)
    filters = Filters(project)
    documents = sorted(_documents(views, filters), key=lambda document: (document.date, document.id))
    return Searched(documents, views, _names(project, filters))


@dataclass(frozen=True)
class DocumentViews:
    """The views of documents, each made when it is asked for by the id of its document."""

    project: Project

    def __getstate__(self) -> dict[str, Project]:
        """The project alone, for another process."""
        return {"project": self.project}

    def __call__(self, document_id: str) -> DocumentView:
        """The view of a document."""
        kind, _, name = document_id.partition(" ")
        if kind == "item":
            return _item_document(self.project.shown.items_by_id[name], self.project)
        return self.others[document_id]

    @cached_property
    def others(self) -> dict[str, DocumentView]:
        """The views of all that is no item, by the ids of their documents: they are few."""
        project = self.project
        found: dict[str, DocumentView] = {}
        for filed in project.shown.filed_reports:
            found[f"report {filed.report.id}"] = _report_document(filed, project)
        for page in project.content.pages:
            head = page.head
            found[f"page {page.id}"] = PageDocument(
                address=page.address, title=head.title, description=head.description, page=page.id
            )
        return found | dict(_titles(project))


def _documents(views: DocumentViews, filters: Filters) -> Iterator[Document]:
    """The documents of a project, in any order."""
    project, others = views.project, views.others
    sources = project.shown.files.sources
    for item in project.shown.items:
        files = _shown_files(item, sources) if item.files else ()
        yield _document(item, project.states.get(item.id, ""), files, filters.of_item(item))
    for filed in project.shown.filed_reports:
        report = filed.report
        name = f"report {report.id}"
        day = report.head.published or dt.date.min
        yield Document(name, view_key(others[name]), day, filters=filters.of_report(report.series), years=(report.year,))
    facts = repr(project.settings.catalog)
    for page in project.content.pages:
        yield Document(f"page {page.id}", facts + repr(page), page.updated or dt.date.min, page.head.title)
    for name, title in _titles(project):
        yield Document(name, view_key(title), dt.date.min, title.title)


def _shown_files(item: Item, sources: frozenset[str]) -> tuple[File, ...]:
    """The files of an item that go out: what it links and somebody else keeps back is in no file of the site."""
    return tuple([file for file in item.files if file.source in sources])


def _document(item: Item, state: str, files: tuple[File, ...], filters: tuple[tuple[str, str], ...]) -> Document:
    """The document of an item with the files of it that go out, which depends on whose else they are."""
    authored = item.authored
    of_others = f" {[file.source for file in files]}" if len(files) < len(item.files) else ""
    return Document(
        id=f"item {item.id}",
        key=f"{item.digest} {state}{of_others}",
        date=authored.published or dt.date.min,
        title=authored.title,
        category=authored.category,
        department="" if authored.withdrawn else authored.department,
        validity="withdrawn" if authored.withdrawn else authored.validity,
        audience=authored.audience,
        filters=filters,
        years=years_of(authored.title),
        files=() if authored.withdrawn else files,
    )


def _item_document(item: Item, project: Project) -> ItemDocument | TitleDocument:
    """The view of an item; of a withdrawn one its title and number alone."""
    authored, state = item.authored, project.states.get(item.id, "")
    if authored.withdrawn:
        numbers = (authored.index_number,) if authored.index_number else ()
        language = project.settings.other_language(authored.language)
        return TitleDocument(address=item.address, title=authored.title, numbers=numbers, state=state, language=language)
    return ItemDocument(
        address=item.address,
        title=authored.title,
        numbers=(authored.doc_number, authored.index_number),
        keywords=authored.keywords,
        summary=authored.summary,
        rows=tuple([f"{row.label} {cell.text}" for row in kind_rows(item, project.settings) for cell in row.cells]),
        files=tuple(
            [
                DocumentFile(address=item.address + file.name, title=file.title if file.listed else file.name, key=file.key)
                for file in _shown_files(item, project.shown.files.sources)
            ]
        ),
        state=state,
        language=project.settings.other_language(authored.language),
        item=item.id,
    )


def _report_document(filed: FiledReport, project: Project) -> ReportDocument:
    report = filed.report
    return ReportDocument(
        address=report.address,
        title=report_title(report, project.settings),
        prose=expand(report.body, filed, report_facts(project.settings, report)),
    )


def _titles(project: Project) -> Iterator[tuple[str, TitleDocument]]:
    """The pages that lead on and are an answer themselves, by the ids of their documents."""
    settings = project.settings
    for category in settings.categories.values():
        texts = (category.description,) if category.description else ()
        address = urls.category_address(category.id)
        yield f"category {category.id}", TitleDocument(address=address, title=category.name, texts=texts)
    for department in settings.departments.values():
        address = urls.department_address(department.id)
        yield f"department {department.id}", TitleDocument(address=address, title=department.name)
    for name in Listings(settings, project.shown).by_value if settings.axes else ():
        field, _, value = name.partition("/")
        axis = settings.axes[field]
        yield f"column {name}", TitleDocument(address=axis.address(value), title=axis.values.get(value, value))
    yield "column catalog", TitleDocument(address=urls.CATALOG, title=settings.profile.columns.catalog)
    if project.shown.has_reports_column:
        yield "column reports", TitleDocument(address=urls.REPORTS, title=settings.reports_title)
    if has_trends(project):
        text = settings.labels.text
        charts = tuple([chart.title for chart in settings.trends.charts])
        yield (
            "column trends",
            TitleDocument(address=urls.REPORT_TRENDS, title=text["trends"], texts=(text["trends_text"], *charts)),
        )


def _names(project: Project, filters: Filters) -> IndexNames:
    """The names in the index of a project."""
    settings, text = project.settings, project.settings.labels.text
    validity = {**settings.profile.lists.get("validity", {}), "withdrawn": text["state_withdrawn"]}
    hidden = () if project.edition.preview else ("state_draft", "state_scheduled")
    return IndexNames(
        categories=tuple((category.id, category.name) for category in settings.categories.values()),
        departments=tuple((department.id, department.name) for department in settings.departments.values()),
        validity=tuple(validity.items()),
        audiences=tuple((name, settings.profile.value_label("audience", name)) for name in sorted(project.edition.audiences)),
        states=tuple(
            (name.removeprefix("state_"), words)
            for name, words in text.items()
            if name.startswith("state_") and name not in hidden
        ),
        filters=filters.labels,
    )
