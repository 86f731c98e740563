"""What recordings say of themselves: where they were made (MP4, MOV, 3GP), by whom, and in what words (ID3)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from generator.late import late
from generator.model.attachment import Piece

# ISO 6709, as QuickTime and Android write it; not a place of nought.
_ISO6709 = late(rb"[+-]\d{1,3}\.\d{2,}[+-]\d{1,3}\.\d{2,}(?:[+-][\d.]+)?(?:CRS\w+)?/?")
_MOST = 4_000_000  # bytes at the beginning and at the end that are searched
_WORDS = 2_000  # characters of a description
# Names of what QuickTime and iTunes keep: who; then words.
_PEOPLE = (b"ART", b"aut", b"wrt", b"cpy", b"prf", b"dir")
_ATOM = late(rb"\xa9(nam|cmt|des|inf|swr|key|alb|ART|aut|wrt|cpy|prf|dir)", re.DOTALL)
_MOST_ATOMS = 200
_ID3_PEOPLE = (b"TPE1", b"TCOM", b"TENC", b"TOWN")
_ID3_PROGRAM = (b"TSSE", b"TLEN", b"TDEN", b"TYER", b"TDRC", b"TRCK", b"TCON", b"TFLT", b"TBPM")
_ID3_REMARKS = (b"COMM", b"USLT")  # that begin with their language and a title
_CODES = ("latin-1", "utf-16", "utf-16-be", "utf-8")


def read_recording(data: bytes) -> Iterator[Piece]:
    """The place of MP4, MOV and 3GP, the people and words of these and of ID3."""
    if data[4:8] == b"ftyp" or data[4:8] in (b"moov", b"mdat", b"wide", b"free"):
        for part in (data[:_MOST], data[max(_MOST, len(data) - _MOST) :]):
            yield from _place(part)
            yield from _atoms(part)
    if data.startswith(b"ID3"):
        yield from _id3(data)


def _place(part: bytes) -> Iterator[Piece]:
    for mark in (b"\xa9xyz", b"location.ISO6709", b"loci"):
        at = part.find(mark)
        if at < 0:
            continue
        if found := _ISO6709.search(part, at, at + 4096):
            yield Piece(found[0].decode(), "metadata", name="place")
        elif mark == b"loci" and any(part[at + 8 : at + 40]):
            yield Piece("loci", "metadata", name="place")


def _atoms(part: bytes) -> Iterator[Piece]:
    """The texts that QuickTime and iTunes keep under names of four signs, as they are or in an atom of data."""
    for number, found in enumerate(_ATOM.finditer(part)):
        if number >= _MOST_ATOMS:
            return
        at = found.end()
        if part[at + 4 : at + 8] == b"data":
            (size,) = struct.unpack(">L", part[at : at + 4])
            raw = part[at + 16 : at + min(size, 4 * _WORDS)]
        else:
            raw = part[at + 4 : at + 4 + int.from_bytes(part[at : at + 2], "big")]
        text = raw.decode("utf-8", "replace").strip("\0 ")
        if text and "\ufffd" not in text and text.replace("\n", "").isprintable():
            who = found[1] in _PEOPLE
            yield Piece(text[:_WORDS], "metadata" if who else "inside", name="author" if who else "remark")


def _id3(data: bytes) -> Iterator[Piece]:
    """The pieces of ID3v2 (id3.org): frames that name people, and words."""
    at, end = 10, min(len(data), 10 + _safe(data[6:10]))
    while at + 10 <= end and data[at : at + 1].isalpha():
        name = data[at : at + 4]
        size = _safe(data[at + 4 : at + 8]) if data[3] > 3 else int.from_bytes(data[at + 4 : at + 8], "big")
        frame = data[at + 10 : at + 10 + size]
        at += 10 + size
        if len(frame) < 2 or (name[:1] != b"T" and name not in _ID3_REMARKS) or name in _ID3_PROGRAM:
            continue
        encoding = _CODES[frame[0] & 3]
        whole = frame[4:] if name in _ID3_REMARKS else frame[1:]
        words = whole.decode(encoding, "replace").replace("\ufeff", "").replace("\ufffe", "")
        if encoding == "latin-1":  # what programs in China write under this name
            words = whole.decode("gb18030", "replace") if any(byte > 127 for byte in whole) else words
        if text := "\n".join(filter(None, words.split("\0"))).strip()[:_WORDS]:
            who = name in _ID3_PEOPLE
            yield Piece(text, "metadata" if who else "inside", name="author" if who else "ID3")


def _safe(size: bytes) -> int:
    """The number of four bytes of which each holds seven bits."""
    return sum((byte & 127) << shift for byte, shift in zip(size, (21, 14, 7, 0), strict=False))
