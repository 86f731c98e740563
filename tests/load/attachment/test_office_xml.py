"""Office files that are not what they seem: too large, too far, or no XML of any office program."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import docx, paragraph, sheet, xlsx

WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _zip(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return path


def test_a_cell_far_out_is_not_followed(tmp_path: Path) -> None:
    far = sheet([["近"]]).replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>远</v></c></row></sheetData>')
    (tmp_path / "far.xlsx").write_bytes(xlsx({"总表": far}))
    read = read_text(tmp_path / "far.xlsx", "xlsx")
    assert (read.state, ["远" in piece.text for piece in read.pieces if "sheet1" in piece.name]) == ("too-wide", [True])


def test_a_part_that_is_no_xml_hides_none_of_the_others(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(docx(paragraph("正文"), parts={"customXml/item1.xml": "<a>甲<b></a>"}))
    read = read_text(file, "docx")
    assert (read.state, [(piece.part, piece.text.strip()) for piece in read.pieces]) == (
        "read",
        [("text", "正文"), ("inside", "甲")],
    )


def test_what_lies_beside_a_part_that_is_broken_is_looked_through(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    comments = f"<w:comments {WORDS}><w:comment>"
    file.write_bytes(
        docx(paragraph("正文"), [("header", "header1.xml")], {"word/comments.xml": comments, "word/header1.xml": "<a>眉</a>"})
    )
    read = read_text(file, "docx")
    assert (read.state, "眉" in [piece.text for piece in read.pieces if piece.part == "inside"]) == ("read", True)


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
