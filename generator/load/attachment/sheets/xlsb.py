"""Binary workbooks (XLSB, [MS-XLSB]): cells, hidden rows and columns, comments, text boxes, headers."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.load.attachment.package import Package
from generator.load.attachment.sheets.layout import Layout
from generator.load.attachment.sheets.xlsx import drawing_pieces, read_cells, without_looks
from generator.load.attachment.words import strings_of
from generator.model.attachment import Piece, Sheet, column_letters

# Kinds of records ([MS-XLSB] 2.3.2).
_ROW, _COLUMN, _SHEET, _HEADERS, _COMMENT, _TEXT, _FORMULAS = 0, 60, 156, 479, 635, 637, range(8, 12)
_HIDDEN_ROW = 0x10


def read_xlsb(package: Package, data: bytes) -> Iterator[Piece | Sheet]:
    """The sheets of a workbook; then what stands beside their cells."""
    book = next(iter(package.related("", "officeDocument")), "xl/workbook.bin")
    targets = {one.id: one.target for one in package.relations.get(book.lower(), ())}
    places = {}
    for kind, body in _records(package.read(book)):
        if kind == _SHEET and len(body) > 12:
            relation, behind = _string(body[8:])
            if targets.get(relation, "") in package:
                places[_string(behind)[0]] = targets[relation]
    sheets = {name: _Sheet(package.read(part)) for name, part in places.items()}
    package.done |= {part.lower() for part in places.values()}
    shown: set[str] = set()
    for cells in read_cells(data):
        yield sheets[cells.name].layout.apply(cells) if cells.name in sheets else cells
        shown.update(cell for row in cells.rows for cell in row)
    for name, sheet in sheets.items():
        yield from (Piece(text, sheet=name, name="header") for text in dict.fromkeys(sheet.headers) if text)
        rest = [line for line in sheet.rest.split("\n") if line and line not in shown]
        if rest:
            yield Piece("\n".join(rest), "inside", sheet=name, name="words")
        for one in package.relations.get(places[name].lower(), ()):
            if one.target in package and one.kind == "comments":
                package.done.add(one.target.lower())
                yield from _comments(package.read(one.target), name)
            elif one.target in package and package.root(one.target) == "wsDr":
                package.done.add(one.target.lower())
                yield from drawing_pieces(package, name, one.target)
    for part in package.names:
        if part.lower().endswith("sharedstrings.bin"):
            package.done.add(part.lower())
            left = [line for line in strings_of(package.read(part)).split("\n") if line and line not in shown]
            if left:
                yield Piece("\n".join(left), "inside", name="sharedStrings")


class _Sheet:
    """The layout, the headers and the other words of a sheet, from its records."""

    def __init__(self, data: bytes) -> None:
        self.layout, self.headers = Layout(), list[str]()
        rest = bytearray()
        for kind, body in _records(data):
            if kind == _ROW and len(body) >= 12:
                if body[11] & _HIDDEN_ROW:
                    self.layout.rows.append(struct.unpack_from("<L", body)[0] + 1)
            elif kind == _COLUMN and len(body) >= 18:
                first, last, width, _, flags = struct.unpack_from("<4LH", body)
                if flags & 1 or not width:
                    self.layout.columns.append((first + 1, last + 1))
            elif kind == _HEADERS and len(body) > 2:
                self.headers += _texts(body[2:])
            elif kind in _FORMULAS or kind > 20:
                rest += body + b"\0\0"
        self.rest = strings_of(bytes(rest))


def _comments(data: bytes, sheet: str) -> Iterator[Piece]:
    """The comments of a sheet."""
    cell = ""
    for kind, body in _records(data):
        if kind == _COMMENT and len(body) >= 20:
            _, row, _, column = struct.unpack_from("<4L", body)
            cell = f"{column_letters(column)}{row + 1}"
        elif kind == _TEXT and len(body) > 5 and (text := _string(body[1:])[0].strip()):
            yield Piece(text, "comment", sheet=sheet, cell=cell)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part ([MS-XLSB] 2.1.4): kind and bytes, the kind of one or two bytes, the length of up to four."""
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80 and at < len(data):
            kind = (kind & 0x7F) | data[at] << 7
            at += 1
        size = shift = 0
        while at < len(data) and shift < 28:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[at : at + size]
        at += size


def _string(data: bytes) -> tuple[str, bytes]:
    """A string that begins with its length, and what stands behind it."""
    if len(data) < 4:
        return "", b""
    length = struct.unpack_from("<L", data)[0]
    if length == 0xFFFFFFFF:
        return "", data[4:]
    end = 4 + 2 * length
    return data[4:end].decode("utf-16-le", "replace"), data[end:]


def _texts(data: bytes) -> Iterator[str]:
    while len(data) >= 4:
        text, data = _string(data)
        yield without_looks(text)
