"""The catalog for machines: JSON, CSV, Atom, JSON Feed, sitemap, robots."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from html import escape
from typing import Any
from xml.sax.saxutils import quoteattr

from generator import urls
from generator.model.item import Item
from generator.model.project import Project
from generator.render.listings import Listings
from generator.render.relations import Relations

FEED_LENGTH = 50

# The columns of catalog.csv: the fields of the profile between these.
_CSV_HEAD = ("id", "title")
_CSV_TAIL = ("state", "address")


def render_exports(project: Project, relations: Relations, listings: Listings) -> dict[str, Callable[[], bytes]]:
    """How to make each export, by its file."""
    return {
        "catalog.json": lambda: _catalog_json(project, relations),
        "catalog.csv": lambda: _catalog_csv(project, relations),
        urls.FEED: lambda: _atom(project),
        "feed.json": lambda: _json_feed(project),
        "sitemap.xml": lambda: _sitemap(project, listings),
        "robots.txt": lambda: _robots(project),
    }


def _catalog_json(project: Project, relations: Relations) -> bytes:
    catalog = {
        "publisher": {"name": project.catalog.publisher.name, "code": project.catalog.publisher.code},
        "title": project.title,
        "language": project.catalog.language,
        "site": project.site_url,
        "categories": {category.id: category.name for category in project.categories.values()},
        "departments": {department.id: department.name for department in project.departments.values()},
        "items": [_item_record(item, relations, project) for item in project.public],
        "reports": [
            {"year": report.year, "address": urls.href("", report.address), "published": _day(report.head.published)}
            for report in project.public_reports
        ],
    }
    return json.dumps(catalog, ensure_ascii=False, separators=(",", ":")).encode()


def _item_record(item: Item, relations: Relations, project: Project) -> dict[str, Any]:
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
        withdrawal = {
            "date": _day(authored.withdrawn.date),
            "reason": authored.withdrawn.reason,
            "basis": authored.withdrawn.basis,
        }
        return record | {"state": "withdrawn", "withdrawn": withdrawal}
    more = {
        "created": _day(authored.created),
        "modified": _day(authored.modified),
        "effective": _day(authored.effective),
        "expires": _day(authored.expires),
        "doc_number": authored.doc_number,
        "department": authored.department,
        "publisher": authored.publisher,
        "validity": authored.validity,
        "state": relations.state(item),
        "summary": authored.summary,
        "keywords": authored.keywords,
        "subject": authored.subject,
        "genre": authored.genre,
        "basis": authored.basis,
        "openness": authored.openness,
        "audience": authored.audience,
        "fields": item.fields,
        "attachments": [
            {"title": file.title, "address": urls.href("", item.address + file.name), "size": file.size, "sha256": file.sha256}
            for file in item.files
            if file.listed
        ],
    }
    return record | {name: value for name, value in more.items() if value}


def _catalog_csv(project: Project, relations: Relations) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    fields = project.profile.fields
    words = project.labels.text
    head = [words[f"csv_{name}"] for name in _CSV_HEAD], [words[f"csv_{name}"] for name in _CSV_TAIL]
    writer.writerow([*head[0], *(field.label for field in fields.values()), *head[1]])
    shown_when_withdrawn = {"index_number", "category", "published"}
    for item in project.public:
        withdrawn = item.authored.withdrawn is not None
        cells = [_csv_cell(item, name, project) if not withdrawn or name in shown_when_withdrawn else "" for name in fields]
        state = relations.state(item)
        address = urls.absolute(project.site_url, item.address)
        writer.writerow([item.id, _no_formula(item.authored.title), *cells, words[f"state_{state}"] if state else "", address])
    # A byte order mark, or a spreadsheet takes Chinese for something else.
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _csv_cell(item: Item, name: str, project: Project) -> str:
    authored = item.authored
    if name == "category":
        return "; ".join(project.categories[category].name for category in authored.category)
    if name == "department":
        return project.departments[authored.department].name if authored.department else ""
    if name == "publisher":
        return authored.publisher or project.catalog.publisher.name
    value = getattr(authored, name, "")
    text = "; ".join(value) if isinstance(value, tuple) else _day(value) if isinstance(value, dt.date) else str(value or "")
    return _no_formula(project.profile.value_label(name, text))


def _no_formula(text: str) -> str:
    """A spreadsheet must show what an author wrote and never run it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _day(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def _latest(project: Project) -> list[Item]:
    return [item for item in project.public if not item.authored.withdrawn][:FEED_LENGTH]


def _feed_id(project: Project, address: str) -> str:
    return (
        project.site_url + urls.href("", address)
        if project.site_url
        else f"urn:gongkai:{project.catalog.publisher.code}:{urls.href('', address)}"
    )


def _atom(project: Project) -> bytes:
    latest = _latest(project)
    updated = max((item.changed for item in latest), default=dt.date(1970, 1, 1))
    site = project.site_url
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{project.catalog.language}">',
        f"<title>{escape(project.title)}</title>",
        f"<id>{escape(_feed_id(project, ''))}</id>",
        f"<updated>{updated}T00:00:00Z</updated>",
        f"<author><name>{escape(project.catalog.publisher.name)}</name></author>",
        f'<link rel="self" href={quoteattr(urls.absolute(site, urls.FEED))}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(site or "./")}/>',
    ]
    for item in latest:
        lines += [
            "<entry>",
            f"<title>{escape(item.authored.title)}</title>",
            f"<id>{escape(_feed_id(project, item.address))}</id>",
            f'<link rel="alternate" type="text/html" href={quoteattr(urls.absolute(site, item.address))}/>',
            f"<published>{item.authored.published}T00:00:00Z</published>",
            f"<updated>{item.changed}T00:00:00Z</updated>",
            f"<summary>{escape(item.authored.summary)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _json_feed(project: Project) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": project.title,
        "language": project.catalog.language,
        "home_page_url": project.site_url or "./",
        "feed_url": urls.absolute(project.site_url, "feed.json"),
        "items": [
            {
                "id": _feed_id(project, item.address),
                "url": urls.absolute(project.site_url, item.address),
                "title": item.authored.title,
                "summary": item.authored.summary,
                "content_text": item.authored.summary,
                "date_published": f"{item.authored.published}T00:00:00Z",
                "date_modified": f"{item.changed}T00:00:00Z",
            }
            for item in _latest(project)
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _sitemap(project: Project, listings: Listings) -> bytes:
    """Every page with the day it last changed for its readers, where that is known."""
    newest = max((item.changed for item in project.public), default=None)
    newest_report = max((report.head.published for report in project.public_reports if report.head.published), default=None)
    entries: list[tuple[str, dt.date | None]] = [(urls.HOME, newest), (urls.CATALOG, newest), (urls.REPORTS, newest_report)]
    if len(project.public_reports) > 1:
        entries.append((urls.REPORT_TRENDS, newest_report))
    entries += [(page.address, page.updated) for page in project.pages]
    entries += [(report.address, report.head.published) for report in project.public_reports]
    entries += [
        (page.address, max((item.changed for item in page.items), default=None))
        for page in listings.pages()
        if page.number == 1 and not page.narrowed
    ]
    entries += [(item.address, item.changed) for item in project.public]
    site = project.site_url
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, changed in entries:
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(urls.absolute(site, address) or './')}</loc>{when}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def _robots(project: Project) -> bytes:
    sitemap = f"Sitemap: {urls.absolute(project.site_url, 'sitemap.xml')}\n" if project.site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
