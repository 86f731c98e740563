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
    ],
)
def test_people_are_named(type: str, data: bytes) -> None:
    assert [(piece.name, piece.text) for piece in read_content(data, type).pieces] == [("author", "张三")]


@pytest.mark.parametrize(
    ("type", "data"),
    [
        pytest.param("gif", b"GIF89a\1\0\1\0\0\0\0,\x21\xfe\x05\x01\x02\x03\x04\x05\0\x3b", id="dots of a picture"),
        pytest.param("mp4", _mp4(b"\xa9cmt" + bytes(range(128, 160))), id="sounds"),
        pytest.param("mp3", _id3(b"TSSE", b"\3Lavf58"), id="program"),
    ],
)
def test_what_is_no_words_is_not_told(type: str, data: bytes) -> None:
    assert read_content(data, type).pieces == ()
