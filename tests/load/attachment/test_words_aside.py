"""Words that stand aside of a text are seen or looked through wherever a program puts them; what is seen is not called hidden."""

from __future__ import annotations

import base64
import struct
from collections.abc import Mapping

import pytest

from generator.check.file.attachment_text import AttachmentCheck
from generator.load.attachment.text import read_content
from generator.model.attachment import Part
from tests.check.places.old import record, xls_streams
from tests.check.test_places import CHECK
from tests.files import (
    ODF_NAMES,
    compound,
    docx,
    odf,
    paragraph,
    pdf,
    pdf_line,
    pdf_saved_again,
    pdf_stream,
    pptx,
    shape,
    sheet,
    slide,
    word_table,
    xlsx,
    zipped,
)

WORDS = "王五 13912345678"
TEXT = paragraph("公开的说明")
ROWS = [["项目", "说明"], ["一", "公开"]]
_STYLES = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>%s</numFmts></styleSheet>'
_READ = '<row r="9"><c r="A9" t="inlineStr"><is><t>公开</t><rPh sb="0" eb="2"><t>%s</t></rPh></is></c></row></sheetData>'
_CHOICE = '<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>%s</mc:Choice><mc:Fallback>%s</mc:Fallback></mc:AlternateContent></w:r></w:p>'
_BOX = "<w:pict><w:txbxContent>%s</w:txbxContent></w:pict>"
_RTF = r"{\rtf1\ansi\ansicpg936{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}Words that all can read\par %s}"


def _signs(font: str) -> str:
    return (
        "<w:p>" + "".join(f'<w:r><w:sym w:font="{font}" w:char="F0{ord(sign):02X}"/></w:r>' for sign in "13912345678") + "</w:p>"
    )


def _book(more: bytes) -> bytes:
    return compound(xls_streams([["甲"]], book=more))


def _named(text: str) -> bytes:
    """A text as a name in a PDF."""
    return "".join(f"#{byte:02X}" for byte in text.encode()).encode()


def _pdf(catalog: bytes, content: str = "", more: Mapping[int, bytes] | None = None) -> bytes:
    return pdf(
        [pdf_line("Words that all can read") + content],
        more={1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog} | dict(more or {}),
    )


def _line(height: int) -> str:
    return f'<w:p><w:pPr><w:spacing w:line="{height}" w:lineRule="exact"/></w:pPr><w:r><w:t>{WORDS}</w:t></w:r></w:p>'


def _cell(fill: str, ink: str) -> str:
    looks = f'<w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>'
    return f"<w:tbl><w:tr><w:tc>{looks}{paragraph(WORDS, f'<w:color w:val={chr(34)}{ink}{chr(34)}/>')}</w:tc></w:tr></w:tbl>"


def _row(looks: str) -> str:
    return word_table([[WORDS]]).replace("<w:tr>", f"<w:tr><w:trPr>{looks}</w:trPr>")


def _query(text: str) -> Mapping[str, str | bytes]:
    package = zipped({"Formulas/Section1.m": f'section Section1;\nshared Q = "{text}";\n'})
    data = bytes(4) + len(package).to_bytes(4, "little") + package + bytes(12)
    return {"customXml/item1.xml": f"<DataMashup>{base64.b64encode(data).decode()}</DataMashup>"}


def _parts(type: str, data: bytes) -> set[Part]:
    """The parts of a file in which the words stand."""
    read = read_content(data, type)
    found: set[Part] = {piece.part for piece in read.pieces if "13912345678" in piece.text}
    return found | {one.part for one in read.sheets if "13912345678" in one.text}


