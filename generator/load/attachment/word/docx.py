"""Text of a DOCX (ECMA-376, WordprocessingML): text, tables, comments, deletions, what is hidden, what nobody sees."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from functools import partial

from generator.load.attachment.events import Attributes, chunks_of, read_xml
from generator.load.attachment.package import Package
from generator.load.attachment.readable import as_seen, says_something
from generator.load.attachment.word.aside import Anchors, Place, TabbedRows, words_in
from generator.load.attachment.word.idle import draws, idle_in
from generator.load.attachment.word.look import PLAIN, WHITE, is_low, sign_of
from generator.load.attachment.word.page import LAID, PageLayout
from generator.load.attachment.word.shapes import image_head, is_cropped
from generator.load.attachment.word.styles import OFF, WordStyles
from generator.model.attachment import Part, Piece, Table

# What a part is, by its first element.
_TEXT = ("document", "hdr", "ftr", "footnotes", "endnotes")
_LETTERS = frozenset(("t", "delText", "instrText"))  # what holds texts
_SPACED = {"space"}  # the attribute of a text that keeps its spaces
_WIDEST = 64  # columns that a cell may span
# What may lie behind letters without a word of theirs: a drawing behind the text, the colour of all pages.
_BEHIND = (b'behindDoc="1"', b"<w:background ", b"<v:")

Found = Iterator[Piece | Table]


def read_docx(package: Package) -> Found:
    """The pieces of a document part by part: the text first, then what belongs to it."""
    reachable = package.reachable() or [name.lower() for name in package.names]
    styles = WordStyles(package, reachable)
    anchors = Anchors()
    tables = 0
    # The main part first, the rest as one comes to it.
    for name in sorted(reachable, key=lambda name: package.root(name) != "document"):
        root = package.root(name)
        if root in _TEXT or root == "comments":
            data = package.read(name)
            bare = not any(word in data for word in _BEHIND)
            layout = (
                PageLayout(data, styles, partial(image_head, package, name), is_body=root == "document") if draws(data) else None
            )
            part: Part = "comment" if root == "comments" else "text"
            reader = _Paragraphs(part, styles, root, tables, layout, bare=bare, anchors=anchors)
            yield from reader.read(data, idle_in(data, floats=layout is not None and layout.floats))
            tables = reader.tables
            package.done.add(name)


class _Paragraphs:
    """Reads WordprocessingML. A paragraph gives one piece for each part found in it, a table its rows when it ends.

    ``bare``: whether nothing lies behind the letters but paper.
    """

    def __init__(
        self, part: Part, styles: WordStyles, name: str, tables: int, layout: PageLayout | None, *, bare: bool, anchors: Anchors
    ) -> None:
        self.tables = tables
        self._anchors = anchors
        self._layout = layout
        self._bare = bare
        self._look = self._of_style = PLAIN
        self._in_run = self._as_before = False  # the look before a change is said behind that after it
        self._coloured = False  # whether the paragraph has, or may have, a colour of its own behind it
        self._boxes = 0  # of text, that may have one, too
        self._part: Part = part
        self._styles = styles
        self._name = "header" if name in ("hdr", "ftr") else "note" if name in ("footnotes", "endnotes") else ""
        self._number = 0
        self._texts: dict[Part, list[str]] = {}
        self._names: dict[Part, str] = {}
        self._found: list[Piece | Table] = []
        self._skipped = self._deleted = 0
        self._around: list[tuple[dict[Part, list[str]], int]] = []  # the paragraphs around a text box
        self._count = 0
        self._style_hides = self._hidden = False
        self._says = ""  # what the texts of the element are that is open
        self._row_hides = False
        self._fills: list[str] = []  # behind the cells that are open
        self._cell_begins = False  # of a cell nothing was read yet but how it looks
        self._chosen: list[str] | None = None  # what programs of today show in the place of what follows for older ones
        self._older: list[str] = []
        self._open: list[int] = []  # the numbers of the tables that are open
        self._rows: list[list[list[str]]] = []  # of them
        self._cells: list[list[str]] = []
        self._spans: list[int] = []
        self._revisers: dict[str, None] = {}
        self._tabbed = TabbedRows(part)

    def read(self, data: bytes, idle: Container[str]) -> Found:
        """The pieces of one part, without its elements that are ``idle``."""
        for _ in read_xml(chunks_of(data), self._start, self._end, self._text, idle):
            yield from self._found
            self._found.clear()
        self._flush()
        yield from (*self._found, *self._tabbed.end(), *(self._layout.end_section() if self._layout else ()))
        yield from (Piece(name, "metadata", name="reviser") for name in self._revisers if name)

    def _text(self, value: str) -> None:
        """Takes in a text, as what its element says."""
        if self._says == "seen":
            self._put(value)
        elif self._says == "older":
            self._older.append(value)
        elif self._says == "field":
            self._texts.setdefault("inside", []).append(value)
        elif self._layout:
            self._layout.text(value)

    def _said_by(self, tag: str) -> str:
        """The kind of the texts of an element: of the document, of it for older programs, of a field; empty for others."""
        if tag == "instrText":
            return "field"
        return ("older" if tag == "t" else "") if self._skipped else "seen" if tag in _LETTERS else ""

    def _start(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of an element."""
        if tag in _LETTERS or self._says:
            self._says = self._said_by(tag)
        match tag:  # what there is most of first
            case "t" if not attributes or attributes.keys() == _SPACED:
                pass
            case "p":
                self._flush()
                self._cell_begins = False
                self._number = self._count = self._count + 1
                self._anchors.settle(self._place)
                self._style_hides = self._hidden = self._coloured = False
                self._of_style = PLAIN
            case "r":
                self._hidden = self._style_hides
                self._look, self._in_run = self._of_style, True
            case "tbl" | "tr" | "tc" | "hidden" | "trHeight" if self._rows or tag == "tbl":
                self._start_in_table(tag, attributes)
            case "Fallback":  # says again, for older programs, what was said before it
                self._skipped += 1
            case "pStyle" | "spacing" if not self._in_run:
                self._take_style(tag, attributes)
            case "color" | "highlight" | "shd" | "sz" if not self._as_before:
                self._take_look(tag, attributes)
            case "txbxContent":
                self._boxes += 1
                self._around.append((self._texts, self._number))
                self._texts = {}
            case "rStyle":
                self._take_style(tag, attributes)
            case "vanish":
                self._hidden = attributes.get("val", "true") not in OFF
            case "del" | "moveFrom":
                self._deleted += 1
                self._names["deleted"] = attributes.get("author", "")
            case "ins" | "moveTo" | "rPrChange" | "pPrChange":
                self._as_before = self._as_before or tag == "rPrChange"
                self._revisers.setdefault(attributes.get("author", ""), None)
            case "comment":
                self._names["comment"] = attributes.get("author", "")
                self._attributes(tag, attributes)
            case "tab" | "br" | "cr" | "sym":
                self._put(sign_of(attributes) if tag == "sym" else "\t" if tag == "tab" and self._in_run else " ")
            case "Choice":
                self._chosen = []
            case _ if attributes:
                self._attributes(tag, attributes)
        # A text box begins after what stands before it, and a paragraph after the one that it ends.
        if self._layout and (tag in LAID or self._layout.draws) and not self._skipped:
            self._layout.start(tag, attributes, in_run=self._in_run)

    def _take_look(self, tag: str, attributes: Attributes) -> None:
        """Takes in how a run of letters looks, or the colour behind a cell or a paragraph."""
        if self._in_run:
            if self._look is PLAIN or self._look is self._of_style:  # which are shared
                self._look = replace(self._look)
            self._look.take(tag, attributes)
        elif tag == "shd" and self._cell_begins:
            self._fills[-1] = as_seen(attributes.get("fill", ""))
        elif tag == "shd":
            self._coloured = True

    def _take_style(self, tag: str, attributes: Attributes) -> None:
        """Takes in the style of a paragraph or a run, or how high lines are."""
        style = attributes.get("val", "")
        if tag == "spacing":
            self._style_hides = self._style_hides or is_low(attributes, "line")
        elif tag == "rStyle":
            self._hidden = self._hidden or style in self._styles.hidden
            if look := self._styles.faint.get(style):
                self._look = look.over(self._look)
        else:
            self._of_style = self._styles.faint.get(style, PLAIN)
            self._coloured = self._of_style is PLAIN  # of the others nobody asks what lies behind
            self._style_hides = style in self._styles.hidden

    def _start_in_table(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of a table, a row, a cell, or the word that hides a row."""
        if tag == "tbl":
            self.tables += 1
            self._open.append(self.tables)
            self._rows.append([])
        elif tag == "tr":
            self._rows[-1].append([])
            self._row_hides = False
        elif tag == "tc":
            self._cells.append([])
            self._spans.append(1)
            self._fills.append("")
            self._cell_begins = True
        elif tag == "trHeight":
            self._row_hides = self._row_hides or is_low(attributes, "val")
        elif not self._in_run:
            self._row_hides = attributes.get("val", "true") not in OFF

    def _attributes(self, tag: str, attributes: Attributes) -> None:
        """Takes in what the attributes of an element say: spans, watermarks, the size of pictures."""
        if tag == "comment":
            self._anchors.begin(attributes.get("id", ""))
        elif tag in ("commentRangeStart", "commentReference"):
            self._anchors.add(attributes.get("id", ""), self._place())
        elif tag == "gridSpan" and self._spans:
            span = attributes.get("val", "1")
            self._spans[-1] = int(span) if span.isdecimal() and int(span) < _WIDEST else 1
        elif tag == "textpath" and not self._skipped:
            self._found.append(Piece(attributes.get("string", ""), self._part, name="watermark"))
        elif tag in ("srcRect", "imagedata") and is_cropped(attributes):
            self._found.append(Piece("", "trace", paragraph=self._number, name="picture-cropped"))
        if words := words_in(tag, attributes):
            self._texts.setdefault("inside", []).append("\n".join(words) + "\n")

    def _end(self, tag: str) -> None:
        """Takes in the end of an element: texts go to their paragraph, cell or table."""
        if tag in _LETTERS:
            self._says = ""
        if self._layout and (tag in LAID or self._layout.draws) and not self._skipped:
            if tag == "txbxContent":
                self._flush()
            self._found += self._layout.end(tag, self._number)
        if tag == "p":
            self._end_paragraph()
        elif tag == "r":
            self._in_run = False
        elif tag == "tc" and self._cells and self._rows and self._rows[-1]:
            self._flush()
            self._fills.pop()
            self._rows[-1][-1] += [" ".join(self._cells.pop()).strip(), *[""] * (self._spans.pop() - 1)]
        elif tag == "Fallback":
            self._skipped -= 1
            older, chosen = "".join(self._older), "".join(self._chosen or ())
            if older not in chosen:
                self._texts.setdefault("inside", []).append(f"{older}\n")
            self._older, self._chosen = [], None
        elif tag in ("del", "moveFrom"):
            self._deleted -= 1
        elif tag == "txbxContent" and self._around:
            self._boxes -= 1
            self._texts, self._number = self._around.pop()
        elif tag == "rPrChange":
            self._as_before = False
        elif tag == "tbl" and self._rows:
            rows = tuple(tuple(row) for row in self._rows.pop())
            number = self._open.pop()
            if any(any(row) for row in rows):
                self._found.append(Table(rows, number, part=self._part))

    def _put(self, text: str) -> None:
        """Takes in signs of the paragraph, as seen, hidden or deleted."""
        # In a table or a box the paper may have a colour that is said elsewhere.
        bare = self._bare and not (self._coloured or self._cells or self._boxes)
        unseen = "" if self._look is PLAIN else self._look.unseen(bare=bare)
        if self._chosen is not None:
            self._chosen.append(text)
        look, fill = self._look, self._fills[-1] if self._fills else ""
        if fill and not unseen and not (look.mark or look.shade or self._coloured) and look.ink == fill:
            unseen = "white" if fill == WHITE else "covered"
        hidden = self._hidden or self._row_hides or unseen
        part: Part = "deleted" if self._deleted else "hidden" if hidden else self._part
        if self._layout:
            self._layout.put(text, self._look.size, shown=part == self._part)
        if part == "hidden" and (unseen or part in self._names):
            self._names[part] = "" if self._hidden else unseen
        self._texts.setdefault(part, []).append(text)

    def _place(self) -> Place:
        """The paragraph that is read: its number, that of the table and the row it stands in, if it stands in one."""
        return (self._number, self._open[-1], len(self._rows[-1])) if self._cells else (self._number, 0, 0)

    def _end_paragraph(self) -> None:
        self._anchors.between = True
        seen, covered = self._layout.end_paragraph(in_cell=bool(self._cells)) if self._layout else ("", "")
        if covered:
            self._texts[self._part] = [seen]
            self._found.append(Piece(covered, "hidden", paragraph=self._number, name="covered"))
        self._flush()

    def _flush(self) -> None:
        """Makes pieces of the texts of the paragraph, one of each part."""
        if not self._texts:
            return
        for part, texts in self._texts.items():
            if text := "".join(texts).strip():
                if part == "hidden" and self._names.get(part) and not says_something(text):
                    continue
                if part == self._part:
                    self._found += self._tabbed.take(self._number, "" if self._cells else text)
                    text = text.replace("\t", " ")
                name = self._names.get(part, "") if part != self._part or part == "comment" else self._name
                if part == "inside":
                    name = "words"
                    # The path of the file that a field shows is none that its writer has typed.
                    text += "\n" + "".join(self._texts.get(self._part, ())) if "FILENAME" in text else ""
                number, table, row = self._anchors.at if self._part == "comment" else self._place()
                self._found.append(Piece(text, part=part, paragraph=number, name=name, table=table, row=row))
                if self._cells and part == self._part:
                    self._cells[-1].append(text)
        self._texts.clear()
