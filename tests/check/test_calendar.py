"""Working days: laws that hold for any term, and the traps of real years."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.settings.calendar import load_calendar
from generator.load.shipped import SHIPPED
from generator.model.calendar import Calendar, YearCalendar

CHINA = load_calendar(SHIPPED, "china", [])
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2026, 6, 1))


@given(DAYS, st.integers(1, 60))
def test_a_term_ends_on_a_working_day_and_holds_as_many_as_it_says(start: dt.date, days: int) -> None:
    end = CHINA.after(start, days)
    assert end is not None
    assert CHINA.is_workday(end)
    assert CHINA.between(start, end) == days
    assert CHINA.between(start, end - dt.timedelta(days=1)) == days - 1


@given(DAYS, st.integers(1, 60))
def test_a_term_never_ends_before_as_many_days(start: dt.date, days: int) -> None:
    end = CHINA.after(start, days)
    assert end is not None
    assert end >= start + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-01-30", 20, "2026-03-05"),  # over the spring festival, with two worked weekend days
        ("2026-01-31", 20, "2026-03-05"),  # from a rest day it is the same, not a day later
        ("2025-12-31", 1, "2026-01-04"),  # a Sunday that is worked
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-12-03", 20, "2026-12-31"),
        ("2026-12-04", 20, None),  # leads into a year without a notice
        ("2003-12-31", 5, "2004-01-08"),
        ("2003-12-30", 5, None),
    ],
)
def test_terms_of_real_years(start: str, days: int, end: str | None) -> None:
    due = CHINA.after(dt.date.fromisoformat(start), days)
    assert (due.isoformat() if due else None) == end


@pytest.mark.parametrize(("year", "days"), [(2019, 250), (2022, 249), (2024, 251), (2026, 248)])
def test_working_days_of_a_year(year: int, days: int) -> None:
    assert CHINA.between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31)) == days


def test_a_supplied_year_goes_before_what_was_known() -> None:
    own = CHINA.joined([YearCalendar(year=2026, holidays=("2026-01-01/2026-01-03", "2026-01-05")), YearCalendar(year=2027)])
    assert own.after(dt.date(2026, 1, 1), 1) == dt.date(2026, 1, 2) + dt.timedelta(days=4)
    assert own.after(dt.date(2026, 12, 31), 1) == dt.date(2027, 1, 1)
    assert Calendar().after(dt.date(2026, 1, 1), 1) is None
