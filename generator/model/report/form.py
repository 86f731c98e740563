"""The forms of annual reports: tables, headings, units, identities and patterns of prose, all of it data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.late import late
from generator.model.record import Number, Text, Texts, record
from generator.model.report.formula import FormulaText, Reference
from generator.text import nearest

_NUMBERING = late(r"^[（(]?[一二三四五六七八九十]+[）)]?、?\s*")
NumberKind = Literal["count", "money"]
# What cells hold that are no numbers.
TextKind = Literal["text", "list", "yes-no"]
# What stands for the number in a pattern of prose.
NUMBER_IN_PROSE = r"(?P<n>\d{1,15}(?:[,，]\d{3}){0,4}(?:\.\d{1,6})?)"


def _pattern(value: object) -> object:
    if isinstance(value, str):
        try:
            prose_pattern(value)
        except (re.error, ValueError):
            raise PydanticCustomError("pattern-invalid", "no pattern", {"value": value}) from None
    return value


@cache
def prose_pattern(text: str) -> re.Pattern[str]:
    """A pattern of prose as a regular expression: ``{n}`` is a number, a space any white space or none."""
    if text.count("{n}") != 1:
        raise ValueError(text)
    return re.compile(text.replace(" ", r"\s*").replace("{n}", NUMBER_IN_PROSE))


PatternText = Annotated[Text, BeforeValidator(_pattern)]


@record
class Column:
    """A column of figures. ``under`` are the headings above its own, outermost first; ``signed`` allows a minus.

    ``said`` are other words for it in prose. What it ``holds`` is no number.
    """

    id: Text
    label: Text
    under: Texts = ()
    number: NumberKind | None = None
    holds: TextKind | None = None
    signed: bool = False
    said: Texts = ()


@record
class Row:
    """A row of figures. ``under`` are the headings beside its own, outermost first; ``said`` are other words for it in prose.

    What is ``common`` may be said of other things too, however fully it is said. What it ``holds`` is no number: text that is one
    of ``choices``, where it has any. An ``optional`` one stands in the tables of some bodies only: unwritten, it is not shown.
    """

    id: Text
    label: Text = ""
    under: Texts = ()
    unit: Text = ""
    indent: Number = 0
    number: NumberKind | None = None
    holds: TextKind | None = None
    choices: Texts = ()
    optional: bool = False
    said: Texts = ()
    common: bool = False


@record
class Block:
    """A part of a table with columns of its own, below its ``title``.

    With ``unit``, a column so headed shows each row's unit. A block that ``continues`` stands under the headings of the one
    before it, which has the same columns.
    """

    title: Text = ""
    corner: Text = ""
    unit: Text = ""
    continues: bool = False
    number: NumberKind = "count"
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]

    def kind(self, row: Row, column: Column) -> NumberKind | TextKind:
        """The kind of a cell: whole numbers, money with decimals, or what is no number."""
        return row.holds or row.number or column.holds or column.number or self.number

    def has_numbers(self, row: Row) -> bool:
        """True if there are numbers in a row."""
        return any(self.kind(row, column) in ("count", "money") for column in self.columns)


@record
class Table:
    """A table of a form, in the official wording. ``section`` is the heading of the report it stands below.

    Prose speaks of its figures only where one of ``about`` has been said; ``beside`` are words that may stand there too.
    """

    id: Text
    title: Text
    section: Text = ""
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    note: Text = ""
    cites: Text = ""
    about: Texts = ()
    beside: Texts = ()


@record
class Identity:
    """Two sums that must agree, for each column or row of a table, or once.

    ``kind`` tells whether the form prints it or it follows from the form. ``fills`` names the row or column that may be
    left out and is then computed. ``same_form`` keeps it from comparing years of different forms.
    """

    id: Text
    kind: Literal["printed", "derived"] = "derived"
    says: Text
    table: Text
    per: Literal["column", "row", "figure"] = "figure"
    rows: Texts = ()
    left: FormulaText
    relation: Literal["=", ">="] = "="
    right: FormulaText
    fills: Text = ""
    same_form: bool = False
    cites: Text = ""


@record
class Claim:
    """A way of saying a figure in prose.

    With ``words``, a number beside which all of them are said (groups of ``site_config/report_prose.yml``, headings of the
    form) and none other but those ``beside``; one of ``about`` is said there or before. With a ``pattern``, the number that
    stands at ``{n}``. It must be the figure's, or that of one of ``also``; where the sentence goes on to name its parts, one
    of ``parted`` will do.
    """

    name: Text
    figure: FormulaText
    words: Texts = ()
    about: Texts = ()
    beside: Texts = ()
    also: tuple[FormulaText, ...] = ()
    parted: tuple[FormulaText, ...] = ()
    unit: Text = ""
    pattern: PatternText | None = None


@record
class Measure:
    """A figure that can be followed over the years. Years whose measure has another ``sense`` are not comparable."""

    figure: FormulaText
    sense: Text = ""


@record
class MonthAndDay:
    """A day of the year after the report's, until which it is published."""

    month: Number
    day: Number
    cites: Text = ""


