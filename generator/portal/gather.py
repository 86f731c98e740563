"""Gathering what members tell: one after the other, each as it is now or as it was when it could last be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.frozen import frozen
from generator.model.labels import Labels
from generator.model.portal import PORTAL, MemberData, MemberState, Portal, PortalMember
from generator.portal.copies import read_copy, write_copy
from generator.portal.members import MemberFault, read_data, read_files
from generator.problems import Problem, Severity, Spot


@frozen
class Gathered:
    """A member as it was found. ``data`` is None where nothing can be said of it, ``problem`` why it is not as it is now."""

    state: MemberState
    data: MemberData | None
    problem: Problem | None


def gather(folder: Path, portal: Portal, labels: Labels, *, keep: bool) -> Iterator[Gathered]:
    """The members of a portal in its order; ``keep``: those that can be read are kept as the last good copy. Raises OSError."""
    for index, member in enumerate(portal.members):
        try:
            files = read_files(folder / member.folder)
            data = read_data(files)
        except MemberFault as fault:
            yield _from_copy(folder, index, member, fault, labels)
            continue
        if keep:
            write_copy(folder, member.id, files)
        yield Gathered(MemberState(member, data.status.day, False), data, None)


def _from_copy(folder: Path, index: int, member: PortalMember, fault: MemberFault, labels: Labels) -> Gathered:
    """A member as its last good copy tells of it, and the problem that it could not be read."""
    data = None
    if files := read_copy(folder, member.id):
        try:
            data = read_data(files)
        except MemberFault:  # an older program kept it
            data = None
    words = labels.text["portal_kept" if data else "portal_not_kept"]
    kept = words.format(date=data.status.day.isoformat()) if data else words
    values = {"name": member.name, "folder": member.folder, "kept": kept, **fault.values}
    problem = Problem(fault.code, Spot(PORTAL, ("members", index, "folder")), values, Severity.WARNING)
    return Gathered(MemberState(member, data.status.day if data else None, bool(data)), data, problem)
