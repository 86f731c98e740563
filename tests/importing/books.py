"""Workbooks for tests of the import, as spreadsheet programs write them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter


@dataclass(frozen=True)
class Shown:
    """A value with the format of its cell, or struck through."""

    value: float | dt.date | str
    code: str = ""
    struck: bool = False


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Any]]], merges: Mapping[str, Sequence[str]] | None = None, **options: Any
) -> bytes:
    """A workbook of sheets by name; ``merges`` are ranges such as ``A1:C1``, whose first cell keeps its value."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place in (merges or {}).get(name, ()):
            sheet.merge_range(place, "")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                code = cell.code if isinstance(cell, Shown) else "yyyy-mm-dd" if isinstance(cell, dt.date) else ""
                value = cell.value if isinstance(cell, Shown) else cell
                look = {"num_format": code} if code else {"font_strikeout": True} if isinstance(cell, Shown) else {}
                form = book.add_format(look) if look else None
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), form)
                elif isinstance(value, str) and value:
                    sheet.write_string(row, column, value, form)
                elif value not in (None, ""):
                    sheet.write(row, column, value, form)
        if name.startswith("隐藏"):
            sheet.hide()
    book.close()
    return file.getvalue()


def ods(rows: Sequence[Sequence[str]], styles: str = "") -> bytes:
    """A workbook of OpenDocument with one sheet and some styles; a cell that begins with ``<`` is taken as it stands."""
    cells = ("".join(_cell(cell) for cell in row) for row in rows)
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="清单">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return file.getvalue()


def _cell(cell: str) -> str:
    if cell.startswith("<"):
        return cell
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
