"""Text of an OpenDocument file (ISO/IEC 26300): text, tables, notes, deletions, hidden sheets, rows, columns and text."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.attachment.package import Attributes, Event, Package, Refused
from generator.load.attachment.sweep import readable_link
from generator.load.attachment.xlsx import read_cells
from generator.model.attachment import Part, Piece, Sheet, Table

_MOST_REPEATED = 1000  # cells or rows alike that are followed
_MANIFEST = "META-INF/manifest.xml"
_CONTENT = ("document-content", "document-styles", "document")
# Attributes that hold words no reader sees: values of fields and controls, targets of links, conditions, formulas, hints.
_WORDS = frozenset(
    (
        *("string-value", "href", "condition", "formula", "expression", "title", "alt", "help-message", "label", "current-value"),
        *("description", "target-range-address", "connection-resource", "hidden-value"),
    )
)
_HIDES = (("text-properties", "none"), ("table-properties", "false"), ("drawing-page-properties", "hidden"))
_NAMED = frozenset(
    ("bookmark", "bookmark-start", "reference-mark", "user-field-decl", "named-expression", "named-range", "frame")
)
_CELLS = ("table-cell", "covered-table-cell")

Found = Iterator[Piece | Sheet | Table]


def read_odf(package: Package, data: bytes, kind: str) -> Found:
    """The pieces of a document paragraph by paragraph and table by table; of a workbook, sheet by sheet."""
    if any(event[:2] == ("start", "encryption-data") for event in _manifest(package)):
        raise Refused("encrypted")
    content = [name for name in package.names if package.root(name) in _CONTENT and "/" not in name]
    hidden = {style for name in content for style in _hidden_styles(package, name)}
    tables = 0
    for name in sorted(content, key=lambda name: package.root(name) != "document-content"):
        package.done.add(name.lower())
        reader = _Content(hidden, kind, tables, "header" if package.root(name) == "document-styles" else "")
        sheets = reader.sheets
        yield from reader.read(package, name)
        tables = reader.tables
        if kind == "ods" and package.root(name) == "document-content":
            for sheet in read_cells(data):
                concealed, columns, rows = sheets.get(sheet.name, (False, (), ()))
                part: Part = "hidden" if concealed else sheet.part
                yield Sheet(sheet.name, sheet.rows, part, sheet.top, sheet.left, (columns, rows))


def _manifest(package: Package) -> Iterator[Event]:
    return package.events(_MANIFEST) if _MANIFEST in package else iter(())


def _hidden_styles(package: Package, name: str) -> Iterator[str]:
    """The styles that hide: text that is not displayed, tables that are not."""
    style = ""
    for event, tag, attributes in package.events(name):
        if event != "start":
            continue
        if tag == "style":
            style = attributes.get("name", "")
        elif (tag, attributes.get("display", attributes.get("visibility"))) in _HIDES:
            yield style


class _Content:
    """The content of a document that is read event by event: texts, remarks, and the cells of a workbook."""

    def __init__(self, hidden: set[str], kind: str, tables: int, name: str) -> None:
        self.tables = tables
        self.sheets: dict[str, tuple[bool, tuple[tuple[int, int], ...], tuple[int, ...]]] = {}
        self._hidden_styles, self._kind, self._name = hidden, kind, name
        self._number = self._page = 0
        self._away = False  # the slide that is read is hidden
        self._texts: dict[Part, list[str]] = {}
        self._parts: list[Part] = []
        self._rows: list[list[list[str]]] = []
        self._cell: list[list[str]] = []
        self._author, self._asking = "", False
        self._words: dict[str, None] = {}
        self._sheet, self._columns, self._lines, self._row, self._column = "", list[tuple[int, int]](), list[int](), 0, 0

    def read(self, package: Package, name: str) -> Iterator[Piece | Table]:
        """The pieces of one part, but the cells of a workbook."""
        for event, value, attributes in package.events(name):
            if event == "text":
                if self._asking:
                    self._author += value
                elif value.strip() or self._texts:
                    self._texts.setdefault(self._parts[-1] if self._parts else self._shown, []).append(value)
            elif event == "start":
                self._start(value, attributes)
            else:
                yield from self._end(value)
        if self._words:
            yield Piece("\n".join(self._words), "inside", name="words")

    @property
    def _shown(self) -> Part:
        """The part of what nothing else is said of."""
        return "hidden" if self._away else "text"

    def _start(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of an element."""
        style = attributes.get("style-name", "")
        for key, word in attributes.items():
            if key in _WORDS or (key == "value" and tag not in _CELLS) or (key == "name" and tag in _NAMED):
                self._words[readable_link(word)] = None
        match tag:
            case "desc" | "title":  # of a picture, a shape
                self._parts.append("inside")
            case "annotation":
                self._parts.append("comment")
                self._author = ""
            case "deletion":
                self._parts.append("deleted")
            case "notes" | "hidden-text" | "hidden-paragraph":
                self._parts.append("hidden")
            case "creator":
                self._asking = True
            case "p" | "h" | "span" if style in self._hidden_styles:
                self._parts.append("hidden")
            case "p" | "h" | "span":
                self._parts.append(self._parts[-1] if self._parts else self._shown)
            case "page":
                self._page += 1
                self._away = style in self._hidden_styles
            case "tab" | "line-break" | "s":
                self._texts.setdefault(self._parts[-1] if self._parts else self._shown, []).append(" ")
            case "table":
                self._rows.append([])
                self._sheet = attributes.get("name", "")
                self._columns, self._lines, self._row, self._column = [], [], 0, 0
                self.sheets[self._sheet] = style in self._hidden_styles, (), ()
            case "table-column":
                self._covered(attributes, "number-columns-repeated")
            case "table-row":
                self._covered(attributes, "number-rows-repeated")
                if self._rows:
                    self._rows[-1].append([])
            case "table-cell" | "covered-table-cell" if self._rows and self._rows[-1]:
                repeated = attributes.get("number-columns-repeated", "1")
                self._cell.append([""] * (min(int(repeated), _MOST_REPEATED) if repeated.isdecimal() else 1))
            case _:
                pass

    def _covered(self, attributes: Attributes, key: str) -> None:
        """Moves on by the columns or rows that an element stands for, and notes those that are hidden."""
        repeated = attributes.get(key, "1")
        count = int(repeated) if repeated.isdecimal() else 1
        away = attributes.get("visibility") in ("collapse", "filter")
        if key.startswith("number-columns"):
            if away:
                self._columns.append((self._column + 1, self._column + count))
            self._column += count
        else:
            if away and count < _MOST_REPEATED:
                self._lines += range(self._row + 1, self._row + count + 1)
            self._row += count
        if away and self._sheet in self.sheets:
            self.sheets[self._sheet] = self.sheets[self._sheet][0], tuple(self._columns), tuple(self._lines)

    def _end(self, tag: str) -> Iterator[Piece | Table]:
        """The pieces and tables that are complete at the end of an element."""
        if tag == "creator":
            self._asking = False
        elif tag in ("p", "h"):
            self._number += 1
            yield from self._flush()
            self._parts = self._parts[:-1]
        elif tag in ("span", "annotation", "deletion", "notes", "hidden-text", "hidden-paragraph", "desc", "title"):
            if tag in ("desc", "title"):
                self._words["".join(self._texts.pop("inside", []))] = None
            elif tag != "span":
                yield from self._flush()
            self._parts = self._parts[:-1]
        elif tag in ("table-cell", "covered-table-cell") and self._cell and self._rows and self._rows[-1]:
            self._rows[-1][-1] += self._cell.pop()
        elif tag == "table" and self._rows:
            rows = tuple(tuple(row) for row in self._rows.pop())
            if self._kind != "ods" and any(map(any, rows)):
                self.tables += 1
                yield Table(rows, self.tables, self._page)

    def _flush(self) -> Iterator[Piece]:
        """The pieces of the paragraph that ends; the text of a cell goes to the cell."""
        for part, texts in self._texts.items():
            text = "".join(texts).strip()
            if not text:
                continue
            if self._cell and part == "text":
                self._cell[-1][0] = f"{self._cell[-1][0]} {text}".strip()
                if self._kind == "ods":
                    continue  # the cells of a workbook come with their sheet
            name = self._author if part == "comment" else self._name
            number = 0 if self._page else self._number
            yield Piece(text, part, self._page, number, sheet=self._sheet if self._kind == "ods" else "", name=name)
        self._texts.clear()
