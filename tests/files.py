"""Files as office programs, phones and scanners make them, as small as they can be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_O = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPES = "application/vnd.openxmlformats-officedocument."
Relations = Sequence[tuple[str, str]]  # what as, and where to


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of parts, each as it is or with an XML declaration."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return file.getvalue()


def renamed(data: bytes, before: str, after: str) -> bytes:
    """An archive of which a part has another name, where it lies and where it is named."""
    short = before.rpartition("/")[2], after.rpartition("/")[2]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return zipped({name.replace(*short): text.replace(before, after) for name, text in parts.items()})


def relations(found: Relations) -> str:
    """A part of relations; a target with a colon lies outside."""
    lines = [
        f'<Relationship Id="r{number}" Type="{kind if ":" in kind else _OFFICE + kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for number, (kind, target) in enumerate(found, 1)
    ]
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def _package(main: str, type: str, text: str, related: Relations, parts: Mapping[str, str | bytes], root: Relations) -> bytes:
    folder, _, name = main.rpartition("/")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{_TYPES}{type}"/></Types>'
    )
    whole = {"[Content_Types].xml": types, "_rels/.rels": relations([("officeDocument", main), *root]), main: _HEAD + text}
    if related:
        whole[f"{folder}/_rels/{name}.rels"] = relations(related)
    return zipped(whole | dict(parts))


def docx(
    body: str,
    related: Relations = (),
    parts: Mapping[str, str | bytes] | None = None,
    main: str = "word/document.xml",
    root: Relations = (),
) -> bytes:
    """A document."""
    text = f"<w:document {_W} {_R} {_A}><w:body>{body}</w:body></w:document>"
    return _package(main, "wordprocessingml.document.main+xml", text, related, parts or {}, root)


def paragraph(text: str, properties: str = "", style: str = "") -> str:
    """A paragraph of one run."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_part(tag: str, inside: str) -> str:
    """Another part of a document."""
    return f"{_HEAD}<w:{tag} {_W} {_R} {_A}>{inside}</w:{tag}>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A table of a document."""
    cells = (f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def sheet(
    rows: Sequence[Sequence[str | float]], before: str = "", row_looks: Mapping[int, str] | None = None, after: str = ""
) -> str:
    """A sheet."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = [
            f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
            if isinstance(value, str)
            else f'<c r="{chr(65 + at)}{number}"><v>{value!r}</v></c>'
            for at, value in enumerate(row)
            if value != ""
        ]
        lines.append(f'<row r="{number}"{(row_looks or {}).get(number, "")}>{"".join(cells)}</row>')
    return f"{_HEAD}<worksheet {_S} {_R}>{before}<sheetData>{''.join(lines)}</sheetData>{after}</worksheet>"


def xlsx(
    sheets: Mapping[str, str],
    hidden: Sequence[str] = (),
    book: str = "",
    related: Relations = (),
    parts: Mapping[str, str | bytes] | None = None,
    places: Sequence[str] = (),
) -> bytes:
    """A workbook of sheets by name; ``places`` are the parts they lie in."""
    where = places or [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""} r:id="r{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    text = f"<workbook {_S} {_R}>{book}<sheets>{listed}</sheets></workbook>"
    own = {f"xl/{place}": data for place, data in zip(where, sheets.values(), strict=True)}
    links = [*(("worksheet", place) for place in where), *related]
    return _package("xl/workbook.xml", "spreadsheetml.sheet.main+xml", text, links, {**own, **(parts or {})}, ())


def slide(inside: str, tag: str = "sld", looks: str = "", head: str = "", after: str = "") -> str:
    """A slide, a layout, notes; ``head`` stands before the shapes, ``after`` behind them."""
    return f"{_HEAD}<p:{tag} {_P} {_A} {_R}{looks}><p:cSld>{head}<p:spTree>{inside}</p:spTree></p:cSld>{after}</p:{tag}>"


def shape(text: str, looks: str = "", place: str = "") -> str:
    """A shape of one paragraph."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"{looks}/><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
        f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def located(place: tuple[int, int, int, int], turn: str = "0") -> str:
    """Where a shape lies: left, top, width and height in hundredths of a slide of 10 by 7.5 inches."""
    left, top, width, height = (part * side for part, side in zip(place, (91_440, 68_580) * 2, strict=True))
    return f'<a:xfrm rot="{turn}"><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def placed(
    text: str,
    place: tuple[int, int, int, int],
    fill: str = "",
    *,
    ink: str = "",
    look: str = "",
    style: str = "",
    form: str = "rect",
    turn: str = "0",
) -> str:
    """A shape of one paragraph at a place; what it and its letters are filled with."""
    drawn = f'<p:spPr>{located(place, turn)}<a:prstGeom prst="{form}"/>{fill}</p:spPr><p:style>{style}</p:style>'
    words = f"<a:p><a:r><a:rPr{look}>{ink}</a:rPr><a:t>{text}</a:t></a:r></a:p>"
    return f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/></p:nvSpPr>{drawn}<p:txBody>{words}</p:txBody></p:sp>'


