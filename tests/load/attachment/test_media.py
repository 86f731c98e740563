"""Words and names that pictures and recordings say of themselves are seen, in whatever way they are written there."""

from __future__ import annotations

import struct
import zlib

import pytest

from generator.load.attachment.text import read_content
from tests.files import png

WORDS = "王五 13912345678"


def _segment(mark: int, data: bytes) -> bytes:
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data


def _jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + b"\xff\xd9"


def _exif(tag: int, value: bytes) -> bytes:
    """A JPEG with a value of EXIF in bytes, as Windows writes it."""
    tiff = b"II*\0\x08\0\0\0\1\0" + struct.pack("<HHLL", tag, 1, len(value), 26) + bytes(4) + value
    return _jpeg(_segment(0xE1, b"Exif\0\0" + tiff))


def _atom(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data) + 8) + name + data


def _mp4(*atoms: bytes) -> bytes:
    return _atom(b"ftyp", b"isom\0\0\0\0isom") + _atom(b"moov", _atom(b"udta", b"".join(atoms)))


def _id3(name: bytes, frame: bytes, version: int = 3) -> bytes:
    return (
        b"ID3"
        + bytes([version])
        + b"\0\0\0\0\0"
        + bytes([len(frame) + 10])
        + name
        + struct.pack(">L", len(frame))
        + b"\0\0"
        + frame
    )


def _riff(name: bytes, data: bytes) -> bytes:
    info = b"INFO" + name + struct.pack("<L", len(data)) + data + bytes(len(data) % 2)
    return b"RIFF" + struct.pack("<L", len(info) + 12) + b"WAVELIST" + struct.pack("<L", len(info)) + info


def _comments(*said: str) -> bytes:
    """The comments of Ogg and FLAC, behind the name of a program."""
    return (
        b"".join(struct.pack("<L", len(one)) + one for one in (b"x",))
        + struct.pack("<L", len(said))
        + b"".join(struct.pack("<L", len(one.encode())) + one.encode() for one in said)
    )


def _old_id3(who: str, remark: str) -> bytes:
    return (
        b"\xff\xfb"
        + bytes(90)
        + b"TAG"
        + bytes(30)
        + who.encode("gbk").ljust(60, b"\0")
        + bytes(4)
        + remark.encode("gbk").ljust(31, b"\0")
    )


UTF8 = WORDS.encode()


@pytest.mark.parametrize(
    ("type", "data"),
    [
        pytest.param("png", png((b"tEXt", b"Comment\0" + UTF8)), id="text of a PNG"),
        pytest.param("png", png((b"zTXt", b"Comment\0\0" + zlib.compress(UTF8))), id="packed text of a PNG"),
        pytest.param("png", png((b"iTXt", b"Comment\0\1\0zh\0\0" + zlib.compress(UTF8))), id="packed text in any language"),
        pytest.param("jpg", _jpeg(_segment(0xE0, bytes(14)), _segment(0xFE, UTF8)), id="remark in a JPEG"),
        pytest.param("jpg", _exif(0x9C9C, WORDS.encode("utf-16-le") + b"\0\0"), id="comment by Windows"),
        pytest.param("gif", b"GIF89a\1\0\1\0\0\0\0\x21\xfe" + bytes([len(UTF8)]) + UTF8 + b"\0\x3b", id="remark in a GIF"),
        pytest.param("mp4", _mp4(_atom(b"\xa9cmt", _atom(b"data", struct.pack(">LL", 1, 0) + UTF8))), id="comment by iTunes"),
        pytest.param("mov", _mp4(_atom(b"\xa9des", struct.pack(">HH", len(UTF8), 0) + UTF8)), id="words by QuickTime"),
        pytest.param("mp3", _id3(b"COMM", b"\1chi" + "说明\0".encode("utf-16") + WORDS.encode("utf-16")), id="comment in UTF-16"),
        pytest.param("mp3", _id3(b"COMM", b"\0chi\0" + WORDS.encode("gbk")), id="comment in GBK"),
        pytest.param("mp3", _id3(b"TXXX", b"\3note\0" + UTF8), id="words under a name of their own"),
        pytest.param("mp3", _old_id3("", WORDS), id="remark at the end of a file"),
        pytest.param("wav", _riff(b"ICMT", WORDS.encode("gbk")), id="comment of waves"),
        pytest.param(
            "ogg", b"OggS" + bytes(24) + b"\x03vorbis" + _comments("ENCODER=x", f"COMMENT={WORDS}"), id="comment of Ogg"
        ),
        pytest.param("opus", b"OggS" + bytes(24) + b"OpusTags" + _comments(f"NOTE={WORDS}"), id="comment of Opus"),
        pytest.param("flac", b"fLaC\0\0\0\x22" + bytes(34) + b"\x84\0\0\x40" + _comments(f"NOTE={WORDS}"), id="comment of FLAC"),
        pytest.param("webm", b"\x1aE\xdf\xa3" + bytes(9) + b"\x44\x87" + bytes([0x80 + len(UTF8)]) + UTF8, id="tag of a film"),
        pytest.param("mov", _mp4(_atom(b"\0\0\0\1", _atom(b"data", struct.pack(">LL", 1, 0) + UTF8))), id="value under a number"),
        pytest.param(
            "jpg", _jpeg() + _mp4(_atom(b"\xa9cmt", struct.pack(">HH", len(UTF8), 0) + UTF8)), id="film behind a picture"
        ),
    ],
)
def test_words_are_seen(type: str, data: bytes) -> None:
    pieces = [piece for piece in read_content(data, type).pieces if piece.part == "inside"]
    assert [piece.text.split("\n")[-1] for piece in pieces] == [WORDS]


@pytest.mark.parametrize(
    ("type", "data"),
    [
        pytest.param("jpg", _exif(0x9C9D, "张三".encode("utf-16-le") + b"\0\0"), id="author by Windows"),
        pytest.param("mp4", _mp4(_atom(b"\xa9ART", _atom(b"data", struct.pack(">LL", 1, 0) + "张三".encode()))), id="artist"),
        pytest.param("mp3", _id3(b"TPE1", b"\3" + "张三".encode(), version=4), id="who speaks"),
        pytest.param("mp3", _old_id3("张三", ""), id="who speaks, at the end of a file"),
        pytest.param("wav", _riff(b"IART", "张三".encode("gbk")), id="who speaks in waves"),
        pytest.param(
            "jpg",
            _jpeg(_segment(0xE1, '<x:xmpmeta xmlns:x="x"><RegionList><li Name="张三"/></RegionList></x:xmpmeta>'.encode())),
            id="whose face it is",
        ),
    ],
)
def test_people_are_named(type: str, data: bytes) -> None:
    pieces = [piece for piece in read_content(data, type).pieces if piece.part == "metadata"]
    assert [(piece.name, piece.text) for piece in pieces] == [("author", "张三")]


@pytest.mark.parametrize(
    ("type", "data"),
    [
        pytest.param(
            "gif",
            b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\x02\x08\x21\xfe\x05\x01\x02\x03\x04\x05\0\x3b",
            id="dots of a picture",
        ),
        pytest.param("mp4", _mp4(b"\xa9cmt" + bytes(range(128, 160))), id="sounds"),
        pytest.param("mp3", _id3(b"TSSE", b"\3Lavf58"), id="program"),
    ],
)
def test_what_is_no_words_is_not_told(type: str, data: bytes) -> None:
    assert read_content(data, type).pieces == ()
