"""The kinds of places that a text may stand in, and what the makers of files share."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Mapping

from tests.files import jpeg

Maker = Callable[[str], bytes]
TEXT = "本单位公开下列内容。"  # stands in each file, so that it is not empty
# A place, and what it is called in the documents of each language.
KINDS: Mapping[str, tuple[str, str]] = {
    "body": ("text, cells", "正文、单元格"),
    "table": ("a column of a table", "表格里的一列"),
    "header": ("header, footer", "页眉、页脚"),
    "note": ("footnote, endnote, speaker's notes", "脚注、尾注、演讲者备注"),
    "box": ("text box, group of shapes", "文本框、组合"),
    "comment": ("comment, note on a page", "批注、注释"),
    "deleted": ("deletion that was tracked", "修订中删去的文字"),
    "hidden": ("hidden text, shape, column", "隐藏的文字、图形、列"),
    "away": ("hidden sheet, row, slide, page", "隐藏的工作表、行、幻灯片、页"),
    "white": ("white or tiny letters", "白色的、极小的文字"),
    "covered": ("letters under a box", "被色块盖住的文字"),
    "off": ("letters off the page", "页面之外的文字"),
    "description": ("description of a picture", "图片的说明"),
    "property": ("property: subject, keywords", "文件属性：主题、关键词"),
    "custom": ("property of one's own", "自定义属性"),
    "field": ("field, list to choose from", "域、数据有效性"),
    "form": ("control, form", "控件、表单"),
    "formula": ("text in a formula", "公式里的文字"),
    "shared": ("template, layout, master, building blocks", "模板、版式、母版、构建基块"),
    "watermark": ("watermark", "水印"),
    "chart": ("data of a chart", "图表的数据"),
    "cache": ("cache of a pivot table, of another file", "数据透视表、外部文件的缓存"),
    "defined": ("defined name", "定义的名称"),
    "unused": ("part that nothing shows", "不显示的部分"),
    "earlier": ("earlier save", "以前保存的内容"),
    "link": ("target of a link", "链接的目标"),
    "embedded": ("file inside it", "嵌入的文件"),
    "object": ("file in an object (OLE)", "对象（OLE）里的文件"),
    "picture": ("words that a picture says of itself", "图片的元数据"),
    "name": ("name: sheet, bookmark, file", "名称：工作表、书签、文件"),
    "looks": ("name of a style, words before a number", "样式的名称、自动编号的文字"),
    "signature": ("certificate of a signature or seal", "电子签名、印章的证书"),
    "scan": ("letters in a picture", "图片里的字"),
}


def head_and_cell(text: str) -> list[list[str]]:
    """The rows of a table of persons, in which a text with a colon is a head and the cell below."""
    head, colon, cell = text.partition("：")
    return [["序号", "姓名", head], ["1", "甲某", cell]] if colon else [["序号", "姓名", "备注"], ["1", "甲某", text]]


def certificate(text: str) -> bytes:
    """The name of a certificate (X.520) with a text in it, as far as a certificate is looked through."""

    def part(tag: int, *inside: bytes) -> bytes:
        data = b"".join(inside)
        return bytes([tag]) + (bytes([len(data)]) if len(data) < 128 else bytes([0x81, len(data)])) + data

    def name(kind: int, value: str) -> bytes:
        return part(0x31, part(0x30, b"\x06\x03\x55\x04", bytes([kind]), part(0x0C, value.encode())))

    numbers = bytes(range(200, 256)) * 3
    return b"\x30\x82\x01\x2c" + part(0x30, name(6, "CN"), name(3, text)) + part(0x30, b"\x13\0") + numbers


def signed(text: str) -> str:
    """A signature in XML with the certificate of whoever signed."""
    written = base64.b64encode(certificate(text)).decode()
    return f'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Certificate>{written}</X509Certificate></Signature>'


def described(text: str) -> bytes:
    """A picture of a camera with words of IPTC."""
    data = text.encode()
    block = b"\x1c\x02\x78" + struct.pack(">H", len(data)) + data
    segment = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">L", len(block)) + block
    return jpeg(segments=b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment)


def scan() -> bytes:
    """A picture of a sheet of paper, without its picture."""
    return jpeg(segments=b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 3508, 2480, 1) + b"\1\x11\0")
