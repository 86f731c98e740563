"""A report as DOCX. The same report gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

from generator.model.report.font import DocxFonts
from generator.render.report.document import Block, Document, Paragraph, PlainTable
from generator.signs import xml_text
from generator.view.grid import Grid, GridCell

if TYPE_CHECKING:
    from docx.document import Document as Word

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TEXT_WIDTH = 9638  # twentieths of a point between the margins of an A4 page
_SIZES = {0: 12, 1: 16, 2: 14, 3: 12}
_ALIGN = {"figure": "right", "row": "left", "corner": "left", "words": "left"}
_LONG_TABLE = 8  # columns; more make small type
_INDENT = 24  # points, two characters of text


def render_docx(document: Document, fonts: DocxFonts) -> bytes:
    """The bytes of a DOCX file."""
    # Only a build that makes documents pays for the library.
    import docx

    word = docx.Document()
    set_styles(word, fonts, document.language)
    _set_properties(word, document)
    _add_paragraph(word, Paragraph((), 0), document.title, "Title")
    for block in document.blocks:
        _add(word, block, _INDENT if document.is_han else 0)
    raw = io.BytesIO()
    word.save(raw)
    return with_fixed_times(raw.getvalue())


def with_fixed_times(data: bytes) -> bytes:
    """The same archive with no time of its making in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return out.getvalue()


def set_styles(word: Word, fonts: DocxFonts, language: str) -> None:
    """Sets the page, the language, and the fonts and sizes of text, title and headings."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    names = {"Normal": (fonts.body, 12), "Title": (fonts.heading, 20)}
    names |= {f"Heading {level}": (fonts.heading, _SIZES[level]) for level in (1, 2, 3)}
    for name, (font, size) in names.items():
        style: Any = word.styles[name]
        style.font.name = fonts.latin or font
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            properties.attrib.pop(qn(f"w:{theme}"), None)
        properties.set(qn("w:eastAsia"), font)
    for spoken in word.styles.element.iter(qn("w:lang")):
        for use in ("val", "eastAsia"):
            spoken.set(qn(f"w:{use}"), language)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(22)


def _set_properties(word: Word, document: Document) -> None:
    core = word.core_properties
    day = dt.datetime.fromisoformat(document.day)
    core.title, core.author, core.last_modified_by = document.title, document.publisher, document.publisher
    core.subject, core.language, core.comments, core.keywords = document.subject, document.language, "", ""
    core.created = core.modified = day
    core.revision = 1


def _add_paragraph(word: Word, paragraph: Paragraph, text: str = "", style: str = "", indent: int = 0) -> None:
    """Adds a paragraph, its first line indented by points; with ``text`` a centred one of that text."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    made = word.add_paragraph(style=style or _style_of(paragraph))
    if text:
        made.add_run(text)
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return
    if not paragraph.level:
        made.paragraph_format.line_spacing = 1.5
        made.paragraph_format.space_after = Pt(4)
        made.paragraph_format.first_line_indent = Pt(-_INDENT if paragraph.mark else 0 if paragraph.depth else indent)
        made.paragraph_format.left_indent = Pt(_INDENT * (paragraph.depth + bool(paragraph.depth)))
    if paragraph.mark[:1].isdigit():  # numbers are those that were written, however a list goes on
        made.add_run(f"{paragraph.mark}\t")
    for run in paragraph.runs:
        made.add_run(run.text).bold = run.bold or None


def _style_of(paragraph: Paragraph) -> str | None:
    """The name of the style of a paragraph; Word knows lists that stand three deep."""
    if paragraph.level:
        return f"Heading {min(paragraph.level, 3)}"
    if not paragraph.mark:
        return None
    deep = f" {min(paragraph.depth, 3)}" if paragraph.depth > 1 else ""
    return f"List{deep}" if paragraph.mark[:1].isdigit() else f"List Bullet{deep}"


