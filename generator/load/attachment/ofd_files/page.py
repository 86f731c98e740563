"""The objects of a page of an OFD (GB/T 33190-2016): the signs where they stand, and what else is on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from generator.load.attachment.events import Attributes, Event
from generator.load.attachment.ofd_files.resources import CLEAR, Resources, colour_of
from generator.load.attachment.ofd_files.unseen import Box, Sign, Thing, covered_by
from generator.load.attachment.words import telling

_FALSE, _TRUE = ("false", "0"), ("true", "1")
_PEN = 1.4  # mm; a stroke that is thicker may hide words
_MOST_STEPS = 10_000
_NO_NOTES = ("Stamp", "Watermark", "Link")  # annotations of which the remark is a program's
# Elements that draw: their attributes and texts are measures.
_DRAWN = frozenset(
    (
        *("TextObject", "TextCode", "PathObject", "ImageObject", "CGTransform", "Glyphs", "AbbreviatedData", "Layer", "Page"),
        *("FillColor", "StrokeColor", "Clip", "Area", "Path", "Segment", "Appearance", "CompositeObject", "Text", "Shadow"),
        *("PhysicalBox", "ApplicationBox", "ContentBox", "Actions", "Region", "Clips", "PageBlock", "AxialShd", "RadialShd"),
    )
)


def area_of(box: str) -> float:
    """The area of a box in square millimetres."""
    sides = numbers_of(box)
    return sides[2] * sides[3] if len(sides) == 4 else 0.0


def box_of(text: str) -> Box | None:
    """A box by its corners, of one that is given by a corner and its sides."""
    sides = numbers_of(text)
    return (sides[0], sides[1], sides[0] + sides[2], sides[1] + sides[3]) if len(sides) == 4 else None


def numbers_of(text: str) -> list[float]:
    """The numbers in a text; none where one is no number."""
    try:
        return [float(part) for part in text.split()]
    except ValueError:
        return []


@dataclass
class Page:
    """The page of a document: things drawn on it in their order, what is hidden, and what it takes from elsewhere."""

    things: list[Thing] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # of links, of parameters, of what else is no text of the page
    templates: list[tuple[str, bool]] = field(default_factory=list)  # of each: its id, whether it lies over the page
    composites: list[tuple[str, float, float, float]] = field(default_factory=list)  # of each: id, left, top, scale
    pictures: list[str] = field(default_factory=list)  # by their ids
    picture_area: float = 0.0
    box: Box | None = None

    def placed(self, left: float, top: float, scale: float) -> Page:
        """The page, laid somewhere on another page: what is drawn on it, and none of it covers what lies there."""
        things = []
        for thing in self.things:
            box, sign = _moved(thing.box, left, top, scale), thing.sign
            if sign:
                starts = tuple(left + start * scale for start in sign.starts)
                sign = Sign(
                    top + sign.y * scale, left + sign.x * scale, sign.size * scale, sign.text, starts, sign.ink, sign.turned
                )
            things.append(Thing(box, sign))
        return Page(things, self.unseen, self.remarks, self.words, picture_area=self.picture_area * scale * scale)

    def add(self, other: Page, *, below: bool = False) -> None:
        """Takes in what a template or an annotation lays over the page, or under it."""
        self.things[:0] = other.things if below else ()
        self.things += () if below else other.things
        self.unseen += other.unseen
        self.remarks += other.remarks
        self.words += other.words
        self.pictures += other.pictures
        self.picture_area += other.picture_area


def lines_of(signs: Sequence[Sign]) -> str:
    """The lines of signs from above, each from the left: what stands on one base line and close together is one word."""
    lines: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda sign: sign.y):
        if lines and abs(lines[-1][0].y - sign.y) <= max(sign.size, 1) * 0.4:
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return "\n".join(filter(None, (_joined(sorted(line, key=lambda sign: sign.x)) for line in lines)))


def _joined(signs: list[Sign]) -> str:
    text, end = "", 0.0
    for sign in signs:
        if text and sign.x - end > sign.size * 1.2:
            text += " "
        text += sign.text
        wide = sum(1.0 if char > "\u2e80" else 0.5 for char in sign.text)
        end = max(end, sign.x + wide * sign.size)
    return text.strip()


def _moved(box: Box, left: float, top: float, scale: float) -> Box:
    return left + box[0] * scale, top + box[1] * scale, left + box[2] * scale, top + box[3] * scale


@dataclass
class _Objects:
    """The objects of a page or template while they are read."""

    resources: Resources
    page: Page = field(default_factory=Page)
    boxes: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])
    boundary: list[float] = field(default_factory=lambda: [0.0] * 4)
    size: float = 3.5
    at: list[float] = field(default_factory=lambda: [0.0, 0.0])
    steps: list[float] = field(default_factory=list)
    look: Attributes = field(default_factory=dict)  # of the object that is read
    ink: str = ""
    layer_ink: str = ""
    is_vague: bool = False  # nobody can say here how much of the object is seen
    is_mark: bool = False  # a stamp, a watermark, a highlight
    stamp: bool = False
    hidden: int = 0
    texts: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of an element."""
        if self.hidden or attributes.get("Visible", "") in _FALSE:
            self.hidden += 1
        if tag not in _DRAWN:
            self.page.words += [word for word in attributes.values() if telling(word)]
        match tag:
            case "Template":
                self.page.templates.append((attributes.get("TemplateID", ""), attributes.get("ZOrder") == "Foreground"))
            case "Layer":
                self.layer_ink = self.resources.fill(attributes.get("DrawParam", ""))
            case "Appearance":
                self.boxes.append(_corner(attributes))
            case "TextObject" | "PathObject" | "ImageObject":
                self.boundary = (numbers_of(attributes.get("Boundary", "")) + [0.0] * 4)[:4]
                self.size, self.look, self.ink, self.is_vague = _scaled(attributes), attributes, "", False
                self.path = []
                if tag == "ImageObject":
                    self.page.picture_area += area_of(attributes.get("Boundary", ""))
                    self._picture()
            case "FillColor":
                self.ink = colour_of(attributes.get("Value", ""), attributes.get("Alpha", ""))
            case "Clips" | "Pattern":
                self.is_vague = True
            case "StrokeColor":
                self.is_vague = self.is_vague or attributes.get("Alpha", "255") != "255"
            case "TextCode":
                self.at, self.texts = _start(attributes, self.at), []
                self.steps = _steps(attributes.get("DeltaX", ""))
            case "CompositeObject":
                matrix = numbers_of(attributes.get("CTM", ""))
                scale = abs(matrix[3]) if len(matrix) == 6 and matrix[3] else 1.0
                self.page.composites.append((attributes.get("ResourceID", ""), *_corner(attributes), scale))
                self.boundary = (numbers_of(attributes.get("Boundary", "")) + [0.0] * 4)[:4]
                self._put(Thing(self._box))
            case "Annot":
                self.stamp = attributes.get("Type", "") in _NO_NOTES
                self.is_mark = attributes.get("Type", "") != "Path"
            case _:
                pass

    def text(self, inside: str, text: str) -> None:
        """Takes in text inside an element."""
        if inside == "TextCode":
            self.texts.append(text)
        elif inside == "AbbreviatedData":
            self.path.append(text)
        elif inside == "PhysicalBox":
            self.page.box = box_of(text)
        elif inside == "Remark" and text.strip() and not self.stamp:
            self.page.remarks.append(text.strip())
        elif inside not in _DRAWN and telling(text):
            self.page.words.append(text.strip())

    def end(self, tag: str) -> None:
        """Takes in the end of an element."""
        if tag == "TextCode" and (text := "".join(self.texts).strip()):
            if self.hidden:
                self.page.unseen.append(text)
            else:
                self._signs(text)
            self.texts = []
        elif tag == "PathObject":
            self._path("".join(self.path))
        elif tag == "Appearance" and len(self.boxes) > 1:
            self.boxes.pop()
        self.hidden -= 1 if self.hidden else 0

    @property
    def _corner(self) -> tuple[float, float]:
        return self.boxes[-1][0] + self.boundary[0], self.boxes[-1][1] + self.boundary[1]

    @property
    def _box(self) -> Box:
        left, top = self._corner
        return left, top, left + self.boundary[2], top + self.boundary[3]

    @property
    def _fill(self) -> str:
        return self.ink or self.resources.fill(self.look.get("DrawParam", "")) or self.layer_ink or "0 0 0"

    @property
    def _is_opaque(self) -> bool:
        """True if what is drawn by the object that is read lets nothing be seen through."""
        clear = self.is_mark or self.is_vague or self.look.get("BlendMode", "Normal") != "Normal"
        return not clear and self.look.get("Alpha", "255") == "255"

    def _put(self, thing: Thing) -> None:
        if not self.hidden:
            self.page.things.append(thing)

    def _signs(self, text: str) -> None:
        """Puts a run of signs where its object lies and is moved to."""
        left, top = self._corner
        matrix = _matrix(self.look)
        ink = self._fill if self.look.get("Fill", "true") not in _FALSE else "none"
        if self.look.get("Stroke", "") in _TRUE or self.is_vague:
            ink = "?"
        elif self.look.get("Alpha") == "0":
            ink = "none"
        x, y = left + self.at[0] * matrix[0] + matrix[4], top + self.at[1] * matrix[3] + matrix[5]
        wide = abs(matrix[0]) or 1.0
        steps = [*self.steps, *[self.size / wide] * len(text)][: len(text) - 1]
        starts = tuple(accumulate((step * wide for step in steps), initial=x))
        turned = bool(matrix[1] or matrix[2]) or matrix[0] < 0 or "ReadDirection" in self.look or "CharDirection" in self.look
        sign = Sign(y, x, self.size, text, starts, ink, turned)
        self._put(Thing(sign.box, sign))

    def _path(self, path: str) -> None:
        filled = self.look.get("Fill", "") in _TRUE
        drawn = self.look.get("Stroke", "true") not in _FALSE
        width = (numbers_of(self.look.get("LineWidth", "")) or [0.0])[0]
        if not (filled or (drawn and width > _PEN)):
            return
        opaque = self._is_opaque and not (filled and self.ink in ("none", CLEAR))
        covers = covered_by(path, _matrix(self.look), self._corner, filled=filled, width=width) if opaque else ()
        self._put(Thing(self._box, covers=covers))

    def _picture(self) -> None:
        opaque = self._is_opaque and self.look.get("ResourceID", "") in self.resources.opaque and "ImageMask" not in self.look
        self.page.pictures.append(self.look.get("ResourceID", ""))
        matrix = _matrix(self.look)
        upright = not (matrix[1] or matrix[2])
        self._put(Thing(self._box, covers=(self._box,) if opaque and upright else (), is_picture=True))


