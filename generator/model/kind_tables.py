"""Tables of kinds: all items of a kind that has columns, narrowed by department and by one of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from generator import urls
from generator.digests import digest
from generator.model.item import Item
from generator.model.profile import Kind
from generator.model.settings import Settings
from generator.names import path_fault

ROWS = 120  # of a page, which stays below 60 kB with as many columns as have room on one
# Of a field with more values than this nobody picks one from a list.
_MOST_VALUES = 60
_SLUG = 12  # characters of the address of a value that cannot stand in one


class Narrowed(NamedTuple):
    """A part of a table: the department and the value that its items have, each empty for all."""

    department: str = ""
    value: str = ""


class KindTable:
    """The items of a kind that are shown, in the order in which they are written, and the ways to narrow them."""

    def __init__(self, settings: Settings, name: str, items: Iterable[Item]) -> None:
        self.name = name
        self.kind: Kind = settings.profile.kinds[name]
        self.items = sorted(items, key=lambda item: (item.source, item.entry or 0))
        known = settings.departments
        departments = {item.authored.department for item in self.items} & known.keys()
        self.departments = [one for one in known if one in departments] if len(departments) > 1 else []
        values = {one: None for item in self.items for one in self._values(item)} if self.field else {}
        order = {value: place for place, value in enumerate(settings.profile.lists.get(self.field, {}))}
        ordered = sorted(values, key=lambda value: order.get(value, len(order)))
        self.values = ordered if 1 < len(ordered) <= _MOST_VALUES else []

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

    @property
    def is_cut(self) -> bool:
        """True if it has more than one page, so that there is one with all of it for printing."""
        return len(self.items) > ROWS

    def address(self, part: Narrowed, number: int = 1) -> str:
        """The address of a page of a part."""
        return urls.kind_address(self.name, part.department, _slug(part.value), number)

    def pages(self, part: Narrowed) -> int:
        """The number of pages of a part."""
        return -(-len(self.parts[part]) // ROWS)

    def addresses(self) -> Iterator[str]:
        """The addresses of all that is made of the table."""
        for part in self.parts:
            yield from (self.address(part, number) for number in range(1, self.pages(part) + 1))
        yield urls.kind_csv(self.name)
        if self.is_cut:
            yield urls.kind_whole(self.name)


def kind_tables(settings: Settings, items: Iterable[Item]) -> list[KindTable]:
    """The tables of the kinds that have columns and items; withdrawn items have no fields to show."""
    wanted: dict[str, list[Item]] = {name: [] for name, kind in settings.profile.kinds.items() if kind.columns}
    if not wanted:
        return []
    for item in items:
        if item.authored.kind in wanted and not item.authored.withdrawn:
            wanted[item.authored.kind].append(item)
    return [KindTable(settings, name, some) for name, some in wanted.items() if some]


def _slug(value: str) -> str:
    """The part of an address that stands for a value: itself where it can."""
    return value if not value or not (path_fault(value) or "/" in value) else digest(value.encode())[:_SLUG]