def slide_table(rows: Sequence[Sequence[str]], place: tuple[int, int, int, int]) -> str:
    """A table on a slide, its columns and rows of one size."""
    _, _, width, height = place
    columns = f'<a:gridCol w="{width * 91_440 // len(rows[0])}"/>' * len(rows[0])
    cells = (
        "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in row) for row in rows
    )
    lines = "".join(f'<a:tr h="{height * 68_580 // len(rows)}">{row}</a:tr>' for row in cells)
    named = '<p:nvGraphicFramePr><p:cNvPr id="5" name="t"/></p:nvGraphicFramePr>'
    where = located(place).replace("a:xfrm", "p:xfrm")
    return f"<p:graphicFrame>{named}{where}<a:tbl><a:tblGrid>{columns}</a:tblGrid>{lines}</a:tbl></p:graphicFrame>"


def picture_of(colours: int) -> bytes:
    """The beginning of a PNG of a kind of colours (2: opaque, 6: with an opacity of each dot)."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">LLBBBBB", 8, 8, 8, colours, 0, 0, 0) + b"\0\0\0\0\0\0\0\0IDAT"


def pptx(
    slides: Sequence[str], of_slide: Relations = (), parts: Mapping[str, str | bytes] | None = None, size: str = ""
) -> bytes:
    """A presentation; ``of_slide`` are the relations of each slide."""
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="r{number}"/>' for number in range(1, len(slides) + 1))
    text = f"<p:presentation {_P} {_R}><p:sldIdLst>{ids}</p:sldIdLst>{size}</p:presentation>"
    own: dict[str, str | bytes] = {f"ppt/slides/slide{number}.xml": data for number, data in enumerate(slides, 1)}
    if of_slide:
        own |= {f"ppt/slides/_rels/slide{number}.xml.rels": relations(of_slide) for number in range(1, len(slides) + 1)}
    links = [("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)]
    return _package("ppt/presentation.xml", "presentationml.presentation.main+xml", text, links, own | dict(parts or {}), ())


ODF_NAMES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
            *(
                ("svg", "svg-compatible"),
                ("fo", "xsl-fo-compatible"),
                ("meta", "meta"),
                ("form", "form"),
                ("presentation", "presentation"),
            ),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
_ODF_MIME = "application/vnd.oasis.opendocument."


def odf(
    kind: str,
    body: str,
    styles: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    meta: str = "",
    own: str = "",
    shared: str = "",
) -> bytes:
    """An OpenDocument file of a kind (text, spreadsheet …); ``own`` are its styles, ``styles`` what all its pages share."""
    whole: dict[str, str | bytes] = {
        "mimetype": _ODF_MIME + kind,
        "content.xml": f"<office:document-content {ODF_NAMES}><office:automatic-styles>{own}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {ODF_NAMES}><office:automatic-styles>{shared}</office:automatic-styles><office:master-styles>{styles}</office:master-styles></office:document-styles>",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "meta.xml": f"<office:document-meta {ODF_NAMES}><office:meta>{meta}</office:meta></office:document-meta>",
    }
    return zipped(whole | dict(parts or {}))


def ofd_text(text: str, x: float = 20, y: float = 20, size: float = 5, looks: str = "") -> str:
    """A run of signs on a page."""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 100 8" Font="3" Size="{size}"{looks}>'
        f'<ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_page(*inside: str, template: str = "") -> str:
    """A page."""
    used = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    return f'{_HEAD}<ofd:Page {_O}>{used}<ofd:Content><ofd:Layer ID="5">{"".join(inside)}</ofd:Layer></ofd:Content></ofd:Page>'


def ofd(
    pages: Mapping[str, str],
    templates: Mapping[str, str] | None = None,
    about: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    more: str = "",
) -> bytes:
    """A document of pages, each in its part; templates by id, in parts of that name."""
    templates = templates or {}
    listed = "".join(f'<ofd:Page ID="{number}" BaseLoc="{name}"/>' for number, name in enumerate(pages, 100))
    used = "".join(f'<ofd:TemplatePage ID="{name}" BaseLoc="T/{name}.xml"/>' for name in templates)
    whole: dict[str, str | bytes] = {
        "OFD.xml": f"{_HEAD}<ofd:OFD {_O}><ofd:DocBody><ofd:DocInfo>{about}</ofd:DocInfo>"
        "<ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/Document.xml": f"{_HEAD}<ofd:Document {_O}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{used}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}</ofd:Document>",
    }
    whole |= {f"D/{name}": data for name, data in pages.items()}
    whole |= {f"D/T/{name}.xml": data for name, data in templates.items()}
    return zipped(whole | dict(parts or {}))


def pdf_stream(data: bytes, about: str = "") -> bytes:
    """An object with data."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), about.encode(), data)


