"""Text of a Word 97 document (DOC, WPS): text, headers, notes, comments, text boxes, hidden and deleted text ([MS-DOC])."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.older.compound import opened, read_about, read_beside
from generator.load.attachment.words import words_of_bytes
from generator.model.attachment import Part, Piece, Table

# Places in the FIB ([MS-DOC] 2.5): flags, the length of each part of the text, and where the tables lie.
_FLAGS, _LENGTHS, _CLX, _LOOKS, _OWNERS, _REFERENCES = 0x0A, 0x4C, 0x01A2, 0xFA, 0x01BA, 0xBA
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
_OLDEST = 0x00C1  # Word 97
_OLD_TEXT = 0x18  # where older programs say where their text begins and ends
# The parts of the text in their order: what each is, and its name.
_PARTS: tuple[tuple[Part, str], ...] = (
    ("text", ""),
    ("text", "note"),  # footnotes
    ("text", "header"),
    ("text", ""),  # macros, of no file since Word 97
    ("comment", ""),
    ("text", "note"),  # endnotes
    ("text", "box"),
    ("text", "header"),
)
_COMMENTS = 4
_VANISH, _DELETED = 0x083C, 0x0800  # sprmCFVanish, sprmCFRMarkDel
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of the operand by the kind of a sprm; 0: it says so itself
_PAGE = 512
_FIELD = late("[\x13\x14\x15]")
_BREAK = late("[\r\x0c]")
_ROW_ENDS = 2
_COMMENT_SIGN = "\x05"
_STREAMS = ("WordDocument", "0Table", "1Table", "\x01CompObj", "\x03ObjInfo")
_SIZE_OF_REFERENCE, _OWNER = 30, 20  # bytes of a reference to a comment, and where in it its writer stands


def read_doc(data: bytes, nested: Nested) -> Iterator[Found]:
    """The pieces of a document paragraph by paragraph: its text, then what belongs to it, then what lies in it."""
    with opened(data) as storage:
        yield from read_about(storage)
        stream = storage.read("WordDocument")
        flags = struct.unpack_from("<H", stream, _FLAGS)[0]
        if flags & _ENCRYPTED:
            raise Refused("encrypted")
        if struct.unpack_from("<H", stream, 2)[0] < _OLDEST:
            reader = _Text(stream, b"")
            reader.read_old()
        else:
            reader = _Text(stream, storage.read("1Table" if flags & _TABLE_ONE else "0Table"))
            reader.read()
        yield from reader.pieces()
        if words := words_of_bytes(reader.unused()):
            yield Piece(words, "inside", name="WordDocument")
        yield from read_beside(storage, nested, _STREAMS)


@dataclass
class _Text:
    """The text of a document with, for each of its signs, what it is: seen, hidden, deleted, the code of a field."""

    stream: bytes
    table: bytes
    whole: str = ""
    marks: bytearray = field(default_factory=bytearray)
    used: list[tuple[int, int]] = field(default_factory=list)

    def _span(self, place: int) -> bytes:
        start, length = struct.unpack_from("<LL", self.stream, place)
        return self.table[start : start + length]

    def read_old(self) -> None:
        """Reads the text of Word 6 and 95, in the code page of the machine: all its parts behind each other."""
        first, last = struct.unpack_from("<LL", self.stream, _OLD_TEXT)
        self.whole = self.stream[first:last].decode("gb18030", "replace")
        self.marks = bytearray(len(self.whole))
        self._mark_fields()

    def read(self) -> None:
        """Reads the text, and what its signs are."""
        texts: list[str] = []
        looks = self._looks()
        starts = [start for start, _, _ in looks]
        for place, wide, text in _word_pieces(self.stream, self._span(_CLX)):
            texts.append(text)
            self.used.append((place, place + len(text) * (2 if wide else 1)))
            marks = bytearray(len(text))
            width, end = (2 if wide else 1), place + len(text) * (2 if wide else 1)
            at = max(bisect_right(starts, place) - 1, 0)
            while at < len(looks) and looks[at][0] < end:
                start, stop, look = looks[at]
                first, last = max((start - place) // width, 0), min(-(-(stop - place) // width), len(text))
                if last > first:
                    marks[first:last] = bytes([look]) * (last - first)
                at += 1
            self.marks += marks
        self.whole = "".join(texts)
        self._mark_fields()

    def unused(self) -> bytes:
        """The bytes among its text that no piece of it uses: what quick saves took out and left."""
        found, at = bytearray(), 0
        for start, end in sorted(self.used):
            found += self.stream[at:start] if at and at < start else b""
            at = max(at, end)
        return bytes(found)

    def _looks(self) -> list[tuple[int, int, int]]:
        """The runs of signs that are hidden or deleted, by where they lie in the stream."""
        table = self._span(_LOOKS)
        count = (len(table) - 4) // 8
        found = []
        for (number,) in struct.iter_unpack("<L", table[4 * (count + 1) : 4 * (count + 1) + 4 * max(count, 0)]):
            page = self.stream[(number & 0x3FFFFF) * _PAGE : (number & 0x3FFFFF) * _PAGE + _PAGE]
            if len(page) < _PAGE:
                continue
            runs = page[-1]
            places = struct.unpack_from(f"<{runs + 1}L", page)
            for run in range(runs):
                at = page[4 * (runs + 1) + run] * 2
                look = _look(page[at + 1 : at + 1 + page[at]]) if at else 0
                if look:
                    found.append((places[run], places[run + 1], look))
        return sorted(found)

    def _mark_fields(self) -> None:
        """Marks the codes of fields, and what divides them from their results."""
        codes: list[bool] = []
        before = 0
        for match in _FIELD.finditer(self.whole):
            if any(codes):
                self.marks[before : match.start()] = b"\3" * (match.start() - before)
            before = match.end()
            self.marks[match.start()] = 3
            if match[0] == "\x13":
                codes.append(True)
            elif codes and match[0] == "\x14":
                codes[-1] = False
            elif codes:
                codes.pop()

    def pieces(self) -> Iterator[Piece | Table]:
        """The pieces of each part of the text, paragraph by paragraph, and its tables."""
        lengths = struct.unpack_from("<8L", self.stream, _LENGTHS) if self.table else (len(self.whole), *[0] * 7)
        owners = self._owners() if self.table else []
        number = comment = at = tables = 0
        for index, (length, (part, name)) in enumerate(zip(lengths, _PARTS, strict=True)):
            stop = at + length if any(lengths[index + 1 :]) else len(self.whole)
            text = self.whole[at:stop]
            for rows in _tables(text) if index == 0 else ():
                tables += 1
                yield Table(rows, tables)
            for line, start in _lines(text):
                number += 1
                who = name
                if index == _COMMENTS:
                    comment += line.count(_COMMENT_SIGN)
                    who = owners[comment - 1] if 0 < comment <= len(owners) else ""
                marks = self.marks[at + start : at + start + len(line)]
                yield from _paragraph(line, marks, part, number, who)
            at = stop

    def _owners(self) -> list[str]:
        """The writer of each comment."""
        names, data = [], self._span(_OWNERS)
        at = 0
        while at + 2 <= len(data):
            size = struct.unpack_from("<H", data, at)[0] * 2
            names.append(data[at + 2 : at + 2 + size].decode("utf-16-le", "replace"))
            at += 2 + size
        table = self._span(_REFERENCES)
        count = max((len(table) - 4) // (4 + _SIZE_OF_REFERENCE), 0)
        places = [4 * (count + 1) + _SIZE_OF_REFERENCE * number + _OWNER for number in range(count)]
        numbers = [struct.unpack_from("<H", table, place)[0] for place in places]
        return [names[number] if number < len(names) else "" for number in numbers]


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The paragraphs of a text, each with where it begins."""
    start = 0
    for match in _BREAK.finditer(text):
        yield text[start : match.start()], start
        start = match.end()
    yield text[start:], start


