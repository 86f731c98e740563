"""Listings: the public items ordered by category, year and department, cut into pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator import urls
from generator.model.catalog import Category
from generator.model.item import Item

if TYPE_CHECKING:
    from generator.model.project import Project

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to narrow a listing: what it leaves, where that is shown, how many that are, whether it is shown now."""

    label: str
    address: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Choices:
    """Ways to narrow a listing by what tells them apart: ``year``, ``validity``."""

    by: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """A text that changes with any of them."""
        return "\n".join(repr(choice) for choices in self.by.values() for choice in choices)


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A page of a listing: its items, newest first, and where it stands among the others.

    ``choices`` are the ways to narrow a listing of several pages; ``narrowed`` says that one was taken.
    """

    kind: str
    id: str
    title: str
    address_of: Callable[[int], str]
    number: int
    pages: int
    total: int
    items: tuple[Item, ...]
    choices: Choices = field(default_factory=Choices)
    narrowed: bool = False

    @property
    def address(self) -> str:
        """Where this page is shown."""
        return self.address_of(self.number)

    @property
    def neighbours(self) -> list[int]:
        """The page numbers to offer: the first, the last and those around this one; 0 marks a gap."""
        near = {1, self.pages, *range(self.number - 2, self.number + 3)}
        offered: list[int] = []
        for number in sorted(number for number in near if 1 <= number <= self.pages):
            if offered and number - offered[-1] > 1:
                offered.append(0)
            offered.append(number)
        return offered


class Listings:
    """Every listing of a site."""

    def __init__(self, project: Project) -> None:
        self.by_category: dict[str, list[Item]] = {category: [] for category in project.categories}
        self.by_department: dict[str, list[Item]] = {department: [] for department in project.departments}
        self.by_year: dict[int, list[Item]] = defaultdict(list)
        self._project = project
        above = {name: (name, *category.parents) for name, category in project.categories.items()}
        for item in project.public:
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

    def pages(self) -> Iterator[ListingPage]:
        """All pages of all listings; a category or department without items has one page that says so."""
        for category in self._project.categories.values():
            yield from self._category(category)
        for year, items in sorted(self.by_year.items(), reverse=True):
            yield from _cut("year", str(year), str(year), urls.year_address, items)
        for department in self._project.departments.values():
            yield from _cut(
                "department", department.id, department.name, urls.department_address, self.by_department[department.id]
            )

    def _category(self, category: Category) -> Iterator[ListingPage]:
        """A category's listing; one of several pages also by year and by validity."""
        items = self.by_category[category.id]
        parts = self._parts(category, items) if len(items) > PAGE_SIZE else {}
        yield from _cut(
            "category", category.id, category.name, urls.category_address, items, choices=_choices(category, parts, "")
        )
        for by, values in parts.items():
            for value, (label, some) in values.items():
                title, address = f"{category.name} · {label}", partial(_narrowed, by=by, value=value)
                choices = _choices(category, parts, f"{by}/{value}")
                yield from _cut("category", category.id, title, address, some, choices=choices, narrowed=True)

    def _parts(self, category: Category, items: list[Item]) -> dict[str, dict[str, tuple[str, list[Item]]]]:
        """The items by year and by validity, where that tells them apart; each part with its label."""
        years: dict[int, list[Item]] = defaultdict(list)
        validity: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            authored = item.authored
            if authored.published:
                years[authored.published.year].append(item)
            if authored.validity and not authored.withdrawn:
                validity[authored.validity].append(item)
        profile = self._project.profile
        order = list(profile.lists.get("validity", {}))
        parts = {
            "year": {str(year): (str(year), some) for year, some in years.items()},
            "validity": {
                value: (profile.value_label("validity", value), validity[value])
                for value in sorted(validity, key=lambda value: _place(value, order))
            },
        }
        # An address below a category may be taken by a category of that name.
        free = {by: values for by, values in parts.items() if f"{category.id}/{by}" not in category.children}
        return {by: values for by, values in free.items() if len(values) > 1}


def _place(value: str, order: list[str]) -> tuple[int, str]:
    return (order.index(value) if value in order else len(order), value)


def _narrowed(category: str, number: int, *, by: str, value: str) -> str:
    return urls.narrowed_address(category, by, value, number)


def _choices(category: Category, parts: dict[str, dict[str, tuple[str, list[Item]]]], chosen: str) -> Choices:
    return Choices(
        {
            by: tuple(
                Choice(label, urls.narrowed_address(category.id, by, value), len(some), chosen == f"{by}/{value}")
                for value, (label, some) in values.items()
            )
            for by, values in parts.items()
        }
    )


def _cut(
    kind: str,
    name: str,
    title: str,
    address: Callable[[str, int], str],
    items: list[Item],
    choices: Choices | None = None,
    narrowed: bool = False,
) -> Iterator[ListingPage]:
    pages = max(1, -(-len(items) // PAGE_SIZE))
    for number in range(1, pages + 1):
        start = (number - 1) * PAGE_SIZE
        yield ListingPage(
            kind=kind,
            id=name,
            title=title,
            address_of=lambda number: address(name, number),
            number=number,
            pages=pages,
            total=len(items),
            items=tuple(items[start : start + PAGE_SIZE]),
            choices=choices or Choices(),
            narrowed=narrowed,
        )


def neighbours_by_id(project: Project) -> dict[str, tuple[Item | None, Item | None]]:
    """For each public item the ones published before and after it in its first category, by its id."""
    series: dict[str, list[Item]] = defaultdict(list)
    for item in project.public:
        series[item.authored.category[0] if item.authored.category else ""].append(item)
    neighbours: dict[str, tuple[Item | None, Item | None]] = {}
    for items in series.values():
        ends: list[Item | None] = [None, *items, None]
        for later, item, earlier in zip(ends, items, ends[2:], strict=False):
            neighbours[item.id] = (earlier, later)
    return neighbours
