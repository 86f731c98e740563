"""Listings: the items that are shown, ordered by category, year and department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from generator import urls
from generator.model.axes import slug_of, values_on
from generator.model.card import Card
from generator.model.item import Item
from generator.model.settings import Settings

if TYPE_CHECKING:
    from generator.model.settings import Settings
from generator.model.shown import Shown


class Line(NamedTuple):
    """An item in a listing: what it is narrowed by, and its card, where it is to be shown and not only counted.

    ``month`` is that of its publication, such as ``2024-03``, or nothing.
    """

    month: str
    validity: str
    card: Card | None = None


def offered_numbers(number: int, pages: int) -> list[int]:
    """The numbers of the pages to offer beside one: the first, the last and those around it; 0 marks a gap."""
    near = {1, pages, *range(number - 2, number + 3)}
    offered: list[int] = []
    for one in sorted(one for one in near if 1 <= one <= pages):
        if offered and one - offered[-1] > 1:
            offered.append(0)
        offered.append(one)
    return offered


class Listings:
    """The items of every listing of a site, newest first."""

    def __init__(self, settings: Settings, shown: Shown) -> None:
        self.by_category: dict[str, list[Item]] = {category: [] for category in settings.categories}
        self.by_department: dict[str, list[Item]] = {department: [] for department in settings.departments}
        self.by_year: dict[int, list[Item]] = defaultdict(list)
        self.by_matter = {name: items for name, items in shown.items_by_matter.items() if name in settings.matters}
        # Each by field/value, in the order of the profile.
        self.by_value: dict[str, list[Item]] = {
            f"{name}/{value}": [] for name, axis in settings.axes.items() for value in axis.values
        }
        above = {name: (name, *category.parents) for name, category in settings.categories.items()}
        for item in shown.items:
            authored = item.authored
            if len(authored.category) == 1:
                for category in above.get(authored.category[0], ()):
                    self.by_category[category].append(item)
            else:
                for category in {upper for name in authored.category for upper in above.get(name, ())}:
                    self.by_category[category].append(item)
            if authored.department in self.by_department:
                self.by_department[authored.department].append(item)
            if authored.published:
                self.by_year[authored.published.year].append(item)
            for axis in settings.axes:
                for value in dict.fromkeys(values_on(item, axis)):
                    self.by_value.setdefault(f"{axis}/{value}", []).append(item)
        self.by_value = {name: items for name, items in self.by_value.items() if items}

    def members(self) -> Iterator[tuple[str, str, list[Item]]]:
        """The kind and id of each listing with its items: categories, years from the newest, departments, matters, values."""
        for category, items in self.by_category.items():
            yield "category", category, items
        for year, items in sorted(self.by_year.items(), reverse=True):
            yield "year", str(year), items
        for department, items in self.by_department.items():
            yield "department", department, items
        for matter, items in self.by_matter.items():
            yield "matter", matter, items
        for value, items in self.by_value.items():
            yield "value", value, items


def line_of(item: Item, card: Card | None = None) -> Line:
    """The line of an item in a listing."""
    authored = item.authored
    published = authored.published
    return Line(published.isoformat()[:7] if published else "", "" if authored.withdrawn else authored.validity, card)


_STARTS: Mapping[str, Callable[[str], str]] = {
    "category": urls.category_address,
    "year": urls.year_address,
    "department": urls.department_address,
    "matter": urls.matter_address,
    "value": lambda name: urls.value_address(name.partition("/")[0], slug_of(name.partition("/")[2])),
}


def listing_start(kind: str, name: str) -> str:
    """The address of the first page of a listing."""
    return _STARTS[kind](name)


def neighbours_by_id(items: Iterable[Item]) -> dict[str, tuple[Item | None, Item | None]]:
    """For each public item the ones published before and after it in its first category, by its id."""
    series: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        series[item.authored.category[0] if item.authored.category else ""].append(item)
    neighbours: dict[str, tuple[Item | None, Item | None]] = {}
    for own in series.values():
        ends: list[Item | None] = [None, *own, None]
        for later, item, earlier in zip(ends, own, ends[2:], strict=False):
            neighbours[item.id] = (earlier, later)
    return neighbours
