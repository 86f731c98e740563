"""A chart with its figures."""

from __future__ import annotations

from collections.abc import Sequence

from generator.frozen import frozen
from generator.model.report.period import Period
from generator.model.report.trend import Chart, Point, periods_between


@frozen
class Plot:
    """A chart with its points, one list a series, all of the same periods."""

    chart: Chart
    points: Sequence[Sequence[Point]]

    @property
    def periods(self) -> list[Period]:
        """The periods shown: from the first that any series has to the last."""
        shown = [point.period for series in self.points for point in series if point.value is not None]
        return list(periods_between(min(shown), max(shown))) if shown else []

    def at(self, period: Period) -> list[Point]:
        """Each series in a period."""
        return [point for series in self.points for point in series if point.period == period]

    @property
    def senses(self) -> list[tuple[str, list[Period]]]:
        """The senses that a series is counted in, with their periods, where there is more than one."""
        found: dict[str, list[Period]] = {}
        for point in (point for series in self.points for point in series):
            if point.value is not None and point.sense and point.period not in found.setdefault(point.sense, []):
                found[point.sense].append(point.period)
        return list(found.items()) if len(found) > 1 else []
