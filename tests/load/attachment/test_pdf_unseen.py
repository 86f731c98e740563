"""What stands on a page of a PDF and is not seen is told, and is not in the public's search; what is seen is accused of nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import pdf, pdf_stream

SEEN = "BT /F 12 Tf 20 800 Td (Words that all can read) Tj ET\n"
NAME = "Zhang Ming 13800000000"
BOX = "15 695 200 18 re f\n"
TEXT = f"BT /F 12 Tf 20 700 Td ({NAME}) Tj ET\n"
CURVE = "{0} 704 m {0} {1} {2} {1} {3} {1} c {4} {1} {5} {1} {5} 704 c {5} {6} {4} {6} {3} {6} c {2} {6} {0} {6} {0} 704 c f\n"
OVAL = CURVE.format(-20, 745, 40, 110, 180, 245, 663)
ROUND = (
    "18 695 m 212 695 l 214 695 215 696 215 698 c 215 710 l 215 712 214 713 212 713 c 18 713 l 16 713 15 712 15 710 c 15 698 l "
    "15 696 16 695 18 695 c f\n"
)
PLACE = "q 200 0 0 18 15 695 cm /I Do Q\n"
DOTS = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"


def _picture(mask: str = "", dots: bytes = b"\x10\x20\x30\x40") -> bytes:
    return pdf_stream(dots, f"{DOTS} {mask}")


LAYERS = {
    1: b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [50 0 R 51 0 R] /D << /OFF [50 0 R] >> >> >>",
    50: b"<< /Type /OCG /Name (Notes) >>",
    51: b"<< /Type /OCG /Name (Map) >>",
    52: b"<< /Type /OCMD /OCGs 50 0 R >>",
    10: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R "
    b"/Resources << /Font << /F 3 0 R >> /Properties << /L 50 0 R /M 51 0 R /S 52 0 R >> >> >>",
}


def _found(tmp_path: Path, data: bytes) -> tuple[str, list[tuple[str, str]]]:
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    text = read_text(file, "pdf")
    return text.visible, [(piece.name, piece.text) for piece in text.pieces if piece.part == "hidden"]


def _note(kind: bytes, place: bytes = b"15 695 215 713") -> dict[int, bytes]:
    return {50: b"<< /Type /Annot /Rect [%b] /F 4 %b >>" % (place, kind)}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(f"{TEXT}0 g {BOX}", "covered", id="black box"),
        pytest.param(f"{TEXT}1 g {BOX}", "covered", id="white box"),
        pytest.param(f"{TEXT}0.8 g {BOX}", "covered", id="grey box"),
        pytest.param(f"{TEXT}0 g 15 695 m 215 695 l 215 713 l 15 713 l h f\n", "covered", id="box of lines"),
        pytest.param(f"{TEXT}0 g 15 695 200 18 re 15 500 50 10 re f\n", "covered", id="boxes in one path"),
        pytest.param(f"{TEXT}0 g 15 695 60 18 re f 75 695 60 18 re f 135 695 80 18 re f\n", "covered", id="boxes side by side"),
        pytest.param(f"{TEXT}0 g q 1 0 0 1 5 -5 cm 10 700 200 18 re f Q\n", "covered", id="moved box"),
        pytest.param(f"{TEXT}0 G 16 w 15 704 m 215 704 l S\n", "covered", id="stroke of a pen"),
        pytest.param(f"{TEXT}0 G 18 w 15 698 m 215 712 l S\n", "covered", id="stroke at an angle"),
        pytest.param(f"{TEXT}0 G 16 w 15 704 m 60 706 l 140 703 l 215 704 l S\n", "covered", id="stroke by hand"),
        pytest.param(f"{TEXT}0 g {OVAL}", "covered", id="oval"),
        pytest.param(f"{TEXT}0 g {ROUND}", "covered", id="box with round corners"),
        pytest.param(f"1 1 1 rg {TEXT}", "white", id="white letters"),
        pytest.param(f"3 Tr {TEXT}", "white", id="letters in no colour"),
        pytest.param(f"1 g {BOX}1 1 1 rg {TEXT}", "white", id="white letters on a white box"),
        pytest.param(f"0 0 1 rg {BOX}{TEXT}", "white", id="letters of the colour of their box"),
        pytest.param(f"/G gs {TEXT}", "white", id="letters that are seen through"),
        pytest.param(f"q 0.04 0 0 0.04 0 600 cm {TEXT}Q\n", "white", id="tiny letters"),
        pytest.param(f"q 1 0 0 1 0 900 cm {TEXT}Q\n", "off", id="above the page"),
        pytest.param(f"q 1 0 0 1 -400 0 cm {TEXT}Q\n", "off", id="beside the page"),
    ],
)
def test_what_a_reader_does_not_see_is_found_and_not_searched(content: str, name: str, tmp_path: Path) -> None:
    page = "/Resources << /Font << /F 3 0 R >> /ExtGState << /G << /ca 0 >> >> >>"
    found = _found(tmp_path, pdf([SEEN + content], page=page))
    assert found == ("Words that all can read", [(name, NAME)])


@pytest.mark.parametrize("kind", [b"/Subtype /Square /IC [0 0 0]", b"/Subtype /Redact"])
def test_what_lies_under_a_note_that_covers_it_is_found(kind: bytes, tmp_path: Path) -> None:
    data = pdf([SEEN + TEXT], more=_note(kind), page="/Annots [50 0 R]")
    assert _found(tmp_path, data) == ("Words that all can read", [("covered", NAME)])


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(PLACE, id="upright"),
        pytest.param("q 0 18 -200 0 215 695 cm /I Do Q\n", id="on its side"),
        pytest.param("q 220 6 -2 40 5 682 cm /I Do Q\n", id="at an angle"),
    ],
)
def test_what_lies_under_a_picture_is_found(place: str, tmp_path: Path) -> None:
    data = pdf([SEEN + TEXT + place], _picture())
    assert _found(tmp_path, data) == ("Words that all can read", [("covered", NAME)])


@pytest.mark.parametrize(
    ("content", "mask"),
    [
        pytest.param(TEXT + PLACE, "/SMask 51 0 R", id="that can be seen through, such as a stamp"),
        pytest.param(PLACE + TEXT, "", id="behind it"),
        pytest.param(TEXT + "q 595 0 0 842 0 0 cm /I Do Q\n", "", id="of a scanned page, whose words stand behind it"),
        pytest.param(TEXT + "q 100 173 -173 100 150 600 cm /I Do Q\n", "", id="that is turned"),
    ],
)
def test_a_picture_that_lets_words_be_read_covers_nothing(content: str, mask: str, tmp_path: Path) -> None:
    data = pdf([SEEN + content], _picture(mask), more={51: _picture(dots=b"\x80\0\x80\0")})
    seen, hidden = _found(tmp_path, data)
    assert NAME in seen
    assert hidden == []


FORM = (
    "/Type /XObject /Subtype /Form /BBox [0 0 200 18] /Resources << /XObject << /I 61 0 R >> /ExtGState << /G << /ca 0.4 >> >> >>"
)
DRAWN = b"/AP << /N 60 0 R >>"
QUADS = b"/QuadPoints [15 713 215 713 15 695 215 695]"


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        pytest.param(b"/Subtype /Stamp " + DRAWN, "q 200 0 0 18 0 0 cm /I Do Q", id="a stamp that is a picture"),
        pytest.param(b"/Subtype /Stamp " + DRAWN, "1 0 0 rg 0 0 200 18 re f", id="a stamp that is filled"),
        pytest.param(b"/Subtype /FreeText /C [1 1 1] /Contents (x)", "", id="a text on white"),
        pytest.param(b"/Subtype /FreeText /Contents ( ) " + DRAWN, "1 g 0 0 200 18 re f", id="a text that is drawn on white"),
        pytest.param(
            b"/Subtype /Polygon /IC [0 0 0] /Vertices [15 695 215 695 215 713 15 713]", "", id="a polygon that is a box"
        ),
        pytest.param(b"/Subtype /Highlight /C [0 0 0] " + QUADS, "", id="a black mark"),
        pytest.param(b"/Subtype /Highlight " + QUADS + DRAWN, "0 g 0 0 200 18 re f", id="a black mark that is drawn"),
        pytest.param(b"/Subtype /Line /L [15 704 215 704] /Border [0 0 16]", "", id="a line"),
        pytest.param(b"/Subtype /Line /L [15 704 215 704] " + DRAWN, "16 w 0 9 m 200 9 l S", id="a line that is drawn"),
        pytest.param(
            b"/Subtype /PolyLine /Vertices [15 703 100 705 215 704] /Border [0 0 16]", "", id="a line of several pieces"
        ),
    ],
)
def test_what_lies_under_notes_of_other_kinds_is_found(kind: bytes, drawn: str, tmp_path: Path) -> None:
    more = _note(kind) | {60: pdf_stream(drawn.encode(), FORM), 61: _picture()}
    assert ("covered", NAME) in _found(tmp_path, pdf([SEEN + TEXT], more=more, page="/Annots [50 0 R]"))[1]


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        pytest.param(b"/Subtype /Stamp " + DRAWN, "1 0 0 RG 3 w 2 2 196 14 re S", id="a stamp that is a frame"),
        pytest.param(b"/Subtype /Stamp " + DRAWN, "1 0 0 rg 0 0 200 2 re f 0 16 200 2 re f", id="a stamp of two bars"),
        pytest.param(b"/Subtype /Stamp " + DRAWN, "/G gs 1 0 0 rg 0 0 200 18 re f", id="a stamp that is seen through"),
        pytest.param(b"/Subtype /Stamp " + DRAWN, "", id="a stamp that nothing draws"),
        pytest.param(b"/Subtype /FreeText /Contents (x)", "", id="a text without a ground"),
        pytest.param(b"/Subtype /FreeText /C [1 1 1] /CA 0.5 /Contents (x)", "", id="a text on white that is seen through"),
        pytest.param(b"/Subtype /Polygon /IC [0 0 0] /Vertices [15 695 215 695 100 713]", "", id="a triangle"),
        pytest.param(b"/Subtype /Polygon /Vertices [15 695 215 695 215 713 15 713]", "", id="a frame"),
        pytest.param(b"/Subtype /Highlight /C [1 1 0] " + QUADS, "", id="a yellow mark"),
        pytest.param(b"/Subtype /Line /L [15 704 215 704] /Border [0 0 1]", "", id="a thin line"),
        pytest.param(b"/Subtype /Line /L [15 704 215 704] /Border [0 0 16] /CA 0.4", "", id="a line of a marker"),
    ],
)
def test_notes_that_let_words_be_read_cover_nothing(kind: bytes, drawn: str, tmp_path: Path) -> None:
    more = _note(kind) | {60: pdf_stream(drawn.encode(), FORM), 61: _picture()}
    seen, hidden = _found(tmp_path, pdf([SEEN + TEXT], more=more, page="/Annots [50 0 R]"))
    assert NAME in seen
    assert hidden == []


def test_a_note_that_is_not_shown_covers_nothing(tmp_path: Path) -> None:
    more = {50: _note(b"/Subtype /Square /IC [0 0 0]")[50].replace(b"/F 4", b"/F 2")}
    assert _found(tmp_path, pdf([SEEN + TEXT], more=more, page="/Annots [50 0 R]"))[1] == []


INK = b"/Subtype /Ink /InkList [[15 703 100 705 215 704]] %b"


@pytest.mark.parametrize(
    ("look", "covers"),
    [
        (b"/Border [0 0 16]", True),
        (b"/Border [0 0 2]", False),
        (b"/Border [0 0 16] /CA 0.4", False),
        (b"/AP << /N 60 0 R >>", True),
    ],
)
def test_strokes_by_hand_cover_words_if_they_are_thick(look: bytes, covers: bool, tmp_path: Path) -> None:
    drawn = {60: pdf_stream(b"16 w 15 703 m 100 705 l 215 704 l S", "/Type /XObject /Subtype /Form /BBox [0 0 595 842]")}
    data = pdf([SEEN + TEXT], more=_note(INK % look) | drawn, page="/Annots [50 0 R]")
    assert _found(tmp_path, data)[1] == ([("covered", NAME)] if covers else [])


def test_what_lies_under_a_round_note_is_found(tmp_path: Path) -> None:
    data = pdf([SEEN + TEXT], more=_note(b"/Subtype /Circle /IC [0 0 0]", b"-40 660 270 748"), page="/Annots [50 0 R]")
    assert _found(tmp_path, data) == ("Words that all can read", [("covered", NAME)])


def test_a_box_over_part_of_a_line_leaves_the_rest(tmp_path: Path) -> None:
    line = "BT /F 12 Tf 20 700 Td (Call 13800000000 at noon) Tj ET\n"
    seen, hidden = _found(tmp_path, pdf([f"{SEEN}{line}0 g 42 695 77 18 re f\n"]))
    assert seen == "Words that all can read\nCall  at noon"
    assert hidden == [("covered", "13800000000")]


@pytest.mark.parametrize("mark", ["L", "S"])
def test_a_layer_that_is_off_is_not_searched(mark: str, tmp_path: Path) -> None:
    shown = "/OC /M BDC BT /F 12 Tf 20 600 Td (On a map) Tj ET EMC\n"
    data = pdf([f"{SEEN}/OC /{mark} BDC {TEXT}EMC\n{shown}"], more=LAYERS)
    assert _found(tmp_path, data) == ("Words that all can read\nOn a map", [("layer", NAME), ("layer", "Notes")])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"0 g {BOX}1 g {TEXT}", id="white letters on a box"),
        pytest.param(f"{TEXT}15 695 200 18 re S\n", id="frame"),
        pytest.param(f"{TEXT}0 g 15 703 200 1 re f\n", id="line through it"),
        pytest.param(f"{TEXT}0 g 15 692 200 3 re f\n", id="line under it"),
        pytest.param(f"{TEXT}q 250 10 20 20 re W n 0 g 0 0 595 842 re f Q\n", id="box cut off beside it"),
        pytest.param(f"{TEXT}1 g {BOX}0 g {TEXT}", id="printed again over a box"),
        pytest.param(f"{TEXT}0 g 15 650 200 18 re f\n", id="box below it"),
        pytest.param(f"0 0 1 rg {BOX}1 1 1 rg {TEXT}", id="white letters on a blue box"),
        pytest.param(f"1 g {BOX}0.5 g 40 695 90 18 re f 1 1 1 rg {TEXT}", id="white letters of which some stand on grey"),
        pytest.param(f"q 0.2 0 0 0.2 0 600 cm {TEXT}Q\n", id="small print"),
        pytest.param(f"1 1 0 rg {BOX}0 g {TEXT}", id="box behind it"),
        pytest.param(f"{TEXT}0 g 10 690 210 30 re 14 694 202 22 re f*\n", id="frame of two boxes"),
        pytest.param(f"{TEXT}0 G 16 w 15 600 m 215 800 l S\n", id="slanted line"),
        pytest.param(f"{TEXT}0 G 1 w 15 704 m 215 704 l S\n", id="thin line"),
        pytest.param(f"{TEXT}0 G 3 w 15 698 m 215 712 l S\n", id="thin line at an angle"),
        pytest.param(f"{TEXT}0 G 8 w 15 700 m 215 712 l S\n", id="line at an angle that crosses it"),
        pytest.param(f"{TEXT}0 G 18 w 15 698 m 215 712 l S\n0 g {TEXT}", id="printed again over a stroke"),
        pytest.param(f"{TEXT}0 g 15 704 m 60 730 180 730 215 704 c f\n", id="a bow"),
    ],
)
def test_what_is_seen_is_accused_of_nothing(content: str, tmp_path: Path) -> None:
    seen, hidden = _found(tmp_path, pdf([SEEN + content]))
    assert NAME in seen
    assert hidden == []


@pytest.mark.parametrize(
    "kind", [b"/Subtype /Square /C [1 0 0]", b"/Subtype /Square /IC [1 1 0] /CA 0.3", b"/Subtype /Highlight /C [1 1 0]"]
)
def test_a_frame_and_a_marker_cover_nothing(kind: bytes, tmp_path: Path) -> None:
    data = pdf([SEEN + TEXT], more=_note(kind), page="/Annots [50 0 R]")
    assert _found(tmp_path, data) == (f"Words that all can read\n{NAME}", [])