def _paragraph(line: str, marks: bytearray, part: Part, number: int, who: str) -> Iterator[Piece]:
    """The pieces of a paragraph by what its signs are."""
    kinds: tuple[Part, Part, Part, Part] = (part, "hidden", "deleted", "inside")
    texts: dict[Part, list[str]] = {}
    at = 0
    for mark, run in groupby(marks):
        length = len(list(run))
        texts.setdefault(kinds[mark], []).append(line[at : at + length])
        at += length
    for kind, found in texts.items():
        if plain := printable("".join(found).replace("\x07", "\t").replace("\x0b", "\n")).strip():
            yield Piece(plain, kind, paragraph=number, name=who if kind == part else "words" if kind == "inside" else "")


def _tables(text: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The tables of a text: each cell ends with a sign, and each row with one more."""
    for part in _regions(text):
        cells = part.split("\x07")
        widths = (width for width in range(1, len(cells)) if not any(cells[width :: width + 1]))
        if width := next(widths, 0):
            rows = [tuple(_plain(cell) for cell in cells[at : at + width]) for at in range(0, len(cells) - width, width + 1)]
            if any(map(any, rows)):
                yield tuple(rows)


def _regions(text: str) -> Iterator[str]:
    """The parts of a text that are tables: from the paragraph of the first cell to the end of the last row."""
    start = end = -1
    for match in re.finditer("\x07+", text):
        if start < 0 or (between := text[end : match.start()]).count("\r") > 2 * _ROW_ENDS or len(between) > 5000:
            if end > start >= 0:
                yield text[start:end]
            start = text.rfind("\r", 0, match.start()) + 1
        end = match.end()
    if end > start >= 0:
        yield text[start:end]


def _plain(cell: str) -> str:
    return printable(cell.replace("\r", " ").replace("\x0b", " ")).strip()


def _look(changes: bytes) -> int:
    """The mark of signs by the changes of their looks ([MS-DOC] 2.6.1): 1 hidden, 2 deleted, 0 seen."""
    at, look = 0, 0
    while at + 2 <= len(changes):
        (sprm,) = struct.unpack_from("<H", changes, at)
        at += 2
        size = _OPERANDS[sprm >> 13]
        if not size:
            size = 1 + (changes[at] if at < len(changes) else 0)
        on = at < len(changes) and changes[at] & 1
        if sprm == _DELETED and on:
            return 2
        if sprm == _VANISH and on:
            look = 1
        at += size
    return look


def _word_pieces(stream: bytes, clx: bytes) -> Iterator[tuple[int, bool, str]]:
    """The text by the table of its pieces: of each, where it stands, whether a sign takes two bytes, and its text."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise Refused
    (size,) = struct.unpack_from("<L", clx, at + 1)
    count = (size - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}L", clx, at + 5)
    for number in range(count):
        (place,) = struct.unpack_from("<L", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)
        signs = ends[number + 1] - ends[number]
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            yield start, False, stream[start : start + signs].decode("cp1252", "replace")
        else:
            yield place, True, stream[place : place + 2 * signs].decode("utf-16-le", "replace")


def printable(text: str) -> str:
    """A text without the signs that are for machines."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")
