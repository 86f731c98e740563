"""Reading of what is the most, the second or the least of several: 无法提供的最多, the commonest outcome was a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from generator.check.report.prose_reading.clauses import said_before
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.headings import Line, value_of
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.reading import ABOUT, DISPUTES, TRANSPARENT, Reading
from generator.check.report.prose_reading.splits import Cell, Side, Split, cells_summed, splits_of
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

REPORT_COMPARISON_WRONG = "report-comparison-wrong"

RANKED = late(
    r"最[多少高大低小]|[主首]要|居多|为主|居首|首位|第一|其次|次之|\bmost\b|\blargest\b|\bbiggest\b|\bcommonest\b|\bfewest\b|\bleast\b|\bsmallest\b|\brarest\b"
)
_TOP = r"(?:最[多高大]|居多|居首位?|位居(?:第一|首位)|位列(?:第一|首位)|排(?:名|在)?(?:第一|首位)|占首位)"
_AMOUNT = r"(?:所?占比例?|比[例重]|数量|件数|总量|数)?"
_KIND = "(?:申请|答复)?(?:结果|类型|情形|主体|群体|一类)?"
_CHINESE = (
    late(rf"^(?:其中)?{_AMOUNT}(?:(?P<top>最[多高大])|(?P<low>最[少低小]))的{_KIND}[是为属系](?P<x>.+)$"),
    late(r"^(?:.*[^可予加])?以(?P<x>.+?)(?P<top>为主|居多|(?:为)?最多)$"),
    late(r"^.*?(?P<top>主要)(?:来自于?|来源于|由|集中在|集中于)(?P<x>.+?)(?:提出|提交|申请)?$"),
    late(r"^.*的(?P<top>主要|首要)(?:原因|理由|情形|类型)[是为](?P<x>.+)$"),
    late(r"^(?P<second>其次|排(?:名|在)第二的?)(?:[是为属系])?(?P<x>.+)$"),
    late(rf"^(?:其中)?(?P<x>.*?)(?:的|类)?{_AMOUNT}(?:(?P<top>{_TOP})|(?P<low>最[少低小])|(?P<second>次之))的?$"),
)
_BEYOND = late(
    r"历年|历史|以来|近.{0,2}年|新[高低]|同期|月|季度|半年|除|全[省市县区国]|各[县区市乡镇部单]|之一|项目|领域|部门|渠道|方式|平台"
)
_WHO = "(?:requesters?|requestors?|applicants?)"
_WHAT = "(?:outcomes?|results?|responses?|answers?|dispositions?)"
_NOUN = rf"(?:(?:group|category|type|class|source|kind)s? of (?:{_WHO}|{_WHAT})|{_WHAT}|(?:{_WHO} )?groups?|{_WHO})"
_MUCH = "(?:most (?:common|frequent|usual|numerous)|(?:single )?largest|(?:single )?biggest|commonest)"
_FEW = "(?:least (?:common|frequent|usual|numerous)|(?:single )?smallest|rarest|fewest)"
_WHEN = r"(?: (?:to requests|given|recorded|overall|for the year|in the year|of the year|(?:in|during) \d{4}))?"
_ENGLISH = (
    late(rf"\b(?P<top>{_MUCH}) {_NOUN}{_WHEN} (?:was|were|is|being) (?P<x>[^,;:.()]+)"),
    late(rf"(?:^|[,;:] )(?P<x>[^,;:.()]+?) (?:was|were|formed|remained) (?:by far |again |still )?the (?P<top>{_MUCH}) {_NOUN}"),
    late(rf"\b(?P<low>{_FEW}) {_NOUN}{_WHEN} (?:was|were|is|being) (?P<x>[^,;:.()]+)"),
    late(rf"(?:^|[,;:] )(?P<x>[^,;:.()]+?) (?:was|were|formed|remained) (?:by far |again |still )?the (?P<low>{_FEW}) {_NOUN}"),
    late(
        r"(?:^|[,;:] )(?P<top>most) (?:of )?(?:the |our |all )?(?:requests|applications)"
        r" (?:were|came from|were made by|resulted in|led to) (?P<x>[^,;:.()\d]+)"
    ),
    late(
        r"(?:^|[,;:] )(?P<top>most) (?:of )?(?:the |our |all )?(?:internal |first |administrative )?"
        r"(?P<x>(?:reviews|appeals) [^,;:.()\d]+)"
    ),
    late(r"(?:^|, )(?P<second>followed by) (?P<x>[^,;:.()\d]+?)(?=$|[,;:.()]| (?:in|with|at|on)? ?\d)"),
)
_OTHER = ("其他", "其它", "other", "others")
_COURSE = frozenset(("收到", "受理", "办理", "办结", "答复", "申请", "信息公开"))
_ASKED = frozenset(("收到", "申请"))


class _Standing(NamedTuple):
    """The value of a thing among those that are parts of one whole with it."""

    value: Decimal
    others: tuple[Decimal, ...]

    def is_wrong(self, rank: str) -> bool:
        """True if it is not the most, the second or the least of them."""
        more = sum(other > self.value for other in self.others)
        if rank == "top":
            return more > 0
        if rank == "low":
            return any(0 < other < self.value for other in self.others)
        return more > 1 or (more == 0 and self.value not in self.others)


@dataclass(frozen=True)
class Ranks:
    """Holds what a sentence ranks against the parts of the wholes of a report."""

    filed: FiledReport
    meanings: Meanings
    stems: Stems
    unsettled: tuple[str, ...]

    def faults(self, text: str, tokens: Sequence[Token], readings: Sequence[Reading], *, chinese: bool) -> Iterator[Fault]:
        """The faults of pieces by which a thing is the most of its kind that is not, or the second, or the least."""
        if not self.filed.report.period.is_year:
            return
        if chinese:
            yield from self._in_chinese(text, tokens, readings)
        else:
            yield from self._in_english(text, tokens)

    def _in_chinese(self, text: str, tokens: Sequence[Token], readings: Sequence[Reading]) -> Iterator[Fault]:
        """The faults of a Chinese sentence, piece by piece, up to the first word that is not known."""
        for start, end in _pieces(tokens):
            piece = text[start:end]
            if not RANKED.search(piece):
                continue
            match = next((match for pattern in _CHINESE if (match := pattern.match(piece))), None)
            until = [token for token in tokens if token.start < end]
            said = [token for token in until if not RANKED.fullmatch(token.text)]
            if any(token.kind == "unknown" or token.word in ("上年", "下年") for token in said) or _BEYOND.search(text[:end]):
                return
            if match is None:
                continue
            inside = [token for token in tokens if start + match.start("x") <= token.start < start + match.end("x")]
            meaning = self._said(inside, until) if inside else said_before(readings, start)
            before = frozenset(token.word for token in until if token.word and token.end <= start + match.start("x"))
            if meaning and not self._is_narrowed(meaning, before, text[:end]):
                yield from self._held(meaning, match, start)

    def _said(self, inside: Sequence[Token], until: Sequence[Token]) -> Meaning | None:
        """The meaning of what is ranked, where all of it is known: a row, a column or all of those below a heading."""
        if any(token.kind not in TRANSPARENT or token.number for token in inside):
            return None
        words = frozenset(token.word for token in inside if token.word)
        disputes = frozenset(token.word for token in until if token.word) & DISPUTES
        if words & self.meanings.headings.across:
            if disputes:
                return self.meanings.find(words | disputes, ABOUT, frozenset())
            rows = frozenset(token.word for token in until if token.word) & (self.meanings.topics - ABOUT) - _COURSE
            rows -= self.meanings.headings.column_groups.keys()
            return self.meanings.find((words - _COURSE) | (rows or _ASKED), ABOUT, frozenset())
        return self.meanings.find(words - _COURSE, ABOUT, frozenset()) if words - _COURSE else None

    def _is_narrowed(self, meaning: Meaning, before: frozenset[str], text: str) -> bool:
        """True if what was said before may narrow of what a thing is the most: 不予公开的申请中, 自然人申请中."""
        named = before - _COURSE - meaning.words - DISPUTES
        return bool(named & (self.meanings.topics | self.meanings.headings.across)) and any(
            word in text for word in ("中，", "中,", "里,", "当中", "之中")
        )

    def _in_english(self, text: str, tokens: Sequence[Token]) -> Iterator[Fault]:
        """The faults of an English sentence, by the stems of what is ranked."""
        for pattern in _ENGLISH:
            for match in pattern.finditer(text):
                inside = [token for token in tokens if match.start("x") <= token.start < match.end("x")]
                if any(token.word == "上年" or token.number for token in inside) or not inside:
                    continue
                said = frozenset(token.word for token in inside if token.word)
                plain = all(token.kind in ("skip", "word", "time") for token in inside)
                meaning = self.meanings.find(said, frozenset(), frozenset()) if plain and said else self.stems.find(inside)
                if meaning:
                    yield from self._held(meaning, match, 0)

    def _held(self, meaning: Meaning, match: re.Match[str], start: int) -> Iterator[Fault]:
        """The fault of a thing that does not have its rank in any whole that it is a part of."""
        rank = next(name for name, found in match.groupdict().items() if found and name != "x")
        standings = list(self._standings(meaning))
        if standings and all(standing.is_wrong(rank) for standing in standings):
            standing = standings[0]
            listed = " / ".join(shown_number(value) for value in sorted((standing.value, *standing.others), reverse=True))
            at = start + match.start(rank)
            expected = max(standing.others) if rank == "top" else standing.value
            yield Fault(
                REPORT_COMPARISON_WRONG,
                at,
                match[rank],
                f"{meaning.name} {shown_number(standing.value)}；{listed}",
                shown_number(expected),
            )

    def _standings(self, meaning: Meaning) -> Iterator[_Standing]:
        """Where a thing stands in each whole that all of it is a part of; there are three parts or more."""
        cells = cells_summed(meaning.formulas[0], self.filed)
        for side, splits in splits_of(self.filed, self.unsettled).items():
            for split in splits:
                if cells and cells < split.parts and not cells & frozenset(split.exempt):
                    standing = self._standing(cells, split, side)
                    if standing and standing.others:
                        yield standing

    def _standing(self, cells: frozenset[Cell], split: Split, side: Side) -> _Standing | None:
        """The value of a thing beside those of the headings beside its own: of rows, or of groups of rows."""
        lines = self._lines(split, side)
        own = [lines[cell] for cell in cells]
        common = frozenset.intersection(*(line.above for line in own))
        if len(cells) > 1:  # all of those below one heading
            common = frozenset.intersection(*(lines[cell].above for cell in split.parts)) if common else common
        groups: dict[str, list[Cell]] = {}
        for cell in split.parts - frozenset(split.exempt):
            line = lines[cell]
            if common <= line.above:
                groups.setdefault(min(line.above - common, default=line.own), []).append(cell)
        mine = next((name for name, group in groups.items() if frozenset(group) == cells), None)
        value = value_of(sorted(cells), self.filed)
        others = [
            value_of(sorted(group), self.filed) for name, group in groups.items() if name != mine and not name.startswith(_OTHER)
        ]
        if mine is None or value is None or None in others:
            return None
        return _Standing(value, tuple(other for other in others if other is not None))

    def _lines(self, split: Split, side: Side) -> dict[Cell, Line]:
        """The line of each part of a whole: its row or its column."""
        found: dict[Cell, Line] = {}
        for grid in self.meanings.headings.grids:
            for row in grid.rows:
                for column in grid.columns:
                    if (row.id, column.id) in split.parts:
                        found[row.id, column.id] = column if side == "row" else row
        return found


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The ends of each piece of a sentence: between stops, up to its first number."""
    start = end = -1
    closed = False
    for token in tokens:
        if token.kind == "stop" and token.text != "、":
            if start >= 0:
                yield start, end
            start, closed = -1, False
        elif not closed:
            closed = token.number is not None
            if not closed:
                start, end = (token.start if start < 0 else start), token.end
    if start >= 0:
        yield start, end
