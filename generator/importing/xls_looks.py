"""The looks of the cells of a workbook of Excel 97 to 2003, and what is merged in it ([MS-XLS] 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.importing.formats import BUILT_IN
from generator.importing.grid import Merge
from generator.importing.looks import Looks
from generator.importing.xls_records import records_by_sheet
from generator.load.attachment.sheets.xls import read_string

_FORMAT, _FONT, _STYLE, _MERGED = 0x041E, 0x31, 0xE0, 0xE5
_STRUCK = 0x08
_CELLS = (0x0203, 0x027E, 0x06, 0xFD, 0x0204, 0x0205)  # a number, a short one, a formula, a shared text, one of its own, a yes
_MANY = 0xBD  # short numbers side by side
_UNUSED = 4  # a number that no font has


def read_xls_looks(data: bytes) -> tuple[dict[str, Looks], dict[str, tuple[Merge, ...]]]:
    """The looks of the cells of each sheet, and its merged ranges."""
    codes: dict[int, str] = dict(BUILT_IN)
    fonts: list[bool] = []
    styles: list[tuple[str, bool]] = []
    looks: dict[str, Looks] = {}
    merges: dict[str, list[Merge]] = {}
    for sheet, kind, body in records_by_sheet(data):
        if kind == _FORMAT and len(body) > 5:
            codes[struct.unpack_from("<H", body)[0]] = read_string(body[5:], struct.unpack_from("<H", body, 2)[0], body[4] & 1)
        elif kind == _FONT and len(body) >= 4:
            fonts.append(bool(body[2] & _STRUCK))
        elif kind == _STYLE and len(body) >= 4:
            font, code = struct.unpack_from("<2H", body)
            font -= font > _UNUSED
            styles.append((codes.get(code, ""), font < len(fonts) and fonts[font]))
        elif kind == _MERGED and len(body) >= 2:
            merges.setdefault(sheet, []).extend(_merges(body))
        else:
            for row, column, number in _places(kind, body):
                if number < len(styles) and any(styles[number]):
                    code, struck = styles[number]
                    looks.setdefault(sheet, Looks()).put((row, column), code, struck=struck)
    return looks, {name: tuple(found) for name, found in merges.items()}


def _places(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """The cells of a record: row, column, style."""
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
