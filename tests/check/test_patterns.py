"""Every pattern finds what it must and leaves alone what it must; the texts stand beside the patterns, in site_config."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.text.columns import Columns
from generator.check.text.patterns import Patterns
from generator.check.text.personal import is_card_number, is_identity_number, masked
from generator.load.settings.patterns import load_all_patterns
from generator.model.text_pattern import TableColumn, TextPattern

PATTERNS = load_all_patterns()
TEXTS = [
    (pattern, text, found)
    for pattern in PATTERNS.patterns
    for texts, found in ((pattern.bad, True), (pattern.good, False))
    for text in texts
]
TABLES = [
    (column, text, found)
    for column in PATTERNS.columns
    for texts, found in ((column.bad, True), (column.good, False))
    for text in texts
]


@pytest.mark.parametrize(("pattern", "text", "found"), TEXTS, ids=lambda value: str(getattr(value, "code", value)))
def test_a_pattern_finds_what_it_must_and_nothing_else(pattern: TextPattern, text: str, found: bool) -> None:
    assert [find.code for find in Patterns([pattern]).find(text)] == [pattern.code] * found


@pytest.mark.parametrize(("column", "text", "found"), TABLES, ids=lambda value: str(getattr(value, "code", value)))
def test_a_column_of_a_table_that_must_not_stand_open(column: TableColumn, text: str, found: bool) -> None:
    rows = [line.split(",") for line in text.split("/")]
    assert [find.code for find in Columns([column]).find_in_rows(rows)] == [column.code] * found


def test_every_pattern_has_both_sides_and_a_source() -> None:
    assert [pattern.code for pattern in PATTERNS.patterns if not (pattern.bad and pattern.good and pattern.source)] == []
    assert [column.code for column in PATTERNS.columns if not (column.bad and column.good and column.source)] == []


@given(st.text("0123456789Xx", min_size=18, max_size=18))
def test_no_text_breaks_the_test_of_an_identity_number(text: str) -> None:
    is_identity_number(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2020, 1, 1)), st.integers(0, 999))
def test_one_check_character_in_eleven_is_right(born: dt.date, serial: int) -> None:
    stem = f"110105{born:%Y%m%d}{serial:03}"
    assert sum(is_identity_number(stem + check) for check in "0123456789X") == 1


@given(st.text("123456789", min_size=15, max_size=18).filter(lambda text: len(set(text)) > 2))
def test_one_last_digit_in_ten_makes_a_card_number(stem: str) -> None:
    assert sum(is_card_number(stem + digit) for digit in "0123456789") == 1


@given(st.text(min_size=1, max_size=40), st.integers(0, 6), st.integers(0, 6))
def test_a_masked_find_is_as_long_as_before_and_hides_its_middle(text: str, head: int, tail: int) -> None:
    shown = masked(text, head, tail)
    assert len(shown) == len(text)
    assert shown.count("*") >= len(text) / 3


@given(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 99_999), st.decimals(0, 10**9, places=2))
def test_numbers_of_every_day_are_not_personal(day: dt.date, number: int, amount: object) -> None:
    text = (
        f"根据云卫发〔{day.year}〕{number}号，{day:%Y年%m月%d日}（{day:%Y%m%d}），"
        f"索引号 11379900MB28399186/{day.year}-{number:05}，"
        f"统一社会信用代码 11379900MB28399186，金额 {amount} 元、{number}00000000 元，电话 0379-{number:07}，热线 12320，"
        f"合同编号 HT{day:%Y%m%d}{number:05}，序号 {number}，邮编 {number:06}，床位 {number} 张，办公地址文卫路{number}号。"
    )
    in_text = [pattern for pattern in PATTERNS.patterns if "text" in pattern.where]
    assert [find.shown for find in Patterns(in_text).find(text)] == []
