"""The figures of bodies for a circular, from what each tells of itself: its month, its duties, its marks and its rank."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.check.assessment import points_of
from generator.late import late
from generator.model.circular import FORMAT, BodyFigures, BodyMark, Circular, CircularIndicator, SilentColumn
from generator.model.indicator import Indicator
from generator.model.status import Status
from generator.portal.collect import Body

_YEAR = 12  # months
_DAY = dt.timedelta(days=1)
_MONTH = late(r"(?P<year>\d{4})\s*[-./年]?\s*(?P<month>\d{1,2})\s*月?份?")


def circular_of(bodies: Iterable[Body], month: str, day: dt.date, indicators: Sequence[Indicator]) -> Circular:
    """The circular on a month, of bodies as they were found on a day."""
    end = min(dt.date.fromisoformat(f"{_earlier(month, -1)}-01"), day) - _DAY
    return Circular(
        format=FORMAT,
        month=month,
        day=day,
        indicators=tuple(CircularIndicator(id=one.id, label=one.label, points=one.points) for one in indicators),
        bodies=tuple(_ranked([_figures(body, month, end, indicators) for body in bodies])),
    )


def _figures(body: Body, month: str, end: dt.date, indicators: Sequence[Indicator]) -> BodyFigures:
    """The figures of a body, which are not the last where its site was built before the ``end`` of what is counted."""
    member, status = body.member, body.status
    if status is None:
        return BodyFigures(id=member.id, name=member.name, group=member.group)
    marks = [(one, points_of(one, *figure_of(one, status, month), found_of(one, status))) for one in indicators]
    judged = [(one, got) for one, got in marks if got is not None]
    counts = next((one for one in status.months if one.month == month), None)
    return BodyFigures(
        id=member.id,
        name=member.name,
        group=member.group,
        as_of=status.day,
        kept=body.state.kept or status.day + _DAY < end,
        items=counts.items if counts else 0,
        judged=counts.judged if counts else 0,
        late=counts.late if counts else 0,
        silent=tuple(
            SilentColumn(id=one.id, name=one.name, since=one.silent_since) for one in status.categories if one.silent_since
        ),
        overdue=status.overdue_reports,
        marks=tuple(BodyMark(indicator=one.id, got=got) for one, got in marks),
        got=sum((got for _, got in judged), Decimal()) if judged else None,
        of=sum((one.points for one, _ in judged), Decimal()) if judged else None,
        problems=status.problems,
    )


def found_of(indicator: Indicator, status: Status) -> int:
    """The number of findings that cost points of an indicator."""
    return sum(one.count for one in status.problems if one.rule in indicator.codes)


def figure_of(indicator: Indicator, status: Status, month: str) -> tuple[int, int]:
    """What there is, and what there should be, of the figure of an indicator; nothing of a figure that bodies do not tell."""
    filled = {one.id for one in status.categories if one.items or one.nothing}
    if indicator.figure == "requirements":
        asked = status.requirements
        return sum(bool(one.items or filled.intersection(one.categories)) for one in asked), len(asked)
    if indicator.figure == "categories":
        return len(filled), len(status.categories)
    if indicator.figure == "on-time":  # of the year that ends with the month
        first = _earlier(month, _YEAR - 1)
        judged = [one for one in status.months if first <= one.month <= month]
        return sum(one.judged - one.late for one in judged), sum(one.judged for one in judged)
    return 0, 0


def _earlier(month: str, count: int) -> str:
    """The month so many months before another."""
    number = int(month[:4]) * _YEAR + int(month[5:]) - 1 - count
    return f"{number // _YEAR:04}-{number % _YEAR + 1:02}"


def _ranked(bodies: Sequence[BodyFigures]) -> Iterable[BodyFigures]:
    """The bodies with their ranks: by the share of what could be judged; the same share has the same rank.

    One whose last numbers could not be read, or that tells of a day before the end of the month, has none.
    """
    shares = {one.id: one.got / one.of for one in bodies if one.got is not None and one.of and not one.kept}
    for body in bodies:
        share = shares.get(body.id)
        rank = None if share is None else 1 + sum(other > share for other in shares.values())
        yield replace(body, rank=rank)


def month_before(day: dt.date) -> str:
    """The month that has ended before a day."""
    return _earlier(day.isoformat()[:7], 1)


def named_month(text: str, day: dt.date) -> str | None:
    """A month that was named (2026-05, 2026年5月, 202605), or None where that is none, or one that has not begun."""
    match = _MONTH.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or not 1 <= int(match["month"]) <= _YEAR:
        return None
    month = f"{match['year']}-{int(match['month']):02}"
    return month if month <= day.isoformat()[:7] else None
