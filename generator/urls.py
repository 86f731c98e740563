"""Addresses. An address is a path below the site's root without a leading slash, such as ``items/2023/budget/``."""

from __future__ import annotations

import functools
import posixpath
import unicodedata
from typing import Literal
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from generator.late import late
from generator.names import Fault, path_fault
from generator.phones import dialled

HOME = ""
GUIDE = "guide/"
RULES = "rules/"
CATALOG = "catalog/"
REPORTS = "reports/"
REPORT_TRENDS = "reports/trends/"
REPORT_SERIES = "reports/series"
APPLY = "apply/"
SEARCH = "search/"
NOT_FOUND = "404.html"
ICON = "assets/apple-touch-icon.png"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
LINKED_FILES = "assets/"

DATA_PACKAGE = "datapackage.json"
# How the body stands with its duties, for portals.
STATUS = "status.json"
BOARDS = "boards/"
PERSONS = "responsible/"
PERSONS_STYLE = f"{PERSONS}person.css"
# Of an inner edition, for those who oversee it.
ASSESSMENT = "assessment/"
ASSESSMENT_STYLE = f"{ASSESSMENT}score.css"
# The catalog for machines, in all its forms, and what goes with it.
EXPORTS = (
    *("catalog.json", "catalog.csv", "catalog.jsonld", DATA_PACKAGE, FEED, "feed.json", SITEMAP, "robots.txt", ".nojekyll"),
    STATUS,
)
# Another form of it, where the profile asks for it.
DATA_JSON = "data.json"
CATALOG_JSON, CATALOG_CSV = "catalog.json", "catalog.csv"
# The exports that are in parts on a large site, each behind an index at its old address.
IN_PARTS = ("json", "csv", "jsonld")
# The part of a sitemap with all pages that are no items.
SITEMAP_PAGES = "pages"
MANIFEST = "manifest-sha256.txt"
SEARCH_INDEX = "search/index/"

AddressFault = Fault | Literal["encoding", "outside", "query"]
JSON_FEED = "feed.json"
FEEDS = "feeds/"

# Addresses that the site makes itself: no authored page may take them.
RESERVED = ("items", "catalog", "reports", "search", "assets", "feeds")


def item_address(item_id: str) -> str:
    """The address of an item: its path below ``content/items``."""
    return f"items/{unicodedata.normalize('NFC', item_id)}/"


def page_address(page_id: str) -> str:
    """The address of an authored page: its path below ``content/pages``; ``index`` is its folder."""
    if page_id == "index" or page_id.endswith("/index"):
        page_id = page_id[: -len("index")].rstrip("/")
    return f"{unicodedata.normalize('NFC', page_id)}/" if page_id else HOME


def report_address(report_id: str) -> str:
    """The address of a report."""
    return f"{REPORTS}{report_id}/"


def phone_address(phone: str) -> str:
    """The address that calls the first telephone number of a text (RFC 3966); nothing where that is not clear."""
    number = dialled(phone)
    return f"tel:{number}" if number else ""


def linked_file_address(path: str) -> str:
    """The address of a file that a page, a report or the introduction links to: its path below ``content``."""
    return f"{LINKED_FILES}{unicodedata.normalize('NFC', path.removeprefix('content/'))}"


def report_file(report_id: str, ending: str) -> str:
    """The address of a report as a document: a name that tells it from others once it is saved."""
    series, _, period = report_id.rpartition("/")
    kind = series or ("annual-report" if period.isdecimal() else "report")
    return f"{REPORTS}{report_id}/{kind}-{period}.{ending}"


def category_address(category_id: str) -> str:
    """The address of a category's listing."""
    return f"{CATALOG}{category_id}/"


def narrowed_address(category_id: str, by: str, value: str) -> str:
    """The address of a category's listing that holds one validity only."""
    return f"{CATALOG}{category_id}/{by}/{value}/"


def year_address(year: str) -> str:
    """The address of the listing of a year."""
    return f"{CATALOG}year/{year}/"


