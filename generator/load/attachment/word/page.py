"""How a part of a DOCX lies on its pages, as far as it says so: its pictures, its breaks, and what is laid over its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from generator.late import late
from generator.load.attachment.events import Attributes
from generator.load.attachment.laid_over import SIZE, Covers, Setting
from generator.load.attachment.picture_pages import A4, PicturePages
from generator.load.attachment.word.shapes import Drawing
from generator.load.attachment.word.styles import WordStyles
from generator.model.attachment import Piece

# The elements that are taken in outside a drawing; of the others nothing is.
LAID = frozenset(
    (
        *("p", "pStyle", "tbl", "tcW", "spacing", "ind", "jc", "br", "lastRenderedPageBreak", "pageBreakBefore"),
        *("sectPr", "pgSz", "pgMar", "drawing", "pict", "txbxContent"),
    )
)
_FLOATING = (b"behindDoc", b"position:absolute")
_TWIPS = 20.0  # in a point
_EMU = 635.0  # in a twip
_MARGINS = late(rb"<(?:\w+:)?(pgSz|pgMar)\s([^>]*)>")
_SIDE = late(rb'(?:^|\s)(?:\w+:)?(w|left|right)="(\d{1,6})"')
_DRAWN = ("drawing", "pict")


class PageLayout:
    """The layout of a part while it is read."""

    def __init__(self, data: bytes, styles: WordStyles, image: Callable[[str], bytes], *, is_body: bool) -> None:
        self.floats = any(word in data for word in _FLOATING)  # whether something may be laid over the text
        self._sizes: Mapping[str, int] = styles.sizes if self.floats else {}
        self._image = image
        self._page = _page_of(data) if self.floats and is_body else Setting()
        self._setting, self._size = self._page, 0
        self._runs: list[tuple[str, float]] = []  # of the paragraph, with the size of their signs
        self._covers, self._pages = Covers(), PicturePages()
        self._sheet: dict[str, int] = {}  # the sides of the pages of a section, in twips
        self._drawings: list[Drawing] = []
        self._around: list[tuple[list[tuple[str, float]], Setting, int]] = []  # the paragraphs around a text box

    @property
    def draws(self) -> bool:
        """True while a drawing is read, all of whose elements are to be taken in."""
        return bool(self._drawings)

    def start(self, tag: str, attributes: Attributes, *, in_run: bool) -> None:
        """Takes in the start of an element."""
        if self._drawings:
            self._drawings[-1].start(tag, attributes)
        if tag == "p":
            self._setting, self._size = self._page, self._sizes.get("", 0)
        elif tag == "pStyle":
            self._size = self._sizes.get(attributes.get("val", ""), self._size)
        elif tag in _DRAWN:
            at = sum(size * len(text) for text, size in self._runs) % max(self._setting.width, 1.0)
            self._drawings.append(Drawing(self._image, at))
        elif tag == "txbxContent":
            self._around.append((self._runs, self._setting, self._size))
            self._runs = []
        elif tag in ("lastRenderedPageBreak", "pageBreakBefore") or (tag == "br" and attributes.get("type") == "page"):
            self._pages.end_page()
        elif tag == "sectPr":
            self._sheet.clear()
        elif tag in ("pgSz", "pgMar"):
            self._sheet.update({name: int(value) for name, value in attributes.items() if value.isdecimal()})
        elif tag == "tbl":
            self._covers.clear()
        elif tag in ("spacing", "ind", "jc", "tcW") and self.floats and not in_run:
            self._set(tag, attributes)

    def _set(self, tag: str, attributes: Attributes) -> None:
        """Takes in how a paragraph is set: its indents, the height of a line, where its lines stand."""
        values = {name: int(value) / _TWIPS for name, value in attributes.items() if value.isdecimal()}
        if tag == "ind":
            left = values.get("left", values.get("start", 0.0))
            signs = values.get("firstLineChars", 0.0) * _TWIPS / 100
            first = signs * (self._size / 2 or SIZE) or values.get("firstLine", 0.0)
            self._setting = replace(self._setting, indent=left, first=first - values.get("hanging", 0.0))
        elif tag == "jc":
            self._setting = replace(self._setting, aligned=attributes.get("val", ""))
        elif tag == "tcW" and attributes.get("type") == "dxa":
            self._setting = replace(self._setting, width=values.get("w", self._page.width))
        elif attributes.get("lineRule") == "exact":
            self._setting = replace(self._setting, line=values.get("line", 0.0))

    def text(self, value: str) -> None:
        """Takes in a text that is none of the document: a place of a drawing."""
        if self._drawings:
            self._drawings[-1].text(value)

    def end(self, tag: str, paragraph: int) -> Iterator[Piece]:
        """The traces of pictures that are pages, at the end of a section."""
        if tag in _DRAWN and self._drawings:
            drawing = self._drawings.pop()
            if drawing.area:
                self._pages.add_picture(drawing.area, paragraph)
            if self.floats and not self._around and (cover := drawing.cover(self._setting)):
                self._covers.add(cover)
        elif self._drawings:
            self._drawings[-1].end()
        if tag == "txbxContent" and self._around:
            self._runs, self._setting, self._size = self._around.pop()
        elif tag == "sectPr":
            across = self._sheet.get("w", 0) - self._sheet.get("left", 0) - self._sheet.get("right", 0)
            down = self._sheet.get("h", 0) - self._sheet.get("top", 0) - self._sheet.get("bottom", 0)
            yield from self.end_section(across * down * _EMU**2 if across > 0 and down > 0 else A4)

    def end_section(self, area: float = A4) -> Iterator[Piece]:
        """The traces of pictures that are pages, of which each has so much room for text, in square EMU."""
        return self._pages.end_section(area)

    def put(self, text: str, size: int, *, shown: bool) -> None:
        """Takes in a text of the document, its size in half points, nought for that of its style."""
        self._pages.add_signs(len(text.strip()))
        if self.floats and shown:
            self._runs.append((text, (size or self._size) / 2))

    def end_paragraph(self, *, in_cell: bool) -> tuple[str, str]:
        """The text of the paragraph that ends, as far as it is seen, and what of it is covered; nothing where nothing is."""
        if not self.floats or self._around:
            return "", ""
        seen, covered = self._covers.split(self._runs, self._setting)
        self._runs = []
        if in_cell:
            self._covers.clear()
        return (seen, covered) if covered else ("", "")


def _page_of(data: bytes) -> Setting:
    """How wide a text is set: as the first section says whose page and margins are said."""
    sides: dict[bytes, int] = {}
    for tag, attributes in _MARGINS.findall(data):
        sides.update({name: int(value) for name, value in _SIDE.findall(attributes) if (name == b"w") == (tag == b"pgSz")})
        if len(sides) == len((b"w", b"left", b"right")):
            return Setting(width=(sides[b"w"] - sides[b"left"] - sides[b"right"]) / _TWIPS)
    return Setting()
