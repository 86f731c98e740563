"""The documents of annual reports, and what their pages say of a report too: its title, its text, its notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from generator import urls
from generator.model.facts import report_facts
from generator.model.project import Project
from generator.model.report.filed import FiledReport
from generator.model.report.font import ReportFonts
from generator.model.report.prose import expand
from generator.model.report.report import Report
from generator.model.settings import Settings
from generator.view.grid import report_grid
from generator.view.report_records import FontFile, PdfFonts, ReportBody, ReportDocumentView, ReportFile

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
    "report-not-all",
    "report-table-",
)


class DocumentPage(NamedTuple):
    """A report as a document: its address, and the way to make its view."""

    address: str
    view: Callable[[], ReportDocumentView]


def document_pages(project: Project) -> Iterator[DocumentPage]:
    """All documents of the reports that are shown, without any view of them."""
    for filed in project.shown.filed_reports:
        body = cache(partial(report_body, filed, project.settings))
        for ending in _endings(project.settings):
            address = urls.report_file(filed.report.id, ending)
            yield DocumentPage(address, partial(_document_view, filed.report, ending, body, project))


def _document_view(report: Report, ending: str, body: Callable[[], ReportBody], project: Project) -> ReportDocumentView:
    """The view of a report as a document of an ending."""
    settings = project.settings
    return ReportDocumentView(
        address=urls.report_file(report.id, ending),
        source=report.source,
        title=report_title(report, settings),
        publisher=settings.publisher_of(report.series).name_on(report.covers[1]),
        language=settings.catalog.language,
        script=settings.labels.forms.script,
        published=report.head.published,
        period=report.period,
        body=body(),
        notes=report_notes(report, project),
        notes_heading=settings.labels.text["report_notes"],
        fonts=settings.report_fonts.docx if ending == "docx" else pdf_fonts(settings.report_fonts),
    )


def report_body(filed: FiledReport, settings: Settings) -> ReportBody:
    """The text of a report with all that it names written out."""
    report, form = filed.report, filed.form
    return ReportBody(
        prose=expand(report.body, filed, report_facts(settings, report)),
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


def report_title(report: Report, settings: Settings) -> str:
    """The title of a report: its own, or the usual one."""
    words, series = settings.labels.text, report.series
    usual = words[
        "report_title_series"
        if series in settings.profile.report_series
        else "report_title"
        if report.period.is_year
        else "report_title_part"
    ]
    publisher = settings.publisher_of(series).name_on(report.covers[1])
    name = settings.series[series].name if series else ""
    return report.head.title or usual.format(publisher=publisher, year=report.year, period=report.period.name(words), name=name)


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


def _endings(settings: Settings) -> tuple[str, ...]:
    """The endings of the documents that are made of a report: without a font, or what makes it, there is no PDF."""
    return ("docx", "pdf") if settings.report_fonts.make_pdf else ("docx",)


def report_files(settings: Settings, report: str, sizes: Mapping[str, int]) -> tuple[ReportFile, ...]:
    """The documents of a report by its id, whose ``sizes`` are by address in bytes."""
    types = settings.profile.attachment_types
    addresses = {ending: urls.report_file(report, ending) for ending in _endings(settings)}
    return tuple(
        ReportFile(label=types.get(ending, ending.upper()), ending=ending, address=address, size=sizes[address])
        for ending, address in addresses.items()
    )
