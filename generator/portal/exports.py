"""The portal for machines: its members with what each tells, all their items as a table, feeds, a sitemap."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urljoin, urlsplit

from generator import urls
from generator.digests import digest
from generator.model.circular import Circular
from generator.model.output.output import Output
from generator.model.portal import Portal
from generator.model.settings import Settings
from generator.portal.addresses import BODIES, CIRCULARS, ROOMS
from generator.portal.annual_pages import annual_address, annual_periods
from generator.portal.collect import Collection
from generator.portal.parts import body_address, requirement_address
from generator.render.export.data_package import render_package, resource_of
from generator.render.export.feeds import render_atom, render_json_feed
from generator.render.export.sitemap import render_robots, render_sitemap_of_sitemaps
from generator.view.export.feeds import FeedEntry, FeedView
from generator.view.export.sitemap import RobotsView, SitemapView

_COLUMNS = ("portal_body", "csv_title", "portal_numbers", "portal_published", "csv_state", "csv_address")
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def export_files(portal: Portal, settings: Settings, found: Collection, circulars: Sequence[Circular]) -> Iterator[Output]:
    """The files for machines."""
    feed = _feed(settings, found)
    files = {
        "catalog.json": _catalog_json(portal, settings, found),
        "catalog.csv": _catalog_csv(settings, found),
        "catalog.jsonld": _catalog_jsonld(settings, found),
        urls.FEED: render_atom(feed),
        urls.JSON_FEED: render_json_feed(feed),
        **render_sitemap_of_sitemaps(_sitemap(settings, found, circulars), _sitemaps(settings, found, in_parts=False)),
        "robots.txt": _robots(settings, found),
        ".nojekyll": b"",
    }
    words = settings.labels.text
    tables = {"catalog.csv": tuple(words[name] for name in _COLUMNS), "catalog.jsonld": ()}
    resources = [resource_of(name, files[name], columns) for name, columns in tables.items()]
    package = render_package(settings.title, settings.catalog.publisher.name, settings.site_url, resources)
    files[urls.DATA_PACKAGE] = package
    for name, data in files.items():
        yield Output(name, digest(data), partial(_given, data))


def _given(data: bytes) -> bytes:
    return data


def _catalog_json(portal: Portal, settings: Settings, found: Collection) -> bytes:
    """The members: where the site of each is, how it was found, how many items it has."""
    members = [
        {
            "id": body.member.id,
            "name": body.member.name,
            "group": body.member.group,
            "address": body.member.address,
            "as_of": body.state.as_of.isoformat() if body.state.as_of else None,
            "kept": body.state.kept,
            "items": body.items,
        }
        for body in found.bodies
    ]
    head = {
        "title": settings.title,
        "publisher": {"name": portal.publisher.name, "code": portal.publisher.code},
        "language": settings.catalog.language,
        "site": settings.site_url,
        "groups": {group.id: group.name for group in portal.groups},
        "members": members,
    }
    return (json.dumps(head, ensure_ascii=False, indent=1) + "\n").encode()


def _catalog_csv(settings: Settings, found: Collection) -> bytes:
    """Every item of every member in a table. A byte order mark, or a spreadsheet takes Chinese for something else."""
    words, rows = settings.labels.text, io.StringIO()
    writer = csv.writer(rows, lineterminator="\r\n")
    writer.writerow([words[name] for name in _COLUMNS])
    return b"\xef\xbb\xbf" + "".join((rows.getvalue(), *found.tables)).encode()


def _catalog_jsonld(settings: Settings, found: Collection) -> bytes:
    """A catalog of catalogs (https://www.w3.org/TR/vocab-dcat-3/#Property:catalog_catalog), of which each has the rest itself."""

    def node(address: str, title: str, publisher: str) -> dict[str, object]:
        return {
            "@id": _web(settings, f"{address}catalog.jsonld"),
            "@type": "dcat:Catalog",
            "dct:title": title,
            "dct:description": title,
            "dct:publisher": {"@type": ["foaf:Agent", "foaf:Organization"], "foaf:name": publisher},
            "foaf:homepage": {"@id": _web(settings, address) or "./", "@type": "foaf:Document"},
        }

    members = [node(body.member.address, body.status.title, body.status.body.name) for body in found.bodies if body.status]
    whole = node("", settings.title, settings.catalog.publisher.name)
    document = {"@context": _CONTEXT, **whole, "dcat:catalog": members}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _web(settings: Settings, address: str) -> str:
    """The full address of something on the site of a member or on the portal, where the portal has an address."""
    return address if urls.is_full(address) else urljoin(settings.site_url, urls.href("", address))


def _sitemaps(settings: Settings, found: Collection, *, in_parts: bool) -> list[str]:
    """The sitemaps of members on the host of the portal, those that are indexes of their own parts or those that are not.

    An index names no other index, and none of another host (https://www.sitemaps.org/protocol.html#index).
    """
    host = urlsplit(settings.site_url)[:2]
    named = [
        (urlsplit(body.status.site)[:2], _web(settings, f"{body.member.address}{urls.SITEMAP}"))
        for body in found.bodies
        if body.status and body.in_parts == in_parts
    ]
    return [address for site, address in named if site == urlsplit(address)[:2] == host]


def _robots(settings: Settings, found: Collection) -> bytes:
    """The bytes of ``robots.txt``, which may name any sitemap."""
    told = "".join(f"Sitemap: {address}\n" for address in _sitemaps(settings, found, in_parts=True))
    return render_robots(RobotsView(site_url=settings.site_url, closed=False)) + told.encode()


def _feed(settings: Settings, found: Collection) -> FeedView:
    """The newest of all members."""
    entries = []
    for row in found.newest:
        if row.day:
            day = dt.date.fromisoformat(row.day)
            entries.append(
                FeedEntry(
                    address=row.address,
                    title=row.title,
                    language=settings.other_language(row.language),
                    told=(),
                    summary=row.summary,
                    published=day,
                    changed=day,
                )
            )
    return FeedView(
        title=settings.title,
        address=urls.FEED,
        page=urls.HOME,
        publisher=settings.catalog.publisher.name,
        language=settings.catalog.language,
        site_url=settings.site_url,
        ids=settings.site_url or f"urn:gongkai:{settings.catalog.publisher.code}:",
        colon=settings.labels.text["colon"],
        period="",
        earlier="",
        later="",
        entries=tuple(entries),
    )


def _sitemap(settings: Settings, found: Collection, circulars: Sequence[Circular]) -> SitemapView:
    """The pages of the portal alone: each member has a sitemap of its own."""
    days = [row.day for row in found.newest[:1] if row.day]
    newest = dt.date.fromisoformat(days[0]) if days else None
    addresses = [urls.HOME, urls.CATALOG, BODIES, urls.REPORTS, urls.APPLY, ROOMS]
    addresses += [requirement_address(profile, number) for profile, number in found.requirements]
    addresses += [urls.year_address(year) for year in sorted(found.by_year, reverse=True)]
    addresses += [body_address(body) for body in found.bodies]
    addresses += [annual_address(period) for period in annual_periods(found.bodies)]
    addresses += [CIRCULARS] * bool(circulars) + [f"{CIRCULARS}{one.month}/" for one in reversed(circulars)]
    changing = (urls.HOME, urls.CATALOG)
    entries = tuple((address, newest if address in changing else None) for address in addresses)
    return SitemapView(site_url=settings.site_url, entries=entries)
