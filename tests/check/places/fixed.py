"""A text in each place of a PDF and an OFD."""

from __future__ import annotations

from collections.abc import Mapping

from tests.check.places.kinds import TEXT, Maker, certificate, described, head_and_cell
from tests.files import BITMAP, SCAN, docx, ofd, ofd_page, ofd_text, paragraph, pdf, pdf_saved_again, pdf_stream

_FIRST = 10  # the object of the first page


def _font(*texts: str) -> dict[int, bytes]:
    """A font of all signs, in the place of Helvetica: a sign is its number of Unicode."""
    signs = sorted(set("".join(texts)))
    lines = "".join(f"<{ord(sign):04x}> <{ord(sign):04x}>\n" for sign in signs)
    table = f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(signs)} beginbfchar\n{lines}endbfchar"
    return {
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /Identity-H /DescendantFonts [60 0 R] /ToUnicode 61 0 R >>",
        60: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /S /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /FontDescriptor 62 0 R >>",
        61: pdf_stream(table.encode()),
        62: b"<< /Type /FontDescriptor /FontName /S /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 "
        b"/CapHeight 700 /ItalicAngle 0 /StemV 80 >>",
    }


def _line(text: str, y: int = 700, before: str = "", size: int = 12) -> str:
    return f"BT {before} /F {size} Tf 72 {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def _string(text: str) -> bytes:
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


def _pdf(content: str, more: Mapping[int, bytes] | None = None, page: str = "", text: str = "") -> bytes:
    return pdf([_line(TEXT, 800) + content], more=_font(TEXT, text) | dict(more or {}), page=page)


def _catalog(entry: bytes) -> bytes:
    return b"<< /Type /Catalog /Pages 2 0 R %b >>" % entry


def _annotation(kind: bytes, text: str) -> bytes:
    return _pdf("", {50: b"<< /Type /Annot /Rect [50 50 90 90] %b %b >>" % (kind, _string(text))}, "/Annots [50 0 R]")


def _rows(text: str) -> bytes:
    rows = head_and_cell(text)
    lines = "".join(
        f"BT /F 12 Tf {72 + 130 * column} {700 - 20 * row} Td <{cell.encode('utf-16-be').hex()}> Tj ET\n"
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    )
    return _pdf(lines, text="".join(map("".join, rows)))


def _shown_before(text: str) -> bytes:
    return pdf_saved_again(_pdf(_line(text), text=text), {_FIRST + 1: pdf_stream(_line(TEXT, 800).encode())})


def _embedded(name: str, data: bytes) -> bytes:
    more = {
        1: _catalog(b"/Names << /EmbeddedFiles << /Names [(a) 50 0 R] >> >>"),
        50: b"<< /Type /Filespec /F (%b) /UF (%b) /EF << /F 51 0 R >> >>" % (name.encode(), name.encode()),
        51: pdf_stream(data, "/Type /EmbeddedFile"),
    }
    return _pdf("", more)


def pdf_about(text: str) -> bytes:
    """A document with a subject."""
    data = _pdf("", {50: b"<< /Subject %b >>" % _string(text)})
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 50 0 R")


PDF: Mapping[str, Maker] = {
    "body": lambda text: _pdf(_line(text), text=text),
    "table": _rows,
    "comment": lambda text: _annotation(b"/Subtype /Text /T (Li) /Contents", text),
    "box": lambda text: _annotation(b"/Subtype /FreeText /Contents", text),
    "form": lambda text: _annotation(b"/Subtype /Widget /FT /Tx /T (a) /V", text),
    "hidden": lambda text: _annotation(b"/Subtype /Widget /FT /Tx /F 2 /T (a) /V", text),
    "white": lambda text: _pdf("1 1 1 rg\n" + _line(text, before="3 Tr"), text=text),
    "covered": lambda text: _pdf(_line(text) + "0 g 0 650 595 80 re f\n", text=text),
    "off": lambda text: _pdf(f"q 1 0 0 1 0 900 cm\n{_line(text)}Q\n", text=text),
    "property": pdf_about,
    "custom": lambda text: _pdf(
        "",
        {
            1: _catalog(b"/Metadata 50 0 R"),
            50: pdf_stream(
                '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>'
                f"{text}</dc:subject></a></x:xmpmeta>".encode(),
                "/Type /Metadata /Subtype /XML",
            ),
        },
    ),
    "description": lambda text: _pdf(
        "",
        {
            1: _catalog(b"/StructTreeRoot 50 0 R"),
            50: b"<< /Type /StructTreeRoot /K 51 0 R >>",
            51: b"<< /Type /StructElem /S /Figure /P 50 0 R /Alt %b >>" % _string(text),
        },
    ),
    "field": lambda text: _pdf("", {1: _catalog(b"/OpenAction << /S /JavaScript /JS %b >>" % _string(f'app.alert("{text}")'))}),
    "link": lambda text: _pdf(
        "",
        {
            50: b"<< /Type /Annot /Subtype /Link /Rect [50 50 90 90] /A << /S /URI /URI %b >> >>"
            % _string(f"http://www.example.org/?q={text}")
        },
        "/Annots [50 0 R]",
    ),
    "earlier": _shown_before,
    "unused": lambda text: _pdf("", {50: b"<< /Type /Annot /Subtype /Text /Contents %b >>" % _string(text)}),
    "embedded": lambda text: _embedded("a.docx", docx(paragraph(TEXT) + paragraph(text))),
    "picture": lambda text: pdf(
        [_line(TEXT, 800)],
        image=pdf_stream(described(text), "/Type /XObject /Subtype /Image /Width 64 /Height 64 /Filter /DCTDecode"),
        more=_font(TEXT),
    ),
    "signature": lambda text: _pdf("", {50: b"<< /Type /Sig /Contents <%b> >>" % certificate(text).hex().encode()}),
    "name": lambda text: _pdf(
        "",
        {
            1: _catalog(b"/Outlines 50 0 R"),
            50: b"<< /Type /Outlines /First 51 0 R /Last 51 0 R /Count 1 >>",
            51: b"<< /Title %b /Parent 50 0 R >>" % _string(text),
        },
    ),
    "away": lambda text: _pdf(
        f"/OC /L BDC\n{_line(text)}EMC\n",
        {
            1: _catalog(b"/OCProperties << /OCGs [50 0 R] /D << /OFF [50 0 R] >> >>"),
            50: b"<< /Type /OCG /Name (L) >>",
            _FIRST: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R "
            b"/Resources << /Font << /F 3 0 R >> /Properties << /L 50 0 R >> >> >>",
        },
        text=text,
    ),
    "scan": lambda text: pdf([SCAN], image=BITMAP),
}


