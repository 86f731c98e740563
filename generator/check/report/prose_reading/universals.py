"""Reading of what is said of all: 申请均由自然人提出, all requests were answered within 20 working days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import ABOUT, TRANSPARENT, Reading, State
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.splits import Cell, Side, Split, cells_summed, splits_of
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary
from generator.model.report.filed import FiledReport
from generator.model.report.formula import Formula, Reference

_MOST_EXEMPT = 4


class Share(NamedTuple):
    """How many of how many a thing is that is said of all."""

    part: Decimal
    whole: Decimal


@dataclass(frozen=True)
class Universals:
    """Holds what is said of all against the figures of a report: the part must be the whole."""

    filed: FiledReport
    headings: Headings
    meanings: Meanings
    unsettled: tuple[str, ...]

    def read(
        self, sentence: Sentence, segment: list[Token], tokens: list[Token], state: State, vocabulary: Vocabulary
    ) -> Iterator[Reading]:
        """The reading of a piece that says of all what is so of some: 申请均由自然人提出; nothing where it may be so."""
        split = said_of_all(segment, vocabulary.language.universal)
        if split is None:
            return
        until = [token for token in tokens if token.start < segment[-1].end]
        rest = any(token.text in vocabulary.language.rest or token.text == "除" for token in until)
        if rest or state.foreign or any(token.kind in ("unknown", "no") for token in until):
            return
        if any(t.kind not in TRANSPARENT and t.kind != "whole_time" and not t.number for t in segment):
            return
        subject, predicate = (frozenset(t.word for t in side if t.word) for side in split)
        if predicate == {"办结"} and "申请" in subject and not any(t.text in vocabulary.language.in_time for t in segment):
            yield from self._none_left(sentence, segment, subject, state)
            return
        counted = next((token for token in reversed(until) if token.number and token.end <= segment[-1].start), None)
        counted = next((token for token in split[0] if token.number), counted)
        asked = frozenset(("申请",)) if any(token.text == "申请人" for token in segment) else frozenset()
        known = self._subject(subject, predicate, counted, state, asked, inside=counted in split[0])
        if known is None:
            return
        context = state.topics | asked
        meaning = None
        if predicate & (self.headings.across | (self.meanings.topics - ABOUT)):
            meaning = self.meanings.find(known | predicate, context, frozenset())
            meaning = meaning or self.meanings.find(predicate, context | known, frozenset())
        if meaning and meaning.unit in ("", "件"):
            apart = known - ABOUT and not predicate & self.headings.across
            whole = self.meanings.find(known, context, frozenset()) if apart else None
            number = Quantity(Decimal(100), "%", split[1][0].start, segment[-1].end)
            share = self._of(meaning, predicate, whole)
            if share and (counted not in split[0] or self._is_all(counted, known, share, state)):
                start, end = segment[0].start, segment[-1].end
                yield Reading(sentence, start, end, "contradicted", meaning, (share.part,), number, whole=share.whole)

    def _is_all(self, counted: Token | None, said: frozenset[str], share: Share, state: State) -> bool:
        """True if a number is that of all of what it counts."""
        of = self.meanings.find(said, state.topics, frozenset())
        wholes = (of.values(self.filed) or []) if of else [share.whole]
        return counted is not None and counted.number is not None and any(counted.number.agrees(value) for value in wholes)

    def _none_left(self, sentence: Sentence, segment: list[Token], subject: frozenset[str], state: State) -> Iterator[Reading]:
        """The reading of a piece by which all were done within the year, where some were not: 全部申请均在年内办结."""
        left = self.meanings.find(subject | {"全部办结"}, state.topics, frozenset())
        values = left.values(self.filed) if left else None
        if values and all(values):
            zero = Quantity(Decimal(0), "", segment[0].start, segment[-1].end)
            yield Reading(sentence, zero.start, zero.end, "contradicted", left, tuple(values), zero)

    def _subject(
        self,
        said: frozenset[str],
        predicate: frozenset[str],
        counted: Token | None,
        state: State,
        asked: frozenset[str],
        *,
        inside: bool,
    ) -> frozenset[str] | None:
        """The words for what something is said of all of: its own, or those of the number before; None if unknown."""
        number = counted.number if counted else None
        if counted and not asked and not said & self.meanings.topics:
            known = state.last is not None and state.last_at == counted.start
            return said | state.last.words if known and state.last else None
        if inside:  # 24 件申请均按时办结: whether those are all is seen by the sum
            return said if number and said else None
        return said if asked or (said | predicate) & self.meanings.topics else None

    def _of(self, meaning: Meaning, predicate: frozenset[str], subject: Meaning | None) -> Share | None:
        """How much of its whole a thing said of all is; None where it may be all, or where that is not known.

        The whole is what the ``subject`` means, where it has a meaning of its own; else what the thing is a part of.
        """
        if subject:
            return self._of_subject(meaning, subject)
        side: Side = "row" if predicate & self.headings.across else "column"
        found: Share | None = None
        for formula in (*meaning.formulas, *meaning.parted):
            share = self._share(formula, side)
            if share is None or share.part == share.whole:
                return None
            found = found or share
        return found

    def _of_subject(self, meaning: Meaning, subject: Meaning) -> Share | None:
        parts, wholes = meaning.values(self.filed), subject.values(self.filed)
        if not parts or not wholes or not wholes[0] or set(parts) & set(wholes) or min(parts) > max(wholes):
            return None
        return Share(parts[0], wholes[0])

    def _share(self, formula: Formula, side: Side) -> Share | None:
        """How much of what it is a part of a figure is, the undecided ones left out where that makes it all."""
        cells = cells_summed(formula, self.filed)
        part = self.filed.evaluate(formula)
        splits = [split for split in self._splits[side] if split.parts & cells]
        if not cells or part is None or not splits or frozenset().union(*(split.parts for split in splits)) < cells:
            return None
        if sum(len(split.parts & cells) for split in splits) != len(cells):  # one figure in two sums
            return None
        wholes = [self.filed.evaluate(split.identity.left, split.place) for split in splits]
        if None in wholes:
            return None
        whole = sum((value for value in wholes if value is not None), Decimal(0))
        exempt = [self._value(cell) for split in splits for cell in split.exempt if cell not in cells]
        open_ = [value for value in exempt if value][:_MOST_EXEMPT]
        for count in range(len(open_) + 1):
            if any(whole - sum(left, Decimal(0)) == part for left in combinations(open_, count)):
                return Share(part, part)
        return Share(part, whole) if whole else None

    def _value(self, cell: Cell) -> Decimal:
        return self.filed.value(Reference(cell)) or Decimal(0)

    @cached_property
    def _splits(self) -> dict[Side, list[Split]]:
        return splits_of(self.filed, self.unsettled)


def said_of_all(segment: Sequence[Token], universal: Sequence[str]) -> tuple[list[Token], list[Token]] | None:
    """The tokens of a piece of a sentence before its word for all, and those after it; None where it has none."""
    at = next((at for at in range(len(segment) - 1, -1, -1) if segment[at].text in universal), -1)
    if at < 0 or any(token.number for token in segment[at:]):
        return None
    return list(segment[:at]), list(segment[at + 1 :])
