"""A text in each place of a DOC, an XLS, a PPT, an XLSB and a message of Outlook, as [MS-DOC] and its like say."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from tests.check.places.kinds import TEXT, Maker, described, head_and_cell
from tests.check.places.ooxml import native
from tests.files import compound, doc, docx, paragraph, relations, zipped

_VANISH, _DELETED = 0x083C, 0x0800
_BODY = TEXT + "\r"


def _parts(number: int, text: str) -> bytes:
    """A document whose text stands in the part of a number behind the main text."""
    return doc(_BODY, [*[""] * (number - 1), text + "\r"])


def _subject(text: str) -> bytes:
    """The properties of a document ([MS-OLEPS]): a subject, in UTF-8."""
    raw = text.encode() + b"\0"
    value = struct.pack("<LL", 0x1E, len(raw)) + raw + bytes(-len(raw) % 4)
    body = struct.pack("<LLLLLL", 24 + 8 + len(value), 2, 1, 24, 3, 32) + struct.pack("<Lhh", 2, -535, 0) + value
    return (
        b"\xfe\xff\0\0\6\0\2\0"
        + bytes(16)
        + struct.pack("<L", 1)
        + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
        + struct.pack("<L", 48)
        + body
    )


def _rows(text: str) -> str:
    return "".join("\x07".join(row) + "\x07\x07" for row in head_and_cell(text)) + "\r"


DOC: Mapping[str, Maker] = {
    "body": lambda text: doc(f"{_BODY}{text}\r"),
    "table": lambda text: doc(_BODY + _rows(text)),
    "note": lambda text: _parts(1, text),
    "header": lambda text: _parts(2, text),
    "comment": lambda text: _parts(4, "\x05" + text),
    "box": lambda text: _parts(6, text),
    "hidden": lambda text: doc(f"{_BODY}甲{text}\r", looks={text: _VANISH}),
    "deleted": lambda text: doc(f"{_BODY}甲{text}\r", looks={text: _DELETED}),
    "field": lambda text: doc(f'{_BODY}甲\x13 MERGEFIELD "{text}" \x14乙\x15\r'),
    "property": lambda text: doc(_BODY, streams={"\x05SummaryInformation": _subject(text)}),
    "custom": lambda text: doc(_BODY, streams={"\x05DocumentSummaryInformation": bytes(32) + text.encode("utf-16-le")}),
    "unused": lambda text: doc(_BODY, streams={"Data": bytes(32) + text.encode("utf-16-le") + bytes(4)}),
    "earlier": lambda text: doc(_BODY, between=text),
    "embedded": lambda text: doc(
        _BODY,
        streams={f"ObjectPool/_1/{name}": data for name, data in xls_streams([["二", text]]).items()},
    ),
    "object": lambda text: doc(
        _BODY, streams={"ObjectPool/_2/\x01Ole10Native": native("a.txt", f"{TEXT}\n{text}".encode("gbk"))}
    ),
    "picture": lambda text: doc(_BODY, streams={"Data": bytes(68) + described(text)}),
}


def record(kind: int, data: bytes) -> bytes:
    """A record of a workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def _wide(text: str) -> bytes:
    return b"\1" + text.encode("utf-16-le")


def _bof(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHLL", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHH", row, column, 15, len(text)) + _wide(text))


def xls_streams(
    rows: Sequence[Sequence[str]], book: bytes = b"", sheet: bytes = b"", hidden: bool = False, more: str = "表"
) -> dict[str, bytes]:
    """The stream of a workbook of one sheet, with records in the book or in the sheet."""
    cells = b"".join(_label(at, column, value) for at, row in enumerate(rows) for column, value in enumerate(row))
    sheets = [("总表", 0, _label(0, 0, "项目")), (more, int(hidden), sheet + cells)]
    start = _bof(5) + book
    length = len(start) + sum(4 + 8 + 2 * len(name) for name, _, _ in sheets) + 4
    listed, pages = b"", b""
    for name, state, body in sheets:
        listed += record(0x85, struct.pack("<LBBB", length + len(pages), state, 0, len(name)) + _wide(name))
        pages += _bof(0x10) + body + record(0x0A, b"")
    return {"Workbook": start + listed + record(0x0A, b"") + pages}


def _xls(
    rows: Sequence[Sequence[str]] = (), book: bytes = b"", sheet: bytes = b"", hidden: bool = False, more: str = "表"
) -> bytes:
    return compound(xls_streams(rows, book, sheet, hidden, more))


def _drawn(text: str, number: int) -> bytes:
    """An object with a text ([MS-XLS] 2.4.329)."""
    thing = record(0x5D, struct.pack("<HHHHH", 0x15, 0x12, 0x19, number, 0) + bytes(16))
    return (
        thing
        + record(0x01B6, bytes(10) + struct.pack("<HH", len(text), 16) + bytes(4))
        + record(0x3C, _wide(text))
        + record(0x3C, bytes(16))
    )


def _string(text: str) -> bytes:
    return struct.pack("<H", len(text)) + _wide(text)


def _wide_cell(text: str) -> bytes:
    return record(0xFC, struct.pack("<LL", 1, 1) + _string(text))


