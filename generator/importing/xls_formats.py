"""The formats of the numbers in a workbook of Excel 97 to 2003, and what is merged in it ([MS-XLS] 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.importing.formats import BUILT_IN
from generator.importing.grid import Merge
from generator.importing.xls_records import records_by_sheet
from generator.load.attachment.sheets.xls import read_string

_FORMAT, _LOOK, _MERGED = 0x041E, 0xE0, 0xE5
_CELLS = (0x0203, 0x027E, 0x06)  # of a number, a short number, a formula
_MANY = 0xBD  # short numbers side by side

Formats = dict[str, dict[tuple[int, int], str]]


def read_xls_formats(data: bytes) -> tuple[Formats, dict[str, tuple[Merge, ...]]]:
    """The formats of the cells of each sheet, by row and column from 0, and the merged ranges of each."""
    codes: dict[int, str] = dict(BUILT_IN)
    looks: list[str] = []
    formats: Formats = {}
    merges: dict[str, list[Merge]] = {}
    for sheet, kind, body in records_by_sheet(data):
        if kind == _FORMAT and len(body) > 5:
            codes[struct.unpack_from("<H", body)[0]] = read_string(body[5:], struct.unpack_from("<H", body, 2)[0], body[4] & 1)
        elif kind == _LOOK and len(body) >= 4:
            looks.append(codes.get(struct.unpack_from("<H", body, 2)[0], ""))
        elif kind == _MERGED and len(body) >= 2:
            merges.setdefault(sheet, []).extend(_merges(body))
        else:
            for row, column, look in _places(kind, body):
                if look < len(looks) and looks[look]:
                    formats.setdefault(sheet, {})[row, column] = looks[look]
    return formats, {name: tuple(found) for name, found in merges.items()}


def _places(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """The cells of a record of numbers: row, column, look."""
    if kind in _CELLS and len(body) >= 6:
        row, column, look = struct.unpack_from("<3H", body)
        yield row, column, look
    elif kind == _MANY and len(body) >= 6:
        row, first = struct.unpack_from("<2H", body)
        for number in range((len(body) - 6) // 6):
            yield row, first + number, struct.unpack_from("<H", body, 4 + 6 * number)[0]


def _merges(body: bytes) -> Iterator[Merge]:
    count = min(struct.unpack_from("<H", body)[0], (len(body) - 2) // 8)
    for number in range(count):
        first, last, left, right = struct.unpack_from("<4H", body, 2 + 8 * number)
        yield (first, left), (last, right)
