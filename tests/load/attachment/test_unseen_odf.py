"""Words of OpenDocument files that nobody sees are hidden; those that may be seen are accused of nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import odf, picture_of

SEEN, NAME = "名单如下。", "张明 13800000000"
WHITE, BLACK = 'fo:color="#ffffff"', 'fo:color="#000000"'
ON_WHITE, ON_BLACK = 'fo:background-color="#ffffff"', 'fo:background-color="#000000"'


def _style(family: str, looks: str = "", more: str = "", name: str = "S") -> str:
    """A style of letters, and of what they stand on."""
    return f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {looks}/>{more}</style:style>'


def _found(tmp_path: Path, data: bytes, kind: str) -> tuple[str, list[tuple[str, str, str]]]:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(data)
    text = read_text(file, kind)
    unseen = [piece for piece in text.pieces if piece.part not in ("text", "inside", "metadata")]
    return text.visible, [(piece.part, piece.name, piece.text) for piece in unseen]


def _text(tmp_path: Path, body: str, own: str = "", shared: str = "") -> tuple[str, list[tuple[str, str, str]]]:
    return _found(tmp_path, odf("text", f"<text:p>{SEEN}</text:p>{body}", own=own, shared=shared), "odt")


WORDS = f"<text:p>{NAME}</text:p>"
STYLED = f'<text:p text:style-name="S">{NAME}</text:p>'
SPAN = f'<text:p><text:span text:style-name="S">{NAME}</text:span></text:p>'


@pytest.mark.parametrize(
    ("body", "own", "found"),
    [
        pytest.param(STYLED, _style("paragraph", WHITE), ("hidden", "white"), id="white"),
        pytest.param(SPAN, _style("text", 'fo:font-size="1pt"'), ("hidden", "white"), id="tiny"),
        pytest.param(SPAN, _style("text", f"{BLACK} {ON_BLACK}"), ("hidden", "covered"), id="marked black"),
        pytest.param(SPAN, _style("text", 'text:display="none"'), ("hidden", ""), id="hidden letters"),
        pytest.param(
            STYLED,
            _style("paragraph", "", f"<style:paragraph-properties {ON_BLACK}/>").replace("/><", f" {BLACK}/><", 1),
            ("hidden", "white"),
            id="black on a black paragraph",
        ),
        pytest.param(
            STYLED,
            _style("paragraph", WHITE, name="B")
            + '<style:style style:name="S" style:family="paragraph" style:parent-style-name="B"/>',
            ("hidden", "white"),
            id="by the style that it builds on",
        ),
        pytest.param(f'<text:section text:display="none">{WORDS}</text:section>', "", ("hidden", ""), id="section"),
        pytest.param(
            f'<text:section text:display="condition" text:is-hidden="true">{WORDS}</text:section>',
            "",
            ("hidden", ""),
            id="condition",
        ),
        pytest.param(
            f'<text:p>{NAME}<text:hidden-paragraph text:is-hidden="true"/></text:p>', "", ("hidden", ""), id="hidden paragraph"
        ),
        pytest.param(
            f'<text:p><text:hidden-text text:string-value="{NAME}" text:is-hidden="true">{NAME}</text:hidden-text></text:p>',
            "",
            ("hidden", ""),
            id="hidden text",
        ),
        pytest.param(
            "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>甲</dc:creator>"
            f"</office:change-info>{WORDS}</text:deletion></text:changed-region></text:tracked-changes>",
            "",
            ("deleted", "甲"),
            id="deleted, and by whom",
        ),
    ],
)
def test_words_of_a_text_that_nobody_sees_are_hidden(body: str, own: str, found: tuple[str, str], tmp_path: Path) -> None:
    assert _text(tmp_path, body, own) == (SEEN, [(*found, NAME)])


TABLE = "<table:table><table:table-row><table:table-cell{0}>{1}</table:table-cell></table:table-row></table:table>"
PAGE = '<style:page-layout style:name="p"><style:page-layout-properties fo:background-color="#00ff00"/></style:page-layout>'


@pytest.mark.parametrize(
    ("body", "own", "shared"),
    [
        pytest.param(STYLED, _style("paragraph", WHITE, f"<style:paragraph-properties {ON_BLACK}/>"), "", id="white on black"),
        pytest.param(SPAN, _style("text", f"{WHITE} {ON_BLACK}"), "", id="white, marked black"),
        pytest.param(STYLED, _style("paragraph", WHITE), PAGE, id="white on a coloured page"),
        pytest.param(STYLED, _style("paragraph", f'{WHITE} style:use-window-font-color="true"'), "", id="colour of the window"),
        pytest.param(TABLE.format("", STYLED), _style("paragraph", WHITE), "", id="head of a table"),
        pytest.param(
            TABLE.format(' table:style-name="C"', STYLED),
            _style("paragraph", WHITE) + _style("table-cell", "", f"<style:table-cell-properties {ON_BLACK}/>", "C"),
            "",
            id="in a black cell",
        ),
        pytest.param(
            f"<text:p><draw:frame><draw:text-box>{STYLED}</draw:text-box></draw:frame></text:p>",
            _style("paragraph", WHITE),
            "",
            id="in a box",
        ),
        pytest.param(
            STYLED,
            _style("paragraph", WHITE)
            + '<style:style style:name="g" style:family="graphic"><style:graphic-properties style:run-through="background"/></style:style>',
            "",
            id="over a picture",
        ),
        pytest.param(
            f'<text:section text:style-name="C">{STYLED}</text:section>',
            _style("paragraph", WHITE) + _style("section", "", f"<style:section-properties {ON_BLACK}/>", "C"),
            "",
            id="in a dark section",
        ),
        pytest.param(f'<text:section text:display="condition">{WORDS}</text:section>', "", "", id="section that is shown"),
        pytest.param(
            f'<text:p>{NAME}<text:hidden-paragraph text:is-hidden="false"/></text:p>', "", "", id="paragraph that is shown"
        ),
        pytest.param(
            f'<text:p><text:hidden-text text:is-hidden="false" text:string-value="{NAME}">{NAME}</text:hidden-text></text:p>',
            "",
            "",
            id="text that is shown",
        ),
        pytest.param(
            f'<text:p>甲<text:span text:style-name="S"><text:note><text:note-citation>1</text:note-citation><text:note-body>{WORDS}'
            "</text:note-body></text:note></text:span></text:p>",
            _style("text", WHITE),
            "",
            id="note whose mark is white",
        ),
        pytest.param(SPAN, _style("text", 'fo:font-size="5pt"'), "", id="small"),
    ],
)
def test_words_of_a_text_that_may_be_seen_are_accused_of_nothing(body: str, own: str, shared: str, tmp_path: Path) -> None:
    seen, unseen = _text(tmp_path, body, own, shared=shared)
    assert NAME in seen
    assert unseen == []


def test_who_inserted_is_no_part_of_a_text(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:insertion><office:change-info><dc:creator>李经办</dc:creator>"
        "</office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
    )
    file = tmp_path / "a.odt"
    file.write_bytes(odf("text", f"{body}<text:p>{SEEN}</text:p>"))
    text = read_text(file, "odt")
    assert text.visible == SEEN
    assert [(piece.name, piece.text) for piece in text.pieces if piece.part == "metadata"] == [("reviser", "李经办")]


FILLED = '<style:style style:name="G" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="#000000"/></style:style>'
NARROW = '<style:style style:name="N" style:family="{0}"><style:{0}-properties style:{1}="0cm"/></style:style>'


def _cells(tmp_path: Path, own: str, cell: str = "", before: str = "", inside: str = "", row: str = "") -> tuple[str, list[str]]:
    """What is seen of a sheet of two columns, and the places in it that are hidden; the second cell of the second row is looked at."""
    one = "<table:table-cell office:value-type='string'{0}>{1}<text:p>{2}</text:p></table:table-cell>"
    rows = (
        f"<table:table-row>{one.format('', '', '姓名')}{one.format('', '', '电话')}</table:table-row>"
        f"<table:table-row{row}>{one.format('', '', '张明')}{one.format(cell, inside, '13800000000')}</table:table-row>"
    )
    file = tmp_path / "a.ods"
    file.write_bytes(odf("spreadsheet", f"<table:table table:name='表'>{before}{rows}</table:table>", own=own))
    text = read_text(file, "ods")
    return text.visible, [piece.cell for piece in text.sheets[0].hidden_places()]


SHAPE = '<draw:{0} draw:style-name="G" table:end-cell-address="表.B2" table:end-x="{1}" table:end-y="0.4cm"/>'
CELL = ' table:style-name="S"'


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"own": _style("table-cell", WHITE), "cell": CELL}, ["B2"]),
        ({"own": _style("table-cell", BLACK, f"<style:table-cell-properties {ON_BLACK}/>"), "cell": CELL}, ["B2"]),
        ({"own": FILLED, "inside": SHAPE.format("custom-shape", "2cm")}, ["B2"]),
        ({"own": NARROW.format("table-row", "row-height"), "row": ' table:style-name="N"'}, ["2:2"]),
        (
            {
                "own": NARROW.format("table-column", "column-width"),
                "before": '<table:table-column/><table:table-column table:style-name="N"/>',
            },
            ["B:B"],
        ),
        (
            {
                "own": _style("table-cell", WHITE),
                "before": '<table:table-column table:number-columns-repeated="9" table:default-cell-style-name="S"/>',
            },
            ["A1", "B1", "A2", "B2"],
        ),
    ],
)
def test_cells_that_nobody_sees_are_hidden(given: dict[str, str], places: list[str], tmp_path: Path) -> None:
    seen, found = _cells(tmp_path, **given)
    assert "13800000000" not in seen
    assert sorted(found) == sorted(places)


@pytest.mark.parametrize(
    "given",
    [
        {"own": _style("table-cell", WHITE, f"<style:table-cell-properties {ON_BLACK}/>"), "cell": CELL},
        {"own": _style("table-cell", WHITE, '<style:map style:condition="x"/>'), "cell": CELL},
        {"own": _style("table-cell", WHITE), "cell": CELL, "inside": SHAPE.format("frame", "2cm")},
        {"own": FILLED, "inside": SHAPE.format("frame", "2cm")},
        {"own": FILLED, "inside": SHAPE.format("rect", "0.4cm")},
        {"own": FILLED.replace("solid", "none"), "inside": SHAPE.format("rect", "2cm")},
        {
            "own": "",
            "before": '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/>',
        },
    ],
)
def test_cells_that_may_be_seen_are_accused_of_nothing(given: dict[str, str], tmp_path: Path) -> None:
    assert _cells(tmp_path, **given) == ("姓名\n电话\n张明\n13800000000", [])


PAPER = (
    '<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout>'
    '<style:style style:name="D" style:family="drawing-page"><style:drawing-page-properties draw:fill="none"/></style:style>'
)


def _at(left: str, top: str, width: str = "8cm", height: str = "2cm") -> str:
    return f' svg:x="{left}" svg:y="{top}" svg:width="{width}" svg:height="{height}"'


def _slides(
    tmp_path: Path, body: str, own: str = "", master: str = "", layers: str = ""
) -> tuple[str, list[tuple[str, str, str]]]:
    """What is seen of a presentation of one page, and what is not."""
    frame = f"<draw:frame{_at('0cm', '0cm')}><draw:text-box><text:p>{SEEN}</text:p></draw:text-box></draw:frame>"
    page = f'<draw:page draw:name="a" draw:master-page-name="M">{frame}{body}</draw:page>'
    shared = (
        f'{layers}<style:master-page style:name="M" style:page-layout-name="L" draw:style-name="D">{master}</style:master-page>'
    )
    data = odf("presentation", page, own=own, shared=PAPER, styles=shared, parts={"Pictures/a.png": picture_of(2)})
    return _found(tmp_path, data, "odp")


def _frame(paragraph: str, place: str, looks: str = "") -> str:
    return f"<draw:frame{place}{looks}><draw:text-box>{paragraph}</draw:text-box></draw:frame>"


HERE = _at("3cm", "3cm")
RECT = f'<draw:rect draw:style-name="G"{HERE}/>'
ROUND = f'<draw:custom-shape draw:style-name="G"{_at("0cm", "0cm", "14cm", "9cm")}><draw:enhanced-geometry draw:type="ellipse"/></draw:custom-shape>'
PICTURE = f'<draw:frame{HERE}><draw:image xlink:href="Pictures/a.png"/></draw:frame>'


@pytest.mark.parametrize(
    ("body", "own", "name"),
    [
        pytest.param(_frame(WORDS, HERE) + RECT, FILLED, "covered", id="under a box"),
        pytest.param(_frame(WORDS, HERE) + ROUND, FILLED, "covered", id="under an oval"),
        pytest.param(_frame(WORDS, HERE) + PICTURE, "", "covered", id="under a picture"),
        pytest.param(_frame(WORDS, _at("30cm", "3cm")), "", "off", id="beside the page"),
    ],
)
def test_words_of_a_presentation_that_nobody_sees_are_hidden(body: str, own: str, name: str, tmp_path: Path) -> None:
    assert _slides(tmp_path, body, own) == (SEEN, [("hidden", name, NAME)])


CLEAR = FILLED.replace('"solid"', '"none"').replace('"G"', '"E"')
EMPTY = ' draw:style-name="E"'


@pytest.mark.parametrize(("display", "hides"), [("none", True), ("always", False), ("screen", False)])
def test_words_on_a_layer_that_is_not_shown_are_hidden(display: str, hides: bool, tmp_path: Path) -> None:
    layers = f'<draw:layer-set><draw:layer draw:name="x" draw:display="{display}"/></draw:layer-set>'
    found = _slides(tmp_path, _frame(WORDS, HERE, ' draw:layer="x"'), layers=layers)
    assert found == ((SEEN, [("hidden", "", NAME)]) if hides else (f"{SEEN}\n{NAME}", []))


def test_white_words_on_an_empty_page_are_hidden(tmp_path: Path) -> None:
    found = _slides(tmp_path, _frame(STYLED, HERE, EMPTY), _style("paragraph", WHITE) + CLEAR)
    assert found == (SEEN, [("hidden", "white", NAME)])


@pytest.mark.parametrize(
    ("body", "own", "master", "more"),
    [
        pytest.param(RECT + _frame(WORDS, HERE), FILLED, "", "", id="over a box"),
        pytest.param(
            _frame(WORDS, HERE) + RECT, FILLED.replace("#000000", '#000000" draw:opacity="40%'), "", "", id="under glass"
        ),
        pytest.param(_frame(WORDS, HERE) + RECT.replace("8cm", "3cm"), FILLED, "", "", id="under a box over part of it"),
        pytest.param(_frame(WORDS, _at("27cm", "3cm")), "", "", "", id="partly on the page"),
        pytest.param(
            _frame(STYLED, HERE), _style("paragraph", WHITE), "", "", id="white in a frame of a style that nobody knows"
        ),
        pytest.param(
            RECT + _frame(STYLED, HERE, EMPTY), _style("paragraph", WHITE) + CLEAR + FILLED, "", "", id="white over a box"
        ),
        pytest.param(
            _frame(STYLED, HERE, EMPTY), _style("paragraph", WHITE) + CLEAR, PICTURE, "", id="white over a picture of the master"
        ),
        pytest.param(
            _frame(WORDS, HERE) + RECT.replace("<draw:rect", '<draw:rect draw:id="id1"'),
            FILLED,
            "",
            '<anim:par xmlns:anim="a" xmlns:smil="s"><anim:set smil:targetElement="id1"/></anim:par>',
            id="under a box that goes away",
        ),
    ],
)
def test_words_of_a_presentation_that_may_be_seen_are_accused_of_nothing(
    body: str, own: str, master: str, more: str, tmp_path: Path
) -> None:
    seen, unseen = _slides(tmp_path, body + more, own, master)
    assert NAME in seen
    assert unseen == []


def test_the_number_on_a_page_of_notes_is_no_note(tmp_path: Path) -> None:
    notes = "<presentation:notes>{}</presentation:notes>"
    number = _frame("<text:p><text:page-number>&lt;number&gt;</text:page-number></text:p>", HERE)
    assert _slides(tmp_path, notes.format(number)) == (SEEN, [])
    assert _slides(tmp_path, notes.format(_frame(WORDS, HERE) + number)) == (SEEN, [("hidden", "notes", NAME)])
