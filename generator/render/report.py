"""An annual report: its prose, with each table of its form below the heading it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.project import Project
from generator.model.report import Form, Report, Table
from generator.render.item import text_html
from generator.text import plain_text

_SECTION = re.compile(r'(?=<h2 id=")')
_TITLE = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report: its HTML, and the tables that follow it."""

    html: str
    tables: tuple[Table, ...]


def report_parts(report: Report, form: Form, root: str, project: Project) -> list[Part]:
    """The sections of a report in order; a table whose heading the prose lacks comes at the end under its own."""
    html = text_html(report.body, report.source, root, project)
    left = list(form.tables)
    parts = []
    for section in _SECTION.split(html):
        title = _TITLE.match(section)
        heading = plain_text(title[1]) if title else ""
        tables = tuple(table for table in left if heading and table.section == heading)
        left = [table for table in left if table not in tables]
        parts.append(Part(section, tables))
    return [*parts, *([Part("", tuple(left))] if left else [])]
