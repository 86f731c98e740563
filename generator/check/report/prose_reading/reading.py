"""The reading of a number of prose: what it means, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.sentences import Sentence
from generator.check.report.prose_reading.vocabulary import Token

Verdict = Literal["agrees", "contradicted", "uncertain"]
# Kinds of words that leave a number what it is, and those that compare it.
TRANSPARENT = frozenset(("skip", "time", "own", "parts", "word", "open", "each", "both"))
COMPARING = frozenset(("up", "down", "same", "share", "against", "nearly"))
PEOPLE = frozenset(("人", "名", "位", "家", "户"))
ABOUT = frozenset(("申请", "信息公开"))
DISPUTES = frozenset(("行政复议", "行政诉讼"))
AMONG = ("中", "之中", "里", "当中")
VERDICTS: tuple[Verdict, ...] = ("agrees", "contradicted", "uncertain")


class Reading(NamedTuple):
    """A number of a sentence and what became of it: from ``start`` to ``end``, what it ``means`` and what the figures are."""

    sentence: Sentence
    start: int
    end: int
    verdict: Verdict
    meaning: Meaning | None = None
    values: tuple[Decimal, ...] = ()
    number: Quantity | None = None
    previous: bool = False
    whole: Decimal | None = None  # of which the figure is less, where it is said of all

    def said_in(self, body: str) -> str:
        """The words that say the number, as they are written."""
        end = max(self.end, self.number.end if self.number else self.end)  # rejections made up 12.1% of those: no less than that
        return body[self.sentence.place(self.start) : self.sentence.place(end - 1) + 1].strip(",，、;；:： ")


@dataclass
class State:
    """The state of a paragraph that is being read: its topics, whether another body was spoken of, which year."""

    topics: frozenset[str] = frozenset()
    inherited: bool = True
    foreign: Literal["", "body", "part"] = ""
    previous: bool = False
    columns: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()  # the words of the piece before, which tells no number of its own
    folk: bool = False  # some of those who asked were counted, of whom only the sentence knows
    asked: bool = False  # a piece just before named requests, and nothing else: requests by quarter
    counted: frozenset[str] = frozenset()  # the same of one that may be counted by the next: 无法提供的申请均已答复，共 22 件
    last: Meaning | None = None  # of the number before
    last_at: int = -1
    known: int = 0  # numbers that were known
    told: list[Meaning] = field(default_factory=list)  # of this year's numbers that are figures
    within: frozenset[str] = frozenset()  # the words of a piece that says what the next are some of: 不予处理的申请中
    part: tuple[Quantity, Meaning | None] | None = None  # the number before, of a part that the tables do not tell, and its whole
    spell: list[Token] = field(default_factory=list)  # a piece without a number on a time within the year: 三季度收到申请最多
    ranked: list[Token] = field(default_factory=list)  # a piece without a number on the share of a thing: 自然人占比最高
    counts: frozenset[str] = frozenset()  # the words of the row that the piece before counted
    among: frozenset[str] = frozenset()  # the words of a row of which the next tell the columns: 结转下年的 5 件中，企业 3 件
    seen: Meaning | None = None  # of the last number that was known
    shared: Meaning | None = None  # what the English share before is a share of
    meant: dict[int, Meaning] = field(default_factory=dict)  # by the place of the number
    theirs: frozenset[str] = frozenset()  # the words of what another body's number before counted
    of_part: bool = False  # an English sentence began with a part that the tables do not tell: of the 96 about planning
    lasting: bool = False  # a Chinese sentence began with what its numbers are of, whatever the year: 专项整治中
    of_some: bool = False  # a Chinese piece counted applications of which no table tells
    stems: frozenset[str] = frozenset()  # of the English clause before
    named: Meaning | None = None  # what the English piece before named, without a number
    origin: Meaning | None = None  # of the number of the year before from which it grew or fell

    def speak_of_others(self, said: frozenset[str], topics: frozenset[str], *, chinese: bool) -> None:
        """Forgets what was spoken of, but for what another body's number counts, of which its own may be a part."""
        others = self.foreign == "body"
        self.topics, self.inherited = (said & topics if others else frozenset()), False
        self.theirs = said if others and chinese else frozenset()

    def spoken_of(self, piece: list[Token], across: frozenset[str], *, alone: bool) -> None:
        """Remembers the row that a piece counts, of which the next may tell the columns: 上年结转 6 件，其中自然人 5 件.

        Those are of it after 其中 or 中, and until another row is counted.
        """
        said = frozenset(token.word for token in piece if token.word)
        if said and said <= across:
            return
        known = alone and self.last is not None and not self.last.words & across
        self.counts = self.last.words if known and self.last else frozenset()
        self.among = self.counts if piece[-1].text in AMONG else frozenset()

    def keep(self, said: frozenset[str], meanings: Meanings) -> None:
        """Remembers what was spoken of; what a table is about stays until something else is counted."""
        nouns = said & meanings.topics
        if nouns <= {"信息公开"}:  # 行政复议方面，信息公开类案件 9 件，维持 5 件
            self.topics |= nouns
            nouns = frozenset()
        nouns -= meanings.headings.column_groups.keys()  # 法人或其他组织: of the next number of a row all columns are meant
        if nouns:
            self.topics = nouns | (self.topics & ABOUT)
        self.columns |= said & meanings.headings.columns
