"""Every file about annual reports: their pages, the index of years, the trends, the documents for download, the series."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from generator import urls
from generator.model.ledger import Ledger
from generator.model.output import Output
from generator.model.project import Project
from generator.render.report import report_parts, report_title
from generator.render.templates import key_of

Stamp = Callable[..., str]


class ReportSite:
    """The files of all public reports. ``stamp`` puts a template into a shell; ``base_key`` names what all pages depend on."""

    def __init__(self, project: Project, stamp: Stamp, base_key: str) -> None:
        self._project = project
        self._stamp = stamp
        self._base_key = base_key
        self._ledgers = [project.ledgers[report.year] for report in project.public_reports]
        self.keys = [key_of(repr(ledger.report), repr(ledger.previous and ledger.previous.report)) for ledger in self._ledgers]

    def outputs(self) -> Iterator[Output]:
        """All of them."""
        for ledger, key in zip(self._ledgers, self.keys, strict=True):
            yield self._page(ledger.report.address, key_of(self._base_key, key), partial(self._report, ledger))
        yield self._page(urls.REPORTS, key_of(self._base_key, *self.keys), self._index)

    def _page(self, address: str, key: str, make: Callable[[], str]) -> Output:
        return Output(urls.file_of(address), key, lambda: make().encode())

    def _index(self) -> str:
        title = self._project.profile.columns.reports
        description = f"{self._project.title} · {title}"
        reports = [(report, report_title(report, self._project)) for report in self._project.public_reports]
        return self._stamp("reports", urls.REPORTS, title, description, "reports.html", reports=reports)

    def _report(self, ledger: Ledger) -> str:
        report = ledger.report
        title = report_title(report, self._project)
        parts = report_parts(ledger, urls.root_from(report.address), self._project)
        return self._stamp("reports", report.address, title, title, "report.html", article=report, report=report, parts=parts)
