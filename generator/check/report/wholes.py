"""Rules on reports that sum up those of other bodies: that their figures are the sums of the parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.check.report.figures import figure_name
from generator.check.rule import rule
from generator.model.labels import Labels
from generator.model.report.filed import FiledReport
from generator.model.report.report import Amount, NotApplicable, report_id, shown_number
from generator.model.settings import Settings
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot

REPORT_PART_MISSING = "report-part-missing"
REPORT_TOTAL_MISMATCH = "report-total-mismatch"
ID_REPEATED = "id-repeated"


@rule(REPORT_PART_MISSING, severity=Severity.NOTICE)
def check_parts(filed_reports: Mapping[str, FiledReport], settings: Settings, labels: Labels) -> Iterator[Problem]:
    """Each body that a report sums up has made its own, in the same form."""
    for filed in filed_reports.values():
        lacking = [name for name, part in _parts(filed, filed_reports) if part is None]
        if lacking:
            names = labels.text["list_join"].join(settings.series[name].name for name in lacking)
            yield Problem(REPORT_PART_MISSING, filed.report.spot.at("sums_up"), {"names": names})


@rule(REPORT_TOTAL_MISMATCH, severity=Severity.ERROR)
def check_wholes(filed_reports: Mapping[str, FiledReport], settings: Settings) -> Iterator[Problem]:
    """The figures of a report that sums up others are the sums of theirs; while one is missing, no less than the sums."""
    for filed in filed_reports.values():
        parts = _parts(filed, filed_reports)
        found = [(name, part) for name, part in parts if part]
        for row, (_, block, _) in filed.form.rows().items() if found else ():
            told: set[Decimal] = set()
            for column in block.columns:
                cell = filed.report.cell(row, column.id)
                whole = _added(found, row, column.id)
                if not isinstance(cell, Amount) or cell.computed or whole is None:
                    continue
                gap = cell.value - whole.value
                # What one slip breaks, the total of the row too, is told once.
                wrong = gap != 0 if whole.known == len(parts) else gap < 0 and not column.signed
                if wrong and gap not in told:
                    told.add(gap)
                    values = {
                        "name": figure_name(filed.form, row, column.id),
                        "found": shown_number(cell.value),
                        "working": whole.working(settings),
                        "difference": shown_number(abs(gap)),
                    }
                    yield Problem(REPORT_TOTAL_MISMATCH, filed.report.figure_spot(row, column.id), values)


@rule(ID_REPEATED, severity=Severity.ERROR)
def check_bodies(settings: Settings) -> Iterator[Problem]:
    """No further body has the id of another, or of a series of the profile."""
    seen = set(settings.profile.report_series)
    for index, body in enumerate(settings.catalog.report_bodies):
        if body.id in seen:
            yield Problem(ID_REPEATED, Spot(CATALOG, ("report_bodies", index, "id")), {"id": body.id})
        seen.add(body.id)


class _Whole(NamedTuple):
    """The sum of a figure of several reports: the figures by series, where they are known."""

    value: Decimal
    figures: tuple[tuple[str, Decimal], ...]

    @property
    def known(self) -> int:
        """How many there are."""
        return len(self.figures)

    def working(self, settings: Settings) -> str:
        """The sum as people read it: 3 (A) + 4 (B) = 7; of many only those that are not zero."""
        telling = [(name, value) for name, value in self.figures if value] or list(self.figures[:1])
        terms = " + ".join(f"{shown_number(value)}（{settings.series[name].name}）" for name, value in telling)
        return f"{terms} = {shown_number(self.value)}"


def _parts(filed: FiledReport, filed_reports: Mapping[str, FiledReport]) -> list[tuple[str, FiledReport | None]]:
    """The reports that one sums up, by series; none where there is none of the same form."""
    found = []
    for name in filed.report.parts:
        part = filed_reports.get(report_id(name, filed.report.period))
        found.append((name, part if part and part.form == filed.form else None))
    return found


def _added(parts: Sequence[tuple[str, FiledReport]], row: str, column: str) -> _Whole | None:
    """The sum of a figure over the reports in which it is known; None where it is in none."""
    figures = []
    for name, part in parts:
        cell = part.report.cell(row, column)
        if isinstance(cell, Amount | NotApplicable):
            figures.append((name, cell.value if isinstance(cell, Amount) else Decimal(0)))
    return _Whole(sum((value for _, value in figures), Decimal(0)), tuple(figures)) if figures else None
