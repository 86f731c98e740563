"""All figures of all reports for machines: one CSV, one JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from decimal import Decimal

from generator import urls
from generator.model.report.report import Amount, Answer, Blank, Cell, NotApplicable, Statement, shown_cell, shown_number
from generator.signs import cell_text
from generator.view.report_records import SeriesReport, SeriesView

_CSV = ("year", "form", "table", "block", "row", "row_label", "column", "column_label", "state", "value", "series", "period")


_Json = int | float | bool | str | list[str] | None


def _state(cell: Cell) -> str:
    """The word for the state of a cell: zero, blank, not applicable and words stay apart."""
    if isinstance(cell, Amount):
        return "computed" if cell.computed else "number"
    if isinstance(cell, Statement | Answer):
        return "text" if isinstance(cell, Statement) else "yes-no"
    return "blank" if isinstance(cell, Blank) else "not-applicable" if isinstance(cell, NotApplicable) else "words"


def series_csv(reports: Sequence[SeriesReport]) -> bytes:
    """The CSV of all figures: one line each, oldest report first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_CSV)
    for report in reports:
        for *where, cell in report.lines:
            value = shown_cell(cell) if isinstance(cell, Amount) else ""
            value = cell_text(cell.written) if isinstance(cell, Statement | Answer) else value
            before, behind = (str(report.period.year), report.form), (report.series, report.period.id)
            writer.writerow((*before, *map(cell_text, where), _state(cell), value, *behind))
    # A byte order mark, or a spreadsheet takes Chinese for something else.
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def series_json(view: SeriesView) -> bytes:
    """The JSON of every report with its figures, and of each measure followed over the years with the sense it is counted in."""
    series = {
        "publisher": {"name": view.publisher, "code": view.code},
        "reports": [
            {
                "year": report.period.year,
                "period": report.period.id,
                "series": report.series,
                "address": urls.href("", report.address),
                "published": report.published and report.published.isoformat(),
                "form": report.form,
                "cites": report.cites,
                "figures": _figures(report),
            }
            for report in view.reports
        ],
        "measures": {
            measure.name: [
                {
                    "year": point.period.year,
                    "period": point.period.id,
                    "series": series,
                    "value": _number(point.value),
                    "sense": point.sense,
                }
                for series, point in measure.points
            ]
            for measure in view.measures
        },
    }
    return json.dumps(series, ensure_ascii=False, indent=1).encode()


def _figures(report: SeriesReport) -> dict[str, dict[str, _Json]]:
    figures: dict[str, dict[str, _Json]] = {}
    for line in report.lines:
        figures.setdefault(line.row, {})[line.column] = _value(line.cell)
    return figures


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(shown_number(value))


def _value(cell: Cell) -> _Json:
    """A number; a text, texts, a truth; nothing for a blank; the mark or the words where there is no number."""
    if isinstance(cell, Answer):
        return cell.yes
    if isinstance(cell, Statement):
        return list(cell.values) if len(cell.values) > 1 else cell.values[0]
    return _number(cell.value) if isinstance(cell, Amount) else None if isinstance(cell, Blank) else cell.written
