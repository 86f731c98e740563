"""Rules on marks that people gave: for an indicator that they are to mark, within its points, on a day that has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.check.rule import rule
from generator.model.marks import MARKS, GivenMark
from generator.model.profile import Profile
from generator.problems import Problem, Severity, Spot
from generator.text import nearest

VALUE_NOT_LISTED = "value-not-listed"
MARK_BY_PROGRAM = "mark-by-program"
MARK_OVER = "mark-over"
MARK_FUTURE = "mark-future"
MARK_REPEATED = "mark-repeated"


@rule(VALUE_NOT_LISTED, MARK_BY_PROGRAM, MARK_OVER, MARK_FUTURE, MARK_REPEATED, severity=Severity.ERROR, waivable=False)
def check_marks(marks: tuple[GivenMark, ...], profile: Profile, today: dt.date) -> Iterator[Problem]:
    """Problems of marks that say something else than what an indicator can get."""
    known = {name: one for one in profile.indicators for name in (one.id, one.label)}
    seen: set[tuple[str, dt.date]] = set()
    for index, mark in enumerate(marks):
        spot = Spot(MARKS, (index,))
        indicator = known.get(mark.indicator)
        if indicator is None:
            labels = ", ".join(one.label for one in profile.indicators if one.by_people)
            values = {
                "field": "indicator",
                "value": mark.indicator,
                "known": labels,
                "suggestion": nearest(mark.indicator, known),
            }
            yield Problem(VALUE_NOT_LISTED, spot.at("indicator"), values)
            continue
        if not indicator.by_people:
            labels = ", ".join(one.label for one in profile.indicators if one.by_people)
            yield Problem(MARK_BY_PROGRAM, spot.at("indicator"), {"label": indicator.label, "known": labels})
        if not 0 <= mark.points <= indicator.points:
            values = {"label": indicator.label, "value": f"{mark.points:f}", "limit": f"{indicator.points:f}"}
            yield Problem(MARK_OVER, spot.at("points"), values)
        if mark.date > today:
            yield Problem(MARK_FUTURE, spot.at("date"), {"date": mark.date.isoformat()})
        if (indicator.id, mark.date) in seen:
            yield Problem(MARK_REPEATED, spot, {"label": indicator.label, "date": mark.date.isoformat()})
        seen.add((indicator.id, mark.date))
