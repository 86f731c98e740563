"""Reading of numbers among words that are not known: what those say can make them fewer, never more than all there are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.judge import Judge
from generator.check.report.prose_reading.reading import TRANSPARENT, Reading, State
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary
from generator.late import late

_UNITS = frozenset(("件", "宗", "起"))
# What is not known may be of other bodies, of many years, or of work done for others: then there may be more.
_BEYOND = late(
    r"累|历|年|[县区镇乡街村省市州盟旗]|部门|单位|系统|机构|汇总|指导|协|代|转|督|牵头|联合|会同|下级|上级|次|[^不]超|预"
)
_COUNTS_ALL = "信息公开"  # said with it, an application is one of those of the tables
_NOT_THEM = frozenset(("信息", "事项", "项目", "条数", "内容"))  # of one decision several may be published


def goes_beyond(text: str) -> bool:
    """True if an unknown text may be of other bodies, of many years, or of work done for others."""
    return bool(_BEYOND.search(text))


def read_within(uncertain: Reading, used: Sequence[Token], state: State, judge: Judge) -> Reading:
    """The reading of a number of some time within the year, which can be no more than there were in all of it.

    It is kept as the part of a whole that may be spoken of next: 上半年收到申请 33 件，占全年的 44%.
    """
    number = uncertain.number
    words = [(t.text, t.word) for t in used if t.word]
    said = frozenset(word for _, word in words)
    if number is None or number.bound not in ("", "at_least", "over") or number.unit not in _UNITS or "上年" in said:
        return uncertain
    if any(t.kind not in (*TRANSPARENT, "unknown") or t.text in _NOT_THEM for t in used):
        return uncertain
    meaning, previous = judge.meaning(said, state, words)
    values = meaning.values(judge.filed, with_parts=True) if meaning and not previous and meaning.unit in ("", "件") else None
    if meaning is None or not values:
        return uncertain
    state.part = number, meaning
    more = number.value > max([*values, Decimal(0)])
    return uncertain._replace(verdict="contradicted", meaning=meaning, values=tuple(values)) if more else uncertain


def read_excess(
    uncertain: Reading, left: Sequence[Token], state: State, judge: Judge, headings: Headings, vocabulary: Vocabulary
) -> Reading | None:
    """The reading of a number that is more than all there are of what it counts, whatever the words not known say; else None."""
    number = uncertain.number
    unknown = [token for token in left if token.kind == "unknown"]
    if number is None or not unknown or number.unit not in _UNITS or number.bound not in ("", "at_least", "over"):
        return None
    if any(t.kind not in (*TRANSPARENT, "unknown") or t.text in _NOT_THEM for t in left):
        return None
    if any(_BEYOND.search(token.text) or vocabulary.shifts(token.text) for token in unknown):
        return None
    words = [(t.text, t.word) for t in left if t.word]
    said = frozenset(word for _, word in words)
    if said & {"上年", "下年"} or not _is_theirs(left, words, headings):
        return None
    meaning, previous = judge.meaning(said, state, words)
    values = meaning.values(judge.filed, with_parts=True) if meaning and not previous and meaning.unit in ("", "件") else None
    if meaning is None or not values or number.value <= max([*values, Decimal(0)]):
        return None
    return uncertain._replace(verdict="contradicted", meaning=meaning, values=tuple(values))


def _is_theirs(left: Sequence[Token], words: Sequence[tuple[str, str]], headings: Headings) -> bool:
    """True if what is counted is named so that it is of the tables: an application in full, an outcome, a decision."""
    last = max(at for at, token in enumerate(left) if token.kind == "unknown")
    before_noun = any(token.word for token in left[last:]) or left[-1].text == "的"
    outcomes = {word for grid in headings.grids if "申请" in grid.about for row in grid.rows for word in row.path}
    outcomes -= headings.common
    asked = any(_COUNTS_ALL in text and word == "申请" for text, word in words)
    behind = left if left[-1].text == "的" else left[last:]  # 涉及第三方权益、书面征求意见的申请 are not those refused for it
    named = asked or any(token.word in outcomes for token in behind)
    return before_noun and (named or any(token.text.startswith(("决定", "处理决定")) for token in left[last:]))
