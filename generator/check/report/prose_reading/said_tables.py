"""Reading of the tables that stand in the prose of a report: that they add up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.report.prose_reading.sentences import Line
from generator.late import late
from generator.model.report.report import Report, shown_number
from generator.problems import Problem

REPORT_TABLE_WRONG = "report-table-wrong"

_RULER = late(r":?-+:?")
_TOTAL = late(r"(?:总计|合计|共计|总数|总量|total)", re.IGNORECASE)
_SUBTOTAL = late(r"小计|其中|of which|subtotal", re.IGNORECASE)
_EVER = late(r"累计|历年|cumulative", re.IGNORECASE)
_YEAR = late(r"\d{4}\s*年|本年|当年|今年")
_NOT_ADDED = late(r"[%％]|率|比|序号|单位|增|减|年份|累计|历年")
_NUMBER = late(r"\d+(?:\.\d+)?")
_NOUGHT = frozenset(("", "-", "—", "/", "0", "无"))


def check_tables(tables: Sequence[Sequence[Line]], report: Report) -> Iterator[Problem]:
    """The problems of tables whose totals are no sums, or where all the years brought less than this one."""
    for table in tables:
        lines = [line for line in table if not all(_RULER.fullmatch(text) for text, _ in line.cells)]
        if len(lines) > 1:
            heads = [text for text, _ in lines[0].cells]
            rows = [line for line in lines[1:] if len(line.cells) == len(heads)]
            yield from _columns(heads, rows, report)
            yield from _rows(heads, rows, report)
            yield from _ever(heads, rows, report)


def _columns(heads: Sequence[str], rows: Sequence[Line], report: Report) -> Iterator[Problem]:
    """The problems of totals in the last row that are not the sums of their columns."""
    if any(_SUBTOTAL.search(row.cells[0][0]) for row in rows):
        return
    last = rows[-1] if rows and _TOTAL.search(rows[-1].cells[0][0]) else None
    if last is None or len(rows) < 3 or any(_TOTAL.search(row.cells[0][0]) for row in rows[:-1]):
        return
    for column in range(1, len(heads)):
        cells = [_value(row.cells[column][0]) for row in rows]
        if None not in cells and not _NOT_ADDED.search(heads[column]):
            yield from _compare([cell or Decimal(0) for cell in cells[:-1]], cells[-1], last.cells[column], report)


def _rows(heads: Sequence[str], rows: Sequence[Line], report: Report) -> Iterator[Problem]:
    """The problems of totals in a column that are not the sums of their rows."""
    totals = [at for at, head in enumerate(heads) if _TOTAL.search(head)]
    parts = [at for at in range(1, len(heads)) if at not in totals]
    if len(totals) != 1 or len(parts) < 2 or any(_NOT_ADDED.search(heads[at]) or _SUBTOTAL.search(heads[at]) for at in parts):
        return
    for row in rows:
        cells = [_value(row.cells[at][0]) for at in parts]
        if None not in cells:
            yield from _compare(
                [cell or Decimal(0) for cell in cells], _value(row.cells[totals[0]][0]), row.cells[totals[0]], report
            )


def _ever(heads: Sequence[str], rows: Sequence[Line], report: Report) -> Iterator[Problem]:
    """The problems of rows in which fewer have been counted in all the years than in this one."""
    ever = [at for at, head in enumerate(heads) if _EVER.search(head)]
    years = [at for at, head in enumerate(heads) if _YEAR.search(head) and at not in ever]
    if len(ever) == len(years) == 1:
        for row in rows:
            all_years, this = _value(row.cells[ever[0]][0]), _value(row.cells[years[0]][0])
            if all_years is not None and this is not None and this > all_years > 0:
                values = {
                    "found": row.cells[ever[0]][0],
                    "working": f"{heads[years[0]]} {shown_number(this)}",
                    "expected": f"≥ {shown_number(this)}",
                }
                yield Problem(REPORT_TABLE_WRONG, report.position(row.cells[ever[0]][1]), values)


def _compare(parts: Sequence[Decimal], total: Decimal | None, cell: tuple[str, int], report: Report) -> Iterator[Problem]:
    value = sum(parts, Decimal(0))
    if total is not None and total != value:
        working = " + ".join(shown_number(part) for part in parts) + f" = {shown_number(value)}"
        yield Problem(
            REPORT_TABLE_WRONG,
            report.position(cell[1]),
            {"found": cell[0], "working": working, "expected": shown_number(value)},
        )


def _value(text: str) -> Decimal | None:
    bare = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").strip("*")
    if bare in _NOUGHT:
        return Decimal(0)
    return Decimal(bare) if _NUMBER.fullmatch(bare) else None
