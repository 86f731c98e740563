"""Signs on a page of an OFD that nobody sees are hidden: under what is drawn over them, white, tiny, off the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import ofd, ofd_page, ofd_text, picture_of

SEEN, NAME = "名单如下。", "张明13800000000"
WHITE = '<ofd:FillColor Value="255 255 255"/>'
RESOURCES = (
    '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="70" Type="Image">'
    "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias><ofd:DrawParams>"
    f'<ofd:DrawParam ID="80" Relative="81"/><ofd:DrawParam ID="81">{WHITE}</ofd:DrawParam></ofd:DrawParams></ofd:Res>'
)


def _words(y: float = 50, size: float = 5, looks: str = "", inside: str = "", x: float = 20, text: str = NAME) -> str:
    """A run of signs, each half as wide as it is high; its base line is 5 mm below ``y``."""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 100 8" Font="3" Size="{size}"{looks}>{inside}'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(text) - 1} {size / 2}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def _path(
    data: str, looks: str = ' Fill="true"', inside: str = "", place: tuple[float, float, float, float] = (18, 50, 100, 8)
) -> str:
    boundary = " ".join(map(str, place))
    return f'<ofd:PathObject ID="8" Boundary="{boundary}"{looks}>{inside}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


BOX = "M 0 0 L 100 0 L 100 8 L 0 8 C"
PICTURE = '<ofd:ImageObject ID="7" Boundary="{}" ResourceID="70"{}/>'


def _found(
    tmp_path: Path, *inside: str, colours: int = 2, more: str = "", parts: dict[str, str] | None = None
) -> tuple[str, list[tuple[str, str]]]:
    file = tmp_path / "a.ofd"
    page = ofd_page(ofd_text(SEEN), *inside)
    shared: dict[str, str | bytes] = {"D/R.xml": RESOURCES, "D/Res/a.png": picture_of(colours), **(parts or {})}
    file.write_bytes(ofd({"P.xml": page}, parts=shared, more=more))
    text = read_text(file, "ofd")
    return text.visible, [(piece.name, piece.text) for piece in text.pieces if piece.part == "hidden"]


@pytest.mark.parametrize(
    ("inside", "name"),
    [
        pytest.param([_words(), _path(BOX)], "covered", id="under a box"),
        pytest.param([_words(), _path(BOX, inside=WHITE)], "covered", id="under a white box"),
        pytest.param(
            [_words(), _path("M 0 0 L 10 0 L 10 0.8 L 0 0.8 C", ' Fill="true" CTM="10 0 0 10 0 0"')], "covered", id="scaled"
        ),
        pytest.param([_words(), _path("M 0 4 L 100 4", ' LineWidth="7"')], "covered", id="under a stroke of a pen"),
        pytest.param(
            [_words(), _path("M -40 4 B -40 -40 140 -40 140 4 B 140 48 -40 48 -40 4 C")],
            "covered",
            id="under an oval",
        ),
        pytest.param(
            [_words(), _path("M -40 4 A 90 44 0 1 1 140 4 A 90 44 0 1 1 -40 4 C")], "covered", id="under an oval of arcs"
        ),
        pytest.param([_words(), PICTURE.format("18 50 100 8", "")], "covered", id="under a picture"),
        pytest.param([_words(inside=WHITE)], "white", id="white"),
        pytest.param([_words(looks=' DrawParam="80"')], "white", id="white by a way of drawing that builds on another"),
        pytest.param([_words(inside='<ofd:FillColor Value="0 0 0" Alpha="0"/>')], "white", id="clear"),
        pytest.param([_words(looks=' Fill="false"')], "white", id="without ink"),
        pytest.param([_words(size=0.5)], "white", id="tiny"),
        pytest.param([_words(y=300)], "off", id="below the page"),
        pytest.param([_words(x=250)], "off", id="beside the page"),
        pytest.param([_words(looks=' CTM="1 0 0 1 220 0"')], "off", id="moved beside the page"),
        pytest.param([_words(looks=' Visible="false"')], "", id="not shown"),
    ],
)
def test_signs_that_nobody_sees_are_hidden(inside: list[str], name: str, tmp_path: Path) -> None:
    assert _found(tmp_path, *inside) == (SEEN, [(name, NAME)])


def test_of_a_run_that_is_covered_in_part_the_rest_is_seen(tmp_path: Path) -> None:
    covered = _path("M 0 0 L 28 0 L 28 8 L 0 8 C", place=(24.5, 50, 28, 8))
    assert _found(tmp_path, _words(), covered) == (f"{SEEN}\n张明", [("covered", "13800000000")])


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param([_path(BOX), _words()], id="over a box"),
        pytest.param([_path(BOX), _words(inside=WHITE)], id="white on a box"),
        pytest.param([_words(), _path(BOX, "")], id="in a frame"),
        pytest.param([_words(), _path(BOX, ' Fill="true" Alpha="80"')], id="seen through"),
        pytest.param([_words(), _path(BOX, inside='<ofd:FillColor Value="255 255 0" Alpha="90"/>')], id="marked"),
        pytest.param([_words(), _path(BOX, ' Fill="true" BlendMode="Multiply"')], id="mixed"),
        pytest.param([_words(), _path(BOX, inside="<ofd:Clips/>")], id="cut off"),
        pytest.param([_words(), _path("M 0 6 L 100 6 L 100 6.5 L 0 6.5 C")], id="underlined"),
        pytest.param([_words(), _path("M 0 3 L 100 3", ' LineWidth="0.5"')], id="struck through"),
        pytest.param([_words(), _path("M 0 0 L 100 8", ' LineWidth="5"')], id="slanted"),
        pytest.param([_words(), _path("M 0 0 L 100 0 L 50 8 C")], id="triangle"),
        pytest.param([_words(), _path("M 0 4 Q 50 6 100 4 C")], id="a leaf"),
        pytest.param([_words(), _path(f"{BOX} M 1 1 L 99 1 L 99 7 L 1 7 C")], id="frame of two boxes"),
        pytest.param([_words(), _path(BOX, inside=WHITE), _words()], id="printed again"),
        pytest.param([_words(), PICTURE.format("0 0 210 297", "")], id="words of a scan under it"),
        pytest.param([PICTURE.format("0 0 210 297", ""), _words(looks=' Fill="false"')], id="words of a scan over it"),
        pytest.param([_words(), PICTURE.format("18 50 100 8", ' Alpha="100"')], id="under a pale picture"),
        pytest.param([_words(size=1.5)], id="small"),
        pytest.param([_words(size=0.5, looks=' CTM="8 0 0 8 0 0"')], id="small and enlarged"),
        pytest.param([_words(x=205)], id="partly on the page"),
        pytest.param([_words(), _words(y=300)], id="off the page what stands on it"),
        pytest.param([_words(inside='<ofd:FillColor Value="1"/>')], id="in a colour of another kind"),
    ],
)
def test_signs_that_may_be_seen_are_accused_of_nothing(inside: list[str], tmp_path: Path) -> None:
    seen, hidden = _found(tmp_path, *inside)
    assert NAME in seen
    assert hidden == []


def test_a_stamp_with_an_opacity_covers_nothing(tmp_path: Path) -> None:
    assert _found(tmp_path, _words(), PICTURE.format("18 50 100 8", ""), colours=6)[1] == []


@pytest.mark.parametrize(("kind", "covers"), [("Path", True), ("Highlight", False), ("Stamp", False)])
def test_a_note_covers_words_if_it_is_drawn(kind: str, covers: bool, tmp_path: Path) -> None:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    note = f'<ofd:Annot ID="60" Type="{kind}"><ofd:Appearance Boundary="0 0 210 297">{_path(BOX)}</ofd:Appearance></ofd:Annot>'
    parts = {
        "D/A.xml": f'<ofd:Annotations {space}><ofd:Page PageID="100"><ofd:FileLoc>N.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        "D/N.xml": f"<ofd:PageAnnot {space}>{note}</ofd:PageAnnot>",
    }
    hidden = _found(tmp_path, _words(), more="<ofd:Annotations>A.xml</ofd:Annotations>", parts=parts)[1]
    assert hidden == ([("covered", NAME)] if covers else [])


def test_a_template_lies_under_the_page_unless_it_says_over_it(tmp_path: Path) -> None:
    page = ofd_page(ofd_text(SEEN), _words(), template="7")
    for over, hidden in (("", []), (' ZOrder="Foreground"', [("covered", NAME)])):
        file = tmp_path / "a.ofd"
        laid = page.replace('TemplateID="7"', f'TemplateID="7"{over}')
        file.write_bytes(ofd({"P.xml": laid}, {"7": ofd_page(_path(BOX))}))
        text = read_text(file, "ofd")
        assert [(piece.name, piece.text) for piece in text.pieces if piece.part == "hidden"] == hidden


def test_signs_stand_where_their_object_is_moved_to(tmp_path: Path) -> None:
    label = _words(text="证号：", y=60)
    number = _words(text="C123456", y=20, looks=' CTM="1 0 0 1 8 40"')
    assert _found(tmp_path, label, number)[0] == f"{SEEN}\n证号：C123456"
