"""The feeds: what changed last, and year by year for whoever wants all of it.

Atom is RFC 4287 with the archives of RFC 5005, section 4; the other is JSON Feed 1.1 with ``next_url``.
"""

from __future__ import annotations

import datetime as dt
import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from generator import urls
from generator.digests import key_of
from generator.model.item import Item
from generator.model.output.output import Output
from generator.model.project import Project
from generator.model.relations import Relations
from generator.signs import xml_text

LENGTH = 50
# A year of more items than this has a page for each of its months.
_LARGEST = 500
# What another item did to one, that its readers should hear of.
_TOLD = ("superseded_by", "corrected_by", "supplemented_by", "clarified_by", "explained_by")


class Feeds:
    """The feeds of a project.

    The first pages hold what changed last, whenever it was published: an entry is an item as it stands, with its state in its
    title. Where there is more, every year that something was published in has a page, or each of its months where they are
    many; the address of a year that is over stays.
    """

    def __init__(self, project: Project, relations: Relations, states: Mapping[str, str]) -> None:
        self._project = project
        self._words = project.settings.labels.text
        self._relations = relations
        self._states = states
        self._archives = dict(_archives(project.shown.items)) if len(project.shown.items) > LENGTH else {}

    def first_pages(self) -> dict[str, bytes]:
        """The feeds to subscribe to."""
        changed = self._project.shown.changed_on
        latest = heapq.nlargest(
            LENGTH, self._project.shown.items, key=lambda item: (changed(item), item.authored.published, item.id)
        )
        before = next(iter(self._archives), "")
        return {urls.FEED: self._atom(latest, "", before, ""), urls.JSON_FEED: self._json(latest, "", before)}

    def archives(self, base_key: str) -> Iterator[Output]:
        """The pages of the years and months, each made only where something in it has changed."""
        names = list(self._archives)
        for name, later, earlier in zip(names, ["", *names], [*names[1:], ""], strict=False):
            items = self._archives[name]
            key = key_of(base_key, name, later, earlier, *(self._key(item) for item in items))
            yield Output(urls.feed_archive(name, "xml"), key, partial(self._atom, items, name, earlier, later))
            yield Output(urls.feed_archive(name, "json"), key, partial(self._json, items, name, earlier))

    def _key(self, item: Item) -> str:
        relations = self._relations.of(item)
        about = (self._states.get(item.id, ""), self._project.shown.changed_on(item), relations)
        return f"{item.id} {item.digest} {about}" if relations else f"{item.id} {item.digest} {about[0]}"

    def _title(self, item: Item) -> str:
        state = self._states.get(item.id)
        title = item.authored.title
        return self._words["title_with_state"].format(title=title, state=self._words[f"state_{state}"]) if state else title

    def _summary(self, item: Item) -> str:
        """The summary of an item as text: why it was withdrawn, or what other items did to it and what it is about."""
        words, withdrawn, found = self._words, item.authored.withdrawn, self._relations.of(item)
        told = [(words[f"relation_{kind}"], other.title) for kind in _TOLD for other in found if other.kind == kind]
        if withdrawn:
            why = [(words["withdrawn_date"], withdrawn.date.isoformat()), (words["withdrawn_reason"], withdrawn.reason)]
            told = [*why, *told]
        notes = [f"{label}{words['colon']}{text}" for label, text in told]
        return "\n".join([*notes, *([item.authored.summary] if item.authored.summary and not withdrawn else [])])

    def _id(self, address: str) -> str:
        project, way = self._project, urls.href("", address)
        return (
            project.settings.site_url + way
            if project.settings.site_url
            else f"urn:gongkai:{project.settings.catalog.publisher.code}:{way}"
        )

    def _way(self, address: str, period: str) -> str:
        """A link to an address; from the page of a year the root is one step up where the site knows no address of its own."""
        return urls.href(self._project.settings.site_url or ("../" if period else ""), address)

    def _updated(self, items: Sequence[Item]) -> dt.date:
        return max((self._project.shown.changed_on(item) for item in items), default=dt.date(1970, 1, 1))

    def _atom(self, items: Sequence[Item], period: str, earlier: str, later: str) -> bytes:
        """The bytes of an Atom feed of some items; a feed of a ``period`` is an archive (RFC 5005)."""
        project = self._project

        def link(rel: str, address: str, kind: str = "") -> str:
            shown = f' type="{kind}"' if kind else ""
            return f'<link rel="{rel}"{shown} href="{xml_text(self._way(address, period)) or "./"}"/>'

        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"'
            f' xml:lang="{project.settings.catalog.language}">',
            f"<title>{xml_text(project.settings.title)}</title>",
            f"<id>{xml_text(self._id(''))}</id>",
            f"<updated>{self._updated(items)}T00:00:00Z</updated>",
            f"<author><name>{xml_text(project.settings.catalog.publisher.name)}</name></author>",
            link("self", urls.feed_archive(period, "xml") if period else urls.FEED),
            link("alternate", "", "text/html"),
            *(["<fh:archive/>", link("current", urls.FEED)] if period else []),
            *([link("prev-archive", urls.feed_archive(earlier, "xml"))] if earlier else []),
            *([link("next-archive", urls.feed_archive(later, "xml"))] if later else []),
        ]
        for item in items:
            lines += [
                "<entry>",
                f"<title>{xml_text(self._title(item))}</title>",
                f"<id>{xml_text(self._id(item.address))}</id>",
                link("alternate", item.address, "text/html"),
                f"<published>{item.authored.published}T00:00:00Z</published>",
                f"<updated>{project.shown.changed_on(item)}T00:00:00Z</updated>",
                f"<summary>{xml_text(self._summary(item))}</summary>",
                "</entry>",
            ]
        return "\n".join([*lines, "</feed>", ""]).encode()

    def _json(self, items: Sequence[Item], period: str, earlier: str) -> bytes:
        """The bytes of a JSON Feed of some items."""
        project = self._project
        feed: dict[str, Any] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": project.settings.title,
            "language": project.settings.catalog.language,
            "home_page_url": self._way("", period) or "./",
            "feed_url": self._way(urls.JSON_FEED, period),
            **({"next_url": self._way(urls.feed_archive(earlier, "json"), period)} if earlier else {}),
            "items": [self._json_item(item, period) for item in items],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1).encode()

    def _json_item(self, item: Item, period: str) -> dict[str, str]:
        """The entry of an item in a JSON Feed."""
        summary = self._summary(item)
        return {
            "id": self._id(item.address),
            "url": self._way(item.address, period),
            "title": self._title(item),
            "summary": summary,
            "content_text": summary,
            "date_published": f"{item.authored.published}T00:00:00Z",
            "date_modified": f"{self._project.shown.changed_on(item)}T00:00:00Z",
        }


def _archives(items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    """The items of each year, newest first, or of each month of a year of many."""
    for year, published in groupby(items, lambda item: f"{item.authored.published:%Y}"):
        whole = list(published)
        if len(whole) <= _LARGEST:
            yield year, whole
        else:
            for month, some in groupby(whole, lambda item: f"{item.authored.published:%Y-%m}"):
                yield month, list(some)
