"""Annual reports: figures as typed cells, and the prose around them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from generator import urls
from generator.frozen import frozen
from generator.late import late
from generator.markdown import Loss
from generator.model.item import File
from generator.model.link import Link
from generator.model.record import Date, Text, Texts, month_called, record
from generator.model.report.form import Row
from generator.model.report.period import Period, read_period, years_over
from generator.problems import Position, Spot

_NOT_APPLICABLE = frozenset(("-", "—", "——", "－", "–", "/", "不适用", "n/a"))
# Fifteen digits hold any count or amount; more would no longer be computed exactly.
_NUMBER = late(r"-?\d{1,15}(\.\d{1,6})?")
_HEADING = late(r"^(#{1,3})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


@frozen
class Amount:
    """A number; ``computed`` where it was left out and follows from the others."""

    value: Decimal
    computed: bool = False


@frozen
class Blank:
    """A cell where nothing was written: not known, which is not zero."""


@frozen
class NotApplicable:
    """It was written that there can be no figure."""

    written: str = "-"


@frozen
class Words:
    """Text where a number belongs."""

    written: str


@frozen
class Statement:
    """Text where text belongs, as one value or as several; ``written`` is how people read it."""

    values: tuple[str, ...]
    written: str


@frozen
class Answer:
    """A yes or a no, in the word of the site's language."""

    yes: bool
    written: str


Cell = Amount | Blank | NotApplicable | Words | Statement | Answer


def read_cell(written: str, *, signed: bool = False) -> Cell:
    """The cell a text stands for; where figures are ``signed``, a plus may stand before one."""
    written = written.strip()
    if signed and written[:1] in ("+", "＋"):
        written = written[1:].strip() or written
    if not written:
        return Blank()
    if written.lower() in _NOT_APPLICABLE:
        return NotApplicable(written)
    return Amount(Decimal(written)) if written.isascii() and _NUMBER.fullmatch(written) else Words(written)


def shown_number(value: Decimal) -> str:
    """A number in a sentence: as it is written in the table, a quotient with two decimals at most."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -2:
        return format(value, "f")
    return format(round(value, 2), "f").rstrip("0").rstrip(".")


def shown_cell(cell: Cell) -> str:
    """A cell as people read it; a figure keeps the decimals it was written with."""
    if isinstance(cell, Amount):
        return format(cell.value, "f")
    return "" if isinstance(cell, Blank) else cell.written


class Month(dt.date):
    """A month of which no day is known; compared as its last day, written as ``2013-03``."""

    def isoformat(self) -> str:
        """The month as ISO 8601 writes it."""
        return f"{self.year:04d}-{self.month:02d}"

    __str__ = isoformat


_NAMED_MONTH = late(r"([A-Za-z]{3,9}\.?) +([1-9]\d{3})")
_MONTH = late(r"(\d{4})\s*(?:-|年)\s*(\d{1,2})\s*月?")


def _month(value: object) -> object:
    """Reads a month, which a report of long ago may bear instead of a day."""
    if isinstance(value, str) and (match := _MONTH.fullmatch(value.strip())) and 1 <= int(match[2]) <= 12:
        year, month = int(match[1]), int(match[2])
        return Month(year, month, calendar.monthrange(year, month)[1])
    if isinstance(value, str) and (match := _NAMED_MONTH.fullmatch(value.strip())) and (month := month_called(match[1])):
        return Month(int(match[2]), month, calendar.monthrange(int(match[2]), month)[1])
    return value


@record
class Note:
    """A note for readers, at a figure (a row, or ``row.column``), a table or the whole of a report."""

    text: Text
    at: Text = ""


def _day_or_month(value: object, read: ValidatorFunctionWrapHandler) -> object:
    month = _month(value)
    return month if isinstance(month, Month) else read(value)


def _notes(value: object) -> object:
    listed = [value] if isinstance(value, str | dict) else value
    return [{"text": note} if isinstance(note, str) else note for note in listed] if isinstance(listed, list) else value


@record
class Span:
    """The time a report covers, where that is not a calendar year: its first and its last day."""

    from_: Date
    to: Date

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Both."""
        return self.from_, self.to


def _span(value: object) -> object:
    """Reads a period that is written as its name, such as ``2024-q3`` or 2024年第三季度."""
    if not isinstance(value, str):
        return value
    period = read_period(value)
    if period is None:
        over = years_over(value)
        years = {"first": str(over[0]), "second": str(over[1])} if over else {}
        raise PydanticCustomError("period-unreadable", "no period", {"value": value, **years})
    first, last = period.days
    return Span(from_=first, to=last)


