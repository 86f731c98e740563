"""A report as PDF, with the glyphs it needs embedded. The same report and fonts give the same bytes."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.problems import Position, Problem, SourceError
from generator.render.report.document import Block, Document, Paragraph, PlainTable, Run
from generator.render.report.docx import column_widths
from generator.signs import xml_text
from generator.view.grid import Grid
from generator.view.report_records import FontFile, PdfFonts

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

ReadFont = Callable[[FontFile], bytes]

_MARGIN = 57  # points, 20 mm
_SIZES = {0: 11.0, 1: 15.0, 2: 12.5, 3: 11.5}
_SMALL = 7.0  # the type of tables with many columns
_LONG_TABLE = 8  # columns; more make small type
_SHORT = 20  # lines; so many are not torn over two pages


def render_pdf(document: Document, fonts: PdfFonts, read_font: ReadFont) -> bytes:
    """The bytes of a PDF file. ``read_font`` gives those of a font, once in the life of the process."""
    # Only a build that makes documents pays for the library.
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    class Template(SimpleDocTemplate):  # type: ignore[misc]  # reportlab comes without types, so mypy takes the class for Any
        """Headings become the document's outline."""

        def afterFlowable(self, flowable: Any) -> None:
            level = getattr(flowable, "outline_level", None)
            if level is not None:
                name = f"heading-{self.seq.nextf('heading')}"
                self.canv.bookmarkPage(name)
                self.canv.addOutlineEntry(flowable.getPlainText(), name, level)

    setting = _Setting(fonts, read_font, A4[0] - 2 * _MARGIN, is_han=document.is_han)
    story = [setting.title(document.title), *(part for block in document.blocks for part in setting.parts(block))]
    out = io.BytesIO()
    template = Template(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=document.title,
        author=document.publisher,
        subject=document.period.id,
        creator="Gongkai",
        lang=document.language,
        invariant=1,
    )

    def foot(canvas: Any, _: object) -> None:
        canvas.setDateFormatter(lambda *_: f"D:{document.day.replace('-', '')}000000Z")
        canvas.setFont(setting.main, 9)
        canvas.drawCentredString(A4[0] / 2, _MARGIN / 2, str(canvas.getPageNumber()))

    template.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


