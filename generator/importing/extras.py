"""The things beside the cells of a workbook, and those hidden of them: none is a row, and each is said."""

from __future__ import annotations

from collections.abc import Iterator

from generator.importing.grid import SheetExtra
from generator.load.attachment.package import Package
from generator.load.attachment.text import read_content
from generator.model.attachment import column_letters

_PICTURES = ("xl/media/", "pictures/")  # where workbooks keep them


def read_extras(kind: str, data: bytes) -> Iterator[SheetExtra]:
    """The comments, text boxes and pictures of a workbook, and its hidden columns and rows that hold something."""
    read = read_content(data, kind)
    for piece in read.pieces:
        if piece.part == "comment":
            yield SheetExtra(reason="import_extra_comment", sheet=piece.sheet, cell=piece.cell, text=piece.text)
        elif piece.sheet and piece.name == "box":
            yield SheetExtra(reason="import_extra_box", sheet=piece.sheet, cell="", text=piece.text)
    for sheet in read.sheets:
        if sheet.part != "text":
            continue
        runs, rows = sheet.hidden
        for first, last in runs:
            held = range(max(first - 1 - sheet.left, 0), last - sheet.left)
            for column in (one for one in held if any(one < len(row) and row[one] for row in sheet.rows)):
                said = next(row[column] for row in sheet.rows if column < len(row) and row[column])
                letters = column_letters(column + sheet.left)
                yield SheetExtra(reason="import_extra_hidden_column", sheet=sheet.name, cell=letters, text=said)
        for number in rows:
            at = number - 1 - sheet.top
            cells = [cell for cell in sheet.rows[at] if cell] if 0 <= at < len(sheet.rows) else []
            if cells:
                said = " | ".join(cells)
                yield SheetExtra(reason="import_extra_hidden_row", sheet=sheet.name, cell="", text=said, row=number)
    if kind in ("xlsx", "xlsb", "ods"):
        names = [name for name in Package(data).names if name.lower().startswith(_PICTURES)]
        if names:
            said = ", ".join(name.rpartition("/")[2] for name in names)
            yield SheetExtra(reason="import_extra_pictures", sheet="", cell="", text=said)
