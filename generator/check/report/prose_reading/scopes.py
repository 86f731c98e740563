"""The scopes of English sentences: which of their numbers speak of a part, of another time or of other things than the tables.

Of such a number no figure can be told, whatever words stand beside it: 112 subject access requests, of which 97 were granted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.check.report.prose_reading.english_segments import COUNTED, after_and, is_of, until_and
from generator.check.report.prose_reading.english_signs import moves
from generator.check.report.prose_reading.limits import Limits, counts_other
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.settled_in_english import Nouns
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.language import Language

_MODIFIES = late(r"(?:about|on|for|from|under|to|by|with|concerning|regarding|relating|related|involving|made|that|who)\b")
_VERBS = late(r"(?:was|were|is|are|had|have|has|been|being)\b")


_IF = ("if ", "unless ", "assuming ", "suppose ", "provided ", "had ", "were ")
_AMONG = late(r"(?:of|out of|among|amongst|from)\b")
_SAYS = late(r"\b(?:says|said|reports|reported|writes|wrote|records|recorded|found|estimates|estimated)$")
_OF_ALL = late(r"\b(?:quarter|busiest|quietest|performance|compliance)\b")  # the busiest quarter was the first, with 140
_OF_THEM = late(r" of (?:them|these|those|which|whom)\b")
_FOR = ("for", "on", "after", "before")
_TURNS = late(r"\b(?:but|so|that|while|whereas|although|though)\b")


class Scope(NamedTuple):
    """The places of a sentence from which on it speaks of something else, or of what the tables tell again."""

    starts: tuple[int, ...]
    others: tuple[bool, ...]

    def is_other(self, at: int) -> bool:
        """True if what stands at a place is of something that the tables do not tell."""
        last = bisect_right(self.starts, at) - 1
        return last >= 0 and self.others[last]


@dataclass(frozen=True)
class Scopes:
    """Finds the scopes of the English sentences of one report."""

    filed: FiledReport
    meanings: Meanings
    stems: Stems
    language: Language

    def of(self, sentence: Sentence, tokens: Sequence[Token], readings: Sequence[Reading]) -> Scope:
        """The scope of each number of a sentence, by the readings of those."""
        pieces = list(_pieces(tokens))
        if not pieces or self._is_of_else(sentence, pieces):
            return Scope((0,), (bool(pieces),))
        known = {reading.number.start: reading for reading in readings if reading.number}
        among = bool(_AMONG.match(pieces[0][0].text.strip()))
        last: Reading | None = None
        starts, others, other, part, subject = [0], [False], False, None, False
        for order, piece in enumerate(pieces):
            if not any(token.number for token in piece):
                other = other or (not order and self._names_other(piece)) or self._limits.is_of_unit(piece)
                subject = self._is_other_subject(piece) if not order else subject and not _is_own(piece)
                starts.append(piece[0].start)
                others.append(other)
                continue
            says = bool(order) and bool(_SAYS.search(pieces[order - 1][-1].text))  # one of our sites, Thorne, says: 44 received
            if subject and not _names_own(piece) and (says or piece[0].kind in ("word", "unknown")):  # another council, received
                return Scope((0,), (True,))
            subject = False
            for at, found, reading in self._events(piece, known):
                other = other if found is None else found
                if reading and reading.meaning and part and found is None:  # of the 42 EIR requests, 30 were granted
                    other = other or not self.meanings.are_of_one_table(part, reading.meaning)
                if last and reading and self._is_of_later(last, reading):  # five overturned at review, two of which
                    other = True
                last = reading or last
                if among and reading and reading.verdict == "agrees" and reading.meaning and len(starts) == 1:
                    part = None if self._is_whole(reading.meaning) else reading.meaning
                starts.append(at)
                others.append(other)
        return Scope(tuple(starts), tuple(others))

    def begins_elsewhere(self, tokens: Sequence[Token]) -> bool:
        """True if a sentence begins with a part that no table tells, or is on a unit of the body: in housing, refusals …."""
        pieces = list(_pieces(tokens))
        leads = [piece for piece in _leading(pieces[:-1]) if not any(token.number for token in piece)]
        part = any(self._leads_elsewhere(p) or (self._begins_within(p) and self._tells_other(p)) for p in leads)
        return part or any(map(self._limits.is_of_unit, pieces))

    def settled(self, sentence: Sentence, tokens: Sequence[Token], readings: Sequence[Reading]) -> Sequence[Reading]:
        """The readings of a sentence, uncertain where a number is of something that the tables do not tell."""
        if not any(reading.verdict == "contradicted" for reading in readings):
            return readings
        scope = self.of(sentence, tokens, readings)
        return [
            reading._replace(verdict="uncertain")
            if reading.verdict == "contradicted"
            and (scope.is_other(reading.number.start if reading.number else reading.start) or counts_other(reading))
            else reading
            for reading in readings
        ]

    def _is_of_else(self, sentence: Sentence, pieces: Sequence[Sequence[Token]]) -> bool:
        """True if all of a sentence is on a part, on another time, or on figures that were told otherwise."""
        if self._limits.leaves_some(sentence.text):
            return True
        if sentence.text.lstrip().startswith(_IF):  # if one campaign is left aside, requests rose by 2%
            return True
        return any(self._is_within(piece) for piece in _leading(pieces))

    def _is_within(self, first: Sequence[Token]) -> bool:
        """True if a piece that a sentence begins with says that it is of a part or of another time."""
        if self._limits.is_of_unit(first):
            return True
        if self._leads_elsewhere(first):
            return True
        if not self._begins_within(first):
            return False
        if self._limits.is_of_two_years(first) and not self._has_noun(first):  # over 2023 and 2024 together, 1,013 requests
            return True
        if any(token.number for token in first):  # in the first three months of the next year, 70 requests …
            return self._limits.is_other_time(first) and not self._has_noun(first)
        return self._tells_other(first) or self._limits.is_other_time(first) or self._is_of_row(first)

    def _leads_elsewhere(self, first: Sequence[Token]) -> bool:
        """True if a piece without a number tells what no table does, and names nothing that one does: elsewhere, 12 were."""
        told = any(token.number or token.word or token.kind in ("own", "time") or _OF_ALL.search(token.text) for token in first)
        return not told and not self._has_noun(first) and self._tells_other(first)

    def _begins_within(self, piece: Sequence[Token]) -> bool:
        begins = " ".join(token.text.strip() for token in piece[:3])
        return f"{begins} ".startswith(tuple(f"{word} " for word in self.language.within))

    def _is_of_row(self, first: Sequence[Token]) -> bool:
        """True if a piece says that what follows are some of a row that is no sum of others: of requests from journalists."""
        known = {*self.meanings.headings.received, *self.meanings.headings.columns, *self.meanings.wholes}
        rows = {token.word for token in first if token.kind == "word" and token.word != "上年"}
        return bool(_AMONG.match(first[0].text.strip())) and bool(rows - known)

    def _events(self, piece: list[Token], known: dict[int, Reading]) -> Iterator[tuple[int, bool | None, Reading | None]]:
        """The places of a piece from which on other things are spoken of, or not, with a number; None where those go on."""
        numbers = [at for at, token in enumerate(piece) if token.number]
        timed = (
            self._limits.is_other_time(piece)
            or self._limits.is_of_unit(piece)
            or (len(numbers) == 1 and self._limits.is_of_two_years(piece))
        )
        theirs = False
        for order, at in enumerate(numbers):
            left = piece[numbers[order - 1] + 1 : at] if order else piece[:at]
            right = piece[at + 1 : numbers[order + 1] if order + 1 < len(numbers) else len(piece)]
            left = after_and(left) if order else left
            right = until_and(right) if order + 1 < len(numbers) else right
            start = left[0].start if left else piece[at].start
            number = piece[at].number
            reading = known.get(piece[at].start)
            uncertain = reading is None or reading.verdict == "uncertain"
            counts = number is not None and number.unit != "%"
            theirs = (not order and uncertain and self._does_other(left)) or (theirs and all(t.kind == "skip" for t in left))
            if timed or theirs or self._is_of_deed(piece[:at]) or self._is_some_of_other(piece[at + 1 :], known):
                yield start, True, reading
            elif reading is not None and reading.verdict == "agrees":
                yield start, (False if counts else None), reading
            elif counts and self._is_of_kind(right):
                yield start, True, reading
            elif any(map(moves, left)):  # but rejections fell by 3: of what did so
                yield start, self._names_other(left) or (False if self._has_noun(left) else None), reading
            elif uncertain and counts and number and self._tells_other([*left, *right]):
                yield start, number.value not in self._wholes | self._later([*left, *right]), reading
            elif self._has_noun([*left, *right]) and not (any(t.kind == "parts" for t in left) or _is_of_them(reading)):
                yield start, False, reading
            else:
                yield start, None, reading

    def _does_other(self, left: Sequence[Token]) -> bool:
        """True if another than the body did what is counted, and whatever a verb of that counts too: the AIE unit handled 33."""
        named = bool(left) and left[-1].kind in ("unknown", "word") and not self._is_noun(left[-1]) and not _names_own(left)
        return named and not any(map(moves, left)) and not self._begins_within(left) and self._tells_other(left)

    def _is_of_deed(self, before: Sequence[Token]) -> bool:
        """True if a number counts for what something else was done: fees were received for three reviews."""
        return bool(before) and before[-1].text.strip() in _FOR and self._tells_other(before)

    def _is_some_of_other(self, right: Sequence[Token], known: Mapping[int, Reading]) -> bool:
        """True if a number is one of some that are no whole of the tables: three of the ten oldest requests."""
        at = next((at for at, token in enumerate(right) if token.number), 0)
        number, reading = right[at].number if at else None, known.get(right[at].start) if at else None
        unknown = number is not None and (reading is None or reading.verdict == "uncertain") and number.value not in self._wholes
        return unknown and is_of(right[:at]) and self._tells_other(until_and(list(right[at + 1 :])))

    def _is_of_kind(self, right: Sequence[Token]) -> bool:
        """True if what a number counts is of another kind than the tables have: 22 Privacy Act requests."""
        at = next((at for at, token in enumerate(right) if self._is_noun(token) or token.text.strip().endswith(COUNTED)), -1)
        said = right[at].text.rsplit(None, 1)[:-1] if at >= 0 and right[at].kind == "unknown" else []
        if said and right[0].text.strip() != "of":  # 453 planning cases
            return self._tells_other([*right[:at], right[at]._replace(text=said[0])])
        return at > 0 and all(token.kind in ("unknown", "skip") for token in right[:at]) and self._tells_other(right[:at])

    def _names_other(self, piece: Sequence[Token]) -> bool:
        """True if a piece without a number names requests of another kind: Privacy Act requests; requests about roads."""
        at = next((at for at, token in enumerate(piece) if self._is_noun(token)), -1)
        if at < 0 or any(_VERBS.match(token.text.strip()) for token in piece[:at]):
            return False
        behind = piece[at + 1 :]
        modified = bool(behind) and bool(_MODIFIES.match(behind[0].text.strip()))
        return self._tells_other(piece[:at]) or (modified and self._tells_other(behind))

    def _tells_other(self, tokens: Iterable[Token]) -> bool:
        """True if tokens tell something of which no row does."""
        return self.stems.tells_other(token._replace(text=_TURNS.sub("", token.text)) for token in tokens)

    def _is_other_subject(self, piece: Sequence[Token]) -> bool:
        """True if a piece may name another body, of which the next tell: Dublin City Council, by contrast, received 1,204."""
        ours = _names_own(piece) and not _is_of_ours(piece)
        return not self._begins_within(piece) and not ours and piece[-1].kind == "unknown" and self._tells_other(piece)

    def _is_of_later(self, last: Reading, reading: Reading) -> bool:
        """True if a number is one of the reviews that were counted before, and was read as one of requests, or the other way."""
        both = last.meaning and reading.meaning and last.verdict == "agrees"
        return bool(both) and _is_of_them(reading) and self._later_than_it(last) != self._later_than_it(reading)

    def _later_than_it(self, reading: Reading) -> bool:
        return reading.meaning is not None and Nouns(self.meanings.form, (), self.language.later).is_later(reading.meaning)

    def _is_whole(self, meaning: Meaning) -> bool:
        return any(value in self._wholes for value in meaning.values(self.filed) or ())

    def _has_noun(self, tokens: Sequence[Token]) -> bool:
        """True if tokens name what is counted."""
        return any(self._is_noun(token) or (token.word and token.text.strip().endswith("s")) for token in tokens)

    def _is_noun(self, token: Token) -> bool:
        return bool(self._nouns.search(token.text))

    @cached_property
    def _limits(self) -> Limits:
        return Limits(self.filed, self.language)

    @cached_property
    def _wholes(self) -> frozenset[Decimal]:
        """The figures that are all of something."""
        found = [
            *(self._meaning(word) for word in (*self.meanings.headings.received, *self.meanings.wholes)),
            self.meanings.on_hand,
        ]
        return frozenset(value for meaning in found if meaning for value in meaning.values(self.filed) or ())

    def _later(self, tokens: Sequence[Token]) -> frozenset[Decimal]:
        """The figures of the rows that have a noun of some tokens for what comes after an answer: heard 37 first appeals."""
        nouns = [noun for noun in self.language.later if any(noun in token.text for token in tokens)]
        words = {row.own for grid in self.meanings.headings.grids for row in grid.rows if any(n in row.own for n in nouns)}
        found = [self._meaning(word) for word in sorted(words)]
        return frozenset(value for meaning in found if meaning for value in meaning.values(self.filed) or ())

    def _meaning(self, word: str) -> Meaning | None:
        return self.meanings.find(frozenset((word,)), frozenset(), frozenset())

    @cached_property
    def _nouns(self) -> re.Pattern[str]:
        nouns = "|".join(noun.removesuffix("s") for noun in (*self.language.asked, *self.language.later))
        return re.compile(rf"\b(?:{nouns})s?\b")


def _leading(pieces: Sequence[Sequence[Token]]) -> Iterator[Sequence[Token]]:
    """The pieces of a sentence up to the first that counts something."""
    for piece in pieces:
        yield piece
        if any(token.number for token in piece):
            return


def _is_of_them(reading: Reading | None) -> bool:
    """True if a number is of some that were counted before: 58 of them."""
    return bool(reading and reading.number and _OF_THEM.match(reading.sentence.text, reading.number.end))


def _is_own(piece: Sequence[Token]) -> bool:
    """True if a piece names the body and nothing else: our sister company, Ashcombe Homes, is another."""
    return _names_own(piece) and not any(token.kind == "unknown" for token in piece)


def _is_of_ours(piece: Sequence[Token]) -> bool:
    """True if the body is named as that whose something is: Ashcombe's neighbours."""
    return any(token.kind == "own" and piece[at].text.strip().startswith(("'s", "’s")) for at, token in enumerate(piece[:-1], 1))


def _names_own(piece: Sequence[Token]) -> bool:
    return any(token.kind == "own" for token in piece)


def _pieces(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens between stops."""
    piece: list[Token] = []
    for token in tokens:
        if token.kind != "stop":
            piece.append(token)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece
