"""Days as people write them, and as pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.load.settings.catalog import load_labels
from generator.load.settings.profile import load_profile
from generator.load.settings.wording import worded
from generator.load.shipped import SHIPPED
from generator.model.dates import date_form
from generator.model.record import Date
from generator.model.report.period import read_period
from generator.model.report.report import Month, ReportHead
from generator.model.term import Deadline
from tests.sites import BASE, build_site, check_site, write_site

READ: TypeAdapter[dt.date] = TypeAdapter(Date)
ENGLISH = load_labels(SHIPPED, "en").text
CHINESE = load_labels(SHIPPED, "zh-CN").text


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-12",
        "12 October 2026",
        "12 Oct 2026",
        "12th of October, 2026",
        "12-Oct-2026",
        "October 12, 2026",
        "Oct. 12th 2026",
    ],
)
def test_a_day_whose_month_is_a_word_is_read(written: str) -> None:
    assert READ.validate_python(written) == dt.date(2026, 10, 12)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("13/10/2026", "2026-10-13"),
        ("10/13/2026", "2026-10-13"),
        ("12.12.2026", "2026-12-12"),
        ("12/10/2026", ""),
        ("12 Octember 2026", ""),
        ("12 October 26", "2026-10-12"),
    ],
)
def test_what_could_be_two_days_is_refused_and_what_is_one_is_told(written: str, right: str) -> None:
    with pytest.raises(ValidationError) as refused:
        READ.validate_python(written)
    (error,) = refused.value.errors()
    assert (error["type"], error["ctx"].get("suggestion", "")) == ("date-notation", right)


def test_a_day_that_there_is_not_is_none_in_words_either() -> None:
    with pytest.raises(ValidationError, match="no such day"):
        READ.validate_python("31 February 2026")


PROFILE = load_profile(SHIPPED, "uk-publication-scheme", load_labels(SHIPPED, "en"), [])


def in_region(tag: str) -> Mapping[str, str]:
    """The English words of a region."""
    assert PROFILE
    return worded(load_labels(SHIPPED, "en"), PROFILE, tag).text


def test_a_region_has_words_of_its_own() -> None:
    words = {tag: in_region(tag) for tag in ("en", "en-US")}
    assert {tag: Deadline(days=5).in_words(text) for tag, text in words.items()} == {
        "en": "5 working days",
        "en-US": "5 business days",
    }
    assert [text["office_postcode"] for text in words.values()] == ["Postcode", "ZIP code"]


def test_days_are_shown_as_the_language_writes_them() -> None:
    day, month = dt.date(2026, 3, 6), Month(2013, 3, 31)
    shown = {tag: [date_form(in_region(tag)).shown(one) for one in (day, month)] for tag in ("en", "en-GB", "en-US")}
    assert shown == {
        "en": ["6 March 2026", "March 2013"],
        "en-GB": ["6 March 2026", "March 2013"],
        "en-US": ["March 6, 2026", "March 2013"],
    }
    assert [date_form(CHINESE).shown(one) for one in (day, month)] == ["2026-03-06", "2013-03"]


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(["en-GB", "en-US"]))
def test_what_is_shown_in_english_is_read_as_the_same_day(day: dt.date, tag: str) -> None:
    assert READ.validate_python(date_form(in_region(tag)).shown(day)) == day


ITEM = """\
-- content/items/2023/notice.md --
---
title: A notice
index_number: 11379900MB2839910K/2023-00001
category: policy/normative
created: 30 May 2023
published: June 1, 2023
department: law
summary: What it is about.
---
Text.
"""


def test_an_english_site_is_written_and_shown_with_english_days(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("zh-CN", "en-US"), ITEM)
    assert "No problems found" in check_site(site)
    assert build_site(site).published
    page = (site / "site/items/2023/notice/index.html").read_text("utf-8")
    assert '<dd><span class="gk-nowrap">May 30, 2023</span></dd>' in page
    assert "2023-05-30" not in page.partition("<body>")[2]
    listing = (site / "site/catalog/year/2023/index.html").read_text("utf-8")
    assert '<time datetime="2023-06-01">June 1, 2023</time>' in listing


def test_a_report_may_bear_a_month_in_words_and_periods_are_called_by_it() -> None:
    head = TypeAdapter(ReportHead).validate_python({"form": "x", "published": "March 2013"})
    assert head.published == Month(2013, 3, 31)
    period = read_period("2026-03")
    assert period is not None
    assert [period.name(words) for words in (ENGLISH, CHINESE)] == ["March 2026", "2026年3月"]
