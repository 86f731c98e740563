"""Reading of the halves and quarters of a year: that all of them together are the year's figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.vocabulary import Token
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.language import Language
from generator.model.report.report import shown_number

REPORT_PARTS_MISMATCH = "report-parts-mismatch"

_PART = late(
    r"第?(?P<quarter>[一二三四1-4])(?:个?季度)|(?P<half>[上下])半年|(?<!\d)(?P<months>1|7)月?[至到—~-]{1,2}(?:6|12)月(?:份)?"
    r"|\b(?P<half_en>first|second) half\b|\b(?P<quarter_en>first|second|third|fourth|last|final) quarter\b|\bq(?P<q>[1-4])\b"
)
_SAME = late(r"(?:上半年[和、及与]?下半年|上、?下半年|两个半年)各(?=\d)|(?:每个?|四个|4个|各)季度各?(?=\d)")
_EACH = late(r"(?P<count>[四4])个季度|各季度|上下半年|上、下半年")
_SAID = (
    ("一", "1", "上", "first"),
    ("二", "2", "7", "下", "second"),
    ("三", "3", "third"),
    ("四", "4", "fourth", "last", "final"),
)
_ORDER = {said: order for order, words in enumerate(_SAID) for said in words}


def check_year_parts(
    text: str, tokens: Sequence[Token], language: Language, meanings: Meanings, filed: FiledReport, *, chinese: bool
) -> Iterator[Fault]:
    """The fault of a sentence whose halves, or quarters, do not come to the total it names or to that of the tables."""
    if not filed.report.period.is_year:
        return
    found = _each(text, tokens, language) or _named(text, tokens)
    if found is None:
        return
    start, parts = found
    end = parts[-1].end
    value = sum((part.value for part in parts), Decimal(0))
    working = " + ".join(shown_number(part.value) for part in parts) + f" = {shown_number(value)}"
    for token in tokens:
        number = token.number
        if number is None or number in parts or number.unit != parts[0].unit or number.bound:
            continue
        if _is_total(tokens, token, language, start, end):
            if number.value != value:
                yield Fault(REPORT_PARTS_MISMATCH, number.start, token.text, working, shown_number(value))
            return
    spans = [match.span() for pattern in (_PART, _EACH) for match in pattern.finditer(text)]
    said = [token for token in tokens if token.start < end and _outside(text, token, spans)]
    if any(token.kind in ("unknown", "up", "down", "no") or token.word == "上年" for token in said):
        return
    words = frozenset(token.word for token in said if token.word)
    if not chinese and not words and meanings.headings.asks(text):
        words = meanings.headings.received
    if words == {"收到"} and "新收" in text:  # which is said of applications
        words |= {"申请"}
    meaning = meanings.find(words, frozenset(), frozenset()) if words else None
    values = meaning.values(filed) if meaning and meaning.unit in ("", "件", parts[0].unit) else None
    if meaning and values and value not in values:
        yield Fault(
            REPORT_PARTS_MISMATCH, parts[0].start, f"{meaning.name} {shown_number(values[0])}", working, shown_number(value)
        )


def _each(text: str, tokens: Sequence[Token], language: Language) -> tuple[int, list[Quantity]] | None:
    """The beginning and the parts of what is said of each half or quarter: 四个季度分别收到 15 件、18 件、20 件、22 件."""
    if same := _SAME.search(text):
        number = next((token.number for token in tokens if token.number and token.number.start == same.end()), None)
        count = 2 if "半年" in same[0] else 4
        return (same.start(), [number] * count) if number and number.unit != "%" and not number.bound else None
    match = _EACH.search(text)
    if match is None:
        return None
    wanted = 2 if "半年" in match[0] else 4
    numbers = [token.number for token in tokens if token.number and token.start >= match.end()]
    apiece = any(token.text.startswith(language.apiece) for token in tokens if token.start >= match.end())
    parts = [number for number in numbers[:wanted] if number.unit == numbers[0].unit and number.unit != "%" and not number.bound]
    return (match.start(), parts) if apiece and len(parts) == wanted else None


def _named(text: str, tokens: Sequence[Token]) -> tuple[int, list[Quantity]] | None:
    """The beginning and the parts of a sentence that gives a number to each half, or to each quarter, by its name."""
    marks = list(_PART.finditer(text))
    halves = [match for match in marks if match["half"] or match["half_en"] or match["months"]]
    chosen, wanted = (halves, 2) if halves else (marks, 4)
    orders = [_ORDER[next(group for group in match.groups() if group)] for match in chosen]
    if orders != list(range(wanted)) or len(marks) != wanted:
        return None
    ends = [*(match.start() for match in chosen[1:]), len(text)]
    parts: list[Quantity] = []
    first = next((token.number for token in reversed(tokens) if token.number and token.end <= chosen[0].start()), None)
    if first and _leads(tokens, first, chosen[0].start()):
        starts = [0, *(match.end() for match in chosen[:-1])]  # 128 in Q1, 140 in Q2
        for match, start in zip(chosen, starts, strict=True):
            inside = [token.number for token in tokens if token.number and start <= token.start < match.start()]
            if not inside or inside[-1].unit == "%" or inside[-1].bound:
                return None
            parts.append(inside[-1])
        return (parts[0].start, parts) if len({part.unit for part in parts}) == 1 else None
    for match, end in zip(chosen, ends, strict=True):
        inside = [token.number for token in tokens if token.number and match.end() <= token.start < end]
        if not inside or inside[0].unit == "%" or inside[0].bound:
            return None
        parts.append(inside[0])
    return (chosen[0].start(), parts) if len({part.unit for part in parts}) == 1 else None


def _leads(tokens: Sequence[Token], number: Quantity, mark: int) -> bool:
    """True if an English number stands just before the part of the year that it is of: 128 in Q1."""
    between = [token.text.strip() for token in tokens if number.end <= token.start < mark]
    ascii_ = all(text.isascii() for text in between)
    return (
        ascii_ and not any(text in ",;:(" for text in between) and any(text.split(" ")[-1] in ("in", "for") for text in between)
    )


def _is_total(tokens: Sequence[Token], number: Token, language: Language, start: int, end: int) -> bool:
    """True if a number is that of the whole year: named before its parts, or after them with a word for the year or for all."""
    if number.start < start:
        between = [token for token in tokens if number.end <= token.start < start]
        introduced = any(token.kind == "parts" for token in tokens if number.end <= token.start <= start)
        alone = all(token.kind in ("stop", "skip", "parts") for token in between)
        return introduced or (alone and _says_no_more(tokens, number, start, end))  # 培训 4 期（上半年 2 期、下半年 2 期）
    at = list(tokens).index(number)
    before: list[Token] = []
    while at and tokens[at - 1].kind != "stop":
        at -= 1
        before.append(tokens[at])
    text = "".join(token.text for token in tokens if start <= token.start < end)
    if number.start <= end or any(token.kind == "unknown" and token.text not in text for token in before):
        return False
    return any(token.kind == "time" or token.text in language.totals for token in before)


def _says_no_more(tokens: Sequence[Token], total: Token, start: int, end: int) -> bool:
    """True if of the parts of a year nothing is counted but what was of all of it: they have no words of their own."""
    before = [token for token in tokens if token.end <= total.start]
    said = {token.text for token in before if token.word or token.kind == "unknown"}
    text = "".join(token.text for token in before)
    inside = [token for token in tokens if start <= token.start < end and (token.word or token.kind == "unknown")]
    return all(token.text in said or token.text in text or _PART.search(token.text) for token in inside)


def _outside(text: str, token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    """True if something of a token stands outside of some stretches of the text; what joins those says nothing."""
    rest = "".join(text[at] for at in range(token.start, token.end) if not any(start <= at < end for start, end in spans))
    return rest.strip(" ,、") not in _NOTHING


_NOTHING = ("", "the", "and", "and the", "in", "in the", "of the year brought", "brought", "of the year", "year", "during the")
