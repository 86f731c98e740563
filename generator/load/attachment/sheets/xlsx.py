"""Text of a workbook (ECMA-376, SpreadsheetML): cells, what hides them, comments, text boxes, strings no cell shows."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import quoteattr

from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.package import Package, Relation
from generator.load.attachment.sheets.boxes import covered_cells
from generator.load.attachment.sheets.layout import Layout, layout_of, unseen_formats
from generator.load.attachment.sweep import words_about
from generator.load.attachment.word.shapes import is_cropped
from generator.load.attachment.words import says_number, telling
from generator.model.attachment import Piece, Sheet

_BOOK = "xl/workbook.xml"  # what every office program calls it
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_LARGEST = 100_000_000  # bytes of one sheet
_HEADER = late(rb"<(?:[\w.-]+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]+)<")
_LOOKS = late(r'&(?:"[^"]*"|[A-Z]|\d+|K[0-9A-F]{6})')
_FORMULA = late(rb"<(?:[\w.-]+:)?f(?:ormula\d?)?(?:\s[^>]*)?>([^<]*(?:\"|&quot;)[^<]*)<")
_QUOTED = late(r'"((?:[^"]|"")*)"')
# A value of an attribute behind the cells in which words or a long number stand.
_VALUE = late(rb"=[\"']([^\"'<>]*(?:\d[ -]?){5}[^\"'<>]*|[^\"'<>]*[\x80-\xff][^\"'<>]*)[\"']")
_CODE = late(rb"codeName=[\"']([^\"'<>]*)")  # what macros call a sheet
_FORMAT = late(rb"formatCode=[\"']([^<>]*?)[\"'](?=[\s/>])")
_READING = late(rb"<(?:[\w.-]+:)?rPh\b[^>]*>\s*<(?:[\w.-]+:)?t\b[^>]*>([^<]+)<")
_MIDNIGHT = " 00:00:00"  # behind a day
_EXACT = 1e15  # larger numbers are shown with an exponent


def read_xlsx(package: Package, data: bytes) -> Iterator[Piece | Sheet]:
    """The sheets of a workbook; then what stands beside the cells."""
    book = next(iter(package.related("", "officeDocument")), _BOOK)
    places = _sheet_parts(package, book)
    formats = unseen_formats(package)
    layouts, headers, words = {}, {}, {}
    for name, part in places.items():
        data_of = package.read(part, _LARGEST)
        layouts[name] = layout_of(data_of, formats)
        layouts[name].cells += covered_cells(package, part)
        headers[name] = _headers(data_of)
        words[name] = _words(data_of)
        package.done.add(part.lower())
    tables = [name for name in package.names if package.root(name) == "sst"]
    shown: set[str] = set()
    for sheet in read_cells(data if book.lower() == _BOOK else _with_usual_names(package, book)):
        layout = layouts.get(sheet.name) or Layout()
        yield layout.apply(sheet)
        if tables:
            shown.update(cell for row in sheet.rows for cell in row)
    for name, part in places.items():
        yield from (Piece(text, sheet=name, name="header") for text in headers[name])
        if words[name]:
            yield Piece("\n".join(words[name]), "inside", sheet=name, name="words")
        yield from _beside(package, name, part)
    yield from _unused_strings(package, tables, shown)
    yield from _formats(package)


def _formats(package: Package) -> Iterator[Piece]:
    """The words in the formats of numbers, which are shown in the place of a number, or beside it."""
    for name in package.names:
        if package.root(name) == "styleSheet":
            codes = (html.unescape(code.decode("utf-8", "replace")) for code in _FORMAT.findall(package.read(name)))
            if words := dict.fromkeys(word for code in codes for word in _QUOTED.findall(code) if telling(word)):
                yield Piece("\n".join(words), "inside", name="words")


def _with_usual_names(package: Package, book: str) -> bytes:
    """The archive with its workbook under the name by which calamine looks for it; other writers have other names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in package.names:
            if not name.lower().endswith(".rels") and name.lower() != book.lower():
                archive.writestr(name, package.read(name))
        archive.writestr(_BOOK, package.read(book))
        archive.writestr("_rels/.rels", _relations([Relation("r1", "officeDocument", _BOOK)]))
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(package.relations.get(book.lower(), ())))
    return file.getvalue()


def _relations(found: Iterable[Relation]) -> str:
    lines = [
        f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(_KINDS + one.kind)} Target={quoteattr('/' + one.target)}/>"
        for one in found
        if one.target
    ]
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(lines)}</Relationships>'


