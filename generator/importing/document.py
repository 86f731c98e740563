"""The paragraphs, tables and pictures of a Word document (ECMA-376, WordprocessingML), in the order a reader meets them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.importing.html_blocks import BREAK, Block, written
from generator.importing.numbering import Numbering
from generator.importing.paragraphs import join_blocks, table
from generator.late import late
from generator.load.attachment.events import Refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = late(r"(?:heading|标题)\s*([1-6])$", re.IGNORECASE)
_TITLE = late(r"(?:title|标题)$", re.IGNORECASE)
# What has words or lines that are no text of the document, by the label that says what it is.
_UNREAD = {
    "commentReference": "import_left_comment",
    "oMath": "import_left_formula",
    "chart": "import_left_drawing",
    "relIds": "import_left_drawing",  # of a diagram
    "OLEObject": "import_left_object",
}
_PAGE_NUMBER = late(r"[\s\d第页共/—–\-]*|[Pp]age\s*\d*(?:\s*of\s*\d*)?")
# Pictures that a browser shows.
_SHOWN = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "gif": "gif", "webp": "webp"}


@dataclass
class Paragraph:
    """A paragraph or table: its text, where it stands on the line, how large its letters are (half points, 0 for the usual).

    ``rows`` are the cells of a table. ``is_title``: its style says that it is the title.
    """

    block: Block
    text: str
    align: str = ""
    size: int = 0
    is_table: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    is_title: bool = False


@dataclass
class Document:
    """A document: its paragraphs, its pictures by the name of their copy, and what was left out, each as a label and words."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)

    def markdown(self, first: int = 0) -> str:
        """The Markdown of the paragraphs from one on."""
        shown = self.paragraphs[first:]
        levels = sorted({one.block.level for one in shown if one.block.level})
        return join_blocks(written(one.block, levels) for one in shown)


def read_document(data: bytes, picture: str) -> Document:
    """The document in the bytes of a DOCX file; ``picture`` names its pictures. Raises Refused where it cannot be read."""
    import docx

    try:
        opened: Any = docx.Document(io.BytesIO(data))
        reader = _Reader(opened, picture)
        reader.read(opened.element.body)
        reader.look_at_margins()
    except Refused:
        raise
    except Exception as error:  # a file from anywhere, read by a library: whatever it raises says that it is broken
        raise Refused from error
    return reader.document