@pytest.mark.parametrize(
    ("type", "data", "parts"),
    [
        pytest.param("docx", docx(TEXT + _row("<w:hidden/>")), {"hidden"}, id="row that is hidden"),
        pytest.param("docx", docx(TEXT + _row('<w:hidden w:val="0"/>')), {"text"}, id="row that is not"),
        pytest.param("docx", docx(TEXT + _cell("1F1F1F", "1F1F1F")), {"hidden"}, id="letters of the colour of their cell"),
        pytest.param("docx", docx(TEXT + _cell("FFFFFF", "FFFFFF")), {"hidden"}, id="white letters in a white cell"),
        pytest.param("docx", docx(TEXT + _cell("1F1F1F", "FFFFFF")), {"text"}, id="white letters in a dark cell"),
        pytest.param(
            "docx",
            docx(TEXT + f'<w:tbl><w:tblPr><w:tblCaption w:val="{WORDS}"/></w:tblPr></w:tbl>'),
            {"inside"},
            id="description of a table",
        ),
        *(
            pytest.param("docx", docx(TEXT + aside), {"inside"}, id=name)
            for name, aside in (
                ("hint of a link", f'<w:p><w:hyperlink w:tooltip="{WORDS}"/></w:p>'),
                (
                    "name of a drawing",
                    f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="wp" id="1" name="{WORDS}"/></w:drawing></w:r></w:p>',
                ),
                ("value chosen last", f'<w:sdt><w:sdtPr><w:comboBox w:lastValue="{WORDS}"/></w:sdtPr></w:sdt>'),
                (
                    "what a program made of a word",
                    f'<w:smartTag><w:smartTagPr><w:attr w:val="{WORDS}"/></w:smartTagPr></w:smartTag>',
                ),
                ("who may change a text", f'<w:permStart w:id="1" w:ed="{WORDS}"/>'),
            )
        ),
        pytest.param(
            "docx", docx(TEXT + _CHOICE % ("", _BOX % paragraph(WORDS))), {"inside"}, id="words for older programs alone"
        ),
        pytest.param(
            "docx", docx(TEXT + _CHOICE % (_BOX % paragraph(WORDS), _BOX % paragraph(WORDS))), {"text"}, id="words said again"
        ),
        pytest.param(
            "pptx", pptx([slide(shape("公开", f' name="{WORDS}"').replace(' name="x"', ""))]), {"inside"}, id="its name"
        ),
        pytest.param(
            "pptx",
            pptx([slide(shape("公开").replace("<p:nvPr>", f'<a:hlinkClick tooltip="{WORDS}"/><p:nvPr>'))]),
            {"inside"},
            id="hint of its link",
        ),
        pytest.param(
            "xlsx",
            xlsx(
                {"总表": sheet(ROWS)},
                parts={"xl/styles.xml": _STYLES % f'<numFmt numFmtId="164" formatCode="0 &quot;{WORDS}&quot;"/>'},
                related=(("styles", "styles.xml"),),
            ),
            {"inside"},
            id="words in the format of a number",
        ),
        pytest.param(
            "xlsx", xlsx({"总表": sheet(ROWS).replace("</sheetData>", _READ % WORDS)}), {"inside"}, id="reading above a cell"
        ),
        pytest.param("xlsx", xlsx({"总表": sheet(ROWS)}, parts=_query(WORDS)), {"inside"}, id="query over data"),
        pytest.param(
            "html", f'<style>p:after {{content: "{WORDS}"}}</style><p>公开</p>'.encode(), {"inside"}, id="words of a style"
        ),
        pytest.param("html", f"<style>/* {WORDS} */</style><p>公开</p>".encode(), {"inside"}, id="remark in a style"),
        pytest.param("html", f"<p>公开</p><p style='font-size:0'>{WORDS}</p>".encode(), {"hidden"}, id="letters of no size"),
        pytest.param("html", f"<p>公开</p><p style='font-size:0.9em'>{WORDS}</p>".encode(), {"text"}, id="small letters"),
        *(
            pytest.param("html", f"<html>{page % WORDS}".encode(), {part}, id=name)
            for name, part, page in (
                ("white letters on paper", "hidden", '<p style="color:#FFF">%s</p><p>公开</p>'),
                ("white by a style of the page", "hidden", '<style>.w {color: white}</style><p class="a w">%s</p>'),
                ("not shown by a style of the page", "hidden", "<style>.h {display: none}</style><p class=h>%s</p>"),
                ("white on a ground", "text", '<div style="background:#036"><h1 style="color:#fff">%s</h1></div>'),
                ("white on a ground by a style", "text", "<style>th {background: navy; color: white}</style><th>%s"),
                ("white under a style from elsewhere", "text", '<link rel=stylesheet href=a.css><p style="color:#fff">%s</p>'),
                (
                    "a style that a script may change",
                    "text",
                    "<style>.h {display: none}</style><p class=h>%s</p><script>1</script>",
                ),
                ("black in white", "text", '<div style="color:white"><b style="color:black">%s</b></div>'),
                ("behind white", "text", '<p style="color:white">公开<p>%s'),
            )
        ),
        pytest.param(
            "html",
            b"<p>x</p><script>a='" + "".join(f"\\u{ord(sign):04x}" for sign in WORDS).encode() + b"'</script>",
            {"inside"},
            id="signs of a script by their numbers",
        ),
        *(
            pytest.param("docx", docx(TEXT + aside, parts=more or {}), {part}, id=name)
            for name, part, aside, more in (
                ("signs of a font", "text", _signs("Arial"), None),
                ("page of another site", "inside", f'<w:p><wp15:webVideoPr xmlns:wp15="w" embeddedHtml="{WORDS}"/></w:p>', None),
                ("name of a part", "inside", "", {f"word/media/{WORDS}.bin": b"\0"}),
                ("words of eight bits", "inside", "", {"word/a.bin": b"\1" + WORDS.encode("gbk") + b"\1"}),
                (
                    "name of a style",
                    "inside",
                    "",
                    {"word/styles.xml": f'<w:styles xmlns:w="w"><w:style><w:name w:val="{WORDS}"/></w:style></w:styles>'},
                ),
                (
                    "words before a number",
                    "inside",
                    "",
                    {"word/numbering.xml": f'<w:numbering xmlns:w="w"><w:lvlText w:val="{WORDS}%1"/></w:numbering>'},
                ),
                ("subtitles", "inside", "", {"word/media/a.vtt": f"WEBVTT\n{WORDS}\n"}),
            )
        ),
        pytest.param("pdf", _pdf(b"/Dests << /%b [10 0 R /Fit] >>" % _named(WORDS)), {"inside"}, id="name of a place in a PDF"),
        pytest.param("pdf", _pdf(b"/A << /V /13912345678 >>"), {"inside"}, id="choice in a form"),
        pytest.param("pdf", _pdf(b"", "/Span << /ActualText (Wang 13912345678) >> BDC EMC"), {"inside"}, id="what is read aloud"),
        pytest.param(
            "pdf",
            _pdf(b"", more={50: pdf_stream(b"BT (Wang 13912345678) Tj ET", "/PatternType 1")}),
            {"inside"},
            id="words of a pattern",
        ),
        pytest.param(
            "fodt",
            f"<?xml version='1.0'?><office:document {ODF_NAMES} office:mimetype='application/vnd.oasis.opendocument.text'>"
            f"<office:body><office:text><text:p>{WORDS}</text:p></office:text></office:body></office:document>".encode(),
            {"text"},
            id="document in one file",
        ),
        pytest.param(
            "odt",
            odf("text", f"<text:p><text:user-index-mark text:string-value='x' text:key1='{WORDS}'/></text:p>"),
            {"inside"},
            id="mark of an index",
        ),
        pytest.param(
            "odp",
            odf("presentation", f"<presentation:footer-decl>{WORDS}</presentation:footer-decl>"),
            {"text"},
            id="foot of slides",
        ),
        pytest.param(
            "xls",
            _book(record(0x041E, struct.pack("<HHB", 164, len(WORDS) + 4, 1) + f'0"{WORDS}"0'.encode("utf-16-le"))),
            {"inside"},
            id="words in the format of a number of an old workbook",
        ),
        pytest.param("html", "<p>公开 139&shy;1234&shy;5678</p>".encode(), {"text"}, id="where a number may be parted"),
        pytest.param("docx", docx(TEXT + paragraph(WORDS, '<w:color w:val="FEFEFE"/>')), {"hidden"}, id="letters almost white"),
        pytest.param("docx", docx(TEXT + paragraph(WORDS, '<w:color w:val="D9D9D9"/>')), {"text"}, id="letters in grey"),
        pytest.param("docx", docx(TEXT + _line(10)), {"hidden"}, id="line of half a point"),
        pytest.param("docx", docx(TEXT + _line(280)), {"text"}, id="line of fourteen points"),
        pytest.param("docx", docx(TEXT + _row('<w:trHeight w:val="1" w:hRule="exact"/>')), {"hidden"}, id="row that is a line"),
        pytest.param("docx", docx(TEXT + _row('<w:trHeight w:val="1" w:hRule="atLeast"/>')), {"text"}, id="row that grows"),
        pytest.param(
            "xlsx",
            xlsx(
                {"总表": sheet(ROWS)},
                parts={"docProps/app.xml": f"<Properties><TitlesOfParts><lpstr>{WORDS}</lpstr></TitlesOfParts></Properties>"},
            ),
            {"inside"},
            id="names of sheets that were",
        ),
        pytest.param(
            "xlsx", xlsx({"总表": sheet(ROWS, f'<sheetPr codeName="{WORDS}"/>')}), {"inside"}, id="what macros call a sheet"
        ),
        pytest.param(
            "zip",
            zipped({"a.txt": "公开", ".DS_Store": b"\0" + WORDS.encode("utf-16-be") + b"\0"}),
            {"inside"},
            id="names in a folder",
        ),
        pytest.param("html", f"<p>公开</p><p style='left:-9999px'>{WORDS}</p>".encode(), {"hidden"}, id="beside the page"),
        pytest.param("ics", b"DESCRIPTION:Wang 139123\r\n 45678\r\n", {"text"}, id="line that goes on in the next"),
        pytest.param("zip", zipped({"a.txt": "公开", f"{WORDS}/": b""}), {"text"}, id="name of an empty folder"),
        pytest.param("rtf", (_RTF % r"{\cf1 Wang 13912345678}").encode(), {"hidden"}, id="white letters"),
        pytest.param("rtf", (_RTF % r"{\cf2 Wang 13912345678}").encode(), {"text"}, id="black letters"),
        pytest.param("rtf", (_RTF % r"{\cf1\highlight2 Wang 13912345678}").encode(), {"text"}, id="white letters on black"),
        pytest.param(
            "rtf", (_RTF % r"\trowd\pard\intbl{\cf1 Wang 13912345678}\cell\row\pard").encode(), {"text"}, id="white in a table"
        ),
    ],
)
def test_words_are_where_a_reader_sees_them(type: str, data: bytes, parts: set[Part]) -> None:
    assert _parts(type, data) == parts


