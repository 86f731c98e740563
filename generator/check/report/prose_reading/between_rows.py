"""Reading of what compares two rows of a report: 予以公开的多于不予公开的, refusals outnumbered full grants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from generator.check.report.prose_reading.clauses import meaning_of
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.stems import Stems
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

REPORT_COMPARISON_WRONG = "report-comparison-wrong"

_MORE = late(
    r"(?:首次|仍然?|依然|明显|远远?|大大|略微?|稍)?(?:(?P<more>多于|高于|大于|超过|超出)|(?P<less>少于|低于|小于|不及)(?!\d))"
)
_THAN = late(
    r"[比较](?P<of>[^比较]{2,}?)(?:要|略|稍|还|更)?(?:(?P<more>多|高)|(?P<less>少|低))(?:了|出)?(?=\d|[一二三四五六七八九十两]|$)"
)
_TIMES = late(
    r"约?(?:是|为|相当于|达到?)(?P<of>[^是为]{2,}?)的(?:近|约|将近|接近|大约|超过)?(?=[\d.一二两三四五六七八九十]+余?倍)"
)
_EVEN = late(r"[与和同](?P<of>[^与和同]{2,}?)(?P<even>持平|相同|一样多|相等|数量相当)$")
_MORE_THAN = late(r"\b(?:(?P<more>more)|(?P<less>fewer|less))\b(?P<what>[^,;]{0,60}?)\bthan\b(?P<of>[^,;]+)")
_EXCEEDED = late(
    r"\b(?:outnumber(?:ed|s)?|exceed(?:ed|s)?"
    r"|(?:was|were|is|are) more (?:numerous|common|frequent)(?: overall)? than)\b(?P<of>[^,;]+)"
)
_EXCEEDED_BY = late(r"\b(?:outnumber(?:ed|s)?|exceed(?:ed|s)?) (?P<of>[^,;\d]+?) by (?=\d)")
_MORE_THAN_IT = late(
    r" ?(?:(?P<more>more)|(?P<less>fewer|less)) than (?:it|we|they|were|was|there were|the number|those) ?(?P<of>[^,;]+)"
)
_AS_MANY = late(
    r"\b(?P<times>twice|double|three times|four times|half) (?:as many|the number of)"
    r"(?P<what>[^,;]*?[a-z]) (?:as|than)\b(?P<of>[^,;]+)"
)
_SO_MANY_TIMES = {
    "twice": Decimal(2),
    "double": Decimal(2),
    "three times": Decimal(3),
    "four times": Decimal(4),
    "half": Decimal("0.5"),
}
_SAYS_NOTHING = frozenset(("up", "down", "against", "share", "about", "nearly", "nearly_reached"))
_CLAUSE = late(r"(?:[^,，;；。.:：!?()（）]|(?<=\d)\.(?=\d))+")
_FORMER = late(r"前者[是为](?=后者)")
_ABOUT_TIMES = Decimal("0.6")  # how far from a whole number of times what is said to be so many times as much may be
_COMPARES = late(
    r"[多高大少低小]于|超[过出]|[比较与和同][^。；;]*?[多少高低持相]|倍|不及|outnumber|exceed|\bthan\b"
    r"|\b(?:as many|the number of)\b|more (?:common|numerous)"
)


@dataclass(frozen=True)
class BetweenRows:
    """Holds what a sentence says of two rows against the figures of both."""

    filed: FiledReport
    meanings: Meanings
    stems: Stems

    def faults(self, text: str, tokens: Sequence[Token], readings: Sequence[Reading], *, chinese: bool) -> Iterator[Fault]:
        """The faults of clauses by which one row is more than another that is not, or by so many, or so many times as much."""
        if not _COMPARES.search(text):
            return
        for clause in _CLAUSE.finditer(text):
            start, end = clause.span()
            if any(token.word == "上年" for token in _cut(tokens, start, end)):
                continue
            if chinese:
                yield from self._in_chinese(text, tokens, start, end)
                yield from self._than_before(text, tokens, readings, start)
            else:
                yield from self._in_english(text, tokens, start, end)
                yield from self._than_counted(text, tokens, readings, start, end)

    def _in_chinese(self, text: str, tokens: Sequence[Token], start: int, end: int) -> Iterator[Fault]:
        """The faults of a Chinese clause: 多于, 比…多 3 件, 是…的 4 倍, 与…持平."""
        if (match := _MORE.search(text, start, end)) and not any(t.number and t.start <= match.start() < t.end for t in tokens):
            number = next((t for t in tokens if t.number and match.end() <= t.start < end), None)
            pair = self._pairs(tokens, (start, match.start()), (match.end(), number.start if number else end))
            yield from _more(match, "more" if match["more"] else "less", pair, number)
        elif match := _THAN.search(text, start, end):
            number = next((t for t in tokens if t.number and match.end() - 1 <= t.end and match.end() < t.end <= end), None)
            pair = self._pairs(tokens, (start, match.start()), match.span("of"))
            yield from _more(match, "more" if match["more"] else "less", pair, number)
        elif match := _TIMES.search(text, start, end):
            number = next((t for t in tokens if t.number and match.end() < t.end <= end and t.number.unit == "倍"), None)
            pair = self._before(text, tokens, match) or self._pairs(tokens, (start, match.start()), match.span("of"))
            if number and number.number and pair:
                yield from _times(number, number.number, pair)
        elif match := _EVEN.search(text, start, end):
            pair = self._pairs(tokens, (start, match.start()), match.span("of"))
            if pair and all(one != other for one, other in pair):
                yield _fault(match.start("even"), match["even"], pair[0])

    def _than_before(self, text: str, tokens: Sequence[Token], readings: Sequence[Reading], start: int) -> Iterator[Fault]:
        """The fault of a clause by which what was counted just before is more than another: 办结 76 件，比收到的申请多 1 件."""
        match = _THAN.match(text, start)
        counted = [token for token in tokens if token.number and token.end <= start]
        known = [r for r in readings if r.number and counted and r.number == counted[-1].number]
        said = known[0] if known and known[0].verdict == "agrees" and not known[0].previous else None
        if match and said and said.meaning and said.meaning.unit in ("", "件"):
            number = next((t for t in tokens if t.number and match.end() - 1 <= t.end and match.end() < t.end), None)
            other = self._meaning(list(_cut(tokens, *match.span("of"))))
            yield from _more(match, "more" if match["more"] else "less", self._values(said.meaning, other), number)

    def _in_english(self, text: str, tokens: Sequence[Token], start: int, end: int) -> Iterator[Fault]:
        """The faults of an English clause without numbers: outnumbered, more … than."""
        numbers = [token for token in _cut(tokens, start, end) if token.number]
        if match := _AS_MANY.search(text, start, end):
            yield from self._as_many(tokens, start, match)
            return
        by = _EXCEEDED_BY.search(text, start, end) if len(numbers) == 1 else None
        if by and numbers[0].start == by.end():
            yield from _more(by, "more", self._pairs(tokens, (start, by.start()), by.span("of")), numbers[0])
            return
        if numbers:
            yield from self._by_so_many(text, tokens, start, end, numbers)
            return
        if match := _EXCEEDED.search(text, start, end):
            yield from _more(match, "more", self._pairs(tokens, (start, match.start()), match.span("of")), None)
        elif match := _MORE_THAN.search(text, start, end):
            first = [*_cut(tokens, start, match.start()), *_cut(tokens, *match.span("what"))]
            one, other = self._meaning(first), self._meaning(list(_cut(tokens, *match.span("of"))))
            yield from _more(match, "more" if match["more"] else "less", self._values(one, other), None)

    def _than_counted(
        self, text: str, tokens: Sequence[Token], readings: Sequence[Reading], start: int, end: int
    ) -> Iterator[Fault]:
        """The fault of a clause by which what was counted just before is more than another: 598, more than it received."""
        match = _MORE_THAN_IT.match(text, start, end)
        counted = [token for token in tokens if token.number and token.end <= start]
        said = next((r for r in readings if match and counted and r.number == counted[-1].number and r.verdict == "agrees"), None)
        if match and said and said.meaning and not said.previous and not any(t.number for t in _cut(tokens, start, end)):
            other = self._meaning(list(_cut(tokens, *match.span("of"))))
            yield from _more(match, "more" if match["more"] else "less", self._values(said.meaning, other), None)

    def _as_many(self, tokens: Sequence[Token], start: int, match: re.Match[str]) -> Iterator[Fault]:
        """The fault of a clause by which there are so many times as many of one row as of another: twice as many as."""
        before = " ".join(token.text for token in _cut(tokens, start, match.start()))
        one, other = self._meaning(list(_cut(tokens, *match.span("what")))), self._meaning(list(_cut(tokens, *match.span("of"))))
        pairs, times = self._values(one, other), _SO_MANY_TIMES[match["times"]]
        near = _ABOUT_TIMES * times / 2
        if not pairs or "not" in before or any(not under or abs(over / under - times) <= near for over, under in pairs):
            return
        if not any(over > times * under for over, under in pairs) or "more than" not in before:
            yield _fault(match.start("times"), match["times"], pairs[0])

    def _by_so_many(self, text: str, tokens: Sequence[Token], start: int, end: int, numbers: Sequence[Token]) -> Iterator[Fault]:
        """The fault of an English clause by which one row is so many more than another: processed 14 fewer than it received."""
        match = _MORE_THAN.search(text, start, end)
        if match is None or len(numbers) > 1 or text[numbers[0].end : match.start()].strip():
            return
        first = [*_cut(tokens, start, numbers[0].start), *_cut(tokens, *match.span("what"))]
        values = self._values(self._meaning(first), self._meaning(list(_cut(tokens, *match.span("of")))))
        yield from _more(match, "more" if match["more"] else "less", values, numbers[0])

    def _before(self, text: str, tokens: Sequence[Token], match: re.Match[str]) -> list[tuple[Decimal, Decimal]]:
        """The two numbers before that 前者是后者的四倍 speaks of; none where it does not, or they count different things."""
        if not _FORMER.match(text, match.start() - 2):
            return []
        said = [t.number for t in tokens if t.number and t.end <= match.start() and t.number.unit != "%" and not t.number.bound][
            -2:
        ]
        same = len(said) == 2 and said[0].unit == said[1].unit
        return [(said[0].value, said[1].value)] if same else []

    def _pairs(self, tokens: Sequence[Token], one: tuple[int, int], other: tuple[int, int]) -> list[tuple[Decimal, Decimal]]:
        """The values that two stretches of a sentence may mean, in pairs; none where one of them means no row."""
        sides = [list(_cut(tokens, *side)) for side in (one, other)]
        first, second = self._meaning(sides[0]), self._meaning(sides[1])
        if first and second is None:  # 废止的规范性文件比制发的多 2 件: both are of those
            shared = frozenset(token.word for token in sides[0] if token.word) & self.meanings.topics
            second = self._meaning(sides[1], shared)
        return self._values(first, second)

    def _values(self, one: Meaning | None, other: Meaning | None) -> list[tuple[Decimal, Decimal]]:
        if one is None or other is None or one.unit != other.unit or one.unit == "%" or one.formulas == other.formulas:
            return []
        return list(product(one.values(self.filed) or [], other.values(self.filed) or []))

    def _meaning(self, side: list[Token], shared: frozenset[str] = frozenset()) -> Meaning | None:
        """The meaning of a stretch of a sentence, which may share words with another; None where it tells no row."""
        if not side or any(token.number for token in side):
            return None
        said = [token for token in side if token.kind not in _SAYS_NOTHING]
        if said[:1] and said[0].text.isascii():
            return meaning_of(said, self.meanings) or self.stems.find(said)
        words = frozenset(token.word for token in said if token.word)
        if shared and words and all(token.word or token.kind == "skip" for token in said):
            return self.meanings.find(words | shared, frozenset(), frozenset())
        return meaning_of(said, self.meanings)


def _cut(tokens: Sequence[Token], start: int, end: int) -> Iterator[Token]:
    """The tokens of a stretch of a sentence, those at its ends as far as they are inside."""
    for token in tokens:
        at, until = max(token.start, start), min(token.end, end)
        if at < until and token.text[at - token.start : until - token.start].strip():
            whole = (at, until) == (token.start, token.end)
            piece = Token("unknown", token.text[at - token.start : until - token.start], at, until)
            yield token if whole or token.number else piece


def _more(match: re.Match[str], way: str, pairs: Sequence[tuple[Decimal, Decimal]], number: Token | None) -> Iterator[Fault]:
    """The fault of two values of which the first is not the larger, or the smaller, or not by that number."""
    sign = 1 if way == "more" else -1
    if not pairs:
        return
    at, found = (match.start(way), match[way]) if way in match.re.groupindex else (match.start(), match[0].split()[0])
    if all((one - other) * sign <= 0 for one, other in pairs):
        yield _fault(at, found, pairs[0])
    elif number and number.number and number.number.unit not in ("%", "倍"):
        said = number.number
        if not any(said.agrees((one - other) * sign) for one, other in pairs):
            yield _fault(said.start, number.text, pairs[0])


def _times(token: Token, said: Quantity, pairs: Sequence[tuple[Decimal, Decimal]]) -> Iterator[Fault]:
    """The fault of a number of times that two values are not."""
    if any(not other for _, other in pairs) or any(abs(one / other - said.value) <= _ABOUT_TIMES for one, other in pairs):
        return
    one, other = pairs[0]
    times = shown_number(round(one / other, 2))
    yield Fault(REPORT_COMPARISON_WRONG, said.start, token.text, f"{shown_number(one)} / {shown_number(other)} = {times}", times)


def _fault(at: int, found: str, pair: tuple[Decimal, Decimal]) -> Fault:
    one, other = pair
    difference = shown_number(one - other)
    return Fault(REPORT_COMPARISON_WRONG, at, found, f"{shown_number(one)} − {shown_number(other)} = {difference}", difference)
