"""Shapes of a slide (ECMA-376, DrawingML): where each lies, what it is filled with, its words and how they look."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.load.attachment.events import Attributes, Event, xml_events
from generator.load.attachment.package import Package
from generator.load.attachment.readable import as_seen
from generator.load.attachment.slides.slide import NONE, OTHER, Look, Shape, Slide
from generator.load.attachment.sweep import words_about
from generator.load.attachment.word.shapes import is_cropped

_TRUE = ("1", "true")
_SHAPES = ("sp", "graphicFrame", "pic", "cxnSp")
_COLOURS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")
_LOOKS = frozenset(
    (*_COLOURS, "solidFill", "noFill", "gradFill", "pattFill", "blipFill", "grpFill", "fillRef", "ln", "effectLst")
)
# The most frequent elements, of which nothing is taken in.
_DUMB = frozenset(("t", "v", "p", "txBody", "lstStyle", "endParaRPr", "latin", "ea", "cs", "nvPr", "avLst", "gd", "pt", "lnTo"))
_NAMED = {"white": "FFFFFF", "black": "000000"}
_UPRIGHT, _SIDEWAYS = 10_800_000, 5_400_000  # 60,000ths of a degree
_CLEAR = 2_000  # thousandths of a percent: what is less opaque is not seen
_OPAQUE = 100_000


@dataclass(slots=True)
class _Group:
    """A group of shapes: what its measures are on the slide."""

    hidden: bool = False
    turned: bool = False
    scale: tuple[float, float] = (1.0, 1.0)
    move: tuple[float, float] = (0.0, 0.0)
    box: dict[str, tuple[float, float]] = field(default_factory=dict)

    def end(self) -> None:
        """Reckons from its own box and that of its children."""
        if len(self.box) == len(("off", "ext", "chOff", "chExt")):
            (left, top), (width, height) = self.box["off"], self.box["ext"]
            (inner_left, inner_top), (inner_width, inner_height) = self.box["chOff"], self.box["chExt"]
            self.scale = width / inner_width if inner_width else 1.0, height / inner_height if inner_height else 1.0
            self.move = left - inner_left * self.scale[0], top - inner_top * self.scale[1]


def read_shapes(package: Package, part: str) -> Slide:
    """The shapes of a part in the order in which they are drawn."""
    return _shapes(package.events(part))


@functools.lru_cache(maxsize=64)
def shapes_in(data: bytes) -> Slide:
    """The same of the bytes of a part that many files have as it is, such as a layout; nobody may change it."""
    return _shapes(xml_events(iter([data])))


def _shapes(events: Iterator[Event]) -> Slide:
    """The shapes of a slide by the events of its part, in the order in which they lie on each other."""
    reader = _Reader()
    for event, value, attributes in events:
        if event == "text":
            if reader.taking:
                reader.shape.lines[-1].append((value, reader.look))
        elif event == "start":
            reader.start(value, attributes)
        else:
            reader.end(value)
    return reader.slide


class _Reader:
    """Takes in the elements of a part one by one."""

    def __init__(self) -> None:
        self.slide = Slide()
        self.shape = Shape()  # what stands in no shape: the words of a diagram
        self.taking = False
        self.look = Look()
        self._outer = self.shape
        self._frame: Shape | None = None
        self._inside: list[str] = []
        self._groups: list[_Group] = []
        self._rows: list[list[Shape]] = []
        self._widths: list[float] = []
        self._at, self._height = (0.0, 0.0), 0.0
        self._repeated = 0  # what is said again for older programs
        self.slide.shapes.append(self.shape)

    def start(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of an element."""
        parent = self._inside[-1] if self._inside else ""
        self._inside.append(tag)
        self.taking = tag in ("t", "v")
        if tag in _DUMB:
            return
        match tag:
            case "sld" | "sldLayout":
                self.slide.hidden = attributes.get("show") in ("0", "false")
                self.slide.shows_master = attributes.get("showMasterSp") not in ("0", "false")
            case "clrMap":
                self.slide.colours = dict(attributes)
            case "Fallback":
                self._repeated += 1
            case "grpSp":
                self._groups.append(_Group(hidden=any(group.hidden for group in self._groups)))
            case _ if tag in _SHAPES:
                self.shape = Shape(tag, hidden=any(group.hidden for group in self._groups))
                self.slide.shapes.append(self.shape)
            case "cNvPr" | "hlinkClick" | "hlinkHover" | "hlinkMouseOver":
                self._named(tag, attributes, parent)
            case "ph":
                self.shape.place = attributes.get("type", "body")
            case "xfrm" | "off" | "ext" | "chOff" | "chExt":
                self._placed(tag, parent, attributes)
            case "prstGeom":
                self.shape.form = attributes.get("prst", "")
            case "custGeom":
                self.shape.form = tag
            case "srcRect":
                self.slide.cropped = self.slide.cropped or is_cropped(attributes)
            case "blip" if self.shape.kind == "pic":
                self.shape.image = attributes.get("r:embed", "")
            case "clrChange" | "alphaModFix" | "alphaBiLevel" | "biLevel" if parent == "blip":
                self.shape.see_through = True
            case "pPr" | "bodyPr" if attributes:
                self._aligned(attributes)
            case "rPr":
                size = attributes.get("sz", "")
                self.look = Look(size=int(size) if size.isdecimal() else 0)
            case "r" | "fld" | "br":
                self.look = Look()
            case "spTgt":
                self.slide.moving.add(attributes.get("spid", ""))
            case "tbl" | "gridCol" | "tr" | "tc":
                self._table(tag, attributes)
            case _ if tag in _LOOKS or parent in _COLOURS:
                self._coloured(tag, parent, attributes)
            case _:
                pass

    def _aligned(self, attributes: Attributes) -> None:
        """Takes in how the words of a shape stand in it: at its left or in its middle, or otherwise."""
        moved = any(attributes.get(side, "0") != "0" for side in ("indent", "marL"))
        if moved or attributes.get("vert", "horz") != "horz" or attributes.get("lIns", "91440") != "91440":
            self.shape.aligned = OTHER
        else:
            self.shape.aligned = attributes.get("algn", self.shape.aligned)

    def _named(self, tag: str, attributes: Attributes, parent: str) -> None:
        """Takes in what a shape or a group says of itself, or the hint of its link."""
        self.slide.words += words_about(attributes)
        if tag != "cNvPr":
            return
        hidden = attributes.get("hidden") in _TRUE
        if parent == "nvGrpSpPr":
            if self._groups:
                self._groups[-1].hidden = self._groups[-1].hidden or hidden
        else:
            self.shape.hidden, self.shape.id = self.shape.hidden or hidden, attributes.get("id", "")

    def _placed(self, tag: str, parent: str, attributes: Attributes) -> None:
        """Takes in where a shape or a group lies."""
        if tag == "xfrm":
            turn = int(attributes.get("rot", "0")) if attributes.get("rot", "0").lstrip("-").isdecimal() else 1
            if parent == "grpSpPr":
                if self._groups:
                    self._groups[-1].turned = turn % _UPRIGHT != 0
            elif parent in ("spPr", "graphicFrame"):
                self.shape.turned = turn % _UPRIGHT != 0
            return
        above = self._inside[-3] if parent == "xfrm" and len(self._inside) > 2 else ""
        pair = _pair(attributes, ("x", "y") if tag.lower().endswith("off") else ("cx", "cy"))
        if pair is None:
            return
        if above == "grpSpPr":
            if self._groups:
                self._groups[-1].box[tag] = pair
        elif above in ("spPr", "graphicFrame"):
            if tag == "off":
                self._at = pair
            elif tag == "ext":
                self._extended(pair)

    def _extended(self, size: tuple[float, float]) -> None:
        """The area of the shape, on the slide; known when its extent is."""
        if self.shape.kind == "pic":
            self.slide.picture_area += int(size[0] * size[1])
        left, top, right, bottom = self._at[0], self._at[1], self._at[0] + size[0], self._at[1] + size[1]
        for group in reversed(self._groups):
            left, right = (side * group.scale[0] + group.move[0] for side in (left, right))
            top, bottom = (side * group.scale[1] + group.move[1] for side in (top, bottom))
            self.shape.turned = self.shape.turned or group.turned
        self.shape.area = min(left, right), min(top, bottom), max(left, right), max(top, bottom)

    def _coloured(self, tag: str, parent: str, attributes: Attributes) -> None:
        """Takes in fills and colours: what they belong to is said by what they stand in."""
        if tag in _COLOURS:
            self._set_colour(self._inside[:-1], _colour(tag, attributes))
        elif parent in _COLOURS and tag == "alpha":
            value = attributes.get("val", "")
            self._take_opacity(self._inside[:-2], int(value) if value.isdecimal() else 0)
        elif parent in _COLOURS:  # lighter, darker
            self._set_colour(self._inside[:-2], OTHER)
        elif tag == "fillRef":
            self.shape.style_fill = attributes.get("idx", "0") not in ("0", "1000")
        elif tag.endswith("Fill") and parent in ("spPr", "tcPr", "bgPr", "rPr"):
            self._set_colour([parent, "solidFill"], NONE if tag == "noFill" else OTHER)
            if parent == "spPr" and tag in ("blipFill", "grpFill"):
                self.shape.see_through = True  # for all we know
        elif tag in ("ln", "effectLst") and parent == "rPr":
            # An outline and a shadow are seen, whatever the colour of the letters.
            self.look = Look(self.look.ink, OTHER, self.look.size, self.look.clear)

    def _set_colour(self, holders: list[str], colour: str) -> None:
        """Gives a colour to what holds it."""
        owner, holder = ["", "", *holders][-2:]
        if holder == "bgRef" or owner == "bgPr":
            self.slide.background = colour
        elif holder == "highlight":
            self.look = Look(self.look.ink, colour, self.look.size, self.look.clear)
        elif holder == "solidFill" and owner == "rPr":
            self.look = Look(colour, self.look.mark, self.look.size, colour == NONE)
        elif holder == "solidFill" and (owner == "spPr" or (owner == "tcPr" and self.shape.kind == "tc")):
            self.shape.fill = colour

    def _take_opacity(self, holders: list[str], value: int) -> None:
        if "spPr" in holders and "ln" not in holders:
            self.shape.see_through = self.shape.see_through or value < _OPAQUE
        elif holders[-2:] == ["rPr", "solidFill"]:
            self.look = Look(OTHER if value < _OPAQUE else self.look.ink, self.look.mark, self.look.size, value <= _CLEAR)

    def _table(self, tag: str, attributes: Attributes) -> None:
        """Takes in the parts of a table, each cell a shape of its own."""
        if tag == "tbl":
            self._frame, self._rows, self._widths = self.shape, [], []
        elif tag == "gridCol":
            self._widths.append(_number(attributes.get("w")))
        elif self._frame is not None and tag == "tr":
            self._rows.append([])
            above = self._rows[-2][0].area if len(self._rows) > 1 and self._rows[-2] else None
            frame = self._frame.area
            top = above[3] if above else frame[1] if frame else 0.0
            self._at, self._height = (frame[0] if frame else 0.0, top), _number(attributes.get("h"))
        elif self._frame is not None and self._rows:
            column = len(self._rows[-1])
            width = self._widths[column] if column < len(self._widths) else 0.0
            left, top = self._at
            self.shape = Shape("tc", self._frame.id, self._frame.hidden, turned=self._frame.turned)
            if self._frame.area:
                self.shape.area = left, top, left + width, top + self._height
            self._at = left + width, top
            self._rows[-1].append(self.shape)
            self.slide.shapes.append(self.shape)

    def end(self, tag: str) -> None:
        """Takes in the end of an element."""
        if self._inside:
            self._inside.pop()
        self.taking = False
        if tag in ("p", "pt"):
            self.shape.lines.append([])
        elif tag == "tc" and self._frame is not None:
            self.shape = self._frame
        elif tag == "tbl" and self._frame is not None:
            if any(cell.text.strip() for row in self._rows for cell in row):
                self.slide.tables.append((self._frame.hidden, self._rows))
            self._frame = None
        elif tag == "grpSpPr" and self._groups:
            self._groups[-1].end()
        elif tag == "grpSp" and self._groups:
            self._groups.pop()
        elif tag in _SHAPES:
            if self._repeated:
                self.shape.area = None
            self.shape = self._outer
        elif tag == "Fallback":
            self._repeated -= 1


