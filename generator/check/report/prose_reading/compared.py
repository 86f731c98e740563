"""Readings of numbers that are no plain figure: that compare, that have been counted to a day, or whose words are no heading."""

from __future__ import annotations

from generator.check.report.prose_reading.judge import Judge
from generator.check.report.prose_reading.meanings import Meaning, cells_of
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import COMPARING, DISPUTES, TRANSPARENT, Reading, State
from generator.check.report.prose_reading.share_of import share_of_part
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late

_NOT = ("were not", "was not", "did not")
_STOPS = late(r"[,;:()\d]")
_CLAUSE = late(r"[,;:.()]| and (?=[a-z]+ #?\d?)")
_SENT = late(
    r"(?:(?:during|in|over) the (?:\w+ )?year )?(?:we|it|the \w+)(?: have| has)? (?:sent|issued|gave|provided|produced)(?: out)?"
    r"(?: a total of)? # (?:responses|replies|answers)(?: (?:during|in|over) the (?:\w+ )?year| in \d{4}| in all| in total)?"
)
_SUM_OF_MONEY = late(r"(?:[£$€₹]|\b(?:rs\.?|inr|eur|gbp|usd)) ?$")


def read_stemmed(judge: Judge, uncertain: Reading, used: list[Token], tokens: list[Token], state: State) -> Reading | None:
    """The reading of an English number beside words that are no heading, by their stems; None where those tell no row."""
    number = uncertain.number
    sentence = uncertain.sentence
    if number is None or number.start in sentence.named:
        return None
    into = any(t.word == "下年" for t in used)  # carried over into FY 2025
    # carried over from 2023 is a figure of this year
    previous = any(t.word == "上年" and not sentence.text[: t.start].rstrip().endswith("from") for t in used)
    previous = previous or (state.previous and not any(t.kind == "time" for t in used))  # the year before, 310 were sent
    told = frozenset(word for known in state.told for word in known.words)
    meaning = judge.stems.find([token for token in used if token.word not in ("上年", "下年")], state.stems, told)
    meaning = judge.stems.at_end(meaning) if meaning and into else meaning
    if state.last and " ".join(token.text.strip() for token in used if token.text.strip() != "and") in _NOT:
        meaning = judge.meanings.opposite(state.last)  # 571 were answered on time and 74 were not
    plain = not any(token.word for token in used) and not judge.stems.tells(used)
    said = sentence.text[: number.start]
    there = ("there were" in said or "there have been" in said) and any(t.kind == "time" for t in used)
    if (
        plain
        and (there or any("total" in token.text for token in used))
        and any(judge.headings.asks(token.text) for token in used)
    ):
        meaning = judge.meanings.find(judge.headings.received, frozenset(), frozenset())  # the total for 2024 was 520 requests
    behind = sentence.text[number.end :].partition(",")[0]
    before = _STOPS.split(sentence.text[: number.start])[-1]
    behind = f"{before} {behind}" if "total" in before else behind  # total applications for disposal were 340
    of_all = not any(word in sentence.text for word in (" end ", " close ", " start ", " beginning "))  # but all that there was
    if not previous and of_all and any(words in behind for words in judge.english.on_hand):
        meaning = judge.meanings.on_hand
    if plain and meaning is None and not state.foreign and not previous and _SENT.fullmatch(_clause_of(sentence.text, number)):
        sent = [judge.meanings.find(frozenset((word,)), frozenset(), frozenset()) for word in sorted(judge.meanings.wholes)]
        meaning = next((known for known in sent if known), None)  # we sent 485 responses
    if plain and meaning and meaning.words == judge.headings.received and (on_hand := judge.meanings.on_hand):
        meaning = meaning._replace(formulas=(*meaning.formulas, *on_hand.formulas))  # of the total of 340 applications
    if meaning and number.unit not in ("", "%") and not meaning.name.lower().startswith(number.unit):  # 13 working days
        return None
    if meaning is None or (_SUM_OF_MONEY.search(sentence.text, 0, number.start) is not None) != _is_money(judge, meaning):
        return None
    start, end = uncertain.start, uncertain.end
    reading = judge.judge(sentence, number, meaning, tokens, state, start, end, previous=previous)
    if reading.verdict == "contradicted" and any(word in t.text.split() for t in used for word in judge.english.taken_on):
        came = judge.meanings.find(judge.headings.received, frozenset(), frozenset())  # we dealt with all that came in
        whole = judge.judge(sentence, number, came, tokens, state, start, end, previous=previous) if came else reading
        reading = whole if whole.verdict == "agrees" else reading
    if reading.verdict == "contradicted" and _is_money(judge, meaning) and any("total" in token.text for token in used):
        return None  # total fees may be those of more than one row
    meaning = reading.meaning or meaning
    state.last, state.last_at, state.seen = (None if previous else meaning), number.start, meaning
    state.told += [meaning] if reading.verdict == "agrees" and not previous else []
    return reading


