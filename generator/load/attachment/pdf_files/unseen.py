"""Text of a PDF's page that its reader does not see: on layers that are off, under what is drawn over it, in white, off the page.

What is blacked out by a box stands under the box, and goes out with the file.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from pypdfium2 import raw

from generator.load.attachment.pdf_files.boxes import (
    COLOUR,
    INSET,
    OPAQUE,
    THIN,
    Bounds,
    boxes_of,
    colour_of,
    is_opaque_picture,
    join_boxes,
    line_of,
    overlap,
    slanted_picture,
)
from generator.load.attachment.pdf_files.notes import boxes_of_note, strokes_of_note
from generator.load.attachment.pdf_files.pens import Stroke, slanted_stroke, texts_under
from generator.load.attachment.pdf_files.strings import decoded
from generator.load.attachment.readable import says_something

_MOST_OBJECTS = 20_000  # of a page that are looked at
_DEEP = 4
_PAGE = 0.5  # of a page: pictures of this size are the page
_MOST_PICTURES = 50  # of a page that are looked at
_WHITE = 250  # and more of 255 in each colour
_ALL_WHITE = (255, 255, 255)
_NONE = ()  # stands for the colour of what has none
_NEAR = 6  # of 255, that two colours may differ by and look the same
_TINY = 0.75  # points; nobody reads letters of this size
_MOST_DRAWN = 4_000_000  # square points of a page
_MOST_IN_FORM = 2_000  # objects of a form
_SEVERAL = ""  # stands for the name where something stands on several layers; then some of them may be on
_ROOM = (ctypes.c_ushort * 512)()  # that pdfium writes a text into
_LAYER = "OC"  # the mark of what stands on a layer (ISO 32000-1, 8.11.3.2)


class Unseen(NamedTuple):
    """The texts of a page that are not seen: on layers that are off, under boxes, in white or no colour, off the page."""

    layer: str
    covered: str
    white: str
    off: str


class Thing(NamedTuple):
    """An object of a page: its kind, the area it can be seen in, and itself."""

    kind: int
    bounds: Bounds
    object: Any


class TextPage:
    """The text of a page, which takes long to find: once it is asked for, and anew after something was taken out of the page."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._found: Any = None

    @property
    def now(self) -> Any:
        """The text as pdfium gives it."""
        if self._found is None:
            self._found = self._page.get_textpage()
        return self._found

    def close(self) -> None:
        """Lets go of it."""
        if self._found is not None:
            self._found.close()
        self._found = None


def take_unseen(page: Any, off: Collection[str], texts: TextPage) -> tuple[Unseen, list[Thing]]:
    """The texts of a page that are not seen, and the objects that are texts and are seen, or are covered.

    What stands on the layers that are ``off``, by name, in white or off the page is taken out of it; what is covered is not.
    """
    if raw.FPDFPage_CountObjects(page) > _MOST_OBJECTS:
        return Unseen("", "", "", ""), []
    hidden = {*off, _SEVERAL}
    layered = [thing for thing in page.get_objects(max_depth=_DEEP) if _layers_of(thing) & hidden] if off else []
    things, area = list(_things(page)), _area(page)
    away = [thing.object for thing in things if _is_off(thing, area)]
    white = list(_white(things, page, texts))
    covered = "\n".join(dict.fromkeys(_covered(things, page, texts)))
    said = ["\n".join(_texts_of(layered, page, texts.now)).strip() if layered else ""]
    said += ["\n".join(_texts_in_any(found, texts.now)).strip() if found else "" for found in (white, away)]
    taken = {_address(thing): thing for thing in (*white, *away)}
    taken |= {_address(thing.raw): thing.raw for thing in layered if thing.page is page and not thing.level}
    if taken:
        texts.close()
    for thing in taken.values():
        if raw.FPDFPage_RemoveObject(page, thing):
            raw.FPDFPageObj_Destroy(thing)
    on_layers, in_white, off_page = (text if says_something(text) else "" for text in said)
    left = (
        [thing for thing in things if thing.kind == raw.FPDF_PAGEOBJ_TEXT and _address(thing.object) not in taken]
        if not layered
        else []
    )
    return Unseen(on_layers, covered, in_white, off_page), left


