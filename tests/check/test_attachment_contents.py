"""What is seen in each kind of file, and how it is told: class by class, as such files lie on the computers of offices."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.check.test_attachments import found
from tests.files import (
    BITMAP,
    SCAN,
    compound,
    doc,
    docx,
    jpeg,
    ofd,
    ofd_page,
    ofd_text,
    paragraph,
    pdf,
    pdf_line,
    pdf_saved_again,
    pdf_stream,
    placed,
    png,
    ppt,
    pptx,
    renamed,
    shape,
    sheet,
    slide,
    word_part,
    word_table,
    xls,
    xlsx,
    zipped,
)

ID = "11010519491231002X"
GROUND = '<p:pic><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="12192000" cy="6858000"/></a:xfrm></p:spPr></p:pic>'
WRONG = "110105194912310021"  # only the head of its column gives it away
TEXT = paragraph("本单位公开下列名单。")
ROWS = [["姓名", "金额", "原始数"], ["甲某", "300", "离婚"], ["乙某", "400", "残疾"]]
LIST = [["序号", "姓名", "身份证号", "金额"], ["1", "甲某", WRONG, "300"]]
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>%s</dc:creator></cp:coreProperties>'
)
DRAWN = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
IPTC = b"8BIM\x04\x04\0\0" + struct.pack(">L", 5 + 9) + b"\x1c\x02\x50" + struct.pack(">H", 9) + "张摄影".encode()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a exif:GPSLatitude="36,30.5N" xmlns:exif="e"/></x:xmpmeta>'
MOVIE = b"\0\0\0\x10ftypqt  \0\0\0\0" + b"\0\0\0\x2amoov\xa9xyz\0\x1a\x15\xc7+36.5055+117.3912+050.000/"
NOISE = bytes(40) + b"\\" * 3 + b"l" * 50 + b"\\" * 3 + bytes(40)
SCANNED = "2026年度扫描"
FIRST = pdf([pdf_line("Name: Zhang, ID " + ID), pdf_line("Page two stays as it is")])
SHOWN = '<ofd:ImageObject ID="8" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="3"/>'
RESOURCE: dict[str, str | bytes] = {
    "D/r.xml": '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="res"><ofd:MultiMedias><ofd:MultiMedia ID="3" Type="Image">'
    "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
    "D/res/a.png": png().replace(struct.pack(">LL", 1, 1), struct.pack(">LL", 1240, 1754)),
}

CASES: dict[str, tuple[str, bytes]] = {
    # -- by structure, not by names --
    "docx: the main part has another name": ("list.docx", docx(TEXT + paragraph(f"身份证号 {ID}"), main="word/document2.xml")),
    "docx: a part that nothing leads to": (
        "list.docx",
        docx(TEXT, parts={"word/old.xml": word_part("document", paragraph(f"身份证号 {ID}"))}),
    ),
    "docx: an endnote under another name": (
        "list.docx",
        docx(TEXT, [("endnotes", "e7.xml")], {"word/e7.xml": word_part("endnotes", f"<w:endnote>{paragraph(ID)}</w:endnote>")}),
    ),
    "docx: an author in a part of .NET": (
        "list.docx",
        docx(
            TEXT, parts={"package/core/0a1b.psmdcp": CORE % "张经办"}, root=[("x:/core-properties", "package/core/0a1b.psmdcp")]
        ),
    ),
    "docx: names that are no names": ("list.docx", docx(TEXT, parts={"docProps/core.xml": CORE % "Windows User"})),
    "docx: a department of the publisher": (
        "list.docx",
        docx(TEXT, parts={"docProps/core.xml": CORE % "云泽市卫生健康委员会办公室"}),
    ),
    "docx: a person of the publisher": ("list.docx", docx(TEXT, parts={"docProps/core.xml": CORE % "云泽市卫生健康委员会张三"})),
    "docx: hidden by a style that builds on one that hides": (
        "list.docx",
        docx(
            TEXT + paragraph("初稿的意见", style="b"),
            [("styles", "styles.xml")],
            {
                "word/styles.xml": word_part(
                    "styles",
                    '<w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
                    '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
                )
            },
        ),
    ),
    "docx: white and tiny by styles that build on others": (
        "list.docx",
        docx(
            TEXT
            + paragraph("这一句是白的不公开", style="Quiet")
            + '<w:p><w:r><w:rPr><w:rStyle w:val="Dots"/></w:rPr><w:t>这一句小得只是点</w:t></w:r></w:p>'
            + paragraph("这一句说了是黑的", '<w:color w:val="000000"/>', style="Quiet")
            + paragraph("这一句在蓝底上写白字", style="Banner"),
            [("styles", "styles.xml"), ("stylesWithEffects", "stylesWithEffects.xml")],
            {
                "word/styles.xml": word_part(
                    "styles",
                    '<w:style w:type="paragraph" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
                    '<w:style w:type="paragraph" w:styleId="Quiet"><w:basedOn w:val="White"/></w:style>'
                    '<w:style w:type="paragraph" w:styleId="Banner"><w:basedOn w:val="White"/>'
                    '<w:pPr><w:shd w:val="clear" w:fill="1F4E79"/></w:pPr></w:style>'
                    '<w:style w:type="character" w:styleId="Small"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
                    '<w:style w:type="character" w:styleId="Dots"><w:basedOn w:val="Small"/></w:style>',
                ),
                "word/stylesWithEffects.xml": word_part(
                    "styles", '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
                ),
            },
        ),
    ),
    "docx: a watermark": (
        "list.docx",
        docx(
            TEXT,
            [("header", "header3.xml")],
            {"word/header3.xml": word_part("hdr", '<w:p><w:r><v:textpath xmlns:v="v" string="机密"/></w:r></w:p>')},
        ),
    ),
    "zip: empty": ("list.zip", zipped({})),
    "txt: longer than is read": ("list.txt", "公开工作要点，".encode() * 200_000),
    "docx: a telephone one digit a cell": ("list.docx", docx(paragraph("联系手机：") + word_table([[*"13971452086"]]))),
    "docx: figures one digit a cell": ("list.docx", docx(word_table([["户数", *"13971452086"]]))),
    "xlsx: telephones one digit a cell": (
        "list.xlsx",
        xlsx({"总表": sheet([["姓名", "甲某"], ["手机号码", *"13971452086"], ["手机号码", *"15071452087"]])}),
    ),
    "xlsx: how many rang, month by month": (
        "list.xlsx",
        xlsx({"总表": sheet([["方式", *(f"{month}月" for month in range(1, 12))], ["电话", *"13971452086"]])}),
    ),
    "docx: a header with a mark of secrecy": (
        "list.docx",
        docx(TEXT, [("header", "h.xml")], {"word/h.xml": word_part("hdr", paragraph("【机　密】注意保管"))}),
    ),
    "docx: a header that speaks of secrets": (
        "list.docx",
        docx(TEXT, [("header", "h.xml")], {"word/h.xml": word_part("hdr", paragraph("机密文件管理办法"))}),
    ),
    "docx: a table of persons": ("list.docx", docx(TEXT + word_table(LIST))),
    "docx: a label beside its value": ("list.docx", docx(word_table([["姓名", "甲某"], ["住院号", "0012345"]]))),
    "docx: one sign a cell": ("list.docx", docx(word_table([["公民身份号码", *ID]]))),
    "docx: a description of a picture": (
        "list.docx",
        docx(TEXT + f'<w:p><w:r><w:drawing><x:docPr xmlns:x="x" descr="身份证 {ID}"/></w:drawing></w:r></w:p>'),
    ),
    "docx: a cropped picture": (
        "list.docx",
        docx(TEXT + '<w:p><w:r><w:drawing><a:srcRect l="30000" b="10000"/></w:drawing></w:r></w:p>'),
    ),
    "docx: a picture that is not cropped": (
        "list.docx",
        docx(TEXT + '<w:p><w:r><w:drawing><a:srcRect l="10"/><a:srcRect/></w:drawing></w:r></w:p>'),
    ),
    "docx: pictures of the size of a page": (
        "list.docx",
        docx(
            TEXT + '<w:p><w:r><w:drawing><x:extent xmlns:x="x" cx="7200000" cy="10000000"/><a:blip/></w:drawing></w:r></w:p>' * 2
        ),
    ),
    "docx: a picture with a place": ("list.docx", docx(TEXT, parts={"word/media/image1.bin": jpeg(place=True)})),
    "docx: a workbook inside": ("list.docx", docx(TEXT, parts={"word/embeddings/a.xlsx": xlsx({"底": sheet([["号 " + ID]])})})),
    "docx: a chart with names": (
        "list.docx",
        docx(TEXT, parts={"word/charts/chart1.xml": f"<c:chartSpace xmlns:c='c'><c:v>{ID}</c:v></c:chartSpace>"}),
    ),
    "docx: its template lies in the folder of its maker": (
        "list.docx",
        docx(TEXT, [("attachedTemplate", "file:///C:\\Users\\zhangsan\\Templates\\a.dotm")]),
    ),
    "docx: accounts of those who work on it": (
        "list.docx",
        docx(TEXT, parts={"word/people.xml": '<w:people xmlns:w="w"><w:person w:author="张经办"/></w:people>'}),
    ),
    "docx: who inserted text": ("list.docx", docx('<w:p><w:ins w:author="李经办"><w:r><w:t>新的</w:t></w:r></w:ins></w:p>')),
    "docx: the places that comments are on": (
        "list.docx",
        docx(
            TEXT
            + "<w:commentRangeStart w:id='7'/>"
            + paragraph("补助标准")
            + "<w:p><w:commentRangeEnd w:id='7'/><w:r><w:t>拟提高。</w:t><w:commentReference w:id='7'/></w:r></w:p>"
            + f"<w:tbl><w:tr><w:tc>{paragraph('项目')}</w:tc></w:tr><w:tr><w:tc>"
            + "<w:p><w:r><w:t>绿化</w:t><w:commentReference w:id='8'/></w:r></w:p></w:tc></w:tr></w:tbl>",
            [("comments", "comments.xml")],
            {
                "word/comments.xml": word_part(
                    "comments",
                    f"<w:comment w:id='8' w:author='李经办'>{paragraph('再核')}</w:comment>"
                    f"<w:comment w:id='7' w:author='张经办'>{paragraph('偏高')}{paragraph('再议')}</w:comment>",
                )
            },
        ),
    ),
    "docx: macros": ("list.docx", docx(TEXT, parts={"word/vbaProject.bin": b"\xcc\x61\x88\x88"})),
    # -- workbooks --
    "xlsx: hidden columns to the last one": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS, '<cols><col min="3" max="16384" width="9" hidden="1"/></cols>')}),
    ),
    "xlsx: nothing behind the table is hidden": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS, '<cols><col min="4" max="16384" width="9" hidden="1"/></cols>')}),
    ),
    "xlsx: attributes in single quotes": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS, "<cols><col min='3' max='3' hidden='true'/></cols>")}),
    ),
    "xlsx: elements with a prefix": (
        "list.xlsx",
        xlsx(
            {
                "总表": sheet(ROWS, '<cols><col min="3" max="3" hidden="1"/></cols>')
                .replace("<", "<x:")
                .replace("<x:/", "</x:")
                .replace("<x:?", "<?")
                .replace("xmlns=", "xmlns:x=")
            }
        ),
    ),
    "xlsx: a width of nought, a height of nought": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS, '<cols><col min="3" max="3" width="0"/></cols>', {2: ' ht="0" customHeight="1"'})}),
    ),
    "xlsx: all rows hidden but some": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS, '<sheetFormatPr defaultRowHeight="0"/>', {1: ' ht="15"'})}),
    ),
    "xlsx: rows hidden that stand nowhere": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS, '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>')}),
    ),
    "xlsx: several hidden sheets": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS), "底稿2025": sheet(ROWS * 300), "底稿2024": sheet(ROWS)}, hidden=["底稿2025", "底稿2024"]),
    ),
    "xlsx: rows 2 to 9 and 20 hidden": (
        "list.xlsx",
        xlsx({"附件2": sheet([["甲"]] * 30, row_looks=dict.fromkeys((*range(2, 10), 20), ' hidden="1"'))}),
    ),
    "xlsx: a format that shows nothing": (
        "list.xlsx",
        xlsx(
            {"总表": sheet(ROWS).replace('<c r="C2"', '<c s="1" r="C2"')},
            parts={
                "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>'
                '<numFmt numFmtId="164" formatCode=";;;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
            },
            related=[("styles", "styles.xml")],
        ),
    ),
    "xlsx: an identity number kept as a number": (
        "list.xlsx",
        xlsx({"名单": sheet([["姓名", "身份证号"], ["甲某", 110105194912310000.0]])}),
    ),
    "xlsx: a head in row 7 below a merged one": (
        "list.xlsx",
        xlsx(
            {
                "名单": sheet(
                    [
                        ["附件2"],
                        ["名单"],
                        ["单位：民政"],
                        ["日期"],
                        ["说明"],
                        ["序号", "救助对象"],
                        ["", "姓名", "身份证号"],
                        ["1", "甲某", WRONG],
                    ]
                )
            }
        ),
    ),
    "xlsx: another table below, whose codes are none": (
        "list.xlsx",
        xlsx({"表": sheet([["姓名", "证件号码"], ["甲某", "无"], ["事项名称", "备案编号"], ["消防", "110105194912310"]])}),
    ),
    "xlsx: a comment, and by whom": (
        "list.xlsx",
        xlsx(
            {"总表": sheet(ROWS)},
            parts={
                "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="r1" Type="x/comments" Target="../notes7.xml"/></Relationships>',
                "xl/notes7.xml": "<comments><authors><author>张经办</author></authors><commentList>"
                '<comment ref="B2" authorId="0"><text><t>此户不符合</t></text></comment></commentList></comments>',
            },
        ),
    ),
    "xlsx: the folder of its maker, a connection with a password, a string no cell shows": (
        "list.xlsx",
        xlsx(
            {"总表": sheet(ROWS)},
            book='<x:absPath xmlns:x="x" url="C:\\Users\\张经办\\Desktop\\内部\\"/>',
            parts={
                "xl/c9.xml": '<connections><dbPr connection="Provider=SQLOLEDB;Data Source=10.1.2.3;UID=sa;Password=Mz2026"/></connections>',
                "xl/s.xml": f"<sst><si><t>甲某 {ID}</t></si></sst>",
            },
        ),
    ),
    "xlsx: the source of a pivot table": (
        "list.xlsx",
        xlsx(
            {"总表": sheet(ROWS)},
            parts={"xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords><r><s v="{ID}"/></r></pivotCacheRecords>'},
        ),
    ),
    "xlsx: a text box": (
        "list.xlsx",
        xlsx(
            {"总表": sheet(ROWS)},
            parts={
                "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="r1" Type="x/drawing" Target="../drawings/d.xml"/></Relationships>',
                "xl/drawings/d.xml": f"<xdr:wsDr {DRAWN}><a:p><a:r><a:t>号 {ID}</a:t></a:r></a:p></xdr:wsDr>",
            },
        ),
    ),
    "xlsx: a header for printing": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS, after='<headerFooter><oddHeader>&amp;C&amp;"宋体"内部资料</oddHeader></headerFooter>')}),
    ),
    # -- presentations --
    "pptx: a hidden slide, notes, a hidden shape": (
        "list.pptx",
        pptx([slide(shape("第一页") + shape("藏着的", ' hidden="1"')), slide(shape("第二页"), looks=' show="0"')]),
    ),
    "pptx: a mark on the layout, a place for a title": (
        "list.pptx",
        pptx(
            [slide(shape("本单位"))],
            [("slideLayout", "../slideLayouts/l.xml")],
            {
                "ppt/slideLayouts/l.xml": slide(
                    shape("内部资料　注意保管") + shape("内部文件", place='<p:ph type="title"/>'), "sldLayout"
                )
            },
        ),
    ),
    "pptx: a slide that is a picture": (
        "list.pptx",
        pptx(
            [slide(shape("封面")), slide('<p:pic><p:spPr><a:xfrm><a:ext cx="12192000" cy="6858000"/></a:xfrm></p:spPr></p:pic>')],
        ),
    ),
    "pptx: words set on a picture, a number below a page": (
        "list.pptx",
        pptx(
            [
                slide(shape("封面")),
                slide(GROUND + placed("谢谢大家！敬请批评指正", (20, 40, 60, 20))),
                slide(GROUND + shape("第 3 页", place='<p:ph type="sldNum"/>')),
                slide(placed("扫描的一页", (20, 40, 60, 20)) + GROUND),
            ],
        ),
    ),
    # -- OFD --
    "ofd: pages and templates of any name": (
        "list.ofd",
        ofd({"P/one.xml": ofd_page(ofd_text("正文"), template="50")}, {"50": ofd_page(ofd_text("机密★5年", y=60))}),
    ),
    "ofd: sign by sign": (
        "list.ofd",
        ofd({"P_0/Content.xml": ofd_page(ofd_text("身份证号"), *(ofd_text(sign, 40 + 3 * at) for at, sign in enumerate(ID)))}),
    ),
    "ofd: the second page, its author, its program": (
        "list.ofd",
        ofd(
            {"1.xml": ofd_page(ofd_text("甲")), "2.xml": ofd_page(ofd_text(ID))},
            about="<ofd:Author>张经办</ofd:Author><ofd:Creator>Suwell-pdf2ofd</ofd:Creator>",
        ),
    ),
    "ofd: hidden text": ("list.ofd", ofd({"1.xml": ofd_page(ofd_text("甲"), ofd_text("藏着的", looks=' Visible="false"'))})),
    "ofd: a scan that a page shows beside its text": (
        "list.ofd",
        ofd({"1.xml": ofd_page(SHOWN, ofd_text("甲" * 40))}, parts=RESOURCE),
    ),
    "ofd: a scan that no page shows": ("list.ofd", ofd({"1.xml": ofd_page(ofd_text("甲" * 40))}, parts=RESOURCE)),
    "ofd: a page that is a picture": (
        "list.ofd",
        ofd({"1.xml": ofd_page(ofd_text("封面")), "2.xml": ofd_page('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="7"/>')}),
    ),
    # -- PDF --
    "pdf: a typed cover and scans": (
        "list.pdf",
        pdf([pdf_line("Public budget of the year 2026"), SCAN, SCAN, pdf_line("A last page with text, typed"), SCAN], BITMAP),
    ),
    "pdf: the stamp of a scanner": ("list.pdf", pdf([SCAN + pdf_line("CamScanner", 400, 20)] * 3, BITMAP)),
    "pdf: a blank page is no picture": ("list.pdf", pdf([pdf_line("Public budget of the year 2026"), ""], BITMAP)),
    "pdf: signs of the private area": (
        "list.pdf",
        pdf(
            ["BT /F 12 Tf 72 700 Td <" + "".join(f"{code:04X}" for code in range(30)) + "> Tj ET"],
            more={
                3: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
                6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                b"/Supplement 0 >> /DW 1000 >>",
                7: pdf_stream(
                    b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <0030> <E000> "
                    b"endbfrange endcmap"
                ),
            },
        ),
    ),
    "pdf: digits in boxes": ("list.pdf", pdf(["".join(pdf_line(sign, 72 + 20 * at) for at, sign in enumerate(ID))])),
    "pdf: a number broken at the end of a line": (
        "list.pdf",
        pdf([pdf_line("Mobile 139-1234-") + pdf_line("5678 of Mr Zhang", y=684)]),
    ),
    "pdf: taken out in a second save": (
        "list.pdf",
        pdf_saved_again(FIRST, {11: pdf_stream(pdf_line("Name: Zhang, ID withheld").encode())}),
    ),
    "pdf: signed in a second save": ("list.pdf", pdf_saved_again(pdf([pdf_line("Public part")]), {40: b"<< /Type /Sig >>"})),
    "pdf: a note": (
        "list.pdf",
        pdf(
            [pdf_line("Public part")],
            more={50: b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (Zhang) /Contents (not this one) >>"},
            page="/Annots [50 0 R]",
        ),
    ),
    "pdf: a photo with a place": (
        "list.pdf",
        pdf([pdf_line("Photo of the site")], pdf_stream(jpeg(place=True), "/Type /XObject /Subtype /Image /Filter /DCTDecode")),
    ),
    # -- pictures and recordings --
    "jpg: a photographer in IPTC": (
        "list.jpg",
        b"\xff\xd8\xff\xed" + struct.pack(">H", len(IPTC) + 16) + b"Photoshop 3.0\0" + IPTC + b"\xff\xda\xff\xd9",
    ),
    "png: a place in XMP, an author": (
        "list.png",
        png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP), (b"tEXt", b"Author\0Li4")),
    ),
    "png: nothing": ("list.png", png()),
    "mp4: the place of a phone": ("list.mp4", MOVIE),
    # -- texts --
    "csv: semicolons": ("list.csv", "姓名;住院号;费用\r\n甲某;0012345;300\r\n".encode()),
    "txt: tabs, in UTF-16": ("list.txt", "姓名\t住院号\r\n甲某\t0012345\r\n乙某\t0012346\r\n".encode("utf-16")),
    "txt: GBK": ("list.txt", "本单位公开。".encode("gbk")),
    "csv: one broken byte": ("list.csv", f"姓名,号\n甲某,{ID}\n".encode() + b"\xff\xfe" + "乙某,无\n".encode()),
    "txt: prose with commas": ("list.txt", "住院号，按规定填写，不公开。\n12345，是示例，也不公开。\n".encode()),
    "txt: English of Windows": ("list.txt", "The council’s café costs £5, it said – “fine”.\n".encode("cp1252")),
    # -- old formats, other formats --
    "doc: a number": ("list.doc", doc(f"名单\r身份证号 {ID}\r")),
    "xls: a hidden column and row": ("list.xls", xls(ROWS, 2, 1)),
    "ppt: a number": ("list.ppt", ppt(f"身份证号 {ID}")),
    "wps: as DOC": ("list.wps", doc(f"身份证号 {ID}")),
    "et: as XLS": ("list.et", xls([["姓名", "身份证号"], ["甲某", WRONG]])),
    "zip: files of several kinds": (
        "list.zip",
        zipped({"名单/a.docx": docx(TEXT + paragraph(ID)), "b.rar": b"Rar!\x1a\x07\0", "c.pdf": pdf([SCAN], BITMAP)}),
    ),
    # -- the right cause --
    "docx: a password": ("list.docx", compound({"EncryptedPackage": b"", "EncryptionInfo": b""})),
    "docx: an old Word file": ("list.docx", doc("正文")),
    "xlsx: a web page": ("list.xlsx", f"<html><table><tr><td>姓名<td>身份证号<tr><td>甲<td>{WRONG}</table></html>".encode()),
    "pdf: a program": ("list.pdf", b"MZ\x90\0" + bytes(60)),
    "pdf: empty": ("list.pdf", b""),
    "jpg: a PDF": ("list.jpg", pdf([pdf_line("Public part")])),
    # -- siblings --
    "docx: digits of a number over two lines of a cell": (
        "list.docx",
        docx(word_table([["证件"], [ID[:10] + "</w:t><w:br/><w:t>" + ID[10:]]])),
    ),
    "docx: a head with blanks, a number set out": (
        "list.docx",
        docx(word_table([["姓 名", "身 份 证 号 码"], ["甲某", "1101 0519 4912 3100 21"]])),
    ),
    "docx: persons side by side": ("list.docx", docx(word_table([["姓名", "甲", "乙"], ["身份证", WRONG, WRONG[:-2] + "39"]]))),
    "docx: a mark in the header": (
        "list.docx",
        docx(TEXT * 60, [("header", "h.xml")], {"word/h.xml": word_part("hdr", paragraph("OFFICIAL-SENSITIVE"))}),
    ),
    "docx: a picture cropped in the old way": (
        "list.docx",
        docx(TEXT + '<w:p><w:r><w:pict><v:imagedata xmlns:v="v" cropleft="20000f"/></w:pict></w:r></w:p>'),
    ),
    "svg: a word that it declares for itself": (
        "list.zip",
        zipped(
            {"a.svg": f'<!DOCTYPE svg [<!ENTITY a "{ID}">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a; 甲</text></svg>'}
        ),
    ),
    "docx: a page in the old way": (
        "list.docx",
        docx(
            TEXT
            + '<w:p><w:r><w:pict><v:shape xmlns:v="v" style="width:500pt;height:750pt"><v:imagedata r:id="r1"/></v:shape></w:pict></w:r></w:p>'
        ),
    ),
    "docx: deleted by two people": (
        "list.docx",
        docx(
            "".join(
                f'<w:p><w:del w:author="{who}"><w:r><w:delText>旧的</w:delText></w:r></w:del></w:p>' for who in ("甲", "乙", "甲")
            )
        ),
    ),
    "docx: a default of a form field": (
        "list.docx",
        docx(
            TEXT
            + f'<w:p><w:r><w:fldChar><w:ffData><w:textInput><w:default w:val="{ID}"/></w:textInput></w:ffData></w:fldChar></w:r></w:p>'
        ),
    ),
    "xlsx: a default width of nought": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS, '<sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="2" width="9"/></cols>')}),
    ),
    "xlsx: white letters without a fill": (
        "list.xlsx",
        xlsx(
            {"总表": sheet(ROWS).replace('<c r="C3"', '<c s="1" r="C3"').replace('<c r="A1"', '<c s="2" r="A1"')},
            parts={
                "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/>'
                '<font><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill>'
                '<fill><patternFill patternType="solid"/></fill></fills><cellXfs><xf/><xf fontId="1" fillId="0"/>'
                '<xf fontId="1" fillId="1"/></cellXfs></styleSheet>'
            },
            related=[("styles", "styles.xml")],
        ),
    ),
    "xlsx: a workbook under another name": (
        "list.xlsx",
        renamed(xlsx({"总表": sheet(LIST, '<cols><col min="4" max="4" hidden="1"/></cols>')}), "xl/workbook.xml", "xl/book2.xml"),
    ),
    "xlsx: a very hidden sheet": (
        "list.xlsx",
        xlsx({"总表": sheet(ROWS), "表2": sheet(ROWS)}, hidden=["表2"]),
    ),
    "xlsx: a label beside its value": ("list.xlsx", xlsx({"表": sheet([["申请人", "甲某"], ["身份证号码：", "", WRONG]])})),
    "xlsx: one sign a cell": ("list.xlsx", xlsx({"表": sheet([["公民身份号码", *ID[:17], "X"]])})),
    "xlsx: numbers that are none": (
        "list.xlsx",
        xlsx({"表": sheet([["合同编号", "金额", "许可证件号码"], ["110105194912310021", 13912345678.0, "110105194912310"]])}),
    ),
    "pptx: a table of persons": (
        "list.pptx",
        pptx(
            [
                slide(
                    "<p:graphicFrame><a:tbl>"
                    + "".join(
                        "<a:tr>"
                        + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in row)
                        + "</a:tr>"
                        for row in LIST
                    )
                    + "</a:tbl></p:graphicFrame>"
                )
            ]
        ),
    ),
    "pptx: speaker's notes and a comment": (
        "list.pptx",
        pptx(
            [slide(shape("第一页"))],
            [("notesSlide", "../notesSlides/n.xml"), ("comments", "../comments/c.xml")],
            {
                "ppt/notesSlides/n.xml": slide(shape("此处不讲"), "notes"),
                "ppt/comments/c.xml": "<p:cmLst xmlns:p='p'><p:cm authorId='1'><p:text>再核实</p:text></p:cm></p:cmLst>",
                "ppt/commentAuthors.xml": "<p:cmAuthorLst xmlns:p='p'><p:cmAuthor id='0' name='李经办'/><p:cmAuthor id='1' name='张经办'/></p:cmAuthorLst>",
            },
        ),
    ),
    "ofd: a number on a stamp": (
        "list.ofd",
        ofd(
            {"1.xml": ofd_page(ofd_text("甲"))},
            more="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
            parts={
                "D/Annots/Annotations.xml": '<ofd:Annotations xmlns:ofd="o"><ofd:Page PageID="100"><ofd:FileLoc>P/a.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
                "D/Annots/P/a.xml": f'<ofd:PageAnnot xmlns:ofd="o"><ofd:Annot Type="Stamp"><ofd:Appearance Boundary="1 1 9 9">{ofd_text(ID)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>',
            },
        ),
    ),
    "pdf: rows of a table": ("list.pdf", pdf([pdf_line("Name passport ID") + pdf_line("Zhang E12345678 3", y=680)])),
    "pdf: a number over two lines": (
        "list.pdf",
        pdf([pdf_line(ID[:12]) + pdf_line(ID[12:], y=686) + pdf_line("and text", y=660)]),
    ),
    "pdf: a scan of strips": (
        "list.pdf",
        pdf(
            [pdf_line("Public budget of the year 2026"), "".join(f"q 560 0 0 80 10 {80 * at} cm /I Do Q\n" for at in range(9))],
            BITMAP,
        ),
    ),
    "pdf: a long stamp on each scan": (
        "list.pdf",
        pdf([SCAN + pdf_line(f"Scanned by the office machine 7 on page {page}", 20, 20) for page in (1, 2, 3)], BITMAP),
    ),
    "pdf: what was filled into a form": (
        "list.pdf",
        pdf(
            [pdf_line("Public part")],
            more={50: f"<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T (n) /V ({ID}) >>".encode()},
            page="/Annots [50 0 R]",
        ),
    ),
    "jpg: a place in XMP": (
        "list.jpg",
        b"\xff\xd8\xff\xe1" + struct.pack(">H", len(XMP) + 31) + b"http://ns.adobe.com/xap/1.0/\0" + XMP + b"\xff\xda\xff\xd9",
    ),
    "png: broken off": ("list.png", png()[:-20]),
    "zip: a picture broken off, a whole one": ("list.zip", zipped({"a.png": png()[:-20], "b.png": png()})),
    "jpg: a text": ("list.jpg", "名单另附。\n".encode()),
    "png: nothing that is known": ("list.png", b"\x00\x01\x02" * 90),
    "mp3: who speaks": ("list.mp3", b"ID3\x03\0\0\0\0\0\x1aTPE1\0\0\0\x0a\0\0\x03" + "张讲解".encode() + b"\0" * 9),
    "txt: UTF-16 without its mark": ("list.txt", f"ID number {ID}\r\nname\r\n".encode("utf-16-le")),
    "csv: numbers with exponents, apostrophes and formulas": (
        "list.csv",
        f'姓名,身份证号\n甲,1.10105194912310E+17\n乙,\'{WRONG}\n丙,"=""{WRONG[:-2]}39"""\n'.encode(),
    ),
    "csv: no values under a head": ("list.csv", "姓名,身份证号,备注\n甲,110105********0021,无\n乙,,无\n".encode()),
    "xls: a text with tabs": ("list.xls", f"姓名\t身份证号\n甲\t{WRONG}\n".encode("gbk")),
    "rtf: a number, its author": (
        "list.zip",
        zipped({"a.rtf": b"{\\rtf1\\ansi{\\info{\\author Li4}}text " + ID.encode() + b"\\par}"}),
    ),
    "doc: the dots of a picture are no server": (
        "list.doc",
        doc("本单位公开下列名单。\r", streams={"\x05SummaryInformation": NOISE, "Data": NOISE}),
    ),
    "html: GBK, and not said so": (
        "list.zip",
        zipped({"a.html": "<html><body><p>本单位公开下列名单，请核对。</p></body></html>".encode("gb18030")}),
    ),
    "html: GBK, as it says": (
        "list.zip",
        zipped(
            {
                "a.html": "<html><head><meta charset=gb2312></head><body><p>本单位公开下列名单，请核对。</p></body></html>".encode(
                    "gb18030"
                )
            }
        ),
    ),
    "html: hidden and shown": (
        "list.zip",
        zipped({"a.html": f"<html><body><p>正文</p><p style='display:none'>底稿</p><!-- {ID} --></body></html>".encode()}),
    ),
    "zip: a zip in it, a locked one": (
        "list.zip",
        zipped({"内.zip": zipped({"a.txt": f"号 {ID}".encode()}), "__MACOSX/._a": b"\0\5", "b.docx": b"broken\0"}),
    ),
    "odt: text, a note, what is hidden": (
        "list.zip",
        zipped(
            {
                "a.odt": zipped(
                    {
                        "mimetype": "application/vnd.oasis.opendocument.text",
                        "content.xml": "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:dc='d' xmlns:style='s'>"
                        "<office:automatic-styles><style:style style:name='H'><style:text-properties text:display='none'/></style:style>"
                        "</office:automatic-styles><office:body><text:p>正文<office:annotation><dc:creator>张经办</dc:creator><text:p>核实</text:p>"
                        "</office:annotation></text:p><text:p><text:span text:style-name='H'>藏着</text:span></text:p><table:table>"
                        "<table:table-row><table:table-cell><text:p>姓名</text:p></table:table-cell><table:table-cell><text:p>住院号</text:p></table:table-cell></table:table-row>"
                        "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>0012345</text:p></table:table-cell></table:table-row>"
                        "</table:table></office:body></office:document-content>",
                        "meta.xml": "<office:document-meta xmlns:office='o' xmlns:dc='d'><dc:creator>李经办</dc:creator></office:document-meta>",
                    }
                )
            }
        ),
    ),
    "odt: what was deleted, and where": (
        "list.zip",
        zipped(
            {
                "a.odt": zipped(
                    {
                        "mimetype": "application/vnd.oasis.opendocument.text",
                        "content.xml": "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:dc='d'><office:body><office:text>"
                        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info>"
                        "<dc:creator>张经办</dc:creator><dc:date>2026-05-01T10:00:00</dc:date></office:change-info>"
                        "<text:p>原拟补助三百万元。</text:p></text:deletion></text:changed-region><text:changed-region text:id='c2'>"
                        "<text:insertion><office:change-info><dc:creator>李经办</dc:creator><dc:date>2026-05-02T10:00:00</dc:date>"
                        "</office:change-info></text:insertion></text:changed-region></text:tracked-changes><text:p>正文</text:p>"
                        "<text:p>补助标准<office:annotation><dc:creator>王经办</dc:creator><dc:date>2026-05-03T10:00:00</dc:date>"
                        "<text:p>偏高</text:p></office:annotation>另定。<text:change text:change-id='c1'/></text:p>"
                        "<text:p>落款</text:p></office:text></office:body></office:document-content>",
                    }
                )
            }
        ),
    ),
    "odt: a password": (
        "list.zip",
        zipped(
            {
                "a.odt": zipped(
                    {
                        "mimetype": "application/vnd.oasis.opendocument.text",
                        "content.xml": b"\0\1\2",
                        "META-INF/manifest.xml": "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
                    }
                )
            }
        ),
    ),
}


