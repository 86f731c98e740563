"""A term: so much time from a day, in working days, days, weeks, months or hours, and the day on which it ends."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Mapping

from generator.model.calendar import Calendar
from generator.model.record import Date, Positive, Text, record
from generator.text import Count

# The keys that a term may be written with, each with the least number of days that one of it is.
UNITS: Mapping[str, float] = {"days": 1, "calendar_days": 1, "weeks": 7, "months": 28, "hours": 1 / 24}
_WORKING = "days"
_HOURS = 24


@record
class Deadline:
    """A term that the regulation gives, in one of five units, for what was made since it holds.

    ``days`` are working days, which need a calendar; ``calendar_days`` are all days. Hours are counted as the days they end on.
    """

    days: Positive | None = None
    calendar_days: Positive | None = None
    weeks: Positive | None = None
    months: Positive | None = None
    hours: Positive | None = None
    cites: Text = ""
    since: Date | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The units it is written in; a right one has just one."""
        return tuple(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def unit(self) -> str:
        """Its unit."""
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def number(self) -> int:
        """How many of its unit it has."""
        found = getattr(self, self.unit)
        assert isinstance(found, int)
        return found

    @property
    def least_days(self) -> int:
        """A number of days within which it cannot end, whatever the year."""
        return int(self.number * UNITS[self.unit])

    @property
    def is_of_working_days(self) -> bool:
        """True if it needs to be known which days are worked."""
        return self.unit == _WORKING

    def last_day(self, start: dt.date, calendar: Calendar) -> dt.date | None:
        """Its last day where it begins the day after ``start``; None where its working days are not known."""
        if self.is_of_working_days:
            return calendar.after(start, self.number)
        if self.unit == "months":
            month = start.month - 1 + self.number
            year, month = start.year + month // 12, month % 12 + 1
            return dt.date(year, month, min(start.day, months.monthrange(year, month)[1]))
        if self.unit == "hours":
            return start + dt.timedelta(days=-(-self.number // _HOURS))
        return start + dt.timedelta(days=int(self.number * UNITS[self.unit]))

    def in_words(self, words: Mapping[str, str]) -> str:
        """The term in the words of a language, such as "20 working days"."""
        return words[f"term_{self.unit}"].format(count=Count(self.number))
