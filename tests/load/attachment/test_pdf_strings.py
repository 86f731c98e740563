"""What stands in the objects of a PDF beside its pages is looked through, whatever holds it; what draws a page is not read twice."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping

import pytest

from generator.load.attachment.text import read_content
from generator.model.attachment import AttachmentText
from tests.files import pdf, pdf_line, pdf_stream

WORDS = "Zhang Ming 13800000000"
STRING = b"(%b)" % WORDS.encode()
LINE = pdf_line("Words that all can read")
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _catalog(entry: bytes) -> Mapping[int, bytes]:
    return {1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % entry}


def _inside(data: bytes) -> str:
    return "\n".join(piece.text for piece in read_content(data, "pdf").pieces if piece.part == "inside")


@pytest.mark.parametrize(
    ("objects", "page"),
    [
        pytest.param(_catalog(b"/PageLabels << /Nums [0 << /P %b >>] >>" % STRING), "", id="name of a page"),
        pytest.param(_catalog(b"/AcroForm << /Fields [<< /FT /Ch /T (a) /Opt [(one) %b] >>] >>" % STRING), "", id="choice"),
        pytest.param(_catalog(b"/AcroForm << /Fields [<< /FT /Tx /T (a) /V %b >>] >>" % STRING), "", id="value shown nowhere"),
        pytest.param({50: b"<< /Type /Sig /ContactInfo %b >>" % STRING}, "", id="signature"),
        pytest.param({50: b"<< /Type /StructElem /S /Figure /E %b >>" % STRING}, "", id="words for a short form"),
        pytest.param({50: b"<< /Type /Annot /Contents %b >>" % STRING}, "", id="note that no page has any more"),
        pytest.param({50: b"<< /RC (<p>Zhang <b>Ming</b> 138\\060\\0600000\\\n00</p>) >>"}, "", id="note with markup"),
        pytest.param(
            {50: pdf_stream(f"<f><tel>{WORDS}</tel></f>".encode()), **_catalog(b"/AcroForm << /XFA [(data) 50 0 R] >>")},
            "",
            id="data of a form",
        ),
        pytest.param(
            {50: pdf_stream(zlib.compress(f'x="{WORDS}"'.encode("utf-16")), "/Filter /FlateDecode")}, "", id="script in a stream"
        ),
        pytest.param(
            {50: pdf_stream(WORDS.encode())}, "/PieceInfo << /P << /Private 50 0 R >> >>", id="what a program keeps for itself"
        ),
    ],
)
def test_words_in_any_object_are_looked_through(objects: Mapping[int, bytes], page: str) -> None:
    assert "13800000000" in _inside(pdf([LINE], more=objects, page=page))


def test_what_draws_a_page_and_the_days_of_a_file_are_no_words() -> None:
    assert _inside(pdf([LINE], more={50: b"<< /CreationDate (D:20260102030405Z) /ID <a1b2c3d4e5f6> >>"})) == ""


def _encrypted(text: bytes) -> bytes:
    """A document with a script, encrypted so that it opens without a password (ISO 32000-1, 7.6.3, revision 2)."""
    owner, permissions, name = bytes(range(32)), -4, bytes(16)
    key = hashlib.md5(_PADDING + owner + permissions.to_bytes(4, "little", signed=True) + name).digest()[:5]  # the format's
    of_catalog = hashlib.md5(key + bytes((1, 0, 0, 0, 0))).digest()[:10]  # the format's
    script = _rc4(of_catalog, text).hex().encode()
    data = pdf([""], more=_catalog(b"/OpenAction << /S /JavaScript /JS <%b> >>" % script))
    marks = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P %d >> /ID [<%b> <%b>]" % (
        owner.hex().encode(),
        _rc4(key, _PADDING).hex().encode(),
        permissions,
        name.hex().encode(),
        name.hex().encode(),
    )
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R " + marks)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def test_an_encrypted_document_that_opens_without_a_password_is_looked_through() -> None:
    assert f"alert {WORDS}" in _inside(_encrypted(f"alert {WORDS}".encode()))


def test_words_that_a_stamp_is_drawn_with_are_seen() -> None:
    drawn = pdf_stream(
        f"BT /F 12 Tf 2 4 Td ({WORDS}) Tj ET".encode(), "/Subtype /Form /BBox [0 0 200 18] /Resources << /Font << /F 3 0 R >> >>"
    )
    stamp = {50: b"<< /Type /Annot /Subtype /Stamp /Rect [50 500 250 518] /F 4 /AP << /N 60 0 R >> >>", 60: drawn}
    read = read_content(pdf([LINE], more=stamp, page="/Annots [50 0 R]"), "pdf")
    assert _pages(read) == [("text", 1, "Words that all can read"), ("text", 1, WORDS)]


def test_a_file_pinned_to_a_page_is_read() -> None:
    pinned = {
        50: b"<< /Type /Annot /Subtype /FileAttachment /Rect [9 9 20 20] /FS 51 0 R >>",
        51: b"<< /Type /Filespec /F (list.txt) /UF (list.txt) /EF << /F 52 0 R >> >>",
        52: pdf_stream(WORDS.encode(), "/Type /EmbeddedFile"),
    }
    read = read_content(pdf([LINE], more=pinned, page="/Annots [50 0 R]"), "pdf")
    assert [(piece.part, piece.text) for piece in read.pieces if piece.file == "list.txt"] == [("inside", WORDS)]


@pytest.mark.parametrize(
    ("off", "name"),
    [
        pytest.param(b"/OFF [50 0 R]", "草稿", id="a name in Chinese"),
        pytest.param(b"/BaseState /OFF /ON []", "Notes", id="all are off"),
    ],
)
def test_layers_are_known_by_any_name(off: bytes, name: str) -> None:
    objects = {
        **_catalog(b"/OCProperties << /OCGs [50 0 R] /D << %b >> >>" % off),
        50: b"<< /Type /OCG /Name <feff%b> >>" % name.encode("utf-16-be").hex().encode(),
    }
    page = "/Resources << /Font << /F 3 0 R >> /Properties << /L 50 0 R >> >>"
    read = read_content(pdf([f"{LINE}\n/OC /L BDC {pdf_line(WORDS, y=600)} EMC"], more=objects, page=page), "pdf")
    assert [(piece.name, piece.text) for piece in read.pieces if piece.part == "hidden"] == [("layer", WORDS), ("layer", name)]
    assert read.visible == "Words that all can read"


def _pages(read: AttachmentText) -> list[tuple[str, int, str]]:
    return [(piece.part, piece.page, piece.text) for piece in read.pieces if piece.page]
