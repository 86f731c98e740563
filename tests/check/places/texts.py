"""A text in each place of OpenDocument, RTF, web pages, messages, archives, tables and pictures."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.check.places.kinds import TEXT, Maker, described, head_and_cell, scan, signed
from tests.files import ODF_NAMES, docx, odf, paragraph, zipped


def _odt(body: str, **more: Any) -> bytes:
    return odf("text", f"<text:p>{TEXT}</text:p>{body}", **more)


def _odf_table(rows: list[list[str]], looks: str = "", columns: str = "", row_looks: str = "") -> str:
    lines = (
        f"<table:table-row{row_looks}>"
        + "".join(f"<table:table-cell office:value-type='string'><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    return f"<table:table table:name='表'{looks}>{columns}{''.join(lines)}</table:table>"


_HIDDEN = '<style:style style:name="h"><style:text-properties text:display="none"/></style:style>'
_TINY = '<style:style style:name="w" style:family="paragraph"><style:text-properties fo:font-size="1pt"/></style:style>'
_MARKED = (
    '<style:style style:name="b" style:family="text">'
    '<style:text-properties fo:color="#000000" fo:background-color="#000000"/></style:style>'
)
_CELL = (
    '<style:style style:name="c" style:family="table-cell"><style:table-cell-properties fo:background-color="#000000"/>'
    '<style:text-properties fo:color="#000000"/></style:style>'
)
_BOX = (
    '<style:style style:name="g" style:family="graphic">'
    '<style:graphic-properties draw:fill="solid" draw:fill-color="#000000"/></style:style>'
)
_AWAY = '<style:style style:name="t"><style:table-properties table:display="false"/></style:style>'
_META = "<dc:subject>%s</dc:subject>"
_OWN = '<meta:user-defined meta:name="备注">%s</meta:user-defined>'
_ALONE = {
    "Object 1/content.xml": f"<office:document-content {ODF_NAMES}><office:body><office:chart><text:p>%s</text:p></office:chart></office:body></office:document-content>"
}


def _object(text: str) -> Mapping[str, str | bytes]:
    return {name: part % text for name, part in _ALONE.items()}


ODT: Mapping[str, Maker] = {
    "body": lambda text: _odt(f"<text:p>{text}</text:p>"),
    "table": lambda text: _odt(_odf_table(head_and_cell(text))),
    "header": lambda text: _odt(
        "", styles=f'<style:master-page style:name="s"><style:footer><text:p>{text}</text:p></style:footer></style:master-page>'
    ),
    "note": lambda text: _odt(
        f'<text:p>甲<text:note text:note-class="footnote"><text:note-body><text:p>{text}</text:p></text:note-body></text:note></text:p>'
    ),
    "box": lambda text: _odt(f"<text:p><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame></text:p>"),
    "comment": lambda text: _odt(
        f"<text:p>甲<office:annotation><dc:creator>甲</dc:creator><text:p>{text}</text:p></office:annotation></text:p>"
    ),
    "deleted": lambda text: _odt(
        f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{text}</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    ),
    "hidden": lambda text: _odt(f'<text:p>甲<text:span text:style-name="h">{text}</text:span></text:p>', own=_HIDDEN),
    "white": lambda text: _odt(
        f'<text:p text:style-name="w">{text}</text:p>',
        own='<style:style style:name="w" style:family="paragraph"><style:text-properties fo:color="#ffffff"/></style:style>',
    ),
    "covered": lambda text: _odt(f'<text:p>甲<text:span text:style-name="b">{text}</text:span></text:p>', own=_MARKED),
    "away": lambda text: _odt(f'<text:section text:display="none"><text:p>{text}</text:p></text:section>'),
    "description": lambda text: _odt(f"<text:p><draw:frame><svg:desc>{text}</svg:desc></draw:frame></text:p>"),
    "property": lambda text: _odt("", meta=_META % text),
    "custom": lambda text: _odt("", meta=_OWN % text),
    "field": lambda text: _odt(
        f'<text:user-field-decls><text:user-field-decl office:string-value={quoteattr(text)} text:name="a"/></text:user-field-decls>'
    ),
    "form": lambda text: _odt(f"<office:forms><form:form><form:text form:value={quoteattr(text)}/></form:form></office:forms>"),
    "chart": lambda text: _odt("", parts=_object(text)),
    "link": lambda text: _odt(
        f"<text:p><text:a xlink:href={quoteattr('http://www.example.org/?q=' + text)}>链接</text:a></text:p>"
    ),
    "embedded": lambda text: _odt("", parts={"Object 2": docx(paragraph(text))}),
    "picture": lambda text: _odt("", parts={"Pictures/a.jpg": described(text)}),
    "unused": lambda text: _odt("", parts={"Configurations2/a.xml": f"<a>{text}</a>"}),
    "signature": lambda text: _odt("", parts={"META-INF/documentsignatures.xml": signed(text)}),
    "looks": lambda text: _odt(
        "", own=f"<text:list-style><text:list-level-style-number style:num-prefix={quoteattr(text)}/></text:list-style>"
    ),
    "name": lambda text: _odt(f"<text:p><text:bookmark text:name={quoteattr(text)}/></text:p>"),
}


def _ods(rows: list[list[str]], more: str = "", **parts: Any) -> bytes:
    return odf("spreadsheet", _odf_table([["项目", "说明"], *rows]) + more, **parts)


ODS: Mapping[str, Maker] = {
    "body": lambda text: _ods([["二", text]]),
    "table": lambda text: odf("spreadsheet", _odf_table(head_and_cell(text))),
    "header": ODT["header"],
    "comment": lambda text: odf(
        "spreadsheet",
        _odf_table([["项目"]]).replace("<text:p>", f"<office:annotation><text:p>{text}</text:p></office:annotation><text:p>", 1),
    ),
    "hidden": lambda text: odf(
        "spreadsheet",
        _odf_table(
            [["二", text]],
            columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
        ),
    ),
    "white": lambda text: _ods(
        [], _odf_table([["项目"], [text]]).replace("<table:table-cell", '<table:table-cell table:style-name="c"'), own=_CELL
    ),
    "covered": lambda text: _ods(
        [],
        _odf_table([["项目"], [text]])
        .replace("表", "名单", 1)
        .replace(
            f"<text:p>{text}",
            '<draw:rect draw:style-name="g" table:end-cell-address="名单.A2" table:end-x="3cm" table:end-y="3cm"/>'
            + f"<text:p>{text}",
        ),
        own=_BOX,
    ),
    "away": lambda text: _ods([], _odf_table([["二", text]], ' table:style-name="t"').replace("表", "底稿", 1), own=_AWAY),
    "box": lambda text: _ods(
        [],
        f"<table:table table:name='图'><table:shapes><draw:custom-shape><text:p>{text}</text:p></draw:custom-shape></table:shapes></table:table>",
    ),
    "description": lambda text: _ods(
        [],
        f"<table:table table:name='图'><table:shapes><draw:frame><svg:desc>{text}</svg:desc></draw:frame></table:shapes></table:table>",
    ),
    "property": lambda text: _ods([], meta=_META % text),
    "custom": lambda text: _ods([], meta=_OWN % text),
    "field": lambda text: _ods(
        [],
        f"<table:content-validations><table:content-validation table:condition={quoteattr(text)}/></table:content-validations>",
    ),
    "defined": lambda text: _ods(
        [],
        f"<table:named-expressions><table:named-expression table:name='a' table:expression={quoteattr(text)}/></table:named-expressions>",
    ),
    "chart": lambda text: _ods([], parts=_object(text)),
    "picture": lambda text: _ods([], parts={"Pictures/a.jpg": described(text)}),
    "name": lambda text: _ods([], _odf_table([["一"]]).replace("'表'", quoteattr(text), 1)),
}


def _page(inside: str, looks: str = "") -> str:
    return f"<draw:page draw:name='p' draw:master-page-name='m'{looks}>{inside}</draw:page>"


def _frame(text: str, looks: str = "") -> str:
    return f"<draw:frame{looks}><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"


def _odp(inside: str, **more: Any) -> bytes:
    return odf("presentation", _page(_frame(TEXT)) + _page(inside), **more)


_AT = ' svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="12cm"'
_PAPER = '<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout>'


ODP: Mapping[str, Maker] = {
    "body": lambda text: _odp(_frame(text)),
    "table": lambda text: _odp(f"<draw:frame>{_odf_table(head_and_cell(text))}</draw:frame>"),
    "note": lambda text: _odp(f"<presentation:notes>{_frame(text)}</presentation:notes>"),
    "comment": lambda text: _odp(f"<office:annotation><text:p>{text}</text:p></office:annotation>"),
    "away": lambda text: odf(
        "presentation",
        _page(_frame(TEXT)) + _page(_frame(text), " draw:style-name='dp'"),
        own='<style:style style:name="dp"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>',
    ),
    "white": lambda text: _odp(_frame(text).replace("<text:p>", '<text:p text:style-name="w">'), own=_TINY),
    "covered": lambda text: _odp(_frame(text, _AT) + f'<draw:rect draw:style-name="g"{_AT}/>', own=_BOX),
    "off": lambda text: _odp(
        _frame(text, _AT.replace("2cm", "40cm", 1)),
        shared=_PAPER,
        styles='<style:master-page style:name="m" style:page-layout-name="pm"/>',
    ),
    "shared": lambda text: _odp("", styles=f"<style:master-page>{_frame(text)}</style:master-page>"),
    "description": lambda text: _odp(f"<draw:frame><svg:desc>{text}</svg:desc></draw:frame>"),
    "property": lambda text: _odp("", meta=_META % text),
    "picture": lambda text: _odp("", parts={"Pictures/a.jpg": described(text)}),
}


def _rtf(text: str) -> str:
    return "".join(
        f"\\u{ord(sign) if ord(sign) < 0x8000 else ord(sign) - 0x10000}?" if ord(sign) > 127 else sign for sign in text
    )


def rtf(body: str, text: str = "") -> bytes:
    """A text of RTF, with ``%s`` for another."""
    inside = body.replace("%s", _rtf(text))
    return f"{{\\rtf1\\ansi\\ansicpg936 {inside}\\pard {_rtf(TEXT)}\\par}}".encode()


def _rtf_rows(text: str) -> str:
    return "".join(
        "\\trowd\\cellx2000\\cellx4000\\cellx8000 " + "".join(f"\\intbl {_rtf(cell)}\\cell " for cell in row) + "\\row\n"
        for row in head_and_cell(text)
    )


RTF: Mapping[str, Maker] = {
    "body": lambda text: rtf("\\pard %s\\par ", text),
    "table": lambda text: rtf(_rtf_rows(text)),
    "header": lambda text: rtf("{\\footer\\pard %s\\par}", text),
    "note": lambda text: rtf("\\pard a{\\footnote\\pard %s}\\par ", text),
    "box": lambda text: rtf("{\\shp{\\*\\shpinst{\\shptxt\\pard %s\\par}}}", text),
    "comment": lambda text: rtf("\\pard a{\\*\\atnauthor Li}{\\*\\annotation\\pard %s}\\par ", text),
    "deleted": lambda text: rtf("\\pard a{\\deleted\\revauthdel1 %s}\\par ", text),
    "hidden": lambda text: rtf("\\pard a{\\v %s}\\par ", text),
    "white": lambda text: rtf("{\\colortbl;\\red255\\green255\\blue255;}\\pard a{\\cf1 %s}\\par ", text),
    "property": lambda text: rtf("{\\info{\\subject %s}}", text),
    "custom": lambda text: rtf("{\\*\\userprops{\\propname a}\\proptype30{\\staticval %s}}", text),
    "field": lambda text: rtf("{\\field{\\*\\fldinst MERGEFIELD %s}{\\fldrslt a}}", text),
    "name": lambda text: rtf("\\pard {\\*\\bkmkstart %s}a{\\*\\bkmkend %s}\\par ", text),
    "object": lambda text: rtf(f"{{\\object\\objemb{{\\*\\objdata {docx(paragraph(text)).hex()}}}}}"),
    "picture": lambda text: rtf(f"{{\\pict\\jpegblip {described(text).hex()}}}"),
}


def _html(inside: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body><p>{TEXT}</p>{inside}</body></html>".encode()


def _html_rows(text: str) -> str:
    return (
        "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in head_and_cell(text)) + "</table>"
    )


HTML: Mapping[str, Maker] = {
    "body": lambda text: _html(f"<p>{text}</p>"),
    "table": lambda text: _html(_html_rows(text)),
    "comment": lambda text: _html(f"<!-- {text} -->"),
    "hidden": lambda text: _html(f'<p style="display:none">{text}</p>'),
    "white": lambda text: _html(f'<p style="color:#fff">{text}</p>'),
    "description": lambda text: _html(f"<img alt={quoteattr(text)}>"),
    "property": lambda text: _html("", f'<meta name="keywords" content={quoteattr(text)}>'),
    "form": lambda text: _html(f'<input type="hidden" value={quoteattr(text)}>'),
    "field": lambda text: _html(f"<script>var a = '{text}';</script>"),
    "link": lambda text: _html(f"<a href={quoteattr('http://www.example.org/?q=' + text)}>链接</a>"),
    "unused": lambda text: _html(f"<p data-note={quoteattr(text)}>甲</p>"),
    "name": lambda text: _html("", f"<title>{text}</title>"),
    "picture": lambda text: _html(f'<img src="data:image/jpeg;base64,{base64.b64encode(described(text)).decode()}">'),
}


def eml(text: str, head: str = "", attached: bytes = b"", name: str = "a.docx") -> bytes:
    """A message, with a file or without."""
    lines = [
        "From: a@example.org",
        "To: b@example.org",
        "Subject: =?utf-8?b?" + base64.b64encode(b"x").decode() + "?=",
        "MIME-Version: 1.0",
    ]
    lines += [head] if head else []
    lines += ['Content-Type: multipart/mixed; boundary="X"', "", "--X", "Content-Type: text/plain; charset=utf-8"]
    lines += ["Content-Transfer-Encoding: base64", "", base64.b64encode(text.encode()).decode()]
    if attached:
        lines += [
            "--X",
            f'Content-Type: application/octet-stream; name="{name}"',
            f'Content-Disposition: attachment; filename="{name}"',
        ]
        lines += ["Content-Transfer-Encoding: base64", "", base64.b64encode(attached).decode()]
    return "\r\n".join([*lines, "--X--", ""]).encode()


def _encoded(text: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="


EML: Mapping[str, Maker] = {
    "body": eml,
    "header": lambda text: eml(TEXT, f"Reply-To: {_encoded(text)} <c@example.org>"),
    "property": lambda text: eml(TEXT, f"Comments: {_encoded(text)}"),
    "embedded": lambda text: eml(TEXT, attached=docx(paragraph(text))),
    "name": lambda text: eml(TEXT, attached=docx(paragraph(TEXT)), name=_encoded(text)),
    "picture": lambda text: eml(TEXT, attached=described(text), name="a.jpg"),
    "scan": lambda text: eml(TEXT, attached=scan(), name="a.jpg"),
}


def _csv(text: str) -> bytes:
    return "\r\n".join(",".join(row) for row in head_and_cell(text)).encode()


CSV: Mapping[str, Maker] = {
    "body": lambda text: f"项目,说明\r\n一,{text}\r\n".encode(),
    "table": _csv,
}
TXT: Mapping[str, Maker] = {
    "body": lambda text: f"{TEXT}\r\n{text}\r\n".encode("gb18030"),
    "table": lambda text: "\r\n".join("\t".join(row) for row in head_and_cell(text)).encode("utf-16"),
}


def _commented(text: str) -> bytes:
    data, note = zipped({"a.txt": TEXT}), text.encode()
    return data[:-2] + len(note).to_bytes(2, "little") + note


ZIP: Mapping[str, Maker] = {
    "embedded": lambda text: zipped({"a.docx": docx(paragraph(text)), "b.txt": TEXT}),
    "name": lambda text: zipped({f"{text.replace('/', '')}.txt": TEXT}),
    "comment": _commented,
    "scan": lambda text: zipped({"a.txt": TEXT, "b.rar": b"Rar!\x1a\x07\x01\0"}),
}


_SS = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def _excel(rows: list[list[str]], looks: str = "", more: str = "", cell: str = "") -> bytes:
    lines = "".join(f"<Row>{''.join(f'<Cell><Data>{one}</Data>{cell}</Cell>' for one in row)}</Row>" for row in rows)
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook {_SS}>{more}<Worksheet ss:Name="表">'
        f"<Table>{looks}{lines}</Table></Worksheet></Workbook>"
    ).encode()


EXCEL_XML: Mapping[str, Maker] = {
    "body": lambda text: _excel([["一", text]]),
    "table": lambda text: _excel(head_and_cell(text)),
    "comment": lambda text: _excel([["一"]], cell=f"<Comment><Data>{text}</Data></Comment>"),
    "hidden": lambda text: _excel([["一", text]], '<Column/><Column ss:Hidden="1"/>'),
    "property": lambda text: _excel(
        [["一"]], more=f'<DocumentProperties xmlns="o"><Subject>{text}</Subject></DocumentProperties>'
    ),
    "defined": lambda text: _excel([["一"]], more=f'<Names><NamedRange ss:Name="a" ss:RefersTo={quoteattr(text)}/></Names>'),
}
PICTURES: Mapping[str, Maker] = {
    "picture": described,
    "scan": lambda text: scan(),
}
SVG: Mapping[str, Maker] = {
    "body": lambda text: f'<svg xmlns="http://www.w3.org/2000/svg"><text>{text}</text></svg>'.encode(),
    "description": lambda text: (
        f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{escape(text)}</desc><text>甲</text></svg>'.encode()
    ),
    "hidden": lambda text: (
        f'<svg xmlns="http://www.w3.org/2000/svg"><text display="none">{text}</text><text>甲</text></svg>'.encode()
    ),
}
