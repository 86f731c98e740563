"""A report read with its form and the report before it: what formulas over its figures come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from generator.frozen import frozen
from generator.model.report.form import Form, Identity
from generator.model.report.formula import Formula, Reference, evaluate, references
from generator.model.report.period import Period
from generator.model.report.report import Amount, Blank, Cell, NotApplicable, Report, report_id

_NEAR = dt.timedelta(days=31)  # between the end of a period and the beginning of the next, as they are written
Place = tuple[str, str]  # a row and a column, either of them blank


@frozen
class FiledReport:
    """A report, its form, and the filed report of the period before where there is one."""

    report: Report
    form: Form
    previous: FiledReport | None = None

    def cells(self, reference: Reference, place: Place = ("", "")) -> list[Cell]:
        """The figures a reference names at a place; none where there are no such figures."""
        book = self.previous if reference.previous else self
        if book is None:
            return []
        row, column = place if not reference.previous or place[0] in book.form.rows() else ("", place[1])
        return [book.report.cell(*at) for at in book.form.cells(reference, row, column)]

    def value(self, reference: Reference, place: Place = ("", "")) -> Decimal | None:
        """The number a reference comes to. What is not applicable counts for nothing; a blank or words make it unknown."""
        cells = self.cells(reference, place)
        if not cells or not all(isinstance(cell, Amount | NotApplicable) for cell in cells):
            return None
        return sum((cell.value for cell in cells if isinstance(cell, Amount)), Decimal(0))

    def evaluate(self, formula: Formula, place: Place = ("", "")) -> Decimal | None:
        """The number a formula comes to at a place, or None where one of its figures is not known."""
        return evaluate(formula, lambda reference: self.value(reference, place))


def places(identity: Identity, form: Form) -> Iterator[Place]:
    """The places at which an identity is to hold: each column, each row, or once."""
    if identity.per == "figure":
        yield "", ""
        return
    blocks = [block for table in form.tables if table.id == identity.table for block in table.blocks]
    names = {name for side in (identity.left, identity.right) for name in _first_names(side)}
    for block in blocks:
        rows, columns = [row.id for row in block.rows], [column.id for column in block.columns]
        if identity.per == "column" and names <= set(rows):
            yield from (("", column) for column in columns)
        if identity.per == "row" and names <= set(columns):
            yield from ((row, "") for row in rows if not identity.rows or row in identity.rows)


def _first_names(formula: Formula) -> Iterator[str]:
    return (reference.names[0] for reference in references(formula))


def fill(report: Report, form: Form) -> Report:
    """The report with every figure that was left out and that an identity gives."""
    cells = {row: dict(columns) for row, columns in report.figures.items()}
    # A total of totals is known once those are: rows first, then columns, until nothing more follows.
    while True:
        filed = FiledReport(replace(report, figures=cells), form)
        found = [(at, value) for identity in form.identities if identity.fills for at, value in _filled(identity, filed)]
        if not found:
            return filed.report
        for (row, column), value in found:
            cells.setdefault(row, {})[column] = Amount(value, computed=True)


def _filled(identity: Identity, filed: FiledReport) -> Iterator[tuple[Place, Decimal]]:
    for row, column in places(identity, filed.form):
        at = (row, identity.fills) if identity.per == "row" else (identity.fills, column)
        if identity.per == "figure":
            first, _, second = identity.fills.partition(".")
            at = (first, second)
        if isinstance(filed.report.cell(*at), Blank) and (value := filed.evaluate(identity.right, (row, column))) is not None:
            yield at, value


def filed_reports(reports: Iterable[Report], forms: Mapping[str, Form]) -> dict[str, FiledReport]:
    """The reports by id, oldest first, each with that of its series on the period before."""
    books: dict[str, FiledReport] = {}
    for report in sorted(reports, key=lambda report: report.period):
        books[report.id] = FiledReport(report, forms[report.head.form], _before(report, books))
    return books


def _before(report: Report, books: Mapping[str, FiledReport]) -> FiledReport | None:
    """The report of a series that goes before one. A calendar year and another may overlap: such do not follow one another."""
    usual = report_id(report.series, Period(report.year - 1)) if report.period.since else ""
    before = books.get(report.id_before) or books.get(usual)
    if before is None or _is_calendar(before.report) == _is_calendar(report):
        return before
    return before if abs(report.covers[0] - before.report.covers[1]) <= _NEAR else None


def _is_calendar(report: Report) -> bool:
    return report.covers == report.period.days
