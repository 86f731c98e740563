"""An annual report: its prose with the figures filled in, and each table of its form below the heading it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator import urls
from generator.model.report.prose import expand
from generator.render.page.text import text_html
from generator.render.report.grid import Grid, report_grid
from generator.text import plain_text
from generator.view.records import ReportView

_SECTION = re.compile(r'(?=<h2 id=")')
_TITLE = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report: its HTML, and the tables that follow it."""

    html: str
    grids: tuple[Grid, ...]


def report_parts(view: ReportView) -> list[Part]:
    """The sections of a report in order; a table whose heading the prose lacks comes at the end under its own."""
    report, form = view.ledger.report, view.ledger.form
    body = expand(report.body, view.ledger, dict(view.facts))
    html = text_html(body, view.links, urls.root_from(view.head.address))
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
