"""Reading of the pieces of a sentence without numbers: what they deny, what they say grew or fell, of whom they speak."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.report.prose_reading.english_segments import names_somebody
from generator.check.report.prose_reading.judge import Judge
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.openings import scope_of
from generator.check.report.prose_reading.reading import ABOUT, COMPARING, Reading, State
from generator.check.report.prose_reading.segments import denials
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary

_BY = ("quarter", "each quarter", "per quarter", "by quarter", "quarterly")
_NOUGHT = "全部办结"  # says of itself that nothing is left


def read_without_numbers(
    judge: Judge, sentence: Sentence, segment: list[Token], state: State, vocabulary: Vocabulary
) -> Iterator[Reading]:
    """The readings of a piece without numbers: a nought for each thing it denies, and the words that compare."""
    unknown = [token for token in segment if token.kind == "unknown"]
    words = [token for token in segment if token.word]
    rest = any(token.text in vocabulary.language.rest for token in segment)  # 除 5 件外，其余均已办结
    # 上年结转的 6 件，已全部办结 is said of those six
    carried = state.origin is not None or (state.last is not None and any("上年" in word for word in state.last.words))
    rest = rest or (carried and not frozenset(t.word for t in words) & ABOUT)
    denied = [token for token in segment if token.kind == "no" or (token.word == _NOUGHT and not rest)]
    plain = not denied and not sentence.chinese and not state.foreign
    plain = plain and not any(t.kind in COMPARING or t.word == "上年" for t in segment)
    state.named = judge.stems.find(segment) if plain and (words or unknown) else None
    if denied and unknown and not sentence.chinese and not state.foreign:  # no requests were open
        yield from judge.nought_stemmed(sentence, segment, state)
    if denied and words and not unknown and not state.foreign and not any(t.kind in COMPARING for t in segment):
        pieces = denials(segment, denied)
        if all(any(token.word for token in piece) for piece in pieces):  # a denial of nothing denies the next: 没有未答复的
            for piece in pieces:
                yield from judge.nought(sentence, piece, state)
    said = frozenset(token.word for token in words)
    asks = any(judge.headings.asks(token.text) for token in segment)
    state.asked = not sentence.chinese and asks and not said and all(t.text.strip() in _BY for t in unknown)
    for token in segment:
        if token.kind in ("same", "up", "down") and not unknown and not state.foreign and said - {"上年"}:
            meaning, _ = judge.meaning(said - {"上年"}, state, [(t.text, t.word) for t in words])
            zero = Quantity(Decimal(0), "", token.start, token.end)
            yield Reading(sentence, segment[0].start, token.end, "uncertain", meaning, number=zero)
    if not sentence.chinese and unknown and names_somebody(sentence, segment):
        state.foreign = "body"  # The museum service, which reports separately, received 34 requests
    if unknown and not any(token.kind == "own" for token in segment):
        text = sentence.text[segment[0].start : segment[-1].end]
        scope = scope_of(segment, text, vocabulary.language) if sentence.chinese else ""
        state.foreign = vocabulary.shifts(text) or state.foreign or ("part" if scope else "")
        state.lasting = state.lasting or scope == "lasting"
        if state.inherited and not said & judge.meanings.topics:
            state.topics = frozenset()
    elif said == {"上年"} and not denied and not any(token.kind == "against" for token in segment):
        state.previous = True
    if said & judge.meanings.topics:
        state.inherited = False
    state.keep(said, judge.meanings)


def read_none_of(judge: Judge, sentence: Sentence, segment: list[Token], state: State) -> Iterator[Reading]:
    """The readings of an English piece that denies a thing of all of so many: none of the 17 reviews was outstanding."""
    denies = len(segment) > 2 and segment[0].kind == "no" and segment[1].number is not None and not sentence.chinese
    rest = segment[2:]
    if not denies or state.foreign or any(t.number or t.kind in COMPARING or t.word == "上年" for t in rest):
        return
    if any(token.kind == "unknown" for token in rest):
        yield from judge.nought_stemmed(sentence, rest, state)
    elif any(token.word for token in rest):
        yield from judge.nought(sentence, rest, state)
