"""Building the sites of members whose sources are here, each by itself: its own rules, its own mistakes, its own output.

A member of which nothing has changed is not built. The others are shared out, one to each process or to each worker of an
executor; where only one is left, it has all processes to itself.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.engine.interface import EngineError
from generator.model.portal import PORTAL, Portal
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot, has_errors
from generator.publish.belonging import OtherEdition
from generator.publish.output import Busy, NotOurs, OutputFolder
from generator.publish.put import PutInPart
from generator.run.build import build
from generator.run.editions import EditionMisuse
from generator.run.options import NotASite, Options, Progress
from generator.run.up_to_date import MEMBER, recall_build, remember
from generator.store import StoreFault
from generator.work import Work

_FAULTS = (Busy, NotOurs, OtherEdition, EditionMisuse, EngineError, PutInPart, StoreFault, OSError)


class _Source(NamedTuple):
    """A member to build: its place in the portal, the folder of its catalog, the folder of its site."""

    place: int
    catalog: Path
    site: Path


class _Outcome(NamedTuple):
    """What came of a member: why it was not published, or nothing, and why what was kept of it could not be used."""

    place: int
    published: bool
    errors: int
    reason: str
    faults: tuple[StoreFault, ...]
    missing: str = ""  # the file without which there is no source


def build_members(folder: Path, portal: Portal, today: dt.date, work: Work, progress: Progress) -> Iterator[Problem]:
    """Builds the members of a portal whose ``source`` is named, and yields a problem for each that was not published."""
    sources = [
        _Source(index, folder / member.source, (folder / member.folder).absolute())
        for index, member in enumerate(portal.members)
        if member.source
    ]
    stale = [source for source in sources if not _is_up_to_date(source, today)]
    each = max(1, work.jobs // len(stale)) if stale else 1
    for outcome in work.run(_build_some, (today, each), stale, chunk=1):
        for fault in outcome.faults:
            progress.store_fault(fault)
        if not outcome.published:
            member = portal.members[outcome.place]
            count = "" if outcome.reason or outcome.missing else str(outcome.errors)
            values = {
                "name": member.name,
                "source": member.source,
                "count": count,
                "reason": outcome.reason,
                "missing": outcome.missing,
            }
            spot = Spot(PORTAL, ("members", outcome.place, "source"))
            yield Problem("member-not-built", spot, values, Severity.WARNING)


def _is_up_to_date(source: _Source, today: dt.date) -> bool:
    try:
        answer, _ = recall_build(source.catalog, OutputFolder(source.site), today, (), "", command=MEMBER)
    except OSError:  # told by the build
        return False
    return answer is not None


def _build_some(context: tuple[dt.date, int], sources: Sequence[_Source]) -> list[_Outcome]:
    """What came of some members."""
    outcomes = []
    for source in sources:
        outcomes.append(_build(source, *context))
        gc.collect()  # a process that was forked for this collects nothing by itself
    return outcomes


def _build(source: _Source, today: dt.date, jobs: int) -> _Outcome:
    faults: list[StoreFault] = []
    try:
        output = OutputFolder(source.site)
        result = build(Options(source.catalog, today, jobs=jobs), output, Progress(store_fault=faults.append))
    except NotASite:
        return _Outcome(source.place, False, 0, "", tuple(faults), CATALOG)
    except _FAULTS as error:
        return _Outcome(source.place, False, 0, f"{type(error).__name__}: {error}", tuple(faults))
    if result.published is None:
        errors = sum(has_errors([problem]) for problem in result.problems)
        return _Outcome(source.place, False, errors, "", tuple(faults))
    remember(MEMBER, source.catalog, output, "", result, "", 0)
    return _Outcome(source.place, True, 0, "", tuple(faults))
