"""Text of an OpenDocument file (ISO/IEC 26300): text, tables, notes, deletions, hidden sheets, rows, columns and text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from generator.late import late
from generator.load.attachment.events import Attributes, Event, Refused
from generator.load.attachment.given import words_given
from generator.load.attachment.opendocument.page import TextPages
from generator.load.attachment.opendocument.remarks import REMARKS, Remarks
from generator.load.attachment.opendocument.shapes import SHAPES, Sight, sights_of
from generator.load.attachment.opendocument.sheet import SheetReader
from generator.load.attachment.opendocument.styles import WHITE, Properties, Styles, colour_of, read_styles, way_unseen
from generator.load.attachment.package import Package
from generator.load.attachment.readable import says_something
from generator.load.attachment.sheets.xlsx import read_cells
from generator.load.attachment.slides.slide import OTHER
from generator.load.attachment.sweep import readable_link
from generator.model.attachment import Part, Piece, Sheet, Table

_HEAD = 65_536  # bytes of a picture in which it says how it is seen
_MOST_REPEATED = 1000  # cells alike that are followed
_MANIFEST = "META-INF/manifest.xml"
_CONTENT = ("document-content", "document-styles", "document")
# Attributes that hold words no reader sees: values of fields and controls, targets of links, conditions, formulas, hints.
_WORDS = frozenset(
    (
        *("string-value", "href", "condition", "formula", "expression", "title", "alt", "help-message", "label", "current-value"),
        *(
            "description",
            "target-range-address",
            "connection-resource",
            "hidden-value",
            "string-value-if-true",
            "string-value-if-false",
        ),
    )
)
_NAMED = frozenset(
    ("bookmark", "bookmark-start", "reference-mark", "user-field-decl", "named-expression", "named-range", "frame")
)
_LONG = 11  # signs of a value in which a number of somebody's stands
_DRAWN = frozenset(("d", "points", "viewBox", "enhanced-path", "path-stretchpoint-x", "modifiers", "transform", "value"))  # forms
_SAYING = late(r"\d{11}|\d[ -]\d{4}[ -]\d{4}|@|[\\/]{2}")
_CELLS = ("table-cell", "covered-table-cell")
_CLOSED = ("annotation", "change-info", "deletion", "tracked-changes", "notes", "note-body", "section")
_DECLARED = ("header-decl", "footer-decl", "date-time-decl")  # what slides show at their edges
_AT = ("off", "covered", "white")  # ways of not being seen that are told by name
_UNKNOWN = Sight()
_SIGNED = ("comment", "deleted")
_Place = tuple[Part, str]

Found = Iterator[Piece | Sheet | Table]


def read_odf(package: Package, data: bytes, kind: str) -> Found:
    """The pieces of a document paragraph by paragraph and table by table; of a workbook, sheet by sheet."""
    if any(event[:2] == ("start", "encryption-data") for event in _manifest(package)):
        raise Refused("encrypted")
    content = [name for name in package.names if package.root(name) in _CONTENT and "/" not in name]
    content.sort(key=lambda name: package.root(name) != "document-content")
    masters = next((name for name in content if package.root(name) == "document-styles"), "")
    tables = 0
    for name in content:
        package.done.add(name.lower())
        is_shared = package.root(name) == "document-styles"
        styles = read_styles(package, list(dict.fromkeys(filter(None, (masters, name)))))
        sights = sights_of(package, name, masters, styles) if kind == "odp" and not is_shared else []
        reader = _Content(styles, kind, tables, "header" if is_shared else "", sights)
        if kind == "odt" and not is_shared:
            reader.pages = TextPages(styles, partial(_image, package))
        yield from reader.read(package, name)
        if words := words_given(package.read(name)):
            yield Piece("\n".join(words), "inside", name="looks")
        tables = reader.tables
        if kind == "ods" and not is_shared:
            for sheet in read_cells(data):
                hides = reader.sheets.get(sheet.name)
                part: Part = "hidden" if hides and hides.is_hidden else sheet.part
                laid_out = hides.finished().apply(sheet) if hides else sheet
                yield replace(laid_out, part=part)


def _image(package: Package, name: str) -> bytes:
    """The first bytes of a picture."""
    return package.head(name, _HEAD) if name in package else b""


def _manifest(package: Package) -> Iterator[Event]:
    return package.events(_MANIFEST) if _MANIFEST in package else iter(())


class _Content:
    """The content of a document that is read event by event: texts, remarks, and what hides the cells of a workbook."""

    def __init__(self, styles: Styles, kind: str, tables: int, name: str, sights: Sequence[Sight]) -> None:
        self.tables = tables
        self.sheets: dict[str, SheetReader] = {}
        self.pages: TextPages | None = None  # of a text
        self._styles, self._kind, self._name = styles, kind, name
        self._sights = iter(sights)
        self._number = self._page = 0
        self._away = False  # the slide that is read is hidden
        self._texts: dict[_Place, list[str]] = {}
        self._around: list[dict[_Place, list[str]]] = []  # of the paragraphs around one that stands in a box
        self._parts: list[_Place] = []
        self._looks: list[Properties] = []  # of the paragraph and the spans that are open
        self._grounds = [WHITE if kind == "odt" and not name and _is_bare(styles) else OTHER]
        self._wholly_hidden = False  # the paragraph that is read
        self._rows: list[list[list[str]]] = []
        self._cell: list[list[str]] = []
        self._remarks = Remarks()
        self._words: dict[str, None] = {}
        self._sheet = ""

    def read(self, package: Package, name: str) -> Iterator[Piece | Table]:
        """The pieces of one part, but the cells of a workbook."""
        for event, value, attributes in package.events(name):
            if event == "text":
                if not self._remarks.take(value) and (value.strip() or self._texts):
                    self._put(value)
            elif event == "start":
                self._start(value, attributes)
            elif self._remarks.region:
                yield from self._remarks.keep(self._end(value))
            else:
                yield from self._end(value)
        if self.pages:
            yield from self.pages.end()
        yield from self._remarks.end()
        if self._words:
            yield Piece("\n".join(self._words), "inside", name="words")

    @property
    def _place(self) -> _Place:
        """The part that what is read belongs to, and the way in which it is not seen."""
        return self._parts[-1] if self._parts else ("hidden" if self._away else "text", "")

    def _put(self, text: str) -> None:
        self._texts.setdefault(self._place, []).append(text)
        if self.pages:
            self.pages.put(text, self._looks[-1] if self._looks else {}, shown=self._place == ("text", ""))

    def _start(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of an element."""
        style = attributes.get("style-name", "")
        for key, word in attributes.items():
            if key in _WORDS or (key == "value" and tag not in _CELLS) or (key == "name" and tag in _NAMED):
                self._words[readable_link(word)] = None
            elif len(word) >= _LONG and key not in _DRAWN and _SAYING.search(word):
                self._words[word] = None
        if self._kind == "ods" and self._sheet in self.sheets:
            self.sheets[self._sheet].start(tag, attributes)
        if tag in REMARKS:
            self._remarks.start(tag, attributes)
        match tag:
            case "desc" | "title":  # of a picture, a shape
                self._parts.append(("inside", ""))
            case "annotation" | "change-info":
                self._parts.append(("comment", ""))
            case "deletion" | "tracked-changes":
                self._parts.append(("deleted", ""))
            case "notes" | "note-body" | "section" | "hidden-text" | "hidden-paragraph":
                self._set_apart(tag, style, attributes)
            case "page-number" if ("hidden", "notes") in self._parts:
                self._parts.append(("inside", ""))
            case _ if tag in _DECLARED:
                self._parts.append(("text", "layout"))
            case "p" | "h" | "span":
                self._open(tag, style)
            case "page":
                self._page += 1
                self._away = self._styles.of("drawing-page", style).get("drawing-page:visibility") == "hidden"
            case "tab" | "line-break" | "s":
                self._put(" ")
            case "table":
                self._rows.append([])
                self._sheet = attributes.get("name", "")
                away = self._styles.of("table", style).get("table:display") == "false"
                self.sheets[self._sheet] = SheetReader(self._styles, away)
            case "table-row" if self._rows:
                self._rows[-1].append([])
            case "table-cell" | "covered-table-cell" if self._rows and self._rows[-1]:
                repeated = attributes.get("number-columns-repeated", "1")
                self._cell.append([""] * (min(int(repeated), _MOST_REPEATED) if repeated.isdecimal() else 1))
                self._grounds.append(colour_of(self._styles.of("table-cell", style).get("table-cell:background-color")) or OTHER)
            case _ if tag in SHAPES:
                self._shape(tag, attributes)
            case "image" | "enhanced-geometry" if self.pages:
                self.pages.take(tag, attributes, self._number + 1)
            case "soft-page-break" if self.pages:
                self.pages.end_page()

    def _set_apart(self, tag: str, style: str, attributes: Attributes) -> None:
        """Takes in the start of what may be hidden as a whole, or stands elsewhere than where it is written."""
        away = attributes.get("is-hidden") == "true"
        if tag == "notes":
            self._parts.append(("hidden", "notes" if self._kind == "odp" else ""))
        elif tag == "note-body":  # stands at the foot, whatever its mark stands on
            self._parts.append(("hidden", "") if ("hidden", "") in self._parts else ("text", ""))
            self._grounds.append(self._grounds[0])
        elif tag == "section":
            self._parts.append(("hidden", "") if away or attributes.get("display") == "none" else self._place)
            self._grounds.append(OTHER if _has_ground(self._styles.of("section", style), "section") else self._grounds[-1])
        elif tag == "hidden-paragraph":
            self._wholly_hidden = self._wholly_hidden or away
            self._parts.append(self._place)
        elif attributes.get("is-hidden") == "false":
            self._parts.append(self._place)
        else:
            self._texts.setdefault(("hidden", ""), []).append(attributes.get("string-value", ""))
            self._parts.append(("inside", ""))  # the same again

    def _shape(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of a shape: in a presentation it is known how it is seen, elsewhere not what lies behind it."""
        is_on_page = self._page and self._kind == "odp" and not any(part == ("hidden", "notes") for part in self._parts)
        sight = next(self._sights, _UNKNOWN) if is_on_page else _UNKNOWN
        seen = sight.way if sight.way in _AT else ""
        self._parts.append(("hidden", seen) if sight.way and self._place[0] == "text" else self._place)
        self._grounds.append(sight.ground)
        if self.pages:
            self.pages.start_shape(tag, attributes)

    def _open(self, tag: str, style: str) -> None:
        """Takes in the start of a paragraph or a span: whether its letters can be seen on what lies behind them."""
        own = self._styles.of("text" if tag == "span" else "paragraph", style)
        look = {**self._looks[-1], **own} if tag == "span" and self._looks else own
        if tag != "span":
            self._around.append(self._texts)
            self._texts = {}
            if self.pages:
                self.pages.start_paragraph(own)
        ground = colour_of(look.get("paragraph:background-color")) or self._grounds[-1]
        way = way_unseen(look, OTHER if self._kind == "ods" else ground) if look else ""
        self._looks.append(look)
        unseen: _Place = "hidden", "" if way == "hidden" else way
        self._parts.append(unseen if way and self._place[0] == "text" else self._place)

    def _end(self, tag: str) -> Iterator[Piece | Table]:
        """The pieces and tables that are complete at the end of an element."""
        if tag in REMARKS:
            self._remarks.end_of(tag)
        if tag in ("p", "h"):
            yield from self._end_paragraph()
        elif tag == "change":
            yield from self._remarks.placed(self._number + 1)
        elif tag in _DECLARED:
            yield from self._flush()
            self._parts = self._parts[:-1]
        elif tag == "span":
            self._parts, self._looks = self._parts[:-1], self._looks[:-1]
        elif tag in ("desc", "title"):
            self._words["".join(self._texts.pop(("inside", ""), []))] = None
            self._parts = self._parts[:-1]
        elif tag in _CLOSED:
            if tag != "annotation":  # stands amid the words of a paragraph
                yield from self._flush()
            self._parts = self._parts[:-1]
            if tag in ("section", "note-body"):
                self._grounds.pop()
        elif tag in ("hidden-text", "hidden-paragraph") or (tag == "page-number" and self._place == ("inside", "")):
            self._parts = self._parts[:-1]
        elif tag in ("table-cell", "covered-table-cell") and self._cell and self._rows and self._rows[-1]:
            self._rows[-1][-1] += self._cell.pop()
            self._grounds.pop()
            if self.pages:
                self.pages.end_cell()
        elif tag == "table" and self._rows:
            rows = tuple(tuple(row) for row in self._rows.pop())
            if self._kind != "ods" and any(map(any, rows)):
                self.tables += 1
                yield Table(rows, self.tables, self._page)
        elif tag in SHAPES:
            self._parts = self._parts[:-1]
            self._grounds.pop()
            if self.pages:
                self.pages.end_shape()

    def _end_paragraph(self) -> Iterator[Piece]:
        """The pieces of the paragraph that ends."""
        if self._place[0] not in _SIGNED:
            self._number += 1
        seen, covered = self.pages.end_paragraph() if self.pages else ("", "")
        if covered:
            self._texts["text", ""] = [seen]
            yield Piece(covered, "hidden", paragraph=self._number, name="covered")
        yield from self._flush()
        self._parts, self._looks, self._wholly_hidden = self._parts[:-1], self._looks[:-1], False
        self._texts = self._around.pop() if self._around else {}

    def _flush(self) -> Iterator[Piece]:
        """The pieces of the paragraph that ends; the text of a cell goes to the cell."""
        for (part, way), texts in self._texts.items():
            text = "".join(texts).strip()
            if not text or (way in (*_AT, "notes") and not says_something(text)):
                continue
            hidden = self._wholly_hidden and part == "text"
            if self._cell and part == "text" and not hidden:
                self._cell[-1][0] = f"{self._cell[-1][0]} {text}".strip()
                if self._kind == "ods":
                    continue  # the cells of a workbook come with their sheet
            name = self._remarks.author if part in _SIGNED else way or self._name
            number = 0 if self._page else self._number + 1 if part in _SIGNED else self._number
            sheet = self._sheet if self._kind == "ods" else ""
            yield Piece(text, "hidden" if hidden else part, self._page, number, sheet=sheet, name=name)
        self._texts.clear()


def _has_ground(look: Properties, place: str) -> bool:
    return bool(colour_of(look.get(f"{place}:background-color")) or look.get("background-image"))


def _is_bare(styles: Styles) -> bool:
    """True if nothing lies behind the letters of a text but white paper."""
    pages = [style for (family, _), style in styles.own.items() if family == "page-layout"]
    coloured = any(_has_ground(style, "page-layout") or style.get("page-layout:fill", "none") != "none" for style in pages)
    return not coloured and not styles.any_says("graphic:run-through", ("background",))