EXPECTED: dict[str, list[str]] = {
    "docx: the main part has another name": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，第 2 段） [id-number-exposed]",
    ],
    "docx: a part that nothing leads to": [
        "警告: 像是居民身份证号码：1101************2X（附件“list.docx”，文件内部 word/old.xml） [id-number-exposed]",
    ],
    "docx: an endnote under another name": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，脚注或尾注、第 1 段） [id-number-exposed]",
    ],
    "docx: an author in a part of .NET": [
        "提示: 附件“list.docx”的文件属性里有人名“张经办” [attachment-author]",
    ],
    "docx: names that are no names": [],
    "docx: a department of the publisher": [],
    "docx: a person of the publisher": [
        "提示: 附件“list.docx”的文件属性里有人名“云泽市卫生健康委员会张三” [attachment-author]",
    ],
    "docx: hidden by a style that builds on one that hides": [
        "警告: 附件“list.docx”里有隐藏的内容（1 处）：第 2 段 [attachment-hidden]",
    ],
    "docx: white and tiny by styles that build on others": [
        "警告: 附件“list.docx”里有隐藏的内容（2 处）：白色或不可见的文字、第 2 段；白色或不可见的文字、第 3 段 [attachment-hidden]",
    ],
    "docx: a watermark": [
        "错误: 带有密级标志：机密（附件“list.docx”，水印） [secrecy-mark]",
    ],
    "zip: empty": ["提示: 附件“list.zip”里一个字也没有 [attachment-unjudged]"],
    "txt: longer than is read": ["提示: 附件“list.txt”太长，只读了前面一部分，后面的没有检查 [attachment-unjudged]"],
    "docx: a telephone one digit a cell": [
        "警告: 像是个人手机号码：139******86（附件“list.docx”，第 1 个表格、第 1 行） [mobile-exposed]",
    ],
    "docx: figures one digit a cell": [],
    "xlsx: telephones one digit a cell": [
        "警告: 像是个人手机号码：139******86（附件“list.xlsx”，工作表“总表”、B2） [mobile-exposed]",
        "警告: 像是个人手机号码：150******87（附件“list.xlsx”，工作表“总表”、B3） [mobile-exposed]",
    ],
    "xlsx: how many rang, month by month": [],
    "docx: a header with a mark of secrecy": [
        "错误: 带有密级标志：【机　密】注意保管（附件“list.docx”，页眉或页脚、第 1 段） [secrecy-mark]",
    ],
    "docx: a header that speaks of secrets": [],
    "docx: a table of persons": [
        "错误: 像是居民身份证号码：1101************21（附件“list.docx”，第 1 个表格、第 2 行） [id-number-exposed]",
    ],
    "docx: a label beside its value": [
        "错误: 像是病历、住院或医保号码：00*****（附件“list.docx”，第 1 个表格、第 2 行） [medical-record-exposed]",
    ],
    "docx: one sign a cell": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.docx”，第 1 个表格、第 1 行） [id-number-exposed]",
    ],
    "docx: a description of a picture": [
        "警告: 像是居民身份证号码：1101************2X（附件“list.docx”，第 2 段、图片的说明、控件、域或公式） [id-number-exposed]",
    ],
    "docx: a cropped picture": [
        "提示: 附件“list.docx”里有裁剪过的图片（1 张），裁掉的部分还在文件里：第 2 段 [attachment-cropped]",
    ],
    "docx: a picture that is not cropped": [],
    "docx: pictures of the size of a page": [
        "提示: 附件“list.docx”里有占整页的图片（2 张），图片里的文字没有检查：第 2 段；第 3 段 [attachment-picture-pages]",
    ],
    "docx: a picture with a place": [
        "提示: 附件“list.docx”的文件属性里有人名“Li4” [attachment-author]",
        "警告: “list.docx”里记着拍摄地点 [attachment-place]",
    ],
    "docx: a workbook inside": [
        "警告: 像是居民身份证号码：1101************2X（附件“list.docx”里的“a.xlsx”，工作表“底”、A1、嵌入的文件） [id-number-exposed]",
    ],
    "docx: a chart with names": [
        "警告: 像是居民身份证号码：1101************2X（附件“list.docx”，图表的数据） [id-number-exposed]",
    ],
    "docx: its template lies in the folder of its maker": [
        "提示: 附件“list.docx”里带着制作人电脑上的文件夹：zhangsan [attachment-folder]",
    ],
    "docx: accounts of those who work on it": [
        "提示: 附件“list.docx”的文件属性里有人名“张经办” [attachment-author]",
    ],
    "docx: who inserted text": [
        "提示: 附件“list.docx”的文件属性里有人名“李经办” [attachment-author]",
    ],
    "docx: the places that comments are on": [
        "警告: 附件“list.docx”里有批注（3 处）：第 1 个表格、第 2 行（李经办）；第 2 段（张经办） [attachment-comments]",
    ],
    "docx: macros": [
        "警告: 附件“list.docx”里有宏，宏里的文字没有检查 [attachment-macros]",
    ],
    "xlsx: hidden columns to the last one": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“总表”、C 列 [attachment-hidden]",
    ],
    "xlsx: nothing behind the table is hidden": [],
    "xlsx: attributes in single quotes": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“总表”、C 列 [attachment-hidden]",
    ],
    "xlsx: elements with a prefix": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“总表”、C 列 [attachment-hidden]",
    ],
    "xlsx: a width of nought, a height of nought": [
        "警告: 附件“list.xlsx”里有隐藏的内容（2 处）：工作表“总表”、C 列；工作表“总表”、第 2 行 [attachment-hidden]",
    ],
    "xlsx: all rows hidden but some": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“总表”、第 2–3 行 [attachment-hidden]",
    ],
    "xlsx: rows hidden that stand nowhere": [],
    "xlsx: several hidden sheets": [
        "警告: 附件“list.xlsx”里有隐藏的内容（2 处）：整个工作表“底稿2025”；整个工作表“底稿2024” [attachment-hidden]",
    ],
    "xlsx: rows 2 to 9 and 20 hidden": [
        "警告: 附件“list.xlsx”里有隐藏的内容（2 处）：工作表“附件2”、第 2–9 行；工作表“附件2”、第 20 行 [attachment-hidden]",
    ],
    "xlsx: a format that shows nothing": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“总表”、C2 [attachment-hidden]",
    ],
    "xlsx: an identity number kept as a number": [
        "错误: 像是居民身份证号码：1101************00（附件“list.xlsx”，工作表“名单”、B2） [id-number-exposed]",
    ],
    "xlsx: a head in row 7 below a merged one": [
        "错误: 像是居民身份证号码：1101************21（附件“list.xlsx”，工作表“名单”、C8） [id-number-exposed]",
    ],
    "xlsx: another table below, whose codes are none": [],
    "xlsx: a comment, and by whom": [
        "警告: 附件“list.xlsx”里有批注（1 处）：工作表“总表”、B2（张经办） [attachment-comments]",
    ],
    "xlsx: the folder of its maker, a connection with a password, a string no cell shows": [
        "提示: 附件“list.xlsx”里带着制作人电脑上的文件夹：张经办 [attachment-folder]",
        "警告: 像是居民身份证号码：1101************2X（附件“list.xlsx”，不再显示的文字） [id-number-exposed]",
        "警告: 附件“list.xlsx”里有内部服务器的地址：10****** [attachment-server]",
        "错误: 附件“list.xlsx”里的数据连接带着密码 [attachment-password]",
    ],
    "xlsx: the source of a pivot table": [
        "警告: 像是居民身份证号码：1101************2X（附件“list.xlsx”，数据透视表的缓存） [id-number-exposed]",
    ],
    "xlsx: a text box": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.xlsx”，工作表“总表”、文本框） [id-number-exposed]",
    ],
    "xlsx: a header for printing": [
        "错误: 带有内部资料的标志：内部资料（附件“list.xlsx”，工作表“总表”、页眉或页脚） [internal-mark]",
    ],
    "pptx: a hidden slide, notes, a hidden shape": [
        "警告: 附件“list.pptx”里有隐藏的内容（2 处）：第 1 页；第 2 页 [attachment-hidden]",
    ],
    "pptx: a mark on the layout, a place for a title": [
        "错误: 带有内部资料的标志：内部资料　注意保管（附件“list.pptx”，版式或母版） [internal-mark]",
    ],
    "pptx: a slide that is a picture": [
        "提示: 附件“list.pptx”的第 2 页只有图像，没有文字 [attachment-pages-no-text]",
    ],
    "pptx: words set on a picture, a number below a page": [
        "提示: 附件“list.pptx”的第 3–4 页只有图像，没有文字 [attachment-pages-no-text]",
    ],
    "ofd: pages and templates of any name": [
        "错误: 带有密级标志：机密★5年（附件“list.ofd”，第 1 页） [secrecy-mark]",
    ],
    "ofd: sign by sign": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.ofd”，第 1 页） [id-number-exposed]",
    ],
    "ofd: the second page, its author, its program": [
        "提示: 附件“list.ofd”的文件属性里有人名“张经办” [attachment-author]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.ofd”，第 2 页） [id-number-exposed]",
    ],
    "ofd: hidden text": [
        "警告: 附件“list.ofd”里有隐藏的内容（1 处）：第 1 页 [attachment-hidden]",
    ],
    "ofd: a scan that a page shows beside its text": [
        "提示: 附件“list.ofd”里有占整页的图片（1 张），图片里的文字没有检查 [attachment-picture-pages]",
    ],
    "ofd: a scan that no page shows": [],
    "ofd: a page that is a picture": [
        "提示: 附件“list.ofd”的第 2 页只有图像，没有文字 [attachment-pages-no-text]",
    ],
    "pdf: a typed cover and scans": [
        "提示: 附件“list.pdf”的第 2–3、5 页只有图像，没有文字 [attachment-pages-no-text]",
    ],
    "pdf: the stamp of a scanner": [
        "提示: 附件“list.pdf”的第 1–3 页只有图像，没有文字 [attachment-pages-no-text]",
    ],
    "pdf: a blank page is no picture": [],
    "pdf: signs of the private area": [
        "提示: 附件“list.pdf”的第 1 页的文字是读不懂的字符 [attachment-pages-unreadable]",
    ],
    "pdf: digits in boxes": [
        "错误: 像是居民身份证号码：1 1 ***************************** X（附件“list.pdf”，第 1 页） [id-number-exposed]",
    ],
    "pdf: a number broken at the end of a line": [
        "警告: 像是个人手机号码：139********78（附件“list.pdf”，第 1 页） [mobile-exposed]",
    ],
    "pdf: taken out in a second save": [
        "警告: 附件“list.pdf”里留着以前保存的内容，现在的版本里已经没有：第 1 页 [attachment-earlier-save]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.pdf”，第 1 页、以前保存的内容） [id-number-exposed]",
    ],
    "pdf: signed in a second save": [],
    "pdf: a note": [
        "警告: 附件“list.pdf”里有批注（1 处）：第 1 页（Zhang） [attachment-comments]",
    ],
    "pdf: a photo with a place": [
        "提示: 附件“list.pdf”的文件属性里有人名“Li4” [attachment-author]",
        "警告: “list.pdf”里记着拍摄地点 [attachment-place]",
    ],
    "jpg: a photographer in IPTC": [
        "提示: 附件“list.jpg”的文件属性里有人名“张摄影” [attachment-author]",
    ],
    "png: a place in XMP, an author": [
        "提示: 附件“list.png”的文件属性里有人名“Li4” [attachment-author]",
        "警告: “list.png”里记着拍摄地点 [attachment-place]",
    ],
    "png: nothing": [],
    "mp4: the place of a phone": [
        "警告: “list.mp4”里记着拍摄地点 [attachment-place]",
    ],
    "csv: semicolons": [
        "错误: 像是病历、住院或医保号码：00*****（附件“list.csv”，第 2 行） [medical-record-exposed]",
    ],
    "txt: tabs, in UTF-16": [
        "提示: 附件“list.txt”的文字编码不是 UTF-8，像是 UTF-16，打开时可能是乱码 [attachment-encoding]",
        "错误: 像是病历、住院或医保号码：00*****（附件“list.txt”，第 2 行） [medical-record-exposed]",
        "错误: 像是病历、住院或医保号码：00*****（附件“list.txt”，第 3 行） [medical-record-exposed]",
    ],
    "txt: GBK": [
        "提示: 附件“list.txt”的文字编码不是 UTF-8，像是 GBK，打开时可能是乱码 [attachment-encoding]",
    ],
    "csv: one broken byte": [
        "提示: 附件“list.csv”的第 3 行有坏掉的字符 [attachment-bytes]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.csv”，第 2 行） [id-number-exposed]",
    ],
    "txt: prose with commas": [],
    "txt: English of Windows": [
        "提示: 附件“list.txt”的文字编码不是 UTF-8，像是 Windows-1252 (ANSI)，打开时可能是乱码 [attachment-encoding]",
    ],
    "doc: a number": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.doc”，第 2 段） [id-number-exposed]",
    ],
    "xls: a hidden column and row": [
        "警告: 附件“list.xls”里有隐藏的内容（2 处）：工作表“表”、C 列；工作表“表”、第 2 行 [attachment-hidden]",
    ],
    "ppt: a number": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.ppt”） [id-number-exposed]",
    ],
    "wps: as DOC": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.wps”，第 1 段） [id-number-exposed]",
    ],
    "et: as XLS": [
        "错误: 像是居民身份证号码：1101************21（附件“list.et”，工作表“表”、B2） [id-number-exposed]",
    ],
    "zip: files of several kinds": [
        "提示: 附件“list.zip”里的“b.rar”的格式读不了，没有检查里面的内容 [attachment-unjudged]",
        "提示: 附件“list.zip”里的“c.pdf”只有图像，没有文字 [attachment-no-text]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.zip”里的“名单/a.docx”，第 2 段） [id-number-exposed]",
    ],
    "docx: a password": [
        "提示: 附件“list.docx”设了密码，没有检查里面的内容 [attachment-unjudged]",
    ],
    "docx: an old Word file": [
        "提示: 附件“list.docx”的扩展名是 DOCX，内容其实是“旧版 Word 文件（DOC）” [attachment-other-kind]",
    ],
    "xlsx: a web page": [
        "警告: 附件“list.xlsx”的扩展名是 XLSX，内容其实是“网页（HTML）” [attachment-other-kind]",
        "错误: 像是居民身份证号码：1101************21（附件“list.xlsx”，第 1 个表格、第 2 行） [id-number-exposed]",
    ],
    "pdf: a program": [
        "提示: 附件“list.pdf”的格式读不了，没有检查里面的内容 [attachment-unjudged]",
        "错误: 附件“list.pdf”的扩展名是 PDF，内容其实是“可执行程序” [attachment-other-kind]",
    ],
    "pdf: empty": [
        "错误: 文件“list.pdf”是空的，里面一个字节也没有 [attachment-empty]",
    ],
    "jpg: a PDF": [
        "警告: 附件“list.jpg”的扩展名是 JPG，内容其实是“PDF 文件” [attachment-other-kind]",
    ],
    "docx: digits of a number over two lines of a cell": [
        "错误: 像是居民身份证号码：1101*************2X（附件“list.docx”，第 1 个表格、第 2 行） [id-number-exposed]",
    ],
    "docx: a head with blanks, a number set out": [
        "错误: 像是居民身份证号码：1101****************21（附件“list.docx”，第 1 个表格、第 2 行） [id-number-exposed]",
    ],
    "docx: persons side by side": [
        "错误: 像是居民身份证号码：1101************21（附件“list.docx”，第 1 个表格、第 2 行） [id-number-exposed]",
        "错误: 像是居民身份证号码：1101************39（附件“list.docx”，第 1 个表格、第 2 行） [id-number-exposed]",
    ],
    "docx: a mark in the header": [
        "错误: 带有内部资料的标志：OFFICIAL-SENSITIVE（附件“list.docx”，页眉或页脚、第 1 段） [internal-mark]",
    ],
    "docx: a picture cropped in the old way": [
        "提示: 附件“list.docx”里有裁剪过的图片（1 张），裁掉的部分还在文件里：第 2 段 [attachment-cropped]",
    ],
    "svg: a word that it declares for itself": [
        "警告: 像是居民身份证号码：1101************2X（附件“list.zip”里的“a.svg”，源代码第 1 行、网页的代码） [id-number-exposed]",
    ],
    "docx: a page in the old way": [
        "提示: 附件“list.docx”里有占整页的图片（1 张），图片里的文字没有检查：第 2 段 [attachment-picture-pages]",
    ],
    "docx: deleted by two people": [
        "警告: 附件“list.docx”里留着修订中删去的文字（3 处）：第 1 段（甲）；第 2 段（乙）；第 3 段（甲） [attachment-changes]",
    ],
    "docx: a default of a form field": [
        "警告: 像是居民身份证号码：1101************2X（附件“list.docx”，第 2 段、图片的说明、控件、域或公式） [id-number-exposed]",
    ],
    "xlsx: a default width of nought": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“总表”、C 列 [attachment-hidden]",
    ],
    "xlsx: white letters without a fill": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“总表”、C3 [attachment-hidden]",
    ],
    "xlsx: a workbook under another name": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：工作表“总表”、D 列 [attachment-hidden]",
        "错误: 像是居民身份证号码：1101************21（附件“list.xlsx”，工作表“总表”、C2） [id-number-exposed]",
    ],
    "xlsx: a very hidden sheet": [
        "警告: 附件“list.xlsx”里有隐藏的内容（1 处）：整个工作表“表2” [attachment-hidden]",
    ],
    "xlsx: a label beside its value": [
        "错误: 像是居民身份证号码：1101************21（附件“list.xlsx”，工作表“表”、C2） [id-number-exposed]",
    ],
    "xlsx: one sign a cell": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.xlsx”，工作表“表”、B1） [id-number-exposed]",
    ],
    "xlsx: numbers that are none": [],
    "pptx: a table of persons": [
        "错误: 像是居民身份证号码：1101************21（附件“list.pptx”，第 1 页、第 1 个表格、第 2 行） [id-number-exposed]",
    ],
    "pptx: speaker's notes and a comment": [
        "提示: 附件“list.pptx”的文件属性里有人名“张经办” [attachment-author]",
        "提示: 附件“list.pptx”的文件属性里有人名“李经办” [attachment-author]",
        "警告: 附件“list.pptx”里有批注（1 处）：第 1 页（张经办） [attachment-comments]",
        "警告: 附件“list.pptx”里有隐藏的内容（1 处）：第 1 页、演讲者备注 [attachment-hidden]",
    ],
    "ofd: a number on a stamp": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.ofd”，第 1 页） [id-number-exposed]",
    ],
    "pdf: rows of a table": [
        "错误: 像是护照或通行证号码：E******78（附件“list.pdf”，第 1 页） [passport-exposed]",
    ],
    "pdf: a number over two lines": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.pdf”，第 1 页） [id-number-exposed]",
    ],
    "pdf: a scan of strips": [
        "提示: 附件“list.pdf”的第 2 页只有图像，没有文字 [attachment-pages-no-text]",
    ],
    "pdf: a long stamp on each scan": [
        "提示: 附件“list.pdf”的第 1–3 页只有图像，没有文字 [attachment-pages-no-text]",
    ],
    "pdf: what was filled into a form": [
        "错误: 像是居民身份证号码：1101************2X（附件“list.pdf”，第 1 页） [id-number-exposed]",
    ],
    "jpg: a place in XMP": [
        "警告: “list.jpg”里记着拍摄地点 [attachment-place]",
    ],
    "png: broken off": [
        "警告: 附件“list.png”没有到头就断了，打开只看得到一部分，或者打不开 [attachment-cut-off]",
    ],
    "zip: a picture broken off, a whole one": [
        "警告: 附件“list.zip”里的“a.png”没有到头就断了，打开只看得到一部分，或者打不开 [attachment-cut-off]",
    ],
    "jpg: a text": [
        "警告: 附件“list.jpg”的扩展名是 JPG，内容其实是“文本文件” [attachment-other-kind]",
    ],
    "png: nothing that is known": [
        "提示: 附件“list.png”打不开，没有检查里面的内容 [attachment-unjudged]",
    ],
    "mp3: who speaks": [
        "提示: 附件“list.mp3”的文件属性里有人名“张讲解” [attachment-author]",
    ],
    "txt: UTF-16 without its mark": [
        "提示: 附件“list.txt”的文字编码不是 UTF-8，像是 UTF-16，打开时可能是乱码 [attachment-encoding]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.txt”，第 1 行） [id-number-exposed]",
    ],
    "csv: numbers with exponents, apostrophes and formulas": [
        "错误: 像是居民身份证号码：'110*************21（附件“list.csv”，第 3 行） [id-number-exposed]",
        "错误: 像是居民身份证号码：1.10**************17（附件“list.csv”，第 2 行） [id-number-exposed]",
        '错误: 像是居民身份证号码：="11***************9"（附件“list.csv”，第 4 行） [id-number-exposed]',
    ],
    "csv: no values under a head": [],
    "xls: a text with tabs": [
        "提示: 附件“list.xls”的文字编码不是 UTF-8，像是 GBK，打开时可能是乱码 [attachment-encoding]",
        "警告: 附件“list.xls”的扩展名是 XLS，内容其实是“文本文件” [attachment-other-kind]",
        "错误: 像是居民身份证号码：1101************21（附件“list.xls”，第 2 段） [id-number-exposed]",
    ],
    "rtf: a number, its author": [
        "提示: 附件“list.zip”里的“a.rtf”的文件属性里有人名“Li4” [attachment-author]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.zip”里的“a.rtf”，第 1 段） [id-number-exposed]",
    ],
    "doc: the dots of a picture are no server": [],
    "html: GBK, and not said so": [
        "提示: 附件“list.zip”里的“a.html”的文字编码不是 UTF-8，像是 GBK，打开时可能是乱码 [attachment-encoding]",
    ],
    "html: GBK, as it says": [],
    "html: hidden and shown": [
        "警告: 像是居民身份证号码：1101************2X（附件“list.zip”里的“a.html”，源代码第 1 行、网页的代码） [id-number-exposed]",
        "警告: 附件“list.zip”里有隐藏的内容（1 处）：其中的“a.html”、源代码第 1 行 [attachment-hidden]",
    ],
    "zip: a zip in it, a locked one": [
        "提示: 附件“list.zip”里的“b.docx”打不开，没有检查里面的内容 [attachment-unjudged]",
        "错误: 像是居民身份证号码：1101************2X（附件“list.zip”里的“内.zip/a.txt”，第 1 行） [id-number-exposed]",
    ],
    "odt: text, a note, what is hidden": [
        "提示: 附件“list.zip”里的“a.odt”的文件属性里有人名“李经办” [attachment-author]",
        "警告: 附件“list.zip”里有批注（1 处）：其中的“a.odt”、第 1 段（张经办） [attachment-comments]",
        "警告: 附件“list.zip”里有隐藏的内容（1 处）：其中的“a.odt”、第 2 段 [attachment-hidden]",
        "错误: 像是病历、住院或医保号码：00*****（附件“list.zip”里的“a.odt”，第 1 个表格、第 2 行） [medical-record-exposed]",
    ],
    "odt: what was deleted, and where": [
        "提示: 附件“list.zip”里的“a.odt”的文件属性里有人名“李经办” [attachment-author]",
        "警告: 附件“list.zip”里有批注（1 处）：其中的“a.odt”、第 2 段（王经办） [attachment-comments]",
        "警告: 附件“list.zip”里留着修订中删去的文字（1 处）：其中的“a.odt”、第 2 段（张经办） [attachment-changes]",
    ],
    "odt: a password": [
        "提示: 附件“list.zip”里的“a.odt”设了密码，没有检查里面的内容 [attachment-unjudged]",
    ],
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told_of_a_file(case: str, tmp_path: Path) -> None:
    name, data = CASES[case]
    assert found(tmp_path, name, data) == sorted(EXPECTED[case])
