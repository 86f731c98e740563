"""The sheets of an OpenDocument workbook (ISO/IEC 26300): its cells with the text that they show, and what is merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator
from dataclasses import replace

from generator.importing.grid import Cell, Grid, Merge, Value, grid_of, require_few
from generator.load.attachment.events import Attributes, Refused
from generator.load.attachment.package import Package

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_MOST_REPEATED = 10_000  # cells or rows alike that are followed; what fills a sheet to its edge is empty
_LINES = ("solid", "dash", "dotted", "dot-dash", "dot-dot-dash", "long-dash", "wave")
_CELLS = ("table-cell", "covered-table-cell")


def read_ods(package: Package) -> Iterator[Grid]:
    """The sheets in their order. Raises Refused where they are locked."""
    if _MANIFEST in package and any(event[:2] == ("start", "encryption-data") for event in package.events(_MANIFEST)):
        raise Refused("encrypted")
    hidden = set(_styles(package, "table-properties", "display", ("false",)))
    struck = set(_styles(package, "text-properties", "text-line-through-style", _LINES))
    sheet: _Sheet | None = None
    for event, value, attributes in package.events(_CONTENT):
        if event == "start" and value == "table" and sheet is None:
            sheet = _Sheet(attributes.get("name", ""), struck, hidden=attributes.get("style-name", "") in hidden)
        elif sheet is None:
            continue
        elif event == "end" and value == "table":
            yield grid_of(sheet.name, iter(sheet.cells), tuple(sheet.merges), hidden=sheet.hidden)
            sheet = None
        elif event == "start":
            sheet.start(value, attributes)
        elif event == "text":
            sheet.text(value)
        else:
            sheet.end(value)


def _styles(package: Package, about: str, name: str, values: tuple[str, ...]) -> Iterator[str]:
    """The styles that say one of some values of a property."""
    style = ""
    for event, tag, attributes in package.events(_CONTENT):
        if event == "start" and tag == "style":
            style = attributes.get("name", "")
        elif event == "start" and tag == about and attributes.get(name) in values:
            yield style


class _Sheet:
    """A sheet that is read event by event."""

    def __init__(self, name: str, struck: Container[str], *, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self._struck = struck  # styles
        self.cells: list[Cell] = []
        self.merges: list[Merge] = []
        self._row, self._column, self._again = 0, 0, 1
        self._line: list[Cell] = []
        self._texts: list[str] | None = None
        self._about: Attributes = {}
        self._link = ""
        self._aside = 0  # inside a remark

    def start(self, tag: str, about: Attributes) -> None:
        """Takes in the start of an element."""
        if tag == "table-row":
            self._column, self._line, self._again = 0, [], _count(about, "number-rows-repeated")
        elif tag in _CELLS:
            self._about, self._texts, self._link = about, [], ""
        elif tag == "annotation":
            self._aside += 1
        elif self._texts is None or self._aside:
            return
        elif tag == "a":
            self._link = self._link or about.get("href", "")
        elif tag == "p":
            self._texts.append("\n" if self._texts else "")
        elif tag == "line-break":
            self._texts.append("\n")
        elif tag == "s":
            self._texts.append(" " * _count(about, "c"))
        elif tag == "tab":
            self._texts.append(" ")

    def text(self, text: str) -> None:
        """Takes in a piece of text."""
        if self._texts and not self._aside:  # between the paragraphs of a cell there are only blanks
            self._texts.append(text)

    def end(self, tag: str) -> None:
        """Takes in the end of an element."""
        if tag == "annotation":
            self._aside -= 1
        elif tag in _CELLS:
            self._end_cell(tag)
        elif tag == "table-row":
            require_few(len(self.cells) + len(self._line) * self._again)
            for number in range(self._again if self._line else 0):
                self.cells += (replace(cell, row=self._row + number) for cell in self._line)
            self._row += self._again

    def _end_cell(self, tag: str) -> None:
        """Puts down a cell, as often as it is there."""
        text, about = "".join(self._texts or ()), self._about
        self._texts = None
        times = _count(about, "number-columns-repeated")
        if text.strip() and tag == _CELLS[0]:
            value = _value(about, text)
            shown = value.isoformat() if isinstance(value, dt.date) else text
            link = "" if self._link.startswith("#") else self._link
            struck = about.get("style-name") in self._struck
            cell = Cell(row=self._row, column=0, text=shown, value=value, link=link, struck=struck)
            require_few(len(self._line) + times)
            self._line += (replace(cell, column=self._column + number) for number in range(times))
            across, down = _count(about, "number-columns-spanned"), _count(about, "number-rows-spanned")
            if (across, down) != (1, 1):
                start = (self._row, self._column)
                self.merges.append((start, (start[0] + down - 1, start[1] + across - 1)))
        self._column += times


def _value(about: Attributes, text: str) -> Value:
    """The value of a cell: a day where it holds one; for all else the text that it shows says more."""
    if about.get("value-type") == "date":
        try:
            return dt.date.fromisoformat(about.get("date-value", "")[:10])
        except ValueError:
            return text
    return text


def _count(about: Attributes, name: str) -> int:
    count = about.get(name, "1")
    return max(1, min(int(count), _MOST_REPEATED)) if count.isdecimal() else 1