def pdf(contents: Sequence[str], image: bytes = b"", more: Mapping[int, bytes] | None = None, page: str = "") -> bytes:
    """A document of pages, each of the operators that draw it; ``/I`` draws the image, ``/F`` is Helvetica."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(contents)))
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: image or b"null",
    }
    for number, text in enumerate(contents):
        objects[10 + 2 * number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> "
            f"/Contents {11 + 2 * number} 0 R {page} >>"
        ).encode()
        objects[11 + 2 * number] = pdf_stream(text.encode("latin-1"))
    return _saved(b"%PDF-1.6\n", objects | dict(more or {}), "")


def pdf_saved_again(before: bytes, objects: Mapping[int, bytes]) -> bytes:
    """The document with other objects in the place of some: nothing of what was there is taken out."""
    return _saved(before, objects, f"/Prev {int(before.rpartition(b'startxref')[2].split()[0])}")


def _saved(before: bytes, objects: Mapping[int, bytes], previous: str) -> bytes:
    out, places = bytearray(before), {}
    for number, text in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    trailer = f"trailer\n<< /Size 100 /Root 1 0 R {previous} >>\nstartxref\n{start}\n%%EOF\n"
    return bytes(out) + trailer.encode()


def pdf_line(text: str, x: int = 72, y: int = 700) -> str:
    """The operators that write a line."""
    return f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET\n"


SCAN = "q 560 0 0 800 10 10 cm /I Do Q\n"
BITMAP = pdf_stream(
    zlib.compress(bytes(4096)),
    "/Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode",
)


def exif(place: bool) -> bytes:
    """The EXIF of a picture: an artist, and where asked for a place."""

    def entry(tag: int, kind: int, number: int, value: bytes) -> bytes:
        return struct.pack("<HHI", tag, kind, number) + value.ljust(4, b"\0")

    at = 8 + 2 + 2 * 12 + 4
    first = entry(0x013B, 2, 4, b"Li4\0") + (entry(0x8825, 4, 1, struct.pack("<I", at)) if place else b"")
    body = struct.pack("<H", 2 if place else 1) + first + struct.pack("<I", 0)
    if place:
        data = at + 2 + 4 * 12 + 4
        body += struct.pack("<H", 4) + entry(1, 2, 2, b"N\0") + entry(2, 5, 3, struct.pack("<I", data))
        body += entry(3, 2, 2, b"E\0") + entry(4, 5, 3, struct.pack("<I", data + 24)) + struct.pack("<I", 0)
        body += struct.pack("<12I", 36, 1, 30, 1, 0, 1, 117, 1, 0, 1, 0, 1)
    return b"II*\0\x08\0\0\0" + body


def jpeg(place: bool = False, segments: bytes = b"") -> bytes:
    """A picture from a camera, with a scan that shows nothing."""
    body = b"Exif\0\0" + exif(place)
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + segments + b"\xff\xda\xff\xd9"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of one dot, with further chunks."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    whole = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in whole)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) of streams, each padded to 4,096 bytes and more; ``a/b`` lies in a storage."""
    whole = {name: data.ljust(4096, b"\0") + bytes(-max(len(data), 4096) % 512) for name, data in streams.items()}
    folders = {name[: at + len(part)] for name in streams for part in name.split("/")[:-1] for at in [name.index(part)]}
    names = sorted({*streams, *folders})
    numbers = {name: number for number, name in enumerate(names, 1)}
    inside: dict[str, list[str]] = {}
    for name in names:
        inside.setdefault(name.rpartition("/")[0], []).append(name)
    directories = -(-(len(names) + 1) // 4)
    sectors = {name: len(data) // 512 for name, data in whole.items()}
    tables = 1
    while tables * 128 < tables + directories + sum(sectors.values()):
        tables += 1
    first = tables + directories
    fat = [*[0xFFFFFFFD] * tables, *range(tables + 1, first), 0xFFFFFFFE]
    directory = _entry("Root Entry", 5, child=numbers[inside[""][0]], start=0xFFFFFFFE, size=0)
    at = first
    for name in names:
        beside = inside[name.rpartition("/")[0]]
        after = beside[beside.index(name) + 1 :]
        links = {
            "right": numbers[after[0]] if after else 0xFFFFFFFF,
            "child": numbers[inside[name][0]] if name in folders else 0xFFFFFFFF,
        }
        short = name.rpartition("/")[2]
        if name in folders:
            directory += _entry(short, 1, start=0, size=0, **links)
            continue
        directory += _entry(short, 2, start=at, size=len(whole[name]), **links)
        fat += [*range(at + 1, at + sectors[name]), 0xFFFFFFFE]
        at += sectors[name]
    directory = directory.ljust(directories * 512, b"\0")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9L", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109L", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    table = struct.pack(f"<{len(fat)}L", *fat).ljust(tables * 512, b"\xff")
    return head + table + directory + b"".join(whole[name] for name in names if name in whole)


def _entry(name: str, kind: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBLLL", len(raw), kind, 1, 0xFFFFFFFF, right, child)
    return raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<LQ", start, size)


def doc(
    text: str,
    after: Sequence[str] = (),
    looks: Mapping[str, int] | None = None,
    streams: Mapping[str, bytes] | None = None,
    between: str = "",
) -> bytes:
    """A document of Word 97 ([MS-DOC] 2.4.1): a text, and behind it what else it has, in the order of [MS-DOC] 2.5.4.

    ``looks`` are texts in it with the change (sprm) that makes them hidden or deleted; ``between`` lies among its pieces unused.
    """
    whole = text + "".join(after)
    first, left = whole[:1], between.encode("utf-16-le")
    written = first.encode("utf-16-le") + left + whole[1:].encode("utf-16-le")
    head = bytearray(1024)
    head[:4] = b"\xec\xa5\xc1\0"
    pieces = struct.pack("<HLHHLH", 0, len(head), 0, 0, len(head) + 2 + len(left), 0)
    clx = b"\x02" + struct.pack("<L", 4 * 3 + 16) + struct.pack("<LLL", 0, 1, len(whole)) + pieces
    lengths = [len(text), *map(len, after)]
    struct.pack_into("<8L", head, 0x4C, *lengths, *[0] * (8 - len(lengths)))
    struct.pack_into("<LL", head, 0x01A2, 0, len(clx))
    body = bytes(head) + written
    body = body.ljust(-(-len(body) // 512) * 512, b"\0")
    page = len(body) // 512
    runs = sorted(
        (1024 + 2 * whole.index(part), 1024 + 2 * (whole.index(part) + len(part)), sprm) for part, sprm in (looks or {}).items()
    )
    if runs:
        places = sorted({1024, *(place for start, end, _ in runs for place in (start, end)), 1024 + len(written)})
        sprms = {start: sprm for start, _, sprm in runs}
        fkp, free = bytearray(512), 500
        struct.pack_into(f"<{len(places)}L", fkp, 0, *places)
        for number, place in enumerate(places[:-1]):
            if place in sprms:
                free -= 4
                fkp[free : free + 4] = struct.pack("<BHB", 3, sprms[place], 1)
                fkp[4 * len(places) + number] = free // 2
        fkp[511] = len(places) - 1
        body += bytes(fkp)
        bte = struct.pack("<LLL", 1024, 1024 + len(written), page)
        body = body[:0xFA] + struct.pack("<LL", len(clx), len(bte)) + body[0x102:]
        clx += bte
    return compound({"WordDocument": body, "0Table": clx, **(streams or {})})


def ppt(text: str) -> bytes:
    """A presentation of PowerPoint 97: a container with one text ([MS-PPT] 2.9.41)."""
    written = text.encode("utf-16-le")
    atom = struct.pack("<HHL", 0, 0x0FA0, len(written)) + written
    return compound({"PowerPoint Document": struct.pack("<HHL", 0x0F, 0x03E8, len(atom)) + atom})


def xls(rows: Sequence[Sequence[str]], hidden_column: int = -1, hidden_row: int = -1) -> bytes:
    """A workbook of Excel 97: one sheet of texts ([MS-XLS] 2.4)."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def bof(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHLL", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    cells = b"".join(
        record(0x0204, struct.pack("<HHHHB", at, column, 15, len(value), 1) + value.encode("utf-16-le"))
        for at, row in enumerate(rows)
        for column, value in enumerate(row)
    )
    looks = b""
    if hidden_column >= 0:
        looks += record(0x7D, struct.pack("<6H", hidden_column, hidden_column, 2048, 15, 1, 0))
    if hidden_row >= 0:
        looks += record(0x0208, struct.pack("<8H", hidden_row, 0, 3, 255, 0, 0, 0x20, 0))
    page = bof(0x10) + looks + cells + record(0x0A, b"")
    name = "表".encode("utf-16-le")
    start = bof(0x05)
    listed = struct.pack("<LBBBB", len(start) + 4 + 8 + len(name) + 4, 0, 0, len(name) // 2, 1) + name
    return compound({"Workbook": start + record(0x85, listed) + record(0x0A, b"") + page})
