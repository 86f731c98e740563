"""Layout that hides the cells of a workbook's sheets: columns, rows, formats that show nothing (ECMA-376, SpreadsheetML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.late import late
from generator.load.attachment.events import Attributes, Refused, xml_events
from generator.load.attachment.package import Package
from generator.load.attachment.readable import as_seen
from generator.model.attachment import Sheet

# Cells of a sheet, empty ones included, up to its last one.
MAX_TABLE = 10_000_000
_CELL = late(rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']")
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
_CELL_NAME = late(r"([A-Z]+)(\d+)$")
# What stands in a sheet in which something is hidden: heights and widths of nought among it.
_MAY_HIDE = (b"hidden", b'ht="0', b"ht='0", b'idth="0', b"idth='0", b" =", b"= ")
# A cell without which the table is not too large: in a column of two letters, or in a row of six digits.
_FAR = late(rb"[\"'](?:[A-Z]{2,3}\d|[A-Z]\d{6})")
# What may lay a colour under a cell that has none of its own.
_COLOURS = (b"tablePart", b"drawing")
_PLAIN = {"patternFill": "none", "gradientFill": "gradient"}  # fills that do not say of what kind they are
_BLACK, _WHITE = "000000", "FFFFFF"
# Colours of the theme and of the old palette that are black or white wherever nobody has changed them.
_NAMED = {"theme0": _WHITE, "theme1": _BLACK, "indexed8": _BLACK, "indexed64": _BLACK, "indexed9": _WHITE, "indexed65": _WHITE}
_TRUE = ("1", "true", "on")
_COLUMNS = 16384  # of a sheet
_NARROW, _LOW, _TINY = 0.5, 1.0, 2.0  # a column (in signs), a row, letters (in points) of which nothing can be seen


@dataclass(slots=True)
class Formats:
    """Formats of cells that show nothing: of any value, of numbers; letters white on white, and of the colour of their fill."""

    all: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    white: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.all or self.numbers or self.white or self.filled)

    def hides(self, cell: Attributes, coloured: set[str]) -> bool:
        """True if a cell of this format shows nothing; ``coloured`` are the formats that hide on this sheet by their colour."""
        style = cell.get("s", "")
        return style in self.all or style in coloured or (style in self.numbers and cell.get("t", "n") == "n")

    def coloured(self, sheet: bytes) -> set[str]:
        """The formats that hide on a sheet by their colour: not where another colour may lie over it or under it."""
        if b"conditionalFormatting" in sheet:
            return set()
        return self.filled if any(word in sheet for word in _COLOURS) else self.filled | self.white


def unseen_formats(package: Package) -> Formats:
    """The cell formats of a workbook that show nothing of a value.

    They are ``;;;``, ``;;`` of numbers, letters as small as dots, white ones without a fill, and those of the colour that their
    cell is filled with.
    """
    found = Formats()
    for name in package.names:
        if package.root(name) != "styleSheet":
            continue
        codes: dict[str, str] = {}
        inks, fills, dots = dict[int, str](), dict[int, str](), set[int]()
        place, font, fill, number = "", -1, -1, 0
        for event, tag, attributes in package.events(name):
            if event == "end":
                place = "" if tag in ("fonts", "fills", "cellXfs") else place
            elif event != "start":
                continue
            elif tag in ("fonts", "fills", "cellXfs"):
                place = tag
            elif tag == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "").replace('""', "").strip()
            elif place == "fonts":
                font += tag == "font"
                if tag == "color":
                    inks[font] = _colour(attributes)
                elif tag == "sz" and 0 < _number(attributes.get("val")) <= _TINY:
                    dots.add(font)
            elif place == "fills":
                fill += tag == "fill"
                if tag in ("patternFill", "gradientFill") and (pattern := attributes.get("patternType", _PLAIN[tag])) != "none":
                    fills[fill] = pattern
                elif tag == "fgColor" and fills.get(fill) == "solid":
                    fills[fill] = _colour(attributes)
            elif place == "cellXfs" and tag == "xf":
                code = codes.get(attributes.get("numFmtId", ""), "General")
                if code == ";;;" or _whole(attributes.get("fontId")) in dots:
                    found.all.add(str(number))
                elif code in (";", ";;"):
                    found.numbers.add(str(number))
                ink, under = inks.get(_whole(attributes.get("fontId")), _BLACK), fills.get(_whole(attributes.get("fillId")))
                if under is None and ink == _WHITE:
                    found.white.add(str(number))
                elif ink == under:
                    found.filled.add(str(number))
                number += 1
    return found


@dataclass(slots=True)
class Layout:
    """The hidden parts of a sheet: runs of columns, rows, cells by row and column, all from 1."""

    columns: list[tuple[int, int]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    all_rows_but: set[int] | None = None
    cells: list[tuple[int, int]] = field(default_factory=list)
    narrow: list[tuple[int, int]] = field(default_factory=list)  # columns of which hardly a line is left

    def apply(self, sheet: Sheet) -> Sheet:
        """The sheet with what is hidden in it: only what hides something, for to hide what is empty is a way to frame a table."""
        if not (self.columns or self.rows or self.cells or self.narrow or self.all_rows_but is not None):
            return sheet
        width = max(map(len, sheet.rows), default=0)
        filled = [number for number in range(width) if any(len(row) > number and row[number] for row in sheet.rows)]
        used = [number + sheet.left + 1 for number in filled]
        full = {number + sheet.top + 1 for number, row in enumerate(sheet.rows) if any(row)}
        columns = []
        for first, last in self.columns:
            covered = [number for number in used if first <= number <= last]
            if covered:
                columns.append((first, min(last, max(used))))
        if self.all_rows_but is None:
            rows = [number for number in self.rows if number in full]
        else:
            rows = sorted(full - self.all_rows_but)
        for column in (number for first, last in self.narrow for number in used if first <= number <= last):
            held = [cell for cell in _filled(sheet, column) if _is_cut_off(sheet, *cell)]
            if len(held) == len(_filled(sheet, column)):
                columns.append((column, column))
            else:
                self.cells += held
        cells = tuple((row, column) for row, column in self.cells if _holds(sheet, row, column))
        return Sheet(sheet.name, sheet.rows, sheet.part, sheet.top, sheet.left, (tuple(columns), tuple(rows)), cells, sheet.file)


def _holds(sheet: Sheet, row: int, column: int) -> bool:
    row, column = row - 1 - sheet.top, column - 1 - sheet.left
    return 0 <= row < len(sheet.rows) and 0 <= column < len(sheet.rows[row]) and bool(sheet.rows[row][column])


def _filled(sheet: Sheet, column: int) -> list[tuple[int, int]]:
    """The cells of a column that hold something, by row and column from 1."""
    rows = range(sheet.top + 1, sheet.top + len(sheet.rows) + 1)
    return [(row, column) for row in rows if _holds(sheet, row, column)]


def _is_cut_off(sheet: Sheet, row: int, column: int) -> bool:
    """True if nothing of a cell is seen beside a column that is too narrow: a number, or a text that the next cell ends."""
    text = sheet.rows[row - 1 - sheet.top][column - 1 - sheet.left]
    return _holds(sheet, row, column + 1) or text.replace(".", "", 1).isdecimal()


def layout_of(data: bytes, unseen: Formats) -> Layout:
    """The hidden parts of a sheet; refuses one with a cell so far out that the table up to it would fill the memory."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16", "replace")).encode()
    if _FAR.search(data) and _extent(data) > MAX_TABLE:
        raise Refused("too-wide")
    found = Layout()
    if not unseen and not _may_hide(data):
        return found
    coloured = unseen.coloured(data)
    number, shown, hide_rows, hide_columns, wide = 0, set[int](), False, False, list[tuple[int, int]]()
    for event, tag, attributes in xml_events(iter([data])):
        if event != "start":
            continue
        if tag == "sheetFormatPr":
            # ``zeroHeight`` hides rows that stand nowhere, which hold nothing.
            hide_rows = _nought(attributes.get("defaultRowHeight"))
            hide_columns = _nought(attributes.get("defaultColWidth"))
        elif tag == "col":
            run = _whole(attributes.get("min")), _whole(attributes.get("max"))
            away = attributes.get("hidden") in _TRUE or _nought(attributes.get("width"))
            (found.columns if away else wide).append(run)
            if not away and 0 < _number(attributes.get("width")) < _NARROW:
                found.narrow.append(run)
        elif tag == "row":
            # A row that does not say its number follows the one before it.
            number = _whole(attributes.get("r")) or number + 1
            if attributes.get("hidden") in _TRUE or ("ht" in attributes and _number(attributes["ht"]) < _LOW):
                found.rows.append(number)
            elif "ht" in attributes or attributes.get("hidden") in ("0", "false") or not hide_rows:
                shown.add(number)
        elif tag == "c" and unseen.hides(attributes, coloured) and (match := _CELL_NAME.match(attributes.get("r", ""))):
            found.cells.append((int(match[2]), column_number(match[1])))
    if hide_columns:
        found.columns += _between(wide)
    if hide_rows:
        found.all_rows_but = shown
    return found


