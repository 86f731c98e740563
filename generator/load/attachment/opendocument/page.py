"""How a text in OpenDocument lies on its pages, as far as it says so: its pictures, its breaks, what is laid over its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.load.attachment.events import Attributes
from generator.load.attachment.laid_over import Cover, Covers, Setting
from generator.load.attachment.media import is_opaque
from generator.load.attachment.opendocument.sheet import is_filled
from generator.load.attachment.opendocument.styles import Properties, Styles, colour_of, length_of
from generator.load.attachment.picture_pages import A4, PicturePages
from generator.load.attachment.slides.slide import NONE, OTHER, inner_box
from generator.model.attachment import Piece

_POINT = 12_700.0  # EMU
_BESIDE = ("paragraph", "paragraph-content", "page-content", "")  # what a place across is counted from, where it is the column
_BELOW = ("paragraph", "paragraph-content", "line", "")
_FORMS = {"rect": "rect", "frame": "rect", "ellipse": "ellipse", "circle": "ellipse"}
_OWN_FORMS = {"rectangle": "rect", "round-rectangle": "roundRect", "ellipse": "ellipse"}


@dataclass(slots=True)
class _Floating:
    """A shape that is read: where it lies, whether nothing can be seen through it."""

    box: tuple[float, float, float, float] | None
    form: str
    opaque: bool
    area: float
    says: bool = False


class TextPages:
    """The pages of a text while it is read. ``image`` gives the first bytes of a picture by its name in the archive."""

    def __init__(self, styles: Styles, image: Callable[[str], bytes]) -> None:
        self._styles, self._image = styles, image
        layouts = [
            style for (family, _), style in styles.own.items() if family == "page-layout" and "page-layout:page-width" in style
        ]
        self._width, self._area = _room(layouts[0]) if layouts else (Setting().width, A4)
        self._size = styles.own.get(("paragraph", ""), {}).get("text:font-size", "")
        self._setting = Setting(width=self._width)
        self._runs: list[tuple[str, float]] = []
        self._around: list[list[tuple[str, float]]] = []  # the paragraphs around one that stands in a box
        self._covers, self._pages = Covers(), PicturePages()
        self._shapes: list[_Floating] = []

    def start_paragraph(self, look: Properties) -> None:
        """Takes in the start of a paragraph, by its style."""
        if look.get("paragraph:break-before") == "page":
            self._pages.end_page()
        self._around.append(self._runs)
        self._runs = []
        first, left = (length_of(look.get(f"paragraph:{name}")) / _POINT for name in ("text-indent", "margin-left"))
        height = length_of(look.get("paragraph:line-height")) / _POINT
        self._setting = Setting(self._width, left, first, look.get("paragraph:text-align", ""), height)

    def put(self, text: str, look: Properties, *, shown: bool) -> None:
        """Takes in a text with how its letters look."""
        self._pages.add_signs(len(text.strip()))
        if self._shapes and self._shapes[-1].box and text.strip():
            self._shapes[-1].says = True
        if shown:
            self._runs.append((text, length_of(look.get("text:font-size", self._size)) / _POINT))

    def end_paragraph(self) -> tuple[str, str]:
        """The text of the paragraph that ends, as far as it is seen, and what of it is covered; nothing where nothing is."""
        seen, covered = self._covers.split(self._runs, self._setting) if len(self._around) == 1 else ("", "")
        self._runs = self._around.pop() if self._around else []
        return (seen, covered) if covered else ("", "")

    def end_page(self) -> None:
        """Takes in a break between pages."""
        self._pages.end_page()

    def end_cell(self) -> None:
        """Takes in the end of a cell or a table: what is laid over it reaches no further."""
        self._covers.clear()

    def start_shape(self, tag: str, attributes: Attributes) -> None:
        """Takes in a shape."""
        look = self._styles.of("graphic", attributes.get("style-name", ""))
        left, top, width, height = (length_of(attributes.get(side)) / _POINT for side in ("x", "y", "width", "height"))
        floats = attributes.get("anchor-type") in ("paragraph", "char") and "transform" not in attributes
        over = look.get("graphic:wrap") == "run-through" and look.get("graphic:run-through") != "background"
        said = (
            look.get("graphic:horizontal-pos", "from-left") == "from-left"
            and look.get("graphic:vertical-pos", "from-top") == "from-top"
        )
        beside, below = look.get("graphic:horizontal-rel", ""), look.get("graphic:vertical-rel", "")
        known = (
            said
            and "x" in attributes
            and "y" in attributes
            and beside in _BESIDE
            and below in _BELOW
            and width > 0
            and height > 0
        )
        box = (left, top, left + width, top + height) if floats and over and known and self._around else None
        self._shapes.append(_Floating(box, _FORMS.get(tag, ""), _is_opaque(look), width * height * _POINT**2))

    def take(self, tag: str, attributes: Attributes, paragraph: int) -> None:
        """Takes in what an element inside a shape says of it."""
        if not self._shapes:
            return
        shape = self._shapes[-1]
        if tag == "enhanced-geometry":
            shape.form = _OWN_FORMS.get(attributes.get("type", ""), "")
        elif tag == "image":
            if shape.area:
                self._pages.add_picture(shape.area, paragraph)
                shape.area = 0.0
            shape.opaque = is_opaque(self._image(attributes.get("href", "").removeprefix("./")))

    def end_shape(self) -> None:
        """Takes in the end of a shape."""
        shape = self._shapes.pop() if self._shapes else None
        if shape and shape.box and shape.opaque and (area := inner_box(shape.form, shape.box)):
            self._covers.add(Cover(*area, says=shape.says))

    def end(self) -> Iterator[Piece]:
        """The traces of pictures that are pages."""
        return self._pages.end_section(self._area)


def _room(layout: Properties) -> tuple[float, float]:
    """The width of the lines on a page in points, and the area that it has for text in square EMU."""
    sides = {
        name: length_of(layout.get(f"page-layout:{name}"))
        for name in ("page-width", "page-height", "margin-left", "margin-right", "margin-top", "margin-bottom")
    }
    across = sides["page-width"] - sides["margin-left"] - sides["margin-right"]
    down = sides["page-height"] - sides["margin-top"] - sides["margin-bottom"]
    return (across / _POINT, across * down) if across > 0 and down > 0 else (Setting().width, A4)


def _is_opaque(look: Properties) -> bool:
    """True for a shape that is filled with a colour, and through which nothing is seen."""
    return is_filled(look) or (
        look.get("graphic:fill", NONE) == NONE and colour_of(look.get("graphic:background-color")) not in ("", OTHER)
    )
