"""Every file about annual reports: their pages, the index of years, the trends, the documents for download, the series."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterator
from functools import cache, partial

from generator import __version__, urls
from generator.model.facts import text_facts
from generator.model.ledger import Ledger
from generator.model.output import Output
from generator.model.project import Project
from generator.model.report import shown_number
from generator.model.report_trend import points
from generator.render.report import report_notes, report_parts, report_title
from generator.render.report_chart import Plot, chart_svg
from generator.render.report_document import report_document
from generator.render.report_docx import render_docx
from generator.render.report_pdf import render_pdf
from generator.render.report_series import series_csv, series_json
from generator.render.templates import key_of

Stamp = Callable[..., str]


class ReportSite:
    """The files of all public reports. ``stamp`` puts a template into a shell; ``base_key`` names what all pages depend on."""

    def __init__(self, project: Project, stamp: Stamp, base_key: str) -> None:
        self._project = project
        self._stamp = stamp
        self._base_key = base_key
        self._ledgers = project.public_ledgers
        self.keys = [
            key_of(
                repr(ledger.report), repr(ledger.previous and ledger.previous.report), repr(report_notes(ledger.report, project))
            )
            for ledger in self._ledgers
        ]

    def outputs(self) -> Iterator[Output]:
        """All of them."""
        all_key = key_of(self._base_key, *self.keys)
        years = ",".join(str(ledger.report.year) for ledger in self._ledgers)
        for ledger, key in zip(self._ledgers, self.keys, strict=True):
            yield self._page(ledger.report.address, key_of(self._base_key, key, years), partial(self._report, ledger))
            yield from self._documents(ledger, key)
        yield self._page(urls.REPORTS, all_key, self._index)
        if self._plots():
            yield self._page(urls.REPORT_TRENDS, all_key, self._trends)
        if self._ledgers:
            yield Output(f"{urls.REPORT_SERIES}.csv", all_key, lambda: series_csv(self._ledgers))
            yield Output(f"{urls.REPORT_SERIES}.json", all_key, lambda: series_json(self._ledgers, self._project))

    def _documents(self, ledger: Ledger, report_key: str) -> Iterator[Output]:
        """The report as DOCX and, where there is a font for it, as PDF. They depend on nothing but what stands in them."""
        report, project = ledger.report, self._project
        fonts = project.report_fonts
        facts = (report_title(report, project), project.catalog.language, *sorted(text_facts(project).items()))
        key = key_of(__version__, report_key, repr(ledger.form), repr(facts))
        docx_key = key_of(key, _version("python-docx"), repr(fonts.docx))
        yield Output(
            urls.report_file(report.year, "docx"), docx_key, lambda: render_docx(report_document(ledger, project), fonts.docx)
        )
        if fonts.body:
            found = [font.signature for font in (*fonts.body, *fonts.heading)]
            pdf_key = key_of(key, _version("reportlab"), *found)
            yield Output(
                urls.report_file(report.year, "pdf"), pdf_key, lambda: render_pdf(report_document(ledger, project), fonts)
            )

    def _page(self, address: str, key: str, make: Callable[[], str]) -> Output:
        return Output(urls.file_of(address), key, lambda: make().encode())

    def _index(self) -> str:
        title = self._project.profile.columns.reports
        description = f"{self._project.title} · {title}"
        public = self._project.public_reports
        reports = [(report, report_title(report, self._project), self._files(report.year)) for report in public]
        trends = bool(self._plots())
        return self._stamp("reports", urls.REPORTS, title, description, "reports.html", reports=reports, trends=trends)

    def _report(self, ledger: Ledger) -> str:
        report = ledger.report
        title = report_title(report, self._project)
        parts = report_parts(ledger, urls.root_from(report.address), self._project)
        files = self._files(report.year)
        years = [(other.report.year, other.report.address) for other in reversed(self._ledgers)]
        shown = {"report": report, "parts": parts, "years": years, "files": files, "notes": report_notes(report, self._project)}
        return self._stamp("reports", report.address, title, title, "report.html", article=report, **shown)

    def _files(self, year: int) -> list[tuple[str, str, str]]:
        """The documents of a report: the name of the type, the type, the address."""
        endings = ("docx", "pdf") if self._project.report_fonts.body else ("docx",)
        types = self._project.profile.attachment_types
        return [(types.get(ending, ending.upper()), ending, urls.report_file(year, ending)) for ending in endings]

    def _plots(self) -> list[Plot]:
        """The charts that have something to compare: at least two years."""
        if len(self._ledgers) < 2:
            return []
        charts = self._project.trends.charts
        plots = [Plot(chart, [points(series.measure, self._ledgers) for series in chart.series]) for chart in charts]
        return [plot for plot in plots if len(plot.years) > 1]

    def _trends(self) -> str:
        title = self._project.labels.text["trends"]
        return self._stamp(
            "reports",
            urls.REPORT_TRENDS,
            title,
            f"{self._project.title} · {title}",
            "report_trends.html",
            plots=[(plot, chart_svg(plot)) for plot in self._plots()],
            addresses={ledger.report.year: ledger.report.address for ledger in self._ledgers},
            number=shown_number,
        )


@cache
def _version(package: str) -> str:
    """The version of a library that makes documents; looking it up reads the disk."""
    return importlib.metadata.version(package)
