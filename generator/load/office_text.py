"""The text of office files that are XML in a ZIP archive: DOCX, PPTX, OFD, and what stands beside the cells of an XLSX."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from generator.model.attachment import Part, Piece

# The XML of one archive, unpacked; what is larger is no document but a bomb.
MAX_UNPACKED = 200_000_000

# Cells of a sheet, empty ones included, up to its last one.
MAX_TABLE = 10_000_000

_CHUNK = 1 << 16
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_BLANK_LINES = re.compile(r"\n{2,}")
_DIGITS = re.compile(r"(\d+)")
_OFD_PAGE = re.compile(r"(?:^|/)Pages/.*Content\.xml$")
_DOCX_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_SLIDES = re.compile(r"ppt/slides/slide\d+\.xml$")
_NOTES = re.compile(r"ppt/notesSlides/notesSlide\d+\.xml$")
_XLSX_COMMENTS = re.compile(r"xl/(?:comments/?|threadedComments/)[\w./-]*\.xml$")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml", "OFD.xml")
# Properties that say something about people or machines; the rest is counts and versions.
_TELLING = {
    "creator": "creator",
    "lastModifiedBy": "lastModifiedBy",
    "Manager": "manager",
    "Company": "company",
    "title": "title",
    "subject": "subject",
    "description": "description",
    "keywords": "keywords",
    "Author": "creator",
    "Creator": "creator",
    "Title": "title",
    "lpwstr": "custom",
}


class Refused(Exception):
    """The archive holds what no office program writes."""


Attributes = Mapping[str, str]
Event = tuple[str, str, Attributes]


def read_docx(archive: zipfile.ZipFile) -> Iterator[Piece]:
    """Paragraph by paragraph: text, tracked deletions, hidden runs, comments."""
    for name in _members(archive, _DOCX_PARTS):
        yield from _Paragraphs("comment" if "comments" in name else "text").read(_events(archive, name))
    yield from read_properties(archive)


def read_pptx(archive: zipfile.ZipFile) -> Iterator[Piece]:
    """Slide by slide; speakers' notes are what the audience does not see."""
    for number, name in enumerate(_members(archive, _SLIDES), 1):
        yield from _page(_joined(_events(archive, name), text="t", line="p"), "text", number)
    for number, name in enumerate(_members(archive, _NOTES), 1):
        yield from _page(_joined(_events(archive, name), text="t", line="p"), "hidden", number)
    yield from read_properties(archive)


def read_ofd(archive: zipfile.ZipFile) -> Iterator[Piece]:
    """Page by page (GB/T 33190-2016: the text of a page stands in its TextCode elements)."""
    for number, name in enumerate(_members(archive, _OFD_PAGE), 1):
        yield from _page(_joined(_events(archive, name), text="TextCode", line="TextObject"), "text", number)
    yield from read_properties(archive)


def read_xlsx_comments(archive: zipfile.ZipFile) -> Iterator[Piece]:
    """The comments of all sheets, each with its cell."""
    for name in _members(archive, _XLSX_COMMENTS):
        cell, texts, inside = "", [""], False
        for event, value, attributes in _events(archive, name):
            if event == "start" and value in ("comment", "threadedComment"):
                cell, texts = attributes.get("ref", ""), []
            elif event == "end" and value in ("comment", "threadedComment"):
                if text := "".join(texts).strip():
                    yield Piece(text, part="comment", cell=cell)
            elif event == "text" and inside:
                texts.append(value)
            inside = value in ("t", "text") if event == "start" else inside and event == "text"


def read_properties(archive: zipfile.ZipFile) -> Iterator[Piece]:
    """Who made the file, with what title."""
    for name in _PROPERTIES:
        if name not in archive.NameToInfo:
            continue
        texts: list[str] = []
        for event, value, _ in _events(archive, name):
            if event == "text":
                texts.append(value)
            else:
                if event == "end" and value in _TELLING and (text := "".join(texts).strip()):
                    yield Piece(text, part="metadata", name=_TELLING[value])
                texts.clear()


def _page(text: str, part: Part, number: int) -> list[Piece]:
    return [Piece(text, part=part, page=number)] if text else []


