"""Reading of comparisons in English: what rose, fell or doubled did so, by the numbers named and the tables of both years.

A sentence is written as signs, one for each token that matters, and patterns are sought in those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.check.report.prose_reading.clauses import said_before
from generator.check.report.prose_reading.differences import REPORT_COMPARISON_WRONG, minus
from generator.check.report.prose_reading.english_changes import Pair, difference, fault_of, is_up
from generator.check.report.prose_reading.english_matches import Comparison, find_comparisons
from generator.check.report.prose_reading.english_signs import (
    ALONE,
    BUSY,
    BY,
    COMPARES,
    FROM_TO,
    REVERSED,
    TAIL,
    THAN,
    TREND,
    signs_of,
)
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.turns import last_against, turned
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

_START = late(
    r"\b(?:from|than|with|to|against)(?: the| just| only)? (?P<was>\d[\d,]*)\b[^,;.\d]{0,24}?"
    r"(?:\bat (?:its|the) (?:start|beginning|outset|opening)\b(?: of (?:the|that) (?:\w+ )?year)?"
    r"|when (?:it|the (?:\w+ )?year) (?:began|opened|started))"
)
_CLAUSE = late(r", (?:but|while|although|though|whereas) |\b(?:but|while|although|though|whereas) ")
_MORE_THAN_THEN = late(
    r" (?:(?:requests|applications|cases) )?(?P<way>more|fewer|less) than (?:there (?:were|had been) |it (?:was|had) )?"
    r"(?:at (?:its|the|that) (?:start|beginning|outset)|when (?:it|the (?:\w+ )?year) (?:began|opened|started))"
)


@dataclass(frozen=True)
class EnglishComparisons:
    """Holds the comparisons of English sentences against the tables of a report and of the one before."""

    filed: FiledReport
    meanings: Meanings
    stems: Stems

    def faults(self, text: str, tokens: Sequence[Token], readings: Sequence[Reading]) -> Iterator[Fault]:
        """The faults of a sentence by which something grew or fell that did not, or not by as much."""
        year = str(self.filed.report.year)
        tokens = [token._replace(kind="time") if token.text.strip() == year else token for token in turned(tokens)]
        kept = [(sign, token) for token in last_against(tokens) for sign in signs_of(token)]
        signs = "".join(sign for sign, _ in kept)
        yield from self._since_start(text, tokens, readings)
        yield from self._than_at_start(tokens, readings, text)
        if not COMPARES.search(signs):
            return
        yield from self._trend(text, tokens, kept, signs)
        yield from self._last_clause(kept, signs)
        told: set[int] = set()
        known: dict[int, Pair] = {}
        for found in find_comparisons(signs, kept):
            fault = self._within_the_year(found)
            if fault is None and not found.is_doubtful and told.isdisjoint(found.starts):
                fault = self._between_years(text, tokens, readings, found, known)
            if fault:
                told |= found.starts
                yield fault

    def _between_years(
        self, text: str, tokens: Sequence[Token], readings: Sequence[Reading], found: Comparison, known: dict[int, Pair]
    ) -> Fault | None:
        """The fault of a comparison with the year before. The figures of a clause join ``known``, for what goes on from it."""
        subject, unknown = found.subject, found.is_of_unknown
        if unknown:
            meaning = self.stems.find(subject)  # the number of backlogged requests climbed from 9 to 12
            if meaning is None:
                return None
        else:
            meaning = self._meaning(text, subject, tokens, readings, found.start, more=found.pattern is THAN)
        figures, numbers = self._values(meaning), found.numbers
        pairs = zip(figures, (numbers.get("now"), numbers.get("before")), strict=True)
        now, then = (figure if figure is not None else number for figure, number in pairs)
        pair = known.get(found.clause, (now, then)) if now is None or then is None else (now, then)
        fault = fault_of(text, found.named, figures, pair, compares=bool({"now", "before"} & numbers.keys()))
        if pair[0] is not None and pair[1] is not None:
            known[found.clause] = known[found.next_clause] = pair
        return fault

    def _trend(self, text: str, tokens: Sequence[Token], kept: Sequence[tuple[str, Token]], signs: str) -> Iterator[Fault]:
        """The fault of a sentence that says in words alone that there was more, or less, than in the year before."""
        match = TREND.search(signs)
        plainly = (
            match and kept[match.start("way")][1].text.strip() in BUSY
        )  # 2024 was quieter than 2023: 520 requests against 493
        if match is None and not set(signs) & set("NPYf"):
            match = ALONE.search(signs)
        told = signs[: match.end()] if match and plainly else signs
        if match is None or set(told) & set("!x=") or (set(signs) & set("NP") and not plainly):
            return
        way = kept[match.start("way")][1]
        said = _words(token for _, token in kept) or self._all(text)
        subject = [
            token for token in tokens if token not in (way,) and token.kind not in ("against", "stop") and token.word != "上年"
        ]
        known = None if "?" in told else self.meanings.find(said, frozenset(), frozenset()) if said else None
        now, then = self._values(self.stems.find(subject) if "?" in told else known)
        sign = 1 if is_up(way) else -1
        if match and REVERSED.match(signs, match.end()):  # more were answered late in 2023 than in 2024
            sign = -sign
        if now is not None and then is not None and (now - then) * sign <= 0:
            yield Fault(REPORT_COMPARISON_WRONG, way.start, way.text.strip(), minus(now, then), shown_number(now - then))

    def _last_clause(self, kept: Sequence[tuple[str, Token]], signs: str) -> Iterator[Fault]:
        """The fault of a last clause by which a thing grew, or fell, since the year that was named before: but refusals fell."""
        match = TAIL.search(signs)
        if match is None or "Y" not in signs[: match.start()] or "!" in signs[match.start() :]:
            return
        way = kept[match.start("way")][1]
        subject = [token for _, token in kept[match.start() + 1 : match.start("way")]]
        unknown = any(token.kind == "unknown" for token in subject)
        said = _words(subject)
        meaning = self.stems.find(subject) if unknown else self.meanings.find(said, frozenset(), frozenset()) if said else None
        now, then = self._values(meaning)
        if now is not None and then is not None and (now - then) * (1 if is_up(way) else -1) < 0:
            yield Fault(REPORT_COMPARISON_WRONG, way.start, way.text.strip(), minus(now, then), shown_number(now - then))

    def _within_the_year(self, found: Comparison) -> Fault | None:
        """The fault of what rose or fell from the beginning of the year to its end: pending requests rose from 46 to 60."""
        named, by = found.named, found.pattern is BY
        rows = self.stems.from_and_to(found.said) if (found.pattern is FROM_TO and "now" in named) or by else None
        if by:  # pending requests rose by 14
            return self._by_the_end(named, rows)
        for meaning, name in zip(rows or (), ("before", "now"), strict=False):
            number, value = named[name].number, self.filed.evaluate(meaning.formulas[0])
            last = self._values(meaning)[1]  # or the ends of both years
            if number and value is not None and not number.agrees(value) and (last is None or not number.agrees(last)):
                return Fault(REPORT_COMPARISON_WRONG, number.start, named[name].text, shown_number(value), shown_number(value))
        return None

    def _by_the_end(self, named: Mapping[str, Token], rows: tuple[Meaning, Meaning] | None) -> Fault | None:
        """The fault of by how many there are more, or fewer, of a thing at the end of the year than at its beginning."""
        began, ended = (self._values(meaning)[0] for meaning in rows) if rows else (None, None)
        last = self._values(rows[1])[1] if rows else None
        if began is None or ended is None or last not in (None, began):
            return None
        return difference(named.get("by"), ended, began, 1 if is_up(named["way"]) else -1)

    def _than_at_start(self, tokens: Sequence[Token], readings: Sequence[Reading], text: str) -> Iterator[Fault]:
        """The fault of how many more, or fewer, there are of a thing than when the year began: 34 pending, ten more than then."""
        for token in tokens:
            match = _MORE_THAN_THEN.match(text, token.end) if token.number else None
            ended = said_before(readings, token.start) if match else None
            began = self.stems.at_start(ended) if ended else None
            now, then = self._values(ended)[0], self._values(began)[0]
            if match and now is not None and then is not None:
                fault = difference(token, now, then, 1 if match["way"] == "more" else -1)
                if fault:
                    yield fault

    def _since_start(self, text: str, tokens: Sequence[Token], readings: Sequence[Reading]) -> Iterator[Fault]:
        """The fault of how much there was of a thing when the year began: 60 requests pending, up from 46 at its start."""
        match = _START.search(text)
        number = next((token for token in tokens if match and token.number and token.start == match.start("was")), None)
        ended = said_before(readings, match.start()) if match else None
        began = self.stems.at_start(ended) if ended and number else None
        value = self._values(began)[0]
        if number and number.number and value is not None and not number.number.agrees(value):
            yield Fault(REPORT_COMPARISON_WRONG, number.start, number.text, shown_number(value), shown_number(value))

    def _all(self, text: str) -> frozenset[str]:
        """The word for all that is asked for, where a text names that."""
        headings = self.meanings.headings
        return headings.received if headings.asks(text) else frozenset()

    def _values(self, meaning: Meaning | None) -> Pair:
        """The figures of this year and the one before of what a comparison is about."""
        before = self.filed.previous
        if meaning is None or meaning.unit not in ("", "件"):
            return None, None
        same = before is not None and before.form == self.filed.form
        formula = meaning.formulas[0]
        return self.filed.evaluate(formula), before.evaluate(formula) if before and same else None

    def _meaning(
        self, text: str, subject: Sequence[Token], tokens: Sequence[Token], readings: Sequence[Reading], first: int, *, more: bool
    ) -> Meaning | None:
        """The meaning of the words before a comparison; of the number before it; of all words; else that all is received."""
        clause = _CLAUSE.split(text[:first])[-1]  # late answers fell from 50 to 38 although requests rose by 27
        plain = (
            not subject
            and clause != text[:first]
            and not any(token.number and token.end > first - len(clause) for token in tokens if token.start < first)
        )
        if plain and self.meanings.headings.asks(clause):
            return self.meanings.find(self.meanings.headings.received, frozenset(), frozenset())
        if said := _words(subject):
            if said == {"received"}:  # the volume of requests was 8.7% higher
                return self.meanings.find(self.meanings.headings.received, frozenset(), frozenset())
            return self.meanings.find(said, frozenset(), frozenset()) or self.stems.find(subject)
        agreed = [r for r in readings if r.verdict == "agrees" and r.meaning and not r.previous and r.start < first]
        if agreed:
            return agreed[-1].meaning
        if any(token.number and token.start < first for token in tokens):
            return None
        counted = next((token.end for token in tokens if token.number and token.start >= first), first)
        behind = self.meanings.headings.asks(text[counted:].split(",", maxsplit=1)[0])  # an increase of 33 applications
        later = next((token.start for token in tokens if token.number and token.start >= counted), len(text))
        said = _words(token for token in tokens if token.start < later) or self._all(
            text[: tokens[-1].end if more or behind else first]
        )
        said = self.meanings.headings.received if said == {"received"} else said
        return self.meanings.find(said, frozenset(), frozenset()) if said else None


def _words(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(token.word for token in tokens if token.word and token.word != "上年")
