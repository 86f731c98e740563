"""Problems that somebody answers for, and waivers that nobody needs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from generator.late import late
from generator.model.labels import Labels
from generator.model.placeholder import is_placeholder
from generator.model.waiver import WAIVERS, Waiver
from generator.problems import Problem, Severity, Spot, fingerprint
from generator.text import nearest

# What is written where there is nothing to say, in either language.
_NOTHING_SAID = late(
    r"(?:无|略|没有|暂无|待填|待补充?|如题|none|n/?a|tbc|tbd|todo|test|测试|[-—/.。、*xX?？0-9]+)", re.IGNORECASE
)
_LONG = dt.timedelta(days=3 * 366)  # after which what was weighed once is to be weighed again


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
        valid = any(waivers[index].until >= today and not _unsaid(waivers[index]) for index in matches)
        (waived if valid and problem.code in known else standing).append(problem)
    standing += _carelessly_written(waivers, today)
    for index, waiver in enumerate(waivers):
        spot = Spot(WAIVERS, (index,))
        values = {"code": waiver.code, "path": waiver.path, "until": waiver.until.isoformat()}
        if waiver.code not in known:
            values["suggestion"] = nearest(waiver.code, known)
            standing.append(Problem("waiver-code-unknown", spot.at("code"), values))
        elif index not in used:
            if _file_of(waiver) in elsewhere:
                continue
            # Where the same is found, the name of the file may have a slip.
            files = {one.where.file for one in standing if one.code == waiver.code}
            values["suggestion"] = nearest(waiver.path, files - {_file_of(waiver)})
            standing.append(Problem("waiver-unused", spot, values, Severity.WARNING))
        elif waiver.until < today:
            standing.append(Problem("waiver-expired", spot.at("until"), values, Severity.WARNING))
    return standing, waived


def _carelessly_written(waivers: Sequence[Waiver], today: dt.date) -> Iterator[Problem]:
    """The problems of waivers that say no reason or nobody's name, hold for years on end, or stand there twice."""
    seen: set[tuple[str, ...]] = set()
    for index, waiver in enumerate(waivers):
        spot = Spot(WAIVERS, (index,))
        if field := _unsaid(waiver):
            values = {"field": field, "value": getattr(waiver, field), "code": waiver.code}
            yield Problem("waiver-unsaid", spot.at(field), values, Severity.WARNING)
        if waiver.until > today + _LONG:
            values = {"until": waiver.until.isoformat(), "code": waiver.code}
            yield Problem("waiver-long", spot.at("until"), values, Severity.NOTICE)
        about = waiver.code, _file_of(waiver), waiver.match, waiver.fingerprint
        if about in seen:
            yield Problem("waiver-repeated", spot, {"code": waiver.code, "path": waiver.path}, Severity.WARNING)
        seen.add(about)


def _unsaid(waiver: Waiver) -> str:
    """The field in which a waiver says nothing, though something stands there; nothing where both say something."""
    said = {"reason": waiver.reason, "who": waiver.who}
    return next((name for name, text in said.items() if says_nothing(text)), "")


def says_nothing(text: str) -> bool:
    """True for what people write where there is nothing to say, or where something was still to be written."""
    return is_placeholder(text) or _NOTHING_SAID.fullmatch(text.strip()) is not None


def _file_of(waiver: Waiver) -> str:
    """The file a waiver is about, with the slashes of the site."""
    return waiver.path.replace("\\", "/")


def _covers(waiver: Waiver, problem: Problem, labels: Labels) -> bool:
    """True if a waiver is about a problem: its code, its file, its fingerprint and its text where it names them."""
    if waiver.code != problem.code or _file_of(waiver) != problem.where.file:
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
