"""Office files that are not what they seem: too large, too far, or no XML of any office program."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.load.attachment.text import read_text

WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _zip(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return path


def test_a_cell_far_out_is_not_followed(tmp_path: Path) -> None:
    sheet = '<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
    file = _zip(tmp_path / "far.xlsx", xl__worksheets__sheet1=sheet)
    assert read_text(file, "xlsx").state == "broken"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    text = f'<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document {WORDS}><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>'
    assert read_text(_zip(tmp_path / "bomb.docx", word__document=text), "docx").state == "broken"


def test_what_is_unseen_is_told_apart(tmp_path: Path) -> None:
    text = (
        f"<w:document {WORDS}><w:p><w:r><w:t>看得见</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p></w:document>"
    )
    read = read_text(_zip(tmp_path / "text.docx", word__document=text), "docx")
    assert [(piece.part, piece.text) for piece in read.pieces] == [("text", "看得见"), ("deleted", "删去"), ("hidden", "隐藏")]
    assert read.visible == "看得见"


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "pptx", "ofd"])
def test_a_broken_file_is_said_to_be(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"broken.{ending}"
    file.write_bytes(b"\x00\x01nothing of the kind")
    assert read_text(file, ending).state == "broken"
    assert read_text(tmp_path / "absent.pdf", "pdf").state == "unreadable"
