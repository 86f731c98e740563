"""Drawings of a DOCX (ECMA-376, DrawingML 20.4 and VML 14): pictures with their size, and what is laid over the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.late import late
from generator.load.attachment.events import Attributes
from generator.load.attachment.laid_over import Cover, Setting
from generator.load.attachment.media import is_opaque
from generator.load.attachment.opendocument.styles import length_of
from generator.load.attachment.package import Package
from generator.load.attachment.slides.slide import inner_box

_HEAD = 65_536  # bytes of a picture in which it says how it is seen
_POINT = 12_700.0  # EMU
_TRUE = ("1", "true", "on", "t")
_CROPPED = 2_000  # thousandths of a percent; less is how a program rounds
_OPAQUE = 100_000  # thousandths of a percent
_HALF_TURN = 10_800_000  # 60,000ths of a degree
_WRAPS = ("wrapSquare", "wrapTight", "wrapThrough", "wrapTopAndBottom")
_MANY = ("wgp", "wpc", "grpSp", "group")  # shapes together, of which each has measures of its own
_CHANGED = ("clrChange", "alphaModFix", "alphaMod", "alphaOff", "lum", "duotone")  # lets a picture be seen through, or may
_FILLS = ("solidFill", "gradFill", "pattFill")
_VML = {"rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "shape": "", "image": "rect"}
_BOX = "t202"  # a text box, among the kinds of a shape in VML
_STYLE = late(r"\s*([\w-]+)\s*:\s*([^;]*)")
# From where a place is counted: what stands with the paragraph, and what with the sign that the drawing is bound to.
_WITH_COLUMN, _WITH_SIGN, _WITH_PARAGRAPH = ("column", "text", "margin"), ("character", "char"), ("paragraph", "line", "text")


@dataclass(slots=True)
class Drawing:
    """A drawing while it is read, by the events of its elements. ``at`` is where its sign stands in the line, in points."""

    image: Callable[[str], bytes]  # the first bytes of a picture by the id of its relation
    at: float = 0.0
    area: float = 0.0  # of a picture, in square EMU; nought where there is none
    says: bool = False  # it has words of its own
    _inside: list[str] = field(default_factory=list)
    _sides: tuple[float, float] = (0.0, 0.0)
    _from: dict[str, str] = field(default_factory=dict)  # H and V: what a place is counted from
    _placed: dict[str, str] = field(default_factory=dict)  # H and V: an offset in EMU, or left, center, right
    _floats: bool = False
    _form: str = ""
    _filled: bool | None = None
    _by_style: bool = False
    _clear: bool = False  # something can be seen through it, or nobody can say
    _pictured: str = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of an element."""
        parent = self._inside[-1] if self._inside else ""
        self._inside.append(tag)
        if tag in _VML and attributes.get("style"):
            self._vml(tag, attributes)
        elif tag == "anchor":
            self._floats = attributes.get("behindDoc", "0") not in _TRUE and attributes.get("hidden", "0") not in _TRUE
        elif tag == "extent":
            sides = [attributes.get(side, "0") for side in ("cx", "cy")]
            self._sides = (float(sides[0]), float(sides[1])) if all(map(str.isdecimal, sides)) else (0.0, 0.0)
        elif tag in ("positionH", "positionV"):
            self._from[tag[-1]] = attributes.get("relativeFrom", "")
        elif tag in ("blip", "imagedata"):
            self._pictured = attributes.get("r:embed") or attributes.get("r:id") or attributes.get("r:link") or "?"
            self.area = self.area or self._sides[0] * self._sides[1]
            self._clear = self._clear or "chromakey" in attributes
        elif tag in _WRAPS or (tag == "wrap" and attributes.get("type", "none") != "none"):
            self._floats = False
        elif tag in ("solidFill", "noFill", "gradFill", "pattFill") and parent == "spPr":
            self._filled = tag != "noFill"
        elif tag == "fillRef":
            self._by_style = attributes.get("idx", "0") != "0"
        elif tag == "prstGeom":
            self._form = attributes.get("prst", "")
        else:
            self._looks(tag, attributes)

    def _looks(self, tag: str, attributes: Attributes) -> None:
        """Takes in what lets something be seen through a drawing."""
        if tag in (*_CHANGED, *_MANY, "custGeom", "graphicFrame", "chart"):
            self._clear = True
        elif tag == "alpha" and any(fill in self._inside for fill in _FILLS) and "spPr" in self._inside:
            fill = next(at for at, inside in enumerate(self._inside) if inside in _FILLS)
            value = attributes.get("val", "")
            seen_through = value.isdecimal() and int(value) < _OPAQUE
            self._clear = self._clear or (seen_through and self._inside[fill - 1] == "spPr")
        elif tag == "xfrm":
            turn = attributes.get("rot", "0")
            self._clear = self._clear or not turn.lstrip("-").isdecimal() or int(turn) % _HALF_TURN != 0
        elif tag == "fill":  # of VML
            opacity = attributes.get("opacity", "1")
            whole = opacity in ("1", "1.0", "100%", "65536f")
            self._clear = self._clear or not whole or attributes.get("type") in ("frame", "tile")
        elif tag == "t" and "txbxContent" in self._inside:
            self.says = True

    def _vml(self, tag: str, attributes: Attributes) -> None:
        """Takes in a shape in the older way of writing, whose place stands in its style."""
        style = dict(_STYLE.findall(attributes["style"]))
        depth = style.get("z-index", "0")
        self._sides = length_of(style.get("width")), length_of(style.get("height"))
        self._floats = style.get("position") == "absolute" and not depth.startswith("-") and style.get("visibility") != "hidden"
        self._clear = self._clear or style.get("rotation", "0") != "0" or "group" in self._inside
        for axis, name, side in (("H", "horizontal", "margin-left"), ("V", "vertical", "margin-top")):
            self._from[axis] = style.get(f"mso-position-{name}-relative", "text")
            said = style.get(f"mso-position-{name}", "absolute")
            self._placed[axis] = said if said != "absolute" else str(length_of(style.get(side)))
        self._form = _VML[tag] or ("rect" if attributes.get("type", "").endswith(_BOX) else "other")
        self._filled = attributes.get("filled", "t") in _TRUE

    def text(self, value: str) -> None:
        """Takes in a text: a place, as an offset or a word."""
        if self._inside[-1:] in (["posOffset"], ["align"]) and len(self._inside) > 1:
            self._placed[self._inside[-2][-1]] = value.strip()

    def end(self) -> None:
        """Takes in the end of an element."""
        if self._inside:
            self._inside.pop()

    def cover(self, setting: Setting) -> Cover | None:
        """The area in which the drawing hides the text of its paragraph and of those below; None where it may hide none."""
        if not self._floats or self._clear or not all(self._sides):
            return None
        if self._pictured:
            if not is_opaque(self.image(self._pictured)):
                return None
            form = self._form if self._form != "other" else "rect"
        elif self._filled or (self._filled is None and self._by_style):
            form = self._form
        else:
            return None
        wide, high = (side / _POINT for side in self._sides)
        left, top = self._left(setting, wide), self._top()
        if left is None or top is None:
            return None
        box = inner_box(form, (left, top, left + wide, top + high))
        return Cover(*box, says=self.says) if box else None

    def _left(self, setting: Setting, wide: float) -> float | None:
        beside = self._from.get("H", "")
        place = self._placed.get("H", "")
        aligned = {"left": 0.0, "inside": 0.0, "center": (setting.width - wide) / 2, "right": setting.width - wide}
        if beside in _WITH_COLUMN:
            return aligned[place] if place in aligned else _points(place)
        offset = _points(place)
        return self.at + offset if beside in _WITH_SIGN and offset is not None else None

    def _top(self) -> float | None:
        return _points(self._placed.get("V", "")) if self._from.get("V", "") in _WITH_PARAGRAPH else None


def _points(emu: str) -> float | None:
    try:
        return float(emu) / _POINT
    except ValueError:
        return None


def image_head(package: Package, part: str, id: str) -> bytes:
    """The first bytes of a picture that a part shows by its id."""
    target = next((one.target for one in package.relations.get(part.lower(), ()) if one.id == id), "")
    return package.head(target, _HEAD) if target in package else b""


def is_cropped(attributes: Attributes) -> bool:
    """True if a picture is shown in part only: by DrawingML in thousandths of a percent, by VML in 65,536ths or as a fraction."""
    for side in ("l", "t", "r", "b"):
        value = attributes.get(side, "0")
        if value.lstrip("-").isdecimal() and int(value) > _CROPPED:
            return True
    for side in ("cropleft", "croptop", "cropright", "cropbottom"):
        value = attributes.get(side, "0")
        number = value.removesuffix("f")
        if number.replace(".", "", 1).isdecimal():
            share = float(number) / 65536 if value.endswith("f") else float(number)
            if share * 100_000 > _CROPPED:
                return True
    return False
