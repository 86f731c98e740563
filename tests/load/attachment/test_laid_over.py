"""Words of a document under what is laid over them are hidden; those beside it, and those under what lets them be read, are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import docx, jpeg, odf, paragraph, picture_of, word_table

SEEN, NAME = "名单如下。", "身份证号 11010519491231002X"
DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
BLACK = '<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
POINT = 12_700


def _shape(looks: str, more: str = "") -> str:
    return f"<wps:wsp><wps:spPr>{looks}</wps:spPr>{more}</wps:wsp>"


BOX = _shape(BLACK)


def _picture(changes: str = "") -> str:
    return f'<a:pic><a:blipFill><a:blip r:embed="r1">{changes}</a:blip></a:blipFill><a:spPr><a:prstGeom prst="rect"/></a:spPr></a:pic>'


def _anchored(
    inside: str = BOX,
    place: tuple[float, float, float, float] = (0, 1, 200, 15),
    wrap: str = "<wp:wrapNone/>",
    behind: int = 0,
    across: str = "column",
    down: str = "paragraph",
) -> str:
    """A drawing that floats: left, top, width, height in points."""
    left, top, width, height = (int(side * POINT) for side in place)
    return (
        f'<w:r><w:drawing><wp:anchor {DRAWN} behindDoc="{behind}"><wp:positionH relativeFrom="{across}"><wp:posOffset>{left}'
        f'</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{down}"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/>{wrap}{inside}</wp:anchor></w:drawing></w:r>'
    )


def _with(drawing: str, words: str = NAME, properties: str = "") -> str:
    return paragraph(words).replace("<w:p>", f"<w:p>{properties}{drawing}", 1)


def _drawn(style: str, more: str = "", looks: str = "") -> str:
    """A box as older programs draw it."""
    return f'<w:r><w:pict><v:rect {DRAWN} style="{style}" {looks}>{more}</v:rect></w:pict></w:r>'


VML = "position:absolute;margin-left:0;margin-top:1pt;width:200pt;height:15pt;z-index:2"


def _found(tmp_path: Path, body: str, picture: bytes = b"") -> tuple[str, list[tuple[str, str]]]:
    data = docx(paragraph(SEEN) + body, [("image", "media/a.bin")], {"word/media/a.bin": picture} if picture else {})
    (tmp_path / "a.docx").write_bytes(data)
    text = read_text(tmp_path / "a.docx", "docx")
    return text.visible, [(piece.name, piece.text) for piece in text.pieces if piece.part == "hidden"]


EXACT = '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/></w:pPr>'
STACKED = _with(_anchored(place=(0, 1, 200, 45)), "甲乙丙丁") + paragraph(NAME) + paragraph("其他")
UNDER_TWO = [("covered", "甲乙丙丁"), ("covered", NAME)]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(_with(_anchored()), id="a black box"),
        pytest.param(_with(_anchored(BOX.replace("000000", "FFFFFF"))), id="a white box"),
        pytest.param(
            _with(_anchored(_shape('<a:prstGeom prst="rect"/>', '<wps:style><a:fillRef idx="1"/></wps:style>'))),
            id="by its style",
        ),
        pytest.param(_with(_anchored(BOX.replace("rect", "ellipse"), (-60, -10, 400, 40))), id="an oval"),
        pytest.param(_with(_anchored(across="margin")), id="from the margin"),
        pytest.param(_with(_anchored(place=(32, 4, 200, 20)), properties=EXACT), id="an indent, lines of a height that is said"),
        pytest.param(_with(_drawn(VML)), id="drawn in the older way"),
        pytest.param(word_table([["x"]]).replace(paragraph("x"), _with(_anchored())), id="in a table"),
        pytest.param(
            f"<w:p><mc:AlternateContent xmlns:mc='m'><mc:Choice>{_anchored()}</mc:Choice><mc:Fallback>{_drawn(VML)}</mc:Fallback>"
            f"</mc:AlternateContent><w:r><w:t>{NAME}</w:t></w:r></w:p>",
            id="said twice",
        ),
    ],
)
def test_what_lies_under_a_box_is_found_and_not_searched(body: str, tmp_path: Path) -> None:
    assert _found(tmp_path, body) == (SEEN, [("covered", NAME)])


def test_what_lies_under_a_picture_is_found(tmp_path: Path) -> None:
    assert _found(tmp_path, _with(_anchored(_picture())), jpeg()) == (SEEN, [("covered", NAME)])


def test_a_tall_box_reaches_the_paragraphs_below(tmp_path: Path) -> None:
    assert _found(tmp_path, STACKED) == (f"{SEEN}\n其他", UNDER_TWO)


def test_a_box_over_part_of_a_line_leaves_the_rest(tmp_path: Path) -> None:
    seen, hidden = _found(tmp_path, _with(_anchored(place=(60, 1, 70, 15)), "证号 11010519491231002X 的公民"))
    assert hidden == [("covered", "11010519491231002X")]
    assert seen.split() == [SEEN, "证号", "的公民"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(_with(_anchored(behind=1)), id="behind the text"),
        pytest.param(_with(_anchored(wrap="<wp:wrapSquare/>")), id="with the text around it"),
        pytest.param(_with(_anchored(wrap="<wp:wrapTopAndBottom/>")), id="with the text above and below it"),
        pytest.param(_with(_anchored(_shape('<a:prstGeom prst="rect"/><a:noFill/>'))), id="a frame"),
        pytest.param(
            _with(_anchored(BOX.replace('"000000"/>', '"FFFF00"><a:alpha val="40000"/></a:srgbClr>'))), id="seen through"
        ),
        pytest.param(_with(_anchored(BOX.replace("rect", "line"))), id="a line"),
        pytest.param(_with(_anchored(place=(0, 13, 200, 2))), id="a line under it"),
        pytest.param(_with(_anchored(place=(250, 1, 100, 15))), id="beside it"),
        pytest.param(_with(_anchored(place=(0, 60, 200, 15))), id="further down"),
        pytest.param(_with(_anchored(place=(0, -40, 200, 30))), id="above it"),
        pytest.param(_with(_anchored(across="page", down="page")), id="somewhere on the page"),
        pytest.param(_with(_anchored(_picture())), id="a picture that is not there"),
        pytest.param(
            _with(_anchored(place=(0, 20, 300, 200)), "如图：") + paragraph("") * 8 + paragraph(NAME), id="room was made for it"
        ),
        pytest.param(_with(_drawn(VML, looks='filled="f"')), id="a frame, in the older way"),
        pytest.param(_with(_drawn(VML, '<v:fill opacity=".5"/>')), id="seen through, in the older way"),
        pytest.param(_with(_drawn(VML.replace("z-index:2", "z-index:-2"))), id="behind the text, in the older way"),
        pytest.param(_with(_drawn(VML, '<w10:wrap type="square"/>')), id="with the text around it, in the older way"),
        pytest.param(
            _with(
                _anchored(
                    _shape(BLACK, f"<wps:txbx><w:txbxContent>{paragraph('甲')}</w:txbxContent></wps:txbx>"), (180, 1, 60, 15)
                )
            ),
            id="a label that begins where the line may end",
        ),
    ],
)
def test_what_is_seen_is_accused_of_nothing(body: str, tmp_path: Path) -> None:
    seen, hidden = _found(tmp_path, body)
    assert NAME in seen
    assert hidden == []


@pytest.mark.parametrize(
    ("picture", "changes"),
    [(picture_of(6), ""), (jpeg(), "<a:clrChange><a:clrFrom/></a:clrChange>"), (jpeg(), '<a:alphaModFix amt="40000"/>')],
)
def test_a_stamp_that_can_be_seen_through_covers_nothing(picture: bytes, changes: str, tmp_path: Path) -> None:
    assert _found(tmp_path, _with(_anchored(_picture(changes))), picture) == (f"{SEEN}\n{NAME}", [])


FLOATS = 'style:wrap="run-through" style:run-through="foreground" style:vertical-rel="paragraph" style:horizontal-rel="paragraph"'
FILLED = 'draw:fill="solid" draw:fill-color="#000000"'


def _laid(
    tag: str = "rect", looks: str = f"{FLOATS} {FILLED}", place: str = "", inside: str = "", bound: str = "paragraph"
) -> tuple[str, str]:
    """A shape in a paragraph of a text in OpenDocument, and its style."""
    where = place or 'svg:x="0cm" svg:y="0.03cm" svg:width="8cm" svg:height="0.6cm"'
    drawn = f'<draw:{tag} text:anchor-type="{bound}" draw:style-name="G" {where}>{inside}</draw:{tag}>'
    style = f'<style:style style:name="G" style:family="graphic"><style:graphic-properties {looks}/></style:style>'
    return f"<text:p>{drawn}{NAME}</text:p>", style


def _found_in_odt(tmp_path: Path, laid: tuple[str, str], picture: bytes = b"") -> tuple[str, list[tuple[str, str]]]:
    body, own = laid
    parts = {"Pictures/a.bin": picture} if picture else {}
    (tmp_path / "a.odt").write_bytes(odf("text", f"<text:p>{SEEN}</text:p>{body}", own=own, parts=parts))
    text = read_text(tmp_path / "a.odt", "odt")
    return text.visible, [(piece.name, piece.text) for piece in text.pieces if piece.part == "hidden"]


IMAGE = '<draw:image xlink:href="Pictures/a.bin"/>'
RECTANGLE = '<draw:enhanced-geometry draw:type="rectangle"/>'


@pytest.mark.parametrize(
    "laid",
    [
        pytest.param(_laid(), id="a box"),
        pytest.param(_laid("custom-shape", inside=RECTANGLE), id="a shape"),
        pytest.param(_laid("custom-shape", inside=f"<text:p/>{RECTANGLE}", bound="char"), id="bound to a sign"),
        pytest.param(_laid("frame", FLOATS, inside=IMAGE), id="a picture"),
    ],
)
def test_what_lies_under_a_shape_of_opendocument_is_found(laid: tuple[str, str], tmp_path: Path) -> None:
    assert _found_in_odt(tmp_path, laid, jpeg()) == (SEEN, [("covered", NAME)])


@pytest.mark.parametrize(
    "laid",
    [
        pytest.param(_laid(looks=f"{FLOATS} {FILLED}".replace("foreground", "background")), id="behind the text"),
        pytest.param(_laid(looks=f"{FLOATS} {FILLED}".replace("run-through", "parallel", 1)), id="with the text around it"),
        pytest.param(_laid(looks=FLOATS), id="a frame"),
        pytest.param(_laid(looks=f'{FLOATS} {FILLED} draw:opacity="40%"'), id="seen through"),
        pytest.param(_laid(place='svg:x="10cm" svg:y="0cm" svg:width="4cm" svg:height="0.6cm"'), id="beside it"),
        pytest.param(_laid(place='svg:x="0cm" svg:y="3cm" svg:width="8cm" svg:height="0.6cm"'), id="further down"),
        pytest.param(_laid("custom-shape", inside='<draw:enhanced-geometry draw:type="star5"/>'), id="a star"),
        pytest.param(_laid(bound="as-char"), id="in the line, as a sign"),
        pytest.param(_laid("frame", FLOATS, inside=IMAGE), id="a picture that is not there"),
        pytest.param(_laid(place='svg:width="8cm" svg:height="0.6cm"'), id="nobody says where"),
        pytest.param(_laid(looks=FILLED), id="nobody says whether the text runs around it"),
    ],
)
def test_what_is_seen_in_opendocument_is_accused_of_nothing(laid: tuple[str, str], tmp_path: Path) -> None:
    assert _found_in_odt(tmp_path, laid) == (f"{SEEN}\n{NAME}", [])


def test_words_in_a_box_stay_apart_from_those_around_it(tmp_path: Path) -> None:
    body = "<text:p>前<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>后</text:p>"
    assert _found_in_odt(tmp_path, (body, ""))[0] == f"{SEEN}\n框\n前后"