@record
class ReportHead:
    """The front matter of a report, but for its figures."""

    form: Text
    series: Text = ""
    sums_up: Texts = ()
    published: Annotated[Date, WrapValidator(_day_or_month)] | None = None
    period: Annotated[Span, BeforeValidator(_span)] | None = None
    notes: Annotated[tuple[Note, ...], BeforeValidator(_notes)] = ()
    title: Text = ""
    draft: bool = False


def report_id(series: str, period: Period) -> str:
    """The name of the report of a series on a period; ids in the order of texts are years in their order."""
    return f"{series}/{period.id}" if series else period.id


def report_path(series: str, period: Period) -> str:
    """The usual place of a report among the sources."""
    return f"content/reports/{report_id(series, period)}.md"


@frozen
class Heading:
    """A heading of a report's prose: its level, its words, where it begins and where the text below it begins."""

    level: int
    text: str
    start: int
    end: int


@record
class Report:
    """A file below ``content/reports/``: the report of a ``series`` on a ``period``. The main series has no name.

    It sums up those of its ``parts``, which are series, on the same period.

    ``figures`` are its cells by row and column id; ``keys`` what each row is called in the file, ``steps`` how each of its
    cells is found there, by key or by place in a list. ``body_line`` is the line of the file its prose begins on,
    ``dropped`` the first HTML in its prose, ``losses`` what of it a reader will not see.
    """

    period: Period
    source: str
    head: ReportHead
    series: str = ""
    parts: tuple[str, ...] = ()
    figures: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, Mapping[str, str | int]] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    links: tuple[Link, ...] = ()
    files: tuple[File, ...] = ()
    dropped: str = ""
    losses: tuple[Loss, ...] = ()

    @property
    def id(self) -> str:
        """The name of the report: ``2024``, ``2024-q3``, ``SERIES/2024``."""
        return report_id(self.series, self.period)

    @property
    def id_before(self) -> str:
        """The name of the report of its series on the period before."""
        return report_id(self.series, self.period.before)

    @property
    def year(self) -> int:
        """The year it is about, or in which what it is about ends."""
        return self.period.year

    @property
    def is_of_year(self) -> bool:
        """True for the office's own report on a whole year: the one that the regulation demands."""
        return not self.series and self.period.is_year

    @property
    def address(self) -> str:
        """The address at which the report is shown."""
        return urls.report_address(self.id)

    @property
    def covers(self) -> tuple[dt.date, dt.date]:
        """The first and the last day it is about."""
        return (self.head.period or self.period).days

    @property
    def is_undated(self) -> bool:
        """True if it is out on a day that nobody knows, which a note says."""
        return self.head.published is None and bool(self.head.notes)

    @property
    def spot(self) -> Spot:
        """The place where the report is written."""
        return Spot(self.source)

    @property
    def body_spot(self) -> Spot:
        """The place where its prose is written."""
        return self.spot

    def cell(self, row: str, column: str) -> Cell:
        """A figure, blank where it is not written."""
        return self.figures.get(row, {}).get(column, Blank())

    def has(self, row: Row) -> bool:
        """True if a row stands in its tables: all do but the optional ones that it does not write."""
        return not row.optional or row.id in self.keys

    def figure_spot(self, row: str, column: str) -> Spot:
        """The place where a figure is written; its row or the figures as a whole where it is not."""
        if row not in self.keys:
            return Spot(self.source, ("figures",), key=True)
        step = self.steps.get(row, {}).get(column)
        return self.spot.at("figures", self.keys[row], *([] if step is None else [step]))

    def texts(self) -> Iterator[tuple[Spot, str]]:
        """Its prose and the texts in its cells, each with its place."""
        yield self.spot, self.body
        for row, cells in self.figures.items():
            for column, cell in cells.items():
                if isinstance(cell, Statement):
                    yield from ((self.figure_spot(row, column), value) for value in cell.values)

    def position(self, offset: int) -> Position:
        """The place of a character of the prose."""
        before = self.body[:offset]
        return Position(self.source, self.body_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)

    def headings(self) -> list[Heading]:
        """The headings of the prose's first two levels down from its topmost, outside blocks of code."""
        body = re.sub(r"^(```|~~~).*?^\1", lambda m: re.sub(r"[^\n]", " ", m[0]), self.body, flags=re.MULTILINE | re.DOTALL)
        return [Heading(len(m[1]), m[2], m.start(), m.end()) for m in _HEADING.finditer(body)]

    def sections(self) -> list[Heading]:
        """The headings of the topmost level."""
        headings = self.headings()
        top = min((heading.level for heading in headings), default=0)
        return [heading for heading in headings if heading.level == top]
