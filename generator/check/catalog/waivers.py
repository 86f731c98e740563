"""Problems that somebody answers for, and waivers that nobody needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from generator.model.labels import Labels
from generator.model.waiver import WAIVERS, Waiver
from generator.problems import Problem, Severity, Spot, fingerprint
from generator.text import nearest


def waive(
    waivers: Sequence[Waiver],
    problems: Iterable[Problem],
    waivable: Callable[[], frozenset[str]],
    labels: Labels,
    today: dt.date,
    elsewhere: frozenset[str] = frozenset(),
) -> tuple[list[Problem], list[Problem]]:
    """The problems that stand, waivers out of order among them, and those that are waived.

    ``waivable`` gives the codes that may be waived at all; it is asked where there are waivers. ``elsewhere`` are the files of
    which something is in another edition alone, where a waiver may be needed.
    """
    if not waivers:
        return list(problems), []
    known = waivable()
    used: set[int] = set()
    standing: list[Problem] = []
    waived: list[Problem] = []
    for problem in problems:
        matches = [index for index, waiver in enumerate(waivers) if _covers(waiver, problem, labels)]
        used.update(matches)
        valid = any(waivers[index].until >= today for index in matches)
        (waived if valid and problem.code in known else standing).append(problem)
    for index, waiver in enumerate(waivers):
        spot = Spot(WAIVERS, (index,))
        values = {"code": waiver.code, "path": waiver.path, "until": waiver.until.isoformat()}
        if waiver.code not in known:
            values["suggestion"] = nearest(waiver.code, known)
            standing.append(Problem("waiver-code-unknown", spot.at("code"), values))
        elif index not in used:
            if waiver.path in elsewhere:
                continue
            standing.append(Problem("waiver-unused", spot, values, Severity.WARNING))
        elif waiver.until < today:
            standing.append(Problem("waiver-expired", spot.at("until"), values, Severity.WARNING))
    return standing, waived


def _covers(waiver: Waiver, problem: Problem, labels: Labels) -> bool:
    """True if a waiver is about a problem: its code, its file, its fingerprint and its text where it names them."""
    if waiver.code != problem.code or waiver.path != problem.where.file:
        return False
    if waiver.fingerprint:
        told = fingerprint(problem.code, problem.where.file, labels.tell(problem)[0])
        if not told.startswith(waiver.fingerprint.lower()):
            return False
    if not waiver.match:
        return True
    # A field may be named in the message by any of its names.
    field = problem.values.get("field", "")
    names = labels.spellings(field) if field else ()
    ways = [problem, *(replace(problem, values={**problem.values, "field": name}) for name in names)]
    return any(waiver.match in text for way in ways for text in labels.tell(way))
