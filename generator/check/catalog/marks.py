"""Rules on marks that people gave: for an indicator that they are to mark, within its points, on a day that has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.check.rule import rule
from generator.model.marks import MARKS, GivenMark
from generator.model.profile import Profile
from generator.problems import Problem, Severity, Spot
from generator.text import nearest


@rule("value-not-listed", "mark-by-program", "mark-over", "mark-future", "mark-repeated", severity=Severity.ERROR, waivable=False)
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
            yield Problem("value-not-listed", spot.at("indicator"), values)
            continue
        if not indicator.by_people:
            labels = ", ".join(one.label for one in profile.indicators if one.by_people)
            yield Problem("mark-by-program", spot.at("indicator"), {"label": indicator.label, "known": labels})
        if not 0 <= mark.points <= indicator.points:
            values = {"label": indicator.label, "value": f"{mark.points:f}", "limit": f"{indicator.points:f}"}
            yield Problem("mark-over", spot.at("points"), values)
        if mark.date > today:
            yield Problem("mark-future", spot.at("date"), {"date": mark.date.isoformat()})
        if (indicator.id, mark.date) in seen:
            yield Problem("mark-repeated", spot, {"label": indicator.label, "date": mark.date.isoformat()})
        seen.add((indicator.id, mark.date))
