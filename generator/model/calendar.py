"""Working days: counted from the day after, never guessed.

民法典第二百零一条, 第二百零三条: the first day does not count, and a term ends on a working day. A year whose holidays are
not known gives no answer.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.record import Number, Text, Texts, record

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@record
class YearCalendar:
    """``site_config/calendars/YEAR.yml``: the holidays of a year that fall on working days, and the rest days worked instead.

    A day is written as ISO 8601 writes it, a run of days as ``2027-02-05/2027-02-11``.
    """

    year: Number
    holidays: Texts = ()
    workdays: Texts = ()
    cites: Text = ""


@dataclass(frozen=True)
class Calendar:
    """The days that are known: ``years`` names them, ``holidays`` and ``workdays`` are what differs from Monday to Friday."""

    years: frozenset[int] = frozenset()
    holidays: frozenset[dt.date] = frozenset()
    workdays: frozenset[dt.date] = frozenset()
    source: str = field(default="", compare=False)

    def is_workday(self, day: dt.date) -> bool | None:
        """True if a day is worked; None where its year is not known."""
        if day.year not in self.years:
            return None
        return day in self.workdays or (day.weekday() < _SATURDAY and day not in self.holidays)

    def after(self, start: dt.date, days: int) -> dt.date | None:
        """The last day of a term of so many working days that begins the day after ``start``; None: cannot be judged."""
        first = (start + _DAY).toordinal()
        at = bisect_left(self._ordinals, first) + days - 1
        if days < 1 or at >= len(self._ordinals):
            return None
        end = dt.date.fromordinal(self._ordinals[at])
        known = all(year in self.years for year in range((start + _DAY).year, end.year + 1))
        return end if known else None

    def between(self, start: dt.date, end: dt.date) -> int | None:
        """The number of working days after ``start`` up to and with ``end``; None: cannot be judged."""
        if not all(year in self.years for year in range((start + _DAY).year, end.year + 1)):
            return None
        return bisect_right(self._ordinals, end.toordinal()) - bisect_right(self._ordinals, start.toordinal())

    def latest(self, count: int) -> Calendar:
        """The last of the known years."""
        years = frozenset(sorted(self.years)[-count:])
        holidays = frozenset(day for day in self.holidays if day.year in years)
        workdays = frozenset(day for day in self.workdays if day.year in years)
        return Calendar(years, holidays, workdays, self.source)

    def joined(self, years: Iterable[YearCalendar]) -> Calendar:
        """The calendar with years that a site supplies, which go before what was known of them."""
        years = list(years)
        if not years:
            return self
        known, holidays, workdays = set(self.years), set(self.holidays), set(self.workdays)
        for year in years:
            known.add(year.year)
            holidays = {day for day in holidays if day.year != year.year} | set(_days(year.holidays))
            workdays = {day for day in workdays if day.year != year.year} | set(_days(year.workdays))
        return Calendar(frozenset(known), frozenset(holidays), frozenset(workdays), self.source)

    @cached_property
    def _ordinals(self) -> list[int]:
        """All working days of the known years, in order."""
        found: list[int] = []
        for year in sorted(self.years):
            start, end = dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal()
            # Ordinal 1 was a Monday.
            found += [day for day in range(start, end + 1) if (day - 1) % 7 < _SATURDAY]
        off = {day.toordinal() for day in self.holidays}
        own = {day.toordinal() for day in self.workdays if day.year in self.years}
        return sorted((set(found) - off) | own)


def _days(written: Iterable[str]) -> Iterable[dt.date]:
    for entry in written:
        first, _, last = entry.partition("/")
        day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
        while day <= end:
            yield day
            day += _DAY


def check_days(year: YearCalendar) -> Iterable[tuple[str, int, str]]:
    """The entries of a supplied year that are no days of it: field, index and value."""
    for name in ("holidays", "workdays"):
        for index, entry in enumerate(getattr(year, name)):
            try:
                right = all(day.year == year.year for day in _days((entry,)))
            except ValueError:
                right = False
            if not right:
                yield name, index, entry


def deny_days(year: YearCalendar) -> Iterable[tuple[int, dt.date, bool]]:
    """The days at work of a supplied year that are off, or no days of rest: index of the entry, day, whether it is off."""
    off = set(_days(year.holidays))
    for index, entry in enumerate(year.workdays):
        for day in _days((entry,)):
            if day in off or day.weekday() < _SATURDAY:
                yield index, day, day in off
