"""The faults of an English comparison whose figures are known: of the direction, the difference, or how many times as much."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG, minus
from generator.check.report.prose_reading.english_signs import times_of
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.report import shown_number

_NEAR = Decimal("0.15")  # part by which what is said to be so many times as much may be off

Pair = tuple[Decimal | None, Decimal | None]  # the values of now and of the year before


def fault_of(text: str, named: Mapping[str, Token], figures: Pair, pair: Pair, *, compares: bool) -> Fault | None:
    """The fault of a comparison: of what it names, the direction, or the difference; None where it is right."""
    for name, figure in zip(("now", "before"), figures, strict=True):
        number = named[name].number if name in named else None
        if number and figure is not None and not number.agrees(figure):
            return Fault(REPORT_COMPARISON_WRONG, number.start, named[name].text, shown_number(figure), shown_number(figure))
    now, then = pair
    if now is None or then is None:
        return None
    if "times" in named:
        return _multiple(text, named["times"], now, then)
    way = named["way"]
    sign = 1 if is_up(way) else -1
    stayed = now == then and compares
    if (now - then) * sign < 0 or stayed:
        return Fault(REPORT_COMPARISON_WRONG, way.start, way.text.strip(), minus(now, then), shown_number(now - then))
    return next((fault for name in ("by", "more") if (fault := difference(named.get(name), now, then, sign))), None)


def is_up(way: Token) -> bool:
    """True if a word says that something grew."""
    return way.kind in ("up", "at_least") or way.text.strip() == "up from"


def difference(token: Token | None, now: Decimal, then: Decimal, sign: int) -> Fault | None:
    """The fault of the number that says by how much something grew or fell."""
    number = token.number if token else None
    if token is None or number is None or (number.unit == "%" and not then):
        return None
    if number.unit != "%":
        expected = shown_number(now - then)
        wrong = not number.agrees((now - then) * sign)
        return Fault(REPORT_COMPARISON_WRONG, number.start, token.text, minus(now, then), expected) if wrong else None
    actual = 100 * (now - then) / then
    expected = f"{shown_number(round(actual, 2))}%"
    working = f"{shown_number(now)} / {shown_number(then)} − 1 = {expected}"
    wrong = not number.is_share(actual * sign)
    return Fault(REPORT_COMPARISON_WRONG, number.start, token.text, working, expected) if wrong else None


def _multiple(text: str, token: Token, now: Decimal, then: Decimal) -> Fault | None:
    """The fault of a word by which something is so many times what it was."""
    times = times_of(token)
    before = text[: token.start].rstrip()
    low = times * (1 - _NEAR) if not before.endswith(("nearly", "almost")) else times * (1 - 2 * _NEAR)
    high = times * (1 + _NEAR) if not before.endswith("more than") else Decimal("Infinity")
    if not then or low <= now / then <= high:
        return None
    actual = shown_number(round(now / then, 2))
    working = f"{shown_number(now)} / {shown_number(then)} = {actual}"
    return Fault(REPORT_COMPARISON_WRONG, token.start, token.text.strip(), working, actual)
