"""How a body stands with its duties: counted from what a run has read and found, of what is public alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator import __version__, urls
from generator.check.catalog.deadlines import entries, statement_holds
from generator.check.catalog.terms import find_judged
from generator.digests import digest
from generator.model.catalog import Office
from generator.model.item import Item
from generator.model.output.output import Output
from generator.model.project import Project
from generator.model.settings import Settings
from generator.model.status import (
    FORMAT,
    CategoryCount,
    DepartmentCount,
    MonthCount,
    OverdueReport,
    RequirementCount,
    RuleCount,
    Status,
    StatusBody,
    StatusHours,
    StatusOffice,
    StatusPages,
)
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot
from generator.render.export.status import render_status

_BY_BADNESS = {severity: number for number, severity in enumerate(Severity)}
# Each is about a report that is not there, or no more than a draft: that it is missing is public.
_REPORT_MISSING = ("report-overdue", "report-unpublished")


def status_output(project: Project, problems: Iterable[Problem]) -> Output:
    """The file that tells how a project stands."""
    data = render_status(status_of(project, problems))
    return Output(urls.STATUS, digest(data), lambda: data)


def status_of(project: Project, problems: Iterable[Problem]) -> Status:
    """How a project stands, by what was found in it and nobody answers for."""
    problems = list(_with_followers(problems))
    found = _by_rule(project, problems)
    silent = _silent(project, problems)
    project = project.as_shown
    settings, edition, shown = project.settings, project.edition, project.shown
    months = _months(shown.items, settings)
    publisher = settings.catalog.publisher
    pages = {page.id: page.address for page in project.content.pages}
    return Status(
        format=FORMAT,
        version=__version__,
        day=edition.today,
        editions=tuple(sorted(edition.audiences)),
        internal=edition.internal,
        sample=settings.catalog.sample,
        language=settings.catalog.language,
        profile=settings.catalog.profile,
        regulation=settings.profile.name,
        title=settings.title,
        site=settings.site_url,
        body=StatusBody(name=publisher.name, short_name=publisher.short_name, code=publisher.code, level=settings.catalog.level),
        pages=StatusPages(
            guide=pages.get("guide", ""),
            rules=pages.get("rules", ""),
            catalog=urls.CATALOG,
            reports=urls.REPORTS if shown.has_reports_column else "",
            apply=pages.get("apply", ""),
            search=urls.SEARCH,
        ),
        offices=tuple(_office(office) for office in settings.catalog.offices),
        items=len(shown.items),
        judged=sum(month.judged for month in months),
        late=sum(month.late for month in months),
        months=months,
        categories=tuple(_categories(project, silent)),
        departments=tuple(_departments(shown.items, settings)),
        requirements=tuple(_requirements(project)),
        overdue_reports=tuple(_overdue(problems)),
        problems=found,
    )


def _office(office: Office) -> StatusOffice:
    hours = (StatusHours(begins=one.from_ or "", ends=one.to or "", days=one.days, times=one.times) for one in office.hours)
    return StatusOffice(
        id=office.id, name=office.name, role=office.role, address=office.address, phone=office.phone, hours=tuple(hours)
    )


def _with_followers(problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield problem
        yield from problem.also


def _months(items: Iterable[Item], settings: Settings) -> tuple[MonthCount, ...]:
    """The months in which something was published, newest first."""
    counts = Counter([_month(day) for item in items if (day := item.authored.published)])
    found = [(_month(day), is_late) for item, is_late in find_judged(items, settings) if (day := item.authored.published)]
    judged, late = Counter([month for month, _ in found]), Counter([month for month, is_late in found if is_late])
    return tuple(
        MonthCount(month=f"{month // 12:04}-{month % 12 + 1:02}", items=count, judged=judged[month], late=late[month])
        for month, count in sorted(counts.items(), reverse=True)
    )


def _month(day: dt.date) -> int:
    """The number of a month, counted from the year nought."""
    return day.year * 12 + day.month - 1


def _silent(project: Project, problems: Iterable[Problem]) -> dict[str, dt.date]:
    """The day by which something was due in each category that is silent, by its id."""
    names = {spot.at("rhythm"): name for spot, name, _ in entries(project.settings.catalog)}
    return {
        names[problem.where]: dt.date.fromisoformat(problem.values["due"])
        for problem in problems
        if problem.code == "category-silent" and isinstance(problem.where, Spot)
    }


def _categories(project: Project, silent: Mapping[str, dt.date]) -> Iterator[CategoryCount]:
    """The categories in the order of the tree."""
    today, found = project.edition.today, project.shown.items_by_category
    for _, name, entry in entries(project.settings.catalog):
        items = found.get(name, ())
        yield CategoryCount(
            id=name,
            name=entry.name,
            answers=entry.answers,
            rhythm=entry.rhythm,
            items=len(items),
            last=max((item.changed for item in items), default=None),
            silent_since=silent.get(name),
            nothing=entry.nothing.date if entry.nothing and statement_holds(entry, today) else None,
        )


def _departments(items: Iterable[Item], settings: Settings) -> Iterator[DepartmentCount]:
    counts = Counter(item.authored.department for item in items)
    for department in settings.catalog.departments:
        yield DepartmentCount(id=department.id, name=department.name, items=counts[department.id])


def _requirements(project: Project) -> Iterator[RequirementCount]:
    """The requirements of the regulation on this body, in its order."""
    found, answered = project.shown.items_by_category, dict[str, list[str]]()
    for _, name, entry in entries(project.settings.catalog):
        for answer in entry.answers:
            answered.setdefault(answer, []).append(name)
    for number, label in project.settings.requirements.items():
        names = answered.get(number, [])
        lists = [found[name] for name in names if name in found]
        count = len(lists[0]) if len(lists) == 1 else len({item.id for items in lists for item in items})
        yield RequirementCount(id=number, name=label, categories=tuple(names), items=count)


def _overdue(problems: Iterable[Problem]) -> Iterator[OverdueReport]:
    for problem in problems:
        if problem.code in _REPORT_MISSING:
            year, _, series = problem.values["name"].partition(" --series ")
            yield OverdueReport(series=series, year=int(year), due=dt.date.fromisoformat(problem.values["due"]))


def _by_rule(project: Project, problems: Iterable[Problem]) -> tuple[RuleCount, ...]:
    """The findings in what is public by rule, the worst first."""
    public, listed = _public_places(project)
    kept_back = [spot.path for spot, name, _ in entries(project.settings.catalog) if name in project.shown.hidden_categories]

    def is_public(problem: Problem) -> bool:
        where = problem.where
        if problem.code in _REPORT_MISSING:
            return True
        if isinstance(where, Spot) and where.file in listed:
            return bool(where.path) and where.path[0] in listed[where.file]
        if isinstance(where, Spot) and where.file == CATALOG and any(where.path[: len(path)] == path for path in kept_back):
            return False
        return where.file in public

    counts = Counter((_BY_BADNESS[one.severity], one.code, one.severity) for one in problems if is_public(one))
    return tuple(RuleCount(rule=code, severity=severity, count=count) for (_, code, severity), count in sorted(counts.items()))


def _public_places(project: Project) -> tuple[set[str], dict[str, set[str | int]]]:
    """The sources of what is shown; of those that hold a list of items the entries that are."""
    shown = project.shown
    public = {CATALOG, *(page.source for page in shown.pages), *(report.source for report in shown.reports)}
    public.update(use.file.source for use in shown.files.published)
    listed: dict[str, set[str | int]] = {item.source: set() for item in project.content.items if item.entry is not None}
    for item in shown.items:
        if item.entry is None:
            public.add(item.source)
        else:
            listed[item.source].add(item.entry)
    return public, listed