def _address(thing: Any) -> int:
    """Where pdfium keeps an object: the same for each handle of it."""
    return ctypes.addressof(thing.contents)


def without(text: str, covered: str) -> str:
    """A page's text without the lines that are covered."""
    for line in covered.split("\n") if covered else ():
        text = text.replace(line, "")
    return text.strip()


def _things(page: Any) -> Iterator[Thing]:
    """The objects of a page as they are drawn, one over the other; those inside a form are the form's."""
    # Asked of pdfium itself: a page has hundreds of them, and to wrap each takes longer than all the rest.
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            bounds = left.value, bottom.value, right.value, top.value
            yield Thing(raw.FPDFPageObj_GetType(thing), bounds, thing)


def _layers_of(thing: Any) -> set[str]:
    """The names of the layers that an object is marked to stand on."""
    found = set()
    for index in range(max(raw.FPDFPageObj_CountMarks(thing), 0)):
        mark = raw.FPDFPageObj_GetMark(thing, index)
        if _text(lambda *room, mark=mark: raw.FPDFPageObjMark_GetName(mark, *room)) == _LAYER:
            found.add(_layer_of(mark) or _SEVERAL)
    return found


def _layer_of(mark: Any) -> str:
    """The name of the layer that a mark names; as bytes, for pdfium takes each text for UTF-8."""
    length = ctypes.c_ulong()
    if not raw.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", None, 0, length) or not length.value:
        return ""
    room = (ctypes.c_ubyte * length.value)()
    raw.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", room, length.value, length)
    return decoded(bytes(room)).strip("\0 ")


