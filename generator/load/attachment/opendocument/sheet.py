"""Hidden cells in a sheet of an OpenDocument workbook: by columns, rows, colours like their ground, filled shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.late import late
from generator.load.attachment.events import Attributes
from generator.load.attachment.opendocument.styles import WHITE, Properties, Styles, colour_of, is_nought, length_of, way_unseen
from generator.load.attachment.sheets.layout import Layout, column_number

_MOST_REPEATED = 1000  # cells or rows alike that are followed
_WIDTH, _HEIGHT = 812_800.0, 162_560.0  # EMU of a cell, where nobody has changed it
_NARROW, _LOW = 36_000, 12_700  # EMU of a column, of a row, of which a line is left
_MOST = 0.6  # of a cell; what hides less leaves it to be read
_MOST_CELLS = 100_000
_ADDRESS = late(r"\.\$?([A-Z]{1,3})\$?(\d{1,7})$")
_FORMS = ("rect", "custom-shape")
_AWAY = ("collapse", "filter")


@dataclass(slots=True)
class SheetReader:
    """A sheet while it is read: where the reading is, and what is hidden so far."""

    styles: Styles
    is_hidden: bool = False
    layout: Layout = field(default_factory=Layout)
    white: list[tuple[int, int]] = field(default_factory=list)  # white cells without a fill: hidden if nothing lies behind them
    drawn: bool = False
    coloured: bool = False  # cells take colours by conditions
    row: int = 0
    column: int = 0
    _columns: list[tuple[int, float, str]] = field(
        default_factory=list
    )  # the last of each run, its width, the style of its cells
    _heights: list[tuple[int, float]] = field(default_factory=list)
    _first: int = 0
    _row_style: str = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Takes in a column, a row, a cell, a shape, a condition."""
        match tag:
            case "table-column":
                count = _count(attributes, "number-columns-repeated")
                width = self.styles.of("table-column", attributes.get("style-name", "")).get("table-column:column-width")
                last = (self._columns[-1][0] if self._columns else 0) + count
                if attributes.get("visibility") in _AWAY or is_nought(width):
                    self.layout.columns.append((last - count + 1, last))
                elif 0 < length_of(width) < _NARROW:
                    self.layout.narrow.append((last - count + 1, last))
                self._columns.append((last, length_of(width) or _WIDTH, attributes.get("default-cell-style-name", "")))
            case "table-row":
                count = _count(attributes, "number-rows-repeated")
                height = self.styles.of("table-row", attributes.get("style-name", "")).get("table-row:row-height")
                self._first, self.row, self.column = self.row + 1, self.row + count, 0
                low = is_nought(height) or 0 < length_of(height) < _LOW
                if (attributes.get("visibility") in _AWAY or low) and count < _MOST_REPEATED:
                    self.layout.rows += range(self._first, self.row + 1)
                self._heights.append((self.row, length_of(height) or _HEIGHT))
                self._row_style = attributes.get("default-cell-style-name", "")
            case "table-cell" | "covered-table-cell":
                count = _count(attributes, "number-columns-repeated")
                self._cell(attributes.get("style-name", ""), count)
                self.column += count
            case "conditional-formats" | "conditional-format":
                self.coloured = True
            case _ if "end-cell-address" in attributes:
                self.drawn = True
                if tag in _FORMS:
                    self.layout.cells += self._under(attributes)
            case "frame" | "g" | "image" | "custom-shape" | "rect":
                self.drawn = True
            case _:
                pass

    def finished(self) -> Layout:
        """The layout, when the whole sheet was read."""
        if not (self.drawn or self.coloured):
            self.layout.cells += self.white
        return self.layout

    def _cell(self, style: str, count: int) -> None:
        """Notes the cells of an element whose letters have the colour of their ground."""
        name = style or self._row_style or next((name for last, _, name in self._columns if last > self.column), "")
        if not name or count >= _MOST_REPEATED or self.row - self._first >= _MOST_REPEATED:
            return
        look = self.styles.of("table-cell", name)
        if look.get("map"):
            return
        ground = colour_of(look.get("table-cell:background-color"))
        if way := way_unseen(look, ground or WHITE):
            rows, columns = range(self._first, self.row + 1), range(self.column + 1, self.column + count + 1)
            kept = self.white if way == "white" and not ground else self.layout.cells
            kept += [(row, column) for row in rows for column in columns]

    def _under(self, attributes: Attributes) -> Iterator[tuple[int, int]]:
        """The cells under a shape that begins in the cell that is read."""
        look = self.styles.of("graphic", attributes.get("style-name", ""))
        end = _ADDRESS.search(attributes.get("end-cell-address", ""))
        if not end or not is_filled(look) or "transform" in attributes:
            return
        right, bottom = column_number(end[1]), int(end[2])
        width, height = self._width(self.column), _at(self._heights, self.row) or _HEIGHT
        left = self.column + (length_of(attributes.get("x")) > (1 - _MOST) * width)
        top = self._first + (length_of(attributes.get("y")) > (1 - _MOST) * height)
        right -= length_of(attributes.get("end-x")) < _MOST * self._width(right)
        bottom -= length_of(attributes.get("end-y")) < _MOST * height
        if 0 <= (bottom - top + 1) * (right - left + 1) <= _MOST_CELLS:
            yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

    def _width(self, column: int) -> float:
        return next((width for last, width, _ in self._columns if last >= column), _WIDTH)


def is_filled(look: Properties) -> bool:
    """True if what is drawn in a style hides what lies under it."""
    opaque = look.get("graphic:opacity", "100%") == "100%" and not look.get("graphic:opacity-name")
    return look.get("graphic:fill") == "solid" and opaque


def _at(sizes: list[tuple[int, float]], number: int) -> float:
    return next((size for last, size in reversed(sizes) if last <= number), 0.0)


def _count(attributes: Attributes, key: str) -> int:
    repeated = attributes.get(key, "1")
    return int(repeated) if repeated.isdecimal() and len(repeated) < 9 else 1
