"""Reading of averages: that so many a month, a quarter or a week are those of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.check.report.prose_reading.clauses import clauses, figures, meaning_of, said_before
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

_CHINESE = late(
    r"平均(?:每(?:个?)(?P<a>月|季度|周))|(?:每(?:个?)(?P<b>月|季度|周))平均|(?P<c>月|季|周)(?:度)?(?:平均|均)|平均月(?P<d>(?!末|底))"
)
_ENGLISH = late(r"\b(?:a|per|each|every) (?P<a>month|quarter|week)\b|\b(?P<b>month|quarter|week)ly\b")
_AVERAGE = late(r"\b(?:average|averages|averaged|averaging|mean)\b")
_AVERAGE_WORDS = late(r"[\s,]*(?:on|an|a|the|of|our|was|were|at|average|averages|averaged|averaging|mean|[\s,])*")
_PARTS = {"月": 12, "": 12, "季度": 4, "季": 4, "周": 52, "month": 12, "quarter": 4, "week": 52}


def check_averages(
    text: str,
    tokens: Sequence[Token],
    meanings: Meanings,
    stems: Stems,
    filed: FiledReport,
    readings: Sequence[Reading],
    *,
    chinese: bool,
) -> Iterator[Fault]:
    """The fault of a number said to be the average of a part of the year that is not the year's figure by so many."""
    if not filed.report.period.is_year or (not chinese and not _AVERAGE.search(text)):
        return
    for match in (_CHINESE if chinese else _ENGLISH).finditer(text):
        parts = _PARTS[next((group for group in match.groups() if group), "")]
        for clause in clauses(tokens):
            if not clause[0].start <= match.start() < clause[-1].end:
                continue
            numbers = [token for token in clause if token.number and (token.start >= match.end() or not chinese)]
            if len(numbers) != 1 or numbers[0].number is None:
                continue
            rest = [token for token in clause if not token.number and not _is_inside(text, token, match, chinese=chinese)]
            meaning = meaning_of(rest, meanings, "" if chinese else text)
            if meaning is None and not chinese:
                meaning = stems.find(rest)
            if meaning is None and not any(token.word or token.kind == "unknown" for token in rest):
                meaning = said_before(readings, numbers[0].start)
            number = numbers[0].number
            if meaning is None or meaning.unit not in ("", "件", number.unit) or number.unit == "%":
                continue
            shares = [value / parts for value in figures(meaning, filed)]
            step = number.step * parts  # 6.25 may be said as 6 and as 7
            near = (abs(number.value - share) * parts < step for share in shares if not number.bound)
            if not shares or any(number.agrees(share) for share in shares) or any(near):
                continue
            shown = shown_number(round(shares[0], 2))
            working = f"{shown_number(shares[0] * parts)} / {parts} = {shown}"
            yield Fault("report-comparison-wrong", number.start, numbers[0].text, working, shown)


def _is_inside(text: str, token: Token, match: re.Match[str], *, chinese: bool) -> bool:
    """True if a token is one of the words by which an average is told, and says nothing else."""
    said = "".join(text[at] for at in range(token.start, token.end) if not match.start() <= at < match.end())
    return not said.strip(" ,") or (not chinese and bool(_AVERAGE_WORDS.fullmatch(said)))
