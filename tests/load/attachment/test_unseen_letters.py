"""Letters in a document or a workbook that cannot be seen for their colour or size are hidden; those that can be are accused of nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import docx, paragraph, picture_of, relations, sheet, word_table, xlsx

SEEN, NAME = "名单如下。", "张明 13800000000"
WHITE, BLACK = '<w:color w:val="FFFFFF"/>', '<w:highlight w:val="black"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'


def _hidden(tmp_path: Path, name: str, data: bytes) -> tuple[str, list[tuple[str, str]]]:
    file = tmp_path / name
    file.write_bytes(data)
    text = read_text(file, file.suffix[1:])
    return text.visible, [(piece.name, piece.text) for piece in text.pieces if piece.part == "hidden"]


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (WHITE, "white"),
        ('<w:color w:val="ffffff" w:themeColor="background1"/>', "white"),
        ('<w:sz w:val="2"/>', "white"),
        (BLACK, "covered"),
        ('<w:color w:val="000000"/>' + BLACK, "covered"),
        ('<w:color w:val="1F3864"/>' + DARK, "covered"),
        (WHITE + '<w:highlight w:val="white"/>', "white"),
    ],
)
def test_letters_of_a_document_that_cannot_be_seen_are_hidden(look: str, name: str, tmp_path: Path) -> None:
    found = _hidden(tmp_path, "a.docx", docx(paragraph(SEEN) + paragraph(NAME, look)))
    assert found == (SEEN, [(name, NAME)])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(paragraph(NAME, WHITE + DARK), id="on a dark shade"),
        pytest.param(paragraph(NAME, DARK), id="without a colour on a dark shade, where they turn white"),
        pytest.param(paragraph(NAME, WHITE + BLACK), id="white on black"),
        pytest.param(f"<w:p><w:pPr>{DARK}</w:pPr><w:r><w:rPr>{WHITE}</w:rPr><w:t>{NAME}</w:t></w:r></w:p>", id="dark paragraph"),
        pytest.param(paragraph(NAME, WHITE, "Banner"), id="in a style that may have a ground"),
        pytest.param(word_table([[NAME]]).replace("<w:r>", f"<w:r><w:rPr>{WHITE}</w:rPr>"), id="head of a table"),
        pytest.param(
            f'<w:p><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r></w:p>{paragraph(NAME, WHITE)}',
            id="over a picture",
        ),
        pytest.param(
            f'<w:p><w:r><w:rPr><w:rPrChange w:author="甲"><w:rPr>{WHITE}</w:rPr></w:rPrChange></w:rPr><w:t>{NAME}</w:t></w:r></w:p>',
            id="white before a change",
        ),
        pytest.param(paragraph(NAME, '<w:sz w:val="10"/>'), id="small"),
        pytest.param(paragraph(NAME, '<w:highlight w:val="yellow"/>'), id="marked"),
    ],
)
def test_letters_of_a_document_that_are_seen_are_accused_of_nothing(body: str, tmp_path: Path) -> None:
    namespace = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    seen, hidden = _hidden(tmp_path, "a.docx", docx(paragraph(SEEN) + body.replace("<wp:anchor", f"<wp:anchor {namespace}")))
    assert NAME in seen
    assert hidden == []


FONTS = '<fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color rgb="FF1F3864"/></font><font><color theme="1"/></font></fonts>'
FILLS = (
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F3864"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor indexed="8"/></patternFill></fill><fill><patternFill/></fill></fills>'
)


def _book(font: int, fill: int, after: str = "") -> bytes:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'{FONTS}{FILLS}<cellXfs><xf/><xf fontId="{font}" fillId="{fill}"/></cellXfs></styleSheet>'
    )
    rows = sheet([["姓名"], [NAME]], after=after).replace('<c r="A2"', '<c s="1" r="A2"')
    return xlsx({"总表": rows}, related=[("styles", "styles.xml")], parts={"xl/styles.xml": styles})


@pytest.mark.parametrize(("font", "fill"), [(1, 0), (0, 2), (3, 2), (2, 3), (0, 4), (1, 5)])
def test_cells_whose_letters_have_the_colour_of_their_ground_are_hidden(font: int, fill: int, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(_book(font, fill))
    text = read_text(file, "xlsx")
    assert text.visible == "姓名"
    assert [piece.cell for piece in text.sheets[0].hidden_places()] == ["A2"]


@pytest.mark.parametrize(
    ("font", "fill", "after"),
    [(1, 2, ""), (0, 0, ""), (0, 3, ""), (2, 2, ""), (0, 2, "<conditionalFormatting sqref='A1:A9'/>"), (1, 0, "<drawing/>")],
)
def test_cells_that_may_be_seen_are_accused_of_nothing(font: int, fill: int, after: str, tmp_path: Path) -> None:
    assert _hidden(tmp_path, "a.xlsx", _book(font, fill, after)) == (f"姓名\n{NAME}", [])


DRAWN = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SOLID = '<xdr:spPr><a:solidFill><a:srgbClr val="000000"/></a:solidFill></xdr:spPr>'
STYLE = '<xdr:spPr/><xdr:style><a:fillRef idx="1"/></xdr:style>'


def _corner(name: str, column: int, row: int, right: int = 0, down: int = 0) -> str:
    """A corner of a shape: a cell from 0, and how far in it."""
    places = {"col": column, "colOff": right, "row": row, "rowOff": down}
    return f"<xdr:{name}>{''.join(f'<xdr:{key}>{place}</xdr:{key}>' for key, place in places.items())}</xdr:{name}>"


def _drawn(anchor: str, picture: bytes = b"") -> bytes:
    rows = [["姓名", "电话"], ["张明", "13800000000"], ["李强", "13900000000"]]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="../drawings/d.xml"/></Relationships>'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": related, "xl/drawings/d.xml": f"<xdr:wsDr {DRAWN}>{anchor}</xdr:wsDr>"}
    pictures: dict[str, str | bytes] = {
        "xl/media/a.png": picture,
        "xl/drawings/_rels/d.xml.rels": relations([("image", "../media/a.png")]),
    }
    return xlsx({"表": sheet(rows)}, parts=pictures | parts)


def _two(shape: str, end: str = "") -> str:
    """A shape over B2 and B3."""
    return f"<xdr:twoCellAnchor>{_corner('from', 1, 1)}{end or _corner('to', 2, 3)}{shape}<xdr:clientData/></xdr:twoCellAnchor>"


@pytest.mark.parametrize(
    ("anchor", "cells"),
    [
        (_two(f"<xdr:sp>{SOLID}</xdr:sp>"), ["B2", "B3"]),
        (_two(f"<xdr:sp>{STYLE}</xdr:sp>"), ["B2", "B3"]),
        (_two(f"<xdr:sp>{SOLID}</xdr:sp>", _corner("to", 1, 1, 600_000, 180_000)), ["B2"]),
        (
            f'<xdr:oneCellAnchor>{_corner("from", 0, 2)}<xdr:ext cx="1219200" cy="190500"/><xdr:sp>{SOLID}</xdr:sp></xdr:oneCellAnchor>',
            ["A3", "B3"],
        ),
    ],
)
def test_cells_under_a_filled_shape_are_hidden(anchor: str, cells: list[str], tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(_drawn(anchor))
    text = read_text(file, "xlsx")
    assert [piece.cell for piece in text.sheets[0].hidden_places()] == cells
    assert "13900000000" not in text.visible or cells == ["B2"]


PICTURE = '<xdr:pic><xdr:blipFill><a:blip{} r:embed="r1"/></xdr:blipFill><xdr:spPr><a:xfrm{}/></xdr:spPr></xdr:pic>'


@pytest.mark.parametrize(
    ("picture", "colours", "hides"),
    [
        pytest.param(PICTURE.format("", ""), 2, True, id="a photo"),
        pytest.param(PICTURE.format("", ""), 6, False, id="a stamp"),
        pytest.param(PICTURE.format("", ' rot="2700000"'), 2, False, id="turned"),
        pytest.param(
            PICTURE.format("", "").replace("/></xdr:blipFill>", "><a:alphaModFix/></a:blip></xdr:blipFill>"), 2, False, id="pale"
        ),
    ],
)
def test_cells_under_a_picture_are_hidden_unless_it_can_be_seen_through(
    picture: str, colours: int, hides: bool, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(_drawn(_two(picture), picture_of(colours)))
    text = read_text(file, "xlsx")
    assert [piece.cell for piece in text.sheets[0].hidden_places()] == (["B2", "B3"] if hides else [])


@pytest.mark.parametrize(
    "anchor",
    [
        pytest.param(_two("<xdr:sp><xdr:spPr><a:noFill/></xdr:spPr></xdr:sp>"), id="a frame"),
        pytest.param(
            _two(
                '<xdr:sp><xdr:spPr><a:solidFill><a:srgbClr val="FFFF00"><a:alpha val="40000"/></a:srgbClr></a:solidFill></xdr:spPr></xdr:sp>'
            ),
            id="seen through",
        ),
        pytest.param(_two(f"<xdr:pic>{SOLID}</xdr:pic>"), id="a picture that is not there"),
        pytest.param(_two(f"<xdr:sp>{SOLID}</xdr:sp>", _corner("to", 1, 1, 100_000, 190_000)), id="a mark at its edge"),
        pytest.param(
            _two("<xdr:sp><xdr:spPr><a:ln><a:solidFill/></a:ln></xdr:spPr><xdr:style><a:fillRef idx='0'/></xdr:style></xdr:sp>"),
            id="a line",
        ),
    ],
)
def test_what_lies_over_cells_and_lets_them_be_read_hides_nothing(anchor: str, tmp_path: Path) -> None:
    seen, hidden = _hidden(tmp_path, "a.xlsx", _drawn(anchor))
    assert "13800000000" in seen
    assert hidden == []
