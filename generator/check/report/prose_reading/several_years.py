"""Reading of what is said of several years in one sentence: 2022年51件、2023年60件、2024年75件，逐年上升."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.report import shown_number

# The year, what is said of it, and the number, whose token begins behind.
_YEAR = late(r"(?P<year>(?:19|20)\d\d)年度?[^\d、,;。]{0,6}$")
_RECENT = late(r"近[两二三四五六七八23456]年")
_TREND = late(
    r"(?:逐年|连年|连续(?:[两二三四五23456]年)?|逐步|持续|稳步|呈(?:现)?(?:逐年|持续|稳步|连续|不断)?)(?:的)?"
    r"(?:(?P<up>上升|增长|增加|攀升|上涨|递增|走高)|下降|减少|回落|递减|走低|下滑)"
)
_LEAST = 2


def check_trend_of_years(text: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    """The fault of what is said to have risen, or fallen, from year to year, by the numbers that the sentence has for those."""
    match = _TREND.search(text)
    if match is None:
        return
    numbers = [token.number for token in tokens if token.number and token.number.end <= match.start()]
    between = text[numbers[-1].end : match.start()] if numbers else ""
    if len(numbers) < _LEAST or any(number.bound or number.unit != numbers[0].unit for number in numbers) or len(between) > 5:
        return
    years = [int(found["year"]) for number in numbers if (found := _YEAR.search(text, 0, number.start))]
    by_year = len(years) == len(numbers)
    if not by_year and not (_RECENT.search(text, 0, numbers[0].start) and "分别" in text[: numbers[0].start] and not years):
        return
    values = [number.value for number in numbers]
    if by_year:
        values = [value for _, value in sorted(zip(years, values, strict=True), key=lambda pair: pair[0])]
    moved = [(later - earlier) * (1 if match["up"] else -1) for earlier, later in pairwise(values)]
    as_said = all(change >= 0 for change in moved) and sum(moved, Decimal(0)) > 0
    if as_said or (by_year and len(set(years)) < len(years)):
        return
    working = "、".join(map(shown_number, values))
    yield Fault(REPORT_COMPARISON_WRONG, match.start(), match[0], working, working)
