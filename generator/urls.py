"""Addresses. An address is a path below the site's root without a leading slash, such as ``items/2023/budget/``."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote, unquote

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
FEED = "feed.xml"

# Addresses that the site makes itself: no authored page may take them.
RESERVED = ("items", "catalog", "reports", "search", "assets")


def item_address(item_id: str) -> str:
    """The address of an item: its path below ``content/items``."""
    return f"items/{unicodedata.normalize('NFC', item_id)}/"


def page_address(page_id: str) -> str:
    """The address of an authored page: its path below ``content/pages``; ``index`` is its folder."""
    if page_id == "index" or page_id.endswith("/index"):
        page_id = page_id[: -len("index")].rstrip("/")
    return f"{unicodedata.normalize('NFC', page_id)}/" if page_id else HOME


def report_address(year: int) -> str:
    """The address of an annual report."""
    return f"{REPORTS}{year}/"


def report_file(year: int, ending: str) -> str:
    """The address of an annual report as a document."""
    return f"{REPORTS}{year}/annual-report-{year}.{ending}"


def category_address(category_id: str, number: int = 1) -> str:
    """The address of a page of a category's listing."""
    return _paged(f"{CATALOG}{category_id}/", number)


def narrowed_address(category_id: str, by: str, value: str, number: int = 1) -> str:
    """The address of a page of a category's listing that holds one year or one validity only."""
    return _paged(f"{CATALOG}{category_id}/{by}/{value}/", number)


def year_address(year: str, number: int = 1) -> str:
    """The address of a page of the listing of a year."""
    return _paged(f"{CATALOG}year/{year}/", number)


def department_address(department_id: str, number: int = 1) -> str:
    """The address of a page of a department's listing."""
    return _paged(f"{CATALOG}department/{department_id}/", number)


def _paged(address: str, number: int) -> str:
    return address if number == 1 else f"{address}page/{number}/"


def file_of(address: str) -> str:
    """The file that holds what an address shows."""
    return f"{address}index.html" if address == HOME or address.endswith("/") else address


def root_from(address: str) -> str:
    """The relative way from a page to the site's root: ``../../`` or ``./``."""
    return "../" * address.count("/") or "./"


# Most addresses need no quoting, and there are many links.
_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")


def href(root: str, address: str) -> str:
    """A link to an address from a page whose way to the root is ``root``."""
    return root + (address if _PLAIN.fullmatch(address) else quote(address))


def absolute(site_url: str, address: str) -> str:
    """The full address on the web, or the address alone where the site does not know where it lives."""
    return href(site_url, address)


def source_address(path: str, fragment: str = "") -> str | None:
    """The address of what a source is shown as; the fragment names the record of a list. None for other files."""
    folder, _, rest = path.removeprefix("content/").partition("/")
    stem, ending = posixpath.splitext(rest)
    if folder == "items" and ending in (".md", ".yml", ".yaml"):
        item_id = stem.removesuffix("/index")
        return item_address(f"{item_id}/{fragment}" if fragment and ending != ".md" else item_id)
    if folder == "pages" and ending == ".md":
        return page_address(stem)
    if folder == "reports" and ending == ".md":
        return f"{REPORTS}{stem}/"
    return None


def link_fragment(link: str) -> str:
    """What a link names inside its target."""
    return unquote(link.partition("#")[2])


def file_target(source: str, name: str) -> str:
    """The file of the site that a name beside a source stands for, which is no link: every sign in it is its own."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), name))


def link_target(source: str, link: str) -> str:
    """The file of the site a relative link in a source points to; ``/`` stands for ``content``, a way out stays ``..``."""
    path = unquote(link.partition("#")[0].partition("?")[0])
    base = "content" if path.startswith("/") else posixpath.dirname(source)
    return posixpath.normpath(posixpath.join(base, path.lstrip("/"))) if path else source
