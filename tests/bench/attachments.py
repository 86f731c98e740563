"""Attachments of synthetic items: small files that a viewer opens, the same bytes every time."""

import io
import zipfile
import zlib
from random import Random


def attachment(number: int, seed: int) -> bytes:
    """The bytes of the attachment of item `number`, 5 to 20 kB: a spreadsheet for every third number, else a PDF."""
    random = Random(f"{seed} attachment {number}")
    return _pdf(random) if number % 3 else _xlsx(random)


def _pdf(random: Random) -> bytes:
    """A valid PDF of one page, filled up by a stream that does not compress, as a scan would be."""
    page = zlib.compress(b"BT /F1 12 Tf 72 760 Td (Attachment) Tj ET")
    scan = random.randbytes(random.randrange(5_000, 19_000))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(scan), scan),
    ]
    out, starts = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    xref = len(out)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return out + b"startxref\n%d\n%%%%EOF\n" % xref


def _xlsx(random: Random) -> bytes:
    """A valid workbook of one sheet of numbers."""
    rows = "".join(
        f"<row>{''.join(f'<c><v>{random.randrange(10**7)}</v></c>' for _ in range(6))}</row>"
        for _ in range(random.randrange(200, 600))
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), head + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
