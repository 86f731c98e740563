"""Reading of what rose or fell from one quarter to another: requests fell from 140 in the second quarter to 119 in the third."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.report.prose_reading.clauses import figures, meaning_of
from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import Ledger
from generator.model.report.report import shown_number

_QUARTER = r"(?:first|second|third|fourth|final|last|q[1-4])"
_FROM_TO = late(
    rf"from (?P<one>\d[\d,]*) (?:in|during) (?:the )?(?P<of_one>{_QUARTER})(?: quarter)?"
    rf" to (?P<other>\d[\d,]*) (?:in|during) (?:the )?(?P<of_other>{_QUARTER})(?: quarter)?\b"
)
_COLUMNS = {"q1": "first", "q2": "second", "q3": "third", "q4": "fourth", "final": "fourth", "last": "fourth"}


def check_between_quarters(
    text: str, tokens: Sequence[Token], meanings: Meanings, stems: Stems, ledger: Ledger
) -> Iterator[Fault]:
    """The fault of a number of a quarter that something rose or fell from, or to, which the table has otherwise."""
    match = _FROM_TO.search(text)
    if match is None or ("quarter" not in text and "q" not in match["of_one"]):
        return
    subject = [t for t in tokens if t.end <= match.start() and t.kind not in ("up", "down", "stop") and t.text.strip() != "from"]
    asks = any(meanings.headings.asks(token.text) for token in subject)
    meaning = meaning_of(subject, meanings, "requests" if asks else "") or stems.find(subject)
    for name in ("one", "other") if meaning else ():
        said = match[f"of_{name}"]
        column = meanings.headings.says.get(f"{_COLUMNS.get(said, said)} quarter")
        number = next((token.number for token in tokens if token.number and token.start == match.start(name)), None)
        own = meanings.find(meaning.words | {column}, frozenset(), frozenset()) if meaning and column else None
        values = figures(own, ledger) if own else []
        if number and values and not any(number.agrees(value) for value in values):
            shown = shown_number(values[0])
            yield Fault(REPORT_COMPARISON_WRONG, number.start, match[name], f"{own.name if own else ''} {shown}", shown)
            return