def department_address(department_id: str) -> str:
    """The address of a department's listing."""
    return f"{CATALOG}department/{department_id}/"


def value_address(field: str, value: str) -> str:
    """The address of the listing of a value of a field, by the part of an address that stands for the value."""
    return f"{CATALOG}by/{field}/{value}/"


def period_address(kind: str, start: str, period: str) -> str:
    """The address of a period in a listing that begins at ``start``: a year such as ``2024``, or a month of a year."""
    return f"{start}{period[5:]}/" if kind == "year" else f"{start}year/{period}/"


def matter_table_address(table_id: str) -> str:
    """The address of a standard catalog."""
    return f"{CATALOG}matters/{table_id}/"


def matter_sheet(table_id: str) -> str:
    """The address of a standard catalog as a workbook."""
    return f"{CATALOG}matters/{table_id}/{table_id.rpartition('/')[2]}.xlsx"


def matter_address(matter_id: str) -> str:
    """The address of the listing of a matter of a standard catalog."""
    return f"{CATALOG}matters/{matter_id}/"


def kind_address(kind: str, department: str = "", value: str = "", number: int = 1) -> str:
    """The address of a page of the table of a kind, or of a part of it."""
    narrowed = f"{f'department/{department}/' if department else ''}{f'type/{value}/' if value else ''}"
    return paged(f"{CATALOG}kind/{kind}/{narrowed}", number)


def board_address(board: str, part: str = "") -> str:
    """The address of a board, or of a part of it: of the view for a screen, of a style."""
    return f"{BOARDS}{board}/{part}"


def kind_whole(kind: str) -> str:
    """The address of the table of a kind on one page."""
    return f"{CATALOG}kind/{kind}/whole/"


def kind_cross(kind: str) -> str:
    """The address of the numbers of a table, by department and by value."""
    return f"{CATALOG}kind/{kind}/cross/"


def kind_changes(kind: str) -> str:
    """The address of how a list was adjusted."""
    return f"{CATALOG}kind/{kind}/changes/"


def kind_csv(kind: str) -> str:
    """The address of the table of a kind for spreadsheets."""
    return f"{CATALOG}kind/{kind}/{kind}.csv"


def sitemap_part(name: str) -> str:
    """A part of the sitemap of a large site; it lies at the root, for it may speak only of what lies below it."""
    return f"sitemap-{name}.xml"


def catalog_part(period: str, ending: str) -> str:
    """A part of the catalog of a large site for machines: a year, or a month such as ``2026-11``."""
    return f"catalog-{period}.{ending}"


_CATALOG_PART = late(r"catalog-(?:\d{4}(?:-\d{2})?|undated)\.[a-z]+")


def is_catalog_part(address: str) -> bool:
    """True for the address of a part of a catalog for machines."""
    return bool(_CATALOG_PART.fullmatch(address))


def feed_archive(period: str, ending: str) -> str:
    """The address of the feed of a year, or of a month such as ``2026-11``."""
    return f"{FEEDS}{period}.{ending}"


def listing_feed(kind: str, name: str) -> str:
    """The address of the feed of a category or a department; ``kind`` is which of both."""
    return f"{FEEDS}{kind}/{name}.xml"


def paged(address: str, number: int) -> str:
    """The address of a page of a listing, by that of its first page."""
    return address if number == 1 else f"{address}page/{number}/"


def file_of(address: str) -> str:
    """The file that holds what an address shows."""
    return f"{address}index.html" if address == HOME or address.endswith("/") else address


def root_from(address: str) -> str:
    """The relative way from a page to the site's root: ``../../`` or ``./``."""
    return "../" * address.count("/") or "./"


def is_full(written: str) -> bool:
    """True for a full address on the web, with or without its scheme."""
    return written.startswith("//") or written[:8].lower().startswith(("http://", "https://"))


