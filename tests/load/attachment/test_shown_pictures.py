"""Pictures that browsers do not show, of another kind under a known ending; those that they do are left alone."""

from __future__ import annotations

import pytest

from generator.load.attachment.text import read_content
from tests.files import png

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)
AVIF = b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miaf" + bytes(64)
WHOLE = png()


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
    ],
)
def test_what_is_told_of_a_picture(data: bytes, ending: str, told: list[str]) -> None:
    pieces = read_content(data, ending).pieces
    assert [f"{piece.name} {piece.text}" for piece in pieces if piece.name == "other-kind"] == told
