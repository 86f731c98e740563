"""An annual report: its prose with the figures filled in, and each table of its form below the heading it belongs to."""

from __future__ import annotations

import re

from generator import urls
from generator.frozen import frozen
from generator.late import late
from generator.render.page.numbers import hold_numbers
from generator.render.page.text import text_html
from generator.text import plain_text
from generator.view.grid import Grid
from generator.view.report_records import ReportView

_SECTION = late(r'(?=<h2 id=")')
_TITLE = late(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@frozen
class Part:
    """A section of a report: its HTML, and the tables that follow it."""

    html: str
    grids: tuple[Grid, ...]


def report_parts(view: ReportView) -> list[Part]:
    """The sections of a report in order; a table whose heading the prose lacks comes at the end under its own."""
    html = text_html(view.body.prose, view.links, urls.root_from(view.head.address))
    left = list(view.body.grids)
    parts = []
    for section in _SECTION.split(html):
        title = _TITLE.match(section)
        grids = view.body.below(plain_text(title[1]), left) if title else []
        left = [grid for grid in left if grid not in grids]
        parts.append(Part(hold_numbers(section), tuple(grids)))
    return [*parts, *([Part("", tuple(left))] if left else [])]
