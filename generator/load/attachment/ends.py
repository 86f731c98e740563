"""Pictures and recordings that break off: what they say of their own length and end, held against their bytes.

A file of which the copying or the download was broken off begins as it should; whoever opens it sees a part of it, or nothing.
What is written otherwise than its format says, and is no shorter for it, is not judged: programs are lenient there.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

_JPEG_END, _JPEG_SCAN = 0xD9, 0xDA
_ALONE = (0x01, *range(0xD0, 0xD8))  # marks of a JPEG without a length (ITU-T T.81, B.1.1.3)
_GIF_END, _GIF_MORE, _GIF_IMAGE = 0x3B, 0x21, 0x2C
_TABLES = (b"moov", b"moof", b"meta")  # one of these says where the pictures of a film, or the one of a HEIC, lie


def breaks_off(data: bytes) -> bool:
    """True if a picture or a recording ends before it is whole."""
    for beginning, at, is_cut in _FORMATS:
        if data.startswith(beginning, at):
            try:
                return is_cut(data)
            except (IndexError, struct.error):  # it ends within what says how long it is
                return True
    return False


def _jpeg(data: bytes) -> bool:
    """True for a JPEG that ends within a segment, or has a scan and no end behind it; a thumbnail stands before that."""
    at = 2
    while data[at] == 0xFF:
        mark = data[at + 1]
        if mark == _JPEG_END:
            return False
        if mark == _JPEG_SCAN:
            return data.find(bytes((0xFF, _JPEG_END)), at) < 0
        if mark == 0xFF:
            at += 1
        else:
            at += 2 if mark in _ALONE else 2 + struct.unpack_from(">H", data, at + 2)[0]
    return False


def _png(data: bytes) -> bool:
    at = 8
    while True:
        length, kind = struct.unpack_from(">L4s", data, at)
        if kind == b"IEND" or not kind.isalpha():
            return False
        at += 12 + length


def _gif(data: bytes) -> bool:
    """True for a GIF that ends within a block; without a last sign it is shown all the same."""
    at = 13 + _colours(data[10])
    while at < len(data):
        kind = data[at]
        if kind == _GIF_IMAGE:
            at += 11 + _colours(data[at + 9])
        elif kind == _GIF_MORE:
            at += 2
        else:
            return False
        while size := data[at]:
            at += 1 + size
        at += 1
    return at > len(data)


def _colours(flags: int) -> int:
    """How many bytes the table of colours takes that some flags of a GIF tell of (89a, 18 and 20)."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> bool:
    size: int = struct.unpack_from("<L", data, 4)[0]
    return size + 8 > len(data) + 1  # the byte that makes it even may be left out


def _bmp(data: bytes) -> bool:
    start, header, width, height, _, bits, packed = struct.unpack_from("<LLllHHL", data, 10)
    return header >= 40 and not packed and start + (width * bits + 31) // 32 * 4 * abs(height) > len(data)


def _tiff(data: bytes) -> bool:
    start: int = struct.unpack_from("<L" if data.startswith(b"II") else ">L", data, 4)[0]
    return start >= len(data)


def _boxes(data: bytes) -> bool:
    """True for a film or a HEIC that ends within one of its boxes (ISO/IEC 14496-12, 4.2), or lacks what leads to the rest."""
    at, kinds = 0, set[bytes]()
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">L4s", data, at)
        if size == 1:
            size = struct.unpack_from(">Q", data, at + 8)[0]
        if size < 8:
            return False  # to the end, or nothing that is known
        kinds.add(kind)
        at += size
    return at > len(data) or kinds.isdisjoint(_TABLES)


_FORMATS: tuple[tuple[bytes, int, Callable[[bytes], bool]], ...] = (
    (b"\xff\xd8\xff", 0, _jpeg),
    (b"\x89PNG\r\n\x1a\n", 0, _png),
    (b"GIF8", 0, _gif),
    (b"WEBP", 8, _webp),
    (b"BM", 0, _bmp),
    (b"II*\0", 0, _tiff),
    (b"MM\0*", 0, _tiff),
    (b"ftyp", 4, _boxes),
)
