"""Blocks of the page about applying: the steps as a drawing, the form to fill in, the card of the office."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from generator import urls
from generator.model.facts import season_text
from generator.render.page.apply_steps import steps_svg
from generator.render.page.page import Pages
from generator.view.records import Block, FormView, OfficeView, PageView, StatesView, StepsView


def render_blocks(pages: Pages, view: PageView) -> dict[str, str]:
    """The blocks of an authored page as HTML by the names of their slots; nothing where there is nothing to show."""
    root = urls.root_from(view.head.address)
    return {f"block_{name}": _block(pages, name, block, root) if block else "" for name, block in view.blocks}


def _block(pages: Pages, name: str, block: Block, root: str) -> str:
    """The HTML of one block, by the template of its name."""
    values: Mapping[str, object]
    if isinstance(block, StepsView):
        drawing = steps_svg(block.stages, pages.words["steps_diagram"], pages.words["may_happen"])
        values = {"stages": block.stages, "drawing": drawing, "cites": block.cites}
    elif isinstance(block, FormView):
        values = {"application": block.application, "office": block.office, "blank": block.blank}
    elif isinstance(block, StatesView):
        values = {"states": block.states, "answers": block.answers, "phone": block.phone}
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
        "season": partial(season_text, pages.words),
    }
