"""The topics of a sentence: by its words, by the heading above it, by the course of what is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from generator.check.report.prose_reading.headings import Headings, core
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.reading import ABOUT
from generator.check.report.prose_reading.segments import is_alone
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.settled import about_answers
from generator.check.report.prose_reading.telling import Telling
from generator.check.report.prose_reading.vocabulary import Token, Vocabulary

# What becomes of all that is asked for, from one year to the next.
_MADE_PUBLIC = "公开类"
_COURSE = frozenset(("结转", "收到", "受理", "应办", "办结", "全部办结", "未办结", "办结率", "答复"))


@dataclass(frozen=True)
class Topics:
    """Finds the topics of the sentences of a report."""

    headings: Headings
    meanings: Meanings
    chinese: Vocabulary
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self.headings, self.meanings)

    def of(self, sentence: Sentence, tokens: Sequence[Token], before: frozenset[str], *, begins: bool) -> frozenset[str]:
        """The topics of a sentence; ``before`` are those of the ones before it in its paragraph, which it may begin."""
        topics = self._above(sentence) | before
        words = frozenset(token.word for token in tokens if token.word)
        if words & self.headings.across and any(token.text == "申请人" for token in tokens):
            topics |= {"申请"}
        if not topics:  # what a sentence is about may be said at its end; but 其中涉及信息公开的 9 件 are a part
            whole = takewhile(lambda token: token.kind != "parts", tokens) if sentence.chinese else tokens
            topics = frozenset(token.word for token in whole if token.word) & ABOUT
        if not topics & ABOUT:
            alone = is_alone(tokens) or "答复" in words  # 所有答复均为予以公开
            topics |= self._telling.implied(words, alone=alone)
            topics |= self._all_of_it(sentence, tokens, words) if begins else frozenset()
        both = (token.word == _MADE_PUBLIC and "部分公开" in token.text for token in tokens)  # 公开及部分公开 6 件
        asked = (token.word and "申请" in token.text for token in tokens)  # 信访举报投诉类申请
        if not topics & ABOUT and (any(asked) or any(both)):
            topics |= {"申请"}
        return topics | about_answers(tokens)

    def _above(self, sentence: Sentence) -> frozenset[str]:
        """The topics of the nearest heading."""
        if not sentence.headings:
            return frozenset()
        heading = sentence.headings[-1]
        if heading not in self._known:
            made = Sentence(heading, tuple(range(len(heading))), frozenset(), (), 0, sentence.chinese)
            self._known[heading] = frozenset(t.word for t in self.chinese.cut(made) if t.word) & self.meanings.topics
        return self._known[heading]

    def _all_of_it(self, sentence: Sentence, tokens: Sequence[Token], words: frozenset[str]) -> frozenset[str]:
        """The topic of a sentence that tells what was carried over, came in and was done, of which it names nothing else.

        It is that of the report where it begins a paragraph of a section that the form prescribes: 上年结转 8 件，本年新收 75 件.
        """
        course = sum(word in _COURSE or word.startswith("结转") for word in words)
        prescribed = (
            course > 1
            and sentence.headings
            and core(sentence.headings[-1]) in {core(text) for text in self.meanings.form.sections}
        )
        of_requests = {word for grid in self.headings.grids if "申请" in grid.about for word in grid.headings}
        if (
            not prescribed
            or words & (self.meanings.topics - ABOUT - of_requests)
            or any(token.kind == "unknown" for token in tokens)
        ):
            return frozenset()
        return frozenset(("申请",))
