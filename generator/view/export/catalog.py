"""The view of ``catalog.json`` and ``catalog.csv``: the body and its reports, and the items by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from generator.digests import key_of
from generator.model.export_parts import export_parts, month_of
from generator.model.item import Authored, Item
from generator.model.project import Project
from generator.model.report.period import Period
from generator.model.settings import Settings
from generator.view.record import view


@view
class EntryFile:
    """A file that an item lists: its address, its title, its size in bytes and its SHA-256."""

    address: str
    title: str
    size: int
    sha256: str


@view
class EntryWithdrawal:
    """When, why and on what basis an item was withdrawn."""

    date: dt.date
    reason: str
    basis: str


@view
class Entry:
    """An item; of a withdrawn one why it was withdrawn and no more.

    ``days``, ``texts`` and ``subject`` are what stands in its fields of these names, without those that are empty;
    ``fields`` are those of its kind, ``cells`` its columns in the table, ``changed`` the day it changed for its readers.
    """

    id: str
    address: str
    title: str
    index_number: str
    kind: str
    category: tuple[str, ...]
    published: dt.date | None
    changed: dt.date
    state: str
    state_label: str
    withdrawal: EntryWithdrawal | None
    days: tuple[tuple[str, dt.date], ...]
    texts: tuple[tuple[str, str], ...]
    subject: tuple[tuple[str, str | tuple[str, ...]], ...]
    fields: tuple[tuple[str, str | tuple[str, ...]], ...]
    files: tuple[EntryFile, ...]
    cells: tuple[str, ...]


@view
class MonthView:
    """The items published in a month, newest first."""

    site_url: str
    entries: tuple[Entry, ...]


@view
class CatalogHead:
    """The head of the catalog, before its items. ``columns`` are the headings of the table, ``edition`` an inner one's mark.

    ``columns_of_parts`` are the headings of the table of the parts that a large catalog is in.
    """

    publisher: str
    code: str
    title: str
    language: str
    site_url: str
    categories: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]
    reports: tuple[tuple[str, Period, str, dt.date | None], ...]
    columns: tuple[str, ...]
    columns_of_parts: tuple[str, ...]
    edition: str


class MonthSlice(NamedTuple):
    """A month of items: ``key`` is the digest of all that its view is made of, so that one that is kept needs no view.

    ``part`` is the period of the file that it is in, or nothing where one file holds all months.
    """

    part: str
    items: int
    key: str
    view: Callable[[], MonthView]


def catalog_head(project: Project) -> CatalogHead:
    """The head of the catalog of a project."""
    settings, words = project.settings, project.settings.labels.text
    labels = [field.label for field in settings.profile.fields.values()]
    return CatalogHead(
        publisher=settings.catalog.publisher.name,
        code=settings.catalog.publisher.code,
        title=settings.title,
        language=settings.catalog.language,
        site_url=settings.site_url,
        categories=tuple((category.id, category.name) for category in settings.categories.values()),
        departments=tuple((department.id, department.name) for department in settings.departments.values()),
        reports=tuple((report.series, report.period, report.address, report.head.published) for report in project.shown.reports),
        columns=(words["csv_id"], words["csv_title"], *labels, words["csv_state"], words["csv_address"]),
        columns_of_parts=(words["csv_part"], words["csv_items"], words["csv_address"]),
        edition=project.edition.mark,
    )


def month_slices(project: Project, key: str) -> Iterator[MonthSlice]:
    """The months of a project, newest first; ``key`` names the settings and the program."""
    states, by_others = project.states, project.shown.changed_by_others
    parts = export_parts(project.shown.items)
    for month, some in groupby(project.shown.items, month_of):
        items = list(some)
        # The day of an item that another one changed is not its own.
        others = [f"{item.id} {day}" for item in items if (day := by_others.get(item.id))]
        of_items = (f"{item.id} {item.digest} {states.get(item.id, '')}" for item in items)
        yield MonthSlice(parts.get(month, ""), len(items), key_of(key, *of_items, *others), partial(_month_view, project, items))


def _month_view(project: Project, items: Sequence[Item]) -> MonthView:
    columns = [_column(project.settings, name, items) for name in project.settings.profile.fields]
    rows = zip(*columns, strict=True) if columns else (() for _ in items)
    entries = tuple(_entry(project, item, cells) for item, cells in zip(items, rows, strict=True))
    return MonthView(site_url=project.settings.site_url, entries=entries)


# What is written of an item as it stands, in this order.
_DAYS = ("created", "modified", "effective", "expires")
_TEXTS = ("doc_number", "department", "publisher", "validity", "language", "licence")
_SUBJECT = ("matter", "summary", "keywords", "subject", "genre", "basis", "openness", "audience")
_days_of, _texts_of, _subject_of = attrgetter(*_DAYS), attrgetter(*_TEXTS), attrgetter(*_SUBJECT)


def _entry(project: Project, item: Item, cells: tuple[str, ...]) -> Entry:
    """The entry of an item."""
    authored, withdrawn = item.authored, item.authored.withdrawn
    state = project.states.get(item.id, "")
    return Entry(
        id=item.id,
        address=item.address,
        title=authored.title,
        index_number=authored.index_number,
        kind=authored.kind,
        category=authored.category,
        published=authored.published,
        changed=project.shown.changed_on(item),
        state=state,
        state_label=project.settings.labels.text[f"state_{state}"] if state else "",
        withdrawal=EntryWithdrawal(date=withdrawn.date, reason=withdrawn.reason, basis=withdrawn.basis) if withdrawn else None,
        days=() if withdrawn else _given(_DAYS, _days_of(authored)),
        texts=() if withdrawn else _given(_TEXTS, _texts_of(authored)),
        subject=() if withdrawn else _given(_SUBJECT, _subject_of(authored)),
        fields=() if withdrawn else tuple(item.fields.items()),
        files=() if withdrawn else _files(item),
        cells=cells,
    )


def _given(names: Sequence[str], values: Sequence[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple([pair for pair in zip(names, values, strict=True) if pair[1]])


def _files(item: Item) -> tuple[EntryFile, ...]:
    return tuple(
        [
            EntryFile(address=item.address + file.name, title=file.title, size=file.size, sha256=file.sha256)
            for file in item.files
            if file.listed
        ]
    )


# What is still said of an item that was withdrawn, beside its title and address.
_WHEN_WITHDRAWN = frozenset(("index_number", "category", "published"))


def _column(settings: Settings, name: str, items: Sequence[Item]) -> list[str]:
    """The texts of a field of the profile, an item each."""
    if settings.profile.is_own(name):
        return ["" if item.authored.withdrawn else _own_text(settings, name, item) for item in items]
    read = reader_of(settings, name)
    if name in _WHEN_WITHDRAWN:
        return [read(item.authored) for item in items]
    return ["" if item.authored.withdrawn else read(item.authored) for item in items]


def _own_text(settings: Settings, name: str, item: Item) -> str:
    """The text of a field of every item that is the profile's own."""
    value = item.fields.get(name, ())
    return "; ".join(settings.profile.value_label(name, text) for text in ((value,) if isinstance(value, str) else value))


def reader_of(settings: Settings, name: str) -> Callable[[Authored], str]:
    """The way to the text of a field, as a person reads it."""
    if name == "category":
        names = {category.id: category.name for category in settings.categories.values()}
        return lambda authored: "; ".join([names[category] for category in authored.category])
    if name == "department":
        departments = {"": ""} | {department.id: department.name for department in settings.departments.values()}
        return lambda authored: departments[authored.department]
    if name == "publisher":
        publisher = settings.catalog.publisher.name
        return lambda authored: authored.publisher or publisher
    if name == "licence":
        return lambda authored: settings.licence_of(authored.licence)[0]
    labels = settings.profile.lists.get(name, {})

    def read(authored: Authored) -> str:
        value = getattr(authored, name, "")
        if not value:
            return ""
        if type(value) is str:
            return labels.get(value, value)
        if isinstance(value, dt.date):
            return value.isoformat()
        return "; ".join(value) if isinstance(value, tuple) else str(value)

    return read
