"""The pages of listings: a first page, and behind it parts by year or month, so that one more item moves hardly anything.

What is behind the first page says nothing of how much there is in all. The pages of a part are counted from its oldest items on:
a new one changes the first page of its part, and those of no other part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator import urls
from generator.model.catalog import Category
from generator.model.listings import Line, listing_start, offered_numbers
from generator.model.settings import Settings

PAGE_SIZE = 25


class Choice(NamedTuple):
    """A way to narrow a listing: its label, its address, the number of items it leaves if that is told, whether it is taken."""

    label: str
    address: str
    total: int | None
    chosen: bool = False


Choices = tuple[tuple[str, tuple[Choice, ...]], ...]


class ListingPage(NamedTuple):
    """A page of a listing: its lines, newest first, and where it stands among the others.

    ``whole`` is the address of the first page of the listing, ``total`` the number of its items, or of those of a part where a
    part begins; None behind it. ``newer`` and ``older`` are the addresses of the pages beside it, ``numbers`` what is offered
    where a part begins, each with its address; 0 marks a gap. ``choices`` are the ways to narrow a listing of several pages;
    ``narrowed`` says that one was taken.
    """

    title: str
    address: str
    whole: str
    lines: Sequence[Line]
    total: int | None
    newer: str = ""
    older: str = ""
    numbers: tuple[tuple[int, str], ...] = ()
    choices: Choices = ()
    narrowed: bool = False


class _Part(NamedTuple):
    """Lines of a listing that have pages of their own, newest first, at an address; ``by`` and ``value`` are what they share."""

    label: str
    address: str
    lines: Sequence[Line]
    by: str = ""
    value: str = ""

    @property
    def pages(self) -> int:
        """The number of its pages: the first has what is left over when the others are full."""
        return max(1, len(self.lines) // PAGE_SIZE)

    def address_of(self, number: int) -> str:
        """The address of a page, counted from the newest; it tells the number from the oldest, which stays."""
        return self.address if number == 1 else f"{self.address}page/{self.pages - number + 1}/"

    def lines_of(self, number: int) -> Sequence[Line]:
        """The lines of a page, counted from the newest."""
        behind = PAGE_SIZE * (self.pages - number)
        until = len(self.lines) - behind
        return self.lines[until - PAGE_SIZE if number > 1 else 0 : until]


def listing_pages(settings: Settings, kind: str, name: str, lines: Sequence[Line]) -> Iterator[ListingPage]:
    """The pages of a listing; a long one's of a category also by validity. One without lines has a page too."""
    title, whole = _title(settings, kind, name), _Part("", listing_start(kind, name), lines)
    if whole.pages == 1:
        yield ListingPage(title, whole.address, whole.address, lines, len(lines))
        return
    category = settings.categories[name] if kind == "category" else None
    periods = _periods(settings, kind, name, lines, category)
    others = _by_validity(settings, category, lines) if category else []
    choices = _choices([*periods, *others], None)
    if periods:
        older = next(address for address, some in _places(periods) if some > PAGE_SIZE)
        yield ListingPage(title, whole.address, whole.address, lines[:PAGE_SIZE], len(lines), "", older, (), choices)
    else:
        yield from _cut(title, whole, whole.address, choices)
    for index, part in enumerate(periods):
        newer = periods[index - 1].address_of(periods[index - 1].pages) if index else whole.address
        older = periods[index + 1].address if index + 1 < len(periods) else ""
        yield from _cut(_joined(kind, title, part), part, whole.address, _choices([*periods, *others], part), newer, older)
    for part in others:
        yield from _cut(_joined(kind, title, part), part, whole.address, _choices([*periods, *others], part))


def listing_addresses(settings: Settings, kind: str, name: str, lines: Sequence[Line]) -> Iterator[str]:
    """The addresses of the pages of a listing, in their order."""
    whole = _Part("", listing_start(kind, name), lines)
    if whole.pages == 1:
        yield whole.address
        return
    category = settings.categories[name] if kind == "category" else None
    periods = _periods(settings, kind, name, lines, category)
    yield whole.address
    for part in (*(periods or [whole]), *(_by_validity(settings, category, lines) if category else ())):
        yield from (part.address_of(number) for number in range(2 if part is whole else 1, part.pages + 1))


def _title(settings: Settings, kind: str, name: str) -> str:
    if kind == "year":
        return name
    if kind == "matter":
        return settings.matters[name].name
    if kind == "value":
        field, _, value = name.partition("/")
        return f"{settings.axes[field].label}{settings.labels.text['colon']}{settings.axes[field].values.get(value, value)}"
    return (settings.departments if kind == "department" else settings.categories)[name].name


def _joined(kind: str, title: str, part: _Part) -> str:
    """The title of a part: a month tells its year."""
    return part.label if kind == "year" else f"{title} · {part.label}"


def _places(periods: Sequence[_Part]) -> Iterator[tuple[str, int]]:
    """The address of each page of the periods, newest first, with the number of lines up to its end."""
    passed = 0
    for part in periods:
        for number in range(1, part.pages + 1):
            passed += len(part.lines_of(number))
            yield part.address_of(number), passed


def _periods(settings: Settings, kind: str, name: str, lines: Sequence[Line], category: Category | None) -> list[_Part]:
    """The lines by year, those of a year by month, newest first; none where that does not tell all of them apart."""
    if kind == "matter" or not all(line.month for line in lines):
        return []
    by = "month" if kind == "year" else "year"
    if category and not _is_free(category, by):
        return []
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.month if by == "month" else line.month[:4]].append(line)
    if len(found) == 1:
        return []
    label = settings.dates.shown
    return [
        _Part(label(value), urls.period_address(kind, listing_start(kind, name), value), some, by, value)
        for value, some in found.items()
    ]


def _by_validity(settings: Settings, category: Category, lines: Sequence[Line]) -> list[_Part]:
    """The lines of a category by validity, where that tells them apart."""
    if not _is_free(category, "validity"):
        return []
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.validity].append(line)
    found.pop("", None)
    order = list(settings.profile.lists.get("validity", {}))
    known = sorted(found, key=lambda value: (order.index(value) if value in order else len(order), value))
    label = settings.profile.value_label
    parts = [
        _Part(label("validity", value), urls.narrowed_address(category.id, "validity", value), found[value], "validity", value)
        for value in known
    ]
    return parts if len(parts) > 1 else []


def _is_free(category: Category, by: str) -> bool:
    """True where no category has taken the address below a category."""
    return f"{category.id}/{by}" not in category.children


def _choices(parts: Sequence[_Part], taken: _Part | None) -> Choices:
    """The ways to narrow a listing; how much each leaves is told where none is ``taken``: that changes with every item."""
    found: dict[str, list[Choice]] = defaultdict(list)
    for part in parts:
        found[part.by].append(Choice(part.label, part.address, None if taken else len(part.lines), part is taken))
    return tuple((by, tuple(some)) for by, some in found.items())


def _cut(title: str, part: _Part, whole: str, choices: Choices, newer: str = "", older: str = "") -> Iterator[ListingPage]:
    """The pages of a part, between the pages that are ``newer`` and ``older``."""
    for number in range(1, part.pages + 1):
        first, last = number == 1, number == part.pages
        yield ListingPage(
            title,
            part.address_of(number),
            whole,
            part.lines_of(number),
            len(part.lines) if first else None,
            newer if first else part.address_of(number - 1),
            older if last else part.address_of(number + 1),
            tuple((at, part.address_of(at) if at else "") for at in offered_numbers(1, part.pages)) if first and not last else (),
            choices,
            part.address != whole,
        )
