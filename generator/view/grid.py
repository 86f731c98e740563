"""A table of a report as a grid of merged cells, which the page, the DOCX and the PDF all draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from generator.frozen import frozen
from generator.model.report.form import Block, Table
from generator.model.report.report import Answer, Report, Statement, Words, shown_cell

Role = Literal["title", "corner", "column", "row", "unit", "figure", "words"]


@frozen
class GridCell:
    """A cell: what it says and is, where it stands, how far it reaches, and the ids of the headings it stands under."""

    text: str
    role: Role
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    id: str = ""
    headers: tuple[str, ...] = ()
    group: bool = False
    indent: int = 0

    @property
    def scope(self) -> str:
        """The kind of cells that a heading is for, in the words of HTML's ``scope``."""
        if self.role == "title":
            return "colgroup"
        axis = "col" if self.role == "column" else "row"
        return f"{axis}group" if self.group else axis


@frozen
class GridTable:
    """The surroundings of the cells: the table's id and title, its note, and the end of the heading it stands below."""

    id: str
    title: str
    note: str
    section: str


@frozen
class Grid:
    """The cells of a table in reading order. The first ``head`` rows are headings of all that follows."""

    table: GridTable
    width: int
    lead: int
    head: int
    lines: tuple[tuple[GridCell, ...], ...]


@frozen
class _Span:
    """A heading over some of the columns (or beside some of the rows): its words, level and reach both ways."""

    text: str
    level: int
    start: int
    length: int
    levels: int
    leaf: bool


def report_grid(table: Table, report: Report) -> Grid:
    """The grid of a table of a form, with the figures of a report in it."""
    lead = max(_lead(block) for block in table.blocks)
    figures = max(len(block.columns) for block in table.blocks)
    lines: list[tuple[GridCell, ...]] = []
    named = ""
    for number, whole in enumerate(table.blocks, 1):
        block = replace(whole, rows=tuple(row for row in whole.rows if report.has(row)))
        if not block.rows:
            continue
        prefix = f"{table.id}-{number}"
        named = named if block.continues else prefix
        lines += _Lines(block, prefix, named, lead, figures, len(lines), report).lines()
    only = table.blocks[0]
    head = max(len(_path(column.under, column.label)) for column in only.columns) if len(table.blocks) == 1 else 0
    around = GridTable(table.id, table.title, table.note, table.section)
    return Grid(around, lead + figures, lead, head, tuple(lines))


def _path(under: Sequence[str], label: str) -> tuple[str, ...]:
    return (*under, label)


def _levels(block: Block) -> int:
    """The number of headings beside a row; none where no row has a name."""
    return max((len(_path(row.under, row.label)) for row in block.rows if row.label), default=0)


def _lead(block: Block) -> int:
    return _levels(block) + bool(block.unit)


def _spans(paths: Sequence[tuple[str, ...]]) -> Iterator[_Span]:
    """The headings over columns, or beside rows, from their paths: each over all neighbours that share it."""
    depth = max(len(path) for path in paths)
    for level in range(depth):
        start = 0
        while start < len(paths):
            path = paths[start]
            end = start + 1
            if len(path) <= level:
                start = end
                continue
            leaf = len(path) == level + 1
            while not leaf and end < len(paths) and len(paths[end]) > level + 1 and paths[end][: level + 1] == path[: level + 1]:
                end += 1
            yield _Span(path[level], level, start, end - start, depth - level if leaf else 1, leaf)
            start = end