class _Reader:
    """Reads the elements of a document."""

    def __init__(self, opened: Any, picture: str) -> None:
        self.document = Document()
        self._opened, self._picture = opened, picture
        self._numbering = Numbering(opened)
        self._styles = {style.style_id: style for style in opened.styles}

    def read(self, parent: Any) -> None:
        """Takes in the paragraphs and tables of a part, in their order."""
        for child in parent:
            tag = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
            if tag == "p":
                self._paragraph(child)
            elif tag == "tbl":
                self._table(child)
            elif tag in ("sdt", "sdtContent", "ins", "moveTo"):
                self.read(child)

    def look_at_margins(self) -> None:
        """Says what stands in the head and the foot of pages, but for their numbers: it is no text of the document."""
        for part in self._opened.part.related_parts.values():
            root = getattr(part, "element", None)
            kind = root.tag.removeprefix(_W) if root is not None and isinstance(root.tag, str) else ""
            words = " ".join(_words(root).split()) if kind in ("hdr", "ftr") else ""
            if words and not _PAGE_NUMBER.fullmatch(words):
                self.document.left.append(("import_left_header" if kind == "hdr" else "import_left_footer", words[:40]))

    def _paragraph(self, element: Any) -> None:
        """Takes in a paragraph, and behind it those of the text boxes that are anchored in it."""
        block = Block(level=self._level(element))
        boxes: list[Any] = []
        sizes: list[int] = []
        self._runs(element, block, boxes, sizes)
        text = "".join(words for kind, words in block.pieces if kind != "markdown").replace(BREAK, "\n").strip()
        label, bullet = self._numbering.label(element, self._style_of(element))
        if text and bullet:
            block.mark = bullet
        elif text and label:
            block.pieces.insert(0, ("text", label))
            text = label + text
        if text or any(kind == "markdown" for kind, _ in block.pieces):
            align = self._property(element, "jc") or ""
            titled = self._is_title(element)
            self.document.paragraphs.append(Paragraph(block, text, align, max(sizes, default=0), is_title=titled))
        for box in boxes:
            self.read(box)

    def _runs(self, parent: Any, block: Block, boxes: list[Any], sizes: list[int]) -> None:
        """Takes in the runs of a paragraph, those of links and of what was inserted too; what was deleted is no text."""
        for child in parent:
            tag = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
            if tag == "r":
                self._run(child, block, boxes, sizes)
            elif tag in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"):
                self._runs(child, block, boxes, sizes)
            elif tag in ("del", "moveFrom"):
                self.document.left.append(("import_left_deleted", ""))
            elif tag in ("oMath", "oMathPara"):
                self.document.left.append((_UNREAD["oMath"], "".join(child.itertext())[:40]))

    def _run(self, run: Any, block: Block, boxes: list[Any], sizes: list[int]) -> None:
        """Takes in a run: its text, its breaks, its pictures and its text boxes."""
        about = run.find(f"{_W}rPr")
        if about is not None and about.find(f"{_W}vanish") is not None:
            self.document.left.append(("import_left_hidden", _words(run)[:40]))
            return
        bold = about is not None and _is_on(about.find(f"{_W}b"))
        size = about.find(f"{_W}sz") if about is not None else None
        if size is not None and size.get(f"{_W}val", "").isdecimal():
            sizes.append(int(size.get(f"{_W}val")))
        for child in run.iter():
            if any(above.tag in (_FALLBACK, f"{_W}txbxContent") for above in child.iterancestors() if _inside(above, run)):
                continue
            tag = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
            if tag == "t":
                block.pieces.append(("strong" if bold and not block.level else "text", child.text or ""))
            elif tag in ("br", "cr"):
                block.pieces.append(("text", BREAK))
            elif tag == "tab":
                block.pieces.append(("text", " "))
            elif tag == "txbxContent":
                boxes.append(child)
            elif tag in ("footnoteReference", "endnoteReference"):
                self.document.left.append(("import_left_note", ""))
            elif tag.rpartition("}")[2] in _UNREAD:
                self.document.left.append((_UNREAD[tag.rpartition("}")[2]], ""))
            elif child.get(_EMBED):
                self._take_picture(child.get(_EMBED), run, block)

    def _take_picture(self, relation: str, run: Any, block: Block) -> None:
        """Keeps a picture that a browser shows, and puts it where it stands."""
        part = self._opened.part.related_parts.get(relation)
        ending = _SHOWN.get(str(part.partname).rpartition(".")[2].lower()) if part is not None else None
        if part is None or ending is None:
            self.document.left.append(("import_left_picture", str(getattr(part, "partname", relation)).rpartition("/")[2]))
            return
        name = f"{self._picture}{len(self.document.pictures) + 1}.{ending}"
        self.document.pictures[name] = part.blob
        words = next((one.get("descr") or "" for one in run.iter() if one.tag.endswith("}docPr")), "")
        block.pieces.append(("markdown", f"![{re.sub(r'[][]', '', words)}]({name})"))

    def _table(self, element: Any) -> None:
        """Takes in a table: what is merged across stands once, what is merged down in each row."""
        rows: list[list[str]] = []
        above: dict[int, str] = {}
        for row in _parts(element, "tr"):
            cells: list[str] = []
            for cell in _parts(row, "tc"):
                text = "\n".join(filter(None, (self._plain(one) for one in cell.iter(f"{_W}p"))))
                about = cell.find(f"{_W}tcPr")
                merge = about.find(f"{_W}vMerge") if about is not None else None
                span = about.find(f"{_W}gridSpan") if about is not None else None
                if merge is not None and merge.get(f"{_W}val") != "restart":
                    text = text or above.get(len(cells), "")
                above[len(cells)] = text
                cells += [text, *[""] * (int(span.get(f"{_W}val", "1")) - 1 if span is not None else 0)]
            rows.append(cells)
        if max(map(len, rows), default=0) > 1:
            text = "\n".join(" ".join(row) for row in rows)
            self.document.paragraphs.append(
                Paragraph(Block(ready=table(rows)), text, is_table=True, rows=tuple(map(tuple, rows)))
            )
        else:  # one that only frames a text
            for cell in (cell for row in _parts(element, "tr") for cell in _parts(row, "tc")):
                self.read(cell)

    def _plain(self, paragraph: Any) -> str:
        block = Block()
        self._runs(paragraph, block, [], [])
        if any(kind == "markdown" for kind, _ in block.pieces):
            self.document.left.append(("import_left_cell_picture", ""))
        return " ".join("".join(words for kind, words in block.pieces if kind != "markdown").replace(BREAK, " ").split())

    def _style_of(self, element: Any) -> Any:
        about = element.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(about.get(f"{_W}val")) if about is not None else None

    def _is_title(self, element: Any) -> bool:
        """True for a paragraph of the style in which word processors set the title of a document."""
        style = self._style_of(element)
        return style is not None and bool(_TITLE.match(style.name or ""))

    def _level(self, element: Any) -> int:
        """The level of a heading, by its style or by its own outline; 0 for any other paragraph."""
        style = self._style_of(element)
        while style is not None:
            if match := _HEADING.match(style.name or ""):
                return int(match[1])
            style = style.base_style
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        level = outline.get(f"{_W}val", "9") if outline is not None else "9"
        return int(level) + 1 if level.isdecimal() and int(level) < 6 else 0

    def _property(self, element: Any, name: str) -> str | None:
        """A property of a paragraph, its own or that of its style."""
        own = element.find(f"{_W}pPr/{_W}{name}")
        style = self._style_of(element)
        while own is None and style is not None:
            own = style.element.find(f"{_W}pPr/{_W}{name}")
            style = style.base_style
        return own.get(f"{_W}val") if own is not None else None


def _parts(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in fields of a form too; not those of a table in a cell."""
    for child in parent:
        name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
        if name == tag:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _parts(child, tag)


def _words(element: Any) -> str:
    """The words of an element: what its texts say, each once."""
    return "".join(one.text or "" for one in element.iter(f"{_W}t"))


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in ("0", "false", "off")


def _inside(element: Any, run: Any) -> bool:
    return element is not run and any(above is run for above in element.iterancestors())
