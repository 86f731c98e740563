"""Text of web pages, Office 2003 XML, RTF and e-mail, each of which is found under endings of Office too."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from generator.load.attachment.package import xml_events
from generator.load.attachment.plain import decode, table_of
from generator.model.attachment import Part, Piece, Sheet, Table

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
    )
)
_SKIPPED = ("script", "style", "template")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_VOID = frozenset(("br", "img", "input", "meta", "link", "hr", "col", "wbr", "source", "area", "base", "embed"))
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_RTF_INFO = re.compile(
    r"\{\\(author|operator|manager|company|title|subject|keywords|doccomm)\b ?"
    r"((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d+ ?\??)*)\}"
)
_RTF_NAMES = {"author": "creator", "operator": "lastModifiedBy", "doccomm": "description"}
_RTF_BYTE = re.compile(r"(?:\\'[0-9a-fA-F]{2})+")
_RTF_SIGN = re.compile(r"\\u(-?\d+) ?\??")

Found = Piece | Sheet | Table
Nested = Callable[[str, bytes], Iterator[Found]]


def read_html(data: bytes) -> Iterator[Found]:
    """The pieces of a web page line by line, then its tables."""
    named = _CHARSET.search(data[:2048])
    text = ""
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            name = named[1].decode().lower()
            text = data.decode("gb18030" if name.startswith("gb") else name)
        except (LookupError, UnicodeDecodeError):
            text = ""
    page = _Page()
    page.feed(text or decode(data)[0])
    page.close()
    yield from page.pieces()
    for number, rows in enumerate(page.tables, 1):
        yield Table(tuple(map(tuple, rows)), number)


class _Page(HTMLParser):
    """A page that is read: its texts by what is shown of them, and its tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cells: list[list[str]] = []
        self._depths: list[int] = []  # of the cells: how many tables they lie in
        self._texts: dict[Part, list[str]] = {"text": [], "hidden": [], "inside": []}
        self._away: list[str] = []  # elements that are not shown, and those inside them
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipped += 1
        named = {name: value or "" for name, value in attrs}
        if tag not in _VOID and (self._away or "hidden" in named or _HIDING.search(named.get("style", ""))):
            self._away.append(tag)
        if tag == "input" and named.get("type") == "hidden" and named.get("value"):
            self._texts["hidden"].append(named["value"] + "\n")
        self._texts["inside"] += [f"{named[name]}\n" for name in ("alt", "title", "content") if named.get(name)]
        if tag in _BLOCKS:
            self._texts["text"].append("\n")
        if tag in ("td", "th", "tr"):
            self._end_cell()
        if tag == "table":
            self._open.append([])
        elif tag == "tr" and self._open:
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open and self._open[-1]:
            self._cells.append([])
            self._depths.append(len(self._open))

    def handle_endtag(self, tag: str) -> None:
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
            self._texts["text"].append("\n")

    def _end_cell(self) -> None:
        """The end of a cell may be left out: another one ends it."""
        if self._cells and self._open and self._open[-1] and self._depths[-1] == len(self._open):
            self._depths.pop()
            self._open[-1][-1].append(" ".join("".join(self._cells.pop()).split()))

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        self._texts["hidden" if self._away else "text"].append(data)
        if self._cells and not self._away:
            self._cells[-1].append(data)

    def handle_comment(self, data: str) -> None:
        self._texts["inside"].append(data + "\n")

    def pieces(self) -> Iterator[Piece]:
        """The pieces that were read, a line each."""
        for part, texts in self._texts.items():
            lines = [" ".join(line.split()) for line in "".join(texts).split("\n")]
            for number, line in enumerate(filter(None, lines), 1):
                yield Piece(line, part, paragraph=number if part == "text" else 0, name="words" if part == "inside" else "")


def read_excel_xml(data: bytes) -> Iterator[Found]:
    """The sheets of an Excel 2003 XML workbook."""
    name, part = "", "text"
    rows: list[list[str]] = []
    texts: list[str] = []
    inside = ""
    for event, value, attributes in xml_events(iter([data])):
        if event == "text":
            texts.append(value if inside else "")
        elif event == "start":
            if value == "Worksheet":
                name, part, rows = attributes.get("Name", ""), "text", []
            elif value == "Row":
                index = attributes.get("Index", "")
                rows += [[] for _ in range(int(index) - 1 - len(rows))] if index.isdecimal() and int(index) < 100_000 else []
                rows.append([])
            elif value == "Cell" and rows:
                index = attributes.get("Index", "")
                rows[-1] += [""] * (int(index) - 1 - len(rows[-1]) if index.isdecimal() and int(index) < 2_000 else 0)
                rows[-1].append("")
            elif value in ("Data", "Comment", "Author", "LastAuthor", "Company", "Visible"):
                inside, texts = value, []
        elif value == inside:
            text, inside = "".join(texts).strip(), ""
            if value == "Data" and rows and rows[-1]:
                rows[-1][-1] = text
            elif value == "Visible" and text.startswith("Sheet"):
                part = "hidden"
            elif value in ("Author", "LastAuthor", "Company") and text:
                yield Piece(text, "metadata", name={"Author": "creator", "LastAuthor": "lastModifiedBy"}.get(value, "company"))
            elif value == "Comment" and text:
                yield Piece(text, "comment", sheet=name)
        elif value == "Worksheet":
            yield Sheet(name, tuple(map(tuple, rows)), "hidden" if part == "hidden" else "text")


def read_word_xml(data: bytes) -> Iterator[Found]:
    """The paragraphs of a Word 2003 XML document."""
    texts: list[str] = []
    number, taking = 0, False
    for event, value, _ in xml_events(iter([data])):
        if event == "text":
            texts.append(value if taking else "")
        else:
            taking = event == "start" and value == "t"
            if event == "end" and value == "p":
                number += 1
                if text := "".join(texts).strip():
                    yield Piece(text, paragraph=number)
                texts = []


def read_rtf(data: bytes) -> Iterator[Found]:
    """The pieces of a text line by line; cells of tables stand behind each other with a bar between."""
    from striprtf.striprtf import rtf_to_text

    source = data.decode("latin-1")
    for match in _RTF_INFO.finditer(source[:200_000]):
        if words := _rtf_words(match[2]).strip():
            yield Piece(words, "metadata", name=_RTF_NAMES.get(match[1], match[1]))
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]  # the library has no types
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Piece(line.strip(), paragraph=number)
    if table := table_of([line.replace("|", "\t") for line in lines if line.count("|") > 1], certain=False):
        yield Table(table.rows, 1)


def _rtf_words(text: str) -> str:
    text = _RTF_SIGN.sub(lambda match: chr(int(match[1]) & 0xFFFF), text)
    return _RTF_BYTE.sub(lambda match: bytes.fromhex(match[0].replace("\\'", "")).decode("gb18030", "replace"), text)


def read_email(data: bytes, nested: Nested) -> Iterator[Found]:
    """The pieces of a message: who wrote to whom, the text, what is attached; also a web page saved as one file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for name in ("From", "To", "Cc"):
        if message[name]:
            yield Piece(str(message[name]), paragraph=1)
    if message["Subject"]:
        yield Piece(str(message["Subject"]), paragraph=1)
    for part in message.walk():
        if part.is_multipart():
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        kind = part.get_content_type()
        if kind == "text/html":
            yield from read_html(body)
        elif kind.startswith("text/") and not part.get_filename():
            for number, line in enumerate(decode(body)[0].split("\n"), 1):
                if line.strip():
                    yield Piece(line.strip(), paragraph=number)
        else:
            yield from nested(part.get_filename() or kind.replace("/", "."), body)
