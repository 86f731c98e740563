"""Reading of what a form itself gives as a change: 行政许可项目较上年增加 1 项, beside the column 本年增/减."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.check.report.prose_reading.clauses import clauses
from generator.check.report.prose_reading.faults import Fault
from generator.check.report.prose_reading.headings import Grid, value_of
from generator.check.report.prose_reading.meanings import Meanings
from generator.check.report.prose_reading.vocabulary import Token
from generator.model.report.filed import FiledReport
from generator.model.report.language import Language
from generator.model.report.report import shown_number

REPORT_COMPARISON_WRONG = "report-comparison-wrong"

_KNOWN = frozenset(("skip", "time", "own", "word", "up", "down", "same", "against", "nearly", "parts", "whole_time"))
_COUNTED = ("项目", "事项")
_ITEMS = frozenset(("项", "个", "件", "种", ""))


def check_changes(tokens: Sequence[Token], language: Language, meanings: Meanings, filed: FiledReport) -> Iterator[Fault]:
    """The faults of clauses by which there are so many more, fewer or as many of a thing than the table says."""
    grids = [grid for grid in meanings.headings.grids if any(column.signed for column in grid.block.columns)]
    rows = frozenset(row.own for grid in grids for row in grid.rows)
    topic: frozenset[str] = frozenset()
    for clause in clauses(tokens) if grids else ():
        ways = (*language.up, *language.down, *language.same)
        words = frozenset(token.word for token in clause if token.word and token.text not in ways) - {"上年"}
        topic = (words & rows) or topic
        numbers = [token for token in clause if token.number]
        if any(token.kind not in _KNOWN and not token.number for token in clause):
            continue
        if any(number.number and number.number.unit not in _ITEMS for number in numbers):
            continue
        moved = [token for token in clause if token.text in ways]
        row = _row(words or topic, grids)
        if row is None or len(moved) > 1:
            continue
        of_items = any(token.text.startswith(_COUNTED) for token in clause) or any(
            n.number and n.number.unit == "项" for n in numbers
        )
        compares = any(token.kind == "against" or token.word == "上年" for token in clause)
        behind = [token for token in numbers if moved and token.start >= moved[0].end]
        if moved and (compares or of_items) and len(behind) < 2 and len(numbers) - len(behind) < 2:
            if fault := _fault(moved[0], behind, row, language, filed):
                yield fault
        elif not moved and compares and of_items and len(numbers) == 1 and row.before:
            yield from _level(numbers[0], value_of([row.before], filed))


class _Items(NamedTuple):
    """The cells of a row: how many there were, and by how many that changed."""

    before: tuple[str, str] | None
    change: tuple[str, str]


def _row(said: frozenset[str], grids: Sequence[Grid]) -> _Items | None:
    """The one row that words name, and no column beside it."""
    for grid in grids:
        rows = [row for row in grid.rows if row.own in said]
        signed = [column.id for column in grid.block.columns if column.signed]
        if len(rows) == len(signed) == 1 and said == {rows[0].own}:
            before = next((column.id for column in grid.block.columns if column.label.startswith(("上一年", "上年"))), "")
            return _Items((rows[0].id, before) if before else None, (rows[0].id, signed[0]))
    return None


def _level(number: Token, value: Decimal | None) -> Iterator[Fault]:
    """The fault of a number of the things there were."""
    if value is not None and number.number and not number.number.agrees(value):
        yield Fault(REPORT_COMPARISON_WRONG, number.start, number.text, shown_number(value), shown_number(value))


def _fault(moved: Token, numbers: Sequence[Token], row: _Items, language: Language, filed: FiledReport) -> Fault | None:
    """The fault of a change that is said to be another, or the other way."""
    change = value_of([row.change], filed)
    if change is None:
        return None
    shown = shown_number(change)
    if moved.text in language.same:
        return Fault(REPORT_COMPARISON_WRONG, moved.start, moved.text, shown, shown) if change else None
    sign = 1 if moved.text in language.up else -1
    number = numbers[0].number if numbers else None
    if number is None:
        wrong = change * sign <= 0
        return Fault(REPORT_COMPARISON_WRONG, moved.start, moved.text, shown, shown) if wrong else None
    if moved.text[-1] in "到至为":
        before = value_of([row.before], filed) if row.before else None
        return next(_level(numbers[0], None if before is None else before + change), None)
    if number.agrees(change * sign):
        return None
    return Fault(REPORT_COMPARISON_WRONG, number.start, f"{moved.text}{numbers[0].text}", shown, shown)