@pytest.mark.parametrize(("head", "told"), [("受理单号", set()), ("手机", {"mobile-exposed"})])
@pytest.mark.parametrize("cell", ["'13912345678", '="13912345678"'])
def test_a_number_kept_as_text_is_what_its_head_says(cell: str, head: str, told: set[str]) -> None:
    check: AttachmentCheck = CHECK
    read = read_content(f"姓名,{head}\n甲某,{cell}\n乙某,无\n".encode(), "csv")
    assert {problem.code for problem in check(read)} == told


def test_pictures_that_a_font_has_for_letters_are_no_letters() -> None:
    assert _parts("docx", docx(TEXT + _signs("Wingdings"))) == set()


def _narrow(*rows: list[str]) -> bytes:
    return xlsx({"总表": sheet([list(row) for row in rows], '<cols><col min="2" max="2" width="0.14"/></cols>')})


@pytest.mark.parametrize(
    ("data", "places"),
    [
        pytest.param(_narrow(["甲", "离异", "1"], ["乙", "丧偶", "2"]), ["B:B"], id="column of which a line is left"),
        pytest.param(_narrow(["甲", "离异", ""], ["乙", "丧偶", "2"]), ["B2"], id="a text that goes on over the next cell"),
        pytest.param(_narrow(["甲", "", "1"], ["乙", "", "2"]), [], id="a line between columns"),
    ],
)
def test_columns_too_narrow_to_be_read_are_hidden(data: bytes, places: list[str]) -> None:
    assert [place.cell for one in read_content(data, "xlsx").sheets for place in one.hidden_places()] == places


