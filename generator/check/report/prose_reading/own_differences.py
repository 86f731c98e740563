"""Reading of differences that an English sentence names with both numbers: 60 were pending, 14 more than the 46 at the start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG, minus
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.report import shown_number

_THAN = late(r"(?P<by>\d[\d,]*|[a-z]+(?:-[a-z]+)?) (?:requests? |cases? )?(?:more|fewer|less) than the (?P<than>\d[\d,]*)")


def check_own_differences(text: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    """The fault of a number of more, or fewer, than another that is named, where that fits no number named before both."""
    for match in _THAN.finditer(text):
        numbers = {token.start: token for token in tokens if token.number and not token.number.unit and not token.number.bound}
        by, than = numbers.get(match.start("by")), numbers.get(match.start("than"))
        before = [token.number.value for token in numbers.values() if token.number and token.start < match.start()]
        if by is None or than is None or by.number is None or than.number is None or not before:
            continue
        of = than.number.value
        if all(abs(value - of) != by.number.value for value in before):
            working = minus(max(before[-1], of), min(before[-1], of))
            yield Fault(REPORT_COMPARISON_WRONG, by.start, by.text, working, shown_number(abs(before[-1] - of)))
