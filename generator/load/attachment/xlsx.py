"""What stands in a workbook (ECMA-376, SpreadsheetML): cells, what hides them, comments, text boxes, strings no cell shows."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.load.attachment.docx import is_cropped
from generator.load.attachment.package import Attributes, Package, Refused, xml_events
from generator.model.attachment import Piece, Sheet

# Cells of a sheet, empty ones included, up to its last one.
MAX_TABLE = 10_000_000
_LARGEST = 100_000_000  # bytes of one sheet
_COLUMNS = 16384  # of a sheet
_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_CELL_NAME = re.compile(r"([A-Z]+)(\d+)$")
# Where none of this stands in a sheet, nothing is hidden in it: quicker to see than to read it all.
_MAY_HIDE = (b"hidden", b"zeroHeight", b'ht="0', b"ht='0", b'idth="0', b"idth='0", b" =", b"= ")
# What may lay a colour under a cell that has none of its own.
_COLOURS = (b"tablePart", b"conditionalFormatting", b"drawing")
_HEADER = re.compile(rb"<(?:[\w.-]+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]+)<")
_LOOKS = re.compile(r'&(?:"[^"]*"|[A-Z]|\d+|K[0-9A-F]{6})')
_TRUE = ("1", "true", "on")
_EXACT = 1e15  # larger numbers are shown with an exponent


def read_xlsx(package: Package, data: bytes) -> Iterator[Piece | Sheet]:
    """Sheet by sheet; then what stands beside the cells."""
    book = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    places = _sheet_parts(package, book)
    unseen_formats = _unseen_formats(package)
    layouts, headers = {}, {}
    for name, part in places.items():
        data_of = package.read(part, _LARGEST)
        layouts[name] = _layout(data_of, unseen_formats)
        headers[name] = _headers(data_of)
        package.done.add(part.lower())
    tables = [name for name in package.names if package.root(name) == "sst"]
    shown: set[str] = set()
    for sheet in read_cells(data):
        layout = layouts.get(sheet.name) or Layout()
        yield layout.apply(sheet)
        if tables:
            shown.update(cell for row in sheet.rows for cell in row)
    for name, part in places.items():
        yield from (Piece(text, sheet=name, name="header") for text in headers[name])
        yield from _beside(package, name, part)
    yield from _unused_strings(package, tables, shown)


def read_cells(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook of any kind that calamine reads: XLSX, XLSB, XLS, ET, ODS."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            top, left = sheet.start or (0, 0)
            rows = tuple(tuple([cell_text(value) for value in row]) for row in sheet.to_python(skip_empty_area=True))
            yield Sheet(about.name, rows, "text" if about.visible == SheetVisibleEnum.Visible else "hidden", top, left)


def cell_text(value: object) -> str:
    """A value as a sheet shows it, as far as that can be said without its format; a long number without its exponent."""
    if type(value) is float and value.is_integer():
        return str(int(value)) if -_EXACT < value < _EXACT else f"{value:.0f}"
    return str(value).strip().removesuffix(" 00:00:00")


def _sheet_parts(package: Package, book: str) -> dict[str, str]:
    """The part of each sheet, by the name of the sheet."""
    if book not in package:
        return {}
    targets = {one.id: one.target for one in package.relations.get(book.lower(), ())}
    found = {}
    for event, tag, attributes in package.events(book):
        if event == "start" and tag == "sheet" and targets.get(attributes.get("r:id", ""), "") in package:
            found[attributes.get("name", "")] = targets[attributes["r:id"]]
    return found


@dataclass(slots=True)
class _Formats:
    """Formats of cells that show nothing: of any value, of numbers; and those whose letters are white on white."""

    all: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    white: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.all or self.numbers or self.white)

    def hides(self, cell: Attributes, white: set[str]) -> bool:
        """Whether a cell of this format shows nothing; ``white`` are the formats that hide on this sheet by their colour."""
        style = cell.get("s", "")
        return style in self.all or style in white or (style in self.numbers and cell.get("t", "n") == "n")


def _unseen_formats(package: Package) -> _Formats:
    """The cell formats of a workbook that show nothing of a value: ``;;;``, ``;;`` of numbers, white letters without a fill."""
    found = _Formats()
    for name in package.names:
        if package.root(name) != "styleSheet":
            continue
        codes: dict[str, str] = {}
        white_fonts, fills = set[int](), set[int]()
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
                if tag == "color" and (attributes.get("rgb", "").upper().endswith("FFFFFF") or attributes.get("theme") == "0"):
                    white_fonts.add(font)
            elif place == "fills":
                fill += tag == "fill"
                if tag in ("patternFill", "gradientFill") and attributes.get("patternType", "x") != "none":
                    fills.add(fill)
            elif place == "cellXfs" and tag == "xf":
                code = codes.get(attributes.get("numFmtId", ""), "General")
                if code == ";;;":
                    found.all.add(str(number))
                elif code in (";", ";;"):
                    found.numbers.add(str(number))
                if _whole(attributes.get("fontId")) in white_fonts and _whole(attributes.get("fillId")) not in fills:
                    found.white.add(str(number))
                number += 1
    return found


@dataclass(slots=True)
class Layout:
    """What of a sheet is hidden: runs of columns, rows, cells by row and column, all from 1."""

    columns: list[tuple[int, int]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    all_rows_but: set[int] | None = None
    cells: list[tuple[int, int]] = field(default_factory=list)

    def apply(self, sheet: Sheet) -> Sheet:
        """The sheet with what is hidden in it: only what hides something, for to hide what is empty is a way to frame a table."""
        if not (self.columns or self.rows or self.cells or self.all_rows_but is not None):
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
        cells = tuple((row, column) for row, column in self.cells if _holds(sheet, row, column))
        return Sheet(sheet.name, sheet.rows, sheet.part, sheet.top, sheet.left, (tuple(columns), tuple(rows)), cells, sheet.file)


def _holds(sheet: Sheet, row: int, column: int) -> bool:
    row, column = row - 1 - sheet.top, column - 1 - sheet.left
    return 0 <= row < len(sheet.rows) and 0 <= column < len(sheet.rows[row]) and bool(sheet.rows[row][column])


def _headers(data: bytes) -> list[str]:
    """What is printed above and below each page of a sheet, without the codes of its looks."""
    if b"Header" not in data and b"Footer" not in data:
        return []
    found = [html.unescape(text.decode("utf-8", "replace")) for text in _HEADER.findall(data)]
    texts = [_LOOKS.sub("\n", text).strip() for text in found]
    return [text for text in dict.fromkeys(texts) if text]


def _layout(data: bytes, unseen: _Formats) -> Layout:
    """What of a sheet is hidden; refuses one with a cell so far out that the table up to it would fill the memory."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16", "replace")).encode()
    cells = set(_CELL.findall(data))
    rows = max((int(row) for _, row in cells), default=0)
    columns = max((column_number(letters.decode()) for letters, _ in cells), default=0)
    if rows * columns > MAX_TABLE:
        raise Refused("broken")
    found = Layout()
    if not unseen and not any(word in data for word in _MAY_HIDE):
        return found
    white = set() if any(word in data for word in _COLOURS) else unseen.white
    number, shown, hide_rows, hide_columns, wide = 0, set[int](), False, False, list[tuple[int, int]]()
    for event, tag, attributes in xml_events(iter([data])):
        if event != "start":
            continue
        if tag == "sheetFormatPr":
            hide_rows = attributes.get("zeroHeight") in _TRUE or _nought(attributes.get("defaultRowHeight"))
            hide_columns = _nought(attributes.get("defaultColWidth"))
        elif tag == "col":
            run = _whole(attributes.get("min")), _whole(attributes.get("max"))
            away = attributes.get("hidden") in _TRUE or _nought(attributes.get("width"))
            (found.columns if away else wide).append(run)
        elif tag == "row":
            # A row that does not say its number follows the one before it.
            number = _whole(attributes.get("r")) or number + 1
            if attributes.get("hidden") in _TRUE or _nought(attributes.get("ht")):
                found.rows.append(number)
            elif "ht" in attributes or attributes.get("hidden") in ("0", "false") or not hide_rows:
                shown.add(number)
        elif tag == "c" and unseen.hides(attributes, white) and (match := _CELL_NAME.match(attributes.get("r", ""))):
            found.cells.append((int(match[2]), column_number(match[1])))
    if hide_columns:
        found.columns += _between(wide)
    if hide_rows:
        found.all_rows_but = shown
    return found


