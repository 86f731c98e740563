"""The terms in which items must be out, and the items that took longer: how long, by which article, and when it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.calendar import Calendar
from generator.model.catalog import Category
from generator.model.item import WITHHELD, Item
from generator.model.profile import Deadline, Profile


@dataclass(frozen=True, slots=True)
class Overrun:
    """An item that took more days than its term has working days; ``due`` is None where no calendar says when that ended."""

    item: Item
    values: Mapping[str, str]
    due: dt.date | None
    cites: str


def limit_of(item: Item, profile: Profile, categories: Mapping[str, Category]) -> tuple[int, str] | None:
    """The working days an item must be out in after it was made, and the article; None where no rule gives any."""
    rule = profile.deadlines.get("publish")
    authored = item.authored
    if authored.publish_within:
        return authored.publish_within, authored.basis
    for name in authored.category:
        category = categories.get(name)
        if category and category.publish_within:
            return category.publish_within, ""
    if rule is None or authored.openness == "on-request" or _before(rule, authored.created):
        return None
    return rule.days, rule.cites


def _before(rule: Deadline, day: dt.date | None) -> bool:
    return bool(rule.since and day and day < rule.since)


def find_overruns(
    items: Iterable[Item], profile: Profile, categories: Mapping[str, Category], calendar: Calendar, today: dt.date
) -> Iterator[Overrun]:
    """Items that took more days than they have working days, with what is known of their term."""
    for item in items:
        authored = item.authored
        if authored.created is None or authored.openness == WITHHELD:
            continue
        end = today if authored.draft or authored.published is None else authored.published
        limit = limit_of(item, profile, categories)
        # Working days are never fewer than days: what is out within as many days is in time in any year.
        if limit is None or (end - authored.created).days <= limit[0]:
            continue
        days, cites = limit
        due = calendar.after(authored.created, days)
        years = dict.fromkeys((str(authored.created.year), str(end.year)))
        values = {"created": authored.created.isoformat(), "limit": str(days), "years": "–".join(years)}
        yield Overrun(item, {**values, "due": due.isoformat() if due else ""}, due, cites)
