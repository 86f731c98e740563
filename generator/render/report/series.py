"""All figures of all reports for machines: one CSV, one JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator import urls
from generator.model.report.filed import Ledger
from generator.model.report.report import Amount, Blank, Cell, NotApplicable, shown_cell, shown_number
from generator.model.report.trend import points
from generator.signs import cell_text

_CSV = ("year", "form", "table", "block", "row", "row_label", "column", "column_label", "state", "value")


def _state(cell: Cell) -> str:
    """Zero, blank, not applicable and words stay apart."""
    if isinstance(cell, Amount):
        return "computed" if cell.computed else "number"
    return "blank" if isinstance(cell, Blank) else "not-applicable" if isinstance(cell, NotApplicable) else "words"


def series_csv(ledgers: Sequence[Ledger]) -> bytes:
    """One line a figure, oldest report first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_CSV)
    for ledger in ledgers:
        writer.writerows(_lines(ledger))
    # A byte order mark, or a spreadsheet takes Chinese for something else.
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _lines(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    report = ledger.report
    for table, block in ledger.form.blocks():
        for row in block.rows:
            name = " / ".join(part for part in (*row.under, row.label) if part)
            for column in block.columns:
                cell = report.cell(row.id, column.id)
                heading = " / ".join((*column.under, column.label))
                value = shown_cell(cell) if isinstance(cell, Amount) else ""
                where = map(cell_text, (table.title, block.title, row.id, name, column.id, heading))
                yield (str(report.year), report.head.form, *where, _state(cell), value)


def series_json(ledgers: Sequence[Ledger], publisher: str, code: str) -> bytes:
    """Every report with its figures, and the measures that are followed over the years, each with the sense it is counted in."""
    measures = sorted({name for ledger in ledgers for name in ledger.form.measures})
    series = {
        "publisher": {"name": publisher, "code": code},
        "reports": [
            {
                "year": ledger.report.year,
                "address": urls.href("", ledger.report.address),
                "published": ledger.report.head.published and ledger.report.head.published.isoformat(),
                "form": ledger.report.head.form,
                "cites": ledger.form.cites,
                "figures": {
                    row.id: {column.id: _value(ledger.report.cell(row.id, column.id)) for column in block.columns}
                    for _, block in ledger.form.blocks()
                    for row in block.rows
                },
            }
            for ledger in ledgers
        ],
        "measures": {
            name: [
                {"year": point.year, "value": _number(point.value), "sense": point.sense}
                for point in points(name, ledgers)
                if point.value is not None
            ]
            for name in measures
        },
    }
    return json.dumps(series, ensure_ascii=False, indent=1).encode()


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(shown_number(value))


def _value(cell: Cell) -> int | float | str | None:
    """A number; nothing for a blank; the mark or the words where there is no number."""
    return _number(cell.value) if isinstance(cell, Amount) else None if isinstance(cell, Blank) else cell.written
