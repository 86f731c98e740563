"""Blocks of the page about applying: the steps as a drawing, the form to fill in, the card of the office."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from generator.model.item import File, Item
from generator.model.project import Project
from generator.render.diagram import stages, steps_svg
from generator.render.templates import Templates

# Blocks that are HTML of ours: the page holds a slot, which is filled when all is read.
_SATURDAY = 5
HTML_BLOCKS = ("steps", "application_form", "office_card")


def blank_form(project: Project) -> tuple[Item, File] | None:
    """The form to download: the first attachment of the item that the catalog names."""
    for item in project.public:
        if item.id == project.catalog.application_form and not item.authored.withdrawn:
            return next(((item, file) for file in item.files if file.listed), None)
    return None


def render_block(name: str, root: str, project: Project, templates: Templates) -> str:
    """A block as HTML; nothing where the profile or the catalog has not what it shows."""
    values = _BLOCKS[name](project)
    return templates.render(f"_{name}.html", root=root, **values) if values else ""


def _steps(project: Project) -> Mapping[str, object]:
    words, application = project.labels.text, project.profile.application
    if not application.steps:
        return {}
    drawn = stages(application.steps, project.profile, words["days_unit"])
    return {"stages": drawn, "drawing": steps_svg(drawn, words["steps_diagram"], words["may_happen"])}


def _form(project: Project) -> Mapping[str, object]:
    application = project.profile.application
    if not application.form:
        return {}
    office = project.catalog.offices[0] if project.catalog.offices else None
    return {"application": application, "office": office, "blank": blank_form(project)}


def _office_card(project: Project) -> Mapping[str, object]:
    if not project.catalog.offices:
        return {}
    office = project.catalog.offices[0]
    hours = [
        {"from": season.from_ or "", "to": season.to or "", "weekdays": season.weekdays, "times": season.times}
        for season in office.hours
    ]
    # Of the days that differ from other weeks those of this year and the next are enough, and of another year nothing is said.
    known = project.calendar.latest(2)
    calendar = {
        "years": sorted(known.years),
        "off": sorted(day.isoformat() for day in known.holidays if day.weekday() < _SATURDAY),
        "on": sorted(day.isoformat() for day in known.workdays),
    }
    return {
        "office": office,
        "hours": json.dumps(hours, ensure_ascii=False),
        "calendar": json.dumps(calendar),
        "season": season_of(project),
    }


def season_of(project: Project) -> Callable[[str, str], str]:
    """How a span of the year is worded: from a month and day to another."""
    words = project.labels.text

    def day(month_day: str) -> str:
        month, day = month_day.split("-")
        return words["month_day"].format(month=int(month), day=int(day))

    return lambda start, end: words["season"].format(start=day(start), end=day(end)) if start and end else ""


_BLOCKS: Mapping[str, Callable[[Project], Mapping[str, object]]] = {
    "steps": _steps,
    "application_form": _form,
    "office_card": _office_card,
}
