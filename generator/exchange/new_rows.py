"""Rows that were added to a workbook of the catalog: each a new item, a draft, in the words of the sheet it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.exchange.book import Memory
from generator.exchange.cells import ATTACHMENTS, BODY
from generator.importing.files import Folder, copy_name
from generator.importing.grid import Cell, Grid
from generator.importing.heads import Column, Head
from generator.importing.item import RowItem, RowReader
from generator.importing.plan import Plan, place_items, project_names
from generator.importing.report import Line, Place
from generator.importing.rows import Row
from generator.importing.targets import PLAIN, Targets
from generator.importing.values import Reader
from generator.late import late
from generator.model.project import Project

_TITLED = late(r"\s*[|｜]\s*")
# How fields inside others are called where a row makes an item.
_INNER = {"review.by": "by", "review.approved_by": "approved_by", "review.date": "review_date"}


def plan_new_rows(
    project: Project, site: Path, file: str, grids: Sequence[Grid], memory: Memory, targets: Targets, files: Folder
) -> Plan:
    """The plan for the rows that name no item. Raises OSError."""
    reader = Reader(targets.profile, project_names(project), targets.words, {})
    rows = RowReader(targets, reader, files)
    items: list[RowItem] = []
    for grid in grids:
        if names := memory.heads.get(grid.name):
            head = _head(project, grid, names)
            items += (_item(rows, files, head, Place(file, grid.name, row.number + 1), row) for row in new_rows(grid, names))
    plan = Plan()
    place_items(plan, project, site, items)
    return plan


def new_rows(grid: Grid, names: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a sheet whose first column, that of the item, is empty."""
    own = next((cell.column for cell in grid.row(0) if names.get(cell.text) == "id"), None)
    for number in range(1, grid.longest):
        cells = {cell.column: cell for cell in grid.row(number)}
        if cells and own is not None and own not in cells:
            yield Row(number=number, cells=cells)


def _head(project: Project, grid: Grid, names: Mapping[str, str]) -> Head:
    """The head of a sheet as it was written, with the field of each column."""
    kinds = project.settings.profile.kinds
    kind = next((key for key, about in kinds.items() if grid.name == re.sub(r"[\[\]:*?/\\']", " ", about.label)[:31]), PLAIN)
    columns = [Column(number=cell.column, head=cell.text, field=_field(names.get(cell.text, ""))) for cell in grid.row(0)]
    return Head(first=0, last=0, kind=kind, columns=tuple(columns))


def _field(name: str) -> str:
    """The field that a column fills where a row makes an item; nothing for those that such a row cannot fill."""
    return _INNER.get(name, "" if "." in name or name == "id" else name)


def _item(rows: RowReader, files: Folder, head: Head, place: Place, row: Row) -> RowItem:
    """The item of a row. Its text is Markdown and its attachments are files with titles, as in the other rows."""
    columns = {column.number: column for column in head.columns}
    special = {number: cell for number, cell in row.cells.items() if _beside(columns, number) in (BODY, ATTACHMENTS)}
    item = rows.read(place, head, Row(number=row.number, cells={n: c for n, c in row.cells.items() if n not in special}))
    for number, cell in sorted(special.items()):
        if _beside(columns, number) == BODY:
            item.body += cell.text.replace("\r\n", "\n")
            item.lines.append(Line(place.at(cell), "taken", columns[number].head, cell.text, cell.text))
        else:
            _attach(item, files, columns[number], place, cell)
    item.body = item.body.strip()
    return item


def _beside(columns: Mapping[int, Column], number: int) -> str:
    """The field of a column, the later pieces of a long text counted to it."""
    return columns[number].field.partition("+")[0] if number in columns else ""


def _attach(item: RowItem, files: Folder, column: Column, place: Place, cell: Cell) -> None:
    """Lists the files of a cell, each on a line with its title; one that is not there is not understood."""
    missing: list[str] = []
    for line in filter(None, (line.strip() for line in cell.text.splitlines())):
        name, _, title = _TITLED.sub("|", line, count=1).partition("|")
        path = files.find(name)
        if path is None:
            missing.append(name)
            continue
        copy = copy_name(path, (*item.files, "index.md"))
        item.files[copy] = path
        item.listed[copy] = title or path.stem
    reason, about = ("import_no_file", {"value": "、".join(missing)}) if missing else ("", {})
    written = "、".join(item.listed)
    item.lines.append(Line(place.at(cell), "refused" if missing else "taken", column.head, cell.text, written, reason, about))
