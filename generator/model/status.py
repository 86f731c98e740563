"""``status.json``: how a body stands with its duties on the day of a build, in counts, for whoever watches over many bodies.

It tells of nothing that is not public: drafts, withheld items and what is to come have no part in any number.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator

from generator.late import late
from generator.model.catalog import Rhythm
from generator.model.record import record
from generator.problems import Severity

FORMAT = "gongkai-status-1"
_DAY = late(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    """Reads a day as ISO 8601 writes it alone: a number of seconds is none, even where it is written as a text."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    if isinstance(value, dt.date):
        return value
    raise ValueError


Day = Annotated[dt.date, BeforeValidator(_day)]


@record
class StatusBody:
    """The body: its name, its short name, its code (GB 32100) and the level that its catalog names."""

    name: str
    short_name: str = ""
    code: str = ""
    level: str = ""


@record
class StatusHours:
    """Opening hours; of a season those from the day ``begins`` to the day ``ends``, each written as month and day."""

    begins: str = ""
    ends: str = ""
    days: str = ""
    times: tuple[str, ...] = ()


@record
class StatusOffice:
    """A place the public can turn to, as the catalog states it."""

    id: str
    name: str
    role: str = ""
    address: str = ""
    phone: str = ""
    hours: tuple[StatusHours, ...] = ()


@record
class StatusPages:
    """The addresses of the pages that people are led to, from the root of the site; those that there are not are left out."""

    guide: str = ""
    rules: str = ""
    catalog: str
    reports: str = ""
    apply: str = ""
    search: str


@record
class MonthCount:
    """The items published in a month: how many; for how many a term can be judged; how many of those came after it."""

    month: str
    items: int
    judged: int
    late: int


@record
class CategoryCount:
    """A category, with the items in it and below it. ``id`` is its path from the top; ``last`` the day it last changed.

    ``silent_since`` is the day by which something was due where nothing came; ``nothing`` the day on which it was said
    that there is nothing, while that statement holds.
    """

    id: str
    name: str
    answers: tuple[str, ...] = ()
    rhythm: Rhythm | None = None
    items: int
    last: Day | None = None
    silent_since: Day | None = None
    nothing: Day | None = None


@record
class DepartmentCount:
    """A department and the items it answers for."""

    id: str
    name: str
    items: int


@record
class RequirementCount:
    """A requirement of the regulation: the categories that answer it, and the items in them, each counted once."""

    id: str
    name: str
    categories: tuple[str, ...] = ()
    items: int


@record
class OverdueReport:
    """A report that is not out though its day has passed: its series (that of the body is nothing), its year, its last day."""

    series: str = ""
    year: int
    due: Day


@record
class RuleCount:
    """The findings of a rule in what is public, by its code. Nothing is told of what was found."""

    rule: str
    severity: Severity
    count: int


@record
class Status:
    """How a body stands on a ``day``: the whole of ``status.json``.

    ``version`` is that of the program, ``editions`` the audiences that the build is for, ``internal``: none of them is the
    public; ``profile`` is the id of the regulation it follows and ``regulation`` its name. A list holds everything in one
    order, always, so that the file of two days differs in what has changed.
    """

    format: str
    version: str
    day: Day
    editions: tuple[str, ...]
    internal: bool = False
    sample: bool = False
    language: str
    profile: str
    regulation: str
    title: str
    site: str = ""
    body: StatusBody
    pages: StatusPages
    offices: tuple[StatusOffice, ...] = ()
    items: int
    judged: int
    late: int
    months: tuple[MonthCount, ...] = ()
    categories: tuple[CategoryCount, ...] = ()
    departments: tuple[DepartmentCount, ...] = ()
    requirements: tuple[RequirementCount, ...] = ()
    overdue_reports: tuple[OverdueReport, ...] = ()
    problems: tuple[RuleCount, ...] = ()
