"""A site that need not be ours, as a program sees it: home page, sitemap, feeds and catalogs, from a folder or over the web."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from generator.importing.entries import Entry
from generator.importing.feeds import is_feed, part_names, read_feed
from generator.importing.limits import GIVEN_UP, read_within
from generator.late import late
from generator.load.attachment.child import Limits
from generator.load.attachment.events import Refused
from generator.load.shipped import stays_inside
from generator.load.source.source import MEGABYTE, open_regular
from generator.model.language import CHINESE
from generator.portal.fetch import Fetcher
from generator.portal.web_faults import WebFault

_MOST = 32 * MEGABYTE  # of a file
_FILES = 40  # that are asked of a site
_MAPS = 20  # of these, those that its sitemap names
_FEEDS = ("feed.json", "feed.xml", "rss.xml", "atom.xml")
_CATALOGS = ("catalog.json", "catalog.jsonld", "data.json")
_LOC = late(r"<loc>\s*([^<\s]+)\s*</loc>")
_FEED, _HEAD = late(rb"<(?:\w+:)?(?:rss|RDF|feed)[\s>]"), 4096  # bytes in which it begins, behind what it declares
_HAN = late("[\u4e00-\u9fff]")
_KINDS = ("application/atom+xml", "application/rss+xml", "application/feed+json")
_ABSENT = "web_absent"
_LIMITS = Limits(processor_seconds=8)
Get = Callable[[str], bytes | None]


class Link(NamedTuple):
    """A link of the home page: its words and its address."""

    text: str
    address: str


class Shown(NamedTuple):
    """A site as it shows itself. ``entries`` are those of the file ``source``, ``titles`` those of all ``files``.

    ``unread`` counts the sitemaps that were named and not read, so that there may be more ``pages``; ``faults`` say of files why
    they were not read, by their names.
    """

    links: tuple[Link, ...]
    pages: int
    entries: tuple[Entry, ...]
    source: str
    files: tuple[str, ...]
    status: bytes | None
    titles: tuple[str, ...] = ()
    language: str = ""
    unread: int = 0
    faults: tuple[tuple[str, WebFault], ...] = ()


class Nothing(Exception):
    """There is no home page."""


class _Files:
    """The files of a site by their names; ``faults`` say why one that may be there was not read."""

    def __init__(self, get: Get) -> None:
        self._get = get
        self.faults: dict[str, WebFault] = {}

    def __call__(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none, or it was not read."""
        try:
            return self._get(name)
        except WebFault as fault:
            if fault.words != _ABSENT:
                self.faults[name] = fault
            return None


