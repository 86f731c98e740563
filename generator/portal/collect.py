"""Counts by body over all members, and the newest of everything that is there. One body is held at a time."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from generator import urls
from generator.model.portal import Entry, MemberReport, MemberState, PortalMember
from generator.model.status import CategoryCount, RequirementCount, Status, StatusOffice, StatusPages
from generator.portal.gather import Gathered
from generator.problems import Problem

NEWEST = 50  # of a list that is not shown whole


class Row(NamedTuple):
    """An item in a list over bodies; rows are in the order of their days."""

    day: str
    address: str
    title: str
    body: str
    language: str
    state: str
    summary: str


@dataclass(frozen=True)
class Body:
    """A body as pages show it; ``years`` are its items by year, ``newest`` the rows of the last."""

    state: MemberState
    profile: str = ""
    regulation: str = ""
    language: str = ""
    title: str = ""
    publisher: str = ""
    pages: StatusPages | None = None
    items: int = 0
    last: dt.date | None = None
    years: Counter[str] = field(default_factory=Counter)
    newest: tuple[Row, ...] = ()
    categories: tuple[CategoryCount, ...] = ()
    offices: tuple[StatusOffice, ...] = ()
    reports: tuple[MemberReport, ...] = ()

    @property
    def member(self) -> PortalMember:
        """The body as the portal names it."""
        return self.state.member


class Answer(NamedTuple):
    """How a body answers a requirement: how many items, and the categories that they are in."""

    body: str
    items: int
    categories: tuple[CategoryCount, ...]


@dataclass
class Requirement:
    """A requirement of a regulation over all bodies it holds for, with the newest items that answer it."""

    id: str
    name: str
    answers: list[Answer] = field(default_factory=list)
    newest: list[Row] = field(default_factory=list)

    @property
    def items(self) -> int:
        """The items of all bodies that answer it."""
        return sum(answer.items for answer in self.answers)


class Searchable(NamedTuple):
    """An item for the search over all: its body, and the requirements that it answers, by regulation and id."""

    body: str
    entry: Entry
    requirements: tuple[str, ...]


@dataclass
class Collection:
    """All members together. ``requirements`` are in the order of each regulation, by its id and theirs."""

    bodies: list[Body] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    regulations: dict[str, str] = field(default_factory=dict)
    requirements: dict[tuple[str, str], Requirement] = field(default_factory=dict)
    newest: list[Row] = field(default_factory=list)
    by_year: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    searchable: list[Searchable] = field(default_factory=list)


def join(base: str, address: str) -> str:
    """The address of something on a member's site; in full it is quoted as addresses on the web are."""
    return base + urls.href("", address) if urls.is_full(base) else base + address


def collect(members: Iterable[Gathered]) -> Collection:
    """All members together."""
    found = Collection()
    for one in members:
        if one.problem:
            found.problems.append(one.problem)
        if one.data is None:
            found.bodies.append(Body(one.state))
            continue
        _add(found, one.state, one.data.status, one.data.entries, one.data.reports)
    return found


def _add(
    found: Collection, state: MemberState, status: Status, entries: tuple[Entry, ...], reports: tuple[MemberReport, ...]
) -> None:
    member, years = state.member, Counter[str]()
    asked = {one.id: one for one in status.requirements}
    answers = _answers(status.categories)
    by_year, by_requirement = defaultdict[str, list[Row]](list), defaultdict[str, list[Row]](list)
    rows: list[Row] = []
    for entry in entries:
        language = entry.language or status.language
        row = Row(entry.day, join(member.address, entry.address), entry.title, member.id, language, entry.state, entry.summary)
        rows.append(row)
        if entry.day:
            years[entry.day[:4]] += 1
            by_year[entry.day[:4]].append(row)
        numbers = tuple(dict.fromkeys(one for name in entry.category for one in answers.get(name, ()) if one in asked))
        for number in numbers:
            by_requirement[number].append(row)
        found.searchable.append(Searchable(member.id, entry, tuple(f"{status.profile}/{number}" for number in numbers)))
    newest = heapq.nlargest(NEWEST, rows)
    found.bodies.append(
        Body(
            state=state,
            profile=status.profile,
            regulation=status.regulation,
            language=status.language,
            title=status.title,
            publisher=status.body.name,
            pages=status.pages,
            items=status.items,
            last=max((one.last for one in status.categories if one.last), default=None),
            years=years,
            newest=tuple(newest),
            categories=status.categories,
            offices=status.offices,
            reports=reports,
        )
    )
    found.newest = heapq.nlargest(NEWEST, [*found.newest, *newest])
    for year, some in by_year.items():
        found.by_year[year] = heapq.nlargest(NEWEST, [*found.by_year[year], *some])
    found.regulations.setdefault(status.profile, status.regulation)
    _answer(found, member.id, status, by_requirement)


def _answer(found: Collection, body: str, status: Status, rows: defaultdict[str, list[Row]]) -> None:
    categories = {one.id: one for one in status.categories}
    for one in status.requirements:
        requirement = found.requirements.setdefault((status.profile, one.id), Requirement(one.id, one.name))
        requirement.answers.append(Answer(body, one.items, _top(one, categories)))
        requirement.newest = heapq.nlargest(NEWEST, [*requirement.newest, *rows[one.id]])


def _top(one: RequirementCount, categories: dict[str, CategoryCount]) -> tuple[CategoryCount, ...]:
    """The categories that answer a requirement, without those below another of them."""
    names = set(one.categories)
    above = [name for name in one.categories if not any(name.startswith(f"{other}/") for other in names)]
    return tuple(categories[name] for name in above if name in categories)


def _answers(categories: Iterable[CategoryCount]) -> dict[str, tuple[str, ...]]:
    """The requirements that each category answers by itself or by one above it."""
    found: dict[str, tuple[str, ...]] = {}
    for category in categories:  # each stands before those below it
        found[category.id] = (*found.get(category.id.rpartition("/")[0], ()), *category.answers)
    return found
