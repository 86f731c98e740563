"""The duties that become due, in words, as data, or as days of a calendar."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from generator.check.catalog.due import Due, find_due
from generator.check.text.patterns import Hider
from generator.digests import key_of
from generator.load.items.named import CatalogNames
from generator.model.labels import Labels
from generator.model.project import Project
from generator.model.settings import Settings
from generator.problems import Problem, Spot
from generator.run.editions import edition_runs
from generator.run.judge import load
from generator.run.options import Options


class UnknownDepartment(Exception):
    """A department that the catalog does not have; the message says which it has."""


def tell_due(options: Options, days: int, form: str, department: str = "") -> str:
    """The duties that become due within so many days: a line each, JSON, or iCalendar. Raises UnknownDepartment."""
    loaded = [load(one) for one in [run.options for run in edition_runs(options)] or [options]]
    projects = [one.project for one in loaded if one.project]
    if not projects:
        return ""
    settings = projects[0].settings
    own = _department(settings, department)
    found = projects_due(projects, days, own)
    hide = Hider(settings.patterns.patterns).hide
    subjects = [hide(due.subject) for due in found]
    if form == "json":
        return _as_json(found, subjects, settings, options.today)
    if form == "ical":
        return _as_calendar(found, subjects, settings, options.today)
    return _as_text(found, subjects, loaded[0].labels, options.today, days)


def projects_due(projects: Sequence[Project], days: int, department: str) -> list[Due]:
    """The duties of a site in all its editions, each once, in the order of their days."""
    if len(projects) == 1:
        return find_due(projects[0], days, department)
    found = dict.fromkeys(due for project in projects for due in find_due(project, days, department))
    return sorted(found, key=lambda due: due.day)


def _department(settings: Settings, written: str) -> str:
    """The id of a department that is written by it or by its name. Raises UnknownDepartment."""
    problems: list[Problem] = []
    name = CatalogNames(settings.catalog).department(written, Spot(""), problems) if written else ""
    if name and name not in settings.departments:
        known = [entry.id if written.isascii() else entry.name for entry in settings.departments.values()]
        words = settings.labels.text["cli_no_department"]
        raise UnknownDepartment(words.format(department=written, known=", ".join(known)))
    return name


def _name_of(due: Due, settings: Settings) -> str:
    return settings.departments[due.department].name if due.department in settings.departments else ""


def _as_json(found: Sequence[Due], subjects: Sequence[str], settings: Settings, today: dt.date) -> str:
    """The duties for programs."""
    entries = [
        {
            "due": due.day.isoformat(),
            "overdue": due.day < today,
            "kind": due.kind,
            "subject": subject,
            "department": _name_of(due, settings),
            "path": due.file,
            "cites": due.cites,
        }
        for due, subject in zip(found, subjects, strict=True)
    ]
    return json.dumps({"due": entries}, ensure_ascii=False, indent=2) + "\n"


def _as_text(found: Sequence[Due], subjects: Sequence[str], labels: Labels, today: dt.date, days: int) -> str:
    """The duties a line each."""
    words, lines = labels.text, []
    for due, subject in zip(found, subjects, strict=True):
        when = f"{due.day}{words['due_overdue'] if due.day < today else ''}"
        lines.append(f"{when} {words[f'due_{due.kind}']}{words['colon']}{subject} [{due.file}]")
    return "".join(f"{line}\n" for line in lines or [words["due_none"].format(days=days)])


def _as_calendar(found: Sequence[Due], subjects: Sequence[str], settings: Settings, today: dt.date) -> str:
    """The duties as whole days of a calendar (RFC 5545), each always under the same id."""
    from icalendar import Calendar, Event, Timezone

    words = settings.labels.text
    calendar = Calendar()
    calendar.add("prodid", "-//Gongkai//due//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", settings.title)
    for due, subject in zip(found, subjects, strict=True):
        event = Event()
        event.add("uid", f"{key_of(settings.site_url, due.kind, due.file, subject)}@gongkai")
        event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
        event.add("dtstart", due.day)
        event.add("summary", f"{words[f'due_{due.kind}']}{words['colon']}{subject}")
        event.add("description", "\n".join(filter(None, (due.file, due.cites))))
        event.add("transp", "TRANSPARENT")
        if name := _name_of(due, settings):
            event.add("categories", [name])
        calendar.add_component(event)
    if not found:
        # A calendar has a component at least (RFC 5545, 3.6); this is one that no program shows.
        zone = Timezone.from_tzid(settings.timezone or "UTC", first_date=today, last_date=today + dt.timedelta(days=366))
        zone.pop("comment", None)
        calendar.add_component(zone)
    written: bytes = calendar.to_ical()
    return written.decode()
