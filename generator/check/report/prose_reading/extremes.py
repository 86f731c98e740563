"""Reading of what is said of several years: that a figure is the highest of them, or has been the same in each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.report.prose_reading.clauses import before, clauses, figures, meaning_of, said_before
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.report import shown_number

REPORT_COMPARISON_WRONG = "report-comparison-wrong"

_YEARS = r"(?:历年|历史|有史以来|开展工作以来|近[二两三四五六七八九十几\d]*年)"
_HIGHEST = late(
    rf"{_YEARS}(?:来|以来)?(?:的|中|之)?(?:(?P<high>最高|最多|新高|峰值|之最|首位)|(?P<low>最低|最少|新低))|再?创.{{0,6}}(?:(?P<high2>新高)|(?P<low2>新低))"
)
_IN_A_ROW = late(
    r"连续[两2二三3四4五5]年(?:持续|保持|呈|不断|稳步)*(?:(?P<high>增长|上升|增加|攀升|上涨)|(?P<low>下降|减少|回落|走低))"
    r"(?P<high2>(?!))?(?P<low2>(?!))?"
)
_BOTH = late(r"(?:近|连续|这)?(?:两|2|二)(?:个)?年(?:来|间)?|(?:上年|去年|\d{4}年)(?:和|与|、)(?:今年|本年|\d{4}年)")
_EVEN = late(r"均为|都为|均是|都是|皆为|均达|均在|均保持在|均有|均收到|均受理|均办结|保持在|稳定在|维持在")
_ORDER = (("first", "1"), ("second", "2"), ("third", "3"), ("fourth", "4", "last", "final"))
_QUARTER = late(
    r"\b(?:(?P<word>first|second|third|fourth|last|final)(?: quarter)?|q(?P<digit>[1-4])"
    r"|quarter (?P<after>one|two|three|four|[1-4]))\b"
)
_HALF = late(r"\b(?P<half>first|second) half(?: of (?:the|this) year)?\b")
_AFTER = {"one": 0, "two": 1, "three": 2, "four": 3, "1": 0, "2": 1, "3": 2, "4": 3}
_BUSY = late(r"\b(?P<high>busiest|peak|peaked|highest|most|heaviest)\b|\b(?P<low>quietest|slowest|lowest|fewest|lightest)\b")
_IN_THE = late(r"(?: requests?| applications?)?(?: came| arrived| fell)? in(?: the)? ")
_NEAR = 40  # characters between the two


def check_extremes(
    text: str, tokens: Sequence[Token], meanings: Meanings, filed: FiledReport, readings: Sequence[Reading], *, chinese: bool
) -> Iterator[Fault]:
    """The faults of a sentence that says of several years, or of the quarters of one, what is not so."""
    if not filed.report.period.is_year:
        return
    if not chinese:
        yield from _half(text, tokens, meanings, filed)
        yield from _quarters(text, tokens, meanings, filed)
        return
    yield from _even(text, tokens, meanings, filed)
    match = _HIGHEST.search(text) or _IN_A_ROW.search(text)
    if match is None:
        return
    meaning = said_before(readings, match.start()) or _said(text, tokens, meanings, match)
    high = bool(match["high"] or match["high2"])
    now, then = _first(meaning, filed), _first(meaning, before(filed))
    if now is None or then is None or (then <= now if high else then >= now):
        return
    working = f"{filed.report.year - 1}: {shown_number(then)}，{filed.report.year}: {shown_number(now)}"
    yield Fault(REPORT_COMPARISON_WRONG, match.start(), match[0], working, shown_number(now - then))


def _said(text: str, tokens: Sequence[Token], meanings: Meanings, match: re.Match[str]) -> Meaning | None:
    """The meaning of the words before a superlative, where all of them are known."""
    said = [token for token in tokens if token.end <= match.start()]
    return meaning_of(said, meanings)


def _first(meaning: Meaning | None, filed: FiledReport | None) -> Decimal | None:
    return next(iter(figures(meaning, filed)), None) if meaning else None


def _even(text: str, tokens: Sequence[Token], meanings: Meanings, filed: FiledReport) -> Iterator[Fault]:
    """The fault of a number said of two years of which one had another."""
    years = _BOTH.search(text)
    even = _EVEN.search(text, years.end()) if years else None
    last = before(filed)
    if years is None or even is None or last is None:
        return
    for clause in clauses(tokens):
        numbers = [token for token in clause if token.number and token.start >= even.end()]
        if len(numbers) != 1 or numbers[0].number is None or not clause[0].start <= even.start() < clause[-1].end:
            continue
        number = numbers[0].number
        rest = [token for token in clause if not token.number and not _is_within(token, years, even)]
        meaning = meaning_of([token for token in rest if token.start < even.start()], meanings)
        if meaning is None or meaning.unit not in ("", "件") or number.unit == "%":
            continue
        for book in (filed, last):
            values = figures(meaning, book)
            if values and not any(number.agrees(value) for value in values):
                shown = shown_number(values[0])
                yield Fault(REPORT_COMPARISON_WRONG, number.start, numbers[0].text, f"{book.report.year}: {shown}", shown)
                return


def _is_within(token: Token, *matches: re.Match[str]) -> bool:
    return any(match.start() <= token.start and token.end <= match.end() for match in matches)


def _half(text: str, tokens: Sequence[Token], meanings: Meanings, filed: FiledReport) -> Iterator[Fault]:
    """The fault of the one number of an English sentence, or of its first part, that is said of one half of the year."""
    halves = list(_HALF.finditer(text))
    numbers = [token for token in tokens if token.number]
    if len(halves) != 1 or len(numbers) != 1 or numbers[0].number is None or numbers[0].number.unit:
        return
    known = {"skip", "word", "time", "own", "stop"}
    rest = [t for t in tokens if not t.number and (t.end <= halves[0].start() or t.start >= halves[0].end())]
    values = _by_quarter(tokens, meanings, filed) if all(token.kind in known for token in rest) else None
    if values is None:
        return
    said = values[:2] if halves[0]["half"] == "first" else values[2:]
    if not numbers[0].number.agrees(sum(said, Decimal(0))):
        working = " + ".join(shown_number(value) for value in said) + f" = {shown_number(sum(said, Decimal(0)))}"
        yield Fault(REPORT_COMPARISON_WRONG, numbers[0].start, numbers[0].text, working, shown_number(sum(said, Decimal(0))))


def _quarters(text: str, tokens: Sequence[Token], meanings: Meanings, filed: FiledReport) -> Iterator[Fault]:
    """The faults of a sentence that says which quarter was the busiest, or the quietest, and how many it had."""
    if "quarter" not in text and not _QUARTER.search(text):
        return
    for way in _BUSY.finditer(text):
        quarter = _quarter_of(text, way)
        if quarter is None:
            continue
        values = _by_quarter(tokens, meanings, filed)
        if values is None:
            return
        at = _place(quarter)
        best = max(values) if way["high"] else min(values)
        number = next((token for token in tokens if token.number and token.start >= quarter.end()), None)
        listed = " / ".join(shown_number(value) for value in values)
        if values[at] != best:
            yield Fault(REPORT_COMPARISON_WRONG, quarter.start(), quarter[0], listed, shown_number(best))
        elif (
            number
            and number.number
            and not number.number.unit
            and not number.number.agrees(best)
            and not _BUSY.search(text, way.end(), number.start)
        ):
            yield Fault(REPORT_COMPARISON_WRONG, number.start, number.text, listed, shown_number(best))


def _quarter_of(text: str, way: re.Match[str]) -> re.Match[str] | None:
    """The quarter that a word for the most, or the fewest, is said of: behind it, else just before it."""
    behind = _QUARTER.search(text, way.end())
    between = text[way.end() : behind.start()] if behind else ";"
    if behind and "quarter" in text and _IN_THE.fullmatch(between):  # most came in the second quarter and fewest in the third
        return behind
    if behind and ";" not in between and len(between) <= _NEAR and "quarter" in text[way.start() : behind.end() + 8]:
        return behind
    before = [match for match in _QUARTER.finditer(text, 0, way.start()) if way.start() - match.end() <= _NEAR]
    return before[-1] if len(before) == 1 and "quarter" in before[0][0] + text[before[0].end() : way.end() + 8] else None


def _place(match: re.Match[str]) -> int:
    if match["after"]:
        return _AFTER[match["after"]]
    said = match["word"] or match["digit"]
    return next(at for at, names in enumerate(_ORDER) if said in names)


def _by_quarter(tokens: Sequence[Token], meanings: Meanings, filed: FiledReport) -> list[Decimal] | None:
    """The figures of the four quarters of what a sentence is about; of what was received where it names nothing."""
    said = frozenset(token.word for token in tokens if token.word)
    named = frozenset(row.own for grid in meanings.headings.grids for row in grid.rows)
    said = said & named or meanings.headings.received
    for grid in meanings.headings.grids:
        columns = [[c.id for c in grid.block.columns if c.label.lower().startswith(names[0])] for names in _ORDER]
        rows = [row for row in grid.rows if row.own and row.own in said]
        if all(len(found) == 1 for found in columns) and len(rows) == 1:
            values = [figures(meanings.of_cells(grid, [(rows[0].id, found[0])], frozenset()), filed) for found in columns]
            return [value[0] for value in values] if all(values) else None
    return None
