"""Blocks of the page about applying: the steps as a drawing, the form to fill in, the card of the office."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from generator import urls
from generator.render.page.apply_steps import steps_svg
from generator.render.page.page import Pages
from generator.view.records import Block, FormView, OfficeView, PageView, StepsView


def render_blocks(pages: Pages, view: PageView) -> dict[str, str]:
    """The blocks of an authored page as HTML by the names of their slots; nothing where there is nothing to show."""
    root = urls.root_from(view.head.address)
    return {f"block_{name}": _block(pages, name, block, root) if block else "" for name, block in view.blocks}


def _block(pages: Pages, name: str, block: Block, root: str) -> str:
    values: Mapping[str, object]
    if isinstance(block, StepsView):
        drawing = steps_svg(block.stages, pages.words["steps_diagram"], pages.words["may_happen"])
        values = {"stages": block.stages, "drawing": drawing, "cites": block.cites}
    elif isinstance(block, FormView):
        values = {"application": block.application, "office": block.office, "blank": block.blank}
    else:
        values = _office(block, pages)
    return pages.templates.render(f"_{name}.html", root=root, **values)


def _office(block: OfficeView, pages: Pages) -> Mapping[str, object]:
    """The values that the card of an office is filled with."""
    hours = [
        {"from": season.from_ or "", "to": season.to or "", "weekdays": season.weekdays, "times": season.times}
        for season in block.office.hours
    ]
    return {
        "office": block.office,
        "hours": json.dumps(hours, ensure_ascii=False),
        "calendar": block.calendar,
        "season": season_of(pages.words),
    }


def season_of(words: Mapping[str, str]) -> Callable[[str, str], str]:
    """The way a span of the year is worded: from a month and day to another."""

    def day(month_day: str) -> str:
        month, day = month_day.split("-")
        return words["month_day"].format(month=int(month), day=int(day))

    return lambda start, end: words["season"].format(start=day(start), end=day(end)) if start and end else ""