def read_objects(events: Iterable[Event], resources: Resources) -> Page:
    """The signs of a page or template, each where it stands, and what else is on it."""
    found, inside = _Objects(resources), ""
    for event, value, attributes in events:
        if event == "start":
            inside = value
            found.start(value, attributes)
        elif event == "text":
            found.text(inside, value)
        else:
            inside = ""
            found.end(value)
    return found.page


def _corner(attributes: Attributes) -> tuple[float, float]:
    box = [*numbers_of(attributes.get("Boundary", "")), 0.0, 0.0]
    return box[0], box[1]


def _scaled(attributes: Attributes) -> float:
    size = numbers_of(attributes.get("Size", "")) or [3.5]
    matrix = numbers_of(attributes.get("CTM", ""))
    return abs(size[0] * (matrix[3] if len(matrix) == 6 and matrix[3] else 1.0)) or 3.5


def _start(attributes: Attributes, before: list[float]) -> list[float]:
    """The place where a run begins in its object; what it does not say is as it was."""
    x, y = numbers_of(attributes.get("X", "")), numbers_of(attributes.get("Y", ""))
    return [x[0] if x else before[0], y[0] if y else before[1]]


def _matrix(attributes: Attributes) -> list[float]:
    matrix = numbers_of(attributes.get("CTM", ""))
    return matrix if len(matrix) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]


def _steps(text: str) -> list[float]:
    """The steps from sign to sign; ``g 3 2.5`` stands for three of 2.5 (GB/T 33190, 11.3)."""
    words, found, at = text.split(), list[float](), 0
    while at < len(words) and len(found) < _MOST_STEPS:
        group = words[at] == "g" and words[at + 1 : at + 2] != [] and words[at + 1].isdecimal()
        step = numbers_of(" ".join(words[at + 2 : at + 3] if group else words[at : at + 1]))
        if not step:
            break
        found += step * (min(int(words[at + 1]), _MOST_STEPS) if group else 1)
        at += 3 if group else 1
    return found
