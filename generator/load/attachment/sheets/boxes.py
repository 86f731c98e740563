"""Cells of a sheet under a filled shape or an opaque picture (ECMA-376, SpreadsheetDrawingML): unseen, and still in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.load.attachment.events import Attributes
from generator.load.attachment.media import is_opaque
from generator.load.attachment.package import Package

_WIDTH, _HEIGHT = 609_600, 190_500  # EMU of a cell, where nobody has changed it
_MOST = 0.6  # of a cell; what hides less leaves it to be read
_HEAD = 65_536  # bytes of a picture in which it says how it is seen
_MOST_CELLS = 100_000
_ANCHORS = ("twoCellAnchor", "oneCellAnchor")
_CORNERS = ("from", "to")
_PLACES = ("col", "colOff", "row", "rowOff")


@dataclass(slots=True)
class _Anchor:
    """A shape as it is read: its corners in cells and EMU, and whether what is under it can be seen."""

    corners: dict[str, dict[str, int]] = field(default_factory=dict)
    size: tuple[int, int] = (0, 0)
    is_shape: bool = False
    picture: str = ""  # by its relation
    is_opaque: bool = False  # the picture
    fill: str = ""  # of its own: solidFill, noFill …
    by_style: bool = False
    see_through: bool = False

    def cells(self) -> Iterator[tuple[int, int]]:
        """The cells under it, by row and column from 1."""
        filled = self.is_shape and (self.fill == "solidFill" or (not self.fill and self.by_style))
        if not ((filled or self.is_opaque) and "from" in self.corners) or self.see_through:
            return
        top, left = self._at("from", "row", _HEIGHT), self._at("from", "col", _WIDTH)
        if "to" in self.corners:
            bottom, right = self._at("to", "row", _HEIGHT), self._at("to", "col", _WIDTH)
        else:
            bottom, right = top + self.size[1] / _HEIGHT, left + self.size[0] / _WIDTH
        rows, columns = list(_covered(top, bottom)), list(_covered(left, right))
        if len(rows) * len(columns) <= _MOST_CELLS:
            yield from ((row, column) for row in rows for column in columns)

    def _at(self, corner: str, way: str, size: int) -> float:
        place = self.corners[corner]
        return place.get(way, 0) + min(place.get(f"{way}Off", 0) / size, 1)


def _covered(start: float, end: float) -> Iterator[int]:
    """The numbers, from 1, of the cells of a row or a column that are covered from one place to another."""
    for number in range(int(start), min(int(end) + 1, int(start) + _MOST_CELLS)):
        if min(end, number + 1) - max(start, number) >= _MOST:
            yield number + 1


def covered_cells(package: Package, sheet: str) -> list[tuple[int, int]]:
    """The cells of a sheet, by its part, that lie under filled shapes and opaque pictures, by row and column from 1."""
    found: dict[tuple[int, int], None] = {}
    for relation in package.relations.get(sheet.lower(), ()):
        if relation.target in package and package.root(relation.target) == "wsDr":
            targets = {one.id: one.target for one in package.relations.get(relation.target.lower(), ())}
            for anchor in _anchors(package, relation.target):
                picture = targets.get(anchor.picture, "")
                anchor.is_opaque = picture in package and is_opaque(package.head(picture, _HEAD))
                found.update(dict.fromkeys(anchor.cells()))
    return list(found)


def _anchors(package: Package, part: str) -> Iterator[_Anchor]:
    """The shapes and pictures of a drawing, each with where it lies."""
    anchor, inside, corner, place = _Anchor(), list[str](), "", ""
    for event, value, attributes in package.events(part):
        if event == "text":
            if corner and place and value.strip().lstrip("-").isdecimal():
                anchor.corners.setdefault(corner, {})[place] = max(int(value), 0)
        elif event == "start":
            inside.append(value)
            if value in _ANCHORS:
                anchor = _Anchor()
            corner = value if value in _CORNERS else corner
            place = value if value in _PLACES else ""
            _take(anchor, inside, attributes)
        else:
            inside.pop()
            corner, place = "" if value in _CORNERS else corner, ""
            if value in _ANCHORS:
                yield anchor


def _take(anchor: _Anchor, inside: list[str], attributes: Attributes) -> None:
    """Takes in what an element says of its shape."""
    tag, parent = inside[-1], inside[-2] if len(inside) > 1 else ""
    if tag == "sp":
        anchor.is_shape = True
    elif parent == "spPr" and tag.endswith("Fill"):
        anchor.fill = tag
    elif tag == "blip" and "pic" in inside:
        anchor.picture = attributes.get("r:embed", "")
    elif tag in ("alphaModFix", "clrChange", "xfrm") and "pic" in inside:
        anchor.see_through = anchor.see_through or tag != "xfrm" or attributes.get("rot", "0") != "0"
    elif tag == "fillRef":
        anchor.by_style = attributes.get("idx", "0") not in ("0", "1000")
    elif tag == "alpha" and "spPr" in inside and "ln" not in inside and attributes.get("val", "100000") != "100000":
        anchor.see_through = True
    elif tag == "ext" and parent == "oneCellAnchor":
        width, height = (attributes.get(side, "0") for side in ("cx", "cy"))
        anchor.size = (int(width), int(height)) if width.isdecimal() and height.isdecimal() else (0, 0)
