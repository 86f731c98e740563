"""Where the cells of a workbook lead (ECMA-376 part 1, 18.3.1.47; [MS-XLS] 2.4.140), which their values do not tell."""

from __future__ import annotations

import contextlib
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser

from generator.importing.grid import Cell
from generator.importing.xls_records import records_by_sheet
from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.package import Package
from generator.load.attachment.plain import decode
from generator.load.attachment.sheets.layout import column_number

_BOOK = "xl/workbook.xml"
_RANGE = late(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")
_FORMULA = late(r'^\s*HYPERLINK\(\s*"((?:[^"]|"")+)"', re.IGNORECASE)
_MOST = 2_000  # cells that one link is on
_NO_TARGET = ("#", "javascript:", "mailto:")
_LINK = 0x01B8
_URL = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")  # the sorts of targets in XLS
_FILE = bytes.fromhex("0303000000000000c000000000000046")

# The targets of links by row and column from 0.
Links = Mapping[tuple[int, int], str]


def read_xlsx_links(package: Package) -> dict[str, dict[tuple[int, int], str]]:
    """The links of the cells of each sheet, those that formulas make too; places inside the workbook are none."""
    book = next(iter(package.related("", "officeDocument")), _BOOK)
    if book not in package:
        return {}
    targets = {one.id: one.target for one in package.relations.get(book.lower(), ())}
    found: dict[str, dict[tuple[int, int], str]] = {}
    for event, tag, attributes in list(package.events(book)):
        part = targets.get(attributes.get("r:id", ""), "") if event == "start" and tag == "sheet" else ""
        if part in package:
            data = package.read(part)
            if b"hyperlink" in data or b"HYPERLINK" in data:
                found[attributes.get("name", "")] = dict(_xlsx_links(package, part))
    return found


def _xlsx_links(package: Package, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The links of a sheet: by relations, and by formulas."""
    outside = {one.id: one.outside for one in package.relations.get(part.lower(), ())}
    cell, inside, formula = "", False, ""
    for event, value, attributes in package.events(part):
        if event == "start":
            inside = value == "f"
            if value == "c":
                cell, formula = attributes.get("r", ""), ""
            elif value == "hyperlink" and (target := outside.get(attributes.get("r:id", ""), "")):
                yield from ((place, target) for place in _places(attributes.get("ref", "")))
        elif event == "text":
            formula += value if inside else ""
        elif value == "f":
            inside = False
            if match := _FORMULA.match(formula):
                yield from ((place, match[1].replace('""', '"')) for place in _places(cell))


def _places(ref: str) -> Iterator[tuple[int, int]]:
    """The cells of a range, by row and column from 0."""
    match = _RANGE.match(ref)
    if not match:
        return
    left, top = column_number(match[1]) - 1, int(match[2]) - 1
    right, bottom = (column_number(match[3]) - 1, int(match[4]) - 1) if match[3] else (left, top)
    if (right - left + 1) * (bottom - top + 1) <= _MOST:
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def read_xls_links(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The links of the cells of each sheet of a workbook of Excel 97 to 2003."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    for sheet, kind, body in records_by_sheet(data):
        if kind == _LINK and len(body) > 32 and (target := _xls_target(body)):
            top, bottom, left, right = struct.unpack_from("<4H", body)
            if (right - left + 1) * (bottom - top + 1) <= _MOST:
                cells = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
                found.setdefault(sheet, {}).update((cell, target) for cell in cells)
    return found


def _xls_target(body: bytes) -> str:
    """The target of a record of a link: an address, or a file; nothing for a place in the workbook."""
    if (at := body.find(_URL, 32)) >= 0 and len(body) >= at + 20:
        length = struct.unpack_from("<L", body, at + 16)[0]
        return body[at + 20 : at + 20 + length].decode("utf-16-le", "replace").partition("\0")[0]
    if (at := body.find(_FILE, 32)) >= 0 and len(body) >= at + 22:
        length = struct.unpack_from("<L", body, at + 18)[0]
        short = body[at + 22 : at + 22 + length].split(b"\0")[0].decode("gb18030", "replace")
        behind = at + 22 + length + 24
        whole = struct.unpack_from("<L", body, behind)[0] if len(body) >= behind + 10 else 0
        if whole:
            size = struct.unpack_from("<L", body, behind + 4)[0]
            return body[behind + 10 : behind + 10 + size].decode("utf-16-le", "replace")
        return short
    return ""


def html_links(data: bytes) -> list[tuple[str, str]]:
    """The cells of the tables of a web page in their order, each with its text and where its first link leads."""
    reader = _Cells()
    with contextlib.suppress(Refused):
        reader.feed(decode(data)[0])
        reader.close()
    return [("".join(texts.split()), link) for texts, link in reader.found]


class _Cells(HTMLParser):
    """Reads the cells of tables, one inside another too."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[list[str], list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a cell, or takes where a link in one leads."""
        if tag in ("td", "th"):
            self._open.append(([], []))
        elif tag == "a" and self._open and (target := dict(attrs).get("href") or "") and not target.startswith(_NO_TARGET):
            self._open[-1][1].append(target)

    def handle_data(self, data: str) -> None:
        """Takes the words of a cell."""
        if self._open:
            self._open[-1][0].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Ends a cell."""
        if tag in ("td", "th") and self._open:
            texts, links = self._open.pop()
            self.found.append(("".join(texts), links[0] if links else ""))


def with_links(cells: Iterable[Cell], linked: list[tuple[str, str]]) -> Iterator[Cell]:
    """Cells in their order, each with where that of the same words in a list in the same order leads."""
    at = 0
    for cell in cells:
        said = "".join(cell.text.split())
        place = next((number for number in range(at, len(linked)) if linked[number][0] == said), -1) if said else -1
        at = place + 1 if place >= 0 else at
        link = linked[place][1] if place >= 0 else ""
        yield replace(cell, link=link) if link else cell
