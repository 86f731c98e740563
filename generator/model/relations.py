"""How items stand to one another, seen from both ends."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from generator.frozen import frozen
from generator.model.item import Item, NoticePeriod
from generator.model.shown import Shown


@frozen
class Relation:
    """A line on an item's page: what the other item is to this one, and where it stands."""

    kind: str
    address: str
    title: str
    language: str = ""


# The state that each kind of correction puts an item into; of several the first.
_CORRECTED = {"corrected_by": "corrected", "clarified_by": "clarified", "supplemented_by": "supplemented"}


class Relations:
    """The relations of all public items, both ways; what is not public is not named.

    What was withdrawn stands in relation to nothing any more: it marks no other item and sends no reader to its empty page. Where
    it led on to what replaces it, it still does.
    """

    def __init__(self, shown: Shown) -> None:
        self._public = shown.items_by_id
        self._previewed = shown.edition.previewed
        self._today = shown.edition.today
        self._of: dict[str, list[Relation]] = defaultdict(list)
        for item in shown.items:
            if _names_others(item):
                self._add(item)
        for name in shown.succession.direct():
            if name in self._public:
                for later in shown.succession.of(self._public[name]):
                    self._note(name, "superseded_by", later)

    def of(self, item: Item) -> list[Relation]:
        """The relations of an item, each kind in the order it was found."""
        return self._of.get(item.id, [])

    def state(self, item: Item) -> str:
        """The name of the state that a reader must know before relying on an item, or nothing."""
        if previewed := self._previewed.get(item.id):
            return previewed
        if item.authored.withdrawn:
            return "withdrawn"
        kinds = {relation.kind for relation in self.of(item)}
        if item.authored.validity in ("repealed", "expired"):
            return item.authored.validity
        if "superseded_by" in kinds:
            return "superseded"
        by_another = next((state for kind, state in _CORRECTED.items() if kind in kinds), "")
        if by_another or item.authored.validity == "amended":
            return by_another or "amended"
        period = item.authored.notice_period
        return _of_notice(period, self._today) if period else ""

    def _add(self, item: Item) -> None:
        """Notes every relation that an item names, at both ends."""
        authored = item.authored
        for other in authored.supersedes:
            self._link(item.id, "supersedes", other, "superseded_by")
        if authored.superseded_by:
            self._link(item.id, "superseded_by", authored.superseded_by, "supersedes")
        if authored.corrects:
            passive = {"correction": "corrected_by", "supplement": "supplemented_by", "clarification": "clarified_by"}
            active = {"correction": "corrects", "supplement": "supplements", "clarification": "clarifies"}
            kind = authored.corrects.kind
            self._link(item.id, active[kind], authored.corrects.item, passive[kind])
        for other in authored.explains:
            self._link(item.id, "explains", other, "explained_by")
        for other in authored.related:
            self._link(item.id, "related", other, "related")

    def _link(self, one: str, kind: str, other: str, back: str) -> None:
        this, that = self._public.get(one), self._public.get(other)
        if this and that and one != other and not (this.authored.withdrawn or that.authored.withdrawn):
            self._note(one, kind, that)
            self._note(other, back, this)

    def _note(self, item_id: str, kind: str, other: Item) -> None:
        relation = Relation(kind, other.address, other.authored.title, other.authored.language)
        if relation not in self._of[item_id]:
            self._of[item_id].append(relation)


def _names_others(item: Item) -> bool:
    """True if an item names another at all; most do not."""
    authored = item.authored
    return bool(authored.supersedes or authored.superseded_by or authored.corrects or authored.explains or authored.related)


def _of_notice(period: NoticePeriod, today: dt.date) -> str:
    """The name of the state that a public notice gives its item on a day; nothing before it begins."""
    if today < period.from_:
        return ""
    return "on-notice" if today <= period.to else "notice-over"