def _about(who: bytes) -> bytes:
    return _pdf(b"", more={50: b"<< /Author (%b) >>" % who}).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 50 0 R")


def _saved_by(raw: bytes) -> bytes:
    return record(0x5C, raw.ljust(112))


@pytest.mark.parametrize(
    ("type", "data", "who"),
    [
        pytest.param("xls", _book(_saved_by(b"\2\0\1" + "张三".encode("utf-16-le"))), ["张三"], id="account"),
        pytest.param("xls", _book(_saved_by(b"zhang")), ["zhang"], id="account without its length"),
        pytest.param("xls", _book(_saved_by(b"None")), [], id="nobody"),
        pytest.param("html", "<meta name=Author content=张三><p>x</p>".encode(), ["张三"], id="who wrote a page"),
        pytest.param("html", "<!--<xml><o:Author>张三</o:Author></xml>--><p>x</p>".encode(), ["张三"], id="who wrote it in Word"),
        pytest.param(
            "pdf", pdf_saved_again(_about(b"Zhang"), {50: b"<< /Author (Li) >>"}), ["Li", "Zhang"], id="who wrote it before"
        ),
        pytest.param("pdf", _about(b"Zhang"), ["Zhang"], id="who wrote it"),
        pytest.param("rtf", (_RTF % r"{\*\revtbl {Unknown;}{Wang;}}").encode(), ["Wang"], id="who revised a text"),
    ],
)
def test_people_are_named(type: str, data: bytes, who: list[str]) -> None:
    read = read_content(data, type)
    assert sorted({piece.text for piece in read.pieces if piece.part == "metadata"}) == who


