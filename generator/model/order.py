"""Which item comes before which, by all the words for it: what replaces, corrects or explains another comes after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.frozen import frozen
from generator.model.item import Item
from generator.problems import Spot

# What a correction of each kind does to its item.
CORRECTING = {"correction": "corrects", "supplement": "supplements", "clarification": "clarifies"}


@frozen
class Step:
    """A step back in time: ``later`` does to ``earlier`` what ``word`` says (``supersedes`` …), as is written at ``spot``."""

    later: str
    earlier: str
    word: str
    spot: Spot


def steps_of(item: Item) -> Iterator[Step]:
    """The steps that an item writes down, of itself or of what replaces it."""
    authored, spot = item.authored, item.spot
    for index, other in enumerate(authored.supersedes):
        yield Step(item.id, other, "supersedes", spot.at("supersedes", index))
    if authored.superseded_by:
        yield Step(authored.superseded_by, item.id, "supersedes", spot.at("superseded_by"))
    if authored.corrects:
        yield Step(item.id, authored.corrects.item, CORRECTING[authored.corrects.kind], spot.at("corrects", "item"))
    if authored.follows:
        yield Step(item.id, authored.follows, "follows", spot.at("follows"))
    for index, other in enumerate(authored.explains):
        yield Step(item.id, other, "explains", spot.at("explains", index))


class Succession:
    """The succession of the items of a site: which replaces which now. ``items`` are those that are shown."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = {item.id: item for item in items}
        self._next: dict[str, list[str]] = defaultdict(list)
        for item in self._items.values():
            if item.authored.supersedes or item.authored.superseded_by:
                for step in steps_of(item):
                    if step.word == "supersedes" and step.later != step.earlier and step.later in self._items:
                        self._next[step.earlier].append(step.later)

    def direct(self) -> Mapping[str, list[str]]:
        """The ids of what replaces each item that something replaces, withdrawn or not, by their ids."""
        return self._next

    def of(self, item: Item) -> list[Item]:
        """The items that replace an item and stand; what was withdrawn leads on to what replaces it."""
        found: dict[str, Item] = {}
        seen, waiting = {item.id}, list(self._next.get(item.id, ()))
        while waiting:
            name = waiting.pop(0)
            if name in seen:
                continue
            seen.add(name)
            if self._items[name].authored.withdrawn:
                waiting += self._next.get(name, ())
            else:
                found[name] = self._items[name]
        return list(found.values())
