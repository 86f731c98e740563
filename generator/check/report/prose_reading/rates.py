"""Reading of rates that rose or fell: compliance rose from 87% to 92%, fell to 36%, up from 79% in 2023, 占比由 27% 升至 29%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.check.report.prose_reading.clauses import before, meaning_of
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.ratios import as_share
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

_MOVED = "rose|risen|fell|fallen|grew|dropped|increased|decreased|improved|declined|up|down|climbed|went up|went down"
_CENT = "(?:%| per ?cent)"
_CHINESE = late(r"[由从](?:上年|去年|上年度|\d{4}年)?的?(?P<then>[\d.]+)%.{0,8}?[到至为](?P<now>[\d.]+)%")
_WAY = late(
    r"\b(?:(?P<up>rose|risen|grew|increased|improved|climbed|up|went up)|fell|fallen|dropped|decreased|declined|down|went down)\b"
    r"[^.;,%\d]{0,20}$"
)
_FROM_TO = late(rf"\bfrom (?P<then>[\d.]+){_CENT}[^.;%]{{0,25}}? to (?P<now>[\d.]+){_CENT}")
_TO = late(rf"\b(?:{_MOVED})(?: by [^.;%]{{1,40}}?)? to (?P<now>[\d.]+){_CENT}")
_FROM = late(rf"(?P<now>[\d.]+){_CENT}[^.;%]{{0,60}}?(?:up|down|compared (?:with|to)|against) (?:from )?(?P<then>[\d.]+){_CENT}")
_ALL = 100
# Words that say nothing of what a rate is of.
_PLAIN = frozenset(("from", "rate", "rates", "figure", "performance", "level", "score", "rose", "improved", "fell", "climbed"))


def _other_way(text: str, match: re.Match[str], numbers: Sequence[Quantity]) -> Fault | None:
    """The fault of a rate that is said to have fallen to more, or risen to less: fell from 17.7% to 19%."""
    then = match.groupdict().get("then")
    way = _WAY.search(text, 0, match.start()) if then and match.re.pattern == _FROM_TO.pattern else None
    number = next((number for number in numbers if way and number.start == match.start("now")), None)
    if way is None or number is None or then is None or number.bound:
        return None
    change = number.value - Decimal(then)
    if change * (1 if way["up"] else -1) >= 0:
        return None
    shown = f"{shown_number(change)}%"
    return Fault("report-comparison-wrong", number.start, text[number.start : number.end], shown, shown)


@dataclass(frozen=True)
class Rates:
    """Holds the rates of English sentences against the figures of a report and of the one before."""

    filed: FiledReport
    meanings: Meanings
    stems: Stems

    def faults(self, text: str, tokens: Sequence[Token], readings: Sequence[Reading]) -> Iterator[Fault]:
        """The faults of a rate that was another in this year, or in the year before."""
        match = _CHINESE.search(text) or _FROM_TO.search(text)
        against = None if match else _FROM.search(text)
        match = match or against or _TO.search(text)
        if match is None or ("%" not in text and "per" not in text):
            return
        if fault := _other_way(text, match, [token.number for token in tokens if token.number]):
            yield fault
            return
        meaning = self._subject(text, tokens, match, readings, told=match is against)
        if meaning is None:
            return
        books = {"now": self.filed, "then": before(self.filed)}
        for name in ("then", "now"):
            book = books[name]
            said = match.groupdict().get(name)
            number = self._number(tokens, match.start(name)) if said else None
            if book is None or number is None:
                continue
            actual = self._other(meaning, number, book, readings[0].sentence) if readings else None
            if actual is not None:
                shown = f"{shown_number(round(actual, 1))}%"
                found = text[number.start : number.end]
                yield Fault("report-comparison-wrong", number.start, found, f"{book.report.year}: {shown}", shown)
                return

    def _number(self, tokens: Sequence[Token], at: int) -> Quantity | None:
        return next((token.number for token in tokens if token.number and token.number.start <= at < token.number.end), None)

    def _subject(
        self, text: str, tokens: Sequence[Token], match: re.Match[str], readings: Sequence[Reading], *, told: bool
    ) -> Meaning | None:
        """The meaning of what stands before the first number of the clause; that of the number itself, where it is ``told``."""
        start = max(text.rfind(";", 0, match.start()), text.rfind(". ", 0, match.start())) + 1
        said = [token for token in tokens if start <= token.start < match.start()]
        if told:
            own = next((r for r in readings if r.number and r.number.start == match.start("now")), None)
            if own is None or own.verdict != "agrees" or own.meaning is None:
                return None
            counted = (own.meaning.values(self.filed) or [Decimal(0)])[0] > _ALL  # read as a share of what it counts
            return own.meaning._replace(unit="") if counted else own.meaning
        kept = [
            token for token in said if token.kind not in ("up", "down", "against", "stop", "about", "nearly_reached", "share")
        ]
        kept = [token for token in kept if token.text.strip() not in _PLAIN]
        if any(token.number for token in said):
            return None
        return meaning_of(kept, self.meanings) or (self.stems.find(kept) if text.isascii() else None)

    def _other(self, meaning: Meaning, number: Quantity, book: FiledReport, sentence: Sentence) -> Decimal | None:
        """The value of a rate that is said to be another: by the form, else as a share of a whole; None where it is as said."""
        if meaning.unit == "%":
            values = meaning.values(book) or []
            if not values or any(number.is_share(value) for value in values):
                return None
            return min(values, key=lambda value: abs(value - number.value))
        uncertain = Reading(sentence, number.start, number.end, "uncertain", number=number)
        reading = as_share(uncertain, meaning, self.meanings, book)
        return reading.values[0] if reading.verdict == "contradicted" else None
