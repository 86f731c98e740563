"""The words beside a number, and the search for the figure that they mean."""

from __future__ import annotations

from typing import NamedTuple

from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.judge import Judge
from generator.check.report.prose_reading.meanings import Meaning
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import DISPUTES, State
from generator.check.report.prose_reading.segments import has_time, is_each, is_partitive, to_noun
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary
from generator.late import late

_PEOPLE = frozenset(("人次", "人", "名", "位"))
# Headings of what is left when a year ends, which goes into the next.
_LEFT = late(r"\b(?:carried|forward|pending|open|live|outstanding|unanswered|not yet|undecided)\b")
_AND = ("和", "与", "及", "以及")
_IS = frozenset(("共有", "合计", "有", "为", "是", "达", "达到", "达到了", "共", "共计", "总计", "高达"))


class Beside(NamedTuple):
    """The tokens to the left and right of a number, and those of both that say what it counts."""

    left: list[Token]
    right: list[Token]
    used: list[Token]

    @property
    def said(self) -> frozenset[str]:
        """Their words."""
        return frozenset(token.word for token in self.used if token.word)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Each of their words with its text."""
        return [(token.text, token.word) for token in self.used if token.word]


def words_beside(
    left: list[Token], right: list[Token], judge: Judge, headings: Headings, vocabulary: Vocabulary, *, chinese: bool
) -> Beside:
    """The words beside a number: in Chinese those before it, where they name what is counted; else those behind it too."""
    if chinese:
        of = next((at for at, token in enumerate(right) if token.text in ("中", "里", "之中") and at), len(right))
        right = right[:of]  # 81 件申请中 + 已办结 76 件
    said = frozenset(token.word for token in left if token.word)
    partly = is_partitive(left) or any(token.word in headings.columns for token in right)
    if chinese and ((not partly and said & judge.nouns) or is_origin(left, right, vocabulary)):
        return Beside(left, right, left)
    both = [*left, *right]
    if (
        chinese and left and left[-1].text.endswith("的") and any(token.word for token in both)
    ):  # 上年转入的 6 件申请 + 已于一季度办完
        both = [*left, *to_noun(right, judge.nouns)]
    return Beside(left, right, both)


def find_figure(
    judge: Judge, beside: Beside, number: Quantity, state: State, vocabulary: Vocabulary, *, chinese: bool
) -> tuple[Meaning | None, bool]:
    """The meaning of a number by the words beside it, all of them known, and whether it is that of the year before."""
    left, right, used = beside
    said, unit = beside.said, number.unit
    bound = not left and number.bound in ("at_least", "over")  # 总数再创新高，突破 420 件
    last, state.last = state.last, None
    if is_origin(left, right, vocabulary):  # 由 8 件增至 9 件
        said, state.previous = said | {"上年"}, False
    if state.subject and said == {"上年"} and is_origin(left, right, vocabulary):  # 决定数量连续下降，由 120 件降至 96 件
        said |= state.subject
    if not chinese and said and said <= judge.headings.columns | {"上年"}:
        said |= _row_in_english(judge, beside, state, last)
    meaning, previous = _of_row(judge, said, state) or judge.meaning(said, state, beside.texts)
    if meaning and not previous and unit in _PEOPLE and state.subject & judge.headings.across:  # 以自然人为主，共 62 人次提出
        meaning, previous = judge.meaning(said | (state.subject & judge.headings.across), state, [])
    if said == {"上年"} and last:  # 75 件（2023 年为 60 件）
        meaning, previous = last, True
    if meaning is None and not said and (bound or any(token.text in _IS for token in left)):  # 申请数量持续走高，全年达到 85 件
        meaning, previous = judge.meaning(state.subject, state, [])
    if meaning is None and not said and state.counted and left and all(t.text in vocabulary.language.totals for t in left):
        meaning, previous = judge.meaning(state.counted, state, [])  # 上年结转的申请已全部办结，共 6 件
    if meaning is None and said == {"上年"} and state.subject:  # 申请量持续增加：2023年 60 件，2024年 75 件
        meaning, previous = judge.meaning(state.subject | said, state, [])
    if meaning is None and not said and state.origin and has_time(left if chinese else used):  # 上年 60 件，今年 75 件
        meaning, previous = state.origin, False
    meaning = (
        meaning
        or _of_ours(judge, beside, state)
        or judge.amount(unit, used, state)
        or judge.decided(unit, said)
        or _of_decisions(judge, beside, state)
        or (None if chinese else _into_next(judge, beside, state))
    )
    if meaning is None and used is not left and chinese:  # 上年结转的 16 件申请 + 已全部办结
        counted = Beside(left, right, [*left, *to_noun(right, judge.nouns)])
        meaning, previous = judge.meaning(counted.said, state, counted.texts)
        meaning = meaning or judge.meanings.together(counted.said, state.topics)
    together = (*vocabulary.language.totals, *vocabulary.language.either, *_AND, "总量", "总数")
    both = any(token.text in together for token in left) or said >= DISPUTES  # 行政复议、行政诉讼 14 件
    if meaning is None and both and not is_each(left, vocabulary):
        meaning = judge.meanings.together(said - {"上年"}, state.topics)  # 予以公开和部分公开共 36 件
        previous = meaning is not None and "上年" in said
    if meaning and used is left and right and right[0].kind == "unknown":  # 予以公开 30 份文件, 行政处罚 31 件移送
        meaning = None
    return meaning, previous


def _row_in_english(judge: Judge, beside: Beside, state: State, last: Meaning | None) -> frozenset[str]:
    """The words of the row that an English number counts beside columns or a year alone: all, or what was counted before."""
    asks = state.asked or any(judge.headings.asks(token.text) for token in beside.used)
    if "上年" in beside.said:  # there were 493 requests in 2023
        return judge.headings.received if asks and any(t.text.strip() == "there were" for t in beside.left) else frozenset()
    known = judge.headings.received if asks else frozenset[str]()  # 140 requests in the second quarter
    return known | (last.words - judge.headings.columns if last else frozenset())  # ten were open, two of the third quarter


def _into_next(judge: Judge, beside: Beside, state: State) -> Meaning | None:
    """The meaning of what an English number says went into the next year: 18 requests were carried forward into 2025."""
    into = "下年" in beside.said and "上年" not in beside.said
    meaning = judge.meaning(beside.said - {"下年"}, state, beside.texts)[0] if into else None
    return (judge.stems.at_end(meaning) or meaning) if meaning and any(map(_LEFT.search, meaning.words)) else None


def _of_decisions(judge: Judge, beside: Beside, state: State) -> Meaning | None:
    """The meaning of decisions that were dealt with, which says no more of them: 办理行政许可决定 428 件; None for all else."""
    done = "办理" in beside.said and any(token.text in judge.prose.decided for token in beside.used)
    return judge.meaning(beside.said - {"办理"}, state, beside.texts)[0] if done and "上年" not in beside.said else None


def _of_ours(judge: Judge, beside: Beside, state: State) -> Meaning | None:
    """The meaning of a number of the body itself among others: 全市收到申请 143 件，其中本局 75 件; None for all else."""
    own = bool(state.theirs) and not beside.said and bool(beside.left) and beside.left[-1].kind == "own"
    return judge.meaning(state.theirs, state, [])[0] if own else None


def _of_row(judge: Judge, said: frozenset[str], state: State) -> tuple[Meaning, bool] | None:
    """The meaning of columns of the row that was counted before: 上年结转的 6 件中，自然人 5 件; None where that has none."""
    of_row = state.among and said and said <= judge.headings.across
    meaning = judge.meaning(said | state.among, state, [])[0] if of_row else None
    return (meaning, False) if meaning else None


def is_origin(left: list[Token], right: list[Token], vocabulary: Vocabulary) -> bool:
    """True if a number is the one from which something grew or fell to what it is now."""
    grows = right[:1] and right[0].kind in ("up", "down") and right[0].text[-1] in "到至为"
    return bool(grows) and any(token.text in vocabulary.language.before for token in left)