def _colour(tag: str, attributes: Attributes) -> str:
    """A colour as six digits, by its name in the theme (``bg1``), or ``?``."""
    value = attributes.get("lastClr" if tag == "sysClr" else "val", OTHER)
    if tag in ("srgbClr", "sysClr"):
        return as_seen(value)
    return value if tag == "schemeClr" else _NAMED.get(value, OTHER) if tag == "prstClr" else OTHER


@functools.lru_cache(maxsize=64)
def colours_of_theme(data: bytes) -> Mapping[str, str]:
    """The colours of a theme by name (``lt1``), as six digits."""
    found: dict[str, str] = {}
    inside: list[str] = []
    for event, tag, attributes in xml_events(iter([data])):
        if event == "start":
            if tag in _COLOURS and inside[-2:-1] == ["clrScheme"]:
                found[inside[-1]] = _colour(tag, attributes)
            inside.append(tag)
        elif event == "end":
            inside.pop()
    return found


def _pair(attributes: Attributes, names: tuple[str, str]) -> tuple[float, float] | None:
    first, second = (attributes.get(name, "") for name in names)
    return (float(first), float(second)) if first.lstrip("-").isdecimal() and second.lstrip("-").isdecimal() else None


def _number(value: str | None) -> float:
    return float(value) if value and value.isdecimal() else 0.0
