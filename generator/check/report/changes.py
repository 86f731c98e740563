"""Reading of what a form itself gives as a change: 行政许可项目较上年增加 1 项, beside the column 本年增/减."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.report.clauses import clauses
from generator.check.report.faults import Fault
from generator.check.report.headings import Grid, value_of
from generator.check.report.meanings import Meanings
from generator.check.report.vocabulary import Token
from generator.model.report.filed import Ledger
from generator.model.report.language import Language
from generator.model.report.report import shown_number

_KNOWN = frozenset(("skip", "time", "own", "word", "up", "down", "same", "against", "nearly", "parts", "whole_time"))
_ITEMS = frozenset(("项", "个", "件", "种", ""))


def check_changes(tokens: Sequence[Token], language: Language, meanings: Meanings, ledger: Ledger) -> Iterator[Fault]:
    """The faults of clauses by which there are so many more, fewer or as many of a thing than the table says."""
    grids = [grid for grid in meanings.headings.grids if any(column.signed for column in grid.block.columns)]
    for clause in clauses(tokens) if grids else ():
        moved = [token for token in clause if token.text in (*language.up, *language.down, *language.same)]
        compares = any(token.kind == "against" for token in clause) or any(token.word == "上年" for token in clause)
        if len(moved) != 1 or not compares or any(token.kind not in _KNOWN and not token.number for token in clause):
            continue
        numbers = [token for token in clause if token.number and token.start >= moved[0].end]
        others = [token for token in clause if token.number and token.start < moved[0].start]
        if any(number.number and number.number.unit not in _ITEMS for number in numbers) or len(numbers) > 1 or len(others) > 1:
            continue
        change = _change(clause, grids, ledger)
        fault = change is not None and _fault(moved[0], numbers, change, language)
        if fault:
            yield fault


def _change(clause: Sequence[Token], grids: Sequence[Grid], ledger: Ledger) -> Decimal | None:
    """The change that the table gives of the one row that a clause names; None where it names others, or another column."""
    said = frozenset(token.word for token in clause if token.word) - {"上年"}
    for grid in grids:
        rows = [row for row in grid.rows if row.own in said]
        signed = [column for column in grid.block.columns if column.signed]
        if len(rows) == len(signed) == 1 and said == {rows[0].own}:
            return value_of([(rows[0].id, signed[0].id)], ledger)
    return None


def _fault(moved: Token, numbers: Sequence[Token], change: Decimal, language: Language) -> Fault | None:
    """The fault of a change that is said to be another, or the other way."""
    shown = shown_number(change)
    if moved.text in language.same:
        return Fault("report-comparison-wrong", moved.start, moved.text, shown, shown) if change else None
    sign = 1 if moved.text in language.up else -1
    number = numbers[0].number if numbers else None
    if number is None:
        wrong = change * sign <= 0
        return Fault("report-comparison-wrong", moved.start, moved.text, shown, shown) if wrong else None
    if number.agrees(change * sign):
        return None
    return Fault("report-comparison-wrong", number.start, f"{moved.text}{numbers[0].text}", shown, shown)