XLS: Mapping[str, Maker] = {
    "body": lambda text: _xls([["一", text]]),
    "table": lambda text: _xls(head_and_cell(text)),
    "header": lambda text: _xls([["一"]], sheet=record(0x14, _string("&C" + text))),
    "box": lambda text: _xls([["一"]], sheet=_drawn(text, 1)),
    "comment": lambda text: _xls(
        [["一"]], sheet=_drawn(text, 1) + record(0x1C, struct.pack("<HHHHH", 0, 0, 0, 1, 1) + _wide("甲") + b"\0")
    ),
    "hidden": lambda text: _xls([["一", text]], sheet=record(0x7D, struct.pack("<6H", 1, 1, 2048, 15, 1, 0))),
    "away": lambda text: _xls([["一", text]], hidden=True),
    "property": lambda text: compound(xls_streams([["一"]]) | {"\x05SummaryInformation": _subject(text)}),
    "field": lambda text: _xls([["一"]], sheet=record(0x01BE, bytes(4) + _string(text))),
    "formula": lambda text: _xls(
        [],
        sheet=record(
            0x06,
            struct.pack("<HHH", 1, 1, 15) + bytes(14) + struct.pack("<HBB", len(text) * 2 + 3, 0x17, len(text)) + _wide(text),
        ),
    ),
    "chart": lambda text: _xls([["一"]], sheet=record(0x100D, struct.pack("<HB", 0, len(text)) + _wide(text))),
    "cache": lambda text: _xls([["一"]], book=record(0x5A, bytes(4) + b"\2" + _string(text))),
    "defined": lambda text: _xls(
        [["一"]], book=record(0x18, bytes(14) + _wide("备用") + b"\x17" + bytes([len(text)]) + _wide(text))
    ),
    "unused": lambda text: _xls([["一"]], book=_wide_cell(text)),
    "link": lambda text: _xls(
        [["一"]], sheet=record(0x01B8, bytes(32) + f"http://www.example.org/?q={text}".encode("utf-16-le"))
    ),
    "description": lambda text: _xls([["一"]], sheet=record(0xEC, bytes(24) + text.encode("utf-16-le") + bytes(2))),
    "object": lambda text: compound(xls_streams([["一"]]) | {"MBD1/Package": docx(paragraph(TEXT) + paragraph(text))}),
    "picture": lambda text: _xls([["一"]], book=record(0xEB, bytes(33) + described(text))),
    "name": lambda text: _xls([["一"]], more=text[:31]),
}


def _container(kind: int, *inside: bytes, instance: int = 0) -> bytes:
    body = b"".join(inside)
    return struct.pack("<HHL", instance << 4 | 0x0F, kind, len(body)) + body


def _atom(kind: int, data: bytes, instance: int = 0) -> bytes:
    return struct.pack("<HHL", instance << 4, kind, len(data)) + data


def _chars(text: str) -> bytes:
    return _atom(0x0FA0, text.encode("utf-16-le"))


def _word(text: str, instance: int = 0) -> bytes:
    return _atom(0x0FBA, text.encode("utf-16-le"), instance)


def _slide(*inside: bytes, hidden: bool = False, kind: int = 0x03EE) -> bytes:
    looks = _atom(0x03F9, bytes(10) + struct.pack("<H", 4 if hidden else 0) + bytes(4))
    return _container(kind, looks, *inside)


def ppt(
    slide: bytes,
    others: Sequence[bytes] = (),
    document: bytes = b"",
    before: bytes = b"",
    streams: Mapping[str, bytes] | None = None,
) -> bytes:
    """A presentation of two slides, with further parts; ``before`` is what earlier saves left."""
    list_ = [_atom(0x03F3, struct.pack("<LLLLL", number, 0, 0, 255 + number, 0)) for number in (2, 3)]
    whole = _container(0x03E8, document, _container(0x0FF0, *list_))
    stream, places = before, []
    for part in (whole, _slide(_chars(TEXT)), slide, *others):
        places.append(len(stream))
        stream += part
    directory = len(stream)
    stream += _atom(0x1772, struct.pack(f"<L{len(places)}L", len(places) << 20 | 1, *places))
    edit = len(stream)
    stream += _atom(0x0FF5, struct.pack("<LLLLLLL", 0, 0, 0, directory, 1, len(places) + 1, 0))
    user = _atom(0x0FF6, struct.pack("<LLL", 0x14, 0xE391C05F, edit) + bytes(8))
    return compound({"PowerPoint Document": stream, "Current User": user, **(streams or {})})


