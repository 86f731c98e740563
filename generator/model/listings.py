"""Listings: the items that are shown, ordered by category, year and department, and cut into pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from generator import urls
from generator.model.card import Card
from generator.model.catalog import Category
from generator.model.item import Item
from generator.model.settings import Settings

if TYPE_CHECKING:
    from generator.model.settings import Settings
from generator.model.shown import Shown

PAGE_SIZE = 25


class Line(NamedTuple):
    """An item in a listing: what it is narrowed by, and its card, where it is to be shown and not only counted."""

    year: int
    validity: str
    card: Card | None = None


class Choice(NamedTuple):
    """A way to narrow a listing: its label, its address, the number of items it leaves, whether it is the one shown."""

    label: str
    address: str
    total: int
    chosen: bool = False


class ListingPage(NamedTuple):
    """A page of a listing: its lines, newest first, and where it stands among the others.

    ``start`` is the address of the first page, ``choices`` are the ways to narrow a listing of several pages; ``narrowed``
    says that one was taken.
    """

    title: str
    start: str
    number: int
    pages: int
    total: int
    lines: Sequence[Line]
    choices: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    narrowed: bool = False

    @property
    def address(self) -> str:
        """The address of this page."""
        return self.address_of(self.number)

    def address_of(self, number: int) -> str:
        """The address of a page of this listing."""
        return urls.paged(self.start, number)

    @property
    def offered(self) -> list[int]:
        """The page numbers to offer: the first, the last and those around this one; 0 marks a gap."""
        return offered_numbers(self.number, self.pages)


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

    def members(self) -> Iterator[tuple[str, str, list[Item]]]:
        """The kind and id of each listing with its items: categories, years from the newest, departments, matters."""
        for category, items in self.by_category.items():
            yield "category", category, items
        for year, items in sorted(self.by_year.items(), reverse=True):
            yield "year", str(year), items
        for department, items in self.by_department.items():
            yield "department", department, items
        for matter, items in self.by_matter.items():
            yield "matter", matter, items


def line_of(item: Item, card: Card | None = None) -> Line:
    """The line of an item in a listing."""
    authored = item.authored
    return Line(authored.published.year if authored.published else 0, "" if authored.withdrawn else authored.validity, card)


_STARTS: Mapping[str, Callable[[str], str]] = {
    "category": urls.category_address,
    "year": urls.year_address,
    "department": urls.department_address,
    "matter": urls.matter_address,
}


def listing_start(kind: str, name: str) -> str:
    """The address of the first page of a listing."""
    return _STARTS[kind](name)


def listing_pages(settings: Settings, kind: str, name: str, lines: Sequence[Line]) -> Iterator[ListingPage]:
    """The pages of a listing; a category's of several pages also by year and by validity. One without lines has a page too."""
    start = listing_start(kind, name)
    if kind != "category":
        title = name
        if kind != "year":
            title = settings.departments[name].name if kind == "department" else settings.matters[name].name
        yield from _cut(title, start, lines)
        return
    category = settings.categories[name]
    parts = _parts(settings, category, lines) if len(lines) > PAGE_SIZE else {}
    yield from _cut(category.name, start, lines, _choices(category, parts, ""))
    for by, values in parts.items():
        for value, (label, some) in values.items():
            address = urls.narrowed_address(name, by, value)
            choices = _choices(category, parts, f"{by}/{value}")
            yield from _cut(f"{category.name} · {label}", address, some, choices, narrowed=True)


def listing_addresses(settings: Settings, kind: str, name: str, lines: Sequence[Line]) -> Iterator[str]:
    """The addresses of the pages of a listing."""
    start = listing_start(kind, name)
    yield from _addresses(start, len(lines))
    if kind == "category" and len(lines) > PAGE_SIZE:
        for by, values in _parts(settings, settings.categories[name], lines).items():
            for value, (_, some) in values.items():
                yield from _addresses(urls.narrowed_address(name, by, value), len(some))


def _addresses(start: str, lines: int) -> Iterator[str]:
    return (urls.paged(start, number) for number in range(1, _pages(lines) + 1))


def _pages(lines: int) -> int:
    """The number of pages of so many lines; a listing without any has one that says so."""
    return max(1, -(-lines // PAGE_SIZE))


_Parts = Mapping[str, Mapping[str, tuple[str, list[Line]]]]


def _parts(settings: Settings, category: Category, lines: Sequence[Line]) -> _Parts:
    """The lines by year and by validity, where that tells them apart; each part with its label."""
    years: dict[int, list[Line]] = defaultdict(list)
    validity: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        year, valid, _ = line
        years[year].append(line)
        validity[valid].append(line)
    years.pop(0, None)
    validity.pop("", None)
    order = list(settings.profile.lists.get("validity", {}))
    known = sorted(validity, key=lambda value: (order.index(value) if value in order else len(order), value))
    parts = {
        "year": {str(year): (str(year), some) for year, some in years.items()},
        "validity": {value: (settings.profile.value_label("validity", value), validity[value]) for value in known},
    }
    # An address below a category may be taken by a category of that name.
    free = {by: values for by, values in parts.items() if f"{category.id}/{by}" not in category.children}
    return {by: values for by, values in free.items() if len(values) > 1}


def _choices(category: Category, parts: _Parts, chosen: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """The ways to narrow a listing, by year and by validity; ``chosen`` is the one that is shown now."""
    return tuple(
        (
            by,
            tuple(
                Choice(label, urls.narrowed_address(category.id, by, value), len(some), chosen == f"{by}/{value}")
                for value, (label, some) in values.items()
            ),
        )
        for by, values in parts.items()
    )


def _cut(
    title: str,
    start: str,
    lines: Sequence[Line],
    choices: tuple[tuple[str, tuple[Choice, ...]], ...] = (),
    *,
    narrowed: bool = False,
) -> Iterator[ListingPage]:
    """The pages of a listing, ``PAGE_SIZE`` lines each."""
    pages = _pages(len(lines))
    for number in range(1, pages + 1):
        some = lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        yield ListingPage(title, start, number, pages, len(lines), some, choices, narrowed)


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
