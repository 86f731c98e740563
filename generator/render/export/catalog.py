"""The catalog for machines: every export, the items in months that are kept from run to run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from generator import urls
from generator.frozen import frozen
from generator.render.export.data_package import render_data_package
from generator.render.export.dcat import render_dcat
from generator.render.export.dcat_us import render_dcat_us
from generator.render.export.feeds import render_atom, render_json_feed
from generator.render.export.sitemap import render_robots, render_sitemap, sitemap_entry
from generator.signs import cell_text
from generator.view.export.catalog import CatalogHead, Entry, MonthView
from generator.view.export.exports import ExportViews


class Month(NamedTuple):
    """The items published in a month, in the forms of the exports that hold every item."""

    json: str
    csv: str
    sitemap: str


class Part(NamedTuple):
    """The number of items in a file of the exports, and its months, newest first."""

    items: int
    months: tuple[Month, ...]


@frozen
class Exports:
    """Every export by its file, and the months they were put together from, by their keys."""

    files: Mapping[str, bytes]
    months: Mapping[str, Month]


def render_exports(views: ExportViews, before: Mapping[str, Month]) -> Exports:
    """Every export. ``before`` are months that were made already, by their keys."""
    found = {part.key: before.get(part.key) or render_month(part.view()) for part in views.months}
    parts: dict[str, Part] = {}
    for of_month, month in zip(views.months, found.values(), strict=True):
        items, months = parts.get(of_month.part, Part(0, ()))
        parts[of_month.part] = Part(items + of_month.items, (*months, month))
    files = {
        **_catalog_files(views.head, parts),
        **render_dcat(views.dcat),
        **({urls.DATA_JSON: render_dcat_us(views.dcat)} if views.data_json else {}),
        urls.FEED: render_atom(views.feed),
        urls.JSON_FEED: render_json_feed(views.feed),
        **render_sitemap(
            views.sitemap, {period: "".join([month.sitemap for month in part.months]) for period, part in parts.items()}
        ),
        "robots.txt": render_robots(views.robots),
        # Without it, hosts that run Jekyll (GitHub and Gitee Pages) leave out what begins with _.
        ".nojekyll": b"",
    }
    files[urls.DATA_PACKAGE] = render_data_package(views.head, files)
    return Exports(files, found)


def render_month(view: MonthView) -> Month:
    """The items of a month in every form."""
    return Month(
        json=",".join([_compact(_record(entry)) for entry in view.entries]),
        csv=_csv_rows(view),
        sitemap="".join([sitemap_entry(view.site_url, entry.address, entry.changed) for entry in view.entries]),
    )


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _catalog_files(view: CatalogHead, parts: Mapping[str, Part]) -> dict[str, bytes]:
    """The catalog as JSON and as a table by its files: one of each, or one for each part, behind indexes at the old addresses."""
    if not any(parts):
        months = [month for part in parts.values() for month in part.months]
        return {urls.CATALOG_JSON: render_catalog_json(view, months), urls.CATALOG_CSV: render_catalog_csv(view, months)}
    files = {urls.CATALOG_JSON: render_index_json(view, parts), urls.CATALOG_CSV: render_index_csv(view, parts)}
    for period, part in parts.items():
        files[urls.catalog_part(period, "json")] = render_catalog_json(view, part.months, period)
        files[urls.catalog_part(period, "csv")] = render_catalog_csv(view, part.months)
    return files


def render_catalog_json(view: CatalogHead, months: Iterable[Month], period: str = "") -> bytes:
    """The bytes of ``catalog.json``: the body, the reports, every item; or of a part of it, with the items of a period alone."""
    items = ",".join([month.json for month in months])
    last = f'"period":{_compact(period)}' if period else f'"reports":{_compact(_reports(view))}'
    return f'{_compact(_head(view))[:-1]},"items":[{items}],{last}}}'.encode()


def render_index_json(view: CatalogHead, parts: Mapping[str, Part]) -> bytes:
    """The bytes of ``catalog.json`` where the items are in parts: the body, the reports, and where each part is."""
    told = [
        {"period": period, "items": part.items, **{ending: urls.catalog_part(period, ending) for ending in urls.IN_PARTS}}
        for period, part in parts.items()
    ]
    return _compact({**_head(view), "parts": told, "reports": _reports(view)}).encode()


def _head(view: CatalogHead) -> dict[str, Any]:
    """The body, and the names that its items are told by."""
    return {
        # First, for it is looked for before anything is written in its place.
        **({"edition": view.edition} if view.edition else {}),
        "publisher": {"name": view.publisher, "code": view.code},
        "title": view.title,
        "language": view.language,
        "site": view.site_url,
        "categories": dict(view.categories),
        "departments": dict(view.departments),
    }


def _reports(view: CatalogHead) -> list[dict[str, Any]]:
    """The annual reports as mappings for JSON."""
    return [
        {
            "year": period.year,
            "period": period.id,
            "series": series,
            "address": urls.href("", address),
            "published": _day(published),
        }
        for series, period, address, published in view.reports
    ]


def _record(entry: Entry) -> dict[str, Any]:
    """The fields of an item as a mapping for JSON; of a withdrawn one why it was withdrawn and no more."""
    record: dict[str, Any] = {
        "id": entry.id,
        "address": urls.href("", entry.address),
        "title": entry.title,
        "index_number": entry.index_number,
        "kind": entry.kind,
        "category": entry.category,
        "published": _day(entry.published),
    }
    if withdrawal := entry.withdrawal:
        record["state"] = "withdrawn"
        record["withdrawn"] = {"date": _day(withdrawal.date), "reason": withdrawal.reason, "basis": withdrawal.basis}
        return record
    record.update((name, day.isoformat()) for name, day in entry.days)
    record.update(entry.texts)
    if entry.state:
        record["state"] = entry.state
    record.update(entry.subject)
    if entry.fields:
        record["fields"] = dict(entry.fields)
    if entry.files:
        record["attachments"] = [
            {"title": file.title, "address": urls.href("", file.address), "size": file.size, "sha256": file.sha256}
            for file in entry.files
        ]
    return record


def render_catalog_csv(view: CatalogHead, months: Iterable[Month]) -> bytes:
    """The bytes of ``catalog.csv``."""
    rows = _csv([view.columns]) + "".join([month.csv for month in months])
    # A byte order mark, or a spreadsheet takes Chinese for something else.
    return b"\xef\xbb\xbf" + rows.encode()


def render_index_csv(view: CatalogHead, parts: Mapping[str, Part]) -> bytes:
    """The bytes of ``catalog.csv`` where the items are in parts: a row for each."""
    rows = [
        (period, str(part.items), urls.absolute(view.site_url, urls.catalog_part(period, "csv")))
        for period, part in parts.items()
    ]
    return b"\xef\xbb\xbf" + _csv([view.columns_of_parts, *rows]).encode()


def _csv_rows(view: MonthView) -> str:
    """The rows of the items of a month."""
    return _csv(
        [
            *(cell_text(text) for text in (entry.id, entry.title, *entry.cells)),
            entry.state_label,
            urls.absolute(view.site_url, entry.address),
        ]
        for entry in view.entries
    )


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _day(date: dt.date | None) -> str:
    return date.isoformat() if date else ""
