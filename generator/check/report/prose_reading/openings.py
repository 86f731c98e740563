"""The openings of sentences: what a first piece without a number leaves open of whom and of what time the next ones tell.

A piece that tells something no table does may be the scope of what follows: 专项整治中，行政处罚 6 件. What is only said of how a
thing is known is none: 经清理，废止 5 件.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.language import Language

_SAYS_WHO = late("申请(?:人|主体)[^,;。]{0,4}(?:多|主要|大多|均)[为是]")  # a statement of its own, which limits nothing
_SINCE = ("后", "前", "时", "之后", "以后")
_OF_THESE = late(r"(?:of (?:the|these|those|them)|its|their|they|it)\b")
_MOST = late(
    r"\b(?:most|more|main|mainly|mostly|top|leading|share|majority|popular|common|frequent|often|prominent|dominated)\b"
    r"|\b(?:busi|larg|bigg|high|great|strong|heavi|common)est\b"
)
_OF_INTEREST = late("热点|焦点|关注度")
_MUCH = late("[最较居更]|集中|突出|为主|不少|增|上升")
_ASKED = frozenset(("件", "宗", "起", "个", "条", "份"))
_PLAIN = frozenset(("申请", "收到", "受理", "信息公开", "办理"))  # what any application is spoken of with

Scope = Literal["", "part", "lasting"]


def scope_of(piece: Sequence[Token], said: str, language: Language) -> Scope:
    """The scope that a Chinese piece without a number gives the next: a part, lasting where a year behind it changes nothing."""
    if not any(token.kind == "unknown" for token in piece) or any(token.kind == "own" for token in piece):
        return ""
    begins = next((token for token in piece if token.kind != "skip"), piece[0])
    if begins.word and not _ends(language.within_which, said):  # 依申请公开渠道保持畅通
        return ""
    if _ends(language.known_by, said) or _SAYS_WHO.search(said):
        return ""
    if _ends(language.within_which, said):
        return "lasting"
    return "" if any(token.kind == "time" for token in piece) else "part"


def begins_elsewhere(text: str, tokens: Sequence[Token], language: Language) -> bool:
    """True if a Chinese sentence begins with what all of it may be of, and goes on without the year or the body."""
    end = next((at for at, token in enumerate(tokens) if token.kind == "stop" or token.number), 0)
    if not end or tokens[end].number:
        return False
    scope = scope_of(tokens[:end], text[tokens[0].start : tokens[end].start], language)
    return scope == "lasting" or (scope == "part" and not any(token.kind in ("own", "time") for token in tokens[end:]))


def counts_part(piece: Sequence[Token], language: Language, wholes: Collection[Decimal]) -> bool:
    """True if a Chinese piece counts what no table tells, and the next may be told of that: 与移民有关的 9 件申请, 三个水管所."""
    number = next((token.number for token in reversed(piece) if token.number), None)
    unknown = any(token.kind == "unknown" for token in piece)
    if number is None or not unknown or any(token.kind in ("own", "time") or token.word == "上年" for token in piece):
        return False
    if any(token.kind == "unknown" and after.text in _SINCE for token, after in pairwise(piece)):  # 官网改版后新增栏目 8 个
        return True
    said = {token.word for token in piece if token.word}
    if not said:
        return not piece[0].start and piece[0].number is not None and piece[-1].number is None  # a subject
    asked = number.unit in _ASKED and number.value not in wholes and "申请" in said <= _PLAIN
    return asked and not any(way in token.text for way in language.ways for token in piece)


@dataclass
class OfBefore:
    """Remembers a sentence on something of which no table tells: of that the next one may be told.

    It counted requests that no table does, or ranked a thing: Parking brought most work. 96 were received.
    """

    stems: Stems
    paragraph: int = 0
    continued: set[int] = field(default_factory=set)  # the places of the sentences that may go on with such a one

    def settled(
        self, sentence: Sentence, tokens: Sequence[Token], readings: Sequence[Reading], headings: Headings
    ) -> Sequence[Reading]:
        """The readings of a sentence, uncertain where it goes on with such things: An audit looked at 60. Twelve were late."""
        goes_on = _leaves_open(tokens) if sentence.chinese else _goes_on(sentence, tokens)
        if goes_on and self.paragraph == sentence.paragraph:
            self.continued.add(sentence.places[0])
            return [r._replace(verdict="uncertain") if r.verdict == "contradicted" else r for r in readings]
        counts = [reading for reading in readings if reading.number and not reading.number.unit]
        some = bool(counts) and all(reading.verdict == "uncertain" for reading in counts) and headings.asks(sentence.text)
        some = (some or _ranks(sentence, tokens)) and (sentence.chinese or self.stems.tells_other(tokens))
        self.paragraph = sentence.paragraph if some else 0
        return readings


def _goes_on(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """True if an English sentence begins with a number, or with some of those, and does not say whose."""
    begins = next((token for token in tokens if token.kind != "skip"), None)
    number = begins is not None and begins.number is not None
    return (number or bool(_OF_THESE.match(sentence.text.lstrip()))) and not any(token.kind == "own" for token in tokens)


def _leaves_open(tokens: Sequence[Token]) -> bool:
    """True if a Chinese sentence begins with a number, and does not say of what or whose: 全部 9 件均已办结."""
    first = next((at for at, token in enumerate(tokens) if token.number), 0)
    said = [token for token in tokens[:first] if token.text != "申请"]  # 全年共申请 11 件 is not more than a verb
    return bool(first or (tokens[:1] and tokens[0].number)) and not any(t.kind == "own" or t.word == "申请" for t in said)


def _ranks(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """True if a sentence says without a number that there is most, or much, of a thing that no heading names."""
    if any(token.number or token.kind == "own" for token in tokens):
        return False
    if not sentence.chinese:
        return _MOST.search(sentence.text) is not None
    asked = any(token.word == "申请" for token in tokens) and _MUCH.search(sentence.text) is not None
    return (asked or _OF_INTEREST.search(sentence.text) is not None) and any(token.kind == "unknown" for token in tokens)


def _ends(pattern: str, said: str) -> bool:
    return bool(pattern) and re.search(pattern, said) is not None
