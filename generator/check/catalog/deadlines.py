"""Rules on terms: all is published in time; a term that cannot be judged is said to be so, never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from generator.check.catalog.terms import Change, Overrun
from generator.check.rule import rule
from generator.frozen import frozen
from generator.model.calendar import Calendar
from generator.model.catalog import Catalog, CategoryEntry, Rhythm
from generator.model.item import WITHHELD, Item
from generator.model.labels import Labels
from generator.model.report.period import Period
from generator.model.report.report import Report, report_path
from generator.model.settings import Settings
from generator.model.shown import Shown
from generator.problems import Position, Problem, Severity, Spot
from generator.text import Count

PUBLICATION_LATE = "publication-late"
PUBLICATION_OVERDUE = "publication-overdue"
CHANGE_LATE = "change-late"
CHANGE_OVERDUE = "change-overdue"
DEADLINE_UNKNOWN = "deadline-unknown"
CATEGORY_SILENT = "category-silent"
REVIEW_DUE = "review-due"
NEXT_REVIEW_MISSING = "next-review-missing"
REPORT_LATE = "report-late"
REPORT_OVERDUE = "report-overdue"
REPORT_UNPUBLISHED = "report-unpublished"

# How many months a category may be silent, by its rhythm; what changes on events has no term.
MONTHS: dict[Rhythm, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_YEAR = 12


@rule(PUBLICATION_LATE, severity=Severity.WARNING)
def check_published_in_time(overruns: tuple[Overrun, ...], calendar: Calendar, labels: Labels) -> Iterator[Problem]:
    """From making an item to publishing it no more working days go by than the regulation gives; of other terms no more days."""
    for overrun in overruns:
        item, due, published = overrun.item, overrun.due, overrun.item.authored.published
        if due and published and published > due and not item.authored.draft:
            late = calendar.between(due, published) if overrun.term.is_of_working_days else None
            days = labels.text["late_days"].format(count=Count(late)) if late else ""
            more = {"published": published.isoformat(), "late": days}
            yield Problem(PUBLICATION_LATE, item.spot.at("published"), {**overrun.values, **more}, cites=overrun.cites)


@rule(PUBLICATION_OVERDUE, severity=Severity.WARNING, by_clock=True)
def check_publication_due(overruns: tuple[Overrun, ...], today: dt.date) -> Iterator[Problem]:
    """Problems of items that were made and are not published though their term has ended."""
    for overrun in overruns:
        authored, due = overrun.item.authored, overrun.due
        if due and due < today and (authored.published is None or authored.draft):
            yield Problem(PUBLICATION_OVERDUE, overrun.item.spot, overrun.values, cites=overrun.cites)


@rule(CHANGE_LATE, severity=Severity.WARNING)
def check_changes_in_time(changes: tuple[Change, ...]) -> Iterator[Problem]:
    """An item is brought up to date within its term from the day on which what it tells of changed (条例第二十六条)."""
    for change in changes:
        modified, changed = change.item.authored.modified, change.item.authored.changed
        if modified and changed and modified >= changed and modified > change.due:
            values = {"changed": changed.isoformat(), "due": change.due.isoformat(), "modified": modified.isoformat()}
            yield Problem(CHANGE_LATE, change.item.spot.at("modified"), values, cites=change.cites)


@rule(CHANGE_OVERDUE, severity=Severity.WARNING, by_clock=True)
def check_changes_due(changes: tuple[Change, ...], today: dt.date) -> Iterator[Problem]:
    """Problems of items that are not brought up to date though their term from the change has ended."""
    for change in changes:
        modified, changed = change.item.authored.modified, change.item.authored.changed
        if changed and (modified is None or modified < changed) and change.due < today:
            values = {"changed": changed.isoformat(), "due": change.due.isoformat()}
            yield Problem(CHANGE_OVERDUE, change.item.spot.at("changed"), values, cites=change.cites)


@rule(DEADLINE_UNKNOWN, severity=Severity.NOTICE)
def check_deadlines_known(overruns: tuple[Overrun, ...]) -> Iterator[Problem]:
    """A term that leads into a year whose holidays are not known is said to be beyond judging."""
    for overrun in overruns:
        if overrun.due is None:
            yield Problem(DEADLINE_UNKNOWN, overrun.item.spot.at("created"), overrun.values, cites=overrun.cites)


@rule(CATEGORY_SILENT, severity=Severity.WARNING, by_clock=True)
def check_rhythms(shown: Shown, catalog: Catalog, labels: Labels, today: dt.date) -> Iterator[Problem]:
    """No category is silent for longer than it promises."""
    for spot, name, entry in entries(catalog):
        items = shown.items_by_category.get(name)
        if entry.rhythm not in MONTHS or not items or statement_holds(entry, today):
            continue
        last = max(item.changed for item in items)
        due = due_after(last, entry.rhythm, entry.rhythm_day)
        if due < today:
            values = {
                "name": entry.name,
                "rhythm": labels.text[f"rhythm_{entry.rhythm}"],
                "last": last.isoformat(),
                "due": due.isoformat(),
            }
            yield Problem(CATEGORY_SILENT, spot.at("rhythm"), values)


@rule(REVIEW_DUE, severity=Severity.WARNING, cites="条例第十八条", by_clock=True)
def check_reviews_due(items: tuple[Item, ...], today: dt.date) -> Iterator[Problem]:
    """Problems of items whose day of being judged anew has come (条例第十八条)."""
    for item in items:
        day = item.authored.next_review
        if day and day <= today and not item.authored.withdrawn:
            yield Problem(REVIEW_DUE, item.spot.at("next_review"), {"date": day.isoformat()})


@rule(NEXT_REVIEW_MISSING, severity=Severity.WARNING, cites="条例第十八条")
def check_reviews_planned(items: tuple[Item, ...]) -> Iterator[Problem]:
    """Problems of withheld items without a day on which they are judged anew."""
    for item in items:
        if item.authored.openness == WITHHELD and item.authored.next_review is None:
            yield Problem(NEXT_REVIEW_MISSING, item.spot.at("openness"))


@rule(REPORT_LATE, severity=Severity.WARNING)
def check_reports_in_time(reports: tuple[Report, ...], settings: Settings) -> Iterator[Problem]:
    """Each report was out by its day."""
    for report in reports:
        published, due = report.head.published, report_due(settings, report.series, report.period, report)
        if due and published and published > due.day and not report.head.draft:
            what = settings.report_name(report.series, report.period)
            values = {"what": what, "due": due.day.isoformat(), "published": published.isoformat()}
            yield Problem(REPORT_LATE, report.spot.at("published"), values, cites=due.cites)


@rule(REPORT_OVERDUE, REPORT_UNPUBLISHED, severity=Severity.WARNING, by_clock=True)
def check_reports_due(reports: tuple[Report, ...], settings: Settings, shown: Shown, today: dt.date) -> Iterator[Problem]:
    """There is a report for every year that is over, from the first that has one; of a series beside the main one from its first.

    Where there is none at all, for the last year, if something was published in it: whoever began later owes none here.
    """
    for series in ("", *settings.series):
        rule, written = settings.reports_due(series), yearly(reports, series)
        last = today.year - 1
        published = not series and any(day.year == last for item in shown.items if (day := item.authored.published))
        if rule is None or not (written or published):
            continue
        for year in range(max(rule.first_year, min(written, default=last)), today.year):
            report = written.get(year)
            due = report_due(settings, series, Period(year), report)
            out = report is not None and not report.head.draft and (report.head.published is not None or report.is_undated)
            if not out and due and due.day < today:
                where = report.spot if report else Position(report_path(series, Period(year)))
                code = REPORT_UNPUBLISHED if report else REPORT_OVERDUE
                name = f"{year} --series {series}" if series else str(year)
                values = {"what": settings.report_name(series, Period(year)), "name": name, "due": due.day.isoformat()}
                yield Problem(code, where, values, cites=due.cites)


def yearly(reports: tuple[Report, ...], series: str) -> dict[int, Report]:
    """The reports of a series on whole years, by year."""
    return {
        report.year: report for report in reports if report.series == series and report.period.is_year and not report.period.since
    }


@frozen
class ReportDue:
    """The last day on which a report is in time, and the article that says so."""

    day: dt.date
    cites: str


def report_due(settings: Settings, series: str, period: Period, report: Report | None = None) -> ReportDue | None:
    """The day on which a report is due: by its form where that has one, else by the profile and the kind of body.

    None for what is about no whole year: when it is published the body decides itself.
    """
    if not period.is_year:
        return None
    year = period.year
    form = settings.forms[report.head.form] if report else settings.form_of_year(year, series)
    end = report.covers[1] if report else period.days[1]
    if form and form.deadline and form.covers(year):
        day, cites = (form.deadline.month, form.deadline.day), form.deadline.cites
    else:
        rule = settings.reports_due(series)
        if rule is None or year < rule.first_year:
            return None
        month_day, cites = rule.day_of(settings.publisher_of(series).name)
        day = (int(month_day[:2]), int(month_day[3:]))
    due = dt.date(end.year + 1, *day)
    return ReportDue(due if end.month == _YEAR else max(due, months_after(end, day[0])), cites)


def entries(catalog: Catalog) -> Iterator[tuple[Spot, str, CategoryEntry]]:
    """All categories as written, each with its place and id."""
    yield from _entries(catalog.categories, Spot("catalog.yml", ("categories",)), "")


def _entries(found: tuple[CategoryEntry, ...], spot: Spot, above: str) -> Iterator[tuple[Spot, str, CategoryEntry]]:
    for index, entry in enumerate(found):
        name = f"{above}{entry.id}"
        yield spot.at(index), name, entry
        yield from _entries(entry.children, spot.at(index, "children"), f"{name}/")


def statement_holds(entry: CategoryEntry, today: dt.date) -> bool:
    """True while a statement that there is nothing to disclose holds."""
    return entry.nothing is not None and months_after(entry.nothing.date, _YEAR) >= today


def due_after(last: dt.date, rhythm: Rhythm, day: int | None) -> dt.date:
    """The day by which something is due after the last time: so long after it, or on a day of the first month of a period."""
    months = MONTHS[rhythm]
    if day is None:
        return months_after(last, months)
    begun = dt.date(last.year, (last.month - 1) // months * months + 1, 1)
    return months_after(begun, months) + dt.timedelta(days=day - 1)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
