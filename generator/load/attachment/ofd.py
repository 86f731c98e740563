"""Text of an OFD (GB/T 33190-2016): pages with the templates they use, lines joined by where their signs stand."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.load.attachment.package import Attributes, Event, Package
from generator.load.attachment.readable import is_unreadable
from generator.model.attachment import Piece

_FEW = 30  # signs; with fewer, a page that is mostly a picture is a picture
_FALSE = ("false", "0")
_NO_NOTES = ("Stamp", "Watermark", "Link")  # annotations of which the remark is a program's
_MOST_UNITS = 5000


def read_ofd(package: Package) -> Iterator[Piece]:
    """The pieces of a package document by document, page by page."""
    number = 0
    pictures: list[int] = []
    strange: list[int] = []
    units = _composites(package)
    for document in _documents(package):
        pages, templates, others, area = _structure(package, document)
        notes = _annotations(package, others)
        for page, page_id in pages:
            number += 1
            read = _read_page(package, page)
            for template in read.templates:
                if template in templates:
                    read.add(_read_page(package, templates[template]))
            for note in notes.get(page_id, ()):
                read.add(_read_page(package, note))
            for resource, left, top, scale in read.composites[:_MOST_UNITS]:
                if resource in units:
                    read.add(units[resource].placed(left, top, scale))
            text = read.text
            if is_unreadable(text):
                strange.append(number)
            elif text:
                yield Piece(text, page=number)
            if read.unseen:
                yield Piece("\n".join(read.unseen), "hidden", number)
            if read.remarks:
                yield Piece("\n".join(read.remarks), "comment", number)
            if read.picture_area > (read.area or area) / 2 and len(text.replace("\n", "")) < _FEW:
                pictures.append(number)
    for name, found in (("pages-pictures", pictures), ("pages-unreadable", strange)):
        if found:
            yield Piece(",".join(map(str, found)), "trace", name=name)


def _composites(package: Package) -> dict[str, _Page]:
    """The groups of objects that pages use by their id (GB/T 33190, 13)."""
    found: dict[str, _Page] = {}
    for name in package.names:
        if package.root(name) != "Res":
            continue
        package.done.add(name.lower())
        pending: list[Event] = []
        unit = ""
        for event in package.events(name):
            if event[:2] == ("start", "CompositeGraphicUnit"):
                unit, pending = event[2].get("ID", ""), []
            elif event[:2] == ("end", "CompositeGraphicUnit"):
                found[unit] = _read_objects(iter(pending))
                unit = ""
            elif unit:
                pending.append(event)
    return found


def _documents(package: Package) -> list[str]:
    """The parts that a document begins with."""
    roots = [name for name in package.names if package.root(name) == "OFD"]
    found = []
    for name in roots:
        for event, tag, text in _texts(package, name):
            if event == "text" and tag == "DocRoot":
                found.append(_join(name, text))
    found = [name for name in found if name in package]
    return found or [name for name in package.names if package.root(name) == "Document"]


def _texts(package: Package, name: str) -> Iterator[tuple[str, str, str]]:
    inside = ""
    for event, value, _ in package.events(name):
        if event == "start":
            inside = value
        elif event == "text" and value.strip():
            yield "text", inside, value.strip()


def _join(part: str, target: str) -> str:
    target = target.replace("\\", "/")
    whole = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(whole).lstrip("/")


def _structure(package: Package, document: str) -> tuple[list[tuple[str, str]], dict[str, str], list[str], float]:
    """The pages of a document in their order (each with its id), its templates by id, its annotations, the area of a page."""
    pages: list[tuple[str, str]] = []
    templates: dict[str, str] = {}
    others: list[str] = []
    area, inside = 0.0, ""
    package.done.add(document.lower())
    for event, value, attributes in package.events(document):
        if event == "start":
            inside = value
            place = _join(document, attributes.get("BaseLoc", ""))
            if value == "Page" and place in package:
                pages.append((place, attributes.get("ID", "")))
            elif value == "TemplatePage" and place in package:
                templates[attributes.get("ID", "")] = place
        elif event == "text" and value.strip():
            if inside == "Annotations":
                others.append(_join(document, value.strip()))
            elif inside in ("PhysicalBox", "CropBox") and not area:
                area = _area(value)
    if not pages:
        pages = [(name, "") for name in package.names if package.root(name) == "Page" and name not in templates.values()]
    return pages, templates, others, area


def _annotations(package: Package, parts: list[str]) -> dict[str, list[str]]:
    """The annotations of each page, by the id of the page."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if part not in package:
            continue
        package.done.add(part.lower())
        page, inside = "", ""
        for event, value, attributes in package.events(part):
            if event == "start":
                inside = value
                page = attributes.get("PageID", page) if value == "Page" else page
            elif event == "text" and inside == "FileLoc" and _join(part, value.strip()) in package:
                found.setdefault(page, []).append(_join(part, value.strip()))
    return found


