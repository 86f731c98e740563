"""The feeds and the sitemap keep every rule of their formats: RFC 4287, RFC 5005, JSON Feed 1.1, the protocol of sitemaps.org."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from tests.demo import SAMPLES
from tests.render.test_feeds import many
from tests.sites import BASE, build_site, write_site

ATOM, HISTORY = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/history/1.0}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# RFC 4287, 4.1.1 and 4.1.2: how often an element stands in its parent; any number where nothing is said.
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {
    "feed": {"generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"published", "content", "rights", "source", "summary"},
}
ANY = {"author", "category", "contributor", "link"}
# RFC 3339, with the letters in upper case that RFC 4287 asks for (3.3).
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# An address as it goes over the wire (RFC 3986).
ADDRESS = re.compile(r"(?:[\w.~:/?#@!$&'()*+,;=-]|\[|\]|%[0-9A-F]{2})+", re.ASCII)


def is_address(text: str | None) -> bool:
    parts = urlsplit(text or "")
    return bool(ADDRESS.fullmatch(text or "")) and parts.scheme in ("http", "https") and bool(parts.netloc)


def faults_of_atom(path: Path, *, absolute: bool = True) -> Iterator[str]:
    """What RFC 4287 or RFC 5005 forbids, or asks for and is not there."""
    feed = ElementTree.parse(path).getroot()
    if feed.tag != f"{ATOM}feed":
        yield "no feed"
    if not feed.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield "no language"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        name = element.tag.removeprefix(ATOM)
        counts = Counter(child.tag for child in element)
        yield from (f"{name}: {counts[ATOM + one]} {one}" for one in ONCE if counts[ATOM + one] != 1)
        yield from (f"{name}: {counts[ATOM + one]} {one}" for one in AT_MOST_ONCE[name] if counts[ATOM + one] > 1)
        known = {ATOM + one for one in ONCE | AT_MOST_ONCE[name] | ANY} | (
            {f"{ATOM}entry", f"{HISTORY}archive"} if name == "feed" else set()
        )
        yield from (f"{name}: {tag}" for tag in counts.keys() - known)
        yield from _faults_in(element, name, absolute)
    if not (
        feed.find(f"{ATOM}author/{ATOM}name") is not None or all(entry.find(f"{ATOM}author") is not None for entry in entries)
    ):
        yield "no author"
    last = [child.tag for child in feed]
    if f"{ATOM}entry" in last and last[last.index(f"{ATOM}entry") :] != [f"{ATOM}entry"] * len(entries):
        yield "something between entries"
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    yield from (f"{count} entries {name}" for name, count in ids.items() if count > 1)
    relations = {link.get("rel") for link in feed.findall(f"{ATOM}link")}
    archive = feed.find(f"{HISTORY}archive") is not None
    if "self" not in relations or (archive and "current" not in relations):
        yield f"links: {relations}"


def _faults_in(element: Element, name: str, absolute: bool) -> Iterator[str]:
    text = element.findtext(f"{ATOM}id", "")
    if not (is_address(text) if absolute else re.match(r"[a-z][a-z0-9+.-]*:.", text)) or text != text.strip():
        yield f"{name}: id {text}"
    if not element.findtext(f"{ATOM}title", "").strip():
        yield f"{name}: an empty title"
    for one in ("updated", "published"):
        moment = element.findtext(f"{ATOM}{one}")
        if moment is not None:
            if not MOMENT.fullmatch(moment):
                yield f"{name}: {one} {moment}"
            dt.datetime.fromisoformat(moment)
    if element.find(f"{ATOM}published") is not None and element.findtext(f"{ATOM}published", "") > element.findtext(
        f"{ATOM}updated", ""
    ):
        yield f"{name}: updated before it was published"
    links = element.findall(f"{ATOM}link")
    alternates = Counter(
        (link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"
    )
    if not alternates or max(alternates.values()) > 1:
        yield f"{name}: alternate links {alternates}"
    for link in links:
        if absolute and not is_address(link.get("href")):
            yield f"{name}: link {link.get('href')}"
        if len(link) or (link.text or "").strip():
            yield f"{name}: a link with a content"


def faults_of_sitemap(folder: Path, base: str, most: int = 50_000, name: str = "sitemap.xml") -> Iterator[str]:
    """What the protocol forbids: its schema, its numbers, and that a map speaks only of what lies below it."""
    path = folder / name
    root = ElementTree.parse(path).getroot()
    if path.stat().st_size > 52_428_800:
        yield "more than 50 MB"
    kind = {f"{SITEMAP}urlset": "url", f"{SITEMAP}sitemapindex": "sitemap"}.get(root.tag, "")
    if not kind or {child.tag for child in root} != {SITEMAP + kind}:
        yield f"{root.tag}: { ({child.tag for child in root}) }"
    if len(root) > most:
        yield f"{len(root)} entries"
    seen: Counter[str] = Counter()
    for entry in root:
        tags = Counter(child.tag.removeprefix(SITEMAP) for child in entry)
        if tags["loc"] != 1 or tags["lastmod"] > 1 or tags.keys() - {"loc", "lastmod"}:
            yield f"{dict(tags)}"
        address = entry.findtext(f"{SITEMAP}loc", "")
        seen[address] += 1
        if not is_address(address) or not address.startswith(base) or not 12 <= len(address) <= 2048:
            yield f"address {address}"
        day = entry.findtext(f"{SITEMAP}lastmod")
        if day is not None:
            dt.date.fromisoformat(day)
        target = folder / unquote(address.removeprefix(base))
        if kind == "sitemap":
            yield from faults_of_sitemap(folder, base, most, target.name)
        elif not (target / "index.html").is_file():
            yield f"no page {address}"
    yield from (f"{count} times {address}" for address, count in seen.items() if count > 1)


def faults_of_json(path: Path) -> Iterator[str]:
    """What JSON Feed 1.1 forbids, or asks for and is not there."""
    feed = json.loads(path.read_text("utf-8"))
    if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"] or not feed["language"]:
        yield "the head"
    yield from (
        f"{name}: {feed[name]}"
        for name in ("home_page_url", "feed_url", "next_url")
        if name in feed and not is_address(feed[name])
    )
    if feed.get("next_url") == feed["feed_url"]:
        yield "next is itself"
    ids = Counter(item["id"] for item in feed["items"])
    yield from (f"{count} times {name}" for name, count in ids.items() if count > 1)
    for item in feed["items"]:
        if (
            not isinstance(item["id"], str)
            or not is_address(item["url"])
            or not ("content_text" in item or "content_html" in item)
        ):
            yield f"{item['id']}"
        yield from (
            f"{item['id']}: {item[name]}" for name in ("date_published", "date_modified") if not MOMENT.fullmatch(item[name])
        )


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_feeds_and_the_sitemap_keep_the_rules_of_their_formats(sample: str, samples: Mapping[str, Path]) -> None:
    site = samples[sample]
    base = re.search(r"^Sitemap: (.*)sitemap.xml$", (site / "robots.txt").read_text(), re.MULTILINE)
    assert base
    found = {path.name: list(faults_of_atom(path)) for path in (site / "feed.xml", *site.glob("feeds/**/*.xml"))}
    found |= {path.name: list(faults_of_json(path)) for path in (site / "feed.json", *site.glob("feeds/*.json"))}
    found["sitemap.xml"] = list(faults_of_sitemap(site, base[1]))
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_names_of_any_signs_are_addresses_in_feeds_and_sitemap(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("items/2023/notice.md", "items/2023/关于 甲&乙 的通知.md"))
    assert build_site(site).published
    assert list(faults_of_atom(site / "site/feed.xml")) == []
    assert list(faults_of_json(site / "site/feed.json")) == []
    text = (site / "site/sitemap.xml").read_text("utf-8")
    assert text.isascii()
    assert "/items/2023/%E5%85%B3%E4%BA%8E%20%E7%94%B2%26%E4%B9%99%20%E7%9A%84%E9%80%9A%E7%9F%A5/" in text


def test_a_site_without_an_address_has_feeds_all_the_same(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("site_url: https://example.org/gk/\n", ""), many(60))
    assert build_site(site).published
    for path in ((site / "site/feed.xml"), *(site / "site/feeds").rglob("*.xml")):
        assert list(faults_of_atom(path, absolute=False)) == []


BROKEN = {
    "two titles": ("feed.xml", "<title>", "<title>x</title><title>"),
    "no id": ("feed.xml", "<id>https://example.org/gk/</id>", ""),
    "a relative id": ("feed.xml", "<id>https://example.org/gk/items", "<id>items"),
    "a day for a moment": ("feed.xml", "T00:00:00Z</updated>", "</updated>"),
    "no author": ("feed.xml", "<author><name>云泽市卫生健康委员会</name></author>", ""),
    "no alternate": ("feed.xml", 'rel="alternate" type="text/html" href="https://example.org/gk/items', 'rel="related" href="https://example.org/gk/items'),
    "an element of another kind": ("feed.xml", "<summary>", "<description>x</description><summary>"),
    "no self": ("feed.xml", 'rel="self"', 'rel="related"'),
    "a relative address": ("sitemap.xml", "<loc>https://example.org/gk/items", "<loc>items"),
    "an address above": ("sitemap.xml", "<loc>https://example.org/gk/items", "<loc>https://example.org/items"),
    "two addresses": ("sitemap.xml", "<loc>", "<loc>https://example.org/gk/</loc><loc>"),
    "a page that is not there": ("sitemap.xml", "items/2023/notice/", "items/2023/gone/"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_rule_is_found(name: str, tmp_path: Path) -> None:
    file, written, other = BROKEN[name]
    site = write_site(tmp_path, BASE)
    build_site(site)
    path = site / "site" / file
    text = path.read_text("utf-8")
    assert written in text
    path.unlink()
    path.write_text(text.replace(written, other, 1), "utf-8")
    assert list(faults_of_atom(path) if file == "feed.xml" else faults_of_sitemap(path.parent, "https://example.org/gk/"))
