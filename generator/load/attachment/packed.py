"""Parts of an archive as they lie in its bytes, for those that are packed as nearly all are: a document has dozens of short ones.

To open one by the library takes longer than to unpack it. Whatever is out of the ordinary is left to the library.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

_HEADER = struct.Struct("<4s2xHH16xHH")  # of a part (APPNOTE.TXT of ZIP, 4.3.7): mark, flags, how it is packed, lengths of names
_MARK = b"PK\x03\x04"
_PLAIN_FLAGS = 0x80E  # ways of packing, lengths that stand behind the part, names in UTF-8
_MORE = 64  # bytes that packing may add


def packed_part(data: bytes, info: zipfile.ZipInfo, most: int) -> bytes | None:
    """The first bytes of a part as it is packed by Deflate; None where it is not, or lies otherwise than its archive says."""
    at = info.header_offset
    if info.compress_type != zipfile.ZIP_DEFLATED or not 0 <= at <= len(data) - _HEADER.size:
        return None
    mark, flags, kind, name, more = _HEADER.unpack_from(data, at)
    at += _HEADER.size
    start = at + name + more
    plain = mark == _MARK and kind == info.compress_type and not (flags | info.flag_bits) & ~_PLAIN_FLAGS
    same = data[at : at + name] == info.orig_filename.encode("ascii", "replace")
    if not (plain and same) or start + info.compress_size > len(data):
        return None
    return data[start : start + min(most, info.compress_size)]


def inflated(data: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """A part, unpacked; None where it is not packed by Deflate, or not what its archive says."""
    packed = packed_part(data, info, info.compress_size)
    if packed is None or not info.file_size:
        return None
    try:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size)
    except zlib.error:
        return None
    return found if len(found) == info.file_size and zlib.crc32(found) == info.CRC else None


def beginning(data: bytes, info: zipfile.ZipInfo, length: int) -> bytes | None:
    """The first bytes of a part; None where that cannot be said."""
    packed = packed_part(data, info, length + _MORE)
    if packed is None:
        return None
    try:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, length)
    except zlib.error:
        return None
    return found if len(found) == length else None
