"""The sheets of a file of any kind that holds tables: XLSX, XLS, ET, ODS, XLSB, CSV, and web pages under such a name."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.importing.extras import read_extras
from generator.importing.formats import number_text
from generator.importing.grid import Cell, Grid, Merge, SheetExtra, Value, grid_of, require_few
from generator.importing.links import Links, html_links, read_xls_links, read_xlsx_links, with_links
from generator.importing.looks import Looks
from generator.importing.ods import read_ods
from generator.importing.text_table import read_csv
from generator.importing.xls_looks import read_xls_looks
from generator.importing.xlsx_looks import read_xlsx_looks
from generator.load.attachment.events import Refused
from generator.load.attachment.kinds import kind_of
from generator.load.attachment.package import Package
from generator.load.attachment.text import read_content, read_file

_WORKBOOKS = ("xlsx", "xls", "xlsb")
_TEXTS = ("txt", "csv")
_DOCUMENTS = ("html", "excel-xml")
# The kinds of files that hold tables.
SHEETS = (*_WORKBOOKS, *_TEXTS, *_DOCUMENTS, "ods")
_MIDNIGHT = dt.time()


def kind_of_file(path: Path) -> tuple[str, bytes]:
    """The kind of a file by its first bytes, and its bytes. Raises Refused and OSError."""
    data = read_file(path)
    if not data:
        raise Refused("void")
    return kind_of(data, path.suffix.lower().removeprefix(".")), data


def read_grids(kind: str, data: bytes, name: str) -> list[Grid]:
    """The sheets in the bytes of a file of a kind, in their order. Raises Refused where it holds none that can be read."""
    if kind in _TEXTS:
        return [read_csv(data, name)]
    try:
        if kind == "ods":
            return _with_extras(kind, data, list(read_ods(Package(data))))
        if kind in _WORKBOOKS:
            return _with_extras(kind, data, list(_read_workbook(kind, data)))
    except Refused:
        raise
    except Exception as error:  # a file from anywhere, read by libraries of any kind: whatever they raise says that it is broken
        raise Refused from error
    if kind in _DOCUMENTS:
        return list(_read_document(data, name))
    raise Refused(why_unread(kind))


def _with_extras(kind: str, data: bytes, grids: list[Grid]) -> list[Grid]:
    """Sheets with what stands beside their cells; what belongs to no single sheet with the first."""
    found: dict[str, list[SheetExtra]] = {}
    for extra in read_extras(kind, data) if grids else ():
        found.setdefault(extra.sheet or grids[0].name, []).append(extra)
    return [replace(grid, extras=tuple(found[grid.name])) if grid.name in found else grid for grid in grids]


def why_unread(kind: str) -> str:
    """The reason for which a file of a kind that is none of a table's is not read."""
    return {"locked": "encrypted", "broken-zip": "broken", "broken-cfb": "broken"}.get(kind, "unsupported")


def _read_workbook(kind: str, data: bytes) -> Iterator[Grid]:
    """The sheets of a workbook that calamine reads, numbers in the formats of their cells."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    looks: Mapping[str, Looks] = {}
    links: Mapping[str, Links] = {}
    merged: Mapping[str, tuple[Merge, ...]] = {}
    if kind == "xlsx":
        require_few(_count_cells(Package(data)))
        looks, links = read_xlsx_looks(Package(data)), read_xlsx_links(Package(data))
    elif kind == "xls":
        (looks, merged), links = read_xls_looks(data), read_xls_links(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for about in book.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(about.name)
                merges = tuple(merged.get(about.name, ()) or sheet.merged_cell_ranges or ())
                rows = sheet.to_python(skip_empty_area=False)
                require_few(sum(len(row) - row.count("") for row in rows))
                cells = _cells(rows, looks.get(about.name, Looks()), links.get(about.name, {}))
                yield grid_of(about.name, cells, merges, hidden=about.visible != SheetVisibleEnum.Visible)
    except BaseException as error:
        # What the library did not reckon with in a stranger's file it raises as no ordinary exception.
        if type(error).__name__ == "PanicException":
            raise Refused from error
        raise


def _count_cells(package: Package) -> int:
    """How many cells the sheets of a workbook have, as far as the beginnings of their marks tell."""
    sheets = (package.read(name) for name in package.names if package.root(name) == "worksheet")
    return sum(sheet.count(b"<c ") + sheet.count(b"<c>") + sheet.count(b":c ") for sheet in sheets)


def _cells(rows: Sequence[Sequence[Value]], looks: Looks, links: Links) -> Iterator[Cell]:
    """The filled cells of a sheet, and those that show nothing yet and lead somewhere."""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is not None and value != "":
                place = (row, column)
                text = value_text(value, looks.codes.get(place, ""))
                link = links.get(place, "")
                yield Cell(row=row, column=column, text=text, value=value, link=link, struck=place in looks.struck)
    # What a formula leads to is there, though no program has worked out yet what it shows.
    filled = {(row, column) for row, values in enumerate(rows) for column, value in enumerate(values) if value not in (None, "")}
    for row, column in sorted(set(links) - filled):
        link = links[row, column]
        yield Cell(row=row, column=column, text=link, value=link, link=link)


def value_text(value: Value, code: str = "") -> str:
    """The text that a cell shows of a value, as near as can be said; dates as ISO 8601 writes them."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(float(value), code)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ")
    return "" if value is None else str(value)


def _read_document(data: bytes, name: str) -> Iterator[Grid]:
    """The tables of what is a web page, or the XML of Excel 2003, whatever its name says."""
    read = read_content(data, name.rpartition(".")[2].lower())
    if read.state not in ("read", "cut"):
        raise Refused(read.state)
    for sheet in read.sheets:
        cells = (
            Cell(row=row + sheet.top, column=column + sheet.left, text=text, value=text)
            for row, texts in enumerate(sheet.rows)
            for column, text in enumerate(texts)
        )
        yield grid_of(sheet.name, cells, hidden=sheet.part == "hidden")
    linked = html_links(data) if b"href" in data.lower() else []
    for number, table in enumerate(read.tables, 1):
        cells = (
            Cell(row=row, column=column, text=text, value=text)
            for row, texts in enumerate(table.rows)
            for column, text in enumerate(texts)
        )
        yield grid_of(f"{Path(name).stem} {number}", with_links(cells, linked))
