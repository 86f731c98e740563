"""Metadata of pictures and recordings: where they were taken, by whom, and in what words."""

from __future__ import annotations

import codecs
import contextlib
import io
import logging
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from generator.late import late
from generator.load.attachment.partly import partly
from generator.load.attachment.recordings import is_words, read_recording
from generator.load.attachment.words import words_of_bytes
from generator.load.attachment.xmp import place_of, xmp_pieces
from generator.model.attachment import Piece

_EXIF_PEOPLE = ("Image Artist", "Image XPAuthor", "EXIF CameraOwnerName", "Image Copyright")
_EXIF_WORDS = (
    *(
        "Image DocumentName",
        "Image PageName",
        "Image HostComputer",
        "Image ImageDescription",
        "EXIF UserComment",
        "Image XPComment",
        "Image XPTitle",
        "Image XPSubject",
        "Image XPKeywords",
    ),
)
# IPTC-NAA Information Interchange Model 4.2, record 2: by-line, writer, credit, contact; sub-location; words.
_IPTC_PEOPLE, _IPTC_PLACE, _IPTC_WORDS = (80, 122, 118), (92,), (5, 40, 105, 116, 120)
_PNG = b"\x89PNG\r\n\x1a\n"
_GIF_REMARK = late(rb"\x21\xfe[\x01-\xff]")
_PNG_TEXT = (b"tEXt", b"iTXt", b"zTXt")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # segments of a JPEG that say how large it is
_PAGE_DOTS, _SHEET = 1100, (1.37, 1.46)  # dots of the longer side; it to the shorter one, as of A4 (1.414)
_LARGEST_TEXT = 4_000_000  # bytes of one that is packed
_RAW = b"Raw profile type "  # EXIF and the like as hexadecimal signs, behind their name and how long they are (ImageMagick)
_COLOURS = (b"icc", b"icm")
# How pictures begin: what to look for, and how that may go on.
_INSIDE = (
    (b"\xff\xd8\xff", (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xed")),
    (b"\x89PNG\r\n\x1a\n", (b"\x89PNG\r\n\x1a\n",)),
)
_MOST_PICTURES = 1_000
_HEAD = 262_144  # bytes at the beginning of a picture in which what it says of itself stands


def is_picture(head: bytes) -> bool:
    """True if a file begins as a picture does."""
    return (
        head.startswith((b"\xff\xd8\xff", _PNG, b"GIF8", b"II*\0", b"MM\0*", b"BM"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"msf1"))
    )


def is_opaque(data: bytes) -> bool:
    """True if nothing can be seen through a picture: a JPEG, a BMP, a PNG without an opacity of its own."""
    if data.startswith(_PNG):
        colours, header = data[25:26], data[: max(data.find(b"IDAT"), 0)]
        return colours in (b"\0", b"\2", b"\3") and bool(header) and b"tRNS" not in header
    return data.startswith((b"\xff\xd8\xff", b"BM"))


def is_recording(head: bytes) -> bool:
    """True if a file begins as a recording does."""
    begun = head.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\x1aE\xdf\xa3", b"OggS", b"fLaC"))
    waves = head[:4] == b"RIFF" and head[8:12] in (b"WAVE", b"AVI ")
    return begun or waves or (head[4:8] == b"ftyp" and not is_picture(head))


def is_page(data: bytes) -> bool:
    """True if a picture has the sides of a sheet of paper, and dots enough to be read: a scan, a photographed document."""
    if data.startswith((b"II*\0", b"MM\0*")):
        return True  # what scanners and faxes write
    width, height = _sides(data)
    return max(width, height) >= _PAGE_DOTS and _SHEET[0] < max(width, height) / max(min(width, height), 1) < _SHEET[1]


def _sides(data: bytes) -> tuple[int, int]:
    """The width and height of a PNG or JPEG in dots; nought where it is neither."""
    if data.startswith(_PNG) and len(data) >= 24:
        return struct.unpack(">LL", data[16:24])
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return 0, 0


def read_media(data: bytes) -> Iterator[Piece]:
    """The pieces that say who and where, each told once; a file that cannot be read tells nothing."""
    seen = set[Piece]()
    if is_page(data):
        yield Piece("", "trace", name="picture-page")
    readers = (_exif, _iptc, xmp_pieces, _png, _remarks, read_recording)
    for reader in readers:
        # A file from anywhere, read by libraries and by what its makers' notes say: nothing to be known is no fault of it.
        with contextlib.suppress(Exception):
            for piece in reader(data):
                if piece not in seen and piece.text.strip():
                    seen.add(piece)
                    yield piece


def read_pictures(data: bytes, end: bytes = b"") -> Iterator[Piece]:
    """The pieces that pictures say of themselves which lie somewhere in bytes as they came; ``end`` is what ends each."""
    # Each beginning is looked for by itself: an expression of all of them takes a hundred times as long.
    starts = sorted(start for beginning, whole in _INSIDE for start in _starts(data, beginning, whole))
    if len(starts) > _MOST_PICTURES:
        yield partly()
    for start in starts[:_MOST_PICTURES]:
        head = data[start : start + _HEAD]
        yield from read_media(head.partition(end)[0] if end else head)


def _starts(data: bytes, beginning: bytes, whole: tuple[bytes, ...]) -> Iterator[int]:
    """The first places in bytes at which one of several beginnings stands that begin alike."""
    at, left = -1, _MOST_PICTURES + 1
    while left and (at := data.find(beginning, at + 1)) >= 0:
        if data.startswith(whole, at):
            left -= 1
            yield at


def _exif(data: bytes) -> Iterator[Piece]:
    """The pieces of a picture's EXIF (CIPA DC-008)."""
    if not is_picture(data[:64]):
        return
    import exifread  # only pictures need it

    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    tags: dict[str, Any] = {}
    for part in _exif_parts(data):
        with contextlib.suppress(Exception):  # what one reading does not understand, another may
            tags = exifread.process_file(io.BytesIO(part), details=False) | tags
    if "GPS GPSLatitude" in tags and "GPS GPSLongitude" in tags:
        yield place_of(f"{tags['GPS GPSLatitude']} {tags['GPS GPSLongitude']}")
    for name in _EXIF_PEOPLE:
        if name in tags:
            yield Piece(_exif_words(tags[name]), "metadata", name="author")
    for name in _EXIF_WORDS:
        if name in tags:
            yield Piece(_exif_words(tags[name]), "inside", name=name.partition(" ")[2])


def _exif_words(tag: Any) -> str:
    """The text of a value of EXIF; Windows writes its own as bytes of UTF-16, a comment says first what it is written in."""
    values = tag.values
    if not isinstance(values, list) or not all(isinstance(one, int) and 0 <= one <= 255 for one in values):
        return str(tag).strip()
    data = bytes(values)
    for mark, encoding in ((b"UNICODE\0", "utf-16"), (b"ASCII\0\0\0", "utf-8"), (bytes(8), "utf-8")):
        if data.startswith(mark):
            return data[8:].decode(encoding, "replace").strip("\0 ")
    return data.decode("utf-16-le", "replace").strip("\0 ")


def _exif_parts(data: bytes) -> Iterator[bytes]:
    """A picture, and the TIFF structure in it where its container hides that."""
    yield data
    if data[8:12] == b"WEBP" and (at := data.find(b"EXIF", 12)) > 0:
        yield data[at + 8 :].removeprefix(b"Exif\0\0")
    elif data.startswith(_PNG):  # behind its dots, too
        yield from (body.removeprefix(b"Exif\0\0") for kind, body in _chunks(data) if kind == b"eXIf")
    elif not data.startswith((b"\xff\xd8", b"II", b"MM")) and (at := data.find(b"Exif\0\0")) > 0:
        yield data[at + 6 :]


def _iptc(data: bytes) -> Iterator[Piece]:
    """The texts of the IPTC block of a picture (IIM 4.2) that name people and places."""
    at = data.find(b"8BIM\x04\x04")
    if at < 0:
        return
    name = data[at + 6]
    at += 6 + name + (2 if name % 2 == 0 else 1)
    (length,) = struct.unpack(">L", data[at : at + 4])
    block, at = data[at + 4 : at + 4 + length], 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, number, size = block[at + 1], block[at + 2], struct.unpack(">H", block[at + 3 : at + 5])[0]
        text = _text(block[at + 5 : at + 5 + size])
        at += 5 + size
        if record != 2 or not text:
            continue
        if number in _IPTC_PEOPLE:
            yield Piece(text, "metadata", name="author")
        elif number in _IPTC_PLACE:
            yield place_of(text)
        elif number in _IPTC_WORDS:
            yield Piece(text, "inside", name="IPTC")


def _text(data: bytes, *, whole: bool = True) -> str:
    """The text of bytes; what is not ``whole`` may end within a sign."""
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return codecs.getincrementaldecoder(encoding)().decode(data, whole).strip("\0 ")
    return data.decode("latin-1").strip("\0 ")


def _png(data: bytes) -> Iterator[Piece]:
    """The texts of a PNG (section 11.3.3), its author as metadata."""
    if not data.startswith(_PNG):
        return
    for kind, body in _chunks(data):
        if kind not in _PNG_TEXT:
            continue
        key, _, rest = body.partition(b"\0")
        whole = True
        if kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\1"):
            packed = rest[1:] if kind == b"zTXt" else rest[2:].partition(b"\0")[2].partition(b"\0")[2]
            squeezed = zlib.decompressobj()
            rest = squeezed.decompress(packed, _LARGEST_TEXT)
            whole = not squeezed.unconsumed_tail
        if not whole:
            yield partly()
        if key.startswith(_RAW):
            yield from _raw(key.removeprefix(_RAW), rest)
        elif rest:
            text = _text(rest.rpartition(b"\0")[2], whole=whole)
            if key in (b"Author", b"Artist"):
                yield Piece(text, "metadata", name="author")
            elif not key.startswith(b"XML:"):
                yield Piece(text, "inside", name=_text(key))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG by their kinds, without those that are its dots."""
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">L4s", data[at : at + 8])
        if kind != b"IDAT":
            yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length


def _raw(kind: bytes, written: bytes) -> Iterator[Piece]:
    """The words of what a program wrote as hexadecimal signs into a text of a PNG; its colours say nothing."""
    if kind in _COLOURS:
        return
    data = bytes.fromhex("".join(written.decode("ascii").split()[2:]))
    yield from xmp_pieces(data) if b"xmpmeta" in data else _words(words_of_bytes(data), kind)


def _words(text: str, kind: bytes) -> Iterator[Piece]:
    if text:
        yield Piece(text, "inside", name=_text(kind))


def _remarks(data: bytes) -> Iterator[Piece]:
    """The remarks that stand in a JPEG (ITU-T T.81, B.2.4.5) or a GIF (89a, 24)."""
    if data.startswith(b"\xff\xd8"):
        at = 2
        while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xD9, 0xDA):
            (length,) = struct.unpack(">H", data[at + 2 : at + 4])
            if data[at + 1] == 0xFE:
                yield Piece(_text(data[at + 4 : at + 2 + length]), "inside", name="remark")
            at += 2 + length
    elif data.startswith(b"GIF89a"):
        for found in _GIF_REMARK.finditer(data):
            text, at = bytearray(), found.start() + 2
            while at < len(data) and data[at]:
                text += data[at + 1 : at + 1 + data[at]]
                at += 1 + data[at]
            if is_words(words := _text(bytes(text))):
                yield Piece(words, "inside", name="remark")
