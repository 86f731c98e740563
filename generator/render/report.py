"""An annual report: its prose with the figures filled in, and each table of its form below the heading it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.facts import report_facts
from generator.model.ledger import Ledger
from generator.model.project import Project
from generator.model.report import Report
from generator.model.report_prose import expand
from generator.render.item import text_html
from generator.render.report_grid import Grid, report_grid
from generator.text import plain_text

# Problems of what a report says: a waiver of one is a word to its readers.
_OF_CONTENT = (
    "sum-mismatch",
    "carry-over-mismatch",
    "report-claim-",
    "report-parts-mismatch",
    "report-share-",
    "report-comparison-",
    "report-table-",
)
_SECTION = re.compile(r'(?=<h2 id=")')
_TITLE = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report: its HTML, and the tables that follow it."""

    html: str
    grids: tuple[Grid, ...]


def report_title(report: Report, project: Project) -> str:
    """The title of a report: its own, or the usual one."""
    usual = project.labels.text["report_title"]
    return report.head.title or usual.format(publisher=project.catalog.publisher.name_on(report.covers[1]), year=report.year)


def report_notes(report: Report, project: Project) -> tuple[str, ...]:
    """What readers are told of a report: its notes, each with the figure or table it is at, and why contradictions stand."""
    form = project.forms[report.head.form]
    colon = project.labels.text["colon"]
    notes = [f"{name}{colon}{note.text}" if (name := form.name_at(note.at)) else note.text for note in report.head.notes]
    notes += [
        waiver.reason
        for waiver in project.waivers
        if waiver.path == report.source and waiver.code.startswith(_OF_CONTENT) and waiver.until >= project.today
    ]
    return tuple(dict.fromkeys(notes))


def report_parts(ledger: Ledger, root: str, project: Project) -> list[Part]:
    """The sections of a report in order; a table whose heading the prose lacks comes at the end under its own."""
    report, form = ledger.report, ledger.form
    body = expand(report.body, ledger, report_facts(project, report))
    html = text_html(body, report.source, root, project)
    left = list(form.tables)
    parts = []
    for section in _SECTION.split(html):
        title = _TITLE.match(section)
        heading = form.section_of(plain_text(title[1])) if title else ""
        tables = tuple(table for table in left if table.section and heading.endswith(table.section))
        left = [table for table in left if table not in tables]
        parts.append(Part(section, tuple(report_grid(table, report) for table in tables)))
    rest = tuple(report_grid(table, report) for table in left)
    return [*parts, *([Part("", rest)] if rest else [])]