@record
class RegisterNames:
    """How a register of applications fills a table: the rows of what came and what is left, and the row of each outcome."""

    received: Text
    carried_in: Text
    carried_out: Text
    outcomes: Mapping[str, Text]
    channels: Texts = ()


@dataclass(frozen=True, kw_only=True)  # without slots, so that what is looked up for every figure is kept
class Form:
    """``site_config/report_forms/NAME.yml``: what a report of some years must hold.

    A row or column that has an id of another form means the same thing there. ``outline`` is what a new report begins with,
    by section; ``opening`` stands before the first.
    """

    name: Text
    cites: Text = ""
    first_year: Number | None = None
    last_year: Number | None = None
    deadline: MonthAndDay | None = None
    sections: Texts = ()
    outline: Mapping[str, Text] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    identities: tuple[Identity, ...] = ()
    names: Mapping[str, FormulaText] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    register: RegisterNames | None = None

    def blocks(self) -> Iterator[tuple[Table, Block]]:
        """Every block with its table."""
        return ((table, block) for table in self.tables for block in table.blocks)

    def rows(self) -> dict[str, tuple[Table, Block, Row]]:
        """Every row by its id, with what it stands in."""
        return self._rows

    @cached_property
    def _rows(self) -> dict[str, tuple[Table, Block, Row]]:
        return {row.id: (table, block, row) for table, block in self.blocks() for row in block.rows}

    @cached_property
    def _cells(self) -> dict[tuple[Reference, str, str], list[tuple[str, str]]]:
        return {}

    def section_of(self, heading: str) -> str:
        """The prescribed section that a heading was meant for; the heading itself where it was meant for none."""
        return section_of(heading, self.sections, [table.section for table in self.tables])

    def name_at(self, at: str) -> str:
        """The name of a table, a row or a figure by its headings; nothing where there is none of that name."""
        row, _, column = at.partition(".")
        if row in self.rows():
            table, block, found = self.rows()[row]
            columns = [known.label for known in block.columns if known.id == column]
            if column and not columns:
                return ""
            return " / ".join((found.label or table.title, *columns))
        return next((table.title for table in self.tables if at and table.id == at), "")

    def is_unsigned(self, row: str, column: str) -> bool:
        """True for a figure of the form that cannot be below nought."""
        _, block, _ = self.rows().get(row, (None, None, None))
        return any(known.id == column and not known.signed for known in (block.columns if block else ()))

    def covers(self, year: int) -> bool:
        """True if the form is that of a year."""
        return (self.first_year is None or self.first_year <= year) and (self.last_year is None or year <= self.last_year)

    def filled(self, block: Block) -> tuple[str, ...]:
        """The columns of a block that may be left out, because an identity computes them."""
        names = {identity.fills for identity in self.identities if identity.per == "row"}
        return tuple(column.id for column in block.columns if column.id in names)

    def cells(self, reference: Reference, row: str = "", column: str = "") -> list[tuple[str, str]]:
        """The row and column of each figure a reference names, read at a row or a column; none where there is no such figure."""
        key = (reference, row, column)
        if key not in self._cells:
            self._cells[key] = self._find_cells(reference, row, column)
        return self._cells[key]

    def _find_cells(self, reference: Reference, row: str, column: str) -> list[tuple[str, str]]:
        """The row and column of each figure that a reference names; none where there is no such figure."""
        rows = self.rows()
        first, second = reference.names[0], reference.names[1] if len(reference.names) == 2 else ""
        if row:  # a name alone is a column
            block = rows[row][1]
            columns = _between([column.id for column in block.columns], first, reference.last)
            return [] if second else [(row, name) for name in columns]
        if first not in rows:
            return []
        block = rows[first][1]
        column = second or column or (block.columns[0].id if len(block.columns) == 1 else "")
        if column not in {known.id for known in block.columns}:
            return []
        return [(name, column) for name in _between([known.id for known in block.rows], first, reference.last)]


def section_of(heading: str, sections: Sequence[str], ends: Sequence[str]) -> str:
    """The one of ``sections`` that a heading was meant for; itself where that is none, or where it ends in one of ``ends``."""
    if heading in sections or any(heading.endswith(end) for end in ends if end):
        return heading
    known = {_NUMBERING.sub("", section): section for section in sections}
    bare = _NUMBERING.sub("", heading)
    return known.get(bare) or known.get(nearest(bare, known), heading)


def _between(names: list[str], first: str, last: str) -> list[str]:
    if first not in names or (last and last not in names):
        return []
    start = names.index(first)
    return names[start : names.index(last) + 1] if last else [first]
