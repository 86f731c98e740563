"""The claims of a site: every path it will write, in an order in which the later gives way."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from generator import urls
from generator.model.catalog import CATALOG, CategoryEntry
from generator.model.listings import Listings, line_of, listing_addresses
from generator.model.output.table import OURS, Claim
from generator.problems import Spot

if TYPE_CHECKING:
    from generator.model.project import Project

_FIXED = (
    *(urls.HOME, urls.CATALOG, urls.REPORTS, urls.REPORT_TRENDS, urls.SEARCH, urls.NOT_FOUND),
    *(*urls.EXPORTS, urls.MANIFEST, *(f"{urls.REPORT_SERIES}.{ending}" for ending in ("csv", "json"))),
)
_REPORT_FILES = ("docx", "pdf")


def claims_of(project: Project) -> Iterator[Claim]:
    """The claims of all that a project holds, shown or not: first what every site has, last the redirects."""
    for address in _FIXED:
        yield Claim(urls.file_of(address), OURS)
    yield Claim(urls.SEARCH_INDEX, OURS, whole=True)
    yield Claim(urls.FEEDS, OURS, whole=True)
    for name in project.assets:
        yield Claim(name, OURS)
    yield from _listings(project)
    for page in project.pages:
        yield Claim(urls.file_of(page.address), page.spot)
    for report in project.reports:
        shown = report.address in project.shown.addresses
        yield Claim(urls.file_of(report.address), report.spot, shown)
        for ending in _REPORT_FILES:
            yield Claim(urls.report_file(report.year, ending), report.spot, shown)
    public = {item.id for item in project.shown.items}
    for item in project.items:
        # Most ids need no other form, and there are many.
        address = f"items/{item.id}/" if item.id.isascii() else item.address
        yield Claim(f"{address}index.html", item, item.id in public)
    yield from _files(project)
    for redirect in project.redirects:
        yield Claim(urls.file_of(redirect.address), redirect.spot.at("from"))


def _listings(project: Project) -> Iterator[Claim]:
    """The pages of the listings, at the category or department that each belongs to."""
    spots = {"category": dict(_category_spots(project.settings.catalog.categories, Spot(CATALOG, ("categories",))))}
    departments = enumerate(project.settings.catalog.departments)
    spots["department"] = {department.id: Spot(CATALOG, ("departments", index, "id")) for index, department in departments}
    lines = {item.id: line_of(item) for item in project.shown.items}
    for kind, name, items in Listings(project).members():
        spot = spots.get(kind, {}).get(name, OURS)
        for address in listing_addresses(project.settings, kind, name, [lines[item.id] for item in items]):
            yield Claim(f"{address}index.html", spot)


def _category_spots(entries: Iterable[CategoryEntry], spot: Spot, above: str = "") -> Iterator[tuple[str, Spot]]:
    for index, entry in enumerate(entries):
        name = f"{above}{entry.id}"
        yield name, spot.at(index, "id")
        yield from _category_spots(entry.children, spot.at(index, "children"), f"{name}/")


def _files(project: Project) -> Iterator[Claim]:
    """The files that texts list or link to; a file that several pages link to has one address."""
    files = project.shown.files
    shown = {use.address for use in files.published}
    claimed: set[tuple[str, str]] = set()
    for use in files.uses:
        if (use.address, use.file.source) not in claimed:
            claimed.add((use.address, use.file.source))
            yield Claim(use.address, use, use.address in shown)


def asset_claims(names: Iterable[str]) -> frozenset[str]:
    """The paths that files of the theme's ``assets`` folder take in the site."""
    return frozenset(posixpath.join("assets", name) for name in names)
