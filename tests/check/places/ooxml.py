"""A text in each place of a DOCX, an XLSX and a PPTX, as office programs write them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from xml.sax.saxutils import quoteattr

from tests.check.places.kinds import TEXT, Maker, described, head_and_cell, signed
from tests.files import (
    compound,
    docx,
    paragraph,
    placed,
    pptx,
    relations,
    shape,
    sheet,
    slide,
    word_part,
    word_table,
    xlsx,
)

_BODY = paragraph(TEXT)
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_XDR = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>%s</dc:subject></cp:coreProperties>'
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property pid="2" name="备注"><vt:lpwstr>%s</vt:lpwstr></property></Properties>'
)
_CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:strCache><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:chartSpace>'
)
_ROWS = [["项目", "说明"], ["一", "公开"]]
# As a Word of its own lies in another program's file: as it is, or as a stream of an object (OLE).
_OBJECT = "embeddings/oleObject1.bin"


def _docx(text: str, related: tuple[tuple[str, str], ...] = (), parts: Mapping[str, str | bytes] | None = None) -> bytes:
    return docx(_BODY + text, related, parts)


def _docx_part(kind: str, tag: str, inside: str, text: str) -> bytes:
    return _docx("", ((kind, f"{kind}.xml"),), {f"word/{kind}.xml": word_part(tag, inside % paragraph(text))})


def native(name: str, data: bytes) -> bytes:
    """A file as the packager of Windows puts it into an object ([MS-OLEDS] 2.3.6)."""
    label = name.encode("gbk") + b"\0"
    path = b"C:\\Temp\\" + label
    body = b"\2\0" + label + path + b"\0\0\3\0" + len(path).to_bytes(4, "little") + path + len(data).to_bytes(4, "little") + data
    return len(body).to_bytes(4, "little") + body


DOCX: Mapping[str, Maker] = {
    "body": lambda text: _docx(paragraph(text)),
    "table": lambda text: _docx(word_table(head_and_cell(text))),
    "header": partial(_docx_part, "footer", "ftr", "%s"),
    "note": partial(_docx_part, "footnotes", "footnotes", '<w:footnote w:id="1">%s</w:footnote>'),
    "box": lambda text: _docx(f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(text)}</w:txbxContent></w:pict></w:r></w:p>"),
    "comment": partial(_docx_part, "comments", "comments", '<w:comment w:id="0" w:author="甲">%s</w:comment>'),
    "deleted": lambda text: _docx(f'<w:p><w:del w:id="1" w:author="甲"><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>'),
    "hidden": lambda text: _docx(paragraph(text, "<w:vanish/>")),
    "white": lambda text: _docx(paragraph(text, '<w:color w:val="FFFFFF"/>')),
    "covered": lambda text: _docx(paragraph(text, '<w:highlight w:val="black"/>')),
    "description": lambda text: _docx(
        f'<w:p><w:r><w:drawing><wp:docPr {_WP} id="1" name="x" descr={quoteattr(text)}/></w:drawing></w:r></w:p>'
    ),
    "property": lambda text: _docx("", (), {"docProps/core.xml": _CORE % text}),
    "custom": lambda text: _docx("", (), {"docProps/custom.xml": _CUSTOM % text}),
    "field": lambda text: _docx(f'<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText> MERGEFIELD "{text}" </w:instrText></w:r></w:p>'),
    "form": lambda text: _docx(
        f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText={quoteattr(text)} w:value="1"/></w:dropDownList></w:sdtPr>'
        f"<w:sdtContent>{paragraph('请选择')}</w:sdtContent></w:sdt>"
    ),
    "shared": lambda text: docx(
        _BODY,
        [("glossaryDocument", "glossary/document.xml")],
        {"word/glossary/document.xml": word_part("glossaryDocument", f"<w:docPart>{paragraph(text)}</w:docPart>")},
    ),
    "watermark": lambda text: _docx(
        "",
        (("header", "header1.xml"),),
        {"word/header1.xml": word_part("hdr", f'<w:p><w:r><v:textpath xmlns:v="v" string={quoteattr(text)}/></w:r></w:p>')},
    ),
    "chart": lambda text: _docx("", (("chart", "charts/chart1.xml"),), {"word/charts/chart1.xml": _CHART % text}),
    "unused": lambda text: _docx("", (), {"customXml/item1.xml": f"<a><b>{text}</b></a>"}),
    "link": lambda text: _docx("", (("hyperlink", f"http://www.example.org/?q={text}"),)),
    "embedded": lambda text: _docx(
        "", (("package", "embeddings/a.docx"),), {"word/embeddings/a.docx": docx(_BODY + paragraph(text))}
    ),
    "object": lambda text: _docx(
        "",
        (("oleObject", _OBJECT),),
        {f"word/{_OBJECT}": compound({"\x01Ole10Native": native("a.txt", f"{TEXT}\n{text}".encode("gbk"))})},
    ),
    "picture": lambda text: _docx("", (("image", "media/a.jpg"),), {"word/media/a.jpg": described(text)}),
    "signature": lambda text: _docx("", parts={"_xmlsignatures/sig1.xml": signed(text)}),
    "looks": lambda text: _docx(
        "",
        (("numbering", "numbering.xml"),),
        {"word/numbering.xml": word_part("numbering", f"<w:lvl><w:lvlText w:val={quoteattr(text + '%1')}/></w:lvl>")},
    ),
    "name": lambda text: _docx(f'<w:p><w:bookmarkStart w:id="0" w:name={quoteattr(text)}/></w:p>'),
}


def _xlsx(
    sheets: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    **more: str | tuple[tuple[str, str], ...],
) -> bytes:
    return xlsx({"总表": sheet(_ROWS)} | dict(sheets or {}), parts=parts, **more)  # type: ignore[arg-type]  # the names of xlsx


def _beside(kind: str, text: str | bytes, part: str = "../x.xml") -> bytes:
    """A workbook whose sheet refers to a part."""
    name = part.replace("../", "xl/")
    parts: dict[str, str | bytes] = {"xl/worksheets/_rels/sheet1.xml.rels": relations([(kind, part)]), name: text}
    return xlsx({"总表": sheet(_ROWS)}, parts=parts)


def _drawing(inside: str) -> bytes:
    return _beside("drawing", f"<xdr:wsDr {_XDR}>{inside}</xdr:wsDr>")


def _under_a_box(text: str) -> bytes:
    """A workbook with a filled shape over its last row."""
    corners = "".join(
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:{name}>"
        for name, column, row in (("from", 0, len(_ROWS)), ("to", 4, len(_ROWS) + 1))
    )
    shape = '<xdr:sp><xdr:spPr><a:solidFill><a:srgbClr val="000000"/></a:solidFill></xdr:spPr></xdr:sp>'
    parts: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations([("drawing", "../x.xml")]),
        "xl/x.xml": f"<xdr:wsDr {_XDR}><xdr:twoCellAnchor>{corners}{shape}</xdr:twoCellAnchor></xdr:wsDr>",
    }
    return xlsx({"总表": sheet([*_ROWS, ["二", text]])}, parts=parts)


XLSX: Mapping[str, Maker] = {
    "body": lambda text: xlsx({"总表": sheet([*_ROWS, ["二", text]])}),
    "table": lambda text: xlsx({"总表": sheet(head_and_cell(text))}),
    "header": lambda text: xlsx(
        {"总表": sheet(_ROWS, after=f"<headerFooter><oddFooter>&amp;C{text}</oddFooter></headerFooter>")}
    ),
    "box": lambda text: _drawing(f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"),
    "comment": lambda text: _beside(
        "comments",
        f'<comments {_S}><authors><author>甲</author></authors><commentList><comment ref="B2" authorId="0">'
        f"<text><t>{text}</t></text></comment></commentList></comments>",
        "../comments1.xml",
    ),
    "hidden": lambda text: xlsx({"总表": sheet([*_ROWS, ["二", "", text]], '<cols><col min="3" max="3" hidden="1"/></cols>')}),
    "covered": _under_a_box,
    "away": lambda text: xlsx({"总表": sheet(_ROWS), "底稿": sheet([["二", text]])}, hidden=["底稿"]),
    "description": lambda text: _drawing(
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="x" descr={quoteattr(text)}/></xdr:nvPicPr></xdr:pic>'
    ),
    "property": lambda text: _xlsx(parts={"docProps/core.xml": _CORE % text}),
    "custom": lambda text: _xlsx(parts={"docProps/custom.xml": _CUSTOM % text}),
    "field": lambda text: xlsx(
        {
            "总表": sheet(
                _ROWS,
                after=f'<dataValidations><dataValidation type="list" sqref="B2"><formula1>"{text},否"</formula1>'
                "</dataValidation></dataValidations>",
            )
        }
    ),
    "form": lambda text: _beside("ctrlProp", f"<formControlPr {_S} listFillRange={quoteattr(text)}/>", "../ctrlProps/c1.xml"),
    "formula": lambda text: xlsx(
        {
            "总表": f'<worksheet {_S}><sheetData><row r="1"><c r="A1" t="str"><f>IF(B1=1,"{text}","无")</f><v>无</v></c></row>'
            "</sheetData></worksheet>"
        }
    ),
    "chart": lambda text: _beside("chart", _CHART % text, "../charts/chart1.xml"),
    "unused": lambda text: _xlsx(
        parts={"xl/sharedStrings.xml": f"<sst {_S}><si><t>{text}</t></si></sst>"},
        related=(("sharedStrings", "sharedStrings.xml"),),
    ),
    "cache": lambda text: _xlsx(
        parts={"xl/pivotCache/r.xml": f"<pivotCacheRecords {_S}><r><s v={quoteattr(text)}/></r></pivotCacheRecords>"},
        related=(("pivotCacheRecords", "pivotCache/r.xml"),),
    ),
    "defined": lambda text: xlsx(
        {"总表": sheet(_ROWS)}, book=f'<definedNames><definedName name="备用">"{text}"</definedName></definedNames>'
    ),
    "link": lambda text: xlsx(
        {"总表": sheet(_ROWS)},
        parts={"xl/worksheets/_rels/sheet1.xml.rels": relations([("hyperlink", f"http://www.example.org/?q={text}")])},
    ),
    "embedded": lambda text: _beside(
        "package",
        xlsx({"表": sheet([["二", text]])}),
        "../embeddings/a.xlsx",
    ),
    "object": lambda text: _xlsx(parts={f"xl/{_OBJECT}": compound({"Package": zipped_docx(text)})}),
    "picture": lambda text: _xlsx(parts={"xl/media/a.jpg": described(text)}),
    "name": lambda text: xlsx({"总表": sheet(_ROWS), text[:31]: sheet([["一"]])}),
}


def zipped_docx(text: str) -> bytes:
    """A document as an object holds it."""
    return docx(_BODY + paragraph(text))


def _slides(*shapes: str, related: tuple[tuple[str, str], ...] = (), parts: Mapping[str, str | bytes] | None = None) -> bytes:
    return pptx([slide(shape(TEXT) + "".join(shapes))], related, parts)


_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_TABLE = (
    "<p:graphicFrame><a:tbl>%s</a:tbl></p:graphicFrame>",
    "<a:tc><a:txBody><a:p><a:r><a:t>%s</a:t></a:r></a:p></a:txBody></a:tc>",
)


def _slide_table(text: str) -> str:
    rows = ("".join(_TABLE[1] % cell for cell in row) for row in head_and_cell(text))
    return _TABLE[0] % "".join(f"<a:tr>{row}</a:tr>" for row in rows)


PPTX: Mapping[str, Maker] = {
    "body": lambda text: _slides(shape(text)),
    "table": lambda text: _slides(_slide_table(text)),
    "header": lambda text: _slides(shape(text, place='<p:ph type="ftr"/>')),
    "note": lambda text: _slides(
        related=(("notesSlide", "../notesSlides/n1.xml"),), parts={"ppt/notesSlides/n1.xml": slide(shape(text), "notes")}
    ),
    "box": lambda text: _slides(f"<p:grpSp>{shape(text)}</p:grpSp>"),
    "comment": lambda text: _slides(
        related=(("comments", "../comments/c1.xml"),),
        parts={"ppt/comments/c1.xml": f"<p:cmLst {_P}><p:cm><p:text>{text}</p:text></p:cm></p:cmLst>"},
    ),
    "hidden": lambda text: _slides(shape(text, ' hidden="1"')),
    "white": lambda text: _slides(placed(text, (10, 20, 60, 9), look=' sz="100"')),
    "covered": lambda text: _slides(placed(text, (5, 20, 90, 60)), placed("", (5, 20, 90, 60), style='<a:fillRef idx="1"/>')),
    "off": lambda text: _slides(placed(text, (200, 20, 60, 9))),
    "away": lambda text: pptx([slide(shape(TEXT)), slide(shape(text), looks=' show="0"')]),
    "description": lambda text: _slides(shape("", f" descr={quoteattr(text)}")),
    "property": lambda text: _slides(parts={"docProps/core.xml": _CORE % text}),
    "custom": lambda text: _slides(parts={"docProps/custom.xml": _CUSTOM % text}),
    "shared": lambda text: _slides(
        related=(("slideLayout", "../slideLayouts/l1.xml"),), parts={"ppt/slideLayouts/l1.xml": slide(shape(text), "sldLayout")}
    ),
    "chart": lambda text: _slides(related=(("chart", "../charts/c.xml"),), parts={"ppt/charts/c.xml": _CHART % text}),
    "unused": lambda text: _slides(
        parts={"ppt/tags/tag1.xml": f"<p:tagLst {_P}><p:tag name='A' val={quoteattr(text)}/></p:tagLst>"}
    ),
    "link": lambda text: _slides(related=(("hyperlink", f"http://www.example.org/?q={text}"),)),
    "embedded": lambda text: _slides(parts={"ppt/embeddings/a.docx": zipped_docx(text)}),
    "object": lambda text: _slides(parts={f"ppt/{_OBJECT}": compound({"Package": xlsx({"表": sheet([["二", text]])})})}),
    "picture": lambda text: _slides(parts={"ppt/media/a.jpg": described(text)}),
    "name": lambda text: _slides(parts={"ppt/x.xml": f"<p:section {_P} name={quoteattr(text)}/>"}),
}
