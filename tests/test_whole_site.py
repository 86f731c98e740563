"""The demo as a visitor meets it: every page is reached by links, no link is broken, nothing is asked of another host."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

DEMO = Path(__file__).parents[1]
# What a browser fetches of its own accord, by element and attribute.
FETCHED = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("object", "data"),
    ("embed", "src"),
    ("form", "action"),
    ("input", "src"),
    ("use", "href"),
}
# Links of these kinds only say where something lives.
TOLD = {"canonical", "alternate"}


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.fetched: set[str] = set()
        self.ids: list[str] = []
        self.headings = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.headings += tag == "h1"
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "link" and TOLD & set(values.get("rel", "").split()):
            return
        for name in ("href", "src", "action", "data"):
            if name in values:
                self.links.add(values[name])
                if (tag, name) in FETCHED:
                    self.fetched.add(values[name])


@pytest.fixture(scope="module")
def site(demo: Path) -> Path:
    return demo


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {path.relative_to(site).as_posix(): Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def targets(page: str, links: set[str]) -> set[tuple[str, str]]:
    """The files that relative links of a page lead to, each with the place in it, on a server that shows index.html for a folder."""
    found = set()
    for link in links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        assert not link.startswith("/"), f"{page}: {link} works at the root of a host only"
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
        assert not path.startswith(".."), f"{page}: {link} leaves the site"
        if parts.path.endswith("/") or path == "." or parts.path in (".", ".."):
            path = posixpath.normpath(posixpath.join(path, "index.html"))
        found.add((path, unquote(parts.fragment)))
    return found


def test_no_link_is_broken(site: Path, pages: dict[str, Page]) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    broken = [(page, target) for page in pages for target, _ in targets(page, pages[page].links) if target not in files]
    assert broken == []


def test_no_link_leads_to_a_place_that_is_not_there(pages: dict[str, Page]) -> None:
    lost = [
        (page, target, place)
        for page in pages
        for target, place in targets(page, pages[page].links)
        if place and target in pages and place not in pages[target].ids
    ]
    assert lost == []


def test_every_page_is_reached_by_links(pages: dict[str, Page]) -> None:
    reached, pending = {"index.html"}, ["index.html"]
    while pending:
        page = pending.pop()
        for target, _ in targets(page, pages[page].links):
            if target in pages and target not in reached:
                reached.add(target)
                pending.append(target)
    assert pages.keys() - reached == {"404.html"}


def test_nothing_is_asked_of_another_host(site: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [link for link in page.fetched if urlsplit(link).netloc] == [], name
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", style.read_text("utf-8")), style


def test_every_page_has_one_title_and_no_id_twice(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.headings == 1, name
        assert len(page.ids) == len(set(page.ids)), name


def test_no_mark_of_a_slot_is_left(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "⟦" not in path.read_text("utf-8"), path
