"""Words of a slide that nobody sees are hidden: off it, under a shape or a picture, in the colour of their ground."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import located, picture_of, placed, pptx, relations, slide, slide_table

SEEN, NAME = "名单如下。", "张明 13800000000"
TITLE = placed(SEEN, (0, 0, 90, 10))
SIZE = '<p:sldSz cx="9144000" cy="6858000"/>'
BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
BACKGROUND = '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></p:bgPr></p:bg>'
WORDS = placed(NAME, (10, 20, 50, 8))
BOX = placed("", (10, 20, 50, 8), BLACK)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk1><a:srgbClr val="101010"/></a:dk1></a:clrScheme>'
    "</a:themeElements></a:theme>"
)
MAP = '<p:clrMap bg1="lt1" tx1="dk1"/>'


def _picture(data: bytes, place: tuple[int, int, int, int] = (5, 15, 60, 20)) -> tuple[str, dict[str, bytes]]:
    looks = f'<p:nvPicPr><p:cNvPr id="7" name="x"/></p:nvPicPr><p:blipFill><a:blip r:embed="r1"/></p:blipFill><p:spPr>{located(place)}</p:spPr>'
    return f"<p:pic>{looks}</p:pic>", {"ppt/media/a.png": data}


def _found(tmp_path: Path, data: bytes) -> tuple[str, list[tuple[str, str]]]:
    file = tmp_path / "a.pptx"
    file.write_bytes(data)
    text = read_text(file, "pptx")
    return text.visible, [(piece.name, piece.text) for piece in text.pieces if piece.part == "hidden"]


def _slide(inside: str, head: str = "", after: str = "") -> bytes:
    return pptx([slide(TITLE + inside, head=head, after=after)], size=SIZE)


@pytest.mark.parametrize(
    ("inside", "name"),
    [
        pytest.param(WORDS + BOX, "covered", id="under a black box"),
        pytest.param(WORDS + placed("", (5, 15, 60, 20), WHITE), "covered", id="under a white box"),
        pytest.param(WORDS + placed("", (-10, 5, 100, 50), BLACK, form="ellipse"), "covered", id="under an oval"),
        pytest.param(
            WORDS + placed("", (5, 15, 60, 20), "<a:gradFill><a:gsLst/></a:gradFill>"), "covered", id="under a box of two colours"
        ),
        pytest.param(
            WORDS + placed("", (5, 15, 60, 20), style='<a:fillRef idx="1"/>'), "covered", id="under a box filled by style"
        ),
        pytest.param(placed(NAME, (120, 20, 50, 8)), "off", id="beside the slide"),
        pytest.param(placed(NAME, (10, -30, 50, 8)), "off", id="above the slide"),
        pytest.param(placed(NAME, (10, 20, 50, 8), look=' sz="100"'), "white", id="tiny"),
        pytest.param(placed(NAME, (10, 20, 50, 8), ink=WHITE), "white", id="white on white"),
        pytest.param(placed(NAME, (10, 20, 50, 8), BLACK, ink=BLACK), "white", id="black on black"),
        pytest.param(placed(NAME, (10, 20, 50, 8), ink="<a:noFill/>"), "white", id="without ink"),
        pytest.param(
            placed(NAME, (10, 20, 50, 8), ink=BLACK.replace("/></a", '><a:alpha val="0"/></a:srgbClr></a')), "white", id="clear"
        ),
        pytest.param(
            "<p:grpSp><p:nvGrpSpPr><p:cNvPr id='9' name='g'/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x='10000000' y='0'/>"
            "<a:ext cx='914400' cy='685800'/><a:chOff x='0' y='0'/><a:chExt cx='9144000' cy='6858000'/></a:xfrm></p:grpSpPr>"
            f"{WORDS}</p:grpSp>",
            "off",
            id="in a group beside the slide",
        ),
        pytest.param(
            f"<p:grpSp><p:nvGrpSpPr><p:cNvPr id='9' name='g' hidden='1'/></p:nvGrpSpPr>{WORDS}</p:grpSp>",
            "",
            id="in a hidden group",
        ),
    ],
)
def test_words_of_a_slide_that_nobody_sees_are_hidden(inside: str, name: str, tmp_path: Path) -> None:
    assert _found(tmp_path, _slide(inside, BACKGROUND)) == (SEEN, [(name, NAME)])


@pytest.mark.parametrize(
    ("inside", "head", "after"),
    [
        pytest.param(BOX + WORDS, "", "", id="over a box"),
        pytest.param(WORDS + placed("", (10, 20, 50, 8)), "", "", id="under a frame"),
        pytest.param(
            WORDS + placed("", (10, 20, 50, 8), BLACK.replace("/></a", '><a:alpha val="40000"/></a:srgbClr></a')),
            "",
            "",
            id="glass",
        ),
        pytest.param(WORDS + placed("", (10, 20, 20, 8), BLACK), "", "", id="under a box over part of it"),
        pytest.param(WORDS + placed("", (10, 20, 50, 8), BLACK, form="cloud"), "", "", id="under a cloud"),
        pytest.param(WORDS + placed("", (10, 20, 50, 8), BLACK, turn="2700000"), "", "", id="under a box that is turned"),
        pytest.param(WORDS + BOX + WORDS, "", "", id="again over the box"),
        pytest.param(
            WORDS + BOX,
            "",
            '<p:timing><p:spTgt spid="2"/></p:timing>',
            id="a box that goes away, as all shapes of these files have the id 2",
        ),
        pytest.param(placed(NAME * 12, (10, 20, 20, 4)) + placed("", (10, 20, 20, 4), BLACK), "", "", id="longer than the box"),
        pytest.param(placed(NAME, (95, 20, 50, 8)), "", "", id="partly on the slide"),
        pytest.param(placed(NAME * 40, (10, -10, 50, 8)), "", "", id="from above down on the slide"),
        pytest.param(placed(NAME, (10, 20, 50, 8), look=' sz="800"'), "", "", id="small"),
        pytest.param(placed(NAME, (10, 20, 50, 8), ink=WHITE), "", "", id="white on a ground that nobody knows"),
        pytest.param(placed(NAME, (10, 20, 50, 8), BLACK, ink=WHITE), BACKGROUND, "", id="white on black"),
        pytest.param(BOX + placed(NAME, (12, 21, 40, 6), ink=WHITE), BACKGROUND, "", id="white over a black box"),
        pytest.param(
            placed(NAME, (10, 20, 50, 8), ink=WHITE, style='<a:fillRef idx="2"/>'), BACKGROUND, "", id="in a box of a style"
        ),
        pytest.param(
            placed(NAME, (10, 20, 50, 8), ink=WHITE + '<a:highlight><a:srgbClr val="FF0000"/></a:highlight>'),
            BACKGROUND,
            "",
            id="marked",
        ),
        pytest.param(placed(NAME, (10, 20, 50, 8), ink=f"<a:ln>{BLACK}</a:ln>{WHITE}"), BACKGROUND, "", id="outlined before"),
        pytest.param(placed(NAME, (10, 20, 50, 8), ink=f"{WHITE}<a:effectLst/>"), BACKGROUND, "", id="with a shadow"),
        pytest.param(
            placed(NAME, (10, 20, 50, 8), ink=WHITE.replace("/></a", '><a:lumMod val="50000"/></a:srgbClr></a')),
            BACKGROUND,
            "",
            id="white made grey",
        ),
    ],
)
def test_words_of_a_slide_that_may_be_seen_are_accused_of_nothing(inside: str, head: str, after: str, tmp_path: Path) -> None:
    seen, hidden = _found(tmp_path, _slide(inside, head, after))
    assert NAME in seen
    assert hidden == []


PHONE = placed(NAME, (10, 20, 50, 8), look=' sz="1800"')  # of 18 points: 0.25 inches a Chinese sign, half of it a digit


@pytest.mark.parametrize(
    ("cover", "seen"),
    [
        pytest.param((17, 18, 20, 12), "张明", id="over the number"),
        pytest.param((17, 18, 5, 12), NAME, id="over two digits"),
        pytest.param((17, 25, 20, 12), NAME, id="below it"),
        pytest.param((45, 18, 20, 12), NAME, id="beside it, where the shape has no words"),
    ],
)
def test_of_a_line_that_is_covered_in_part_the_rest_is_seen(cover: tuple[int, int, int, int], seen: str, tmp_path: Path) -> None:
    found = _found(tmp_path, _slide(PHONE + placed("", cover, BLACK)))
    assert found == (f"{SEEN}\n{seen}", [] if seen == NAME else [("covered", "13800000000")])


@pytest.mark.parametrize(("colours", "covers"), [(2, True), (6, False)])
def test_a_picture_covers_words_unless_it_can_be_seen_through(colours: int, covers: bool, tmp_path: Path) -> None:
    shown, parts = _picture(picture_of(colours))
    data = pptx([slide(TITLE + WORDS + shown)], (("image", "../media/a.png"),), parts, SIZE)
    assert _found(tmp_path, data)[1] == ([("covered", NAME)] if covers else [])


def test_a_cell_under_a_box_is_hidden(tmp_path: Path) -> None:
    table = slide_table([["姓名", "电话"], ["张明", "13800000000"]], (10, 20, 60, 20))
    seen, hidden = _found(tmp_path, _slide(table + placed("", (40, 30, 30, 10), BLACK)))
    assert seen == f"{SEEN}\n姓名\n电话\n张明"
    assert hidden == [("covered", "13800000000")]


@pytest.mark.parametrize(("master", "hides"), [("", True), (placed("", (0, 0, 100, 100), BLACK), False)])
def test_colours_are_those_of_the_theme_and_the_master(master: str, hides: bool, tmp_path: Path) -> None:
    ground = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
    parts = {
        "ppt/slideLayouts/l.xml": slide("", "sldLayout"),
        "ppt/slideLayouts/_rels/l.xml.rels": relations([("slideMaster", "../slideMasters/m.xml")]),
        "ppt/slideMasters/m.xml": slide(master, "sldMaster", head=ground, after=MAP),
        "ppt/slideMasters/_rels/m.xml.rels": relations([("theme", "../theme/t.xml")]),
        "ppt/theme/t.xml": THEME,
    }
    words = placed(NAME, (10, 20, 50, 8), ink='<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>')
    data = pptx([slide(TITLE + words)], (("slideLayout", "../slideLayouts/l.xml"),), parts, SIZE)
    assert _found(tmp_path, data)[1] == ([("white", NAME)] if hides else [])


@pytest.mark.parametrize("shows", [True, False])
def test_words_of_a_layout_are_seen_where_slides_show_them_and_off_the_slide_never(shows: bool, tmp_path: Path) -> None:
    layout = slide(placed("内部资料", (10, 80, 30, 5)) + placed("模板说明", (120, 0, 30, 5)), "sldLayout")
    shown = slide(TITLE, looks="" if shows else ' showMasterSp="0"')
    data = pptx([shown], (("slideLayout", "../slideLayouts/l.xml"),), {"ppt/slideLayouts/l.xml": layout}, SIZE)
    assert _found(tmp_path, data) == (f"{SEEN}\n内部资料" if shows else SEEN, [])