def read_cells(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook of any kind that calamine reads: XLSX, XLSB, XLS, ET, ODS."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for about in book.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(about.name)
                top, left = sheet.start or (0, 0)
                cells = sheet.to_python(skip_empty_area=True)
                yield Sheet(
                    about.name, _texts(cells), "text" if about.visible == SheetVisibleEnum.Visible else "hidden", top, left
                )
    except BaseException as error:
        # What the library did not reckon with in a stranger's file it raises as no ordinary exception.
        if type(error).__name__ == "PanicException":
            raise Refused from error
        raise


def _texts(cells: Sequence[Sequence[object]]) -> tuple[tuple[str, ...], ...]:
    """The texts of cells, row by row, as ``cell_text`` gives them."""
    # Many cells of a large sheet are empty, and most rows of one with a cell far away. Of the rest most are words or whole
    # numbers: to call a function for each takes longer than to write it.
    width = len(cells[0]) if cells else 0
    empty = ("",) * width
    return tuple(
        [
            empty
            if row.count("") == width
            else tuple(
                [
                    (value.strip().removesuffix(_MIDNIGHT) if value else value)
                    if type(value) is str
                    else str(int(value))
                    if type(value) is float and -_EXACT < value < _EXACT and value.is_integer()
                    else cell_text(value)
                    for value in row
                ]
            )
            for row in cells
        ]
    )


def cell_text(value: object) -> str:
    """A value as a sheet shows it, as far as that can be said without its format; a long number without its exponent."""
    if type(value) is float and value.is_integer():
        return str(int(value)) if -_EXACT < value < _EXACT else f"{value:.0f}"
    return str(value).strip().removesuffix(_MIDNIGHT)


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


def _headers(data: bytes) -> list[str]:
    """The headers and footers of a sheet as they are printed, without the codes of their looks."""
    if b"Header" not in data and b"Footer" not in data:
        return []
    found = [html.unescape(text.decode("utf-8", "replace")) for text in _HEADER.findall(data)]
    texts = [without_looks(text) for text in found]
    return [text for text in dict.fromkeys(texts) if text]


def without_looks(text: str) -> str:
    """A header or footer without the codes of its looks."""
    return _LOOKS.sub("\n", text).strip()


def _words(data: bytes) -> dict[str, None]:
    """The texts in the formulas of a sheet, in its lists to choose from, and in the hints that stand behind its cells."""
    found: dict[str, None] = {}
    if b"<f" in data or b":f>" in data:
        for formula in _FORMULA.findall(data):
            text = html.unescape(formula.decode("utf-8", "replace"))
            found.update(dict.fromkeys(word for word in _QUOTED.findall(text) if len(word) > 1))
    if b"rPh" in data:
        found.update(dict.fromkeys(html.unescape(text.decode("utf-8", "replace")) for text in _READING.findall(data)))
    if (code := _CODE.search(data)) and says_number(name := html.unescape(code[1].decode("utf-8", "replace"))):
        found[name] = None
    for value in _VALUE.findall(data, data.rfind(b"sheetData")):
        found[html.unescape(value.decode("utf-8", "replace"))] = None
    return found


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
            yield from drawing_pieces(package, sheet, relation.target)


def _comments(package: Package, sheet: str, part: str) -> Iterator[Piece]:
    """The comments of a sheet, each with its cell and its author."""
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


def drawing_pieces(package: Package, sheet: str, part: str) -> Iterator[Piece]:
    """The texts of a sheet's drawing, and the traces of its pictures."""
    texts: list[str] = []
    inside = False
    for event, value, attributes in package.events(part):
        if event == "start":
            inside = value == "t"
            if value == "srcRect" and is_cropped(attributes):
                yield Piece("", "trace", sheet=sheet, name="picture-cropped")
            elif value in ("cNvPr", "hlinkClick") and (words := words_about(attributes)):
                yield Piece("\n".join(words), "inside", sheet=sheet, name="words")
        elif event == "text":
            texts.append(value if inside else "")
        else:
            inside = False
            if value == "p" and (text := "".join(texts).strip()):
                yield Piece(text, sheet=sheet, name="box")
            if value == "p":
                texts = []


def _unused_strings(package: Package, tables: list[str], shown: set[str]) -> Iterator[Piece]:
    """Strings in the table of strings that no cell shows: export programs and changed files leave them."""
    for name in tables:
        left: list[str] = []
        texts: list[str] = []
        readings: list[str] = []  # of signs, as small letters above them show it
        taking = reading = False
        for event, value, _ in package.events(name):
            if event == "text":
                texts.append(value if taking and not reading else "")
                readings += [value] if taking and reading and telling(value) else []
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
        if left or readings:
            yield Piece("\n".join([*left, *readings]), "inside", name="sharedStrings")