def _clause_of(text: str, number: Quantity) -> str:
    """The clause of an English number, which it stands for as a sign."""
    before, behind = _CLAUSE.split(text[: number.start])[-1], _CLAUSE.split(text[number.end :])[0]
    return f"{before}#{behind}".strip()


def _is_money(judge: Judge, meaning: Meaning) -> bool:
    """True if a meaning is figures that are sums of money."""
    form = judge.filed.form
    cells = [cell for formula in meaning.formulas for cell in cells_of(formula, form)]
    found = ((form.rows()[row], column) for row, column in cells)
    return any(
        block.kind(row, known) == "money" for (_, block, row), column in found for known in block.columns if known.id == column
    )


def read_ever(judge: Judge, uncertain: Reading, used: list[Token], state: State) -> Reading:
    """The reading of what has been counted to a day, who knows from when: no less than there was in this year."""
    number = uncertain.number
    if number is None or number.bound or any(t.kind not in (*TRANSPARENT, "whole_time") for t in used):
        return uncertain
    meaning = judge.counted(used, state)
    if meaning is None or number.start in uncertain.sentence.named:
        return uncertain
    reading = judge.judge(uncertain.sentence, number, meaning, [], state, uncertain.start, uncertain.end, previous=False)
    less = reading.verdict == "contradicted" and not number.unit.startswith("%") and number.value < min(reading.values)
    return reading if less else uncertain


def read_compared(judge: Judge, uncertain: Reading, left: list[Token], right: list[Token], state: State) -> Reading:
    """A number that compares is no figure itself; what it compares is known where words beside it say so.

    It is a figure where it is a share of all, or that of the year before: 520 requests, compared with 493 in the year before.
    """
    sentence, number = uncertain.sentence, uncertain.number
    if number and number.unit == "%" and sentence.chinese:
        apiece = any(token.text in judge.chinese.apiece for token in left)  # 占比分别为 82.7% 和 17.3%
        share = uncertain if apiece else share_of_part(judge, uncertain, left, state) or judge.share(uncertain, left, state)
    else:
        share = None
    if share:
        return share
    if number and (meanings := _of_before(uncertain, left, right, state)):
        read = (judge.judge(sentence, number, m, [], state, uncertain.start, uncertain.end, previous=True) for m in meanings)
        judged = [reading for reading in read if reading.verdict != "uncertain"]
        return next((reading for reading in judged if reading.verdict == "agrees"), judged[0] if judged else uncertain)
    origin, state.origin = state.origin, None
    towards = any(t.kind in ("up", "down") and t.text[-1] in "到至为" for t in left)
    if number and origin and towards and not any(t.word or t.kind == "unknown" for t in left):  # 由上年的 7 件增加到 9 件
        return judge.judge(sentence, number, origin, [], state, uncertain.start, uncertain.end, previous=False)
    words = [(t.text, t.word) for t in left if t.word and t.word != "上年"]
    known = all(t.kind in TRANSPARENT or t.kind in COMPARING for t in left)
    if not known or not words:
        return uncertain
    meaning, _ = judge.meaning(frozenset(word for _, word in words), state, words)
    several = {word for _, word in words} >= DISPUTES or any(t.text in judge.chinese.totals for t in left)
    if meaning is None and several:  # 予以公开和部分公开合计较上年增加 4 件
        meaning = judge.meanings.together(frozenset(word for _, word in words), state.topics)
    alone = towards and meaning and number and number.unit != "%" and sum(t.kind in COMPARING for t in left) == 1
    if alone and meaning and number and sentence.chinese and not any(t.word == "上年" for t in left):  # 申请量攀升至 75 件
        return judge.judge(sentence, number, meaning, [], state, uncertain.start, uncertain.end, previous=False)
    return uncertain._replace(meaning=meaning)


def _of_before(uncertain: Reading, left: list[Token], right: list[Token], state: State) -> list[Meaning]:
    """The meanings that a number of the year before may have, the likeliest first; none where it is not of that."""
    if not uncertain.sentence.chinese and state.told and _is_against(left, right):  # 17 in 2024 against 16 in 2023
        return state.told[::-1]
    return [state.last] if state.last and _is_of_before(uncertain, left, right, state) else []


def _is_against(left: list[Token], right: list[Token]) -> bool:
    """True if nothing stands beside a number but that it is that of the year before, which is held against this one's."""
    beside = [*left, *right]
    plain = all(t.kind in ("skip", "against", "time") or t.word == "上年" for t in beside)
    return plain and any(t.kind == "against" for t in left) and any(t.word == "上年" for t in beside)


def _is_of_before(uncertain: Reading, left: list[Token], right: list[Token], state: State) -> bool:
    """True if a number is what there was in the year before of what was counted just before it: 较上年的 60 件增加 15 件."""
    number = uncertain.number
    chinese = uncertain.sentence.chinese
    beside = left if chinese else [*left, *right]
    if {t.word for t in beside if t.word} != {"上年"} or any(t.kind not in (*TRANSPARENT, "against") for t in beside):
        return False
    grows = number is not None and number.unit != "%" and any(t.kind in COMPARING for t in right[:1])
    return not chinese or (grows and state.known == 1)
