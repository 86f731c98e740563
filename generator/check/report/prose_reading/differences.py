"""Faults of numbers by what two values are to one another: by how much one is more, how many times as much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.report import shown_number

REPORT_COMPARISON_WRONG = "report-comparison-wrong"

Pair = tuple[Decimal, Decimal]  # the values of now and of before

_NOT_COUNTED = frozenset(("事项", "项目", "人员", "金额", "总额", "工作", "内容"))  # with which it is not the figure that grew
_FAR = 10  # the difference from which on two values are no longer nearly the same, where it is a fifth of the larger too
_ABOUT_TIMES = Decimal("0.6")  # how far from a whole number of times what is said to be so many times as much may be
_ABOUT_STEPS = 20  # steps of its last digit that a percentage said to be about may be off


def is_plain(token: Token) -> bool:
    """True if a token says no more than when, how and by whom."""
    return token.kind in ("time", "up", "down", "skip", "own")


def is_towards(label: Sequence[Token]) -> bool:
    """True if words say to what something grew or fell: 增至, 降到."""
    return any(token.kind in ("up", "down") and token.text.endswith(("到", "至", "为")) for token in label)


class Change(NamedTuple):
    """By how much something grew (``up``) or fell, of which there is ``now`` so much, as far as that has been said."""

    number: Quantity
    direction: str
    now: Quantity | None
    text: str


def by_what_follows(change: Change | None, now: Quantity | None, before: Quantity | None, times: str) -> Iterator[Fault]:
    """The fault of a change by the numbers of now and before that are named after it; none where they cannot be compared."""
    if change is None or now is None or before is None or now.bound or before.bound or not before.value:
        return
    if now.unit != before.unit or change.number.unit not in ("%", times, now.unit):
        return
    values = now.value, before.value
    if change.number.unit == times:
        yield from so_many_times(change.number, values, change.text, grown=False)
    else:
        yield from by_so_much(change.number, values, change.direction, change.text)


def by_so_much(number: Quantity, values: Pair, direction: str, text: str) -> Iterator[Fault]:
    """The fault of a number by which, or by how much in a hundred, a value grew (``up``) or fell; ``text`` says it."""
    now, then = values
    sign = 1 if direction == "up" else -1
    if number.unit == "%":
        actual = 100 * (now - then) / then
        in_words = number.step > 1 and number.bound  # 增长近五成
        wrong = (
            not number.is_share(sign * actual)
            if in_words
            else abs(actual - sign * number.value) > number.step * (_ABOUT_STEPS if number.bound else 1)
        )
        expected = f"{shown_number(round(actual, 2))}%"
        working = f"{shown_number(now)} / {shown_number(then)} − 1 = {expected}"
    else:
        actual = now - then
        wrong = actual * sign < 0 if number.bound and actual else not number.agrees(actual * sign)
        working, expected = minus(now, then), shown_number(actual)
    if wrong:
        yield Fault(REPORT_COMPARISON_WRONG, number.start, text, working, expected)


def so_many_times(number: Quantity, values: Pair, text: str, *, grown: bool) -> Iterator[Fault]:
    """The fault of a number of times that a value is of the one before, or by which it has ``grown``; ``text`` says it."""
    now, then = values
    if not then or number.bound:
        return
    actual = now / then - (1 if grown else 0)
    whole = number.step == 1 and number.value == number.value.to_integral_value()
    if abs(actual - number.value) > (_ABOUT_TIMES if whole else number.step):
        working = f"{shown_number(now)} / {shown_number(then)} = {shown_number(round(actual, 2))}"
        yield Fault(REPORT_COMPARISON_WRONG, number.start, text, working, shown_number(round(actual, 2)))


def by_its_way(number: Quantity, origin: Quantity, direction: str, text: str) -> Iterator[Fault]:
    """The fault of what is said to have grown to less, or fallen to more: 由 3 个减少到 5 个; ``text`` says it."""
    wrong = number.value < origin.value if direction == "up" else number.value > origin.value
    if wrong and not number.bound and not origin.bound:
        working = minus(number.value, origin.value)
        yield Fault(REPORT_COMPARISON_WRONG, number.start, text, working, shown_number(number.value - origin.value))


def tells_all(label: Sequence[Token]) -> bool:
    """True if a label says only what grew or fell, of decisions or applications, and not since when or of what part."""
    kinds = all(token.kind in ("skip", "word", "up", "down", "own", "time") for token in label)
    return kinds and not any(token.text in _NOT_COUNTED or token.word in ("上年", "下年") for token in label)


def is_far(now: Decimal, then: Decimal) -> bool:
    """True if two values are not even nearly the same, whatever that is taken for."""
    return abs(now - then) >= _FAR and abs(now - then) * 5 >= max(now, then)


def minus(now: Decimal, then: Decimal) -> str:
    """The difference of two values as it is worked out."""
    return f"{shown_number(now)} − {shown_number(then)} = {shown_number(now - then)}"
