"""Text of a presentation (ECMA-376, PresentationML): slides, what all of them show, notes, comments, hidden slides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.load.attachment.docx import is_cropped
from generator.load.attachment.package import Package, in_order
from generator.model.attachment import Part, Piece, Table

_TRUE = ("1", "true")
_FEW = 30  # signs; with fewer, a slide that is mostly a picture is a picture
_SLIDE = (12_192_000, 6_858_000)  # EMU, where the presentation does not say

Found = Iterator[Piece | Table]


def read_pptx(package: Package) -> Found:
    """The pieces of a presentation slide by slide, in the order in which they are shown."""
    main = next(iter(package.related("", "officeDocument")), "ppt/presentation.xml")
    slides, area = _slides(package, main)
    shared: dict[str, None] = {}
    tables = 0
    pictures: list[int] = []
    for number, slide in enumerate(slides, 1):
        read = _Shapes(package, slide)
        package.done.add(slide.lower())
        part: Part = "hidden" if read.hidden else "text"
        yield from _piece(read.text, part, number)
        yield from _piece(read.unseen, "hidden", number)
        if read.words:
            yield Piece("\n".join(read.words), "inside", page=number, name="words")
        for rows in read.tables:
            tables += 1
            yield Table(rows, tables, number, part=part)
        if read.cropped:
            yield Piece("", "trace", page=number, name="picture-cropped")
        if read.picture_area > area / 2 and len(read.text.replace("\n", "")) < _FEW:
            pictures.append(number)
        yield from _beside(package, slide, number)
        for layout in package.related(slide, "slideLayout"):
            shared.update(dict.fromkeys((layout, *package.related(layout, "slideMaster"))))
    for name in shared:
        read = _Shapes(package, name)
        package.done.add(name.lower())
        if read.shown_by_all:
            yield Piece(read.shown_by_all, name="layout")
    if pictures:
        yield Piece(",".join(map(str, pictures)), "trace", name="pages-pictures")


def _piece(text: str, part: Part, number: int, name: str = "") -> Iterator[Piece]:
    if text:
        yield Piece(text, part, number, name=name)


def _slides(package: Package, main: str) -> tuple[list[str], int]:
    """The parts of the slides in their order, and the area of a slide."""
    found: list[str] = []
    width, height = _SLIDE
    if main in package:
        targets = {one.id: one.target for one in package.relations.get(main.lower(), ())}
        for event, tag, attributes in package.events(main):
            if event == "start" and tag == "sldId" and targets.get(attributes.get("r:id", ""), "") in package:
                found.append(targets[attributes["r:id"]])
            elif event == "start" and tag == "sldSz":
                sides = attributes.get("cx", ""), attributes.get("cy", "")
                width, height = (int(side) if side.isdecimal() else 0 for side in sides)
    if not found:
        found = sorted((name for name in package.names if package.root(name) == "sld"), key=in_order)
    return found, width * height


def _beside(package: Package, slide: str, number: int) -> Found:
    """The pieces of the notes and comments of a slide, the words of its diagrams and charts."""
    for relation in package.relations.get(slide.lower(), ()):
        if relation.target not in package or relation.target.lower() in package.done:
            continue
        root = package.root(relation.target)
        if root == "notes":
            yield from _piece(_Shapes(package, relation.target).text, "hidden", number, "notes")
        elif root in ("cmLst", "cmLst2"):
            yield from _comments(package, relation.target, number)
        elif root in ("dataModel", "chartSpace"):
            yield from _piece(_Shapes(package, relation.target).text, "text", number)
        else:
            continue
        package.done.add(relation.target.lower())


def _comments(package: Package, part: str, number: int) -> Iterator[Piece]:
    """The comments of a slide, one a piece."""
    texts: list[str] = []
    inside = False
    for event, value, _ in package.events(part):
        if event == "text":
            texts.append(value if inside else "")
        else:
            inside = event == "start" and value in ("t", "text")
            if event == "end" and value in ("cm", "reply", "txBody") and (text := "".join(texts).strip()):
                yield Piece(text, "comment", number)
                texts = []


@dataclass
class _Shapes:
    """The texts in the shapes of a slide, a layout, a page of notes."""

    package: Package
    part: str
    hidden: bool = False
    cropped: bool = False
    picture_area: int = 0
    tables: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _seen: list[str] = field(default_factory=list)
    _unseen: list[str] = field(default_factory=list)
    _own: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._read()

    @property
    def text(self) -> str:
        """The text that is seen, a paragraph a line."""
        return _lines(self._seen)

    @property
    def unseen(self) -> str:
        """The text in hidden shapes."""
        return _lines(self._unseen)

    @property
    def shown_by_all(self) -> str:
        """The text of it that is seen on each slide made after it: all but what is only a place for the slide's own text."""
        return _lines(self._own)

    def _read(self) -> None:
        """Takes in the shapes: their texts, seen and hidden, and their tables."""
        inside = place = shape_hidden = picture = False
        rows: list[list[str]] = []
        cell: list[str] | None = None
        for event, value, attributes in self.package.events(self.part):
            if event == "text":
                if inside:
                    (self._unseen if shape_hidden else self._seen).append(value)
                    if cell is not None:
                        cell.append(value)
                    if not place and not shape_hidden:
                        self._own.append(value)
                continue
            inside = event == "start" and value in ("t", "v")
            if event == "start":
                match value:
                    case "sld":
                        self.hidden = attributes.get("show") in ("0", "false")
                    case "sp" | "graphicFrame" | "pic" | "cxnSp":
                        place, shape_hidden, picture = False, False, value == "pic"
                    case "cNvPr":
                        shape_hidden = attributes.get("hidden") in _TRUE
                        self.words += [word for name in ("descr", "title") if (word := attributes.get(name))]
                    case "ph":
                        place = True
                    case "srcRect":
                        self.cropped = self.cropped or is_cropped(attributes)
                    case "ext" if picture:
                        sides = attributes.get("cx", ""), attributes.get("cy", "")
                        self.picture_area += int(sides[0]) * int(sides[1]) if all(map(str.isdecimal, sides)) else 0
                    case "tbl":
                        rows = []
                    case "tr":
                        rows.append([])
                    case "tc":
                        cell = []
                    case _:
                        pass
            elif value in ("p", "pt"):
                for texts in (self._seen, self._unseen, self._own):
                    texts.append("\n")
                if cell is not None:
                    cell.append(" ")
            elif value == "tc" and cell is not None and rows:
                rows[-1].append("".join(cell).strip())
                cell = None
            elif value == "tbl" and any(map(any, rows)):
                self.tables.append(tuple(map(tuple, rows)))


def _lines(texts: list[str]) -> str:
    lines = [line.strip() for line in "".join(texts).split("\n")]
    return "\n".join(line for line in lines if line)
