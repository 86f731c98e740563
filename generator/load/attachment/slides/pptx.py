"""Text of a presentation (ECMA-376, PresentationML): slides, what all of them show, notes, comments, hidden slides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.load.attachment.package import Package, in_order
from generator.load.attachment.readable import says_something
from generator.load.attachment.slides.shapes import colours_of_theme, read_shapes, shapes_in
from generator.load.attachment.slides.slide import Area, Shape, Slide
from generator.load.attachment.slides.unseen import Ground, lines_of, read_ground, ways_of
from generator.model.attachment import Part, Piece, Table

_AT = ("off", "covered", "white")  # ways of not being seen that are told by name
_HEADS = ("hdr", "ftr")
_ON_NOTES = (*_HEADS, "sldNum", "dt", "sldImg")  # places on a page of notes that hold no notes
_HEAD = 65_536  # bytes of a picture in which it says how it is seen
_NEARLY_ALL = 0.9  # of a slide, from which a picture is its ground
_OF_EVERY_SLIDE = ("sldNum", "dt", "ftr")  # what its number, its day and its foot are places for
_FEW = 30  # signs; with fewer, a slide that is mostly a picture is a picture
_SLIDE = (12_192_000, 6_858_000)  # EMU, where the presentation does not say

Found = Iterator[Piece | Table]


def read_pptx(package: Package) -> Found:
    """The pieces of a presentation slide by slide, in the order in which they are shown."""
    slides, (width, height) = _slides(package, _main(package))
    shared = _Shared(package, (0, 0, width, height))
    tables = 0
    pictures: list[int] = []
    for number, name in enumerate(slides, 1):
        slide = read_shapes(package, name)
        package.done.add(name.lower())
        ground = shared.ground_of(name, slide)
        part: Part = "hidden" if slide.hidden else "text"
        ways = ways_of(slide, ground, partial(_image, package, name))
        texts: dict[str, list[str]] = {"": []}
        for _, way, line in lines_of(slide, ground, ways):
            texts.setdefault(way, []).append(line)
        for way, lines in texts.items():
            # What stands on the slide a second time is no secret.
            kept = [line for line in lines if way not in ("off", "white") or line not in texts[""]]
            if way in ("", "hidden") or says_something("".join(kept)):
                yield from _piece("\n".join(kept), "hidden" if way else part, number, way if way in _AT else "")
        if slide.words:
            yield Piece("\n".join(slide.words), "inside", page=number, name="words")
        for hidden, cells in slide.tables:
            tables += 1
            rows = tuple(tuple(cell.text.replace("\n", " ").strip() for cell in row) for row in cells)
            yield Table(rows, tables, number, part="hidden" if hidden else part)
        if slide.cropped:
            yield Piece("", "trace", page=number, name="picture-cropped")
        few = slide.picture_area > width * height / 2 and sum(map(len, texts[""])) < _FEW
        if few and not _is_set_on_picture(slide, width * height):
            pictures.append(number)
        yield from _beside(package, name, number)
    yield from shared.shown_by_all()
    if pictures:
        yield Piece(",".join(map(str, pictures)), "trace", name="pages-pictures")


def _is_set_on_picture(slide: Slide, area: int) -> bool:
    """True for a slide whose words are set on a picture that is its ground, as on a cover or a last slide."""
    grounds = [number for number, shape in enumerate(slide.shapes) if shape.kind == "pic" and _size(shape) >= area * _NEARLY_ALL]
    over = slide.shapes[grounds[-1] + 1 :] if grounds else []
    return any(shape.place not in _OF_EVERY_SLIDE and says_something(shape.text) for shape in over)


def _size(shape: Shape) -> float:
    left, top, right, bottom = shape.area or (0, 0, 0, 0)
    return (right - left) * (bottom - top)


def pictures_on(package: Package, number: int) -> list[bytes]:
    """The pictures on a slide, which is counted from 1."""
    slides, _ = _slides(package, _main(package))
    if number > len(slides):
        return []
    name = slides[number - 1]
    targets = {one.id: one.target for one in package.relations.get(name.lower(), ()) if one.target in package}
    shapes = read_shapes(package, name).shapes
    return [package.read(targets[shape.image]) for shape in shapes if shape.kind == "pic" and shape.image in targets]


def _main(package: Package) -> str:
    return next(iter(package.related("", "officeDocument")), "ppt/presentation.xml")


def _piece(text: str, part: Part, number: int, name: str = "") -> Iterator[Piece]:
    if text:
        yield Piece(text, part, number, name=name)


class _Shared:
    """The layouts and masters of a presentation, each read once: what lies below slides, and what all of them show."""

    def __init__(self, package: Package, area: Area) -> None:
        self._package, self._area = package, area
        self._read: dict[str, Slide] = {}
        self._shown: dict[str, None] = {}
        self._themes: dict[str, Mapping[str, str]] = {}
        self._grounds: dict[tuple[str, bool], Ground] = {}

    def ground_of(self, name: str, slide: Slide) -> Ground:
        """The ground of a slide. What its layout and its master show is noted as shown."""
        layout = next(iter(self._package.related(name, "slideLayout")), "")
        ground = self._grounds.get((layout, slide.shows_master))
        if ground is None:
            master = next(iter(self._package.related(layout, "slideMaster")), "") if layout else ""
            theme = next(iter(self._package.related(master, "theme")), "") if master else ""
            read = [self._shapes(part) if part else None for part in (layout, master)]
            if theme not in self._themes:
                self._themes[theme] = colours_of_theme(self._package.read(theme)) if theme else {}
            ground = read_ground(self._area, read[0], read[1], self._themes[theme])
            if slide.shows_master:
                shown = [layout, *([master] if read[0] and read[0].shows_master else [])]
                self._shown.update(dict.fromkeys(filter(None, shown)))
            else:
                ground.below.clear()
            self._grounds[layout, slide.shows_master] = ground
        return ground

    def _shapes(self, name: str) -> Slide:
        if name not in self._read:
            self._read[name] = shapes_in(self._package.read(name))
        return self._read[name]

    def shown_by_all(self) -> Found:
        """The words of layouts and masters that slides show: all but what is only a place for the slide's own text."""
        for name in self._shown:
            slide = self._shapes(name)
            self._package.done.add(name.lower())
            ways = ways_of(slide, Ground(self._area), partial(_image, self._package, name))
            shown = [(way, line) for shape, way, line in lines_of(slide, Ground(self._area), ways) if not shape.place]
            yield from _piece("\n".join(line for way, line in shown if not way), "text", 0, "layout")
            # What all makers of slides see, and none of their readers.
            yield from _piece("\n".join(line for way, line in shown if way), "inside", 0, "layout")