@cache
def _registered(font: FontFile, read_font: ReadFont) -> Any:
    """The font as the library knows it, under a name of its own; loading one takes a tenth of a second.

    Raises SourceError where it is damaged.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    data = io.BytesIO(read_font(font))
    try:
        loaded = TTFont(font.signature.replace(" ", "-"), data, subfontIndex=font.index)
    except (TTFError, struct.error, LookupError, ValueError):
        # Its head is that of a font, or it would not have been found.
        raise SourceError(Problem("report-font-unusable", Position(font.path), {"file": font.path})) from None
    pdfmetrics.registerFont(loaded)
    return loaded


class _Setting:
    """How text is set: the fonts, their styles, the width between the margins."""

    def __init__(self, fonts: PdfFonts, read_font: ReadFont, width: float, *, is_han: bool) -> None:
        self._is_han = is_han
        self._body = [_registered(font, read_font) for font in fonts.body]
        self._heading = [_registered(font, read_font) for font in fonts.heading] or self._body
        self._width = width
        self.main: str = self._body[0].fontName

    def title(self, text: str) -> Any:
        return self._paragraph(xml_text(text), self._style(18, heading=True, centred=True, after=14))

    def parts(self, block: Block) -> list[Any]:
        from reportlab.platypus import KeepTogether, Spacer

        if isinstance(block, Paragraph):
            return [self._text(block)]
        table = self._plain(block) if isinstance(block, PlainTable) else self._grid(block)
        together = isinstance(block, Grid) and (block.head or len(block.lines) <= _SHORT)
        return [KeepTogether([table]) if together else table, Spacer(1, 8)]

    def _style(
        self, size: float, *, heading: bool = False, centred: bool = False, after: float = 0, **more: Any
    ) -> ParagraphStyle:
        """The style of a paragraph in points; a heading's stands in the font for headings."""
        from reportlab.lib.enums import TA_CENTER, TA_LEFT
        from reportlab.lib.styles import ParagraphStyle

        return ParagraphStyle(
            "text",
            fontName=(self._heading if heading else self._body)[0].fontName,
            fontSize=size,
            leading=size * (1.35 if size <= _SMALL + 2 else 1.65),
            wordWrap="CJK" if self._is_han else None,
            alignment=TA_CENTER if centred else more.pop("alignment", TA_LEFT),
            spaceAfter=after,
            **more,
        )

    def _paragraph(self, markup: str, style: ParagraphStyle) -> Any:
        from reportlab.platypus import Paragraph as Flowable

        return Flowable(self._with_fallback(markup, style.fontName), style)

    def _with_fallback(self, markup: str, main: str) -> str:
        """Markup in which each character the main font lacks stands in one that has it."""
        fonts = [*self._heading, *self._body]
        first = next(font for font in fonts if font.fontName == main)
        out = []
        for char in markup:
            if ord(char) < 0x80 or ord(char) in first.face.charToGlyph:
                out.append(char)
                continue
            other = next((font for font in fonts if ord(char) in font.face.charToGlyph), None)
            out.append(f'<font name="{other.fontName}">{char}</font>' if other else char)
        return "".join(out)

    def _text(self, paragraph: Paragraph) -> Any:
        """The paragraph, heading or item of a list as the library sets it; a first heading joins the outline."""
        level = min(paragraph.level, 3)
        if level:
            style = self._style(_SIZES[level], heading=True, after=3, spaceBefore=9 if level == 1 else 4, keepWithNext=1)
        else:
            style = self._style(_SIZES[0], after=3, firstLineIndent=2 * _SIZES[0] if self._is_han and not paragraph.mark else 0)
            style.leftIndent = 2 * _SIZES[0] if paragraph.mark else 0
        mark = f"{paragraph.mark} " if paragraph.mark else ""
        made = self._paragraph(mark + "".join(self._run(run) for run in paragraph.runs), style)
        if level == 1:
            made.outline_level = 0
        return made

    def _run(self, run: Run) -> str:
        text = xml_text(run.text).replace("\n", "<br/>")
        return f'<font name="{self._heading[0].fontName}">{text}</font>' if run.bold and run.text.strip() else text

    def _plain(self, table: PlainTable) -> Any:
        """The table as the library sets it, its columns alike in width."""
        from reportlab.lib import colors
        from reportlab.platypus import Table

        width = max(len(line) for line in table.lines)
        style = self._style(9)
        rows = [
            [self._paragraph(xml_text(text), style) for text in (*line, *([""] * (width - len(line))))] for line in table.lines
        ]
        return Table(rows, colWidths=[self._width / width] * width, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])

    def _grid(self, grid: Grid) -> Any:
        """The table of figures as the library sets it, its first rows repeated on every page."""
        from reportlab.lib import colors
        from reportlab.lib.enums import TA_RIGHT
        from reportlab.platypus import Table

        size = _SMALL if grid.width > _LONG_TABLE else 9
        right = self._style(size, alignment=TA_RIGHT)
        styles = {
            "figure": right,
            "title": self._style(size, heading=True, centred=True),
            "column": self._style(size, heading=True, centred=True),
            "unit": self._style(size, centred=True),
        }
        plain = self._style(size)
        rows: list[list[Any]] = [[""] * grid.width for _ in grid.lines]
        commands: list[tuple[Any, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *((f"{side}PADDING", (0, 0), (-1, -1), 2.5) for side in ("LEFT", "RIGHT")),
            *((f"{side}PADDING", (0, 0), (-1, -1), 1.5) for side in ("TOP", "BOTTOM")),
        ]
        for cell in (cell for line in grid.lines for cell in line):
            if cell.role == "title":
                commands.append(("NOSPLIT", (0, cell.row), (-1, cell.row + 1)))
            style = self._style(size, leftIndent=2 * size * cell.indent) if cell.indent else styles.get(cell.role, plain)
            rows[cell.row][cell.column] = self._paragraph(xml_text(cell.text), style) if cell.text else ""
            if cell.rows > 1 or cell.columns > 1:
                commands.append(("SPAN", (cell.column, cell.row), (cell.column + cell.columns - 1, cell.row + cell.rows - 1)))
        return Table(rows, colWidths=column_widths(grid, self._width), repeatRows=grid.head, style=commands)
