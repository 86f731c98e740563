"""A chart with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.report.trend import Chart, Point


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart with its points, one list a series, all of the same years."""

    chart: Chart
    points: Sequence[Sequence[Point]]

    @property
    def years(self) -> list[int]:
        """The years shown: from the first that any series has to the last."""
        shown = [point.year for series in self.points for point in series if point.value is not None]
        return list(range(min(shown), max(shown) + 1)) if shown else []

    def at(self, year: int) -> list[Point]:
        """Each series in a year."""
        return [point for series in self.points for point in series if point.year == year]

    @property
    def senses(self) -> list[tuple[str, list[int]]]:
        """The senses that a series is counted in, with their years, where there is more than one."""
        found: dict[str, list[int]] = {}
        for point in (point for series in self.points for point in series):
            if point.value is not None and point.sense and point.year not in found.setdefault(point.sense, []):
                found[point.sense].append(point.year)
        return list(found.items()) if len(found) > 1 else []
