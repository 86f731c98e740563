"""A standard catalog as a workbook: the prescribed table, ready to be printed on A4."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from generator.late import late
from generator.view.matter_records import HeadCell, MatterSheetView

# Of a workbook that is made again from the same table every byte is the same.
_MADE = dt.datetime(2000, 1, 1)
_LONGEST_NAME = 31  # characters of the name of a sheet
_NO_NAME = late(r"[\[\]:*?/\\']")
_A4 = 9
_NARROW, _SHORT, _WIDE = 5, 9, 22  # widths in characters


def render_matter_sheet(view: MatterSheetView) -> bytes:
    """The bytes of the workbook: the title above the table, the notes below it, the head repeated on each page."""
    import xlsxwriter

    grid = view.grid
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": view.title, "author": view.publisher, "created": _MADE})
    looks = {name: book.add_format(_look(name, view.font)) for name in ("title", "head", "text", "sign", "note")}
    sheet = book.add_worksheet(_NO_NAME.sub("", view.name)[:_LONGEST_NAME] or "1")
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1, grid.depth)
    sheet.freeze_panes(1 + grid.depth, 0)
    _put(sheet, HeadCell(view.title, 0, 0, 1, grid.width), looks["title"])
    for cell in grid.heads:
        _put(sheet, cell._replace(row=cell.row + 1), looks["head"])
    for column in range(grid.width):
        sheet.set_column(column, column, _NARROW if column == 0 or column in grid.short else _SHORT if column <= 2 else _WIDE)
    for at, row in enumerate(grid.rows, 1 + grid.depth):
        sheet.write_string(at, 0, row.number, looks["sign"])
        for column, lines in enumerate(row.cells, 1):
            text, look = "\n".join(lines), looks["sign" if column in grid.short else "text"]
            if column == grid.topic:
                if row.topic_rows:
                    _put(sheet, HeadCell(text, at, column, row.topic_rows), look)
            else:
                sheet.write_string(at, column, text, look)
    for at, note in enumerate(view.notes, 1 + grid.depth + len(grid.rows)):
        _put(sheet, HeadCell(note, at, 0, 1, grid.width), looks["note"])
    book.close()
    return file.getvalue()


def _put(sheet: Any, cell: HeadCell, look: Any) -> None:
    """Writes a text into a cell, or into a range that is one cell."""
    if cell.rows * cell.columns == 1:
        sheet.write_string(cell.row, cell.column, cell.text, look)
    else:
        sheet.merge_range(cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1, "", look)
        sheet.write_string(cell.row, cell.column, cell.text, look)


def _look(name: str, font: str) -> dict[str, Any]:
    """The format of a sort of cell."""
    look: dict[str, Any] = {"text_wrap": True, "valign": "vcenter", "font_size": 9, **({"font_name": font} if font else {})}
    if name == "title":
        return look | {"bold": True, "font_size": 14, "align": "center"}
    if name == "note":
        return look | {"align": "left"}
    if name == "text":
        return look | {"border": 1}
    return look | {"border": 1, "align": "center", "bold": name == "head"}
