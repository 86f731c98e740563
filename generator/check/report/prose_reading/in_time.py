"""Reading of English shares of what was done in time: 92% of requests were answered within the deadline."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.report.prose_reading.judge import IN_TIME, Judge
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import Reading, State, Verdict
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.timeliness import COMPLIANCE
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late

_LIMIT = late(
    r"\bwithin (?:the )?(?:statutory |required |legal )?(?:20|twenty)[ -](?:working )?days\b|\btime ?(?:frame|scale)s?\b"
)
_OTHERWISE = late(
    r"\b(?:late|outside|after|beyond|past|exceed\w*|miss\w*|not|fail\w*|without|reviews?|appeals?|target|only if|eir|regulations?"
    r"|first|second|third|fourth|q[1-4]|quarter|acknowledg\w*)\b"
)


def read_in_time(judge: Judge, sentence: Sentence, number: Quantity, segment: Sequence[Token], state: State) -> Reading | None:
    """The reading of a share of requests that were answered in time, however the form may count those; None for any other."""
    text = sentence.text[segment[0].start : segment[-1].end]
    if not (IN_TIME.search(text) or _LIMIT.search(text)) or _OTHERWISE.search(sentence.text) or state.foreign:
        return None
    meaning = judge.meanings.find(frozenset((COMPLIANCE,)), frozenset(), frozenset())
    values = meaning.values(judge.filed) if meaning else None
    shares = [token for token in segment if token.number and token.number.unit == "%"]
    known = all(token.kind in ("skip", "own", "time", "parts", "unknown", "word", "number") for token in segment)
    said = judge.stems.said(segment) - judge.stems.of(judge.english.in_time)
    if meaning is None or not values or len(shares) != 1 or not known or said or any(t.word in ("上年", "下年") for t in segment):
        return None
    verdict: Verdict = "agrees" if any(number.is_share(value) for value in values) else "contradicted"
    return Reading(sentence, segment[0].start, segment[-1].end, verdict, meaning, tuple(values), number)
