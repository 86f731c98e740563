"""The claims of a site: every path it will write, in an order in which the later gives way."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from generator import urls
from generator.model.catalog import CategoryEntry
from generator.model.content import Content
from generator.model.export_parts import export_parts
from generator.model.kind_tables import kind_tables
from generator.model.listing_pages import listing_addresses
from generator.model.listings import Listings, line_of
from generator.model.output.table import OURS, Claim
from generator.model.persons import items_by_person, person_address
from generator.model.published_files import PublishedFiles
from generator.model.redirect import Redirect
from generator.model.settings import Settings
from generator.model.shown import Shown
from generator.presence import CATALOG
from generator.problems import Spot

_FIXED = (
    *(urls.HOME, urls.CATALOG, urls.REPORTS, urls.REPORT_TRENDS, urls.SEARCH, urls.NOT_FOUND),
    *(*urls.EXPORTS, urls.MANIFEST, *(f"{urls.REPORT_SERIES}.{ending}" for ending in ("csv", "json"))),
)
_REPORT_FILES = ("docx", "pdf")


def claims_of(settings: Settings, content: Content, shown: Shown, redirects: Iterable[Redirect]) -> Iterator[Claim]:
    """The claims of all that was read, shown or not: first what every site has, last the redirects."""
    for address in _FIXED:
        yield Claim(urls.file_of(address), OURS)
    if "dcat-us" in settings.profile.exports:
        yield Claim(urls.DATA_JSON, OURS)
    for index, name in enumerate(settings.catalog.extensions.exports):
        yield Claim(name, Spot(CATALOG, ("extensions", "exports", index)))
    yield from _of_edition(settings, shown)
    yield Claim(urls.SEARCH_INDEX, OURS, whole=True)
    yield Claim(urls.FEEDS, OURS, whole=True)
    yield from _export_parts(shown)
    for name in content.assets:
        yield Claim(name, OURS)
    yield from _listings(settings, shown)
    public_pages = {page.id for page in shown.pages}
    for page in content.pages:
        yield Claim(urls.file_of(page.address), page.spot, page.id in public_pages)
    for report in content.reports:
        public = report.address in shown.addresses
        yield Claim(urls.file_of(report.address), report.spot, public)
        for ending in _REPORT_FILES:
            yield Claim(urls.report_file(report.id, ending), report.spot, public)
    listed = {item.id for item in shown.items}
    for item in content.items:
        # Most ids need no other form, and there are many.
        address = f"items/{item.id}/" if item.id.isascii() else item.address
        yield Claim(f"{address}index.html", item, item.id in listed)
    yield from _files(shown.files)
    for redirect in redirects:
        yield Claim(urls.file_of(redirect.address), redirect.spot.at("from"))


def _export_parts(shown: Shown) -> Iterator[Claim]:
    """The parts of the exports, and of the sitemap, of a large site."""
    parts = dict.fromkeys(export_parts(shown.items).values())
    for part in parts:
        for ending in urls.IN_PARTS:
            yield Claim(urls.catalog_part(part, ending), OURS)
    for part in (*parts, urls.SITEMAP_PAGES) if parts else ():
        yield Claim(urls.sitemap_part(part), OURS)


def _of_edition(settings: Settings, shown: Shown) -> Iterator[Claim]:
    """The boards of an edition, and the page by which an inner one is judged."""
    for index, board in enumerate(settings.catalog.boards):
        if board not in shown.boards:
            continue
        spot = Spot(CATALOG, ("boards", index, "id"))
        for part in board.parts:
            yield Claim(urls.board_address(board.id, part), spot)
    if shown.edition.internal and settings.profile.responsible:
        yield Claim(urls.PERSONS_STYLE, OURS)
        for address in (urls.PERSONS, *map(person_address, items_by_person(shown))):
            yield Claim(urls.file_of(address), OURS)
    if shown.edition.internal and settings.profile.indicators:
        yield Claim(urls.file_of(urls.ASSESSMENT), OURS)
        yield Claim(urls.ASSESSMENT_STYLE, OURS)


def _listings(settings: Settings, shown: Shown) -> Iterator[Claim]:
    """The pages of the listings, at the category or department that each belongs to."""
    spots = {"category": dict(_category_spots(settings.catalog.categories, Spot(CATALOG, ("categories",))))}
    departments = enumerate(settings.catalog.departments)
    spots["department"] = {department.id: Spot(CATALOG, ("departments", index, "id")) for index, department in departments}
    lines = {item.id: line_of(item) for item in shown.items}
    spots["matter"] = {name: Spot(settings.table_of_matter[name].source) for name in settings.matters}
    for matters in settings.matter_tables:
        yield Claim(urls.file_of(urls.matter_table_address(matters.id)), Spot(matters.source))
        yield Claim(urls.matter_sheet(matters.id), Spot(matters.source))
    for table in kind_tables(shown.settings, shown.items):
        for address in table.addresses():
            yield Claim(urls.file_of(address), OURS)
    for kind, name, items in Listings(shown.settings, shown).members():
        spot = spots.get(kind, {}).get(name, OURS)
        for address in listing_addresses(shown.settings, kind, name, [lines[item.id] for item in items]):
            yield Claim(f"{address}index.html", spot)


def _category_spots(entries: Iterable[CategoryEntry], spot: Spot, above: str = "") -> Iterator[tuple[str, Spot]]:
    for index, entry in enumerate(entries):
        name = f"{above}{entry.id}"
        yield name, spot.at(index, "id")
        yield from _category_spots(entry.children, spot.at(index, "children"), f"{name}/")


def _files(files: PublishedFiles) -> Iterator[Claim]:
    """The files that texts list or link to; a file that several pages link to has one address."""
    shown = {use.address for use in files.published}
    claimed: set[tuple[str, str]] = set()
    for use in files.uses:
        if (use.address, use.file.source) not in claimed:
            claimed.add((use.address, use.file.source))
            yield Claim(use.address, use, use.address in shown)


def asset_claims(names: Iterable[str]) -> frozenset[str]:
    """The paths that files of the theme's ``assets`` folder take in the site."""
    return frozenset(posixpath.join("assets", name) for name in names)
