"""The days that come: to publish, to review, to renew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.check.catalog.deadlines import (
    MONTHS,
    due_after,
    entries,
    months_after,
    report_due,
    statement_holds,
    yearly,
)
from generator.check.catalog.terms import find_changes, limit_of
from generator.check.item.steps import find_steps_due
from generator.model.answer_term import answer_term
from generator.model.catalog import Catalog
from generator.model.item import WITHHELD, Item
from generator.model.project import Project
from generator.model.record import record
from generator.model.report.period import Period
from generator.model.report.report import report_path
from generator.model.settings import Settings
from generator.model.shown import Shown
from generator.model.waiver import WAIVERS

_YEAR = 12


@record
class Due:
    """Something to be done by a day. ``kind`` is a word of the labels, ``subject`` what it is about, ``file`` where.

    ``department`` is the id of that which answers for it, or nothing.
    """

    day: dt.date
    kind: str
    subject: str
    file: str
    cites: str = ""
    department: str = ""


def find_due(project: Project, days: int, department: str = "") -> list[Due]:
    """The duties that become due within so many days from today, and those overdue, in the order of the days.

    With a ``department`` only those that it answers for.
    """
    last = project.edition.today + dt.timedelta(days=days)
    found = (due for due in _all(project) if due.day <= last and department in ("", due.department))
    return sorted(found, key=lambda due: (due.day, due.kind, due.file))


def _all(project: Project) -> Iterator[Due]:
    """The duties of items, categories and annual reports, whenever they are due."""
    today = project.edition.today
    yield from _items(project.content.items, project.settings, today)
    yield from _categories(project.settings.catalog, project.shown, today)
    for change in find_changes(project.content.items, project.settings):
        changed, modified = change.item.authored.changed, change.item.authored.modified
        if changed and (modified is None or modified < changed):
            yield _of(change.item, change.due, "change", project.settings)
    for item in project.shown.items:
        period = item.authored.notice_period
        if period and period.to >= today and not item.authored.withdrawn:
            yield _of(item, period.to, "notice-end", project.settings)
    for item, step, day in find_steps_due(project.shown.items, project.settings):
        found = _of(item, day, "step", project.settings, step.cites)
        yield replace(found, subject=f"{step.label} · {item.authored.title}")
    yield from _matters(project.settings, project.shown, today)
    yield from _applications(project)
    yield from _reports(project, today)
    for waiver in project.records.waivers:
        yield Due(day=waiver.until, kind="waiver", subject=f"{waiver.code} {waiver.path}", file=WAIVERS)


def _applications(project: Project) -> Iterator[Due]:
    """The answers to applications that are open: by their number in the register, for a receipt is nobody else's."""
    settings = project.settings
    words, answer = settings.labels.text["due_application"], settings.profile.deadlines.get("answer")
    for register in project.content.applications:
        for number, entry in enumerate(register.entries, 1):
            application = entry.application
            term = None if application.answered else answer_term(application, settings.profile.deadlines, settings.calendar)
            if term and term[1]:
                subject = words.format(received=application.received.isoformat(), number=number)
                cites = answer.cites if answer else ""
                yield Due(day=term[1], kind="answer", subject=subject, file=register.source, cites=cites)


def _reports(project: Project, today: dt.date) -> Iterator[Due]:
    """The duties of the series of reports that were begun."""
    settings = project.settings
    for series in ("", *settings.series):
        rule, written = settings.reports_due(series), yearly(project.content.reports, series)
        if rule is None or not written:
            continue
        out = yearly(project.shown.reports, series)
        name = f" {settings.series[series].name}" if series else ""
        for year in range(max(rule.first_year, min(written)), today.year + 1):
            due = None if year in out else report_due(settings, series, Period(year), written.get(year))
            if due:
                file = report_path(series, Period(year))
                yield Due(day=due.day, kind="report", subject=f"{year}{name}", file=file, cites=due.cites)


def _items(items: Iterable[Item], settings: Settings, today: dt.date) -> Iterator[Due]:
    """The duties of items: a term to publish, a day to appear or to leave, a review, a text that expires."""
    for item in items:
        authored = item.authored
        waiting = authored.draft or authored.published is None or authored.published > today
        if (
            waiting
            and authored.created
            and authored.openness != WITHHELD
            and (limit := limit_of(item, settings.profile, settings.categories, settings.matters))
        ):
            day = limit.last_day(authored.created, settings.calendar)
            planned = None if authored.draft else authored.published
            if day and not (planned and planned <= day):
                yield _of(item, day, "publication", settings, limit.cites)
        if not authored.draft and authored.openness != WITHHELD:
            if authored.published and authored.published > today:
                yield _of(item, authored.published, "appearance", settings)
            if item.leaves:
                yield _of(item, item.leaves.date, "withdrawal", settings)
        if authored.next_review and not authored.withdrawn:
            yield _of(item, authored.next_review, "review", settings)
        in_force = authored.validity in ("", "in-force") and not authored.withdrawn
        if authored.expires and in_force and not authored.draft:
            yield _of(item, authored.expires, "expiry", settings)


def _of(item: Item, day: dt.date, kind: str, settings: Settings, cites: str = "") -> Due:
    """A duty about an item, of its department, else of that of its category or of one above it."""
    return Due(
        day=day,
        kind=kind,
        subject=item.authored.title,
        file=item.source,
        cites=cites,
        department=settings.department_of(item),
    )


def _categories(catalog: Catalog, shown: Shown, today: dt.date) -> Iterator[Due]:
    """The duties of categories: those with a rhythm, and what was said to be without any."""
    for _, name, entry in entries(catalog):
        if name in shown.hidden_categories:
            continue
        items, own = shown.items_by_category.get(name), entry.department
        if entry.nothing:
            day = months_after(entry.nothing.date, _YEAR)
            yield Due(day=day, kind="nothing", subject=entry.name, file="catalog.yml", department=own)
        if items and entry.rhythm in MONTHS and not statement_holds(entry, today):
            last = max(item.changed for item in items)
            day = due_after(last, entry.rhythm, entry.rhythm_day)
            yield Due(day=day, kind="rhythm", subject=entry.name, file="catalog.yml", department=own)


def _matters(settings: Settings, shown: Shown, today: dt.date) -> Iterator[Due]:
    """The duties of the matters of standard catalogs: those with a rhythm, and what was said to be without any."""
    for table in settings.matter_tables:
        for matter in table.matters:
            subject, nothing, own = f"{table.name}/{matter.name}", matter.nothing, matter.department or table.department
            if nothing:
                day = months_after(nothing.date, _YEAR)
                yield Due(day=day, kind="nothing", subject=subject, file=table.source, department=own)
            items = shown.items_by_matter.get(matter.id)
            if items and matter.rhythm in MONTHS and not (nothing and months_after(nothing.date, _YEAR) >= today):
                last = max(item.changed for item in items)
                day = months_after(last, MONTHS[matter.rhythm])
                yield Due(day=day, kind="rhythm", subject=subject, file=table.source, department=own)
