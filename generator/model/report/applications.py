"""The register of applications: one anonymous line each, from which a table of the report can be computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from generator.frozen import frozen
from generator.model.record import Date, Number, Text, record
from generator.model.report.form import Block, Form
from generator.model.report.report import Amount, Blank, Cell, Report
from generator.problems import Position, Spot


@record
class Application:
    """An application as it is written. ``consulted`` is how many working days others were asked, which do not count.

    ``receipt`` is the number by which the applicant finds its state, ``correction`` the day on which the applicant was asked to
    make it clear, ``corrected`` that on which this was done.
    """

    received: Date
    applicant: Text
    channel: Text = ""
    outcome: Text = ""
    answered: Date | None = None
    extended: bool = False
    consulted: Number = 0
    receipt: Text = ""
    correction: Date | None = None
    corrected: Date | None = None


@frozen
class Entry:
    """An application and where it stands."""

    application: Application
    where: Spot | Position


@frozen
class ApplicationRegister:
    """``content/applications/YEAR.csv`` or ``.yml``: the applications of a year."""

    year: int
    source: str
    entries: tuple[Entry, ...]


Count = Mapping[tuple[str, str], int]


def register_block(form: Form) -> Block | None:
    """The block of a form that a register fills, where it has one."""
    found = form.rows().get(form.register.received) if form.register else None
    return found[1] if found else None


def applicant_columns(form: Form) -> dict[str, str]:
    """The column of each kind of applicant, by its id and by its label."""
    block = register_block(form)
    if block is None:
        return {}
    columns = [column for column in block.columns if column.id not in form.filled(block)]
    # 其他 under 法人或其他组织 is a label like any other; the first of two alike wins.
    return {column.label: column.id for column in reversed(columns)} | {column.id: column.id for column in columns}


def outcome_rows(form: Form) -> dict[str, str]:
    """The row of each outcome, by its id and by the names the form gives it."""
    return {**form.register.outcomes, **{row: row for row in form.register.outcomes.values()}} if form.register else {}


def count(entries: Iterable[Entry], year: int, form: Form) -> Count:
    """The figures of a year by row and column, as the applications of this and earlier years give them."""
    block, names = register_block(form), form.register
    if block is None or names is None:
        return {}
    applicants, outcomes = applicant_columns(form), outcome_rows(form)
    rows = dict.fromkeys((names.received, names.carried_in, names.carried_out, *names.outcomes.values()))
    counts = {(row, column): 0 for row in rows for column in dict.fromkeys(applicants.values())}
    for application in (entry.application for entry in entries):
        column = applicants.get(application.applicant)
        answered = application.answered.year if application.answered else None
        if column is None or application.received.year > year or (answered is not None and answered < year):
            continue
        counts[names.received if application.received.year == year else names.carried_in, column] += 1
        if answered == year:
            if row := outcomes.get(application.outcome):
                counts[row, column] += 1
        else:
            counts[names.carried_out, column] += 1
    return counts


def fill_from_register(report: Report, form: Form, entries: Iterable[Entry]) -> Report:
    """The report with every figure that was left out and that its register gives."""
    cells: dict[str, dict[str, Cell]] = {row: dict(columns) for row, columns in report.figures.items()}
    for (row, column), number in count(entries, report.year, form).items():
        if isinstance(report.cell(row, column), Blank):
            cells.setdefault(row, {})[column] = Amount(Decimal(number), computed=True)
    return replace(report, figures=cells)
