"""Text of the files of Office 97 to 2003 and of WPS in their manner: DOC, XLS, PPT, WPS, ET, DPS.

They are compound files ([MS-CFB]); their text is found by [MS-DOC] 2.4.1, [MS-XLS] 2.4 and [MS-PPT] 2.9.41. Notes, deletions
and most of what is hidden are not told apart from the text in DOC and PPT.
"""

from __future__ import annotations

import contextlib
import io
import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any

from generator.load.attachment.package import Refused
from generator.load.attachment.sheet_layout import Layout
from generator.load.attachment.sweep import strings_of
from generator.load.attachment.xlsx import read_cells
from generator.model.attachment import Piece, Sheet

_PEOPLE = {"author": "creator", "last_saved_by": "lastModifiedBy", "manager": "manager", "company": "company"}
_WORDS = {"title": "title", "subject": "subject", "keywords": "keywords", "comments": "description", "category": "keywords"}
_CODE_PAGES = {936: "gb18030", 950: "big5", 1252: "cp1252", 65001: "utf-8", 1200: "utf-16-le", 10008: "gb18030"}
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200  # flags of the FIB
_CLX = 0x01A2  # where the FIB says where the pieces are
_FIELDS = re.compile(r"\x13[^\x14\x15]*\x14|\x13[^\x14\x15]*\x15|[\x14\x15]")
_CODES = re.compile(r"\x13([^\x13\x14\x15]+)")
_BREAKS = re.compile(r"[\x0b\x0c\r]")
_CELL = "\x07"
_COLINFO, _ROW, _BOUNDSHEET, _BOF, _FILEPASS = 0x7D, 0x0208, 0x85, 0x0809, 0x2F
_TEXT_CHARS, _TEXT_BYTES, _CONTAINER = 0x0FA0, 0x0FA8, 0x0F
_MOST_DEPTH = 12

Found = Iterator[Piece | Sheet]


def read_doc(data: bytes) -> Found:
    """The pieces of a document paragraph by paragraph, notes, headers and comments behind the text."""
    with _opened(data) as file:
        yield from _properties(file)
        stream = file.openstream("WordDocument").read()
        flags, clx, length = struct.unpack_from("<H", stream, 0x0A)[0], *struct.unpack_from("<LL", stream, _CLX)
        if flags & _ENCRYPTED:
            raise Refused("encrypted")
        table = file.openstream("1Table" if flags & _TABLE_ONE else "0Table").read()
        whole = "".join(_word_pieces(stream, table[clx : clx + length]))
        if codes := [_printable(code) for code in _CODES.findall(whole)]:
            yield Piece("\n".join(codes), "inside", name="words")
        text = _FIELDS.sub("", whole)
        for number, line in enumerate(_BREAKS.sub("\n", text.replace(_CELL, "\t")).split("\n"), 1):
            if plain := _printable(line).strip():
                yield Piece(plain, paragraph=number)
        yield from _macros(file)


def _word_pieces(stream: bytes, clx: bytes) -> Iterator[str]:
    """The text by the table of its pieces: of each, where it stands, and whether a sign takes one byte or two."""
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
            yield stream[start : start + signs].decode("cp1252", "replace")
        else:
            yield stream[place : place + 2 * signs].decode("utf-16-le", "replace")


def read_xls(data: bytes) -> Found:
    """The sheets of a workbook, with their hidden rows and columns."""
    hidden: Mapping[str, tuple[list[tuple[int, int]], list[int]]] = {}
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        with _opened(data) as file:
            yield from _properties(file)
            name = "Workbook" if file.exists("Workbook") else "Book"
            hidden = _hidden(file.openstream(name).read())
            yield from _macros(file)
    for sheet in read_cells(data):
        yield Layout(*hidden.get(sheet.name, ([], []))).apply(sheet)


def _hidden(stream: bytes) -> dict[str, tuple[list[tuple[int, int]], list[int]]]:
    """The hidden columns and rows of each sheet by the name of the sheet, both from 1."""
    names: list[str] = []
    found: list[tuple[list[tuple[int, int]], list[int]]] = []
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _FILEPASS:
            raise Refused("encrypted")
        if kind == _BOUNDSHEET and len(body) > 8:
            wide = body[7] & 1
            text = body[8 : 8 + body[6] * (2 if wide else 1)]
            names.append(text.decode("utf-16-le" if wide else "latin-1", "replace"))
        elif kind == _BOF and len(body) >= 4 and body[2:4] in (b"\x10\x00", b"\x20\x00", b"\x40\x00"):
            found.append(([], []))
        elif kind == _COLINFO and len(body) >= 10 and found:
            first, last, width, _, flags = struct.unpack_from("<5H", body)
            if flags & 1 or not width:
                found[-1][0].append((first + 1, last + 1))
        elif kind == _ROW and len(body) >= 16 and found:
            row, flags = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, 12)[0]
            if flags & 0x20:
                found[-1][1].append(row + 1)
    return dict(zip(names, found, strict=False))


def read_ppt(data: bytes) -> Found:
    """The texts of its shapes, in the order in which they lie in it; its slides are not told apart."""
    with _opened(data) as file:
        yield from _properties(file)
        if file.exists("EncryptedSummary"):
            raise Refused("encrypted")
        texts = list(_ppt_texts(file.openstream("PowerPoint Document").read(), 0))
        for number, text in enumerate(dict.fromkeys(texts), 1):
            if plain := _printable(_BREAKS.sub("\n", text)).strip():
                yield Piece(plain, paragraph=number)
        yield from _macros(file)


def _ppt_texts(stream: bytes, depth: int) -> Iterator[str]:
    """The texts of a stream of records (MS-PPT 2.3.1), and of those inside its containers."""
    at = 0
    while at + 8 <= len(stream):
        version, kind, size = struct.unpack_from("<HHL", stream, at)
        body = stream[at + 8 : at + 8 + size]
        at += 8 + size
        if version & _CONTAINER == _CONTAINER and depth < _MOST_DEPTH:
            yield from _ppt_texts(body, depth + 1)
        elif kind == _TEXT_CHARS:
            yield body.decode("utf-16-le", "replace")
        elif kind == _TEXT_BYTES:
            yield body.decode("latin-1")


def read_compound(data: bytes) -> Found:
    """A compound file of another program: its properties, and the words in it."""
    with _opened(data) as file:
        yield from _properties(file)
        for path in file.listdir()[:200]:
            stream = file.openstream(path).read()
            if text := strings_of(stream):
                yield Piece(text, "inside", name="/".join(path))


def _opened(data: bytes) -> Any:
    import olefile

    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except OSError as error:
        raise Refused from error


def _properties(file: Any) -> Iterator[Piece]:
    """The properties of a document that name people or say something, as pieces of metadata."""
    with contextlib.suppress(Exception):  # properties are read by a library as they come: without them the text is read still
        about = file.get_metadata()
        encoding = _CODE_PAGES.get((about.codepage or 0) & 0xFFFF, "gb18030")
        for name, ours in (_PEOPLE | _WORDS).items():
            value = getattr(about, name, None)
            text = value.decode(encoding, "replace") if isinstance(value, bytes) else value
            # Some programs leave what was there before behind the end of a text.
            if isinstance(text, str) and (text := text.partition("\0")[0].strip()):
                yield Piece(text, "metadata", name=ours)


def _macros(file: Any) -> Iterator[Piece]:
    if any(path[0] in ("Macros", "_VBA_PROJECT_CUR") for path in file.listdir()):
        yield Piece("", "trace", name="macros")


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")
