"""The clauses of a sentence, and what the words of one mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import ABOUT, Reading
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.filed import FiledReport

_ENDS = frozenset(",;:。!?.")
_TELLS_NOTHING = frozenset(("skip", "time", "own", "parts", "word", "both", "each", "whole_time", "stop"))


def clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each clause of a sentence: between the stops that end one."""
    clause: list[Token] = []
    for token in tokens:
        if token.kind == "stop" and token.text in _ENDS:
            if clause:
                yield clause
            clause = []
        else:
            clause.append(token)
    if clause:
        yield clause


def labelled(tokens: Iterable[Token]) -> Iterator[tuple[list[Token], Quantity]]:
    """Each number with what is said before it, since the last number or stop."""
    label: list[Token] = []
    for token in tokens:
        if token.number is not None:
            yield label, token.number
        label = [] if token.number is not None or token.kind == "stop" else [*label, token]


def meaning_of(tokens: Iterable[Token], meanings: Meanings, text: str = "") -> Meaning | None:
    """The meaning of words together; None where one is not known. In an English ``text`` on requests alone, all that came in."""
    kept = [token for token in tokens if not token.number]
    if any(token.kind not in _TELLS_NOTHING for token in kept):
        return None
    said = frozenset(token.word for token in kept if token.word) - {"上年"}
    if not said and meanings.headings.asks(text):
        said = meanings.headings.received
    if not said:
        return None
    return meanings.find(said, frozenset(), frozenset()) or meanings.find(said, ABOUT, frozenset())


def said_before(readings: Sequence[Reading], at: int) -> Meaning | None:
    """The meaning of the last number before a place that is the figure of the tables."""
    agreed = [r for r in readings if r.verdict == "agrees" and r.meaning and not r.previous and r.start < at]
    return agreed[-1].meaning if agreed else None


def figures(meaning: Meaning, filed: FiledReport | None) -> list[Decimal]:
    """The values that a meaning may have in a report; none where a figure is missing."""
    return (meaning.values(filed) or []) if filed else []


def before(filed: FiledReport) -> FiledReport | None:
    """The filed report of the period before, where it has the same form."""
    known = filed.previous
    return known if known and known.form == filed.form else None
