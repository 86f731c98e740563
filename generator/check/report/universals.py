"""Reading of what is said of all: 申请均由自然人提出, all requests were answered within 20 working days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Literal, NamedTuple

from generator.check.report.headings import Headings
from generator.check.report.meanings import Meaning, Meanings, cells_of
from generator.check.report.numbers import Quantity
from generator.check.report.reading import ABOUT, TRANSPARENT, Reading, State
from generator.check.report.sentences import Sentence
from generator.check.report.vocabulary import Token, Vocabulary
from generator.model.report.filed import Ledger, Place, places
from generator.model.report.form import Identity
from generator.model.report.formula import Formula, Operation, Reference

_Cell = tuple[str, str]
_Side = Literal["row", "column"]
_MOST_EXEMPT = 4


class Share(NamedTuple):
    """How many of how many a thing is that is said of all."""

    part: Decimal
    whole: Decimal


class _Split(NamedTuple):
    """A whole and all of its parts at a place of an identity; ``exempt`` are parts of which nothing is decided yet."""

    identity: Identity
    place: Place
    parts: frozenset[_Cell]
    exempt: tuple[_Cell, ...]


@dataclass(frozen=True)
class Universals:
    """Holds what is said of all against the figures of a report: the part must be the whole."""

    ledger: Ledger
    headings: Headings
    meanings: Meanings
    unsettled: tuple[str, ...]

    def read(
        self, sentence: Sentence, segment: list[Token], tokens: list[Token], state: State, vocabulary: Vocabulary
    ) -> Iterator[Reading]:
        """The reading of a piece that says of all what is so of some: 申请均由自然人提出; nothing where it may be so."""
        split = said_of_all(segment, frozenset(vocabulary.language.universal))
        until = [token for token in tokens if token.start < segment[-1].end]
        rest = any(token.text in vocabulary.language.rest or token.text == "除" for token in until)
        if split is None or rest or state.foreign or any(token.kind in ("unknown", "no") for token in until):
            return
        if any(t.kind not in TRANSPARENT and t.kind != "whole_time" and not t.number for t in segment):
            return
        subject, predicate = (frozenset(t.word for t in side if t.word) for side in split)
        nouns = self.headings.across | (self.meanings.topics - ABOUT)
        counted = next((token for token in reversed(until) if token.number and token.end <= segment[-1].start), None)
        counted = next((token for token in split[0] if token.number), counted)
        asked = "申请" if any(token.text == "申请人" for token in segment) else ""
        if counted and not asked and not subject & self.meanings.topics:
            if state.last is None or state.last_at != counted.start:
                return
            subject |= state.last.words
        elif counted in split[0]:  # 24 件申请均按时办结: of all that there are
            of = self.meanings.find(subject, state.topics, frozenset()) if counted and counted.number and subject else None
            values = of.values(self.ledger) if of else None
            if not values or not counted or not counted.number or not any(counted.number.agrees(value) for value in values):
                return
        elif not (asked or (subject | predicate) & self.meanings.topics):
            return
        context = state.topics | ({asked} if asked else frozenset())
        meaning = None
        if predicate & nouns:
            meaning = self.meanings.find(subject | predicate, context, frozenset())
            meaning = meaning or self.meanings.find(predicate, context | subject, frozenset())
        if meaning is None or meaning.unit not in ("", "件"):
            return
        start, end = segment[0].start, segment[-1].end
        number = Quantity(Decimal(100), "%", split[1][0].start, end)
        whole = (
            self.meanings.find(subject, context, frozenset())
            if subject - ABOUT and not predicate & self.headings.across
            else None
        )
        share = self._of(meaning, predicate, whole)
        if share:
            yield Reading(sentence, start, end, "contradicted", meaning, (share.part,), number, whole=share.whole)

    def _of(self, meaning: Meaning, predicate: frozenset[str], subject: Meaning | None) -> Share | None:
        """How much of its whole a thing said of all is; None where it may be all, or where that is not known.

        The whole is what the ``subject`` means, where it has a meaning of its own; else what the thing is a part of.
        """
        if subject:
            return self._of_subject(meaning, subject)
        side: _Side = "row" if predicate & self.headings.across else "column"
        found: Share | None = None
        for formula in (*meaning.formulas, *meaning.parted):
            share = self._share(formula, side)
            if share is None or share.part == share.whole:
                return None
            found = found or share
        return found

    def _of_subject(self, meaning: Meaning, subject: Meaning) -> Share | None:
        parts, wholes = meaning.values(self.ledger), subject.values(self.ledger)
        if not parts or not wholes or not wholes[0] or set(parts) & set(wholes) or min(parts) > max(wholes):
            return None
        return Share(parts[0], wholes[0])

    def _share(self, formula: Formula, side: _Side) -> Share | None:
        """How much of what it is a part of a figure is, the undecided ones left out where that makes it all."""
        cells = frozenset(cells_of(formula, self.ledger.form)) if _is_plain(formula) else frozenset()
        part = self.ledger.evaluate(formula)
        splits = [split for split in self._splits[side] if split.parts & cells]
        if not cells or part is None or not splits or frozenset().union(*(split.parts for split in splits)) < cells:
            return None
        if sum(len(split.parts & cells) for split in splits) != len(cells):  # one figure in two sums
            return None
        wholes = [self.ledger.evaluate(split.identity.left, split.place) for split in splits]
        if None in wholes:
            return None
        whole = sum((value for value in wholes if value is not None), Decimal(0))
        exempt = [self._value(cell) for split in splits for cell in split.exempt if cell not in cells]
        open_ = [value for value in exempt if value][:_MOST_EXEMPT]
        for count in range(len(open_) + 1):
            if any(whole - sum(left, Decimal(0)) == part for left in combinations(open_, count)):
                return Share(part, part)
        return Share(part, whole) if whole else None

    def _value(self, cell: _Cell) -> Decimal:
        return self.ledger.value(Reference(cell)) or Decimal(0)

    @cached_property
    def _splits(self) -> dict[_Side, list[_Split]]:
        """The sums of the form, by whether their parts are columns of a row or rows of a column."""
        form = self.ledger.form
        found: dict[_Side, list[_Split]] = {"row": [], "column": []}
        for identity in form.identities:
            if identity.relation != "=" or not _is_plain(identity.left) or not _is_plain(identity.right):
                continue
            if identity.per == "figure":
                continue
            for place in places(identity, form):
                parts = [cell for reference in _terms(identity.right) for cell in form.cells(reference, *place)]
                exempt = tuple(cell for cell in parts if self._is_open(cell))
                found["row" if identity.per == "row" else "column"].append(_Split(identity, place, frozenset(parts), exempt))
        return found

    def _is_open(self, cell: _Cell) -> bool:
        _, block, row = self.ledger.form.rows()[cell[0]]
        column = next(known for known in block.columns if known.id == cell[1])
        labels = f"{row.label} {column.label}".lower()
        return any(word in labels for word in self.unsettled)


def _is_plain(formula: Formula) -> bool:
    """True for figures of this year that are added up, and nothing else."""
    if isinstance(formula, Operation):
        return formula.sign == "+" and _is_plain(formula.left) and _is_plain(formula.right)
    return isinstance(formula, Reference) and not formula.previous


def _terms(formula: Formula) -> list[Reference]:
    if isinstance(formula, Operation):
        return [*_terms(formula.left), *_terms(formula.right)]
    return [formula] if isinstance(formula, Reference) else []


def said_of_all(segment: Sequence[Token], universal: frozenset[str]) -> tuple[list[Token], list[Token]] | None:
    """The tokens of a piece of a sentence before its word for all, and those after it; None where it has none."""
    at = next((at for at in range(len(segment) - 1, -1, -1) if segment[at].text in universal), -1)
    if at < 0 or any(token.number for token in segment[at:]):
        return None
    return list(segment[:at]), list(segment[at + 1 :])
