"""Text of web pages and of SVG: what is shown, what is hidden, tables; addresses, scripts and values that no page shows."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import groupby
from urllib.parse import unquote_to_bytes

from generator.late import late
from generator.load.attachment.html_looks import Looks
from generator.load.attachment.nested import Found, Nested
from generator.load.attachment.plain import decode
from generator.load.attachment.sweep import readable_link
from generator.load.source.encodings import NAMES
from generator.model.attachment import Part, Piece, Table

_BLOCKS = frozenset(
    (
        "p",
        "div",
        "br",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "title",
        "td",
        "th",
        "section",
        "article",
        "option",
        "text",
        "desc",
    )
)
_SKIPPED = ("script", "style", "template")
# Attributes that say how a thing looks, or what it is to the page itself.
_LOOKS = frozenset(
    (
        *("class", "style", "id", "type", "rel", "charset", "lang", "width", "height", "align", "valign", "border", "xmlns"),
        *("colspan", "rowspan", "cellpadding", "cellspacing", "media", "target", "role", "d", "points", "viewbox", "transform"),
    )
)
_DATA = late(r"data:(?:[\w.+-]+/[\w.+-]+)?(?:;[\w=-]+)*?(;base64)?,", re.IGNORECASE)
_LARGEST = 30_000_000  # characters of a file in an address
_IN_STYLE = late(
    r"(?<![\w-])content\s*:[^;}\"']*[\"']([^\"'<>{}]+)[\"']|/\*(.*?)\*/", re.IGNORECASE | re.DOTALL
)  # words, remarks
_BY_NUMBER = late(r"\\u([0-9a-fA-F]{4})")  # a sign in a script
_LEFT_OPEN = ("p", "li", "td", "th", "tr", "dt", "dd", "option")  # that another of their kind ends
_VOID = frozenset(("br", "img", "input", "meta", "link", "hr", "col", "wbr", "source", "area", "base", "embed"))
# What programs of Microsoft say of a page in a remark.
_OFFICE = late(r"<o:(Author|LastAuthor|Manager|Company)>([^<]+)</")
_ABOUT = {"Author": "creator", "LastAuthor": "lastModifiedBy", "Manager": "manager", "Company": "company"}
_CHARSET = late(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


def read_html(data: bytes, nested: Nested | None = None) -> Iterator[Found]:
    """The pieces of a web page line by line, then its tables and the files in its addresses."""
    named = _CHARSET.search(data[:2048])
    text = ""
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            name = named[1].decode().lower()
            text = data.decode("gb18030" if name.startswith("gb") else name)
        except (LookupError, UnicodeDecodeError):
            text = ""
    if not text:
        text, encoding = decode(data)
        if encoding not in ("utf-8", "ascii"):  # and the page does not say so
            yield Piece(NAMES[encoding], "trace", name="encoding-other")
    page = _Page(Looks(text))
    page.feed(text)
    page.close()
    yield from page.pieces()
    yield from (Piece(who.strip(), "metadata", name=kind) for who, kind in page.people.items() if who.strip())
    for number, rows in enumerate(page.tables, 1):
        yield Table(tuple(map(tuple, rows)), number)
    for number, address in enumerate(page.files if nested else (), 1):
        if nested and (inner := _file_in(address)):
            yield from nested(f"data-{number}", inner)


def _file_in(address: str) -> bytes:
    """The bytes of a file that stands in an address (RFC 2397)."""
    head = _DATA.match(address)
    if not head or len(address) > _LARGEST:
        return b""
    rest = unquote_to_bytes(address[head.end() :])
    if not head[1]:
        return rest
    try:
        return base64.b64decode(rest, validate=False)
    except ValueError:
        return b""


class _Page(HTMLParser):
    """A page that is read: its texts by what is shown of them, and its tables."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(convert_charrefs=True)
        self._looks = looks
        self._pale: list[str] = []  # elements in white on paper, and those inside them
        self._grounds: list[str] = []  # the same of those that have a colour behind them
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cells: list[list[str]] = []
        self._depths: list[int] = []  # of the cells: how many tables they lie in
        # What is written, each with the line of the file where it begins.
        self._texts: dict[Part, list[tuple[int, str]]] = {"text": [], "hidden": [], "inside": []}
        self.files: list[str] = []  # addresses that hold a file
        self._away: list[str] = []  # elements that are not shown, and those inside them
        self._skipped = 0
        self.people: dict[str, str] = {}  # whom it names, each with as what

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipped += 1
        named = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            if self._away or self._looks.hides(tag, named):
                self._away.append(tag)
            self._colour(tag, named)
        if tag == "input" and named.get("type") == "hidden" and named.get("value"):
            self._put("hidden", named["value"] + "\n")
        for name, value in named.items():
            if _DATA.match(value):
                self.files.append(value)
            elif value and name not in _LOOKS and not (tag == "input" and name == "value" and named.get("type") == "hidden"):
                self._put("inside", f"{readable_link(value)}\n")
        if tag == "meta" and named.get("name", "").lower() == "author":
            self.people[named.get("content", "")] = "creator"
        if tag in _BLOCKS:
            self._put("text", "\n")
        if tag in _SKIPPED:
            self._put("inside", "\n")
        if tag in ("td", "th", "tr"):
            self._end_cell()
        if tag == "table":
            self._open.append([])
        elif tag == "tr" and self._open:
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open and self._open[-1]:
            self._cells.append([])
            self._depths.append(len(self._open))

    def _colour(self, tag: str, named: Mapping[str, str]) -> None:
        """Takes in the colours of an element: white letters are not seen unless a colour lies behind them."""
        if not self._looks.may_be_pale:
            return
        if self._pale and tag == self._pale[0] and tag in _LEFT_OPEN:
            self._pale.clear()
        if self._grounds or self._looks.has_ground(tag, named):
            self._grounds.append(tag)
        ink = self._looks.ink(tag, named)
        if ink == "other":
            self._pale.clear()
        elif (self._pale or ink == "white") and not self._grounds:
            self._pale.append(tag)

    def handle_endtag(self, tag: str) -> None:
        for around in (self._pale, self._grounds):
            if tag in around:
                while around.pop() != tag:
                    pass
        if tag in _SKIPPED:
            self._skipped = max(self._skipped - 1, 0)
        if tag in self._away:
            while self._away.pop() != tag:
                pass
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            rows = self._open.pop()
            self.tables += [rows] if any(map(any, rows)) else []
        if tag in _BLOCKS:
            self._put("text", "\n")

    def _end_cell(self) -> None:
        """The end of a cell may be left out: another one ends it."""
        if self._cells and self._open and self._open[-1] and self._depths[-1] == len(self._open):
            self._depths.pop()
            self._open[-1][-1].append(" ".join("".join(self._cells.pop()).split()))

    def handle_data(self, data: str) -> None:
        data = data.replace("\u00ad", "")  # where a word may be parted; nobody sees it
        if self.cdata_elem == "style":
            for words, remark in _IN_STYLE.findall(data):
                self._put("inside", f"{words or remark}\n")
            return
        if self._skipped:
            code = _BY_NUMBER.sub(lambda sign: chr(int(sign[1], 16)), data) if "\\u" in data else data
            self._put("inside", code)
            return
        unseen = bool(self._away or (self._pale and not self._grounds))
        self._put("hidden" if unseen else "text", data)
        if self._cells and not unseen:
            self._cells[-1].append(data)

    def _put(self, part: Part, text: str) -> None:
        """Takes in what is written where the page is read."""
        self._texts[part].append((self.getpos()[0], text))

    def handle_comment(self, data: str) -> None:
        self._put("inside", data + "\n")
        self.people.update((who, _ABOUT[kind]) for kind, who in _OFFICE.findall(data))

    def handle_decl(self, decl: str) -> None:
        if "[" in decl:  # it declares words of its own, which a browser puts in the place of their names
            self._put("inside", decl + "\n")

    def pieces(self) -> Iterator[Piece]:
        """The pieces that were read, a line each: what is shown counted, the rest by the lines of the file."""
        for part, texts in self._texts.items():
            lines = ((at, " ".join(line.split())) for at, line in _lines_of(texts))
            for number, (at, line) in enumerate(_with_signs_joined((at, line) for at, line in lines if line), 1):
                yield Piece(line, part, paragraph=number if part == "text" else at, name="code" if part == "inside" else "")


def _lines_of(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines of what was read, each with the line of the file where its first word stands."""
    begun, line = 0, ""
    for at, text in texts:
        for number, piece in enumerate(text.split("\n")):
            if number:
                yield begun, line
                line = ""
            if not line or line.isspace():
                begun = at + number
            line += piece
    yield begun, line


def _with_signs_joined(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines of a page, those of one sign each in one line: programs that draw set each sign for itself."""
    for single, group in groupby(lines, key=lambda entry: len(entry[1]) == 1):
        if single:
            joined = list(group)
            yield joined[0][0], " ".join(line for _, line in joined)
        else:
            yield from group
