"""The records of a workbook of Excel 97 to 2003, sheet by sheet ([MS-XLS] 2.1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.load.attachment.older.compound import opened
from generator.load.attachment.sheets.xls import read_records, read_string

_BOF, _SHEET = 0x0809, 0x85


def records_by_sheet(data: bytes) -> Iterator[tuple[str, int, bytes]]:
    """The records of a workbook: the name of the sheet, which the workbook itself has not, the kind, the bytes."""
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return
    with opened(data) as storage:
        stream = storage.read("Workbook" if "Workbook" in storage else "Book")
    places: dict[int, str] = {}
    sheet = ""
    for at, kind, body in read_records(stream):
        if kind == _SHEET and len(body) > 8:
            places[struct.unpack_from("<L", body)[0]] = read_string(body[8:], body[6], body[7] & 1)
        elif kind == _BOF:
            sheet = places.get(at, sheet)
        else:
            yield sheet, kind, body
