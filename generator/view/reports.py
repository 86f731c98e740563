"""The pages and documents of annual reports, their list, their series over the years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from generator import urls
from generator.model.introduction import Introduction
from generator.model.link import Link, leads_to
from generator.model.project import Project
from generator.model.published_files import file_address
from generator.model.report.filed import FiledReport
from generator.model.report.period import Period
from generator.model.report.report import Report
from generator.model.report.trend import points
from generator.model.settings import Settings
from generator.view.columns import column_of
from generator.view.parts import Document, Head, Way
from generator.view.plot import Plot
from generator.view.report_documents import document_pages, report_body, report_files, report_notes, report_title
from generator.view.report_records import (
    ReportDocumentView,
    ReportGroup,
    ReportLine,
    ReportsView,
    ReportView,
    SeriesLine,
    SeriesMeasure,
    SeriesReport,
    SeriesView,
    TrendGroup,
    TrendsView,
)

AnyReportView = ReportView | ReportDocumentView | ReportsView | TrendsView | SeriesView


class ReportPage(NamedTuple):
    """A page or document about reports: its kind, its address, and the way to make its view."""

    kind: type[AnyReportView]
    address: str
    view: Callable[[], AnyReportView]


def report_pages(project: Project, sizes: Mapping[str, int]) -> Iterator[ReportPage]:
    """Everything about the reports that are shown, without any view of it. ``sizes`` are those of the documents, in bytes."""
    settings, filed_reports = project.settings, project.shown.filed_reports
    for filed in filed_reports:
        yield ReportPage(ReportView, filed.report.address, partial(_report_view, filed, project, sizes))
    for page in document_pages(project):
        yield ReportPage(ReportDocumentView, page.address, page.view)
    trends = tuple(_trends(settings, filed_reports))
    if project.shown.has_reports_column:
        yield ReportPage(ReportsView, urls.REPORTS, partial(_reports_view, project, sizes, trends=bool(trends)))
    if trends:
        yield ReportPage(TrendsView, urls.REPORT_TRENDS, partial(_trends_view, settings, trends))
    if filed_reports:
        figures = cache(partial(_figures, filed_reports))
        for ending in ("csv", "json"):
            address = f"{urls.REPORT_SERIES}.{ending}"
            yield ReportPage(SeriesView, address, partial(_series_view, address, figures, settings))


def _report_view(filed: FiledReport, project: Project, sizes: Mapping[str, int]) -> ReportView:
    """The view of the page of a report."""
    report, settings = filed.report, project.settings
    return ReportView(
        head=_head(settings, report.address, report_title(report, settings)),
        document=Document(published=report.head.published),
        title=report_title(report, settings),
        period=period_name(report.period, settings),
        covers=report.covers,
        published_label=settings.profile.fields["published"].label,
        body=report_body(filed, settings),
        notes=report_notes(report, project),
        links=resolve_links(report.links, report, project),
        state=project.edition.previewed_reports.get(report.id, ""),
        files=report_files(settings, report.id, sizes),
        others=tuple(
            (period_name(other.period, settings), other.address)
            for other in project.shown.reports
            if other.series == report.series
        ),
    )


def _reports_view(project: Project, sizes: Mapping[str, int], *, trends: bool) -> ReportsView:
    """The view of the list of reports; ``trends`` if there are charts to lead to."""
    settings = project.settings
    return ReportsView(
        head=_head(settings, urls.REPORTS, settings.reports_title),
        groups=tuple(
            ReportGroup(
                id=name, name=_group_name(group[0].report, settings), reports=tuple(_lines(group, project, sizes, trends=trends))
            )
            for name, group in _groups(project.shown.filed_reports).items()
        ),
        trends=trends,
    )


def _lines(
    filed_reports: Sequence[FiledReport], project: Project, sizes: Mapping[str, int], *, trends: bool
) -> Iterator[ReportLine]:
    """The lines of some reports in the list, newest first; where there are charts, with the figures of the first."""
    charts = project.settings.trends.charts[:1] if trends else ()
    for filed in reversed(filed_reports):
        report = filed.report
        known = [(series.label, points(series.measure, [filed])[0].value) for chart in charts for series in chart.series]
        yield ReportLine(
            title=report_title(report, project.settings),
            address=report.address,
            published=report.head.published,
            state=project.edition.previewed_reports.get(report.id, ""),
            figures=tuple((label, f"{value:f}") for label, value in known if value is not None),
            files=report_files(project.settings, report.id, sizes),
        )


def _groups(filed_reports: Sequence[FiledReport]) -> dict[str, list[FiledReport]]:
    """Reports that are compared with each other, oldest first: of one series and on periods of one length, the longest first."""
    found: dict[tuple[str, int], list[FiledReport]] = {}
    for filed in filed_reports:
        found.setdefault((filed.report.series, -filed.report.period.months), []).append(filed)
    groups = [group for _, group in sorted(found.items())]  # the main series, which has no name, comes first
    return {"-".join(filter(None, (group[0].report.series, group[0].report.period.kind))): group for group in groups}


def _group_name(report: Report, settings: Settings) -> str:
    """The name of the group that a report is of: what it goes by in the menu, or how often its kind is made."""
    series = settings.series[report.series].name if report.series else ""
    if report.period.is_year:
        return series or settings.reports_title
    often = settings.labels.text[f"reports_{report.period.kind}"]
    return f"{series} · {often}" if series else often


def _trends_view(settings: Settings, groups: tuple[TrendGroup, ...]) -> TrendsView:
    return TrendsView(head=_head(settings, urls.REPORT_TRENDS, settings.labels.text["trends"]), groups=groups)


_Figures = tuple[tuple[SeriesReport, ...], tuple[SeriesMeasure, ...]]


def _series_view(address: str, figures: Callable[[], _Figures], settings: Settings) -> SeriesView:
    reports, measures = figures()
    publisher = settings.catalog.publisher
    return SeriesView(address=address, reports=reports, measures=measures, publisher=publisher.name, code=publisher.code)


def _figures(filed_reports: Sequence[FiledReport]) -> _Figures:
    """The figures of all reports, and the measures that are followed over the years."""
    reports = tuple(
        SeriesReport(
            period=filed.report.period,
            series=filed.report.series,
            address=filed.report.address,
            published=filed.report.head.published,
            form=filed.report.head.form,
            cites=filed.form.cites,
            lines=tuple(_series_lines(filed)),
        )
        for filed in filed_reports
    )
    names = sorted({name for filed in filed_reports for name in filed.form.measures})
    groups = _groups(filed_reports).values()
    known = {
        name: tuple((g[0].report.series, point) for g in groups for point in points(name, g) if point.value is not None)
        for name in names
    }
    return reports, tuple(SeriesMeasure(name=name, points=some) for name, some in known.items())


def _series_lines(filed: FiledReport) -> Iterator[SeriesLine]:
    for table, block in filed.form.blocks():
        for row in filter(filed.report.has, block.rows):
            label = " / ".join(part for part in (*row.under, row.label) if part)
            for column in block.columns:
                heading = " / ".join((*column.under, column.label))
                cell = filed.report.cell(row.id, column.id)
                yield SeriesLine(table.title, block.title, row.id, label, column.id, heading, cell)


def period_name(period: Period, settings: Settings) -> str:
    """The name of a period in a list of others: a year by its number alone."""
    return period.id.replace("-", "–") if period.is_year else period.name(settings.labels.text)


def resolve_links(links: Sequence[Link], text: Report | Introduction, project: Project) -> tuple[tuple[str, str], ...]:
    """The links of a text as they are written, each with its address as this edition shows it, or nothing."""
    shown = project.shown
    files = {file.source: file_address(text, file) for file in text.files if shown.files.is_shown(file.source)}
    leading = [(link, leads_to(link, project.content.reports_elsewhere)) for link in links if link.path]
    return tuple(
        (link.written, files.get(link.path, address + link.anchor if address in shown.addresses else ""))
        for link, address in leading
    )


def _head(settings: Settings, address: str, title: str) -> Head:
    above = () if address == urls.REPORTS else (Way(settings.reports_title, urls.REPORTS),)
    return Head(address=address, column=column_of(settings, "reports"), trail=(*above, Way(title, address)))


def has_trends(project: Project) -> bool:
    """True if there is a page of charts: some periods can be compared."""
    return any(_trends(project.settings, project.shown.filed_reports))


def _trends(settings: Settings, filed_reports: Sequence[FiledReport]) -> Iterator[TrendGroup]:
    """The charts of each group of reports that has any with something to compare: at least two periods."""
    for name, group in _groups(filed_reports).items():
        plots = [
            Plot(chart, tuple(tuple(points(series.measure, group)) for series in chart.series))
            for chart in settings.trends.charts
        ]
        shown = tuple(plot for plot in plots if len(plot.periods) > 1)
        if shown:
            reports = [filed.report for filed in group]
            yield TrendGroup(
                id=name,
                name=_group_name(reports[0], settings),
                plots=shown,
                periods=tuple((report.period, period_name(report.period, settings), report.address) for report in reports),
            )
