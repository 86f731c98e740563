"""A storage of a compound file written as a compound file of its own ([MS-CFB] 2), for readers that take whole files."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from generator.load.attachment.events import Refused

_SECTOR, _SHORTEST = 512, 4096  # bytes; what is shorter would need a table of short streams
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NUMBERS, _ENTRIES, _ROOM = 128, 4, 109  # of a sector of the table, of the directory; sectors of the table that the head names


def write_compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams in its root ([MS-CFB] 2): each padded so far that no short stream is needed."""
    whole = {name: data.ljust(_SHORTEST, b"\0") + bytes(-max(len(data), _SHORTEST) % _SECTOR) for name, data in streams.items()}
    directory_sectors = -(-(len(whole) + 1) // _ENTRIES)
    data_sectors = sum(len(data) // _SECTOR for data in whole.values())
    fat_sectors = 1
    while fat_sectors * _NUMBERS < fat_sectors + directory_sectors + data_sectors:
        fat_sectors += 1
    if fat_sectors > _ROOM:  # seven megabytes
        raise Refused("too-large")
    first = fat_sectors + directory_sectors
    fat = [_TABLE] * fat_sectors + [*range(fat_sectors + 1, first), _END]
    directory = _entry("Root Entry", 5, child=1 if whole else _FREE, start=_END, size=0)
    at = first
    for number, (name, data) in enumerate(whole.items(), 1):
        count = len(data) // _SECTOR
        directory += _entry(name, 2, right=number + 1 if number < len(whole) else _FREE, start=at, size=len(streams[name]))
        fat += [*range(at + 1, at + count), _END]
        at += count
    directory = directory.ljust(directory_sectors * _SECTOR, b"\0")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9L", 0, fat_sectors, fat_sectors, 0, 0, _END, 0, _END, 0)
    head += struct.pack("<109L", *range(fat_sectors), *[_FREE] * (_ROOM - fat_sectors))
    table = struct.pack(f"<{len(fat)}L", *fat).ljust(fat_sectors * _SECTOR, b"\xff")
    return head + table + directory + b"".join(whole.values())


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBLLL", len(raw), kind, 1, _FREE, right, child)
    return raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<LQ", start, size)
