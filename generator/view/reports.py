"""The pages and documents of annual reports, their list, their series over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import urls
from generator.model.facts import report_facts
from generator.model.introduction import Introduction
from generator.model.link import Link
from generator.model.project import Project
from generator.model.published_files import file_address
from generator.model.report.filed import Ledger
from generator.model.report.report import Report
from generator.model.report.trend import points
from generator.model.settings import Settings
from generator.view.columns import column_of
from generator.view.parts import Document, Head, Way
from generator.view.plot import Plot
from generator.view.records import (
    ReportDocumentView,
    ReportFile,
    ReportLine,
    ReportsView,
    ReportView,
    SeriesView,
    TrendsView,
)

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


def report_views(project: Project) -> Iterator[ReportView | ReportDocumentView | ReportsView | TrendsView | SeriesView]:
    """The views of everything about the reports that are shown."""
    settings, ledgers = project.settings, project.shown.ledgers
    years = tuple((ledger.report.year, ledger.report.address) for ledger in reversed(ledgers))
    for ledger in ledgers:
        report = ledger.report
        facts = tuple(sorted(report_facts(settings, report).items()))
        notes = report_notes(report, project)
        yield ReportView(
            head=_head(settings, report.address, report_title(report, settings)),
            document=Document(published=report.head.published),
            title=report_title(report, settings),
            year=report.year,
            covers=report.covers,
            published_label=settings.profile.fields["published"].label,
            ledger=ledger,
            facts=facts,
            notes=notes,
            links=resolve_links(report.links, report, project),
            state=project.edition.previewed_reports.get(report.year, ""),
            files=_files(settings, report.year),
            years=years,
        )
        for ending in _endings(settings):
            yield ReportDocumentView(
                address=urls.report_file(report.year, ending),
                ending=ending,
                title=report_title(report, settings),
                publisher=settings.catalog.publisher.name_on(report.covers[1]),
                language=settings.catalog.language,
                ledger=ledger,
                facts=facts,
                notes=notes,
                notes_heading=settings.labels.text["report_notes"],
                fonts=settings.report_fonts,
            )
    plots = tuple(_plots(settings, ledgers))
    columns = settings.profile.columns
    yield ReportsView(
        head=_head(settings, urls.REPORTS, columns.reports),
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
        trends=bool(plots),
    )
    if plots:
        title = settings.labels.text["trends"]
        addresses = tuple((ledger.report.year, ledger.report.address) for ledger in ledgers)
        yield TrendsView(head=_head(settings, urls.REPORT_TRENDS, title), plots=plots, addresses=addresses)
    if ledgers:
        publisher = settings.catalog.publisher
        for ending in ("csv", "json"):
            address = f"{urls.REPORT_SERIES}.{ending}"
            yield SeriesView(address=address, ledgers=ledgers, publisher=publisher.name, code=publisher.code)


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
