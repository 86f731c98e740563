"""QR codes, read back by a decoder that is not ours."""

from __future__ import annotations

import io
import string

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.render.page.qr import Code, qr_code


def decoded(code: Code) -> str:
    picture = Image.open(io.BytesIO(code.png))
    assert picture.size == (code.side, code.side)
    results = zxingcpp.read_barcodes(picture.convert("L").resize((code.side * 4, code.side * 4), Image.Resampling.NEAREST))
    assert len(results) == 1
    return str(results[0].text)


# One length of each size from 1 to 15, and the lengths at which the size changes.
@pytest.mark.parametrize("length", [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 400, 412])
def test_a_code_of_every_size_is_read_back(length: int) -> None:
    text = ("https://yunze.example/wjw/items/" * 13)[:length]
    code = qr_code(text)
    assert code is not None
    assert decoded(code) == text


@given(st.text(string.ascii_letters + string.digits + "/%-._", max_size=150))
def test_any_address_is_read_back(path: str) -> None:
    address = f"https://example.org/{path}"
    code = qr_code(address)
    assert code is not None
    assert decoded(code) == address


def test_what_nobody_could_scan_has_no_code() -> None:
    assert qr_code("x" * 413) is None


def test_the_picture_is_an_address_of_its_own() -> None:
    code = qr_code("https://example.org/")
    assert code is not None
    assert code.data_address.startswith("data:image/png;base64,iVBORw0KGgo")
