"""The catalog for machines: JSON, CSV, DCAT, Atom, JSON Feed, sitemap, robots."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from generator import urls
from generator.digests import key_of
from generator.model.item import Authored, Item
from generator.model.listings import PAGE_SIZE, Listings, listing_start
from generator.model.project import Project
from generator.model.relations import Relations
from generator.render.export.dcat import render_dcat
from generator.render.export.feeds import Feeds
from generator.signs import cell_text, xml_text


class Month(NamedTuple):
    """The items published in a month, in the forms of the exports that hold every item."""

    json: str
    csv: str
    sitemap: str


@dataclass(frozen=True, slots=True)
class Exports:
    """Every export by its file, and the months they were put together from, by the name of all that each depends on."""

    files: Mapping[str, bytes]
    months: Mapping[str, Month]


def render_exports(project: Project, before: Mapping[str, Month], key: str) -> Exports:
    """Every export.

    ``before`` are months that were made already; ``key`` names all that a month depends on beside its items.
    """
    relations = Relations(project.shown)
    states = {item.id: state for item in project.shown.items if (state := relations.state(item))}
    found = _months(project, states, before, key)
    months = list(found.values())
    files = {
        "catalog.json": _catalog_json(project, months),
        "catalog.csv": _catalog_csv(project, months),
        "catalog.jsonld": render_dcat(project),
        **Feeds(project, relations, states).first_pages(),
        "sitemap.xml": _sitemap(project, Listings(project.settings, project.shown), months),
        "robots.txt": _robots(project),
    }
    return Exports(files, found)


def _months(project: Project, states: Mapping[str, str], before: Mapping[str, Month], key: str) -> dict[str, Month]:
    """The months by their names, newest first."""
    now: dict[str, Month] = {}
    for _, some in groupby(project.shown.items, lambda item: item.authored.published and item.authored.published.replace(day=1)):
        items = list(some)
        # The day of an item that another one changed is not its own.
        others = [f"{item.id} {day}" for item in items if (day := project.shown.changed_by_others.get(item.id))]
        name = key_of(key, *(f"{item.id} {item.digest} {states.get(item.id, '')}" for item in items), *others)
        now[name] = before.get(name) or _month(project, items, states)
    return now


def _month(project: Project, items: Sequence[Item], states: Mapping[str, str]) -> Month:
    return Month(
        json=",".join(_compact(_item_record(item, states.get(item.id, ""))) for item in items),
        csv=_csv_rows(project, items, states),
        sitemap="".join(_sitemap_entry(project, item.address, project.shown.changed_on(item)) for item in items),
    )


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _catalog_json(project: Project, months: Iterable[Month]) -> bytes:
    """The bytes of ``catalog.json``: the body, the reports, every item."""
    head = {
        "publisher": {"name": project.settings.catalog.publisher.name, "code": project.settings.catalog.publisher.code},
        "title": project.settings.title,
        "language": project.settings.catalog.language,
        "site": project.settings.site_url,
        "categories": {category.id: category.name for category in project.settings.categories.values()},
        "departments": {department.id: department.name for department in project.settings.departments.values()},
    }
    reports = [
        {"year": report.year, "address": urls.href("", report.address), "published": _day(report.head.published)}
        for report in project.shown.reports
    ]
    items = ",".join([month.json for month in months])
    return f'{_compact(head)[:-1]},"items":[{items}],"reports":{_compact(reports)}}}'.encode()


# What is written of an item as it stands, in this order; what is empty is left out.
_DATES = ("created", "modified", "effective", "expires")
_TEXTS = ("doc_number", "department", "publisher", "validity")
_MORE_TEXTS = ("summary", "keywords", "subject", "genre", "basis", "openness", "audience")
_dates_of, _texts_of, _more_texts_of = attrgetter(*_DATES), attrgetter(*_TEXTS), attrgetter(*_MORE_TEXTS)


def _item_record(item: Item, state: str) -> dict[str, Any]:
    """The fields of an item as a mapping for JSON; of a withdrawn one why it was withdrawn and no more."""
    authored = item.authored
    record: dict[str, Any] = {
        "id": item.id,
        "address": urls.href("", item.address),
        "title": authored.title,
        "index_number": authored.index_number,
        "kind": authored.kind,
        "category": authored.category,
        "published": _day(authored.published),
    }
    if authored.withdrawn:
        record["state"] = "withdrawn"
        record["withdrawn"] = {
            "date": _day(authored.withdrawn.date),
            "reason": authored.withdrawn.reason,
            "basis": authored.withdrawn.basis,
        }
        return record
    record.update((name, day.isoformat()) for name, day in zip(_DATES, _dates_of(authored), strict=True) if day)
    record.update((name, text) for name, text in zip(_TEXTS, _texts_of(authored), strict=True) if text)
    if state:
        record["state"] = state
    record.update((name, text) for name, text in zip(_MORE_TEXTS, _more_texts_of(authored), strict=True) if text)
    if item.fields:
        record["fields"] = item.fields
    if listed := [file for file in item.files if file.listed]:
        record["attachments"] = [
            {"title": file.title, "address": urls.href("", item.address + file.name), "size": file.size, "sha256": file.sha256}
            for file in listed
        ]
    return record


def _catalog_csv(project: Project, months: Iterable[Month]) -> bytes:
    words, fields = project.settings.labels.text, project.settings.profile.fields
    head = [words["csv_id"], words["csv_title"], *(field.label for field in fields.values())]
    rows = _csv([[*head, words["csv_state"], words["csv_address"]]]) + "".join([month.csv for month in months])
    # A byte order mark, or a spreadsheet takes Chinese for something else.
    return b"\xef\xbb\xbf" + rows.encode()


def _csv_rows(project: Project, items: Sequence[Item], states: Mapping[str, str]) -> str:
    words = project.settings.labels.text
    columns = [
        [cell_text(item.id) for item in items],
        [cell_text(item.authored.title) for item in items],
        *(_csv_column(project, name, items) for name in project.settings.profile.fields),
        [words[f"state_{state}"] if (state := states.get(item.id)) else "" for item in items],
        [urls.absolute(project.settings.site_url, item.address) for item in items],
    ]
    return _csv(zip(*columns, strict=True))


def _csv(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


# What is still said of an item that was withdrawn, beside its title and address.
_WHEN_WITHDRAWN = frozenset(("index_number", "category", "published"))


def _csv_column(project: Project, name: str, items: Iterable[Item]) -> list[str]:
    """The cells of a field of the profile, an item each."""
    read, values = _csv_reader(project, name), [item.authored for item in items]
    if name in _WHEN_WITHDRAWN:
        return [read(authored) for authored in values]
    return ["" if authored.withdrawn else read(authored) for authored in values]


def _csv_reader(project: Project, name: str) -> Callable[[Authored], str]:
    """How to make the cell of a field."""
    if name == "category":
        names = {category.id: category.name for category in project.settings.categories.values()}
        return lambda authored: cell_text("; ".join([names[category] for category in authored.category]))
    if name == "department":
        departments = {"": ""} | {
            department.id: cell_text(department.name) for department in project.settings.departments.values()
        }
        return lambda authored: departments[authored.department]
    if name == "publisher":
        return lambda authored: cell_text(authored.publisher or project.settings.catalog.publisher.name)
    labels = project.settings.profile.lists.get(name, {})

    def read(authored: Authored) -> str:
        value = getattr(authored, name, "")
        if not value:
            return ""
        if type(value) is str:
            return cell_text(labels.get(value, value))
        if isinstance(value, dt.date):
            return value.isoformat()
        return cell_text("; ".join(value) if isinstance(value, tuple) else str(value))

    return read


def _day(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def _sitemap(project: Project, listings: Listings, months: Iterable[Month]) -> bytes:
    """Every page with the day it last changed for its readers, where that is known."""
    newest = max((project.shown.changed_on(item) for item in project.shown.items), default=None)
    newest_report = max((report.head.published for report in project.shown.reports if report.head.published), default=None)
    entries: list[tuple[str, dt.date | None]] = [(urls.HOME, newest), (urls.CATALOG, newest), (urls.REPORTS, newest_report)]
    if len(project.shown.reports) > 1:
        entries.append((urls.REPORT_TRENDS, newest_report))
    entries += [(page.address, page.updated) for page in project.content.pages]
    entries += [(report.address, report.head.published) for report in project.shown.reports]
    entries += [
        (listing_start(kind, name), max((project.shown.changed_on(item) for item in items[:PAGE_SIZE]), default=None))
        for kind, name, items in listings.members()
    ]
    above = "".join(_sitemap_entry(project, address, changed) for address, changed in entries)
    items = "".join([month.sitemap for month in months])
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{namespace}">\n{above}{items}</urlset>\n'.encode()


def _sitemap_entry(project: Project, address: str, changed: dt.date | None) -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{xml_text(urls.absolute(project.settings.site_url, address)) or './'}</loc>{when}</url>\n"


def _robots(project: Project) -> bytes:
    if project.edition.preview:
        return b"User-agent: *\nDisallow: /\n"
    sitemap = f"Sitemap: {urls.absolute(project.settings.site_url, 'sitemap.xml')}\n" if project.settings.site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