def _text(ask: Any) -> str:
    """A text that pdfium writes into room of ours."""
    length = ctypes.c_ulong()
    if not ask(None, 0, length) or length.value <= 2:
        return ""
    room = (ctypes.c_ushort * (length.value // 2))()
    ask(room, length.value, length)
    return bytes(room).decode("utf-16-le", "replace").rstrip("\0")


def _white(things: Sequence[Thing], page: Any, texts: TextPage) -> Iterator[Any]:
    """The objects that are texts in white or no colour, too small to be read, or of the colour of the box they stand on."""
    boxes: list[tuple[int, Bounds, Any]] = []  # what may be the ground of a text
    drawn: Drawn | None = None
    for index, thing in enumerate(things):
        if thing.kind == raw.FPDF_PAGEOBJ_PATH and _is_thick(thing.bounds):
            boxes.append((index, thing.bounds, thing.object))
        elif thing.kind == raw.FPDF_PAGEOBJ_FORM:
            inside = list(_in_form(thing.object))
            unseen = inside and all(_hue(one) in (_NONE, _ALL_WHITE) for one in inside)
            if unseen and not any(other is not thing and _may_show(other, thing.bounds) for other in things):
                yield thing.object
        elif thing.kind == raw.FPDF_PAGEOBJ_TEXT:
            if (hue := _hue(thing.object)) in (_NONE, _ALL_WHITE):
                # What reads a picture writes its words before it or behind it.
                beside = things if hue == _NONE else things[:index]
                if not any(_may_show(other, thing.bounds) for other in beside):
                    yield thing.object
                    continue
            left, bottom, right, top = thing.bounds
            small = min(right - left, top - bottom) < _TINY and _size(thing.object) < _TINY
            if small and says_something(text_of(thing.object, texts.now)):
                yield thing.object
            elif boxes and hue and hue != _NONE and _is_on_own_colour(hue, thing.bounds, boxes):
                drawn = drawn or Drawn(page)
                if drawn.is_plain(thing.bounds):
                    yield thing.object


def _size(text: Any) -> float:
    """The size of the letters of a text on the page, in points: of a font without their forms the bounds say nothing."""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(text, size)
    raw.FPDFPageObj_GetMatrix(text, matrix)
    return float(size.value * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5)


def _may_show(thing: Thing, area: Bounds) -> bool:
    """True for what is no text and lies where something is, so that it may stand out against it."""
    return thing.kind != raw.FPDF_PAGEOBJ_TEXT and overlap(area, thing.bounds)


def _hue(thing: Any) -> tuple[int, ...] | None:
    """The colour of a text, those that are almost white as one; nothing of what is seen through in part; empty for no colour."""
    red, green, blue, alpha = COLOUR
    mode = raw.FPDFTextObj_GetTextRenderMode(thing)
    if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return _NONE
    if not raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha) or alpha.value not in (0, OPAQUE):
        return None
    if not alpha.value:
        return _NONE if mode == raw.FPDF_TEXTRENDERMODE_FILL else None
    colour = red.value, green.value, blue.value
    return _ALL_WHITE if min(colour) >= _WHITE else colour


def _in_form(form: Any) -> Iterator[Any]:
    """The objects of a form; none where not all of them are texts."""
    found = [raw.FPDFFormObj_GetObject(form, index) for index in range(min(raw.FPDFFormObj_CountObjects(form), _MOST_IN_FORM))]
    yield from found if all(raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT for one in found) else ()


def _is_on_own_colour(hue: tuple[int, ...], area: Bounds, boxes: Sequence[tuple[int, Bounds, Any]]) -> bool:
    """True if a text stands on a filled path of its own colour."""
    for _, (left, bottom, right, top), path in boxes:
        if left <= area[0] and right >= area[2] and bottom <= area[1] and top >= area[3]:
            colour = colour_of(path)
            if colour and all(abs(one - other) <= _NEAR for one, other in zip(hue, colour, strict=True)):
                return True
    return False


class Drawn:
    """A page as it is drawn, to see whether anything stands out in an area of it."""

    def __init__(self, page: Any) -> None:
        self._page = page
        width, height = page.get_size()
        self._bitmap: Any = page.render(scale=1, grayscale=True) if width * height <= _MOST_DRAWN else None
        self._dots = bytes(self._bitmap.buffer) if self._bitmap else b""

    def is_plain(self, area: Bounds) -> bool:
        """True if nothing but one colour is seen in an area; never on a page that is too large to be drawn."""
        if not self._bitmap:
            return False
        corners = [self._dot(area[0], area[1]), self._dot(area[2], area[3])]
        left, right = sorted(max(min(x, self._bitmap.width - 1), 0) for x, _ in corners)
        top, bottom = sorted(max(min(y, self._bitmap.height - 1), 0) for _, y in corners)
        rows = [self._dots[y * self._bitmap.stride :][left : right + 1] for y in range(top, bottom + 1)]
        return max(map(max, rows)) - min(map(min, rows)) <= _NEAR

    def _dot(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, self._bitmap.width, self._bitmap.height, 0, x, y, across, down)
        return across.value, down.value


def _area(page: Any) -> Bounds:
    """The area of a page that is shown."""
    area = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, area)
    return area.left, area.bottom, area.right, area.top


def _is_off(thing: Thing, page: Bounds) -> bool:
    """True for a text that has an extent, and none of it on the page."""
    left, bottom, right, top = thing.bounds
    apart = right <= page[0] or left >= page[2] or top <= page[1] or bottom >= page[3]
    return thing.kind == raw.FPDF_PAGEOBJ_TEXT and apart and right > left and top > bottom


