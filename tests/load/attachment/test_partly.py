"""What of a file is looked through in part only is told, whatever limit it is that ends the reading."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load.attachment import media, sweep
from generator.load.attachment.text import read_content
from tests.files import compound, docx, jpeg, pdf, pdf_saved_again, png, zipped
from tests.load.attachment.test_bombs import members
from tests.sites import BASE, check_site, write_site

ID = "371525199003078410"
_LONG = "字 " * 300_000


def told(data: bytes, type: str) -> list[str]:
    return [piece.text for piece in read_content(data, type).pieces if piece.name == "unjudged"]


def words(data: bytes, type: str) -> str:
    return "\n".join(piece.text for piece in read_content(data, type).pieces)


def in_docx(parts: dict[str, bytes]) -> bytes:
    return zipped(members(docx("甲")) | parts)


def test_a_text_of_a_picture_is_read_to_its_end(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("keywords:", "attachments: [{file: a.png}]\nkeywords:"))
    (site / "content/items/2023/a.png").write_bytes(png((b"iTXt", b"Comment\0\0\0\0\0" + f"{'字 ' * 5000}{ID}".encode())))
    assert "[id-number-exposed]" in check_site(site)


@pytest.mark.parametrize(
    ("type", "data"),
    [
        ("png", png((b"IDAT", bytes(5_000_000)), (b"tEXt", b"Comment\0" + ID.encode()))),
        ("png", png((b"zTXt", b"Comment\0\0" + zlib.compress(f"{'a ' * 50_000}{ID}".encode())))),
        ("png", png((b"tEXt", b"Raw profile type iptc\0\niptc\n      30\n" + f"word {ID}".encode().hex().encode() + b"\n"))),
        ("jpg", jpeg(segments=b"\xff\xfe" + (60_002).to_bytes(2, "big") + ID.encode().rjust(60_000))),
        ("gif", b"GIF89a" + b"\x21\xfe\x01\x01\0" * 20 + b"\x21\xfe\x12" + ID.encode() + b"\0;"),
        ("gif", b"GIF89a" + b"\x21\xfe\x14a\n" + ID.encode() + b"\0;"),
    ],
    ids=["behind the dots", "packed", "raw", "remark", "many remarks", "two lines"],
)
def test_words_are_read_however_many_come_before(type: str, data: bytes) -> None:
    assert ID in words(data, type)


@pytest.mark.parametrize(
    ("type", "make"),
    [
        ("png", lambda: png((b"iTXt", b"Comment\0\0\0\0\0" + (_LONG * 2).encode()))),
        ("png", lambda: png((b"zTXt", b"Comment\0\0" + zlib.compress(b"a " * 3_000_000)))),
        ("docx", lambda: in_docx({"customXml/a.xml": f"<a>{_LONG}</a>".encode()})),
        ("docx", lambda: in_docx({f"customXml/a{n}.xml": b"<a/>" for n in range(2_100)})),
        ("pdf", lambda: pdf(["x"], more={11: b"(%s)" % b") (".join(b"word %d" % n for n in range(30_000))})),
        ("zip", lambda: zipped({"a.txt": "x"} | {f"__MACOSX/._{n}": "x" for n in range(1_100)})),
    ],
    ids=["text", "packed text", "part", "parts", "strings", "litter"],
)
def test_what_is_not_read_is_told(type: str, make: Callable[[], bytes]) -> None:
    assert set(told(make(), type)) == {"partly"}


def test_saves_before_the_last_ones_are_told() -> None:
    data = pdf(["x"])
    for number in range(5):
        data = pdf_saved_again(data, {11: b"(%d)" % number})
    assert told(data, "pdf") == ["partly"]
    assert told(pdf_saved_again(pdf(["x"]), {11: b"(x)"}), "pdf") == []


def test_a_part_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "_LARGEST", 10_000)
    assert told(in_docx({"word/media/a.emf": b"\1\0\0\0" * 1_000}), "docx") == ["too-large"]
    assert told(in_docx({"word/media/a.emf": b"\1\0\0\0" * 100}), "docx") == []


def test_streams_and_pictures_beyond_the_count_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.load.attachment.older import compound as streams

    data = compound({f"s{n}": jpeg() for n in range(4)})
    assert told(data, "xyz") == []
    monkeypatch.setattr(streams, "_MOST", 2)
    assert told(data, "xyz") == ["partly"]
    monkeypatch.undo()
    monkeypatch.setattr(media, "_MOST_PICTURES", 1)
    assert told(compound({"s": jpeg() * 3}), "xyz") == ["partly"]


def test_what_is_read_whole_is_not_told() -> None:
    assert told(docx("甲" * 1000), "docx") == []
    assert told(png((b"tEXt", b"Comment\0hello")), "png") == []
    assert told(pdf(["x"]), "pdf") == []


def test_an_archive_that_holds_a_small_pdf_as_it_is_is_an_archive() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", pdf(["x"]))
        archive.writestr("b.txt", ID)
    read = read_content(held.getvalue(), "zip")
    assert read.state == "read"
    assert ID in words(held.getvalue(), "zip")
    assert not [piece for piece in read.pieces if piece.name == "other-kind"]
    assert read_content(b"\r\n\r\n" + pdf(["x"]), "pdf").state == "empty"


def _changed(data: bytes, name: bytes, *, lock: bool) -> bytes:
    """An archive one of whose files has a password, or other bytes than its sum says."""
    changed = bytearray(data)
    for mark, flags, named in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        at = next(at for at in range(len(data)) if data.startswith(mark, at) and data.startswith(name, at + named))
        if lock:
            changed[at + flags] |= 1
        elif named == 30:
            changed[at + 30 + len(name) + 2] ^= 0xFF
    return bytes(changed)


@pytest.mark.parametrize(("lock", "state"), [(True, "encrypted"), (False, "broken")])
def test_one_file_of_an_archive_that_cannot_be_read_hides_no_other(lock: bool, state: str, tmp_path: Path) -> None:
    data = _changed(zipped({"a.txt": "hello" * 20, "b.txt": ID}), b"a.txt", lock=lock)
    assert told(data, "zip") == [state]
    assert ID in words(data, "zip")
    site = write_site(tmp_path, BASE.replace("keywords:", "attachments: [{file: a.zip}]\nkeywords:"))
    (site / "content/items/2023/a.zip").write_bytes(zipped({f"{n}.exe": b"MZ" + bytes(200) for n in range(8)}))
    said = check_site(site)
    assert said.count("[attachment-unjudged]") == 1
    assert "“0.exe、1.exe、2.exe、3.exe、4.exe 等”的格式读不了" in said
