"""Reading of so many a time: 举办培训 3 期，每期 60 人，共培训 180 人次."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.report import shown_number

_EACH = late(r"[每各](?P<of>期|场次|场|次|批|轮|班)(?:培训|参加|参训|邀请|约|近|超|不少于|不超过|平均)*$")
_TOTAL = late(r"(?:共计|总计|合计|累计|一共|共)(?:培训|参训|参加|参会|邀请|覆盖|组织)?(?:人员|群众|干部|代表|工作人员)?$")
_PEOPLE = frozenset(("人", "人次", "名", "位"))
_NEAR = Decimal("0.25")  # part by which a total may be off where so many a time is said to be about so many


def check_products(text: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    """The fault of a total of people that is not so many times as many as came each time."""
    numbers = [token.number for token in tokens if token.number]
    for at, each in enumerate(numbers):
        match = _EACH.search(text, max(0, each.start - 12), each.start)
        if match is None or each.unit not in _PEOPLE:
            continue
        times = next((number for number in reversed(numbers[:at]) if number.unit == match["of"]), None)
        total = next((number for number in numbers[at + 1 :] if number.unit in _PEOPLE), None)
        if times is None or total is None or times.bound or total.bound or not _TOTAL.search(text, each.end, total.start):
            continue
        value = times.value * each.value
        if total.value != value and not _may_be(each, total.value / value):
            working = f"{shown_number(times.value)} × {shown_number(each.value)} = {shown_number(value)}"
            yield Fault("report-parts-mismatch", total.start, text[total.start : total.end], working, shown_number(value))


def _may_be(each: Quantity, share: Decimal) -> bool:
    """True if a number that each time is only near, or no more than a bound, may come to such a share of the product."""
    if each.bound in ("at_least", "over"):
        return share >= 1
    if each.bound in ("at_most", "nearly"):
        return share <= 1
    return bool(each.bound) and abs(share - 1) <= _NEAR