def _covered(things: Sequence[Thing], page: Any, texts: TextPage) -> Iterator[str]:
    """The texts under the boxes of a page: of a box that is drawn later than all texts where it stands."""
    solid = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
    drawn: list[tuple[int, Bounds]] = []
    strokes: list[Stroke] = []
    start = next((index for index, thing in enumerate(things) if thing.kind in solid), len(things))
    for index in range(start, len(things)):
        thing = things[index]
        # Most of what is drawn are the thin lines of tables: to ask for their points takes longer than to read the page.
        if thing.kind != raw.FPDF_PAGEOBJ_PATH or not _is_thick(thing.bounds):
            continue
        drawn += [(index, box) for box in boxes_of(thing.object)]
        if stroke := slanted_stroke(*line_of(thing.object)):
            strokes += [] if _is_drawn_over(things, index, thing.bounds, solid) else [stroke]
    covers = join_boxes(drawn)
    for index, picture in _pictures_over(things, page, solid):
        if not (line := slanted_picture(picture.object)):
            covers.append((index, picture.bounds))
        elif (stroke := slanted_stroke(*line)) and not _is_drawn_over(things, index, picture.bounds, solid):
            strokes.append(stroke)  # it covers what a broad pen would
    for first, box in covers:
        under = [other for other in things[:first] if other.kind in solid and overlap(other.bounds, box)]
        if under and not any(overlap(other.bounds, box) for other in things[first + 1 :] if other.kind in solid):
            yield from _texts_in(box, texts.now)
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            for area in boxes_of_note(annotation, page):
                yield from _texts_in(area, texts.now)
            strokes += strokes_of_note(annotation)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    if strokes:
        yield from texts_under(strokes, texts.now)


def _is_thick(bounds: Bounds) -> bool:
    """True for an area in which words can be hidden."""
    return bounds[2] - bounds[0] > THIN and bounds[3] - bounds[1] > THIN


def _is_drawn_over(things: Sequence[Thing], index: int, area: Bounds, solid: Collection[int]) -> bool:
    """True if words are drawn later than an object, where it is."""
    return any(other.kind in solid and overlap(other.bounds, area) for other in things[index + 1 :])


def _pictures_over(things: Sequence[Thing], page: Any, solid: Collection[int]) -> Iterator[tuple[int, Thing]]:
    """The pictures that lie over texts, each with when it was drawn; none of a page that is a picture with words behind it."""
    pictures = [(index, thing) for index, thing in enumerate(things) if thing.kind == raw.FPDF_PAGEOBJ_IMAGE]
    left, bottom, right, top = _area(page)
    sides = ((one.bounds[2] - one.bounds[0]) * (one.bounds[3] - one.bounds[1]) for _, one in pictures)
    if not pictures or sum(sides) > (right - left) * (top - bottom) * _PAGE:
        return
    for index, picture in pictures[:_MOST_PICTURES]:
        under = any(other.kind in solid and overlap(other.bounds, picture.bounds) for other in things[:index])
        if under and is_opaque_picture(page.pdf, page, picture.object, picture.bounds):
            yield index, picture


def _texts_in(box: Bounds, textpage: Any) -> Iterator[str]:
    left, bottom, right, top = box
    if right - left <= 2 * INSET or top - bottom <= 2 * INSET:
        return
    text = textpage.get_text_bounded(left + INSET, bottom + INSET, right - INSET, top - INSET)
    yield from (stripped for line in text.splitlines() if says_something(stripped := line.strip(" \0\x02\ufffe")))


def text_of(thing: Any, textpage: Any) -> str:
    """The text of an object that is one."""
    # Each time it is asked, pdfium goes through all signs of the page: so there is room for most texts at once.
    length = raw.FPDFTextObj_GetText(thing, textpage, _ROOM, ctypes.sizeof(_ROOM))
    room: Any = _ROOM
    if length > ctypes.sizeof(_ROOM):
        room = (ctypes.c_ushort * (length // 2))()
        raw.FPDFTextObj_GetText(thing, textpage, room, length)
    return ctypes.string_at(room, length).decode("utf-16-le", "replace").split("\0")[0]


def _texts_in_any(things: Sequence[Any], textpage: Any) -> Iterator[str]:
    """The texts of some objects, and of what is inside those that are forms."""
    for thing in things:
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
            yield from (text_of(one, textpage) for one in _in_form(thing))
        else:
            yield text_of(thing, textpage)


def _texts_of(things: Sequence[Any], page: Any, textpage: Any) -> Iterator[str]:
    """The texts of some objects of a page, and of what is inside them."""
    for thing in things:
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            yield text_of(thing, textpage)
        elif thing.type == raw.FPDF_PAGEOBJ_FORM:
            yield from _texts_of(list(page.get_objects(max_depth=_DEEP, form=thing, level=1)), page, textpage)
