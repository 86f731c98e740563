"""Shapes of a presentation or drawing in OpenDocument (ISO/IEC 26300, 10): which of them nobody sees, and on what they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.load.attachment.events import Attributes
from generator.load.attachment.opendocument.sheet import is_filled
from generator.load.attachment.opendocument.styles import WHITE, Properties, Styles, colour_of, length_of
from generator.load.attachment.package import Package
from generator.load.attachment.slides.slide import NONE, OTHER, Area, Look, Shape, Slide
from generator.load.attachment.slides.unseen import Ground, Way, ground_of, ways_of

SHAPES = ("frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "line", "connector", "measure", "caption")
_FORMS = {"rect": "rect", "ellipse": "ellipse", "circle": "ellipse", "rectangle": "rect", "round-rectangle": "roundRect"}
_HEAD = 65_536  # bytes of a picture in which it says how it is seen
_LEAST_AREA: Area = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Sight:
    """Of a shape: the way in which nobody sees it, or nothing, and the colour of what its letters stand on."""

    way: str = ""
    ground: str = OTHER


@dataclass(slots=True)
class _Master:
    """A master page: its shapes, its ground, the area of its pages."""

    slide: Slide = field(default_factory=Slide)
    ground: str = OTHER
    area: Area = _LEAST_AREA


def sights_of(package: Package, name: str, masters: str, styles: Styles) -> list[Sight]:
    """Of each shape on the pages of a part, in their order, how it is seen; ``masters`` is the part of the master pages."""
    layers: set[str] = set()  # that are not shown; the part of the master pages says which
    shared = _pages(package, masters, "master-page", styles, layers) if masters in package else ()
    known = {key: page for (key, _), page in shared}
    found: list[Sight] = []
    for (_, attributes), page in _pages(package, name, "page", styles, layers):
        master = known.get(attributes.get("master-page-name", ""), _Master())
        look = styles.of("drawing-page", attributes.get("style-name", ""))
        ground = Ground(master.area, backgrounds=[_ground_of(look) or master.ground])
        if look.get("drawing-page:background-objects-visible") != "false":
            ground.below.append(master.slide)
        ways = ways_of(page.slide, ground, lambda target: package.head(target, _HEAD) if target in package else b"")
        if master.area == _LEAST_AREA:
            ways = [Way() if way.name == "off" else way for way in ways]
        found += [Sight(way.name, ground_of(Look(), page.slide, number, ground)) for number, way in enumerate(ways)]
    return found


def _ground_of(look: Properties) -> str:
    """The colour of a page by its style; nothing where the style does not say."""
    fill = look.get("drawing-page:fill", "")
    if fill == "solid":
        return colour_of(look.get("drawing-page:fill-color")) or OTHER
    return WHITE if fill == NONE else OTHER if fill else ""


def _pages(
    package: Package, part: str, tag: str, styles: Styles, layers: set[str]
) -> Iterator[tuple[tuple[str, Attributes], _Master]]:
    """The pages of a part, each with its name and attributes; layers that are not shown are added to ``layers``."""
    page: _Master | None = None
    about: Attributes = {}
    open_shapes: list[Shape | None] = []
    notes = 0
    moving: set[str] = set()
    for event, value, attributes in package.events(part):
        if event == "text":
            if page is not None and not notes and open_shapes and (shape := open_shapes[-1]):
                shape.lines[-1].append((value, Look()))
        elif event == "start":
            if value == "layer" and attributes.get("display") == "none":
                layers.add(attributes.get("name", ""))
            elif value == tag:
                page, about, moving = _page_of(attributes, styles), attributes, set()
            elif value == "notes":
                notes += 1
            elif page is None or notes:
                continue
            elif value in SHAPES:
                shape = _shape_of(value, attributes, styles, layers)
                open_shapes.append(shape)
                page.slide.shapes.append(shape)
            elif open_shapes:
                _take(open_shapes[-1], value, attributes)
            for key in ("targetElement", "shape-id"):
                moving.add(attributes.get(key, ""))
        elif value == "notes":
            notes -= 1
        elif page is None or notes:
            continue
        elif value in SHAPES and open_shapes:
            open_shapes.pop()
        elif value == "p" and open_shapes and (shape := open_shapes[-1]):
            shape.lines.append([])
        elif value == tag:
            page.slide.moving = moving - {""}
            yield (about.get("name", ""), about), page
            page = None


def _page_of(attributes: Attributes, styles: Styles) -> _Master:
    """A page, empty, with the area and the ground that its styles give it."""
    layout = styles.of("page-layout", attributes.get("page-layout-name", ""))
    sides = length_of(layout.get("page-layout:page-width")), length_of(layout.get("page-layout:page-height"))
    ground = _ground_of(styles.of("drawing-page", attributes.get("style-name", "")))
    return _Master(ground=ground or OTHER, area=(0.0, 0.0, *sides) if all(sides) else _LEAST_AREA)


def _shape_of(tag: str, attributes: Attributes, styles: Styles, layers: set[str]) -> Shape:
    """A shape as its start says it is."""
    family = "graphic" if ("graphic", attributes.get("style-name", "")) in styles.own else "presentation"
    look = styles.of(family, attributes.get("style-name", ""))
    shape = Shape("sp" if tag in ("frame", *_FORMS, "custom-shape") else "other", attributes.get("id", ""))
    shape.hidden = attributes.get("layer", "") in layers
    places = [attributes.get(side) for side in ("x", "y", "width", "height")]
    if all(places) and "transform" not in attributes:
        left, top, width, height = map(length_of, places)
        shape.area = left, top, left + width, top + height
    fill = look.get("graphic:fill", "")
    shape.fill = NONE if fill == NONE else colour_of(look.get("graphic:fill-color")) or OTHER if fill == "solid" else OTHER
    shape.see_through = not is_filled(look)
    shape.form = _FORMS.get(tag, "rect" if tag == "frame" else "")
    return shape


def _take(shape: Shape | None, tag: str, attributes: Attributes) -> None:
    """Takes in what an element inside a shape says of it."""
    if shape is None:
        return
    if tag == "enhanced-geometry":
        shape.form = _FORMS.get(attributes.get("type", ""), "other")
    elif tag == "image" and shape.kind == "sp":
        shape.kind, shape.image, shape.see_through = "pic", attributes.get("href", "").removeprefix("./"), False
    elif tag in ("object", "table", "plugin"):
        shape.kind = "other"
