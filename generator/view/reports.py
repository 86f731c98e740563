"""The pages and documents of annual reports, their list, their series over the years."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from generator import urls
from generator.model.facts import report_facts
from generator.model.introduction import Introduction
from generator.model.link import Link
from generator.model.project import Project
from generator.model.published_files import file_address
from generator.model.report.filed import Ledger
from generator.model.report.font import ReportFonts
from generator.model.report.prose import expand
from generator.model.report.report import Report
from generator.model.report.trend import points
from generator.model.settings import Settings
from generator.view.columns import column_of
from generator.view.grid import report_grid
from generator.view.parts import Document, Head, Way
from generator.view.plot import Plot
from generator.view.report_records import (
    FontFile,
    PdfFonts,
    ReportBody,
    ReportDocumentView,
    ReportFile,
    ReportLine,
    ReportsView,
    ReportView,
    SeriesLine,
    SeriesMeasure,
    SeriesReport,
    SeriesView,
    TrendsView,
)

AnyReportView = ReportView | ReportDocumentView | ReportsView | TrendsView | SeriesView
# A sign that is in none of so many fonts is in none that this machine has.
_BODY_FONTS = 3
# Problems of what a report says: a waiver of one is a word to its readers.
_OF_CONTENT = (
    "sum-mismatch",
    "carry-over-mismatch",
    "report-claim-",
    "report-parts-mismatch",
    "report-share-",
    "report-comparison-",
    "report-table-",
)


class ReportPage(NamedTuple):
    """A page or document about reports: its kind, its address, and the way to make its view."""

    kind: type[AnyReportView]
    address: str
    view: Callable[[], AnyReportView]


def report_pages(project: Project) -> Iterator[ReportPage]:
    """Everything about the reports that are shown, without any view of it."""
    settings, ledgers = project.settings, project.shown.ledgers
    for ledger in ledgers:
        report = ledger.report
        body = cache(partial(report_body, ledger, settings))
        yield ReportPage(ReportView, report.address, partial(_report_view, report, body, project))
        for ending in _endings(settings):
            address = urls.report_file(report.year, ending)
            yield ReportPage(ReportDocumentView, address, partial(_document_view, report, ending, body, project))
    plots = tuple(_plots(settings, ledgers))
    yield ReportPage(ReportsView, urls.REPORTS, partial(_reports_view, project, trends=bool(plots)))
    if plots:
        yield ReportPage(TrendsView, urls.REPORT_TRENDS, partial(_trends_view, settings, ledgers, plots))
    if ledgers:
        figures = cache(partial(_figures, ledgers))
        for ending in ("csv", "json"):
            address = f"{urls.REPORT_SERIES}.{ending}"
            yield ReportPage(SeriesView, address, partial(_series_view, address, figures, settings))


def _report_view(report: Report, body: Callable[[], ReportBody], project: Project) -> ReportView:
    """The view of the page of a report."""
    settings = project.settings
    return ReportView(
        head=_head(settings, report.address, report_title(report, settings)),
        document=Document(published=report.head.published),
        title=report_title(report, settings),
        year=report.year,
        covers=report.covers,
        published_label=settings.profile.fields["published"].label,
        body=body(),
        notes=report_notes(report, project),
        links=resolve_links(report.links, report, project),
        state=project.edition.previewed_reports.get(report.year, ""),
        files=_files(settings, report.year),
        years=tuple((ledger.report.year, ledger.report.address) for ledger in reversed(project.shown.ledgers)),
    )


def _document_view(report: Report, ending: str, body: Callable[[], ReportBody], project: Project) -> ReportDocumentView:
    """The view of a report as a document of an ending."""
    settings = project.settings
    return ReportDocumentView(
        address=urls.report_file(report.year, ending),
        title=report_title(report, settings),
        publisher=settings.catalog.publisher.name_on(report.covers[1]),
        language=settings.catalog.language,
        published=report.head.published,
        year=report.year,
        body=body(),
        notes=report_notes(report, project),
        notes_heading=settings.labels.text["report_notes"],
        fonts=settings.report_fonts.docx if ending == "docx" else pdf_fonts(settings.report_fonts),
    )


def report_body(ledger: Ledger, settings: Settings) -> ReportBody:
    """The text of a report with all that it names written out."""
    report, form = ledger.report, ledger.form
    return ReportBody(
        prose=expand(report.body, ledger, report_facts(settings, report)),
        sections=form.sections,
        grids=tuple(report_grid(table, report) for table in form.tables),
    )


def pdf_fonts(fonts: ReportFonts) -> PdfFonts:
    """The fonts of a PDF: of those that were found as many as a page can make use of."""
    found = [
        tuple(FontFile(signature=font.signature, path=font.path, index=font.index) for font in some)
        for some in (fonts.body[:_BODY_FONTS], fonts.heading[:1])
    ]
    return PdfFonts(body=found[0], heading=found[1])


def _reports_view(project: Project, *, trends: bool) -> ReportsView:
    """The view of the list of reports; ``trends`` if there are charts to lead to."""
    settings = project.settings
    return ReportsView(
        head=_head(settings, urls.REPORTS, settings.profile.columns.reports),
        reports=tuple(
            ReportLine(
                title=report_title(report, settings),
                address=report.address,
                published=report.head.published,
                state=project.edition.previewed_reports.get(report.year, ""),
                files=_files(settings, report.year),
            )
            for report in project.shown.reports
        ),
        trends=trends,
    )


def _trends_view(settings: Settings, ledgers: Sequence[Ledger], plots: tuple[Plot, ...]) -> TrendsView:
    addresses = tuple((ledger.report.year, ledger.report.address) for ledger in ledgers)
    return TrendsView(head=_head(settings, urls.REPORT_TRENDS, settings.labels.text["trends"]), plots=plots, addresses=addresses)


_Figures = tuple[tuple[SeriesReport, ...], tuple[SeriesMeasure, ...]]


def _series_view(address: str, figures: Callable[[], _Figures], settings: Settings) -> SeriesView:
    reports, measures = figures()
    publisher = settings.catalog.publisher
    return SeriesView(address=address, reports=reports, measures=measures, publisher=publisher.name, code=publisher.code)


def _figures(ledgers: Sequence[Ledger]) -> _Figures:
    """The figures of all reports, and the measures that are followed over the years."""
    reports = tuple(
        SeriesReport(
            year=ledger.report.year,
            address=ledger.report.address,
            published=ledger.report.head.published,
            form=ledger.report.head.form,
            cites=ledger.form.cites,
            lines=tuple(_series_lines(ledger)),
        )
        for ledger in ledgers
    )
    names = sorted({name for ledger in ledgers for name in ledger.form.measures})
    known = {name: tuple(point for point in points(name, ledgers) if point.value is not None) for name in names}
    return reports, tuple(SeriesMeasure(name=name, points=some) for name, some in known.items())


def _series_lines(ledger: Ledger) -> Iterator[SeriesLine]:
    for table, block in ledger.form.blocks():
        for row in block.rows:
            label = " / ".join(part for part in (*row.under, row.label) if part)
            for column in block.columns:
                heading = " / ".join((*column.under, column.label))
                cell = ledger.report.cell(row.id, column.id)
                yield SeriesLine(table.title, block.title, row.id, label, column.id, heading, cell)


def report_title(report: Report, settings: Settings) -> str:
    """The title of a report: its own, or the usual one."""
    usual = settings.labels.text["report_title"]
    return report.head.title or usual.format(publisher=settings.catalog.publisher.name_on(report.covers[1]), year=report.year)


def report_notes(report: Report, project: Project) -> tuple[str, ...]:
    """The notes of a report for readers, each with the figure or table it is at, and why contradictions stand."""
    form = project.settings.forms[report.head.form]
    colon = project.settings.labels.text["colon"]
    notes = [f"{name}{colon}{note.text}" if (name := form.name_at(note.at)) else note.text for note in report.head.notes]
    notes += [
        waiver.reason
        for waiver in project.records.waivers
        if waiver.path == report.source and waiver.code.startswith(_OF_CONTENT) and waiver.until >= project.edition.today
    ]
    return tuple(dict.fromkeys(notes))


def resolve_links(links: Sequence[Link], text: Report | Introduction, project: Project) -> tuple[tuple[str, str], ...]:
    """The links of a text as they are written, each with its address as this edition shows it, or nothing."""
    shown = project.shown
    files = {file.source: file_address(text, file) for file in text.files if shown.files.is_shown(file.source)}
    return tuple(
        (link.written, files.get(link.path, link.address + link.anchor if link.address in shown.addresses else ""))
        for link in links
        if link.path
    )


def _head(settings: Settings, address: str, title: str) -> Head:
    above = () if address == urls.REPORTS else (Way(settings.profile.columns.reports, urls.REPORTS),)
    return Head(address=address, column=column_of(settings, "reports"), trail=(*above, Way(title, address)))


def _endings(settings: Settings) -> tuple[str, ...]:
    """The endings of the documents that are made of a report: without a font there is no PDF."""
    return ("docx", "pdf") if settings.report_fonts.body else ("docx",)


def _files(settings: Settings, year: int) -> tuple[ReportFile, ...]:
    types = settings.profile.attachment_types
    return tuple(
        ReportFile(label=types.get(ending, ending.upper()), ending=ending, address=urls.report_file(year, ending))
        for ending in _endings(settings)
    )


def _plots(settings: Settings, ledgers: Sequence[Ledger]) -> Iterator[Plot]:
    """The charts that have something to compare: at least two years."""
    if len(ledgers) > 1:
        for chart in settings.trends.charts:
            plot = Plot(chart, tuple(tuple(points(series.measure, ledgers)) for series in chart.series))
            if len(plot.years) > 1:
                yield plot