@pytest.mark.parametrize(
    ("book", "who"),
    [
        ('<fileSharing userName="张三"/>', ["张三"]),
        ('<customWorkbookViews><customWorkbookView name="张三 - 个人视图"/></customWorkbookViews>', ["张三"]),
        ('<customWorkbookViews><customWorkbookView name="打印"/></customWorkbookViews>', []),
    ],
)
def test_users_of_a_workbook_are_named(book: str, who: list[str]) -> None:
    read = read_content(xlsx({"总表": sheet(ROWS)}, book=book), "xlsx")
    assert [piece.text for piece in read.pieces if piece.name == "account"] == who


_PARTED = [["姓名", "身份证号", "", ""], ["甲某", "110105", "19491231", "002X"]]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(_PARTED, True, id="a number in three cells"),
        pytest.param([["名称", "区划", "日期", "数"], _PARTED[1]], False, id="three numbers that would make one"),
        pytest.param([_PARTED[0], ["甲某", "110105", "19491231", "0021"]], False, id="no number of a person"),
    ],
)
def test_a_number_spread_over_cells_is_told_where_its_head_says_so(rows: list[list[str]], told: bool) -> None:
    for type, data in (("docx", docx(word_table(rows))), ("xlsx", xlsx({"表": sheet(rows)}))):
        problems = [problem for problem in CHECK(read_content(data, type)) if problem.code == "id-number-exposed"]
        assert [problem.values.get("cell", "B2") for problem in problems] == ["B2"] * told


@pytest.mark.parametrize(
    ("type", "text"),
    [
        ("json", '[{"\\u59d3\\u540d": "甲", "\\u4f4f\\u9662\\u53f7": "0034127"}]'),
        ("xml", '<行 姓名="甲" 住院号="0034127"/>'),
        ("xml", "<行><姓名>甲</姓名><住院号>0034127</住院号></行>"),
    ],
)
def test_values_of_data_are_judged_by_their_names(type: str, text: str) -> None:
    assert "medical-record-exposed" in {problem.code for problem in CHECK(read_content(text.encode(), type))}


def _tabbed(*rows: list[str]) -> str:
    return "".join(
        "<w:p>" + "<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{cell}</w:t></w:r>" for cell in row) + "</w:p>" for row in rows
    )


_PATIENTS = [["姓名", "住院号", "费用"], ["甲某", "0078821", "300"], ["乙某", "0078822", "200"]]
_DOCUMENTS = [["单位", "文号", "金额"], *_PATIENTS[1:]]


@pytest.mark.parametrize(("rows", "told"), [(_PATIENTS, ["2", "3"]), (_DOCUMENTS, [])])
def test_rows_that_are_set_out_by_tabs_or_blanks_are_a_table(rows: list[list[str]], told: list[str]) -> None:
    aligned = "\n".join("".join(cell.ljust(12) for cell in row) for row in rows)
    for type, data in (("docx", docx(_tabbed(*rows))), ("txt", aligned.encode())):
        problems = [problem for problem in CHECK(read_content(data, type)) if problem.code == "medical-record-exposed"]
        assert [problem.values["paragraph"] for problem in problems] == told


def test_names_of_looks_that_programs_give_are_nobodys() -> None:
    styles = '<w:styles xmlns:w="w"><w:style><w:name w:val="正文首行缩进2字符"/></w:style></w:styles>'
    numbers = '<w:numbering xmlns:w="w"><w:lvlText w:val="第%1条"/></w:numbering>'
    read = read_content(docx(TEXT, parts={"word/styles.xml": styles, "word/numbering.xml": numbers}), "docx")
    assert [piece for piece in read.pieces if piece.part == "inside"] == []


def test_what_a_page_hides_is_told_with_its_line() -> None:
    read = read_content(f"<html>\n<!-- {WORDS} -->\n<p>公开</p>\n<p hidden>\n{WORDS}</p>".encode(), "html")
    assert [(piece.part, piece.paragraph) for piece in read.pieces if WORDS in piece.text] == [("hidden", 5), ("inside", 2)]
