"""X3. A small file that asks for a great deal is one finding with its reason; the program lives, and every other file is looked into."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.load.attachment import child
from generator.load.attachment.child import Limits
from tests.files import docx, pdf, pdf_stream, sheet, xlsx, zipped
from tests.sites import BASE, check_site, write_site

IDENTITY = "371525199003078410"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], name: str, pieces: Iterator[bytes]) -> bytes:
    """A package with one more part, made of pieces that nobody holds at once."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for other, data in parts.items():
            if other != name:
                package.writestr(other, data)
        with package.open(name, "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
    return made.getvalue()


def repeated(head: str, body: str, times: int, tail: str) -> Iterator[bytes]:
    yield head.encode()
    for _ in range(times // 1000):
        yield (body * 1000).encode()
    yield tail.encode()


def in_document(body: str, times: int) -> bytes:
    text = repeated('<w:document xmlns:w="w"><w:body>', body, times, "</w:body></w:document>")
    return packed(members(docx("")), "word/document.xml", text)


def in_sheet(body: str, times: int, more: dict[str, bytes] | None = None) -> bytes:
    text = repeated(f'<worksheet xmlns="{NAMESPACE}"><sheetData>', body, times, "</sheetData></worksheet>")
    return packed(members(xlsx({"a": sheet([])})) | (more or {}), "xl/worksheets/sheet1.xml", text)


def far_cell(places: list[str] | None = None) -> bytes:
    far = sheet([["甲"]]).replace('<c r="A1"', "<c r='XFD1048576'><v>1</v></c><c r=\"A1\"")
    return xlsx({"a": far}, places=places) if places else xlsx({"a": far})


def deflated(megabytes: int) -> bytes:
    """A PDF with a stream of so many megabytes."""
    squeeze = zlib.compressobj(1)
    data = b"".join(squeeze.compress(b"0 0 m 1 1 l S\n" * 75_000) for _ in range(megabytes)) + squeeze.flush()
    return pdf(["x"], more={11: pdf_stream(data, "/Filter /FlateDecode")})


def drawn(times: int, deep: int) -> bytes:
    """A PDF whose drawing draws another so many times, and so on."""
    inner = {
        n: pdf_stream(b"/A Do " * times, f"{FORM} /Resources << /XObject << /A {n + 1} 0 R >> >>") for n in range(50, 50 + deep)
    }
    inner[50 + deep] = pdf_stream(b"BT /F 9 Tf (x) Tj ET", FORM)
    return pdf(["/I Do"], pdf_stream(b"/A Do", f"{FORM} /Resources << /XObject << /A 50 0 R >> >>"), inner)


BOMBS: dict[str, Callable[[], bytes]] = {
    "far.xlsx": far_cell,
    "far-elsewhere.xlsx": lambda: far_cell(["sheets/x.bin"]),
    "itself.pdf": lambda: pdf(["/I Do"], pdf_stream(b"/I Do /I Do", f"{FORM} /Resources << /XObject << /I 4 0 R >> >>")),
    "fan.pdf": lambda: drawn(10, 10),
    "stream.pdf": lambda: deflated(400),
    "paragraphs.docx": lambda: in_document("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 6_000_000),
    "tags.docx": lambda: in_document("<w:p/>", 40_000_000),
    "deep.docx": lambda: in_document("<w:p>", 8_000_000),
    "cells.xlsx": lambda: in_sheet("<row>" + "<c><v>1</v></c>" * 10 + "</row>", 1_600_000),
    "entities.docx": lambda: zipped(members(docx("")) | {"word/document.xml": b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'}),
    "quote.csv": lambda: b'a,b\n"' + b"x,y\n" * 24_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_asks_for_too_much_harms_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "Limits", lambda: Limits(memory=500_000_000, processor_seconds=1, seconds=40.0))
    site = write_site(tmp_path, BASE.replace("keywords:", f"attachments: [{{file: {name}}}, {{file: other.txt}}]\nkeywords:"))
    (site / "content/items/2023" / name).write_bytes(BOMBS[name]())
    (site / "content/items/2023/other.txt").write_text(IDENTITY, "utf-8")
    told = check_site(site)
    assert f"附件“{name}”" in told
    assert "没有检查里面的内容 [attachment-unjudged]" in told
    assert "other.txt" in told
    assert "[id-number-exposed]" in told


def test_an_archive_of_too_many_files_is_told_once(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("keywords:", "attachments: [{file: many.zip}]\nkeywords:"))
    (site / "content/items/2023/many.zip").write_bytes(zipped({f"{number}.txt": b"a" for number in range(3_000)}))
    told = check_site(site)
    assert told.count("[attachment-unjudged]") == 1
    assert "附件“many.zip”太长，只读了前面一部分，后面的没有检查 [attachment-unjudged]" in told