class _Lines:
    """The lines of one block."""

    def __init__(self, block: Block, prefix: str, named: str, lead: int, figures: int, top: int, report: Report) -> None:
        self._block = block
        self._prefix = prefix
        self._named = named  # the block whose column headings hold
        self._lead = lead
        self._figures = figures
        self._top = top
        self._report = report
        # A block with fewer columns than the widest has broader ones.
        count = len(block.columns)
        broad = [figures // count + (1 if index >= count - figures % count else 0) for index in range(count)]
        self._starts = [lead + sum(broad[:index]) for index in range(count + 1)]

    def lines(self) -> list[tuple[GridCell, ...]]:
        """The lines of the block as cells, headings first."""
        lines: list[tuple[GridCell, ...]] = []
        titles: tuple[str, ...] = ()
        if self._block.title:
            titles = (f"{self._prefix}-t",)
            width = self._lead + self._figures
            lines.append((GridCell(self._block.title, "title", self._top, 0, columns=width, id=titles[0]),))
        columns = list(_spans([_path(column.under, column.label) for column in self._block.columns]))
        head = [self._column(span, len(lines)) for span in columns]
        depth = max(cell.row + cell.rows for cell in head) - self._top - len(lines)
        for level in range(0 if self._block.continues else depth):
            at = self._top + len(lines)
            first = self._corner(at, depth) if level == 0 else []
            lines.append((*first, *(cell for cell in head if cell.row == at)))
        over = [
            (*titles, *(self._id("c", span) for span in columns if span.start <= index < span.start + span.length))
            for index in range(len(self._block.columns))
        ]
        return lines + self._body(self._top + len(lines), titles, over)

    def _id(self, axis: str, span: _Span) -> str:
        return f"{self._named if axis == 'c' else self._prefix}-{axis}{span.level}-{span.start}"

    def _column(self, span: _Span, above: int) -> GridCell:
        """The cell of a heading of columns; ``above`` is how many lines of the block stand above the headings."""
        start, end = self._starts[span.start], self._starts[span.start + span.length]
        return GridCell(
            span.text,
            "column",
            self._top + above + span.level,
            start,
            rows=span.levels,
            columns=end - start,
            id=self._id("c", span),
            group=not span.leaf,
        )

    def _corner(self, row: int, depth: int) -> list[GridCell]:
        if not self._lead:
            return []
        units = bool(self._block.unit)
        cells = [GridCell(self._block.corner, "corner", row, 0, rows=depth, columns=self._lead - units)]
        if units:
            cells.append(GridCell(self._block.unit, "column", row, self._lead - 1, rows=depth, id=f"{self._prefix}-u"))
        return cells

    def _body(self, top: int, titles: tuple[str, ...], over: Sequence[tuple[str, ...]]) -> list[tuple[GridCell, ...]]:
        """The lines of figures, each cell with the ids of its headings: of the title, the columns ``over`` it, its row."""
        block = self._block
        units = bool(block.unit)
        spans = list(_spans([_path(row.under, row.label) for row in block.rows])) if _levels(block) else []
        depth = max((span.level + span.levels for span in spans), default=0)
        lines = []
        for index, row in enumerate(block.rows):
            at = top + index
            cells = [
                GridCell(
                    span.text,
                    "row",
                    at,
                    span.level,
                    rows=span.length,
                    # The last level reaches as far as the widest block's headings.
                    columns=span.levels + (self._lead - units - depth if span.leaf else 0),
                    id=self._id("r", span),
                    headers=titles,
                    group=not span.leaf,
                    indent=row.indent if span.leaf else 0,
                )
                for span in spans
                if span.start == index
            ]
            beside = tuple(self._id("r", span) for span in spans if span.start <= index < span.start + span.length)
            if units:
                cells.append(GridCell(row.unit, "unit", at, self._lead - 1, headers=(f"{self._named}-u", *beside)))
            for place, column in enumerate(block.columns):
                cell = self._report.cell(row.id, column.id)
                start, end = self._starts[place], self._starts[place + 1]
                role: Role = "words" if isinstance(cell, Words | Statement | Answer) else "figure"
                headers = (*over[place], *beside)
                cells.append(GridCell(shown_cell(cell), role, at, start, columns=end - start, headers=headers))
            lines.append(tuple(cells))
        return lines
