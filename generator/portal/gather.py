"""Gathering what members tell: in their order, each as it is now or as it was when it could last be read."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from generator.model.labels import Labels
from generator.model.portal import PORTAL, MemberState, Portal, PortalMember
from generator.model.status import Status
from generator.portal.ahead import read_ahead
from generator.portal.copies import read_copy, write_copy
from generator.portal.doubts import doubts, site_of_another
from generator.portal.member_fault import MemberFault
from generator.portal.members import refuse
from generator.portal.regulations import Regulations
from generator.portal.untrue import run_out
from generator.portal.web import Web
from generator.problems import Problem, Severity, Spot
from generator.urls import STATUS


class Told(Protocol):
    """What is made of the files of a member."""

    @property
    def status(self) -> Status:
        """How the body stands."""


T = TypeVar("T", bound=Told)
Make = Callable[[PortalMember, Mapping[str, bytes]], T]
_EARLIER = dt.timedelta(days=1)  # by which a day begins elsewhere, at most


@dataclass(frozen=True)
class Gathered(Generic[T]):
    """A member as it was found, by its place in the portal.

    ``data`` is None where nothing can be said of it; ``problems`` say why it is not as it is now, or what is odd of it.
    """

    index: int
    state: MemberState
    data: T | None
    problems: tuple[Problem, ...]


def gather(
    folder: Path, portal: Portal, labels: Labels, make: Make[T], web: Web, latest: dt.date, *, keep: bool
) -> Iterator[Gathered[T]]:
    """The members of a portal in its order, each as ``make`` makes it of its files, raising MemberFault. Raises OSError.

    One of a day behind the ``latest`` that can be is not believed. ``keep``: those that can be read are kept as the last good
    copy.
    """
    regulations = Regulations(folder, labels)
    for index, (member, files) in enumerate(zip(portal.members, read_ahead(folder, portal.members, web), strict=True)):
        try:
            if isinstance(files, MemberFault):
                raise files
            data = make(member, files)
            if data.status.day - _EARLIER > latest:
                raise MemberFault("member-untrue", STATUS, words="member_day", day=data.status.day.isoformat())
            refuse(run_out(data.status))
            if other := site_of_another(portal, member, data.status):
                raise MemberFault("member-other", STATUS, other=other.name, site=data.status.site)
        except MemberFault as fault:
            yield _from_copy(folder, index, member, fault, labels, make)
            continue
        told = (*doubts(folder, portal, index, data.status, latest), *regulations.doubts(index, member.name, data.status))
        if keep:
            write_copy(folder, member.id, files)
        yield Gathered(index, MemberState(member, data.status.day, False), data, told)


def _from_copy(folder: Path, index: int, member: PortalMember, fault: MemberFault, labels: Labels, make: Make[T]) -> Gathered[T]:
    """A member as its last good copy tells of it, and the problem that it could not be read."""
    data: T | None = None
    if files := read_copy(folder, member.id):
        with contextlib.suppress(MemberFault):  # an older program kept it
            data = make(member, files)
    words = labels.text["portal_kept" if data else "portal_not_kept"]
    kept = words.format(date=data.status.day.isoformat()) if data else words
    reason = labels.text[fault.words].format(**fault.values) if fault.words else fault.values["reason"]
    place = "folder" if member.folder else "address"
    values = {"name": member.name, "folder": member.folder or member.address, "kept": kept, **fault.values, "reason": reason}
    problem = Problem(fault.code, Spot(PORTAL, ("members", index, place)), values, Severity.WARNING)
    return Gathered(index, MemberState(member, data.status.day if data else None, bool(data)), data, (problem,))
