"""Readings of numbers that are no figure told by the words beside them: shares, limits, what goes on with a piece before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.check.report.prose_reading.english_segments import (
    are_of_the_one_before,
    is_limited,
    is_of_it,
    is_of_piece_before,
    says_again,
)
from generator.check.report.prose_reading.in_time import read_in_time
from generator.check.report.prose_reading.judge import Judge
from generator.check.report.prose_reading.reading import COMPARING, Reading, State
from generator.check.report.prose_reading.segments import is_of_time
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.share_of import apposed, share_behind
from generator.check.report.prose_reading.vocabulary import Token


class Counted(NamedTuple):
    """One of the numbers of a piece of a sentence, the ``order``-th: the tokens to its left and right that may be its own."""

    piece: list[Token]
    numbers: Sequence[int]
    order: int
    left: list[Token]
    right: list[Token]

    @property
    def token(self) -> Token:
        """The number."""
        return self.piece[self.numbers[self.order]]

    @property
    def between(self) -> list[Token]:
        """The tokens between the number before it and this one; none before the first."""
        return self.piece[self.numbers[self.order - 1] + 1 : self.numbers[self.order]] if self.order else []

    @property
    def is_last(self) -> bool:
        """True if no other number follows in the piece."""
        return self.order + 1 == len(self.numbers)


def is_apart(counted: Counted, *, chinese: bool) -> bool:
    """True if a number is none that is judged: a limit, one of another thing, or a share of which more is said further on."""
    piece, order = counted.piece, counted.order
    if chinese:
        return order > 0 and is_of_time(piece[counted.numbers[order - 1]])  # 提前 5 个工作日答复的有 31 件
    behind = piece[counted.numbers[order] + 1 :]
    if counted.left and counted.left[-1].text.split()[-1:] == ["from"] and len(behind) > 1 and behind[1].number:
        return behind[0].text.strip() == "to"  # withdrawals rose, and transfers went from four to five
    of_other = bool(counted.between) and are_of_the_one_before(counted.between, behind)
    return of_other or is_of_it(counted.left) or (not counted.is_last and is_limited(counted.right))


def read_apart(
    judge: Judge, sentence: Sentence, counted: Counted, tokens: list[Token], state: State, *, inside: bool
) -> tuple[bool, Reading | None]:
    """True, and the reading, where a number is a share or goes on with the piece before; there may be none of it."""
    left, right, number = counted.left, counted.right, counted.token.number
    named, state.named = state.named, None
    if number is None:
        return True, None
    share = None if sentence.chinese else apposed(judge, sentence, number, left, right, tokens, state)
    if share is None and number.unit == "%" and not sentence.chinese:
        share = read_in_time(judge, sentence, number, counted.piece, state)
    if share:
        return True, share
    if is_apart(counted, chinese=sentence.chinese):
        return True, Reading(sentence, number.start, number.end, "uncertain", number=number)
    if state.shared and not (sentence.chinese or number.unit) and says_again(left, right):  # 19% of requests, or 47 in all
        return True, judge.judge(sentence, number, state.shared, tokens, state, number.start, number.end, previous=False)
    if number.unit != "%":
        goes_on = named is not None and not (sentence.chinese or state.foreign) and is_of_piece_before(left, right)
        reading = named and judge.judge(sentence, number, named, tokens, state, number.start, number.end, previous=False)
        return goes_on, reading if goes_on else None
    return _read_share(judge, sentence, counted, state, inside=inside)


def _read_share(judge: Judge, sentence: Sentence, counted: Counted, state: State, *, inside: bool) -> tuple[bool, Reading | None]:
    """True, and the reading, of a share of what is done in time, or behind which stands what it is one of."""
    left, right, number = counted.left, counted.right, counted.token.number
    assert number
    after = counted.piece[counted.numbers[counted.order] + 1 :]
    own = right == after[: len(right)] and not sentence.chinese and len(right) > 1
    joined = own and [t.text.strip() for t in after[len(right) :][:1]] == ["and"]  # 36% of requests in full and 40% in part
    if (counted.is_last or joined) and not any(t.kind in COMPARING for t in left):
        share = share_behind(judge, sentence, number, left, right, state, inside=inside)
        return share is not None, share
    tells = not sentence.chinese and any(token.word or token.kind == "unknown" for token in right)
    return not left and not tells, None  # what is said of it goes on behind another number
