"""The stages of a matter: items that follow one another, from the asking for opinions to the evaluation, as one line in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from generator.model.item import Item


def stages_of(items: Collection[Item]) -> Mapping[str, tuple[Item, ...]]:
    """The items of the matter of each item that follows another or is followed, oldest first, by id; most have none.

    What was withdrawn, or is not among the items, is no stage of anything.
    """
    if not any(item.authored.follows for item in items):
        return {}
    known = {item.id: item for item in items}
    following = [item for item in items if item.authored.follows in known and not item.authored.withdrawn]
    groups: dict[str, list[str]] = {}
    for item in following:
        before = known[item.authored.follows]
        if before.authored.withdrawn or before is item:
            continue
        one, other = groups.get(item.id, [item.id]), groups.get(before.id, [before.id])
        if one is not other:
            one = [*other, *one]
            groups |= dict.fromkeys(one, one)
    lines: dict[str, tuple[Item, ...]] = {}
    for name, group in groups.items():
        if name not in lines:
            line = tuple(
                sorted((known[one] for one in group), key=lambda item: (item.authored.published or dt.date.max, item.id))
            )
            lines |= dict.fromkeys(group, line)
    return lines
