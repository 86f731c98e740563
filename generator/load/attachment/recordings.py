"""Words that recordings say of themselves: where they were made (MP4, MOV, 3GP), by whom, in what words (ID3, Ogg …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.late import late
from generator.model.attachment import Piece

# ISO 6709, as QuickTime and Android write it; not a place of nought.
_ISO6709 = late(rb"[+-]\d{1,3}\.\d{2,}[+-]\d{1,3}\.\d{2,}(?:[+-][\d.]+)?(?:CRS\w+)?/?")
_MOST = 4_000_000  # bytes at the beginning and at the end that are searched
# Names of what QuickTime and iTunes keep: who; then words.
_PEOPLE = (b"ART", b"aut", b"wrt", b"cpy", b"prf", b"dir")
_ATOM = late(rb"\xa9(nam|cmt|des|inf|swr|key|alb|ART|aut|wrt|cpy|prf|dir)", re.DOTALL)
_DATA = b"data\0\0\0\1"  # and that it is a text in UTF-8
_MOST_ATOMS = 200
_RIFF_PEOPLE = (b"IART", b"IENG", b"ITCH", b"ICMS", b"IWRI")
_COMMENTS = late(rb"\x03vorbis|OpusTags|fLaC(?:[\x00-\x03].{37})?[\x04\x84]...", re.DOTALL)  # in FLAC behind a block of 34 bytes
_VORBIS_PEOPLE = ("ARTIST", "PERFORMER", "COMPOSER", "AUTHOR", "CONTACT")
_VORBIS_PROGRAM = ("ENCODER", "DATE", "TRACKNUMBER", "GENRE")
_TAG = late(rb"(\x44\x87|\x7b\xa9|\x46\x6e)([\x81-\xff]|[\x40-\x7f].)", re.DOTALL)  # a tag's text, a title, the name of a file
_OLD_ID3 = 128  # bytes
_ID3_PEOPLE = (b"TPE1", b"TCOM", b"TENC", b"TOWN")
_ID3_PROGRAM = (b"TSSE", b"TLEN", b"TDEN", b"TYER", b"TDRC", b"TRCK", b"TCON", b"TFLT", b"TBPM")
_ID3_REMARKS = (b"COMM", b"USLT")  # that begin with their language and a title
_CODES = ("latin-1", "utf-16", "utf-16-be", "utf-8")


def read_recording(data: bytes) -> Iterator[Piece]:
    """The place of MP4, MOV and 3GP, the people and words of these and of ID3."""
    ends = data[:_MOST], data[max(_MOST, len(data) - _MOST) :]
    film = data.find(b"ftyp", len(data) - _MOST if len(data) > _MOST else 0) if data.startswith(b"\xff\xd8") else -1
    if data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free") or film > 0:  # a phone puts a film behind a picture
        for part in ends:
            yield from _place(part)
            yield from _atoms(part)
    elif data[:4] in (b"RIFF", b"RF64"):
        yield from (piece for part in ends for piece in _riff(part))
    elif data[:4] in (b"OggS", b"fLaC"):
        yield from _vorbis(data[:_MOST])
    elif data.startswith(b"\x1aE\xdf\xa3"):
        yield from (piece for part in ends for piece in _matroska(part))
    if data.startswith(b"ID3"):
        yield from _id3(data)
    if data[-_OLD_ID3 : -_OLD_ID3 + 3] == b"TAG":
        yield from _old_id3(data[-_OLD_ID3:])


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
        if part[at + 4 : at + 8] != b"data":
            yield from _said(_utf8(part[at + 4 : at + 4 + int.from_bytes(part[at : at + 2], "big")]), who=found[1] in _PEOPLE)
    # The others stand in an atom of data, whatever it is called: by four signs, by a number, by a name of its own.
    at, left = part.find(_DATA), _MOST_ATOMS
    while at >= 0 and left:
        size, name = int.from_bytes(part[max(at - 4, 0) : at], "big"), part[max(at - 7, 0) : max(at - 4, 0)]
        yield from _said(_utf8(part[at + 12 : at + max(size - 4, 0)]), who=name in _PEOPLE)
        at, left = part.find(_DATA, at + 1), left - 1


def _riff(part: bytes) -> Iterator[Piece]:
    """The pieces of the lists of a WAV or an AVI (RIFF, INFO): of people, and words."""
    at = part.find(b"INFO")
    while at >= 0:
        at += 4
        while at + 8 <= len(part) and part[at : at + 4].isalnum():
            name, size = part[at : at + 4], int.from_bytes(part[at + 4 : at + 8], "little")
            if name != b"ISFT":  # the program
                yield from _said(_decoded(part[at + 8 : at + 8 + size]), who=name in _RIFF_PEOPLE)
            at += 8 + size + size % 2
        at = part.find(b"INFO", at)


def _vorbis(part: bytes) -> Iterator[Piece]:
    """The pieces of the comments of Ogg and FLAC (Vorbis I, 5): each a name, and behind it a text."""
    at = next((found.end() for found in _COMMENTS.finditer(part)), 0)
    if not at:
        return
    at += 4 + int.from_bytes(part[at : at + 4], "little")  # which program it was
    count, at = int.from_bytes(part[at : at + 4], "little"), at + 4
    for _ in range(min(count, _MOST_ATOMS)):
        size = int.from_bytes(part[at : at + 4], "little")
        name, _, text = _utf8(part[at + 4 : at + 4 + size]).partition("=")
        at += 4 + size
        if name.upper() not in _VORBIS_PROGRAM:
            yield from _said(text, who=name.upper() in _VORBIS_PEOPLE)


def _matroska(part: bytes) -> Iterator[Piece]:
    """The pieces of the tags and the title of a Matroska or WebM file (RFC 9559)."""
    for found in _TAG.finditer(part):
        size = found[2][0] & 127 if found[2][0] & 128 else int.from_bytes(found[2], "big") & 0x3FFF
        at = found.end()
        yield from _said(_utf8(part[at : at + size]), who=False)


def _old_id3(tag: bytes) -> Iterator[Piece]:
    """The pieces of ID3v1, which stands in the last bytes of a file: title, artist, album and a remark."""
    title, who, album, remark = tag[3:33], tag[33:63], tag[63:93], tag[97:125]
    for text in (title, album, remark):
        yield from _said(_decoded(text.partition(b"\0")[0]), who=False)
    yield from _said(_decoded(who.partition(b"\0")[0]), who=True)


def _said(text: str, *, who: bool) -> Iterator[Piece]:
    """The piece of a text that names somebody, or says something; none of what is no text."""
    text = text.strip("\0 \r\n")
    if text and is_words(text) and "\ufffd" not in text:
        yield Piece(text, "metadata" if who else "inside", name="author" if who else "remark")


def is_words(text: str) -> bool:
    """True for a text all of whose signs are seen, or stand between words."""
    return "".join(text.split()).isprintable()


def _utf8(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _decoded(raw: bytes) -> str:
    try:
        return raw.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return raw.rstrip(b"\0").decode("gb18030", "replace")


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
        if text := "\n".join(filter(None, words.split("\0"))).strip():
            who = name in _ID3_PEOPLE
            yield Piece(text, "metadata" if who else "inside", name="author" if who else "ID3")


def _safe(size: bytes) -> int:
    """A number in four bytes, each of which holds seven bits of it."""
    return sum((byte & 127) << shift for byte, shift in zip(size, (21, 14, 7, 0), strict=False))
