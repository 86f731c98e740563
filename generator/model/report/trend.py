"""The series that are followed over the years: charts of measures that the forms define."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.model.record import Text, record
from generator.model.report.filed import Ledger


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


@dataclass(frozen=True, slots=True)
class Point:
    """A measure in a year: its value, if that is known, and the sense it is counted in."""

    year: int
    value: Decimal | None
    sense: str = ""

    def continues(self, before: Point) -> bool:
        """True if a line may lead here: both are known, one year apart, and counted in the same sense."""
        return self.value is not None and before.value is not None and self.year == before.year + 1 and self.sense == before.sense


def points(measure: str, ledgers: Iterable[Ledger]) -> list[Point]:
    """A measure over all years from the first report to the last; a year without it has no value."""
    by_year = {ledger.report.year: ledger for ledger in ledgers}
    return [_point(measure, year, by_year.get(year)) for year in range(min(by_year), max(by_year) + 1)]


def _point(measure: str, year: int, ledger: Ledger | None) -> Point:
    found = ledger.form.measures.get(measure) if ledger else None
    if ledger is None or found is None:
        return Point(year, None)
    return Point(year, ledger.evaluate(found.figure), found.sense)