def own_address(written: str, site_url: str) -> str | None:
    """The part of a full address that follows the site's own, or None for the address of another site."""
    if not site_url or not is_full(written):
        return None
    try:
        there, here = urlsplit(written), urlsplit(site_url)
        if (there.hostname, _port(there.port)) != (here.hostname, _port(here.port)):
            return None
    except ValueError:
        return None
    path, folder = unquote(there.path), unquote(here.path)
    if f"{path}/" == folder:
        path = folder
    if not path.startswith(folder):
        return None
    return urlunsplit(("", "", quote(path[len(folder) :]), there.query, there.fragment))


def _port(port: int | None) -> int | None:
    """The port of an address, or None where it is that of ``http`` or ``https``."""
    return None if port in (80, 443) else port


def read_address(written: str, site_url: str) -> tuple[str, AddressFault]:
    """The address that a person wrote, from the site's root and decoded, and a word for what is wrong with it, or nothing.

    It may be written with a slash before it, percent-encoded as an address bar shows it, or in full. The full address of
    another host stays as it is.
    """
    text = written.strip()
    own = own_address(text, site_url)
    if own is None and is_full(text):
        return text, ""
    rest, _, fragment = (text if own is None else own).partition("#")
    path, asks, _ = rest.partition("?")
    if own is None and path.startswith("/"):
        folder = urlsplit(site_url).path or "/"
        path = path.removeprefix(folder) if path.startswith(folder) else path[1:]
    try:
        path = unicodedata.normalize("NFC", unquote(path, errors="strict"))
    except UnicodeDecodeError:
        return text, "encoding"
    names = [name for name in path.split("/") if name not in ("", ".")]
    address = "/".join(names) + ("/" if names and path.endswith(("/", "/.")) else "")
    if ".." in names:
        return address, "outside"
    if asks:
        return address, "query"
    return address + (f"#{fragment}" if fragment else ""), path_fault(address.strip("/")) if names else ""


# Most addresses need no quoting, and there are many links.
_PLAIN, _quoted = late(r"[A-Za-z0-9_.~/-]*"), functools.lru_cache(4096)(quote)


def href(root: str, address: str) -> str:
    """A link to an address from a page whose way to the root is ``root``."""
    return root + (address if _PLAIN.fullmatch(address) else _quoted(address))


def absolute(site_url: str, address: str) -> str:
    """The full address on the web, or the address alone where the site does not know where it lives."""
    return href(site_url, address)


def source_address(path: str, fragment: str = "") -> str | None:
    """The address of what a source is shown as; the fragment names the record of a list. None for other files."""
    folder, _, rest = path.removeprefix("content/").partition("/")
    stem, ending = posixpath.splitext(rest)
    if folder == "lists" and ending in (".csv", ".xlsx") and fragment:
        return item_address(f"{stem}/{fragment}")
    if folder == "items" and ending in (".md", ".yml", ".yaml"):
        item_id = stem.removesuffix("/index")
        return item_address(f"{item_id}/{fragment}" if fragment and ending != ".md" else item_id)
    if folder == "pages" and ending == ".md":
        return page_address(stem)
    if folder == "reports" and ending == ".md":
        return f"{REPORTS}{stem}/"
    return None


def link_fragment(link: str) -> str:
    """The anchor that a link names inside its target."""
    return unquote(link.partition("#")[2])


def file_target(source: str, name: str) -> str:
    """The file of the site that a name beside a source stands for, which is no link: every sign in it is its own."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), name))


def link_target(source: str, link: str) -> str:
    """The file of the site a relative link in a source points to; ``/`` stands for ``content``, a way out stays ``..``.

    In ``catalog.yml``, which lies beside ``content``, a link may be written from either.
    """
    path = unquote(link.partition("#")[0].partition("?")[0])
    folder = posixpath.dirname(source)
    base = "content" if path.startswith("/") or not (folder or path.startswith("content/")) else folder
    return posixpath.normpath(posixpath.join(base, path.lstrip("/"))) if path else source
