"""The views of annual reports: their pages and documents, their list, their figures over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import field
from typing import NamedTuple

from generator.model.report.font import DocxFonts
from generator.model.report.form import section_of
from generator.model.report.period import Period
from generator.model.report.report import Cell
from generator.model.report.trend import Point
from generator.view.grid import Grid
from generator.view.parts import Document, Head
from generator.view.plot import Plot
from generator.view.record import view


@view
class ReportBody:
    """The text of a report: its prose in Markdown with the figures written out, and the tables that stand below its headings.

    ``sections`` are the headings that the form prescribes.
    """

    prose: str
    sections: tuple[str, ...]
    grids: tuple[Grid, ...]

    def below(self, heading: str, grids: Iterable[Grid]) -> list[Grid]:
        """Those of some tables that belong below a heading of the prose, however that is numbered or misspelt."""
        section = section_of(heading, self.sections, [grid.table.section for grid in self.grids])
        return [grid for grid in grids if grid.table.section and section.endswith(grid.table.section)]


@view
class ReportFile:
    """A report as a document: what people read for its type, its ending, its address, its size in bytes."""

    label: str
    ending: str
    address: str
    size: int


@view
class ReportView:
    """The page of a report. ``covers`` are the first and the last day of what it reports, ``period`` is what people call that.

    ``links`` are those of its prose with their addresses, ``notes`` what readers are told of it. ``others`` are the reports of
    its series, itself among them, by their periods.
    """

    head: Head
    document: Document
    title: str
    period: str
    covers: tuple[dt.date, dt.date]
    published_label: str
    body: ReportBody
    notes: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    state: str
    files: tuple[ReportFile, ...]
    others: tuple[tuple[str, str], ...]


@view
class ReportLine:
    """A report in the list of reports; ``figures`` are its measures of the first chart, each with its label."""

    title: str
    address: str
    published: dt.date | None
    state: str
    figures: tuple[tuple[str, str], ...]
    files: tuple[ReportFile, ...]


@view
class ReportGroup:
    """The reports of one series on periods of one length, newest first; ``id`` is what their heading goes by on the page."""

    id: str
    name: str
    reports: tuple[ReportLine, ...]


@view
class ReportsView:
    """The list of all reports; ``trends`` if there are charts to lead to."""

    head: Head
    groups: tuple[ReportGroup, ...]
    trends: bool


@view
class TrendGroup:
    """The charts of one series, and the periods in them with the names people call them by and the addresses of the reports."""

    id: str
    name: str
    plots: tuple[Plot, ...]
    periods: tuple[tuple[Period, str, str], ...]


@view
class TrendsView:
    """The figures of all reports over the years, as charts."""

    head: Head
    groups: tuple[TrendGroup, ...]


@view
class FontFile:
    """A font by its name, its number in its file and the size of that. ``path`` says where it lies, for whoever reads it."""

    signature: str
    path: str = field(repr=False)
    index: int = field(repr=False)


@view
class PdfFonts:
    """The fonts that a PDF is set in: for text in the order of preference, and for headings."""

    body: tuple[FontFile, ...]
    heading: tuple[FontFile, ...]


@view
class ReportDocumentView:
    """A report as a document to download, in the format that its fonts are for; ``source`` is the file it was written in."""

    address: str
    source: str = field(repr=False)
    title: str
    publisher: str
    language: str
    script: str
    published: dt.date | None
    period: Period
    body: ReportBody
    notes: tuple[str, ...]
    notes_heading: str
    fonts: DocxFonts | PdfFonts


class SeriesLine(NamedTuple):
    """A figure of a report, with the names of its table and block and the ids and headings of its row and column."""

    table: str
    block: str
    row: str
    row_label: str
    column: str
    column_label: str
    cell: Cell


@view
class SeriesReport:
    """The figures of a report, ``form`` by its name and ``cites`` by what it stands on."""

    period: Period
    series: str
    address: str
    published: dt.date | None
    form: str
    cites: str
    lines: tuple[SeriesLine, ...]


@view
class SeriesMeasure:
    """A measure over the periods of each series: those in which it is known."""

    name: str
    points: tuple[tuple[str, Point], ...]


@view
class SeriesView:
    """All figures of all reports for machines, oldest first, in the format that the address ends in."""

    address: str
    reports: tuple[SeriesReport, ...]
    measures: tuple[SeriesMeasure, ...]
    publisher: str
    code: str
