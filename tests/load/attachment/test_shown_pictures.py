"""Pictures that browsers do not show: of another kind under a known ending, or cut off; whole ones are left alone."""

from __future__ import annotations

import pytest

from generator.load.attachment.text import read_content
from tests.files import jpeg, png

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)
AVIF = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf" + bytes(64)
WEBP = b"RIFF\x0c\0\0\0WEBPVP8 " + bytes(4)
WHOLE = png((b"tEXt", b"Title\0IEND"))
PHOTO = jpeg(place=True, segments=b"\xff\xe1\0\x0c\xff\xd8\xff\xda\xff\xd9ab\0\0")  # with a small picture of its own
SCAN = PHOTO.rindex(b"\xff\xda")


@pytest.mark.parametrize(
    ("data", "ending", "told"),
    [
        pytest.param(HEIC, "jpg", ["other-kind heic"], id="heic as jpg"),
        pytest.param(HEIC, "png", ["other-kind heic"], id="heic as png"),
        pytest.param(HEIC, "heic", [], id="heic"),
        pytest.param(AVIF, "jpg", [], id="avif as jpg"),
        pytest.param(b"II*\0" + bytes(64), "jpg", ["other-kind tiff"], id="tiff as jpg"),
        pytest.param(b"II*\0" + bytes(64), "tif", [], id="tiff"),
        pytest.param(WHOLE, "png", [], id="png"),
        pytest.param(WHOLE, "jpg", [], id="png as jpg, which browsers show"),
        pytest.param(WHOLE[:-12], "png", ["picture-cut "], id="png without its end"),
        pytest.param(WHOLE[:60], "png", ["picture-cut "], id="png cut in a chunk"),
        pytest.param(WHOLE + b"what a phone adds", "png", [], id="png with more behind"),
        pytest.param(PHOTO, "jpg", [], id="jpeg"),
        pytest.param(PHOTO + bytes(2000), "jpeg", [], id="jpeg with more behind"),
        pytest.param(PHOTO[: SCAN + 2], "jpg", ["picture-cut "], id="jpeg cut in its scan"),
        pytest.param(PHOTO[: SCAN - 4], "jpg", ["picture-cut "], id="jpeg cut before its scan"),
        pytest.param(WEBP, "webp", [], id="webp"),
        pytest.param(WEBP[:-1], "webp", [], id="webp without the padding"),
        pytest.param(WEBP[:14], "webp", ["picture-cut "], id="webp cut"),
        pytest.param(b"GIF89a\1\0\1\0\0\0\0;", "gif", [], id="gif"),
        pytest.param(bytes(500), "jpg", ["picture-cut "], id="no picture"),
        pytest.param(b"<!DOCTYPE html><title>login</title>", "jpg", ["picture-cut "], id="a web page"),
    ],
)
def test_what_is_told_of_a_picture(data: bytes, ending: str, told: list[str]) -> None:
    pieces = read_content(data, ending).pieces
    assert [f"{piece.name} {piece.text}" for piece in pieces if piece.name in ("other-kind", "picture-cut")] == told
