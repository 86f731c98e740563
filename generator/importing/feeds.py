"""Entries of what other systems publish: RSS (0.9 to 2.0), Atom (RFC 4287), JSON Feed, a catalog.json of ours, DCAT as JSON."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat
from zoneinfo import ZoneInfo

from generator.importing.entries import Entry, links, listed
from generator.late import late
from generator.load.attachment.events import Refused, xml_events
from generator.load.attachment.plain import decode
from generator.urls import is_catalog_part

FEEDS = ("rss", "RDF", "feed")
_DECLARATION = late(r"^\s*<\?xml[^>]*\?>")
_ROOT = late(r"^\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<\?[^>]*\?>|\s)*<(?:[\w.-]+:)?(rss|RDF|feed)\b", re.DOTALL)
# What of an entry of RSS and Atom says what we have a field for; its creator is who typed it, and is left out and listed.
_FIELDS = {"description": "summary", "summary": "summary", "source": "publisher", "publisher": "publisher"}
_DAYS = {"pubDate": "published", "published": "published", "date": "published", "issued": "published", "updated": "modified"}
_VOID = ("br", "img", "hr")
# The names of fields in a catalog.json of ours that are no fields of an item here.
_OURS = ("id", "address", "attachments", "fields", "category", "title", "state")


def is_feed(data: bytes) -> bool:
    """True for bytes that begin as a feed or as JSON that may be one."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head[:1] in (b"{", b"[") or bool(_ROOT.match(head.decode("utf-8", "replace")))


def read_feed(data: bytes, zone: str) -> list[Entry]:
    """The entries of a feed or catalog, days being those of a zone. Raises Refused where it is none of a known form."""
    text, _ = decode(data)
    plain = text.lstrip("\ufeff")
    try:
        if plain.lstrip()[:1] in ("{", "["):
            entries = list(_json_entries(json.loads(plain), zone))
        else:
            entries = list(_xml_entries(_tree(_DECLARATION.sub("", plain)), zone))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Refused from error  # of another shape than its form has, or of no end
    if not entries:
        raise Refused("unsupported")
    return entries


def part_names(data: bytes) -> list[str]:
    """The names of the files that the items of a catalog.json of ours are in, where that is an index; none of all else."""
    if b'"parts"' not in data:
        return []
    text, _ = decode(data)
    try:
        found = json.loads(text.lstrip("\ufeff"))
        names = [part["json"] for part in found["parts"]] if "items" not in found else []
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
    return [name for name in names if isinstance(name, str) and is_catalog_part(name)]


@dataclass
class _Element:
    """An element of XML by its local name: its attributes, and its texts and elements in their order."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    parts: list[_Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[_Element]:
        """The elements in it."""
        return [part for part in self.parts if isinstance(part, _Element)]

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts).strip()

    @property
    def html(self) -> str:
        """Its content as HTML, where that is written as elements."""
        return "".join(escape(part) if isinstance(part, str) else part.outer for part in self.parts)

    @property
    def outer(self) -> str:
        """Itself as HTML."""
        said = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        return f"<{self.name}{said}>" if self.name in _VOID else f"<{self.name}{said}>{self.html}</{self.name}>"


def _tree(text: str) -> _Element:
    """The elements of XML. Raises Refused where it is broken."""
    top = _Element("")
    stack = [top]
    try:
        for event, value, attributes in xml_events(iter([text.encode()])):
            if event == "start":
                made = _Element(value, dict(attributes))
                stack[-1].parts.append(made)
                stack.append(made)
            elif event == "end":
                stack.pop()
            else:
                stack[-1].parts.append(value)
    except expat.ExpatError as error:
        raise Refused from error
    return top


def _all(element: _Element, *names: str) -> Iterator[_Element]:
    for child in element.children:
        if child.name in names:
            yield child
        else:
            yield from _all(child, *names)


def _xml_entries(top: _Element, zone: str) -> Iterator[Entry]:
    for item in _all(top, "item", "entry"):
        yield _xml_entry(item, zone)


def _xml_entry(item: _Element, zone: str) -> Entry:
    """The values of an entry of RSS or Atom; an element that means no field here keeps its own name."""
    entry: dict[str, str | tuple[str, dt.date]] = {}
    categories: list[str] = []
    files: list[tuple[str, str]] = []
    for part in item.children:
        name, about = part.name, part.attributes
        if name == "category":
            categories.append(about.get("label") or about.get("term") or part.text)
        elif name == "link" and about.get("rel", "alternate") == "enclosure":
            files.append((about.get("title", ""), about.get("href", "")))
        elif name == "link" and about.get("rel", "alternate") == "alternate":
            entry.setdefault("address", about.get("href") or part.text)
        elif name == "enclosure":
            files.append((about.get("url", "").rpartition("/")[2], about.get("url", "")))
        elif name in ("encoded", "content"):
            entry["body"] = part.html if about.get("type") == "xhtml" else part.text
        elif name in _DAYS and _DAYS[name] not in entry:
            day = _day(part.text, zone)
            entry[_DAYS[name]] = (part.text, day) if day else part.text
        elif name == "title":
            entry["title"] = " ".join(_plain(part.text).split())
        elif name in _FIELDS and _FIELDS[name] not in entry:
            entry[_FIELDS[name]] = part.text
        elif name not in ("guid", "id") and part.text:
            entry.setdefault(name, part.text)
    return _whole(entry, categories, files)


def _whole(
    entry: dict[str, str | tuple[str, dt.date]], categories: list[str], files: list[tuple[str, str]]
) -> dict[str, str | tuple[str, dt.date]]:
    """An entry with its categories and files; a description that is the whole text is that, and no summary."""
    if "body" not in entry and isinstance(entry.get("summary"), str):
        entry["body"] = entry.pop("summary")
    elif isinstance(summary := entry.get("summary"), str):
        entry["summary"] = " ".join(_plain(summary).split())
    if files:
        entry["body"] = f"{_as_html(str(entry.get('body', '')))}{links(files)}"
    if "published" not in entry and "modified" in entry:
        entry["published"] = entry.pop("modified")
    if categories:
        entry["category"] = listed(categories)
    return {name: value for name, value in entry.items() if value}


def _as_html(text: str) -> str:
    return text if "<" in text else "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _plain(text: str) -> str:
    """A text without the tags and entities of HTML."""
    from html import unescape

    return unescape(re.sub(r"<[^>]{0,500}>", " ", text))


def _day(text: str, zone: str) -> dt.date | None:
    """The day of a moment in a zone, as RFC 822 or ISO 8601 write it; None of anything else, which is read as a day."""
    try:
        moment = dt.datetime.fromisoformat(text) if re.match(r"\d{4}-", text) else email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return (moment.astimezone(ZoneInfo(zone)) if moment.tzinfo and zone else moment).date()


def _json_entries(found: Any, zone: str) -> Iterator[Entry]:
    """The entries of JSON: a feed, a catalog of ours, or data sets."""
    if isinstance(found, dict) and "jsonfeed.org" in str(found.get("version", "")):
        for item in found.get("items", ()):
            yield _json_feed_entry(item, zone)
    elif isinstance(found, dict) and isinstance(found.get("items"), list) and isinstance(found.get("publisher"), dict):
        for item in found["items"]:
            yield _catalog_entry(item, found)
    else:
        for item in _data_sets(found):
            yield _data_set(item, zone)


def _json_feed_entry(item: Mapping[str, Any], zone: str) -> Entry:
    """The values of an entry of a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    entry: dict[str, str | tuple[str, dt.date]] = {
        "title": _said(item.get("title")),
        "address": _said(item.get("url")),
        "body": _said(item.get("content_html")) or _said(item.get("content_text")),
        "summary": _said(item.get("summary")),
    }
    for name, own in (("date_published", "published"), ("date_modified", "modified")):
        if text := _said(item.get(name)):
            day = _day(text, zone)
            entry[own] = (text, day) if day else text
    files = [(_said(one.get("title")), _said(one.get("url"))) for one in item.get("attachments", ())]
    known = (
        "id",
        "url",
        "title",
        "content_html",
        "content_text",
        "summary",
        "date_published",
        "date_modified",
        "tags",
        "attachments",
    )
    entry |= {name: _said(value) for name, value in item.items() if name not in known}
    tags = listed(map(str, item.get("tags", ())))
    return _whole({name: value for name, value in {**entry, "keywords": tags}.items() if value}, [], files)


def _catalog_entry(item: Mapping[str, Any], catalog: Mapping[str, Any]) -> Entry:
    """The values of an item in a catalog.json of ours; the text of an item is on its page alone."""
    names = catalog.get("categories", {})
    site = _said(catalog.get("site"))
    ids = item.get("category") or ()
    ways = [
        "/".join(names.get("/".join(steps[: n + 1]), step) for n, step in enumerate(steps))
        for steps in (i.split("/") for i in ids)
    ]
    entry: dict[str, str] = {name: _said(value) for name, value in item.items() if name not in _OURS}
    entry["title"] = _said(item.get("title"))
    entry["category"] = listed(ways)
    entry["department"] = catalog.get("departments", {}).get(entry.get("department", ""), entry.get("department", ""))
    entry["address"] = urljoin(site, _said(item.get("address"))) if item.get("address") else ""
    entry |= {name: _said(value) for name, value in (item.get("fields") or {}).items()}
    if item.get("state"):
        entry["state"] = _said(item["state"])
    files = [(_said(file.get("title")), urljoin(site, _said(file.get("address")))) for file in item.get("attachments") or ()]
    entry["body"] = links(files)
    return {name: value for name, value in entry.items() if value}


def _data_sets(found: Any) -> Iterator[Mapping[str, Any]]:
    """The data sets in JSON or JSON-LD by DCAT, wherever in it they stand."""
    if isinstance(found, list):
        for one in found:
            yield from _data_sets(one)
    elif isinstance(found, dict):
        kinds = found.get("@type", ())
        if any("Dataset" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield found
        else:
            for value in found.values():
                yield from _data_sets(value)


def _data_set(item: Mapping[str, Any], zone: str) -> Entry:
    """The values of a data set of DCAT, under whatever prefix."""
    said = {name.rpartition(":")[2].rpartition("/")[2]: value for name, value in item.items()}
    entry: dict[str, str | tuple[str, dt.date]] = {"title": _said(said.get("title"))}
    entry["keywords"] = listed(map(_said, _many(said.get("keyword"))))
    entry["address"] = _said(said.get("landingPage"))
    for name, own in (("issued", "published"), ("modified", "modified")):
        if text := _said(said.get(name)):
            day = _day(text, zone)
            entry[own] = (text, day) if day else text
    files = []
    for one in _many(said.get("distribution")):
        about = (
            {name.rpartition(":")[2].rpartition("/")[2]: value for name, value in one.items()} if isinstance(one, dict) else {}
        )
        files.append((_said(about.get("title")), _said(about.get("downloadURL")) or _said(about.get("accessURL"))))
    entry["body"] = _as_html(_said(said.get("description")))
    known = ("title", "keyword", "landingPage", "issued", "modified", "distribution", "description", "@type", "@id", "@context")
    for name, value in said.items():
        if name not in known:
            # What is the address of a term elsewhere is no value of ours.
            entry[f"dcat:{name}" if _said(value).startswith("http") else name] = _said(value)
    return _whole({name: value for name, value in entry.items() if value}, [], files)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _said(value: Any) -> str:
    """A value of JSON as a text: of one in several languages or with a type the value, of several each."""
    if isinstance(value, dict):
        return _said(value.get("@value") or value.get("name") or value.get("@id") or value.get("fn")) or listed(
            map(_said, value.values())
        )
    if isinstance(value, list):
        return listed(map(_said, value))
    return "" if value is None else str(value)