def _image(package: Package, part: str, id: str) -> bytes:
    """The first bytes of a picture that a part shows by its id."""
    target = next((one.target for one in package.relations.get(part.lower(), ()) if one.id == id), "")
    return package.head(target, _HEAD) if target in package else b""


def _text(package: Package, part: str) -> str:
    """All words of a part."""
    return _lines(read_shapes(package, part).shapes)


def _lines(shapes: Sequence[Shape]) -> str:
    lines = (line.strip() for shape in shapes for line in shape.text.split("\n"))
    return "\n".join(filter(None, lines))


def _slides(package: Package, main: str) -> tuple[list[str], tuple[int, int]]:
    """The parts of the slides in their order, and the sides of a slide."""
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
    return found, (width, height)


def _beside(package: Package, slide: str, number: int) -> Found:
    """The pieces of the notes and comments of a slide, the words of its diagrams and charts."""
    for relation in package.relations.get(slide.lower(), ()):
        if relation.target not in package or relation.target.lower() in package.done:
            continue
        root = package.root(relation.target)
        if root == "notes":
            yield from _notes(package, relation.target, number)
        elif root in ("cmLst", "cmLst2"):
            yield from _comments(package, relation.target, number)
        elif root in ("dataModel", "chartSpace"):
            yield from _piece(_text(package, relation.target), "text", number)
        else:
            continue
        package.done.add(relation.target.lower())


def _notes(package: Package, part: str, number: int) -> Iterator[Piece]:
    """The notes of a slide; apart from them what stands on all pages of notes, but the number and the day."""
    shapes = read_shapes(package, part).shapes
    for way, kept in (
        ("notes", [one for one in shapes if one.place not in _ON_NOTES]),
        ("words", [one for one in shapes if one.place in _HEADS]),
    ):
        text = _lines(kept)
        if says_something(text):
            yield Piece(text, "hidden" if way == "notes" else "inside", number, name=way)


def _authors(package: Package) -> dict[str, str]:
    """The names of those who comment, by the ids that comments have of them: the older way of writing and that of today."""
    parts = [name for name in package.names if package.root(name) in ("cmAuthorLst", "authorLst")]
    starts = (entry for part in parts for entry in package.events(part) if entry[0] == "start")
    return {look.get("id", ""): look.get("name", "") for _, tag, look in starts if tag in ("cmAuthor", "author")}


def _comments(package: Package, part: str, number: int) -> Iterator[Piece]:
    """The comments of a slide, one a piece, each with the name of its author."""
    authors = _authors(package)
    texts: list[str] = []
    author = ""
    inside = False
    for event, value, attributes in package.events(part):
        if event == "text":
            texts.append(value if inside else "")
        else:
            inside = event == "start" and value in ("t", "text")
            if event == "start" and value in ("cm", "reply"):
                author = authors.get(attributes.get("authorId", ""), "")
            if event == "end" and value in ("cm", "reply", "txBody") and (text := "".join(texts).strip()):
                yield Piece(text, "comment", number, name=author)
                texts = []