def folder_getter(folder: Path) -> Get:
    """The way to the files of a site in a folder; what leads out of it is not there. Raises WebFault."""

    def get(name: str) -> bytes | None:
        path = f"{name}index.html" if not name or name.endswith("/") else name.lstrip("/")
        if not stays_inside(folder, path):
            return None
        try:
            with open_regular(str(folder / path)) as file:
                data = file.read(_MOST + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise WebFault("audit_unopened") from error
        if len(data) > _MOST:
            raise WebFault("web_size", megabytes=str(_MOST // MEGABYTE))
        return data

    return get


def web_getter(address: str, fetcher: Fetcher) -> Get:
    """The way to the files of a site on the web, as far as its ``robots.txt`` lets programs go. Raises WebFault."""
    fetcher.begin()
    root = urljoin(address, "/robots.txt")
    robots, asked = RobotFileParser(), 0
    try:
        robots.parse((fetcher.get(root, MEGABYTE).data or b"").decode("utf-8", "replace").splitlines())
    except WebFault as fault:
        if not fault.answered:  # there is none
            fault.address = root
            raise
        robots.parse([])

    def get(name: str) -> bytes | None:
        nonlocal asked
        asked += 1
        try:
            where = urljoin(address, name)
            elsewhere = urlsplit(where)[:2] != urlsplit(address)[:2]
        except ValueError:  # brackets that hold no address
            return None
        if elsewhere:
            return None
        if not robots.can_fetch("gongkai", where):
            raise WebFault("audit_forbidden")
        if asked > _FILES:
            raise WebFault("audit_beyond", count=str(_FILES))
        try:
            return fetcher.get(where, _MOST).data
        except WebFault as fault:
            fault.address = where
            raise

    return get


def look(get: Get, address: str) -> Shown:
    """A site as it shows itself; ``address`` is its own, or nothing in a folder. Raises Nothing, WebFault."""
    data = get("")
    if data is None:
        raise Nothing
    try:
        home = read_within(_LIMITS, _read_home, data)
    except Refused as error:
        raise WebFault("audit_bomb") from error
    files, found = _Files(get), list[str]()
    pages, unread = _pages(files, found, address)
    read: dict[str, tuple[Entry, ...]] = {}
    for name in dict.fromkeys((*_CATALOGS, *map(_plain, home.feeds), *_FEEDS)):
        if some := _entries(name, files):
            found.append(name)
            read[name] = some
    # Our own catalog has all there is; another may be of data alone, and a feed has only the latest.
    source = _CATALOGS[0] if _CATALOGS[0] in read else max(read, key=lambda name: len(read[name]), default="")
    status = files("status.json")
    titles = tuple(dict.fromkeys(str(entry.get("title", "")) for some in read.values() for entry in some))
    faults = tuple(files.faults.items())
    return Shown(home.links, pages, read.get(source, ()), source, tuple(found), status, titles, _language(home), unread, faults)


def _language(home: _Home) -> str:
    """The language of a home page: the one that it names, else the one that its links are written in, if it is Chinese."""
    if home.language:
        return home.language.partition("-")[0].lower()
    text = "".join(link.text for link in home.links)
    return CHINESE if len(_HAN.findall(text)) * 2 > len(text) else ""


def _plain(address: str) -> str:
    """An address without steps that lead nowhere."""
    return address if "://" in address else posixpath.normpath(address)


def _entries(name: str, files: _Files) -> tuple[Entry, ...]:
    """The entries of a feed or a catalog, with those of its parts; none of what is neither."""
    data = files(name)
    if not data:
        return ()
    found: list[Entry] = []
    try:
        parts = {one: part for one in read_within(_LIMITS, part_names, data) if (part := files(one))} or {name: data}
    except Refused:
        files.faults[name] = WebFault("audit_bomb")
        return ()
    for one, part in parts.items():
        try:
            found += read_within(_LIMITS, read_feed, part, "Asia/Shanghai")
        except Refused as error:
            if error.why in GIVEN_UP:
                files.faults[one] = WebFault("audit_bomb")
            elif error.why == "broken" and (is_feed(part) or _FEED.search(part, 0, _HEAD)):
                files.faults[one] = WebFault("audit_broken")
    return tuple(found)


def _pages(get: Get, found: list[str], address: str) -> tuple[int, int]:
    """How many pages the sitemap has, with those that it names where it is an index; how many of these were not read."""
    data = get("sitemap.xml")
    if data is None:
        return 0, 0
    found.append("sitemap.xml")
    named = _LOC.findall(data.decode("utf-8", "replace"))
    if b"<sitemapindex" not in data:
        return len(named), 0
    pages = read = 0
    for one in named[:_MAPS]:
        # In a folder only the path and the name say where it lies.
        part = get(one) if address else get(_path(one)) or get(one.rpartition("/")[2])
        if part and b"<sitemapindex" not in part:
            read, pages = read + 1, pages + len(_LOC.findall(part.decode("utf-8", "replace")))
    return pages, len(named) - read


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


class _Home(NamedTuple):
    """The links of a home page, the feeds that its head names, and its language."""

    links: tuple[Link, ...]
    feeds: tuple[str, ...]
    language: str


def _read_home(data: bytes) -> _Home:
    """The home page in the bytes of one."""
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    return _Home(tuple(reader.links), tuple(reader.feeds), reader.language)


class _Reader(HTMLParser):
    """Reads the links of a page, and the feeds that its head names."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[Link] = []
        self.feeds: list[str] = []
        self.language = ""
        self._href = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = about.get("lang", "")
        if tag == "a":
            self._end()
            self._href = about.get("href", "")
        if tag == "link" and about.get("type") in _KINDS and about.get("href"):
            self.feeds.append(about["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end()

    def handle_data(self, data: str) -> None:
        if self._href:
            self._text.append(data)

    def _end(self) -> None:
        if self._href:
            self.links.append(Link(" ".join("".join(self._text).split()), self._href))
        self._href, self._text = "", []
