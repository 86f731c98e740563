"""The limits of English pieces of a sentence: of what time, by whom and without what a number counts, as a language says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.language import Language

_YEAR = late(r"(?<![\d/,.-])(?:19|20)\d\d(?![\d,.]\d|%)")
_LAST_DAYS = {
    3: late(r"\b(?:31 march|march 31)\b"),
    9: late(r"\b(?:30 september|september 30)\b"),
    12: late(r"\b(?:31 december|december 31)\b"),
}
# Whom a number behind which it stands counts, of whom only a row that names them tells: three Appellate Authorities.
_PEOPLE = late(
    r" (?:(?!of\b|and\b)[\w-]+ ){0,3}?(?P<whom>authorities|officers|officials|departments|teams|offices|units|committees|staff)\b"
)
_BROUGHT = late(r"\bbrought\b(?!.*\b(?:forward|over|in)\b)")
_WHO_ASKED = late(r" (?:requesters|requestors|applicants|people) received\b")


def counts_other(reading: Reading) -> bool:
    """True if a number counts people or bodies, and what it was read as no such: 402 requesters received all they asked for.

    What something brought is no more what was brought forward.
    """
    text, number, meaning = reading.sentence.text, reading.number, reading.meaning
    if number is None or meaning is None or number.unit == "%":
        return False
    if _BROUGHT.search(text, reading.start, reading.end):
        return any(word in meaning.name.lower() for word in ("carried", "brought"))
    if _WHO_ASKED.match(text, number.end):
        return meaning.name.lower() in ("received", "requests received")
    match = _PEOPLE.match(text, number.end)
    return match is not None and match["whom"] not in meaning.name.lower()


@dataclass(frozen=True)
class Limits:
    """Finds what limits the numbers of a report in an English text."""

    filed: FiledReport
    language: Language

    def leaves_some(self, text: str) -> bool:
        """True if a text leaves something out, tells figures otherwise, or speaks of some who asked: two requesters."""
        limits = (self._leaves_out, self._restated, self._by_some)
        return any(limit and limit.search(text) for limit in limits)

    def is_other_time(self, tokens: Sequence[Token]) -> bool:
        """True if tokens name a time that is not the year of the report, nor a part that its tables tell."""
        text = " ".join(
            "|" if t.word or t.kind == "time" or (t.number and t.number.unit == "%") else t.text.strip() for t in tokens
        )
        year = self.filed.report.year
        years = {str(year - 1), str(year), str(year + 1)}
        return (
            bool(self._other_times and self._other_times.search(text))
            or any(found not in years for found in _YEAR.findall(text))
            or any(self._is_other_day(token.text) for token in tokens if token.kind == "time")
        )

    def is_of_unit(self, piece: Sequence[Token]) -> bool:
        """True if a piece names a unit of the body, of which no table tells: 96 requests were answered by the legal team."""
        if self._by_unit is None:
            return False
        return bool(
            self._by_unit.search(" ".join("|" if token.kind == "own" or token.word else token.text.strip() for token in piece))
        )

    def is_of_two_years(self, piece: Sequence[Token]) -> bool:
        """True if a piece tells of one year and the one before, and compares nothing: received in 2023 and answered in 2024."""
        this = str(self.filed.report.year)
        years = any(token.word == "上年" for token in piece) and any(t.kind == "time" or t.text.strip() == this for t in piece)
        return years and not any(token.kind in ("up", "down", "same", "against", "at_least", "at_most") for token in piece)

    def _is_other_day(self, text: str) -> bool:
        """True if a text names the last day of a month in which the period of the report does not end."""
        other = any(day.search(text) for month, day in _LAST_DAYS.items() if month != self.filed.report.period.last)
        return other and not _YEAR.search(text)  # of which year it is the end is said

    @cached_property
    def _leaves_out(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.language.leaves_out))})\b")

    @cached_property
    def _other_times(self) -> re.Pattern[str] | None:
        return re.compile(self.language.other_times) if self.language.other_times else None

    @cached_property
    def _by_some(self) -> re.Pattern[str] | None:
        return re.compile(self.language.by_some) if self.language.by_some else None

    @cached_property
    def _by_unit(self) -> re.Pattern[str] | None:
        return re.compile(self.language.by_unit) if self.language.by_unit else None

    @cached_property
    def _restated(self) -> re.Pattern[str] | None:
        return re.compile(self.language.restated) if self.language.restated else None
