"""Periods: one id each, in the order of their ends, each between the one before and the one after."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.model.report.period import Period, named_period, period_of, read_period, read_period_id


@some.composite
def periods(draw: some.DrawFn) -> Period:
    months = draw(some.sampled_from((12, 6, 3, 1)))
    return Period(draw(some.integers(1949, 2100)), draw(some.integers(1, 12 // months)) * months, months)


@given(periods())
def test_a_period_is_what_its_id_its_days_and_its_name_tell(period: Period) -> None:
    assert read_period_id(period.id) == read_period(period.id.upper()) == period
    assert named_period(f"content/reports/x/{period.id}.md") == period
    assert period_of(*period.days) == period
    assert read_period(period.name(load_labels(SHIPPED, "zh-CN").text)) == period
    names = {load_labels(SHIPPED, language).text[f"head_{period.kind}"] for language in ("zh-CN", "en")}
    assert len(names) == 2


@given(periods())
def test_a_period_ends_the_day_before_the_next_begins(period: Period) -> None:
    assert period.before.after == period.after.before == period
    assert period.before < period < period.after
    assert period.days[1] + dt.timedelta(days=1) == period.after.days[0]


def test_of_those_that_end_together_the_shorter_comes_first() -> None:
    names = ["2025", "2024", "2025-12", "2025-q4", "2025-h2", "2025-q3"]
    assert sorted(names, key=lambda name: read_period_id(name) or Period(1)) == [
        *("2024", "2025-q3", "2025-12", "2025-q4", "2025-h2", "2025"),
    ]


@pytest.mark.parametrize("text", ["2025-q5", "2025-h3", "2025-13", "2025-00", "第一季度", "20251", "2025-Q", "去年", "0000", ""])
def test_what_names_no_period(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize("text", ["2025年第3季度", "2025年三季度", "2025年度第三季度", " 2025-Q3 "])
def test_a_quarter_as_people_write_it(text: str) -> None:
    assert read_period(text) == Period(2025, 9, 3)


def test_days_that_are_no_part_of_a_year_are_of_the_year_they_end_in() -> None:
    assert period_of(dt.date(2015, 9, 1), dt.date(2016, 8, 31)) == Period(2016)
    assert period_of(dt.date(2016, 2, 1), dt.date(2016, 4, 30)) == Period(2016)
