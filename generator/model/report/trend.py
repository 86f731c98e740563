"""Measures that are followed over the years: charts of measures that the forms define."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from generator.frozen import frozen
from generator.model.record import Text, record
from generator.model.report.filed import FiledReport
from generator.model.report.period import Period


@record
class Series:
    """A measure and what it is called in the chart."""

    measure: Text
    label: Text


@record
class Chart:
    """A chart of one or more series; ``stack`` piles them up as the parts of a whole."""

    id: Text
    title: Text
    unit: Text = ""
    shape: Literal["line", "stack"] = "line"
    series: tuple[Series, ...]


@record
class Trends:
    """``site_config/report_trends.yml``."""

    charts: tuple[Chart, ...] = ()


@frozen
class Point:
    """A measure in a period: its value, if that is known, and the sense it is counted in."""

    period: Period
    value: Decimal | None
    sense: str = ""

    def continues(self, before: Point) -> bool:
        """True if a line may lead here: both are known, one follows the other, and they are counted in the same sense."""
        known = self.value is not None and before.value is not None
        return known and self.period.before == before.period and self.sense == before.sense


def points(measure: str, filed_reports: Iterable[FiledReport]) -> list[Point]:
    """A measure over all periods from the first report to the last, which are alike; one without it has no value."""
    by_period = {filed.report.period: filed for filed in filed_reports}
    return [_point(measure, period, by_period.get(period)) for period in periods_between(min(by_period), max(by_period))]


def periods_between(first: Period, last: Period) -> Iterator[Period]:
    """The periods of one length from the first to the last."""
    while first <= last:
        yield first
        first = first.after


def _point(measure: str, period: Period, filed: FiledReport | None) -> Point:
    found = filed.form.measures.get(measure) if filed else None
    if filed is None or found is None:
        return Point(period, None)
    return Point(period, filed.evaluate(found.figure), found.sense)
