"""Counts by body over all members, and the newest of everything that is there. One body is held at a time."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model.portal import PORTAL, MemberReport, MemberState, PortalMember
from generator.model.status import CategoryCount, Status, StatusOffice, StatusPages
from generator.portal.annual import AnnualReport
from generator.portal.contribution import Contribution, Row, newest
from generator.portal.doubts import Told, twins
from generator.portal.gather import Gathered
from generator.problems import Problem, Severity, Spot
from generator.view.documents import Document


@dataclass(frozen=True)
class Body:
    """A body as pages show it: how it was found, what it tells of itself, its items by year, the newest of them."""

    state: MemberState
    status: Status | None = None
    years: Mapping[str, int] = field(default_factory=Counter)
    newest: tuple[Row, ...] = ()
    reports: tuple[MemberReport, ...] = ()
    annual: tuple[AnnualReport, ...] = ()
    in_parts: bool = False

    @property
    def member(self) -> PortalMember:
        """The body as the portal names it."""
        return self.state.member

    @property
    def regulation(self) -> str:
        """The name of the regulation that it follows."""
        return self.status.regulation if self.status else ""

    @property
    def language(self) -> str:
        """The language of its site."""
        return self.status.language if self.status else ""

    @property
    def pages(self) -> StatusPages | None:
        """The addresses of its pages, where it could be read."""
        return self.status.pages if self.status else None

    @property
    def items(self) -> int:
        """The number of its items."""
        return self.status.items if self.status else 0

    @property
    def last(self) -> dt.date | None:
        """The day on which one of its categories last changed."""
        return max((one.last for one in self.categories if one.last), default=None)

    @property
    def categories(self) -> tuple[CategoryCount, ...]:
        """Its categories in the order of the tree."""
        return self.status.categories if self.status else ()

    @property
    def offices(self) -> tuple[StatusOffice, ...]:
        """The places where the public can turn to."""
        return self.status.offices if self.status else ()


class BodyAnswer(NamedTuple):
    """How a body answers a requirement: how many items, and the categories that they are in."""

    body: str
    items: int
    categories: tuple[CategoryCount, ...]


@dataclass
class Requirement:
    """A requirement of a regulation over all bodies it holds for, with the newest items that answer it."""

    id: str
    name: str
    answers: list[BodyAnswer] = field(default_factory=list)
    newest: tuple[Row, ...] = ()

    @property
    def items(self) -> int:
        """The items of all bodies that answer it."""
        return sum(answer.items for answer in self.answers)


@dataclass
class Collection:
    """All members together. ``requirements`` are in the order of each regulation, by its id and theirs."""

    bodies: list[Body] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    regulations: dict[str, str] = field(default_factory=dict)
    requirements: dict[tuple[str, str], Requirement] = field(default_factory=dict)
    newest: tuple[Row, ...] = ()
    by_year: defaultdict[str, tuple[Row, ...]] = field(default_factory=lambda: defaultdict(tuple))
    documents: list[Document] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)


def collect(members: Iterable[Gathered[Contribution]]) -> Collection:
    """All members together."""
    found, told = Collection(), list[Told]()
    for one in members:
        found.problems += one.problems
        if one.data is None:
            found.bodies.append(Body(one.state))
        else:
            _add(found, one.state, one.data)
            found.problems += sums_problems(one.index, one.state.member, one.data.annual)
            told.append((one.index, one.state.member, one.data.status))
    found.problems += twins(told)
    return found


def sums_problems(index: int, member: PortalMember, reports: Iterable[AnnualReport]) -> Iterator[Problem]:
    """A problem for each sum that does not hold in the annual reports of a member."""
    for report in reports:
        for says in report.broken:
            values = {"name": member.name, "year": report.period, "says": says}
            yield Problem("member-sum", Spot(PORTAL, ("members", index, "name")), values, Severity.WARNING)


def _add(found: Collection, state: MemberState, brought: Contribution) -> None:
    status = brought.status
    found.bodies.append(
        Body(state, status, Counter(brought.years), brought.newest, brought.reports, brought.annual, brought.in_parts)
    )
    found.newest = newest((*found.newest, *brought.newest))
    for year, some in brought.by_year.items():
        found.by_year[year] = newest((*found.by_year[year], *some))
    found.documents += brought.documents
    found.tables.append(brought.table)
    found.regulations.setdefault(status.profile, status.regulation)
    for one in brought.answers:
        requirement = found.requirements.setdefault((status.profile, one.id), Requirement(one.id, one.name))
        requirement.answers.append(BodyAnswer(state.member.id, one.items, one.categories))
        requirement.newest = newest((*requirement.newest, *one.newest))
