"""The terms in which items must be out, and the items that took longer: how long, by which article, and when it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from generator.frozen import frozen
from generator.model.calendar import Calendar
from generator.model.catalog import Category
from generator.model.item import WITHHELD, Item
from generator.model.matter import Matter
from generator.model.profile import Profile
from generator.model.settings import Settings
from generator.model.term import Deadline


@frozen
class Overrun:
    """An item that took more days than its term has; ``due`` is None where no calendar says when that ended."""

    item: Item
    term: Deadline
    values: Mapping[str, str]
    due: dt.date | None
    cites: str


@frozen
class Change:
    """An item whose matter has changed, the last day on which it is brought up to date in time, and the article that says so."""

    item: Item
    due: dt.date
    cites: str


def limit_of(item: Item, profile: Profile, categories: Mapping[str, Category], matters: Mapping[str, Matter]) -> Deadline | None:
    """The term in which an item must be out after it was made; None where no rule gives any."""
    rule = profile.deadlines.get("publish")
    authored = item.authored
    if authored.publish_within:
        return Deadline(days=authored.publish_within, cites=authored.basis)
    for name in authored.matter:
        matter = matters.get(name)
        if matter and matter.publish_within:
            return Deadline(days=matter.publish_within)
    for name in authored.category:
        category = categories.get(name)
        if category and category.publish_within:
            return Deadline(days=category.publish_within)
    if rule is None or authored.openness == "on-request" or _before(rule, authored.created):
        return None
    return rule


def _before(rule: Deadline, day: dt.date | None) -> bool:
    return bool(rule.since and day and day < rule.since)


def find_overruns(
    items: Iterable[Item],
    profile: Profile,
    categories: Mapping[str, Category],
    matters: Mapping[str, Matter],
    calendar: Calendar,
    today: dt.date,
) -> Iterator[Overrun]:
    """Items that took more days than their term has at least, with what is known of their term."""
    for item in items:
        authored = item.authored
        if authored.created is None or authored.openness == WITHHELD:
            continue
        end = today if authored.draft or authored.published is None else authored.published
        limit = limit_of(item, profile, categories, matters)
        # What is out within as many days as a term has at least is in time in any year.
        if limit is None or (end - authored.created).days <= limit.least_days:
            continue
        due = limit.last_day(authored.created, calendar)
        years = dict.fromkeys((str(authored.created.year), str(end.year)))
        values = {"created": authored.created.isoformat(), "limit": str(limit.number), "years": "–".join(years)}
        yield Overrun(item, limit, {**values, "due": due.isoformat() if due else ""}, due, limit.cites)


def find_judged(items: Iterable[Item], settings: Settings) -> Iterator[tuple[Item, bool]]:
    """The published items whose term can be judged, each with True where it came out after its end."""
    for item in items:
        created, published = item.authored.created, item.authored.published
        limit = limit_of(item, settings.profile, settings.categories, settings.matters) if created and published else None
        if limit is None or created is None or published is None:
            continue
        if (published - created).days <= limit.least_days:
            yield item, False
        elif due := limit.last_day(created, settings.calendar):
            yield item, published > due


def find_changes(items: Iterable[Item], settings: Settings) -> Iterator[Change]:
    """The items whose matter has changed, where they have a term."""
    for item in items:
        changed = item.authored.changed
        if changed and not item.authored.draft and not item.authored.withdrawn:
            limit = limit_of(item, settings.profile, settings.categories, settings.matters)
            due = limit.last_day(changed, settings.calendar) if limit else None
            if limit and due:
                yield Change(item, due, limit.cites)
