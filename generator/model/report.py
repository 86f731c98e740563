"""Annual reports and the forms they follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator import urls
from generator.model.record import Date, Number, Text, Texts, record
from generator.problems import Spot


@record
class Column:
    """A column of figures. ``under`` are the headings above its own, outermost first."""

    id: Text
    label: Text
    under: Texts = ()


@record
class Row:
    """A row of figures. ``under`` are the headings beside its own, outermost first."""

    id: Text
    label: Text
    under: Texts = ()


@record
class Table:
    """A table of a form, in the official wording. ``section`` is the heading of the report it stands below."""

    id: Text
    title: Text
    section: Text = ""
    corner: Text = ""
    number: Literal["count", "money"] = "count"
    note: Text = ""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cites: Text = ""


@record
class Form:
    """``site_config/report_forms/NAME.yml``: what a report of some years must hold."""

    name: Text
    cites: Text = ""
    first_year: Number | None = None
    last_year: Number | None = None
    sections: Texts = ()
    tables: tuple[Table, ...] = ()


@record
class ReportHead:
    """The front matter of a report, but for its figures."""

    form: Text
    published: Date | None = None
    title: Text = ""
    draft: bool = False


@record
class Report:
    """``content/reports/YEAR.md``. ``figures`` are the cells as written, by row and column id; an absent cell is blank."""

    year: int
    source: str
    head: ReportHead
    figures: Mapping[str, Mapping[str, str]]
    body: str

    @property
    def address(self) -> str:
        """Where the report is shown."""
        return urls.report_address(self.year)

    @property
    def spot(self) -> Spot:
        """Where the report is written."""
        return Spot(self.source)
