"""Listings: the public items ordered by category, year and department, cut into pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator import urls
from generator.model.item import Item
from generator.model.project import Project

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A page of a listing: its items, newest first, and where it stands among the others."""

    kind: str
    id: str
    title: str
    address_of: Callable[[int], str]
    number: int
    pages: int
    total: int
    items: tuple[Item, ...]

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
                for category in above[authored.category[0]]:
                    self.by_category[category].append(item)
            else:
                for category in {upper for name in authored.category for upper in above[name]}:
                    self.by_category[category].append(item)
            if authored.department:
                self.by_department[authored.department].append(item)
            if authored.published:
                self.by_year[authored.published.year].append(item)

    def pages(self) -> Iterator[ListingPage]:
        """All pages of all listings; a category or department without items has one page that says so."""
        for category in self._project.categories.values():
            yield from _cut("category", category.id, category.name, urls.category_address, self.by_category[category.id])
        for year, items in sorted(self.by_year.items(), reverse=True):
            yield from _cut("year", str(year), str(year), urls.year_address, items)
        for department in self._project.departments.values():
            yield from _cut(
                "department", department.id, department.name, urls.department_address, self.by_department[department.id]
            )


def _cut(kind: str, name: str, title: str, address: Callable[[str, int], str], items: list[Item]) -> Iterator[ListingPage]:
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
