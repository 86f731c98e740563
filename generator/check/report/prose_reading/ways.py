"""Reading of the ways in which applications came: all of them together are no more than there were to be dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.report.prose_reading.clauses import figures
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.numbers import Quantity
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.filed import FiledReport
from generator.model.report.language import Language
from generator.model.report.report import shown_number

_ASKED = "申请"
_UNITS = frozenset(("件", "宗", "起", "份", ""))
_SHARES = frozenset("%")
_SEVERAL = 2
_ALL = 100  # per cent


def check_ways(
    text: str, tokens: Sequence[Token], language: Language, meanings: Meanings, filed: FiledReport, *, scope: bool
) -> Iterator[Fault]:
    """The fault of applications that came in several ways, 现场申请 16 件，信函申请 37 件, and are more than all there are.

    Of one whose area's figures are its own (``scope``) also by where they came: 市直部门 38 件，县（区）47 件.
    """
    if _ASKED not in text:
        return
    bare = _bare(text)
    kinds = (language.ways, language.levels) if scope else (language.ways,)
    ways = next((words for words in kinds if sum(word in bare for word in words) >= _SEVERAL), ())
    if not ways:
        return
    asked = meanings.find(frozenset((_ASKED,)), frozenset(), frozenset())
    most = max(figures(asked, filed), default=None) if asked else None
    parts = _by_way(text, tokens, language, ways)
    value = sum((part.value for part in parts), Decimal(0))
    if most is None or len(parts) < _SEVERAL or value <= most:
        yield from _beyond_all(text, _by_way(text, tokens, language, ways, _SHARES))
        return
    working = " + ".join(shown_number(part.value) for part in parts) + f" = {shown_number(value)}"
    last = parts[-1]
    yield Fault("report-parts-mismatch", parts[0].start, text[parts[0].start : last.end], working, f"≤ {shown_number(most)}")


def _beyond_all(text: str, shares: Sequence[Quantity]) -> Iterator[Fault]:
    """The fault of shares of ways in that come to more than all: 网络申请占 64%，信函申请占 46%."""
    value = sum((share.value for share in shares), Decimal(0))
    if len(shares) >= _SEVERAL and value > _ALL + sum((share.step for share in shares), Decimal(0)):
        working = " + ".join(f"{shown_number(share.value)}%" for share in shares) + f" = {shown_number(value)}%"
        yield Fault("report-parts-mismatch", shares[0].start, text[shares[0].start : shares[-1].end], working, "≤ 100%")


def _by_way(
    text: str, tokens: Sequence[Token], language: Language, ways: Sequence[str], units: frozenset[str] = _UNITS
) -> list[Quantity]:
    """The numbers before which nothing stands but a way in, each another, and the word for an application."""
    found: dict[str, Quantity] = {}
    start = depth = 0
    asks = False
    for token in tokens:
        if token.kind == "stop":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            start = start if depth or token.text in "()" else token.end
            continue
        if token.number is None:
            continue
        said = _bare(text[start : token.start])
        number, start = token.number, token.end
        way, rest = _taken_out(said, ways)
        asks = asks or _ASKED in said
        for word in (_ASKED, *language.brought, *(("占比", "占") if units is _SHARES else ())):
            rest = rest.replace(word, "")
        if way and not rest and number.unit in units and not number.bound and way not in found:
            found[way] = number
    return list(found.values()) if asks else []


def _taken_out(said: str, ways: Sequence[str]) -> tuple[str, str]:
    """The ways that words name, longest first, and the words without them: 在线 and 平台 of 通过在线平台."""
    found = ""
    while way := max((way for way in ways if way in said), key=len, default=""):
        found, said = found + way, said.replace(way, "", 1)
    return found, said


def _bare(text: str) -> str:
    """A text without its brackets: 县（市、区） is one kind of place."""
    return text.replace("(", "").replace(")", "")