def _extent(data: bytes) -> int:
    """The cells of the table up to the last row and the last column that a sheet names."""
    cells = b" ".join(_CELL.findall(data))
    rows = max(map(int, set(cells.translate(None, _LETTERS).split())), default=0)
    columns = max(map(column_number, set(cells.translate(None, _DIGITS).decode().split())), default=0)
    return rows * columns


def _may_hide(data: bytes) -> bool:
    """False for a sheet in which no row and no column is hidden: quicker to see than to read it all."""
    # Behind the cells stand the margins of the page, which have a ``right="0.7"``.
    end = data.rfind(b"sheetData")
    end = end if end >= 0 else len(data)
    return any(data.find(word, 0, end) >= 0 for word in _MAY_HIDE)


def _between(runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The columns that are in none of the runs, as runs."""
    first = 1
    for start, end in sorted(runs):
        if start > first:
            yield first, start - 1
        first = max(first, end + 1)
    yield first, _COLUMNS


def _colour(attributes: Attributes) -> str:
    """A colour as six digits where it says so, or by its name in the theme or the palette, with its tint."""
    if rgb := attributes.get("rgb", ""):
        return as_seen(rgb[-6:])
    kind = "theme" if "theme" in attributes else "indexed"
    name = f"{kind}{attributes.get(kind, '64')}{attributes.get('tint', '').rstrip('0').rstrip('.')}"
    return _NAMED.get(name, name)


def _nought(value: str | None) -> bool:
    return bool(value) and re.fullmatch(r"0*(?:\.0*)?", value or "") is not None


def _number(value: str | None) -> float:
    """A number; nought where it is none."""
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdecimal() else 0


def column_number(letters: str) -> int:
    """The number of a column, from 1, by its letters."""
    return sum((ord(sign) - 64) * 26**place for place, sign in enumerate(reversed(letters)))
