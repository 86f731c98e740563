"""Reading of what is said to be the same as in the year before, in English: 13 appeals, the same number as in 2023."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.report.prose_reading.clauses import before, figures, meaning_of, said_before
from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG, minus
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

_NEARLY = late(r"\b(?:much|about|almost|nearly|broadly|roughly|virtually|practically|not|largely)(?: \w+)?\s*$")


def check_the_same(
    text: str, tokens: Sequence[Token], readings: Sequence[Reading], meanings: Meanings, stems: Stems, filed: FiledReport
) -> Iterator[Fault]:
    """The fault of a figure said to be that of the year before, which it is not: that of the number before, or of the words."""
    for at, token in enumerate(tokens):
        if token.kind != "same" or _NEARLY.search(text, 0, token.start):
            continue
        end = next((place for place in range(at, len(tokens)) if tokens[place].kind == "stop"), len(tokens))
        behind = [known for known in tokens[at + 1 : end] if known.kind != "skip" and known.text.strip() != "as"]
        start = next((place + 1 for place in reversed(range(at)) if tokens[place].kind == "stop"), 0)
        subject = [known for known in tokens[start:at] if known.text.strip() not in ("remained", "stayed")]
        if token.text.startswith("no change"):  # no change in the number of requests refused for cost
            subject = [known for known in behind if known.word != "上年"]
        elif [known.word for known in behind] != ["上年"]:
            continue
        meaning = meaning_of(subject, meanings, text) if subject and not any(known.number for known in subject) else None
        meaning = meaning or (stems.find(subject) if subject and meaning is None else None) or said_before(readings, token.start)
        now, then = (figures(meaning, book) if meaning else [] for book in (filed, before(filed)))
        if now and then and meaning and meaning.unit in ("", "件") and not set(now) & set(then):
            yield Fault(REPORT_COMPARISON_WRONG, token.start, token.text, minus(now[0], then[0]), shown_number(now[0] - then[0]))