class _Paragraphs:
    """Reads WordprocessingML. A paragraph gives one piece for each part found in it."""

    def __init__(self, part: Part) -> None:
        self._part: Part = part
        self._number = 0
        self._texts: dict[Part, list[str]] = {}
        self._names: dict[Part, str] = {}
        self._found: list[Piece] = []
        self._skipped = self._deleted = 0
        self._hidden = self._taking = False
        self._author = ""

    def read(self, events: Iterator[Event]) -> list[Piece]:
        """The pieces of one file of the document."""
        for event, value, attributes in events:
            if event == "start":
                self._start(value, attributes)
            elif event == "end":
                self._end(value)
            elif self._taking:
                self._put(value)
        self._flush()
        return self._found

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "Fallback":  # says again, for older programs, what was said before it
            self._skipped += 1
        elif tag == "p":
            self._flush()
            self._number += 1
        elif tag == "r":
            self._hidden = False
        elif tag == "vanish":
            self._hidden = attributes.get("val", "true") not in ("0", "false", "off")
        elif tag in ("del", "moveFrom"):
            self._deleted += 1
            self._names["deleted"] = attributes.get("author", "")
        elif tag == "comment":
            self._names["comment"] = attributes.get("author", "")
        elif tag in ("tab", "br", "cr"):
            self._put(" ")
        self._taking = tag in ("t", "delText") and not self._skipped

    def _end(self, tag: str) -> None:
        self._taking = False
        if tag == "Fallback":
            self._skipped -= 1
        elif tag in ("del", "moveFrom"):
            self._deleted -= 1
        elif tag == "p":
            self._flush()

    def _put(self, text: str) -> None:
        part: Part = "deleted" if self._deleted else "hidden" if self._hidden else self._part
        self._texts.setdefault(part, []).append(text)

    def _flush(self) -> None:
        for part, texts in self._texts.items():
            if text := "".join(texts).strip():
                self._found.append(Piece(text, part=part, paragraph=self._number, name=self._names.get(part, "")))
        self._texts.clear()


def _joined(events: Iterator[Event], *, text: str, line: str) -> str:
    """The text of all ``text`` elements; the end of a ``line`` element ends a line."""
    texts: list[str] = []
    inside = False
    for event, value, _ in events:
        if event == "text":
            texts.append(value if inside else "")
        else:
            inside = event == "start" and value == text
            if event == "end" and value == line:
                texts.append("\n")
    return _BLANK_LINES.sub("\n", "".join(texts)).strip()


def _members(archive: zipfile.ZipFile, pattern: re.Pattern[str]) -> list[str]:
    """The members a pattern matches, in the order a person counts: 2 before 10, the document before what belongs to it."""
    names = [name for name in archive.namelist() if pattern.search(name)]
    key = {name: [int(part) if part.isdecimal() else part for part in _DIGITS.split(name)] for name in names}
    return sorted(names, key=lambda name: ("document" not in name, key[name]))


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuses an archive that would unpack to more than any document is."""
    size = sum(info.file_size for info in archive.infolist() if info.filename.endswith((".xml", ".rels", ".vml")))
    if size > MAX_UNPACKED:
        raise Refused("too large")


def check_extent(archive: zipfile.ZipFile) -> None:
    """Refuses a workbook with a cell so far out that the table up to it would fill the memory."""
    for name in archive.namelist():
        if _SHEET.match(name):
            cells = set(_CELL.findall(archive.read(name)))
            rows = max((int(row) for _, row in cells), default=0)
            columns = max((_column_number(letters) for letters, _ in cells), default=0)
            if rows * columns > MAX_TABLE:
                raise Refused("too far")


def _column_number(letters: bytes) -> int:
    return sum((sign - 64) * 26**place for place, sign in enumerate(reversed(letters)))


def _events(archive: zipfile.ZipFile, name: str) -> Iterator[Event]:
    """Runs through XML by local names: ``start`` with attributes, ``end``, ``text``.

    A document type could make entities of any size, so there may be none.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    pending: list[Event] = []

    def start(tag: str, attributes: Attributes) -> None:
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        pending.append(("start", tag.rpartition(" ")[2], named))

    def refuse(*_: object) -> None:
        raise Refused("document type")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: pending.append(("end", tag.rpartition(" ")[2], {}))
    parser.CharacterDataHandler = lambda text: pending.append(("text", text, {}))
    parser.StartDoctypeDeclHandler = refuse
    with archive.open(name) as source:
        while chunk := source.read(_CHUNK):
            parser.Parse(chunk, False)
            yield from pending
            pending.clear()
    parser.Parse(b"", True)
    yield from pending
