"""A form in a Word document, filled in with one item: a table of names and their values (标题 | …, 发布日期 | …, 内容 | …)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.importing.document import Document, Paragraph
from generator.importing.files import Folder
from generator.importing.forms import find_form
from generator.importing.grid import Cell, Grid, grid_of
from generator.importing.item import RowItem, RowReader
from generator.importing.report import Line, Place
from generator.importing.targets import Targets
from generator.importing.values import Reader


def read_document_form(reader: Reader, path: Path, document: Document, targets: Targets) -> RowItem | None:
    """The item of the form that a document is; None where it is none.

    What is not understood of it is left out and said, since the item is a draft and the original lies beside it.
    """
    for at, one in enumerate(document.paragraphs):
        form = find_form(_grid(path.stem, one), targets) if one.rows else None
        if form is None:
            continue
        place = Place(path.name)
        item = RowReader(targets, reader, Folder(path.parent)).read(place, form.head, form.row)
        item.lines = [replace(line, outcome="left") if line.outcome == "refused" else line for line in item.lines]
        item.lines += (Line(place, "left", "", cell.text, "", "import_form_rest") for cell in form.rest)
        _take_beside(item, document, at)
        return item if "title" in item.values else None
    return None


def _grid(name: str, table: Paragraph) -> Grid:
    """The cells of a table as those of a sheet."""
    return grid_of(name, _cells(table))


def _cells(table: Paragraph) -> Iterator[Cell]:
    for row, cells in enumerate(table.rows):
        for column, text in enumerate(cells):
            yield Cell(row=row, column=column, text=text, value=text)


def _take_beside(item: RowItem, document: Document, at: int) -> None:
    """Takes the text that stands behind a form, where the form itself has none; all else beside it is left out and said."""
    below = "" if item.body else document.markdown(at + 1)
    item.body = item.body or below
    for index, one in enumerate(document.paragraphs):
        if index != at and not (below and index > at):
            item.lines.append(Line(item.place, "left", "", " ".join(one.text.split()), "", "import_form_rest"))