def _between(runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The columns that are in none of the runs, as runs."""
    first = 1
    for start, end in sorted(runs):
        if start > first:
            yield first, start - 1
        first = max(first, end + 1)
    yield first, _COLUMNS


def _nought(value: str | None) -> bool:
    return bool(value) and re.fullmatch(r"0*(?:\.0*)?", value or "") is not None


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdecimal() else 0


def column_number(letters: str) -> int:
    """The number of a column, from 1, by its letters."""
    return sum((ord(sign) - 64) * 26**place for place, sign in enumerate(reversed(letters)))


def _beside(package: Package, sheet: str, part: str) -> Iterator[Piece]:
    """The comments of a sheet, and the text boxes and pictures drawn over it."""
    for relation in package.relations.get(part.lower(), ()):
        if relation.target not in package:
            continue
        root = package.root(relation.target)
        if root in ("comments", "ThreadedComments", "wsDr"):
            package.done.add(relation.target.lower())
        if root in ("comments", "ThreadedComments"):
            yield from _comments(package, sheet, relation.target)
        elif root == "wsDr":
            yield from _drawing(package, sheet, relation.target)


def _comments(package: Package, sheet: str, part: str) -> Iterator[Piece]:
    authors: list[str] = []
    cell, author, texts, inside = "", "", [""], ""
    for event, value, attributes in package.events(part):
        if event == "start" and value in ("comment", "threadedComment"):
            who = attributes.get("authorId", "")
            author = authors[int(who)] if who.isdecimal() and int(who) < len(authors) else ""
            cell, texts = attributes.get("ref", ""), []
        elif event == "end" and value in ("comment", "threadedComment"):
            if text := "".join(texts).strip():
                yield Piece(text, "comment", sheet=sheet, cell=cell, name=author)
        elif event == "text" and inside in ("t", "text"):
            texts.append(value)
        elif event == "text" and inside == "author":
            authors.append(value)
        inside = value if event == "start" else inside if event == "text" else ""


def _drawing(package: Package, sheet: str, part: str) -> Iterator[Piece]:
    texts: list[str] = []
    inside = False
    for event, value, attributes in package.events(part):
        if event == "start":
            inside = value == "t"
            if value == "srcRect" and is_cropped(attributes):
                yield Piece("", "trace", sheet=sheet, name="picture-cropped")
            elif value == "cNvPr" and (words := attributes.get("descr")):
                yield Piece(words, "inside", sheet=sheet, name="words")
        elif event == "text":
            texts.append(value if inside else "")
        else:
            inside = False
            if value == "p" and (text := "".join(texts).strip()):
                yield Piece(text, sheet=sheet)
            if value == "p":
                texts = []


def _unused_strings(package: Package, tables: list[str], shown: set[str]) -> Iterator[Piece]:
    """Strings in the table of strings that no cell shows: export programs and changed files leave them."""
    for name in tables:
        left: list[str] = []
        texts: list[str] = []
        taking = reading = False
        for event, value, _ in package.events(name):
            if event == "text":
                texts.append(value if taking and not reading else "")
            else:
                taking = event == "start" and value == "t"
                if value in ("rPh", "phoneticPr"):
                    reading = event == "start" and value == "rPh"
                if event == "end" and value == "si":
                    text = "".join(texts).strip()
                    if text and text not in shown:
                        left.append(text)
                    texts = []
        package.done.add(name.lower())
        if left:
            yield Piece("\n".join(left), "inside", name="sharedStrings")
