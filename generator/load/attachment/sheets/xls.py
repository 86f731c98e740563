"""Workbooks of Excel 97 to 2003 (XLS, ET; [MS-XLS]): cells, what hides them, comments, headers, text boxes, the unseen rest."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.media import read_pictures
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.older.compound import opened, read_about, read_beside
from generator.load.attachment.sheets.layout import Layout
from generator.load.attachment.sheets.xlsx import read_cells, without_looks
from generator.load.attachment.words import telling, words_of_bytes
from generator.model.attachment import Piece, column_letters

_BOF, _SHEET, _LOCKED, _COLUMN, _ROW = 0x0809, 0x85, 0x2F, 0x7D, 0x0208
_HEADER, _FOOTER, _NOTE, _OBJECT, _TEXT, _CONTINUE = 0x14, 0x15, 0x1C, 0x5D, 0x01B6, 0x3C
_STRINGS, _FORMAT, _LOOK, _PICTURES, _WRITER = 0xFC, 0x041E, 0xE0, 0xEB, 0x5C
_SUBSTREAMS = (b"\x10\x00", b"\x20\x00", b"\x40\x00")  # a sheet, a chart, a sheet of macros
_FORMULA = 0x06
_CELLS = (0xFD, 0x0204, 0x0203, 0x027E, _FORMULA)  # of a text, a label, a number, a short number, a formula
_PLAIN = frozenset((*_CELLS, 0x0201, 0xBD, 0xBE)) - {_FORMULA}
# Records that hold nothing of their author beside what calamine reads: cells, looks, order of reckoning, windows.
_HARMLESS = frozenset(
    (
        *(*_CELLS, _BOF, _SHEET, _COLUMN, _ROW, _HEADER, _FOOTER, _NOTE, _OBJECT, _TEXT, _STRINGS, _FORMAT, _LOOK, _PICTURES),
        *(0xBD, 0xBE, 0x0201, 0x0A, 0x31, 0x0293, 0x0892, 0x087D, 0x0896, 0x92, 0x0200, 0x020B, 0xD7, 0xFF, 0x42, 0x3D, 0x023E),
        *(0xE5, 0x088E, 0x0863, 0x0867, 0x0868),
    )
)
_SHOWS_NOTHING = ";;;"
_LONGEST = 8224  # bytes of a record
_NOBODY = "None"  # as a program of Python writes that it was not told
_QUOTED = late(r'"((?:[^"]|"")*)"')
_NARROW, _LOW = 128, 20  # a column in 256ths of a sign, a row in 20ths of a point, of which a line is left


@dataclass
class _Part:
    """The sheet, or the book itself, that records were read of."""

    layout: Layout = field(default_factory=Layout)
    headers: list[str] = field(default_factory=list)
    notes: list[tuple[str, str, int]] = field(default_factory=list)  # of each: cell, writer, object
    texts: dict[int, str] = field(default_factory=dict)  # of the objects that have one
    rest: bytearray = field(default_factory=bytearray)  # of the records that are not known to be harmless

    def take_size(self, kind: int, body: bytes) -> None:
        """Takes in how wide columns are, or how high a row is, and whether they are hidden."""
        if kind == _COLUMN and len(body) >= 10:
            first, last, width, _, flags = struct.unpack_from("<5H", body)
            if flags & 1 or not width:
                self.layout.columns.append((first + 1, last + 1))
            elif width < _NARROW:
                self.layout.narrow.append((first + 1, last + 1))
        elif kind == _ROW and len(body) >= 16:
            number, height, flags = (struct.unpack_from("<H", body, at)[0] for at in (0, 6, 12))
            if flags & 0x20 or 0 < height & 0x7FFF < _LOW:
                self.layout.rows.append(number + 1)


@dataclass
class _Book:
    """The records of a workbook beside its cells."""

    sheets: dict[str, _Part] = field(default_factory=dict)
    own: _Part = field(default_factory=_Part)
    strings: list[str] = field(default_factory=list)
    pictures: bytearray = field(default_factory=bytearray)
    writer: str = ""  # who saved it, by the account
    formats: list[str] = field(default_factory=list)  # the words in the formats of numbers


def read_xls(data: bytes, nested: Nested) -> Iterator[Found]:
    """The sheets of a workbook with what is hidden in them; then what stands beside the cells, and what no cell shows."""
    book = _Book()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        with opened(data) as storage:
            yield from read_about(storage)
            name = "Workbook" if "Workbook" in storage else "Book"
            book = _read(storage.read(name))
            yield from _cells(data, book)
            yield from _beside(book)
            yield from read_beside(storage, nested, (name, "\x01CompObj"))
    else:
        yield from _cells(data, book)


def _cells(data: bytes, book: _Book) -> Iterator[Found]:
    """The sheets with their cells, then the strings that no cell shows."""
    shown: set[str] = set()
    for sheet in read_cells(data):
        part = book.sheets.get(sheet.name)
        yield part.layout.apply(sheet) if part else sheet
        if book.strings:
            shown.update(cell for row in sheet.rows for cell in row)
    left = [text for text in dict.fromkeys(book.strings) if text.strip() and text.strip() not in shown]
    if left:
        yield Piece("\n".join(left), "inside", name="sharedStrings")


def _beside(book: _Book) -> Iterator[Piece]:
    """The pieces beside the cells: headers, comments, text boxes, and the words of all other records."""
    for name, part in (*book.sheets.items(), ("", book.own)):
        yield from (Piece(text, sheet=name, name="header") for text in dict.fromkeys(part.headers) if text)
        noted = {number for _, _, number in part.notes}
        for cell, writer, number in part.notes:
            if text := part.texts.get(number, "").strip():
                yield Piece(text, "comment", sheet=name, cell=cell, name=writer)
        yield from (
            Piece(text, sheet=name, name="box") for number, text in part.texts.items() if number not in noted and text.strip()
        )
        if words := words_of_bytes(bytes(part.rest)):
            yield Piece(words, "inside", sheet=name, name="words")
    if book.writer:
        yield Piece(book.writer, "metadata", name="account")
    if book.formats:
        yield Piece("\n".join(book.formats), "inside", name="words")
    yield from read_pictures(bytes(book.pictures))


def _read(stream: bytes) -> _Book:
    """The workbook as its records describe it beside its cells."""
    book = _Book()
    places: dict[int, str] = {}  # of the sheets, by where their records begin
    codes: dict[int, str] = {}
    unseen: set[int] = set()
    looks = number = before = 0
    part = book.own
    for at, kind, body in read_records(stream):
        if kind in _PLAIN and not unseen:  # most records of a large workbook
            before = kind
            continue
        if kind == _LOCKED:
            raise Refused("encrypted")
        if kind == _SHEET and len(body) > 8:
            places[struct.unpack_from("<L", body)[0]] = read_string(body[8:], body[6], body[7] & 1)
        elif kind == _BOF and body[2:4] in _SUBSTREAMS:
            part = book.sheets.setdefault(places.get(at, ""), _Part()) if at in places else _Part()
        elif kind in (_COLUMN, _ROW):
            part.take_size(kind, body)
        elif kind == _FORMAT and len(body) > 5:
            codes[struct.unpack_from("<H", body)[0]] = read_string(body[5:], struct.unpack_from("<H", body, 2)[0], body[4] & 1)
            book.formats += filter(telling, _QUOTED.findall(codes[struct.unpack_from("<H", body)[0]]))
        elif kind == _WRITER and len(body) > 3:
            book.writer = _writer(body)
        elif kind == _LOOK:
            if len(body) >= 4 and codes.get(struct.unpack_from("<H", body, 2)[0]) == _SHOWS_NOTHING:
                unseen.add(looks)
            looks += 1
        elif kind in (_HEADER, _FOOTER) and len(body) > 3:
            part.headers.append(without_looks(read_string(body[3:], struct.unpack_from("<H", body)[0], body[2] & 1)))
        elif kind == _OBJECT and len(body) >= 8:
            number = struct.unpack_from("<H", body, 6)[0]
        elif kind == _NOTE and len(body) > 11:
            row, column, _, thing, length = struct.unpack_from("<5H", body)
            part.notes.append((f"{column_letters(column)}{row + 1}", read_string(body[11:], length, body[10] & 1), thing))
        elif kind == _CONTINUE and before == _TEXT and len(body) > 1 and number not in part.texts:
            part.texts[number] = read_string(body[1:], len(body), body[0] & 1)
        elif (kind in (_PICTURES, _CONTINUE) and before == _PICTURES) or kind == _PICTURES:
            book.pictures += body
        if kind in _CELLS and unseen and len(body) >= 6:
            row, column, look = struct.unpack_from("<3H", body)
            if look in unseen:
                part.layout.cells.append((row + 1, column + 1))
        if kind == _FORMULA or (before if kind == _CONTINUE else kind) not in _HARMLESS:
            part.rest += body + b"\0\0"
        before = before if kind == _CONTINUE else kind
    book.strings = list(_strings(stream))
    return book


def _writer(body: bytes) -> str:
    """The account that saved a workbook ([MS-XLS] 2.4.349); nothing where it says none, or in a way that nobody can read."""
    length, flags = struct.unpack_from("<HB", body)
    if flags > 1 or length << flags > len(body) - 3:  # some programs write the text as it is, without its length
        text = body.decode("ascii", "ignore") if body.isascii() else ""
    else:
        text = read_string(body[3:], length, flags)
    text = text.strip("\0 ")
    return text if text.isprintable() and text != _NOBODY else ""


def read_records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records of a stream: where each begins, its kind, its bytes."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if size > _LONGEST:
            return
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def read_string(data: bytes, length: int, wide: int) -> str:
    """The text of so many signs of one byte each, or of two where they are ``wide``."""
    if wide:
        return data[: 2 * length].decode("utf-16-le", "replace")
    return data[:length].decode("latin-1")


def _strings(stream: bytes) -> Iterator[str]:
    """The table of strings ([MS-XLS] 2.4.265). One that goes on in the next record says there again how wide its signs are."""
    parts: list[bytes] = []
    taking = False
    for _, kind, body in read_records(stream):
        if kind == _STRINGS:
            parts, taking = [body[8:]], True
        elif taking and kind == _CONTINUE:
            parts.append(body)
        elif taking:
            break
    reader = _Parts(parts)
    while reader.left():
        head = reader.take(3)
        if len(head) < 3:
            return
        length, flags = struct.unpack("<HB", head)
        runs = struct.unpack("<H", reader.take(2))[0] if flags & 8 else 0
        more = struct.unpack("<L", reader.take(4))[0] if flags & 4 else 0
        yield reader.text(length, flags & 1)
        reader.take(4 * runs + more)


@dataclass
class _Parts:
    """Bytes that lie in several records."""

    parts: list[bytes]
    number: int = 0
    at: int = 0

    def left(self) -> bool:
        """True if there is more."""
        while self.number < len(self.parts) and self.at >= len(self.parts[self.number]):
            self.number, self.at = self.number + 1, 0
        return self.number < len(self.parts)

    def take(self, length: int) -> bytes:
        """The next bytes."""
        found = b""
        while len(found) < length and self.left():
            piece = self.parts[self.number][self.at : self.at + length - len(found)]
            found += piece
            self.at += len(piece)
        return found.ljust(length, b"\0") if length <= 4 else found

    def text(self, length: int, wide: int) -> str:
        """The next signs."""
        found = ""
        while length > 0 and self.left():
            if not self.at and self.number and found:
                wide, self.at = self.parts[self.number][0] & 1, 1
            width = 2 if wide else 1
            piece = self.parts[self.number][self.at : self.at + length * width]
            if not piece:
                break
            self.at += len(piece)
            length -= len(piece) // width
            found += read_string(piece, len(piece), wide)
        return found