def _area(box: str) -> float:
    sides = _numbers(box)
    return sides[2] * sides[3] if len(sides) == 4 else 0.0


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split()]
    except ValueError:
        return []


@dataclass(frozen=True, slots=True)
class _Sign:
    """A run of signs: its base line and beginning in millimetres, and the size of a sign."""

    y: float
    x: float
    size: float
    text: str


@dataclass
class _Page:
    """The page of a document: its signs where they lie, what is not seen, and what it takes from elsewhere."""

    signs: list[_Sign] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    composites: list[tuple[str, float, float, float]] = field(default_factory=list)  # of each: id, left, top, scale
    picture_area: float = 0.0
    area: float = 0.0

    def placed(self, left: float, top: float, scale: float) -> _Page:
        """The signs on it, laid somewhere on another page."""
        signs = [_Sign(top + one.y * scale, left + one.x * scale, one.size * scale, one.text) for one in self.signs]
        return _Page(signs, self.unseen, self.remarks, picture_area=self.picture_area * scale * scale)

    def add(self, other: _Page) -> None:
        """Takes in what a template or an annotation lays over the page."""
        self.signs += other.signs
        self.unseen += other.unseen
        self.remarks += other.remarks
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


def _read_page(package: Package, name: str) -> _Page:
    package.done.add(name.lower())
    return _read_objects(package.events(name))


def _read_objects(events: Iterator[Event]) -> _Page:
    """The signs of a page or template, each where it stands, and what else is on it."""
    found, stamp = _Page(), False
    boxes: list[list[float]] = [[0.0, 0.0]]
    boundary, size, at, inside = [0.0] * 4, 3.5, [0.0, 0.0], ""
    hidden = 0
    texts: list[str] = []
    for event, value, attributes in events:
        if event == "start":
            inside = value
            if hidden or attributes.get("Visible", "") in _FALSE:
                hidden += 1
            match value:
                case "Template":
                    found.templates.append(attributes.get("TemplateID", ""))
                case "Appearance":
                    boxes.append((_numbers(attributes.get("Boundary", "")) or [0.0, 0.0])[:2])
                case "TextObject":
                    boundary = (_numbers(attributes.get("Boundary", "")) + [0.0] * 4)[:4]
                    size = _scaled(attributes)
                case "TextCode":
                    at, texts = _start(attributes, at), []
                case "CompositeObject":
                    box = (_numbers(attributes.get("Boundary", "")) + [0.0] * 2)[:2]
                    matrix = _numbers(attributes.get("CTM", ""))
                    scale = abs(matrix[3]) if len(matrix) == 6 and matrix[3] else 1.0
                    found.composites.append((attributes.get("ResourceID", ""), box[0], box[1], scale))
                case "Annot":
                    stamp = attributes.get("Type", "") in _NO_NOTES
                case "ImageObject":
                    found.picture_area += _area(attributes.get("Boundary", ""))
                case _:
                    pass
        elif event == "text":
            if inside == "TextCode":
                texts.append(value)
            elif inside == "Remark" and value.strip() and not stamp:
                found.remarks.append(value.strip())
            elif inside == "PhysicalBox":
                found.area = _area(value)
        else:
            inside = ""
            if value == "TextCode" and (text := "".join(texts).strip()):
                if hidden:
                    found.unseen.append(text)
                else:
                    left, top = boxes[-1][0] + boundary[0], boxes[-1][1] + boundary[1]
                    found.signs.append(_Sign(top + at[1], left + at[0], size, text))
                texts = []
            elif value == "Appearance" and len(boxes) > 1:
                boxes.pop()
            hidden -= 1 if hidden else 0
    return found


def _scaled(attributes: Attributes) -> float:
    size = _numbers(attributes.get("Size", "")) or [3.5]
    matrix = _numbers(attributes.get("CTM", ""))
    return abs(size[0] * (matrix[3] if len(matrix) == 6 and matrix[3] else 1.0)) or 3.5


def _start(attributes: Attributes, before: list[float]) -> list[float]:
    """The place where a run begins in its object; what it does not say is as it was."""
    x, y = _numbers(attributes.get("X", "")), _numbers(attributes.get("Y", ""))
    return [x[0] if x else before[0], y[0] if y else before[1]]
