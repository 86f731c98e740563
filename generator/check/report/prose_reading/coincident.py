"""Readings of numbers beside words that are not all known, but which are the very figure that the known ones mean."""

from __future__ import annotations

from generator.check.report.prose_reading.beside import Beside
from generator.check.report.prose_reading.judge import Judge
from generator.check.report.prose_reading.reading import Reading, State

_WORK = frozenset(("办理", "受理", "答复"))  # which is done to what is counted, and may be said of anything
_LEAST = 20  # a smaller number may be the figure by chance


def read_coincident(judge: Judge, uncertain: Reading, beside: Beside, state: State) -> Reading | None:
    """The reading of a number that agrees with the figure its known words mean, so that what follows is held against it.

    None for every other: it accuses of nothing. 办理行政许可事项 428 件，同比上升 9.7%.
    """
    number, said = uncertain.number, beside.said
    if number is None or number.bound or number.unit == "%" or number.value < _LEAST or said & {"上年", "下年"}:
        return None
    if number.start in uncertain.sentence.named or any(token.number for token in beside.used):
        return None
    for words in dict.fromkeys((said, *(said - {word} for word in sorted(said & _WORK)))):
        meaning = judge.meanings.find(words, state.topics, frozenset()) if words else None
        if meaning is None or meaning.unit == "%":
            continue
        reading = judge.judge(uncertain.sentence, number, meaning, [], state, uncertain.start, uncertain.end, previous=False)
        if reading.verdict == "agrees":
            state.last, state.last_at, state.seen = meaning, number.start, meaning
            return reading
    return None
