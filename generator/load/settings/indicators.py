"""The indicators of a profile, and the field that says who answers: names of problems and fields that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.model.indicator import Indicator
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.problems import Problem, Severity, Spot
from generator.text import nearest

_WHOLE = 100


def wrong_indicators(profile: Profile, labels: Labels, spot: Spot) -> Iterator[Problem]:
    """The problems of indicators that share an id or name problems there are not, and of a field that is not every item's."""
    yield from wrong_marks(profile.indicators, labels, spot)
    if profile.responsible and profile.responsible not in profile.fields:
        known = list(profile.fields)
        values = {"field": "responsible", "value": profile.responsible, "known": ", ".join(known)}
        yield Problem("value-not-listed", spot.at("responsible"), {**values, "suggestion": nearest(profile.responsible, known)})


def wrong_marks(indicators: Sequence[Indicator], labels: Labels, spot: Spot) -> Iterator[Problem]:
    """The problems of indicators that share an id, name problems there are not, or make another sum than a hundred."""
    total = sum((one.points for one in indicators), Decimal(0))
    if indicators and total != _WHOLE:
        values = {"sum": f"{total.normalize():f}", "whole": str(_WHOLE)}
        yield Problem("points-sum", spot.at("indicators"), values, Severity.NOTICE)
    seen: set[str] = set()
    for index, indicator in enumerate(indicators):
        place = spot.at("indicators", index)
        if indicator.id in seen:
            yield Problem("id-repeated", place.at("id"), {"id": indicator.id})
        seen.add(indicator.id)
        if indicator.points <= 0:
            yield Problem("points-none", place.at("points"), {"label": indicator.label, "value": f"{indicator.points:f}"})
        for number, code in enumerate(indicator.codes):
            if code not in labels.problems:
                # There are hundreds; those that begin alike are of the same kind.
                known = [one for one in labels.problems if one.partition("-")[0] == code.partition("-")[0]]
                values = {"field": "codes", "value": code, "suggestion": nearest(code, labels.problems)}
                yield Problem("value-not-listed", place.at("codes", number), {**values, "known": ", ".join(known)})
