"""A picture or a recording that breaks off is seen, wherever it does; one that is whole is not, whatever stands behind it."""

import struct
import zlib

import pytest

from generator.load.attachment.ends import breaks_off
from tests.files import png

DATA = bytes(range(1, 200))


def segment(mark: int, data: bytes) -> bytes:
    return bytes((0xFF, mark)) + struct.pack(">H", len(data) + 2) + data


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data) + 8) + kind + data


def large_box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L4sQ", 1, kind, len(data) + 16) + data


THUMBNAIL = segment(0xE1, b"Exif\0\0\xff\xd8\xff\xda" + DATA[:9] + b"\xff\xd9")
HEAD = segment(0xE0, b"JFIF\0") + THUMBNAIL + segment(0xDB, DATA[:65]) + segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0")
FRAME = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
SCREEN = struct.pack("<HHB", 1, 1, 0x80) + b"\0\0" + b"\0" * 6
WEBP = b"WEBPVP8L" + struct.pack("<L", 20) + DATA[:20]
FTYP = box(b"ftyp", b"isom\0\0\2\0isom")
# Each whole, and how many bytes at its end nobody misses.
WHOLE = {
    "jpeg": (b"\xff\xd8" + HEAD + segment(0xDA, b"\x01\x01\0\0\x3f\0") + DATA + b"\xff\xd9", 0),
    "jpeg of several scans": (b"\xff\xd8" + HEAD + 2 * (segment(0xDA, b"\x01\x01\0\0\x3f\0") + DATA) + b"\xff\xd9", 0),
    "png": (png((b"tEXt", b"Title\0T")), 4),
    "gif": (b"GIF89a" + SCREEN + b"\x21\xf9\x04\0\0\0\0\0" + FRAME + b";", 1),
    "webp": (b"RIFF" + struct.pack("<L", len(WEBP)) + WEBP, 1),
    "bmp": (b"BM" + struct.pack("<LHHLLllHHL", 78, 0, 0, 54, 40, 2, -3, 1, 24, 0) + bytes(20) + bytes(24), 0),
    "film": (FTYP + box(b"mdat", DATA) + box(b"moov", DATA), 0),
    "long film": (FTYP + box(b"moov", DATA) + large_box(b"mdat", DATA), 0),
    "heic": (box(b"ftyp", b"heic\0\0\0\0mif1") + box(b"meta", DATA) + box(b"mdat", DATA), 0),
}
BEGINNING = 16  # bytes by which it is known what a file is


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_cut_breaks_off_and_what_is_whole_does_not(name: str) -> None:
    whole, unmissed = WHOLE[name]
    ends = range(BEGINNING, len(whole) - unmissed)
    # Between its blocks a GIF is shown as far as it goes; behind what says where all lies, nothing else need stand.
    between = {"gif": [19, 27], "heic": [*range(227, 235)], "long film": [*range(227, 235)]}
    assert [end for end in ends if not breaks_off(whole[:end])] == between.get(name, [])
    assert not any(breaks_off(whole[:end]) for end in range(len(whole) - unmissed, len(whole) + 1))


@pytest.mark.parametrize("name", [name for name in WHOLE if "film" not in name and name != "heic"])
def test_what_stands_behind_a_picture_does_not_make_it_break_off(name: str) -> None:
    assert not breaks_off(WHOLE[name][0] + bytes(40) + b"a film of a phone")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a text",
        b"\xff\xd8\xff\xd9",  # without its picture
        b"\xff\xd8\xff\xe0\0\x04\0\0 what is no mark",
        b"\x89PNG\r\n\x1a\n\0\0\0\1\0\0\0\0 what is no chunk",
        FTYP + box(b"moov", b"") + struct.pack(">L4s", 0, b"mdat") + DATA,  # as long as the file is
        b"BM" + struct.pack("<LHHLLllHHL", 78, 0, 0, 54, 40, 2, 3, 1, 24, 1) + zlib.compress(b"rows in runs"),
        b"ID3" + DATA,
    ],
)
def test_what_is_not_judged_does_not_break_off(data: bytes) -> None:
    assert not breaks_off(data)


@pytest.mark.parametrize(("sign", "order"), [(b"II*\0", "<"), (b"MM\0*", ">")])
def test_a_tiff_whose_directory_is_lost_breaks_off(sign: bytes, order: str) -> None:
    whole = sign + struct.pack(f"{order}L", 208) + bytes(200) + bytes(6)
    assert not breaks_off(whole)
    assert breaks_off(whole[:200])
