"""Rules on the figures that the prose of a report names: that they exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.rule import rule
from generator.model.facts import report_facts
from generator.model.report.filed import FiledReport
from generator.model.report.prose import formula_of, named_text, names_in, own_facts
from generator.model.report.report import Report
from generator.model.settings import Settings
from generator.problems import Problem, Severity
from generator.text import nearest

REPORT_FIGURE_UNKNOWN = "report-figure-unknown"
REPORT_FIGURE_NOT_KNOWN = "report-figure-not-known"


@rule(REPORT_FIGURE_UNKNOWN, REPORT_FIGURE_NOT_KNOWN, severity=Severity.ERROR)
def check_names(reports: tuple[Report, ...], filed_reports: Mapping[str, FiledReport], settings: Settings) -> Iterator[Problem]:
    """Every ``{{ name }}`` in a report is a figure, a name of its form or a fact."""
    for report in reports:
        facts = report_facts(settings, report)
        form = settings.forms[report.head.form]
        filed = filed_reports.get(report.id) or FiledReport(report, form)
        known = [*form.names, *own_facts(filed), *facts]
        rows = form.rows()
        example = next((f"{row}.{block.columns[-1].id}" for row, (_, block, _) in rows.items()), "")
        for named in names_in(report.body):
            if named_text(named.name, filed, facts) is not None:
                continue
            formula = formula_of(named.name, form)
            if formula is None:
                shown = ", ".join([*form.names][:8]) or ", ".join(known[:8])
                figures = [f"{row}.{column.id}" for row, (_, block, _) in rows.items() for column in block.columns]
                suggestion = nearest(named.name.removeprefix("figures."), [*known, *figures]) if named.name else ""
                values = {"value": named.name, "suggestion": suggestion, "known": shown, "example": example}
                yield Problem(REPORT_FIGURE_UNKNOWN, report.position(named.start), values)
            elif not report.head.draft:
                yield Problem(REPORT_FIGURE_NOT_KNOWN, report.position(named.start), {"value": named.name})