PPT: Mapping[str, Maker] = {
    "body": lambda text: ppt(_slide(_chars(text))),
    "header": lambda text: ppt(_slide(_container(0x0FD9, _word(text, 2), instance=3))),
    "note": lambda text: ppt(_slide(), [_slide(_atom(0x03F1, struct.pack("<LL", 258, 0)), _chars(text), kind=0x03F0)]),
    "comment": lambda text: ppt(
        _slide(_container(0x1388, _container(0x138A, _atom(0x138B, _container(0x2EE0, _word("甲", 0), _word(text, 1))))))
    ),
    "away": lambda text: ppt(_slide(_chars(text), hidden=True)),
    "shared": lambda text: ppt(_slide(), [_slide(_chars(text), kind=0x03F8)]),
    "earlier": lambda text: ppt(_slide(), before=_slide(_chars(text))),
    "property": lambda text: ppt(_slide(), streams={"\x05SummaryInformation": _subject(text)}),
    "link": lambda text: ppt(
        _slide(), document=_container(0x0409, _container(0x0FD7, _word(f"http://www.example.org/?q={text}", 1)))
    ),
    "object": lambda text: ppt(_slide(), [_atom(0x1011, compound({"Package": docx(paragraph(TEXT) + paragraph(text))}))]),
    "picture": lambda text: ppt(_slide(), streams={"Pictures": bytes(25) + described(text)}),
}


def _binary(kind: int, data: bytes) -> bytes:
    """A record of a binary workbook ([MS-XLSB] 2.1.4)."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while length > 0x7F:
        size += bytes([length & 0x7F | 0x80])
        length >>= 7
    return number + size + bytes([length]) + data


def _long(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def xlsb(
    rows: Sequence[Sequence[str]], before: bytes = b"", after: bytes = b"", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A binary workbook of one sheet."""
    cells = b""
    for at, row in enumerate(rows):
        cells += _binary(0, struct.pack("<LLHBBBL", at, 0, 300, 0, 0, 0, 0))
        cells += b"".join(_binary(6, struct.pack("<LL", column, 0) + _long(value)) for column, value in enumerate(row))
    sheet = _binary(129, b"") + _binary(148, struct.pack("<4L", 0, 9, 0, 9)) + before + _binary(145, b"") + cells
    sheet += _binary(146, b"") + after + _binary(130, b"")
    book = _binary(131, b"") + _binary(143, b"") + _binary(156, struct.pack("<LL", 0, 1) + _long("r1") + _long("表"))
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations([("officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": book + _binary(144, b"") + _binary(132, b""),
        "xl/_rels/workbook.bin.rels": relations([("worksheet", "worksheets/sheet1.bin")]),
        "xl/worksheets/sheet1.bin": sheet,
    }
    return zipped(whole | dict(parts or {}))


XLSB: Mapping[str, Maker] = {
    "body": lambda text: xlsb([["一", text]]),
    "table": lambda text: xlsb(head_and_cell(text)),
    "hidden": lambda text: xlsb([["一", text]], before=_binary(60, struct.pack("<4LH", 1, 1, 2000, 0, 1))),
    "comment": lambda text: xlsb(
        [["一"]],
        parts={
            "xl/worksheets/_rels/sheet1.bin.rels": relations([("comments", "../comments1.bin")]),
            "xl/comments1.bin": _binary(635, struct.pack("<5L", 0, 0, 0, 0, 0) + bytes(16)) + _binary(637, b"\0" + _long(text)),
        },
    ),
    "header": lambda text: xlsb([["一"]], after=_binary(479, b"\0\0" + _long("&C" + text))),
    "formula": lambda text: xlsb(
        [], after=_binary(8, bytes(16) + b"\x17" + struct.pack("<H", len(text)) + text.encode("utf-16-le"))
    ),
    "unused": lambda text: xlsb(
        [["一"]], parts={"xl/sharedStrings.bin": _binary(159, struct.pack("<LL", 1, 1)) + _binary(19, b"\0" + _long(text))}
    ),
}


def msg(values: Mapping[str, str | bytes]) -> bytes:
    """A message of its properties: those that are text in UTF-16."""
    streams = {"__properties_version1.0": bytes(32)}
    for name, value in values.items():
        kind = "001F" if isinstance(value, str) else "0102"
        folder, _, number = name.rpartition("/")
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        streams[f"{folder}{'/' if folder else ''}__substg1.0_{number}{kind}"] = data
    return compound(streams)


def _plain_rtf(text: str) -> bytes:
    """RTF as messages hold it, not packed ([MS-OXRTFCP] 2.1.3)."""
    signs = "".join(f"\\u{ord(sign) - (0x10000 if ord(sign) > 0x7FFF else 0)}?" if ord(sign) > 127 else sign for sign in text)
    data = f"{{\\rtf1 {signs}}}".encode()
    return struct.pack("<4L", len(data) + 12, len(data), 0x414C454D, 0) + data


_FILE = "__attach_version1.0_#00000000/"
MSG: Mapping[str, Maker] = {
    "body": lambda text: msg({"1000": f"{TEXT}\r\n{text}"}),
    "box": lambda text: msg({"1009": _plain_rtf(f"{TEXT} {text}")}),
    "header": lambda text: msg({"1000": TEXT, "0037": text}),
    "property": lambda text: msg({"1000": TEXT, "8001": text}),
    "embedded": lambda text: msg({"1000": TEXT, f"{_FILE}3707": "a.docx", f"{_FILE}3701": docx(paragraph(text))}),
    "name": lambda text: msg(
        {"1000": TEXT, f"{_FILE}3707": f"{text.replace('/', '')}.docx", f"{_FILE}3701": docx(paragraph(TEXT))}
    ),
}
