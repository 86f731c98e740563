"""The pages of annual reports, and the reports and their figures as files."""

from __future__ import annotations

from generator.model.report.period import Period
from generator.model.report.report import shown_number
from generator.render.page.page import Pages
from generator.render.report.chart import chart_svg
from generator.render.report.document import report_document
from generator.render.report.docx import render_docx
from generator.render.report.pdf import Typeset, render_pdf
from generator.render.report.sections import report_parts
from generator.render.report.series import series_csv, series_json
from generator.view.plot import Plot
from generator.view.report_records import (
    PdfFonts,
    ReportDocumentView,
    ReportsView,
    ReportView,
    SeriesView,
    TrendGroup,
    TrendsView,
)


def render_report(pages: Pages, view: ReportView, _: str) -> str:
    """The page of an annual report."""
    return pages.fill(
        view.head,
        view.title,
        "report.html",
        into="reports",
        description=view.title,
        state=view.state,
        document=view.document,
        things=[pages.heads.report(view)],
        view=view,
        parts=report_parts(view),
    )


def render_reports(pages: Pages, view: ReportsView, _: str) -> str:
    """The list of annual reports."""
    title = pages.frame.columns.reports
    return pages.fill(view.head, title, "reports.html", into="reports", description=f"{pages.frame.title} · {title}", view=view)


def render_trends(pages: Pages, view: TrendsView, _: str) -> str:
    """The figures of all reports over the years."""
    title = view.head.trail[-1].name
    groups = [_drawn(group, alone=len(view.groups) == 1) for group in view.groups]
    return pages.fill(
        view.head,
        title,
        "report_trends.html",
        into="reports",
        description=f"{pages.frame.title} · {title}",
        groups=groups,
        number=shown_number,
    )


def _drawn(group: TrendGroup, *, alone: bool) -> tuple[TrendGroup, list[tuple[str, Plot, str]], dict[Period, tuple[str, str]]]:
    """A group of charts, each with an id that no other on the page has and its drawing, and its reports by period."""
    named = [(plot.chart.id if alone else f"{group.id}-{plot.chart.id}", plot) for plot in group.plots]
    reports = {period: (name, address) for period, name, address in group.periods}
    return group, [(name, plot, chart_svg(plot, name)) for name, plot in named], reports


def render_report_document(pages: Pages, view: ReportDocumentView, _: str) -> bytes:
    """The bytes of a report as DOCX or PDF."""
    return make_document(view, pages.typeset)


def make_document(view: ReportDocumentView, typeset: Typeset) -> bytes:
    """The bytes of a report as DOCX or PDF, which ``typeset`` makes."""
    document, fonts = report_document(view), view.fonts
    return render_pdf(document, fonts, view.source, typeset) if isinstance(fonts, PdfFonts) else render_docx(document, fonts)


def render_series(_: Pages, view: SeriesView, __: str) -> bytes:
    """The bytes of all figures of all reports as CSV or JSON."""
    return series_csv(view.reports) if view.address.endswith(".csv") else series_json(view)
