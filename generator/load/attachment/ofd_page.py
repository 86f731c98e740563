"""The objects of a page of an OFD (GB/T 33190-2016): the signs where they stand, and what else is on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.frozen import frozen
from generator.load.attachment.package import Attributes, Event
from generator.load.attachment.sweep import telling

_FALSE = ("false", "0")
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


def numbers_of(text: str) -> list[float]:
    """The numbers in a text; none where one is no number."""
    try:
        return [float(part) for part in text.split()]
    except ValueError:
        return []


@frozen
class _Sign:
    """A run of signs: its base line and beginning in millimetres, and the size of a sign."""

    y: float
    x: float
    size: float
    text: str


@dataclass
class Page:
    """The page of a document: its signs where they lie, what is not seen, and what it takes from elsewhere."""

    signs: list[_Sign] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # of links, of parameters, of what else is no text of the page
    templates: list[str] = field(default_factory=list)
    composites: list[tuple[str, float, float, float]] = field(default_factory=list)  # of each: id, left, top, scale
    picture_area: float = 0.0
    area: float = 0.0

    def placed(self, left: float, top: float, scale: float) -> Page:
        """The signs on it, laid somewhere on another page."""
        signs = [_Sign(top + one.y * scale, left + one.x * scale, one.size * scale, one.text) for one in self.signs]
        return Page(signs, self.unseen, self.remarks, self.words, picture_area=self.picture_area * scale * scale)

    def add(self, other: Page) -> None:
        """Takes in what a template or an annotation lays over the page."""
        self.signs += other.signs
        self.unseen += other.unseen
        self.remarks += other.remarks
        self.words += other.words
        self.picture_area += other.picture_area

    @property
    def text(self) -> str:
        """Its lines from above, each from the left: what stands on one base line and close together is one word."""
        lines: list[list[_Sign]] = []
        for sign in sorted(self.signs, key=lambda sign: sign.y):
            if lines and abs(lines[-1][0].y - sign.y) <= max(sign.size, 1) * 0.4:
                lines[-1].append(sign)
            else:
                lines.append([sign])
        return "\n".join(filter(None, (_joined(sorted(line, key=lambda sign: sign.x)) for line in lines)))


def _joined(signs: list[_Sign]) -> str:
    text, end = "", 0.0
    for sign in signs:
        if text and sign.x - end > sign.size * 1.2:
            text += " "
        text += sign.text
        wide = sum(1.0 if char > "\u2e80" else 0.5 for char in sign.text)
        end = max(end, sign.x + wide * sign.size)
    return text.strip()


@dataclass
class _Objects:
    """The objects of a page or template while they are read."""

    page: Page = field(default_factory=Page)
    boxes: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])
    boundary: list[float] = field(default_factory=lambda: [0.0] * 4)
    size: float = 3.5
    at: list[float] = field(default_factory=lambda: [0.0, 0.0])
    stamp: bool = False
    hidden: int = 0
    texts: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Attributes) -> None:
        """Takes in the start of an element."""
        if self.hidden or attributes.get("Visible", "") in _FALSE:
            self.hidden += 1
        if tag not in _DRAWN:
            self.page.words += [word for word in attributes.values() if telling(word)]
        match tag:
            case "Template":
                self.page.templates.append(attributes.get("TemplateID", ""))
            case "Appearance":
                self.boxes.append(_corner(attributes))
            case "TextObject":
                self.boundary = (numbers_of(attributes.get("Boundary", "")) + [0.0] * 4)[:4]
                self.size = _scaled(attributes)
            case "TextCode":
                self.at, self.texts = _start(attributes, self.at), []
            case "CompositeObject":
                matrix = numbers_of(attributes.get("CTM", ""))
                scale = abs(matrix[3]) if len(matrix) == 6 and matrix[3] else 1.0
                self.page.composites.append((attributes.get("ResourceID", ""), *_corner(attributes), scale))
            case "Annot":
                self.stamp = attributes.get("Type", "") in _NO_NOTES
            case "ImageObject":
                self.page.picture_area += area_of(attributes.get("Boundary", ""))
            case _:
                pass

    def text(self, inside: str, text: str) -> None:
        """Takes in text inside an element."""
        if inside == "TextCode":
            self.texts.append(text)
        elif inside == "PhysicalBox":
            self.page.area = area_of(text)
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
                left, top = self.boxes[-1][0] + self.boundary[0], self.boxes[-1][1] + self.boundary[1]
                self.page.signs.append(_Sign(top + self.at[1], left + self.at[0], self.size, text))
            self.texts = []
        elif tag == "Appearance" and len(self.boxes) > 1:
            self.boxes.pop()
        self.hidden -= 1 if self.hidden else 0


def read_objects(events: Iterator[Event]) -> Page:
    """The signs of a page or template, each where it stands, and what else is on it."""
    found, inside = _Objects(), ""
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
