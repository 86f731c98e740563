"""Reading of by how many points a rate rose or fell: 行政复议维持率较上年下降 3 个百分点, beside the rates of both years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meaning
from generator.check.report.prose_reading.ratios import is_rate
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

_LEAVES = frozenset(("skip", "time", "own", "against", "up", "down", "nearly", "about"))


def check_points(text: str, tokens: Sequence[Token], readings: Sequence[Reading], filed: FiledReport) -> Iterator[Fault]:
    """The faults of so many points by which a rate of the form rose or fell, by none of the ways in which the form has it."""
    before = filed.previous
    if before is None or before.form != filed.form or not filed.report.period.is_year:
        return
    known = {reading.number.start: reading for reading in readings if reading.number}
    label: list[Token] = []
    rate: Meaning | None = None  # that was told just before
    for token in tokens:
        if token.number is None:
            label = [] if token.kind == "stop" else [*label, token]
            continue
        reading = known.get(token.number.start)
        if token.number.unit.endswith("百分点") and not token.number.bound:
            plain = all(t.kind in _LEAVES or t.word for t in label)
            named = reading.meaning if reading and reading.meaning and any(t.word not in ("", "上年") for t in label) else None
            ways = [t.kind for t in label if t.kind in ("up", "down")]
            meaning = named or (None if any(t.word not in ("", "上年") for t in label) else rate)
            if plain and len(ways) == 1 and meaning and meaning.unit == "%":
                yield from _fault(text, token, meaning, filed, before, 1 if ways[0] == "up" else -1)
        own = reading is not None and reading.verdict == "agrees" and not reading.previous and token.number.unit == "%"
        rate = reading.meaning if own and reading else None
        label = []


def _fault(text: str, token: Token, meaning: Meaning, filed: FiledReport, before: FiledReport, sign: int) -> Iterator[Fault]:
    number = token.number
    pairs = [(filed.evaluate(formula), before.evaluate(formula)) for formula in meaning.formulas if is_rate(formula)]
    changes = [now - then for now, then in pairs if now is not None and then is not None]
    # Each of two rates may have been rounded before they were taken from one another.
    if number and changes and not any(abs(change * sign - number.value) <= number.step for change in changes):
        shown = shown_number(round(changes[0], 2))
        yield Fault(REPORT_COMPARISON_WRONG, number.start, text[number.start : number.end], shown, shown)
