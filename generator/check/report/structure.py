"""Rules on the shape of a report: the one its form prescribes, for the right year and in time."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.check.rule import rule
from generator.late import late
from generator.model.labels import Labels
from generator.model.report.form import Form
from generator.model.report.period import named_period
from generator.model.report.report import Heading, Report, report_path
from generator.model.settings import Settings
from generator.problems import Position, Problem, Severity
from generator.text import nearest

REPORT_FORM_YEAR = "report-form-year"
REPORT_PERIOD_REVERSED = "report-period-reversed"
REPORT_NAME_OTHER = "report-name-other"
REPORT_SECTION_MISSING = "report-section-missing"
REPORT_SECTION_CHANGED = "report-section-changed"
REPORT_SECTION_UNKNOWN = "report-section-unknown"
REPORT_SECTION_ORDER = "report-section-order"
REPORT_TOO_EARLY = "report-too-early"
FIELD_MISSING = "field-missing"
REPORT_FIGURE_UNKNOWN = "report-figure-unknown"

_NUMBERING = late(r"^[（(]?[一二三四五六七八九十]+[）)]?、?\s*")


@rule(REPORT_FORM_YEAR, severity=Severity.WARNING)
def check_form_years(reports: tuple[Report, ...], settings: Settings) -> Iterator[Problem]:
    """A report on a year follows the form of that year; for parts of years none is prescribed."""
    for report in (report for report in reports if report.period.is_year):
        form = settings.forms[report.head.form]
        if not form.covers(report.year):
            fitting = [name for name, other in settings.forms_of(report.series).items() if other.covers(report.year)]
            values = {
                "year": str(report.year),
                "value": report.head.form,
                "from": str(form.first_year or "…"),
                "to": str(form.last_year or "…"),
                "known": ", ".join(fitting),
            }
            yield Problem(REPORT_FORM_YEAR, report.spot.at("form"), values, cites=form.cites)


@rule(REPORT_PERIOD_REVERSED, severity=Severity.ERROR)
def check_periods(reports: tuple[Report, ...]) -> Iterator[Problem]:
    """A period ends after it began."""
    for report in reports:
        first, last = report.covers
        if last < first:
            values = {"value": last.isoformat(), "expected": first.isoformat()}
            yield Problem(REPORT_PERIOD_REVERSED, report.spot.at("period"), values)


@rule(REPORT_NAME_OTHER, severity=Severity.WARNING)
def check_file_names(reports: tuple[Report, ...]) -> Iterator[Problem]:
    """A file that is named by a period holds the report on that period."""
    for report in reports:
        named = named_period(report.source)
        if named and named != replace(report.period, since=0):
            values = {"found": named.id, "expected": report.period.id}
            yield Problem(REPORT_NAME_OTHER, report.spot.at("period"), values)


@rule(REPORT_SECTION_MISSING, severity=Severity.ERROR)
def check_missing_sections(reports: tuple[Report, ...], forms: Mapping[str, Form]) -> Iterator[Problem]:
    """The prescribed sections are all there, if perhaps under changed headings."""
    for report, form in _prescribed(reports, forms):
        found, changed, _ = _match(report, form)
        for index, section in enumerate(form.sections):
            if section not in found and section not in changed:
                values = {"expected": section, "after": form.sections[index - 1] if index else ""}
                yield Problem(REPORT_SECTION_MISSING, Position(report.source), values, cites=form.cites)


@rule(REPORT_SECTION_CHANGED, REPORT_SECTION_UNKNOWN, REPORT_SECTION_ORDER, severity=Severity.WARNING)
def check_sections(reports: tuple[Report, ...], forms: Mapping[str, Form]) -> Iterator[Problem]:
    """The prescribed headings are in their wording and order, and there is no other."""
    for report, form in _prescribed(reports, forms):
        found, changed, unknown = _match(report, form)
        for section, heading in changed.items():
            values = {"found": heading.text, "expected": section}
            yield Problem(REPORT_SECTION_CHANGED, _place(report, heading), values, cites=form.cites)
        for heading in unknown:
            values = {"found": heading.text, "known": "；".join(form.sections)}
            yield Problem(REPORT_SECTION_UNKNOWN, _place(report, heading), values, cites=form.cites)
        last: Heading | None = None
        placed = found | changed
        for section in form.sections:
            here = placed.get(section)
            if here and last and here.start < last.start:
                values = {"found": here.text, "after": last.text}
                yield Problem(REPORT_SECTION_ORDER, _place(report, here), values, cites=form.cites)
            elif here:
                last = here


def _prescribed(reports: tuple[Report, ...], forms: Mapping[str, Form]) -> Iterator[tuple[Report, Form]]:
    pairs = ((report, forms[report.head.form]) for report in reports if not report.head.draft)
    return (pair for pair in pairs if pair[1].sections)


def _match(report: Report, form: Form) -> tuple[dict[str, Heading], dict[str, Heading], list[Heading]]:
    """The headings of the prescribed sections, those that were meant for one, and those that are none."""
    found = {heading.text: heading for heading in reversed(report.headings()) if heading.text in form.sections}
    unknown = [heading for heading in report.sections() if heading.text not in form.sections]
    changed: dict[str, Heading] = {}
    for section in form.sections:
        if section not in found and (meant := next((heading for heading in unknown if _is_like(heading.text, section)), None)):
            unknown.remove(meant)
            changed[section] = meant
    return found, changed, unknown


def _is_like(heading: str, section: str) -> bool:
    """True if a heading was meant for a section: the same words under another number, or nearly the same words."""
    bare, wanted = _NUMBERING.sub("", heading), _NUMBERING.sub("", section)
    return bare == wanted or bool(nearest(bare, [wanted]))


def _place(report: Report, heading: Heading) -> Position:
    return report.position(heading.start + heading.level + 1)


@rule(REPORT_TOO_EARLY, FIELD_MISSING, REPORT_FIGURE_UNKNOWN, severity=Severity.ERROR)
def check_year_ended(reports: tuple[Report, ...], forms: Mapping[str, Form], labels: Labels) -> Iterator[Problem]:
    """A report is published after what it is about has ended."""
    years = {report.year for report in reports}
    for report in reports:
        published = report.head.published
        if report.head.draft:
            continue
        for index, note in enumerate(report.head.notes):
            if note.at and not forms[report.head.form].name_at(note.at):
                known = [*forms[report.head.form].rows()]
                values = {"value": note.at, "suggestion": nearest(note.at, known), "known": ", ".join(known[:8])}
                yield Problem(REPORT_FIGURE_UNKNOWN, report.spot.at("notes", index, "at"), {**values, "example": ""})
        if report.is_undated:
            continue
        if published is None:
            yield Problem(FIELD_MISSING, report.spot, {"field": "published", "label": ""})
        elif published <= report.covers[1]:
            expected = report.covers[1] + dt.timedelta(days=1)
            values = {"value": published.isoformat(), "period": report.period.name(labels.text), "expected": expected.isoformat()}
            if (
                report.period.is_year
                and published.year == report.year
                and not report.head.period
                and report.year - 1 not in years
            ):
                # Called by the year in which it came out.
                before = report.period.before
                values |= {"before": before.name(labels.text), "suggestion": f"{posixpath.basename(report_path('', before))}"}
            yield Problem(REPORT_TOO_EARLY, report.spot.at("published"), values)