_NOTE = '<ofd:PageAnnot xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Annot ID="7" Type="Highlight">%s</ofd:Annot></ofd:PageAnnot>'
_NOTES = (
    '<ofd:Annotations xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Page PageID="100"><ofd:FileLoc>n.xml</ofd:FileLoc></ofd:Page>'
    "</ofd:Annotations>"
)
_LISTED = "<ofd:Annotations>Annots.xml</ofd:Annotations>"


def _ofd(*inside: str, **more: object) -> bytes:
    return ofd({"P0.xml": ofd_page(ofd_text(TEXT), *inside)}, **more)  # type: ignore[arg-type]  # the names of ofd


def _annotated(inside: str) -> bytes:
    return _ofd(parts={"D/Annots.xml": _NOTES, "D/n.xml": _NOTE % inside}, more=_LISTED)


OFD: Mapping[str, Maker] = {
    "body": lambda text: _ofd(ofd_text(text, y=40)),
    "table": lambda text: _ofd(
        *(
            ofd_text(cell, x=20 + 45 * column, y=40 + 10 * row)
            for row, cells in enumerate(head_and_cell(text))
            for column, cell in enumerate(cells)
        )
    ),
    "box": lambda text: _annotated(f'<ofd:Appearance Boundary="20 60 100 10">{ofd_text(text, 0, 0)}</ofd:Appearance>'),
    "comment": lambda text: _annotated(f"<ofd:Remark>{text}</ofd:Remark>"),
    "hidden": lambda text: _ofd(ofd_text(text, y=40, looks=' Visible="false"')),
    "white": lambda text: _ofd(ofd_text(text, y=40, looks=' Fill="false"')),
    "covered": lambda text: _ofd(
        ofd_text(text, y=40)
        + '<ofd:PathObject ID="8" Boundary="0 35 2000 20" Fill="true"><ofd:AbbreviatedData>M 0 0 L 2000 0 L 2000 20 L 0 20 C'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    ),
    "off": lambda text: _ofd(ofd_text(text, y=400)),
    "shared": lambda text: ofd(
        {"P0.xml": ofd_page(ofd_text(TEXT), template="t1")}, templates={"t1": ofd_page(ofd_text(text, y=60))}
    ),
    "property": lambda text: _ofd(about=f"<ofd:Subject>{text}</ofd:Subject>"),
    "custom": lambda text: _ofd(about=f'<ofd:CustomDatas><ofd:CustomData Name="备注">{text}</ofd:CustomData></ofd:CustomDatas>'),
    "form": lambda text: _annotated(f'<ofd:Parameters><ofd:Parameter Name="v">{text}</ofd:Parameter></ofd:Parameters>'),
    "unused": lambda text: _ofd(parts={"D/old.xml": ofd_page(ofd_text(text))}),
    "link": lambda text: _annotated(f'<ofd:URI URI="http://www.example.org/?q={text}"/>'),
    "embedded": lambda text: _ofd(parts={"D/Attachs/a.docx": docx(paragraph(TEXT) + paragraph(text))}),
    "picture": lambda text: _ofd(parts={"D/Res/a.jpg": described(text)}),
    "signature": lambda text: _ofd(parts={"D/Signs/S/SignedValue.dat": certificate(text)}),
    "name": lambda text: _ofd(more=f'<ofd:Outlines><ofd:OutlineElem Title="{text}"/></ofd:Outlines>'),
    "scan": lambda text: ofd({"P0.xml": ofd_page('<ofd:ImageObject ID="6" Boundary="0 0 210 297"/>')}),
}
