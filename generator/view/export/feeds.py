"""The view of a feed: what changed last, or a year, or a month where a year has many items."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from generator import urls
from generator.digests import digest, key_of
from generator.model.item import Item
from generator.model.listings import listing_start
from generator.model.project import Project
from generator.view.record import view, view_key

LENGTH = 50
# A year of more items than this has a page for each of its months.
_LARGEST = 500
# What the words begin with that entries are written in.
_SAID = ("relation_", "state_", "withdrawn_", "title_with_state")
# What another item did to one, that its readers should hear of.
_TOLD = ("superseded_by", "corrected_by", "supplemented_by", "clarified_by", "explained_by")


@view
class FeedEntry:
    """An item as it stands, with its state in its title; ``told`` is what was done to it, each with its label."""

    address: str
    title: str
    language: str
    told: tuple[tuple[str, str], ...]
    summary: str
    published: dt.date | None
    changed: dt.date


@view
class FeedView:
    """A page of the feeds; that of a ``period`` is an archive. ``earlier`` and ``later`` are the periods beside it.

    ``page`` is the address of the page that it follows: the home page, or a listing. ``ids`` is what the id of every entry
    begins with, ``colon`` stands between a label and its text.
    """

    title: str
    address: str
    page: str
    publisher: str
    language: str
    site_url: str
    ids: str
    colon: str
    period: str
    earlier: str
    later: str
    entries: tuple[FeedEntry, ...]


class FeedSlice(NamedTuple):
    """An archive, or the feed of a listing: ``key`` is the digest of all that its view is made of, ``address`` that of the file.

    An archive is a JSON Feed too, at ``json_address``.
    """

    address: str
    json_address: str
    key: str
    view: Callable[[], FeedView]


def latest_feed(project: Project) -> FeedView:
    """The view of the feed to subscribe to: what changed last, whenever it was published."""
    changed = project.shown.changed_on
    latest = heapq.nlargest(LENGTH, project.shown.items, key=lambda item: (changed(item), item.authored.published, item.id))
    return _feed_view(project, latest, "", next(iter(_archives(project)), ("",))[0], "")


def feed_archives(project: Project, key: str) -> Iterator[FeedSlice]:
    """The archives, newest first, where there is more than the feed to subscribe to holds.

    The address of a period that is over stays. ``key`` names the program.
    """
    words = _key_of_words(project)
    archives = dict(_archives(project))
    names = list(archives)
    for name, later, earlier in zip(names, ["", *names], [*names[1:], ""], strict=False):
        items = archives[name]
        head = view_key(_feed_view(project, (), name, earlier, later))
        of_slice = key_of(key, words, head, *(_key_of_item(project, item) for item in items))
        addresses = urls.feed_archive(name, "xml"), urls.feed_archive(name, "json")
        yield FeedSlice(*addresses, of_slice, partial(_feed_view, project, items, name, earlier, later))


def listing_feeds(project: Project, key: str) -> Iterator[FeedSlice]:
    """The feeds of what changed last in each category and department that has any items; ``key`` names the program."""
    settings, words = project.settings, _key_of_words(project)
    keys: dict[str, str] = {}
    for (kind, name), items in _latest_by_listing(project).items():
        for item in items:
            keys[item.id] = keys.get(item.id) or _key_of_item(project, item)
        listing = settings.categories[name] if kind == "category" else settings.departments[name]
        about = f"{settings.title} · {listing.name}", urls.listing_feed(kind, name), listing_start(kind, name)
        head = view_key(_feed_view(project, (), "", "", "", about))
        of_slice = key_of(key, words, head, *(keys[item.id] for item in items))
        yield FeedSlice(about[1], "", of_slice, partial(_feed_view, project, items, "", "", "", about))


def _latest_by_listing(project: Project) -> dict[tuple[str, str], list[Item]]:
    """The items that changed last in each category and department, by its kind and id."""
    shown, settings = project.shown, project.settings
    latest: dict[tuple[str, str], list[Item]] = {}
    above = {name: (name, *category.parents) for name, category in settings.categories.items()}
    for item in sorted(shown.items, key=lambda item: (shown.changed_on(item), item.authored.published, item.id), reverse=True):
        authored = item.authored
        listings = {("category", upper) for name in authored.category for upper in above.get(name, ())}
        if authored.department in settings.departments:
            listings.add(("department", authored.department))
        for listing in listings:
            of_listing = latest.setdefault(listing, [])
            if len(of_listing) < LENGTH:
                of_listing.append(item)
    return dict(sorted(latest.items()))


def _archives(project: Project) -> Iterator[tuple[str, list[Item]]]:
    """The items of each year, newest first, or of each month of a year of many."""
    if len(project.shown.items) <= LENGTH:
        return
    for year, published in groupby(project.shown.items, lambda item: f"{item.authored.published:%Y}"):
        whole = list(published)
        if len(whole) <= _LARGEST:
            yield year, whole
        else:
            for month, some in groupby(whole, lambda item: f"{item.authored.published:%Y-%m}"):
                yield month, list(some)


def _key_of_words(project: Project) -> str:
    """The digest of what is said of items in all feeds, and of how it is said."""
    settings = project.settings
    words = {name: text for name, text in settings.labels.text.items() if name.startswith(_SAID)}
    return digest(repr((words, settings.dates)).encode())


def _key_of_item(project: Project, item: Item) -> str:
    relations, state = project.relations.of(item), project.states.get(item.id, "")
    by_others = project.shown.changed_by_others.get(item.id)  # a further stage of a matter is no relation
    about = (state, by_others, relations) if relations or by_others else state
    return f"{item.id} {item.digest} {about}"


def _feed_view(
    project: Project, items: Sequence[Item], period: str, earlier: str, later: str, about: tuple[str, str, str] | None = None
) -> FeedView:
    """The view of a feed of some items; ``about`` is the title of a listing's, its address and that of the listing."""
    settings = project.settings
    title, address, page = about or (settings.title, urls.feed_archive(period, "xml") if period else urls.FEED, urls.HOME)
    return FeedView(
        title=title,
        address=address,
        page=page,
        publisher=settings.catalog.publisher.name,
        language=settings.catalog.language,
        site_url=settings.site_url,
        ids=settings.site_url or f"urn:gongkai:{settings.catalog.publisher.code}:",
        colon=settings.labels.text["colon"],
        period=period,
        earlier=earlier,
        later=later,
        entries=tuple(_entry(project, item) for item in items),
    )


def _entry(project: Project, item: Item) -> FeedEntry:
    """The entry of an item: why it was withdrawn, or what other items did to it and what it is about."""
    words, withdrawn, found = project.settings.labels.text, item.authored.withdrawn, project.relations.of(item)
    told = [(words[f"relation_{kind}"], other.title) for kind in _TOLD for other in found if other.kind == kind]
    if withdrawn:
        why = [
            (words["withdrawn_date"], project.settings.dates.shown(withdrawn.date)),
            (words["withdrawn_reason"], withdrawn.reason),
        ]
        told = [*why, *told]
    state, title = project.states.get(item.id), item.authored.title
    return FeedEntry(
        address=item.address,
        title=words["title_with_state"].format(title=title, state=words[f"state_{state}"]) if state else title,
        language=project.settings.other_language(item.authored.language),
        told=tuple(told),
        summary="" if withdrawn else item.authored.summary,
        published=item.authored.published,
        changed=project.shown.changed_on(item),
    )
