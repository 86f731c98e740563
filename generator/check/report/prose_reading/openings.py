"""The openings of sentences: what a first piece without a number leaves open of whom and of what time the next ones tell.

A piece that tells something no table does may be the scope of what follows: 专项整治中，行政处罚 6 件. What is only said of how a
thing is known is none: 经清理，废止 5 件.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from generator.check.report.prose_reading.headings import Headings
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.language import Language

_SINCE = ("后", "前", "时", "之后", "以后")
_OF_THESE = ("of these", "of those", "of them")
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
    if _ends(language.known_by, said):
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
    """Remembers an English sentence that counted requests of which no table tells: of those the next may be told."""

    stems: Stems
    paragraph: int = 0

    def settled(
        self, sentence: Sentence, tokens: Sequence[Token], readings: Sequence[Reading], headings: Headings
    ) -> Sequence[Reading]:
        """The readings of a sentence, uncertain where it goes on with those: An audit looked at 60 requests. Twelve were late."""
        counted = [reading for reading in readings if reading.number and not reading.number.unit]
        begins = next((token for token in tokens if token.kind != "skip"), None)
        goes_on = begins is not None and (begins.number is not None or sentence.text.lstrip().startswith(_OF_THESE))
        goes_on = goes_on and not any(token.kind in ("own", "time") for token in tokens)
        if goes_on and self.paragraph == sentence.paragraph:
            return [r._replace(verdict="uncertain") if r.verdict == "contradicted" else r for r in readings]
        some = bool(counted) and all(reading.verdict == "uncertain" for reading in counted) and headings.asks(sentence.text)
        self.paragraph = sentence.paragraph if some and self.stems.tells_other(tokens) else 0
        return readings


def _ends(pattern: str, said: str) -> bool:
    return bool(pattern) and re.search(pattern, said) is not None
