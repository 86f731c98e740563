"""Reading of what an English sentence says is left over: the agency received 612 more and processed 598, leaving 60."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meaning, cells_of
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

_LEAVING = late(
    r"\b(?:leaving|which left|and left) (?:just |only |a balance of |a total of )?(?P<left>[\w,-]+)"
    r"(?: (?:requests?|applications?|cases?))?"
    r"(?: (?:still |yet )?(?:pending|outstanding|open|unanswered|in hand|to be \w+|undecided))?"
    r"(?: (?:at the end of the year|at (?:the )?year end|at the end of december|at the close of the year))?(?=[.;,]|$)"
)
_MOST_NUMBERS = 5


def check_left_over(
    text: str, tokens: Sequence[Token], readings: Sequence[Reading], stems: Stems, filed: FiledReport
) -> Iterator[Fault]:
    """The fault of how many are said to be left that are not, where the numbers of the sentence do not make it so either."""
    match = _LEAVING.search(text) if "leaving" in text or "left" in text else None
    number = next((token.number for token in tokens if match and token.number and token.start == match.start("left")), None)
    known = [r for r in readings if match and r.verdict == "agrees" and r.meaning and r.start < match.start() and not r.previous]
    if match is None or number is None or number.unit or number.bound or not known:
        return
    left = stems.find([Token("unknown", "pending at the end", match.start(), match.end())])
    left = left or stems.find([Token("unknown", "outstanding", match.start(), match.end())])
    value = filed.evaluate(left.formulas[0]) if left else None
    if left is None or value is None or number.value == value:
        return
    if not any(_tables(reading.meaning, filed) & _tables(left, filed) for reading in known if reading.meaning):
        return
    before = [token.number.value for token in tokens if token.number and token.end <= match.start() and not token.number.unit]
    if len(before) > _MOST_NUMBERS or number.value in _reckoned(before):
        return
    yield Fault(REPORT_COMPARISON_WRONG, number.start, text[number.start : number.end], shown_number(value), shown_number(value))


def _reckoned(numbers: Sequence[Decimal]) -> set[Decimal]:
    """All that some of the numbers come to, of which each may be added, taken away or left out."""
    return {
        sum((sign * number for sign, number in zip(signs, numbers, strict=True)), Decimal(0))
        for signs in product((-1, 0, 1), repeat=len(numbers))
    }


def _tables(meaning: Meaning, filed: FiledReport) -> set[str]:
    rows = filed.form.rows()
    return {rows[row][0].id for row, _ in cells_of(meaning.formulas[0], filed.form)}
