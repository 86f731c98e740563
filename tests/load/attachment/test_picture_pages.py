"""Pages of a document that are pictures are told with where they stand; figures, logos and drawings are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import docx, odf, paragraph

SEEN = "关于公布名单的通知，全文如下，请各单位遵照执行，并于月底以前报送执行情况。"
CM = 360_000
SCAN, HALF, FIGURE, LOGO = (14.65, 20.7), (14.6, 10.5), (14.65, 9), (3, 3)
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
LANDSCAPE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:top="720" w:bottom="720" w:left="720" w:right="720"/></w:sectPr>'
)
NAMES = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'


def _drawn(size: tuple[float, float], inside: str = "<a:blip/>") -> str:
    across, down = (int(side * CM) for side in size)
    return f'<w:p><w:r><w:drawing><wp:inline {NAMES}><wp:extent cx="{across}" cy="{down}"/>{inside}</wp:inline></w:drawing></w:r></w:p>'


def _pages(tmp_path: Path, data: bytes, kind: str) -> list[int]:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(data)
    return [piece.paragraph for piece in read_text(file, kind).pieces if piece.name == "picture-page"]


@pytest.mark.parametrize(
    ("body", "at"),
    [
        pytest.param(_drawn(SCAN) * 2, [2, 3], id="scans between the margins"),
        pytest.param(BREAK + _drawn(HALF) * 2 + BREAK + paragraph(SEEN), [3, 4], id="two halves on a page of their own"),
        pytest.param(BREAK + paragraph("附件1") + _drawn(HALF) + BREAK, [4], id="a picture with a heading on a page of its own"),
        pytest.param(_drawn((25, 15)) + LANDSCAPE, [2], id="a page that lies on its side"),
        pytest.param(_drawn(FIGURE) + paragraph(SEEN), [], id="a figure among words"),
        pytest.param(_drawn(HALF) + paragraph(SEEN) + _drawn(HALF), [], id="figures on a page with words"),
        pytest.param(BREAK + paragraph("封面") + _drawn(LOGO) + BREAK, [], id="a logo on a cover"),
        pytest.param(_drawn(SCAN, "<a:graphic/>"), [], id="a drawing, or a box of text, as large as a page"),
        pytest.param(_drawn((14, 12)) + LANDSCAPE, [], id="half of a page that lies on its side"),
    ],
)
def test_pages_of_a_document_that_are_pictures(body: str, at: list[int], tmp_path: Path) -> None:
    assert _pages(tmp_path, docx(paragraph(SEEN) + body), "docx") == at


def _frame(size: tuple[float, float], inside: str = '<draw:image xlink:href="a.png"/>') -> str:
    across, down = size
    return f'<text:p><draw:frame text:anchor-type="as-char" svg:width="{across}cm" svg:height="{down}cm">{inside}</draw:frame></text:p>'


NEW_PAGE = (
    '<style:style style:name="N" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
)


@pytest.mark.parametrize(
    ("body", "at"),
    [
        pytest.param(_frame(SCAN) * 2, [2, 3], id="scans between the margins"),
        pytest.param('<text:p text:style-name="N"/>' + _frame(HALF) * 2, [3, 4], id="two halves on a page of their own"),
        pytest.param(_frame(FIGURE), [], id="a figure among words"),
        pytest.param('<text:p text:style-name="N"/>' + _frame(LOGO), [], id="a logo on a page of its own"),
        pytest.param(_frame(SCAN, f"<draw:text-box><text:p>{SEEN}</text:p></draw:text-box>"), [], id="a box of text"),
    ],
)
def test_pages_of_a_text_in_opendocument_that_are_pictures(body: str, at: list[int], tmp_path: Path) -> None:
    assert _pages(tmp_path, odf("text", f"<text:p>{SEEN}</text:p>{body}", own=NEW_PAGE), "odt") == at