def _add(word: Word, block: Block, indent: int) -> None:
    """Adds a block at the end of a document."""
    from docx.oxml import parse_xml

    if isinstance(block, Paragraph):
        _add_paragraph(word, block, indent=indent)
        return
    xml = _plain_table(block) if isinstance(block, PlainTable) else _grid(block)
    body = word.element.body
    body.insert(len(body) - 1, parse_xml(xml))  # before the section's properties
    word.add_paragraph()


def _table(lines: str, widths: list[int], caption: str = "", *, head: bool, beside: bool = False) -> str:
    """The XML of a table of lines, its widths in twentieths of a point; it has a head, and headings ``beside`` its rows."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar>'
    look = f'<w:tblLook w:val="0000" w:firstRow="{head:d}" w:firstColumn="{beside:d}"/>'
    title = f'<w:tblCaption w:val="{xml_text(caption)}"/>' if caption else ""
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}{look}{title}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
    )


def _cell(text: str, width: int, span: int, merge: str, align: str, size: int, *, bold: bool = False) -> str:
    """The XML of a cell, its width in twentieths of a point, its type in half points."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    properties += '<w:vAlign w:val="center"/>'
    strong = "<w:b/>" if bold else ""
    run = (
        f'<w:r><w:rPr>{strong}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>'
        if text
        else ""
    )
    paragraph = f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{align}"/></w:pPr>{run}</w:p>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"


def _plain_table(table: PlainTable) -> str:
    width = max(len(line) for line in table.lines)
    each = _TEXT_WIDTH // width
    lines = ""
    for number, line in enumerate(table.lines):
        cells = [*line, *([""] * (width - len(line)))]
        made = "".join(_cell(text, each, 1, "", "left", 20, bold=number == 0) for text in cells)
        lines += f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if number == 0 else ''}{made}</w:tr>"
    return _table(lines, [each] * width, head=True)


def column_widths(grid: Grid, total: float) -> list[float]:
    """The breadth of each column: headings beside rows get what the figures do not need."""
    figures = grid.width - grid.lead
    if not grid.lead:
        return [total / figures] * figures
    figure = min(total * 0.075, total * 0.6 / figures) if grid.width > _LONG_TABLE else total * 0.5 / figures
    if figures == 1:
        figure = total * (0.4 if any(cell.role == "words" for line in grid.lines for cell in line) else 0.16)
    left = total - figure * figures
    shares = {1: (1.0,), 2: (0.82, 0.18), 3: (0.17, 0.23, 0.60)}.get(grid.lead) or (1 / grid.lead,) * grid.lead
    return [*(left * share for share in shares), *([figure] * figures)]


def _grid(grid: Grid) -> str:
    """The XML of a table of figures with its merged cells."""
    widths = [round(width) for width in column_widths(grid, _TEXT_WIDTH)]
    size = 15 if grid.width > _LONG_TABLE else 20
    covering: dict[tuple[int, int], GridCell] = {}
    for line in grid.lines:
        for cell in line:
            covering |= {(cell.row + down, cell.column): cell for down in range(cell.rows)}
    lines = ""
    for row in range(len(grid.lines)):
        made = ""
        for column in range(grid.width):
            cell_here = covering.get((row, column))
            if cell_here is None:
                continue
            starts = cell_here.row == row
            merge = "" if cell_here.rows == 1 else "restart" if starts else "continue"
            text = "　" * cell_here.indent + cell_here.text if starts else ""
            width = sum(widths[column : column + cell_here.columns])
            bold = cell_here.role in ("title", "column")
            align = _ALIGN.get(cell_here.role, "center")
            made += _cell(text, width, cell_here.columns, merge, align, size, bold=bold)
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if row < grid.head else "<w:trPr><w:cantSplit/></w:trPr>"
        lines += f"<w:tr>{head}{made}</w:tr>"
    return _table(lines, widths, grid.table.title, head=grid.head > 0, beside=grid.lead > 0)
