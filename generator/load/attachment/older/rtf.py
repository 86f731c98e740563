"""Text of RTF (specification 1.9.1): text, tables, headers, notes, comments, what is hidden or deleted, files and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.frozen import frozen
from generator.late import late
from generator.load.attachment.media import read_pictures
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.words import words_of_bytes
from generator.model.attachment import Part, Piece, Table

_TOKEN = late(rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL)
# What a group is by the word it begins with.
_DESTINATIONS: dict[str, tuple[Part, str]] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), ("text", "header")),
    **dict.fromkeys(("fldrslt", "result"), ("text", "")),
    **dict.fromkeys(("footnote", "ftnalt"), ("text", "note")),
    **dict.fromkeys(("shptxt", "dptxbxtext"), ("text", "box")),
    "annotation": ("comment", ""),
    "fldinst": ("inside", "words"),
    "author": ("metadata", "creator"),
    "operator": ("metadata", "lastModifiedBy"),
    "manager": ("metadata", "manager"),
    "company": ("metadata", "company"),
    "title": ("metadata", "title"),
    "subject": ("metadata", "subject"),
    "keywords": ("metadata", "keywords"),
    "category": ("metadata", "keywords"),
    "doccomm": ("metadata", "description"),
    "hlinkbase": ("metadata", "path"),
    "revtbl": ("metadata", "reviser"),
    "staticval": ("metadata", "custom"),
}
_BINARY = ("objdata", "pict", "datastore")
# Groups that hold nothing of their author: fonts, colours, styles, lists, programs.
_HARMLESS = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "latentstyles"),
        *("themedata", "colorschememapping", "xmlnstbl", "pgdsctbl", "mmathPr", "panose", "falt", "fname", "pnseclvl", "pntext"),
        *("filetbl", "nonshppict", "blipuid", "listtext", "objclass", "oleclsid", "passwordhash", "wgrffmtfilter"),
        *("creatim", "revtim", "printim", "buptim", "atnid", "atndate", "atnref", "atrfstart", "atrfend", "propname", "sn"),
    )
)
_BREAKS = ("par", "line", "sect", "page", "column", "softline")
_SIGNS = {
    **{
        "tab": "\t",
        "emdash": "—",
        "endash": "–",
        "bullet": "•",
        "lquote": "‘",
        "rquote": "’",
        "ldblquote": "“",
        "rdblquote": "”",
    },
    **{"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "emspace": " ", "enspace": " ", "nestcell": "\t"},
}
_CHARSETS = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 204: "cp1251", 161: "cp1253", 162: "cp1254"}
_CODE_PAGES = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8", 54936: "gb18030"}
_CONTAINERS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF-")
_ALMOST = late(rb"25[0-5]")  # of each colour, from which nobody tells it from white
_COLOURS = late(rb"\{\\colortbl([^{}]*)\}")
_WHITE = b"\\red255\\green255\\blue255"
_GROUNDS = ("highlight", "cb", "chcbpat", "chshdng", "cbpat", "shading")
_HEX = late(rb"[^0-9a-fA-F]+")


@frozen
class _State:
    """The state of a group: what it is, and how its signs are to be read and shown."""

    part: Part = "text"
    name: str = ""
    binary: str = ""
    harmless: bool = False
    hidden: bool = False
    deleted: bool = False
    white: bool = False
    marked: bool = False  # something of another colour may lie behind the signs
    skip: int = 1  # signs that stand behind one written by its number, for older programs
    encoding: str = ""
    new: bool = True  # no word of the group was read yet


@dataclass
class _Reader:
    """A text of RTF that is read group by group."""

    nested: Nested | None
    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    paragraph: int = 1
    tables: int = 0
    author: str = ""
    out: list[Found] = field(default_factory=list)
    texts: dict[tuple[Part, str], list[str]] = field(default_factory=dict)
    raw: bytearray = field(default_factory=bytearray)
    data: bytearray = field(default_factory=bytearray)
    cells: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    colours: list[bytes] = field(default_factory=list)
    in_table: bool = False

    def put(self, state: _State, text: str) -> None:
        """Takes in signs of a group."""
        if state.harmless:
            return
        part = state.part
        name = state.name
        if part in ("text", "comment"):
            white = state.white and not (state.marked or self.row or self.in_table) and name != "box"
            part = "deleted" if state.deleted else "hidden" if state.hidden or white else part
            name = "white" if white and not state.hidden and part == "hidden" else name
        self.texts.setdefault((part, name), []).append(text)
        if part == "text" and not name:
            self.cells.append(text)

    def flush_bytes(self, state: _State) -> None:
        """Reads the bytes that stand behind each other in the code page of their font."""
        if self.raw:
            self.put(state, bytes(self.raw).decode(state.encoding or self.fonts.get(self.font, self.encoding), "replace"))
            self.raw.clear()

    def flush(self) -> None:
        """Gives the pieces of the paragraph that ends."""
        for (part, name), texts in self.texts.items():
            if text := "".join(texts).strip():
                who = self.author if part == "comment" else name
                numbered = part not in ("metadata", "inside")
                # Of those who revised it the first is nobody.
                for one in (
                    [one for one in map(str.strip, text.split(";")) if one not in ("", "Unknown")]
                    if name == "reviser"
                    else [text]
                ):
                    self.out.append(Piece(one, part, paragraph=self.paragraph if numbered else 0, name=who))
        self.paragraph += any(part not in ("metadata", "inside") for part, _ in self.texts)
        self.texts.clear()

    def end_cell(self) -> None:
        """Ends a cell of a table."""
        self.row.append(" ".join("".join(self.cells).split()))
        self.cells.clear()

    def end_table(self) -> None:
        """Gives the rows of the table that has ended."""
        if self.rows and any(map(any, self.rows)):
            self.tables += 1
            self.out.append(Table(tuple(self.rows), self.tables))
        self.rows = []

    def end_data(self, kind: str) -> Iterator[Found]:
        """Gives what stands in the bytes of an object or a picture."""
        digits = _HEX.sub(b"", bytes(self.data))
        data = bytes.fromhex(digits[: len(digits) & ~1].decode())
        self.data.clear()
        places = [at for mark in _CONTAINERS if (at := data.find(mark)) >= 0]
        if kind == "objdata" and places and self.nested:
            yield from self.nested("object.bin", data[min(places) :])
        else:
            yield from read_pictures(data)
            if kind != "pict" and (text := words_of_bytes(data)):
                yield Piece(text, "inside", name=kind)

    def given(self) -> Iterator[Found]:
        """Gives what is complete."""
        yield from self.out
        self.out.clear()


def read_rtf(data: bytes, nested: Nested | None = None) -> Iterator[Found]:
    """The pieces of a text paragraph by paragraph, each table when it ends, and what lies in it."""
    reader = _Reader(nested)
    # White letters may stand on a shape, on a colour of the page.
    if (colours := _COLOURS.search(data)) and b"\\shp" not in data and b"\\background" not in data:
        reader.colours = [_ALMOST.sub(b"255", b"".join(one.split())) for one in colours[1].split(b";")]
    stack = [_State()]
    at = skipped = 0
    marked = False  # by a star: a group that older programs pass over
    while token := _TOKEN.search(data, at):
        at = token.end()
        byte, word, number, symbol, brace, plain = token.groups()
        state = stack[-1]
        if byte or plain:
            if state.binary:
                reader.data += plain or b""
            else:
                signs = bytes.fromhex(byte.decode()) if byte else plain
                reader.raw += signs[skipped:]
                skipped = max(skipped - len(signs), 0)
                stack[-1] = replace(state, new=False) if state.new else state
            continue
        reader.flush_bytes(state)
        if brace == b"{":
            stack.append(replace(state, new=True))
        elif brace:
            if len(stack) > 1:
                stack.pop()
            yield from _ended(reader, state, stack[-1])
            skipped = 0
        elif symbol:
            reader.put(state, _SIGNS.get(symbol.decode("latin-1"), ""))
        elif word == b"bin":
            at += int(number or 0)
        elif word == b"u" and number:
            reader.put(state, chr(int(number) & 0xFFFF))
            skipped = state.skip
        elif word:
            stack[-1] = _changed(reader, state, word.decode(), int(number) if number else None, marked=marked)
        marked = symbol == b"*"
        yield from reader.given()
    reader.flush_bytes(stack[-1])
    reader.flush()
    reader.end_table()
    yield from reader.given()


def _ended(reader: _Reader, state: _State, outer: _State) -> Iterator[Found]:
    """The finds that are complete when a group ends."""
    if state.binary and not outer.binary:
        yield from reader.end_data(state.binary)
    if (state.part, state.name) != (outer.part, outer.name):
        if state.name == "atnauthor":
            reader.author = "".join(reader.texts.pop(("inside", "atnauthor"), [])).strip()
            return
        kept = {key: texts for key, texts in reader.texts.items() if key == (outer.part, outer.name)}
        for key in kept:
            del reader.texts[key]
        reader.flush()
        reader.texts |= kept


def _changed(reader: _Reader, state: _State, word: str, value: int | None, *, marked: bool) -> _State:
    """The state of a group after a word in it."""
    if state.new:
        found = _begun(state, word, marked=marked)
        if found:
            return found
        state = replace(state, new=False)
    on = value != 0
    if word in ("intbl", "pard"):
        reader.in_table = word == "intbl"
    if word in _BREAKS:
        reader.put(state, "\n" if reader.row or state.part not in ("text", "comment") else "")
        if state.part in ("text", "comment") and not state.harmless:
            reader.flush()
            if not reader.row and reader.rows and word == "par" and not reader.cells:
                reader.end_table()
    elif word == "cell":
        reader.put(state, "\t")
        reader.end_cell()
    elif word == "row":
        reader.rows.append(tuple(reader.row))
        reader.row = []
        reader.flush()
    elif word == "pard" and not reader.row and reader.cells and not "".join(reader.cells).strip():
        reader.cells.clear()
    elif word in _SIGNS:
        reader.put(state, _SIGNS[word])
    elif word == "v":
        return replace(state, hidden=on)
    elif word == "deleted":
        return replace(state, deleted=on)
    elif word == "cf":
        return replace(state, white=reader.colours[value or 0 : (value or 0) + 1] == [_WHITE])
    elif word in _GROUNDS:
        return replace(state, marked=on)
    elif word == "plain":
        return replace(state, hidden=False, deleted=False, white=False, marked=False)
    elif word == "uc":
        return replace(state, skip=value or 0)
    elif word == "ansicpg" and value:
        reader.encoding = _CODE_PAGES.get(value, f"cp{value}" if value in range(437, 1259) else "cp1252")
    elif word == "f" and value is not None:
        reader.font = value
    elif word == "fcharset" and value in _CHARSETS:
        reader.fonts[reader.font] = _CHARSETS[value] if value else reader.encoding
    return state


def _begun(state: _State, word: str, *, marked: bool) -> _State | None:
    """The state of a group that begins with a word, where that says what the group is."""
    if word in _DESTINATIONS:
        part, name = _DESTINATIONS[word]
        return replace(state, part=part, name=name, harmless=False, new=False)
    if word in _BINARY:
        return replace(state, part="inside", name=word, binary=word, new=False)
    if word in _HARMLESS:
        return replace(state, harmless=True, new=False)
    if marked or word == "sv":  # of a kind that is not known: what stands in it is looked through
        return replace(state, part="inside", name="atnauthor" if word == "atnauthor" else "words", new=False)
    return None
