"""Building the sites of members whose sources are here, each by itself: its own rules, its own mistakes, its own output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from generator.engine.interface import EngineError
from generator.model.portal import PORTAL, Portal
from generator.problems import Problem, Severity, Spot, has_errors
from generator.publish.belonging import OtherEdition
from generator.publish.output import Busy, NotOurs, OutputFolder
from generator.publish.put import PutInPart
from generator.run.build import build
from generator.run.editions import EditionMisuse
from generator.run.options import NotASite, Options, Progress
from generator.store import StoreFault


def build_members(folder: Path, portal: Portal, today: dt.date, jobs: int, progress: Progress) -> Iterator[Problem]:
    """Builds the members of a portal whose ``source`` is named, and yields a problem for each that was not published."""
    for index, member in enumerate(portal.members):
        if not member.source:
            continue
        values = {"name": member.name, "source": member.source}
        spot = Spot(PORTAL, ("members", index, "source"))
        try:
            options = Options(folder / member.source, today, jobs=jobs)
            result = build(options, OutputFolder((folder / member.folder).absolute()), progress)
        except (NotASite, Busy, NotOurs, OtherEdition, EditionMisuse, EngineError, PutInPart, StoreFault, OSError) as error:
            yield Problem("member-not-built", spot, {**values, "count": "", "reason": _reason(error)}, Severity.WARNING)
            continue
        if result.published is None:
            count = sum(has_errors([problem]) for problem in result.problems)
            yield Problem("member-not-built", spot, {**values, "count": str(count), "reason": ""}, Severity.WARNING)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
