"""Rules on the cells of a report: that they hold what belongs in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from generator.check.rule import rule
from generator.late import late
from generator.model.labels import Labels
from generator.model.report.font import ReportFonts
from generator.model.report.form import Block, Column, Form, Row
from generator.model.report.report import Amount, Blank, Cell, Report, Statement, Words
from generator.model.shown import Shown
from generator.problems import Problem, Severity, Spot
from generator.text import nearest

REPORT_FONT_MISSING = "report-font-missing"
REPORT_MAKER_MISSING = "report-maker-missing"
FIGURE_BLANK = "figure-blank"
FIGURES_BLANK = "figures-blank"
FIGURE_NOT_NUMBER = "figure-not-number"
FIGURE_NEGATIVE = "figure-negative"
FIGURE_FRACTION = "figure-fraction"
FIGURE_NOT_ANSWER = "figure-not-answer"
FIGURE_NOT_LISTED = "figure-not-listed"

_MANY = 5  # rows without a figure that are told together
_NOT_IN_NUMBER = late(r"[^\d.-]")
_NUMBER = late(r"-?\d+(\.\d+)?")


@rule(REPORT_FONT_MISSING, REPORT_MAKER_MISSING, severity=Severity.WARNING)
def check_fonts(shown: Shown, report_fonts: ReportFonts, labels: Labels) -> Iterator[Problem]:
    """There is a font to make PDF documents with, and what makes them; without, a site has reports as DOCX only."""
    where = Spot("site_config/report_fonts.yml")
    if shown.reports and not report_fonts.has_maker:
        yield Problem(REPORT_MAKER_MISSING, where)
    if shown.reports and not report_fonts.body:
        yield Problem(REPORT_FONT_MISSING, where, {"install": report_fonts.install, "language": labels.name})


@rule(FIGURE_BLANK, FIGURES_BLANK, severity=Severity.WARNING)
def check_blanks(reports: tuple[Report, ...], forms: Mapping[str, Form]) -> Iterator[Problem]:
    """Every row is filled in; a blank is not taken for zero."""
    for report in reports:
        if report.head.draft:
            continue
        form = forms[report.head.form]
        missing = [
            row
            for _, block in form.blocks()
            for row in block.rows
            if row.id not in report.keys and not row.optional and _blank(report, form, block, row)
        ]
        together = len(missing) >= _MANY  # one thing that was not done is told once
        if together:
            names = "、".join(row.label or row.id for row in missing[:3])
            values = {"count": str(len(missing)), "names": names}
            yield Problem(FIGURES_BLANK, report.figure_spot(missing[0].id, ""), values)
        for _, block in form.blocks():
            for row in block.rows:
                blank = [] if (together and row in missing) or not report.has(row) else _blank(report, form, block, row)
                if blank:
                    columns = ", ".join(column.id for column in blank) if len(blank) < len(block.columns) else ""
                    where = report.figure_spot(row.id, "")
                    yield Problem(FIGURE_BLANK, where, {"row": row.id, "name": row.label or row.id, "columns": columns})


@rule(FIGURE_NOT_NUMBER, FIGURE_NEGATIVE, FIGURE_FRACTION, FIGURE_NOT_ANSWER, FIGURE_NOT_LISTED, severity=Severity.ERROR)
def check_cells(reports: tuple[Report, ...], forms: Mapping[str, Form]) -> Iterator[Problem]:
    """Cells hold what the form says: numbers of a kind, text, a yes or a no."""
    for report in reports:
        form = forms[report.head.form]
        for _, block in form.blocks():
            for row in block.rows:
                for column in block.columns:
                    cell = report.cell(row.id, column.id)
                    if fault := _unlisted(cell, row) or _fault(cell, block, row, column):
                        code, values = fault
                        values |= {"name": figure_name(form, row.id, column.id)}
                        yield Problem(code, report.figure_spot(row.id, column.id), values)


def figure_name(form: Form, row: str, column: str) -> str:
    """A figure as a person finds it: the headings of its row and column."""
    _, block, found = form.rows()[row]
    headings = [known.label for known in block.columns if known.id == column and len(block.columns) > 1]
    return " / ".join(part for part in (found.label, *headings) if part)


def _blank(report: Report, form: Form, block: Block, row: Row) -> list[Column]:
    """The columns of a row that wait for a figure. A total that could not be computed is blank because others are."""
    blank = [column for column in block.columns if isinstance(report.cell(row.id, column.id), Blank)]
    computed = {identity.fills.partition(".")[0] for identity in form.identities if identity.fills}
    if row.id not in report.keys:
        return [] if row.id in computed else blank
    if not report.figures[row.id]:  # it could not be read, which has been said
        return []
    filled = form.filled(block)
    return [column for column in blank if column.id not in filled]


def _unlisted(cell: Cell, row: Row) -> tuple[str, dict[str, str]] | None:
    """The fault of a text that is none of those that its row may be."""
    strange = [value for value in cell.values if value not in row.choices] if isinstance(cell, Statement) and row.choices else []
    if not strange:
        return None
    values = {"value": strange[0], "known": ", ".join(row.choices), "suggestion": nearest(strange[0], row.choices)}
    return FIGURE_NOT_LISTED, values


def _fault(cell: Cell, block: Block, row: Row, column: Column) -> tuple[str, dict[str, str]] | None:
    """The code and the values of the problem of a cell, or None where it holds what the form asks for."""
    if isinstance(cell, Words):
        if block.kind(row, column) == "yes-no":
            return FIGURE_NOT_ANSWER, {"value": cell.written}
        folded = unicodedata.normalize("NFKC", cell.written)
        bare = _NOT_IN_NUMBER.sub("", folded)
        return FIGURE_NOT_NUMBER, {"value": cell.written, "suggestion": bare if _NUMBER.fullmatch(bare) else ""}
    if not isinstance(cell, Amount) or cell.computed:
        return None
    value = str(cell.value)
    if cell.value < 0 and not column.signed:
        return FIGURE_NEGATIVE, {"value": value}
    if block.kind(row, column) == "count" and cell.value != cell.value.to_integral_value():
        return FIGURE_FRACTION, {"value": value}
    return None
