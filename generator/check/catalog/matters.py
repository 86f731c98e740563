"""Rules on standard catalogs: each matter that a body of this level must publish has items, and none is silent too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from generator.check.catalog.deadlines import MONTHS, months_after
from generator.check.rule import rule
from generator.model.catalog import Catalog, Department
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.matter import Matter, MatterTable
from generator.model.profile import Profile
from generator.model.shown import Shown
from generator.problems import Problem, Severity
from generator.text import nearest

MATTER_UNKNOWN = "matter-unknown"
DEPARTMENT_UNKNOWN = "department-unknown"
MATTER_EMPTY = "matter-empty"
MATTER_SILENT = "matter-silent"
MATTER_NOTHING_CONTRADICTED = "matter-nothing-contradicted"
MATTER_NOTHING_OUTDATED = "matter-nothing-outdated"

_YEAR = 12  # months for which it holds that there is nothing
_SHOWN = 12


@rule(MATTER_UNKNOWN, severity=Severity.ERROR)
def check_matters(items: tuple[Item, ...], matters: Mapping[str, Matter]) -> Iterator[Problem]:
    """Items name matters that a standard catalog of the site has."""
    for item in items:
        for index, name in enumerate(item.authored.matter):
            if name not in matters:
                known = list(matters) if name.isascii() else list(dict.fromkeys(matter.name for matter in matters.values()))
                shown = ", ".join(known[:_SHOWN]) + ", …" * (len(known) > _SHOWN)
                values = {"value": name, "suggestion": nearest(name, known), "known": shown}
                yield Problem(MATTER_UNKNOWN, item.spot.at("matter", index), values)


@rule(DEPARTMENT_UNKNOWN, severity=Severity.ERROR)
def check_matter_departments(matter_tables: tuple[MatterTable, ...], departments: Mapping[str, Department]) -> Iterator[Problem]:
    """Standard catalogs and their matters name departments of the catalog."""
    names = [entry.name for entry in departments.values()]
    for matter in (matter for table in matter_tables for matter in table.matters):
        if matter.department and matter.department not in departments:
            values = {"value": matter.department, "suggestion": nearest(matter.department, names), "known": ", ".join(names)}
            yield Problem(DEPARTMENT_UNKNOWN, matter.place("department"), values)


@rule(MATTER_EMPTY, severity=Severity.WARNING)
def check_matters_answered(
    matter_tables: tuple[MatterTable, ...], shown: Shown, catalog: Catalog, profile: Profile, unread: frozenset[str]
) -> Iterator[Problem]:
    """Each matter that a body of this level publishes of its own motion has an item, or a statement that there is nothing."""
    if unread or not profile.matters:
        return
    for table, matter in _all(matter_tables):
        if matter.is_asked(catalog.level, profile.matters) and not matter.nothing and matter.id not in shown.items_by_matter:
            yield Problem(MATTER_EMPTY, matter.where, _named(table, matter), cites=profile.matters.cites)


@rule(MATTER_SILENT, severity=Severity.WARNING, by_clock=True)
def check_matter_rhythms(
    matter_tables: tuple[MatterTable, ...], shown: Shown, labels: Labels, today: dt.date
) -> Iterator[Problem]:
    """No matter is silent for longer than its term allows."""
    for table, matter in _all(matter_tables):
        items = shown.items_by_matter.get(matter.id)
        if not items or matter.rhythm not in MONTHS or _holds(matter, today):
            continue
        last = max(item.changed for item in items)
        due = months_after(last, MONTHS[matter.rhythm])
        if due < today:
            more = {"rhythm": labels.text[f"rhythm_{matter.rhythm}"], "last": last.isoformat(), "due": due.isoformat()}
            yield Problem(MATTER_SILENT, matter.where, {**_named(table, matter), **more})


@rule(MATTER_NOTHING_CONTRADICTED, severity=Severity.WARNING)
def check_matters_nothing_true(matter_tables: tuple[MatterTable, ...], shown: Shown) -> Iterator[Problem]:
    """Of a matter that is said to be without any, nothing came out since, nor in the year of that day."""
    for table, matter in _all(matter_tables):
        said, items = matter.nothing, shown.items_by_matter.get(matter.id, [])
        if said and any(item.changed >= said.date or _year(item) == said.date.year for item in items):
            yield Problem(MATTER_NOTHING_CONTRADICTED, matter.where, {**_named(table, matter), "date": said.date.isoformat()})


@rule(MATTER_NOTHING_OUTDATED, severity=Severity.WARNING, by_clock=True)
def check_matters_nothing_recent(matter_tables: tuple[MatterTable, ...], today: dt.date) -> Iterator[Problem]:
    """A statement that there is nothing of a matter is made anew every year."""
    for table, matter in _all(matter_tables):
        if matter.nothing and not _holds(matter, today):
            values = {**_named(table, matter), "date": matter.nothing.date.isoformat()}
            yield Problem(MATTER_NOTHING_OUTDATED, matter.where, values)


def _all(tables: tuple[MatterTable, ...]) -> Iterator[tuple[MatterTable, Matter]]:
    return ((table, matter) for table in tables for matter in table.matters)


def _named(table: MatterTable, matter: Matter) -> dict[str, str]:
    return {"name": matter.name, "table": table.name, "number": matter.number}


def _holds(matter: Matter, today: dt.date) -> bool:
    """True while a statement that there is nothing holds."""
    return matter.nothing is not None and months_after(matter.nothing.date, _YEAR) >= today


def _year(item: Item) -> int:
    return item.authored.published.year if item.authored.published else 0
