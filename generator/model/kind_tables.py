"""Tables of kinds: all items of a kind that has columns, narrowed by department and by one of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import NamedTuple

from generator import urls
from generator.model.axes import slug_of
from generator.model.item import Item
from generator.model.kind import Kind
from generator.model.settings import Settings

ROWS = 120  # of a page, which stays below 60 kB with as many columns as have room on one
# Of a field with more values than this nobody picks one from a list.
_MOST_VALUES = 60


class Narrowed(NamedTuple):
    """A part of a table: the department and the value that its items have, each empty for all."""

    department: str = ""
    value: str = ""


class Adjusted(NamedTuple):
    """A change of a list: the day, the item, in which way it was adjusted and why; one that was withdrawn says it in its own."""

    day: str
    item: Item
    way: str
    reason: tuple[str, ...]


def number_of(item: Item, name: str) -> Decimal | None:
    """The number in a field of an item's kind; None where there is none."""
    written = item.fields.get(name)
    try:
        return Decimal(written) if isinstance(written, str) and written else None
    except InvalidOperation:
        return None


class KindTable:
    """The items of a kind that are shown, in the order in which they are written, and the ways to narrow them.

    ``withdrawn`` are those that are shown no longer but by their titles.
    """

    def __init__(self, settings: Settings, name: str, items: Iterable[Item]) -> None:
        self.name = name
        self.kind: Kind = settings.profile.kinds[name]
        ordered = sorted(items, key=lambda item: (item.source, item.entry or 0))
        # Withdrawn items have no fields to show.
        self.items = [item for item in ordered if not item.authored.withdrawn]
        self.withdrawn = [item for item in ordered if item.authored.withdrawn]
        known = settings.departments
        departments = {item.authored.department for item in self.items} & known.keys()
        self.departments = [one for one in known if one in departments] if len(departments) > 1 else []
        values = {one: None for item in self.items for one in self._values(item)} if self.field else {}
        order = {value: place for place, value in enumerate(settings.profile.lists.get(self.field, {}))}
        told = sorted(values, key=lambda value: order.get(value, len(order)))
        self.values = told if 1 < len(told) <= _MOST_VALUES else []

    @cached_property
    def field(self) -> str:
        """The field by whose values the table is narrowed: the first of its columns that is a filter."""
        own = self.kind.fields
        return next((name for name in self.kind.columns if name in own and own[name].filter), "")

    def _values(self, item: Item) -> tuple[str, ...]:
        value = item.fields.get(self.field, ())
        return (value,) if isinstance(value, str) else value

    @cached_property
    def parts(self) -> Mapping[Narrowed, list[Item]]:
        """The whole table and all its parts that have an item."""
        found: dict[Narrowed, list[Item]] = {Narrowed(): self.items}
        departments, values = set(self.departments), set(self.values)
        for item in self.items:
            department = item.authored.department if item.authored.department in departments else ""
            own = [value for value in self._values(item) if value in values]
            ways = [Narrowed(department), *(Narrowed(one, value) for value in own for one in dict.fromkeys(("", department)))]
            for way in ways:
                if way != Narrowed():
                    found.setdefault(way, []).append(item)
        return found

    @cached_property
    def adjusted(self) -> tuple[Adjusted, ...]:
        """How the list was adjusted, newest first; nothing where its kind does not tell."""
        told = self.kind.adjustments
        if told is None:
            return ()
        found = []
        for item in self.items:
            day, way, reason = (item.fields.get(name, "") for name in (told.day, told.type, told.reason))
            if isinstance(day, str) and day and isinstance(way, str):
                found.append(Adjusted(day, item, way, (reason,) if isinstance(reason, str) else reason))
        for item in self.withdrawn:
            assert item.authored.withdrawn
            found.append(Adjusted(item.authored.withdrawn.date.isoformat(), item, "", (item.authored.withdrawn.reason,)))
        return tuple(sorted(found, key=lambda one: one.day, reverse=True))

    @property
    def crosses(self) -> bool:
        """True if it is narrowed in both ways, so that there is a table of the numbers of both."""
        return bool(self.departments and self.values)

    @cached_property
    def limited(self) -> tuple[tuple[str, str], ...]:
        """The fields that have another for their limit, each with that."""
        return tuple((name, field.at_most) for name, field in self.kind.fields.items() if field.at_most and field.type != "date")

    @property
    def is_cut(self) -> bool:
        """True if it has more than one page, so that there is one with all of it for printing."""
        return len(self.items) > ROWS

    def address(self, part: Narrowed, number: int = 1) -> str:
        """The address of a page of a part."""
        return urls.kind_address(self.name, part.department, slug_of(part.value), number)

    def pages(self, part: Narrowed) -> int:
        """The number of pages of a part."""
        return -(-len(self.parts[part]) // ROWS)

    def addresses(self) -> Iterator[str]:
        """The addresses of all that is made of the table."""
        for part in self.parts:
            yield from (self.address(part, number) for number in range(1, self.pages(part) + 1))
        yield urls.kind_csv(self.name)
        if self.crosses:
            yield urls.kind_cross(self.name)
        if self.adjusted:
            yield urls.kind_changes(self.name)
        if self.is_cut:
            yield urls.kind_whole(self.name)


def kind_tables(settings: Settings, items: Iterable[Item]) -> list[KindTable]:
    """The tables of the kinds that have columns and items that are not withdrawn."""
    wanted: dict[str, list[Item]] = {name: [] for name, kind in settings.profile.kinds.items() if kind.columns}
    if not wanted:
        return []
    for item in items:
        if item.authored.kind in wanted:
            wanted[item.authored.kind].append(item)
    return [table for name, some in wanted.items() if some and (table := KindTable(settings, name, some)).items]
