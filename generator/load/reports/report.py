"""Loading annual reports: their head, their figures, their prose."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.load.files import FileReader
from generator.load.reports.figures import REST, Figures
from generator.load.source.as_written import read_as_written
from generator.load.source.elsewhere import find_item_among
from generator.load.source.fields import key_names, read_record, resolve_keys, shapes_of
from generator.load.source.front_matter import refuse_second_head, split_front_matter
from generator.load.source.signs import check_signs
from generator.load.source.slips import Fields
from generator.load.source.source import decode
from generator.load.source.yaml_tree import Tree
from generator.markdown import read_text
from generator.model.labels import Labels
from generator.model.link import links_of
from generator.model.profile import ReportSeries
from generator.model.report.applications import ApplicationRegister, fill_from_register
from generator.model.report.filed import fill
from generator.model.report.form import Form
from generator.model.report.period import Period, named_period, period_of, period_within, years_over
from generator.model.report.report import Blank, Report, ReportHead, report_path
from generator.problems import Position, Problem, SourceError, Spot
from generator.text import nearest

REPORTS = "content/reports/"


def is_report_source(path: str) -> bool:
    """True if a file of the site is an annual report."""
    return path.startswith(REPORTS) and path.endswith(".md")


@dataclass(frozen=True)
class ReportLoader:
    """Loads annual reports: of forms, in series of a profile, with what registers of applications count.

    ``main_forms`` are those of the profile that are of no series unless a report says so.
    """

    reader: FileReader
    forms: Mapping[str, Form]
    labels: Labels
    registers: Sequence[ApplicationRegister]
    series: Mapping[str, ReportSeries]
    main_forms: Sequence[str]

    def load(self, path: str, problems: list[Problem]) -> Report | None:
        """The report in a Markdown file named by its period, or None and its problems.

        What it leaves out is computed: from the register of its year, then from the identities of its form.
        """
        try:
            text = decode(path, self.reader.read_text(path))
            front, start = split_front_matter(path, text)
            refuse_second_head(path, text, start, self._fields.shapes)
            read = read_as_written(front, path, problems, self._fields, first_line=2)
        except SourceError as error:
            problems.append(error.problem)
            return None
        if misplaced := _as_item(read.tree, path, self.labels):
            problems.append(misplaced)
            return None
        since, line = len(problems), text.count("\n", 0, start) + 1
        report = self._report(path, read.tree, text[start:], line, problems)
        read.place(problems, since, self.labels.spellings)
        check_signs(text[start:], path, problems, line)
        return report

    @cached_property
    def _fields(self) -> Fields:
        """The fields that may stand at the head of a report: its own, and the rows and columns of any form."""
        shapes = dict(shapes_of(ReportHead, self.labels))
        for name in ("figures", REST):
            shapes |= dict.fromkeys(self.labels.spellings(name), (name, "record"))
        for form in self.forms.values():
            for row, (_, block, _) in form.rows().items():
                shapes.setdefault(row, (row, "record"))
                for column in block.columns:
                    shapes.setdefault(column.id, (column.id, "value"))
        return Fields(shapes)

    def _report(self, path: str, tree: Tree, body: str, body_line: int, problems: list[Problem]) -> Report | None:
        """The report of what its file holds, or None and its problems."""
        spot = Spot(path)
        if not isinstance(tree, dict):
            problems.append(Problem("fields-expected", spot))
            return None
        names = key_names(ReportHead, self.labels) | dict.fromkeys(self.labels.spellings("figures"), "figures")
        data = resolve_keys(tree, names, spot, problems)
        figures = data.pop("figures", {})
        head = read_record(ReportHead, data, spot, self.labels, problems)
        if head is None:
            return None
        period = _period(path, head)
        if period is None:
            problems.append(_unnamed(path, head))
            return None
        form = self.forms.get(head.form)
        if form is None:
            problems.append(_unlisted("form", head.form, self.forms, spot.at("form")))
            return None
        of, parts = self._series(head, spot, problems), self._parts(head, spot, problems)
        if of is None:
            return None
        read = Figures(form, self.labels, problems)
        read.read(figures, spot.at("figures"))
        reading = read_text(body)
        links = links_of(path, reading)
        report = Report(
            period=period,
            source=path,
            head=head,
            series=of,
            parts=parts,
            figures=read.cells,
            keys=read.keys,
            steps=read.steps,
            body=body,
            body_line=body_line,
            links=links,
            files=self.reader.read_linked(links, spot, problems),
            dropped=reading.dropped,
            losses=reading.losses,
        )
        if report.is_of_year and any(register.year == report.year for register in self.registers):
            report = fill_from_register(report, form, [entry for register in self.registers for entry in register.entries])
        return fill(_with_rest(report, form, read), form)

    def _series(self, head: ReportHead, spot: Spot, problems: list[Problem]) -> str | None:
        """The series of a report: the one it names, else the one its form is of alone; None and a problem of an unknown one."""
        if head.series:
            return self._named_series(head.series, spot.at("series"), problems)
        owners = [name for name, series in self.series.items() if head.form in series.forms]
        return owners[0] if len(owners) == 1 and head.form not in self.main_forms else ""

    def _parts(self, head: ReportHead, spot: Spot, problems: list[Problem]) -> tuple[str, ...]:
        """The series whose reports one sums up; none while one of them is not known."""
        named = [self._named_series(name, spot.at("sums_up", index), problems) for index, name in enumerate(head.sums_up)]
        return tuple(name for name in named if name) if all(named) else ()

    def _named_series(self, written: str, spot: Spot, problems: list[Problem]) -> str | None:
        """The id of the series that is named by it or by its name; None and a problem where there is none."""
        names: dict[str, str] = {one: name for name, series in self.series.items() for one in (series.name, name)}
        if written not in names:
            field = next(step for step in reversed(spot.path) if isinstance(step, str))
            problems.append(_unlisted(field, written, names, spot))
        return names.get(written)


def _unnamed(path: str, head: ReportHead) -> Problem:
    """The problem of a report whose period neither its head nor the name of its file tells."""
    name = posixpath.splitext(path[len(REPORTS) :])[0]
    meant = period_within(posixpath.basename(name)) or period_within(name)
    values = {"name": name, "suggestion": report_path(head.series, meant) if meant else ""}
    if over := years_over(posixpath.basename(name)):  # whose file is called by the year it ends in
        values |= {"first": str(over[0]), "second": str(over[1]), "path": report_path(head.series, Period(over[1]))}
    return Problem("report-name", Position(path), values)


def _unlisted(field: str, value: str, known: Collection[str], spot: Spot) -> Problem:
    """The problem of a value that is none of those there are."""
    values = {"field": field, "value": value, "known": ", ".join(known), "suggestion": nearest(value, known)}
    return Problem("value-not-listed", spot, values)


def _as_item(tree: Tree, path: str, labels: Labels) -> Problem | None:
    """The problem of an item among the reports, which names no form."""
    if isinstance(tree, dict) and any(key in tree for key in labels.spellings("form")):
        return None
    return find_item_among(tree, path, REPORTS, key_names(ReportHead, labels), labels, "item-among-reports")


def _period(path: str, head: ReportHead) -> Period | None:
    """The period of a report: by its head where that tells one, else by the name of its file."""
    told = period_of(*head.period.days) if head.period else None
    if head.period and told and told.days == head.period.days:
        return told
    return named_period(path) or told


def told_apart(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports, in which of two on one year of a series that of no calendar year is named by both its years: 2011-2012."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.id, []).append(report)
    apart = {id(report) for same in found.values() if len(same) == 2 for report in same if _is_across(report)}
    return tuple(
        replace(report, period=replace(report.period, since=report.covers[0].year)) if id(report) in apart else report
        for report in reports
    )


def _is_across(report: Report) -> bool:
    """True for a report on a year that begins in one and ends in the next."""
    first, last = report.covers
    return report.period.is_year and first.year + 1 == last.year


def _with_rest(report: Report, form: Form, reader: Figures) -> Report:
    """The report with what stands for every row that neither it nor its register gives, but for those that are computed."""
    if reader.rest is None:
        return report
    computed = {identity.fills.partition(".")[0] for identity in form.identities if identity.fills}
    figures = {row: dict(cells) for row, cells in report.figures.items()}
    keys = dict(report.keys)
    for name, (_, block, row) in form.rows().items():
        if name not in figures and name not in computed and block.has_numbers(row) and not row.optional:
            filled = form.filled(block)
            figures[name] = {column.id: Blank() if column.id in filled else reader.rest for column in block.columns}
            keys[name] = reader.rest_key
    return replace(report, figures=figures, keys=keys)
