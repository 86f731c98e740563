"""The feeds: what changed last, on the site or in a category or department, and year by year for whoever wants all of it.

Atom is RFC 4287 with the archives of RFC 5005, section 4; the other is JSON Feed 1.1 with ``next_url``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from generator import urls
from generator.model.output.output import Output
from generator.signs import xml_text
from generator.view.export.feeds import FeedEntry, FeedSlice, FeedView


def feed_outputs(slices: Iterable[FeedSlice]) -> Iterator[Output]:
    """The files of archives and listings, each made only where something in it has changed."""
    for part in slices:
        yield Output(part.address, part.key, partial(_make, part.view, render_atom))
        if part.json_address:
            yield Output(part.json_address, part.key, partial(_make, part.view, render_json_feed))


def _make(view: Callable[[], FeedView], render: Callable[[FeedView], bytes]) -> bytes:
    return render(view())


def render_atom(view: FeedView) -> bytes:
    """The bytes of an Atom feed; that of a period is an archive (RFC 5005)."""

    def link(rel: str, address: str, kind: str = "") -> str:
        shown = f' type="{kind}"' if kind else ""
        return f'<link rel="{rel}"{shown} href="{xml_text(_href(view, address)) or "./"}"/>'

    period = view.period
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"'
        f' xml:lang="{view.language}">',
        f"<title>{xml_text(view.title)}</title>",
        f"<id>{xml_text(_id(view, view.page))}</id>",
        f"<updated>{_updated(view)}T00:00:00Z</updated>",
        f"<author><name>{xml_text(view.publisher)}</name></author>",
        link("self", view.address),
        link("alternate", view.page, "text/html"),
        *(["<fh:archive/>", link("current", urls.FEED)] if period else []),
        *([link("prev-archive", urls.feed_archive(view.earlier, "xml"))] if view.earlier else []),
        *([link("next-archive", urls.feed_archive(view.later, "xml"))] if view.later else []),
    ]
    for entry in view.entries:
        lines += [
            f'<entry xml:lang="{xml_text(entry.language)}">' if entry.language else "<entry>",
            f"<title>{xml_text(entry.title)}</title>",
            f"<id>{xml_text(_id(view, entry.address))}</id>",
            link("alternate", entry.address, "text/html"),
            f"<published>{entry.published}T00:00:00Z</published>",
            f"<updated>{entry.changed}T00:00:00Z</updated>",
            f"<summary>{xml_text(_summary(view, entry))}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def render_json_feed(view: FeedView) -> bytes:
    """The bytes of a JSON Feed."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "language": view.language,
        "home_page_url": _href(view, "") or "./",
        "feed_url": _href(view, urls.JSON_FEED),
        **({"next_url": _href(view, urls.feed_archive(view.earlier, "json"))} if view.earlier else {}),
        "items": [_json_entry(view, entry) for entry in view.entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_entry(view: FeedView, entry: FeedEntry) -> dict[str, str]:
    """The entry of an item in a JSON Feed."""
    summary = _summary(view, entry)
    return {
        "id": _id(view, entry.address),
        "url": _href(view, entry.address),
        "title": entry.title,
        "summary": summary,
        "content_text": summary,
        "date_published": f"{entry.published}T00:00:00Z",
        "date_modified": f"{entry.changed}T00:00:00Z",
        **({"language": entry.language} if entry.language else {}),
    }


def _summary(view: FeedView, entry: FeedEntry) -> str:
    notes = [f"{label}{view.colon}{text}" for label, text in entry.told]
    return "\n".join([*notes, *([entry.summary] if entry.summary else [])])


def _id(view: FeedView, address: str) -> str:
    return address if urls.is_full(address) else view.ids + urls.href("", address)


def _href(view: FeedView, address: str) -> str:
    """A link to an address; where the site knows no address of its own it leads up from that of the feed."""
    return address if urls.is_full(address) else urls.href(view.site_url or "../" * view.address.count("/"), address)


def _updated(view: FeedView) -> dt.date:
    return max((entry.changed for entry in view.entries), default=dt.date(1970, 1, 1))
