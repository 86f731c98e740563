"""The day on which the page of an item last changed for its readers, by what was done to it or to what it stands beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.model.item import Item
from generator.model.order import Succession, steps_of


def changed_by_others(shown: Mapping[str, Item], succession: Succession) -> dict[str, dt.date]:
    """The day another item last changed what readers see of one, by the id of the one; most have none.

    A correction, an explanation, a replacement or a further stage is seen from the day both are out, and until one of them is
    withdrawn.
    """
    found: dict[str, dt.date] = {}

    def note(item: Item, day: dt.date | None) -> None:
        if day and day > item.changed:
            found[item.id] = max(day, found.get(item.id, day))

    for item in shown.values():
        authored = item.authored
        if not (authored.supersedes or authored.superseded_by or authored.corrects or authored.explains or authored.follows):
            continue
        for step in steps_of(item):
            later, earlier = shown.get(step.later), shown.get(step.earlier)
            if later and earlier and later is not earlier:
                # The page of what was withdrawn says nothing but what replaces it.
                for one, other in ((earlier, later), (later, earlier)):
                    if not one.authored.withdrawn or (one is earlier and step.word == "supersedes"):
                        note(one, other.authored.published)
                        note(one, other.authored.withdrawn.date if other.authored.withdrawn else None)
    for name in succession.direct():
        if name in shown:
            for later in succession.of(shown[name]):
                note(shown[name], later.authored.published)
    return found
