"""Annual reports side by side: for each year the measures of all bodies with their sums, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator import urls
from generator.model.report.report import shown_number
from generator.model.report.trend import Chart, Trends
from generator.model.settings import Settings
from generator.portal.annual import AnnualReport
from generator.portal.collect import Body
from generator.portal.contribution import join
from generator.portal.view import Choice, PortalPage, Section, Table
from generator.text import Count
from generator.view.parts import Cell, Head, Way

_NONE = "—"


def annual_address(period: str) -> str:
    """The address of the page of a year."""
    return f"{urls.REPORTS}{period}/"


def annual_periods(bodies: Sequence[Body]) -> list[str]:
    """The years of which there are numbers, newest first."""
    return sorted({one.period for body in bodies for one in body.annual if one.values}, reverse=True)


def annual_choices(bodies: Sequence[Body], settings: Settings) -> tuple[Choice, ...]:
    """The ways to the pages of the years."""
    return tuple(Choice(Cell(_year(period, settings), annual_address(period))) for period in annual_periods(bodies))


def annual_views(bodies: Sequence[Body], trends: Trends, settings: Settings) -> Iterator[PortalPage]:
    """The page of each year."""
    words = settings.labels.text
    for period in annual_periods(bodies):
        found = [(body, one) for body in bodies for one in body.annual if one.period == period]
        tables = (_table(chart, found, settings) for chart in trends.charts)
        title, address = words["annual_title"].format(year=_year(period, settings)), annual_address(period)
        counts = {"bodies": Count(len(found)), "all": Count(len(bodies)), "sums": Count(sum(one.checked for _, one in found))}
        broken = _broken(found, settings)
        facts = [words["annual_bodies"].format(**counts)] + ([] if broken else [words["annual_sums"].format(**counts)])
        yield PortalPage(
            head=Head(address=address, column=None, trail=(Way(words["portal_reports"], urls.REPORTS), Way(title, address))),
            frame="reports",
            title=title,
            facts=tuple(facts),
            sections=tuple(one for one in (broken, *tables, _overdue(bodies, period, settings)) if one),
        )


def _table(chart: Chart, found: Sequence[tuple[Body, AnnualReport]], settings: Settings) -> Section | None:
    """The measures of a chart, a row a body, with their sums; none where no report has any of them."""
    names = [one.measure for one in chart.series]
    rows = [
        (Cell(body.member.name, join(body.member.address, one.address)), *(Cell(_shown(one, name)) for name in names))
        for body, one in found
        if any(name in one.values for name in names)
    ]
    if not rows:
        return None
    total = (settings.labels.text["portal_total"], *(_sum([one for _, one in found], name) for name in names))
    title = f"{chart.title}（{chart.unit}）" if chart.unit and settings.labels.forms.script == "han" else chart.title
    head = (settings.labels.text["portal_body"], *(one.label for one in chart.series))
    return Section(title=title, table=Table(head=head, rows=tuple(rows), total=total))


def _shown(one: AnnualReport, name: str) -> str:
    return shown_number(one.values[name].value) if name in one.values else _NONE


def _sum(found: Sequence[AnnualReport], name: str) -> str:
    """The sum of a measure; none where it is counted in several senses."""
    values = [one.values[name] for one in found if name in one.values]
    return (
        shown_number(sum((one.value for one in values), Decimal()))
        if values and len({one.sense for one in values}) == 1
        else _NONE
    )


def _broken(found: Sequence[tuple[Body, AnnualReport]], settings: Settings) -> Section | None:
    """The sums that do not hold."""
    words = settings.labels.text
    rows = [
        (Cell(body.member.name, join(body.member.address, one.address)), Cell(says)) for body, one in found for says in one.broken
    ]
    if not rows:
        return None
    head = (words["portal_body"], words["annual_sum"])
    return Section(title=words["annual_broken"], text=words["annual_broken_text"], table=Table(head=head, rows=tuple(rows)))


def _overdue(bodies: Sequence[Body], period: str, settings: Settings) -> Section | None:
    """The bodies whose report on a year is overdue, by what they tell themselves."""
    words = settings.labels.text
    rows = [
        (Cell(body.member.name), Cell(settings.dates.shown(late_one.due)))
        for body in bodies
        if body.status and all(one.period != period for one in body.annual)
        for late_one in body.status.overdue_reports
        if not late_one.series and str(late_one.year) == period[:4]
    ]
    head = (words["portal_body"], words["circular_due"])
    return Section(title=words["circular_overdue"], table=Table(head=head, rows=tuple(rows))) if rows else None


def _year(period: str, settings: Settings) -> str:
    return settings.labels.text["period_year"].format(year=period.replace("-", "–"))
