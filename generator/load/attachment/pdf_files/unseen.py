"""Text of a PDF's page that its reader does not see: on layers that are off, under what is drawn over it, in white, off the page.

What is blacked out by a box stands under the box, and goes out with the file.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from pypdfium2 import raw

from generator.load.attachment.pdf_files.boxes import (
    INSET,
    Bounds,
    boxes_of,
    colour_of,
    is_opaque_picture,
    join_boxes,
    line_of,
    overlap,
)
from generator.load.attachment.pdf_files.notes import boxes_of_note, strokes_of_note
from generator.load.attachment.pdf_files.pens import Stroke, slanted_stroke, texts_under
from generator.load.attachment.readable import says_something

_MOST_OBJECTS = 20_000  # of a page that are looked at
_DEEP = 4
_PAGE = 0.5  # of a page: pictures of this size are the page
_MOST_PICTURES = 50  # of a page that are looked at
_WHITE = 250  # and more of 255 in each colour
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
    white = [thing.object for index, thing in enumerate(things) if _is_white(thing, things, index)]
    covered = "\n".join(dict.fromkeys(_covered(things, page, texts)))
    said = ["\n".join(_texts_of(layered, page, texts.now)).strip() if layered else ""]
    said += ["\n".join(text_of(thing, texts.now) for thing in found).strip() if found else "" for found in (white, away)]
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
            name = _text(lambda *room, mark=mark: raw.FPDFPageObjMark_GetParamStringValue(mark, b"Name", *room))
            found.add(name or _SEVERAL)
    return found


def _text(ask: Any) -> str:
    """A text that pdfium writes into room of ours."""
    length = ctypes.c_ulong()
    if not ask(None, 0, length) or length.value <= 2:
        return ""
    room = (ctypes.c_ushort * (length.value // 2))()
    ask(room, length.value, length)
    return bytes(room).decode("utf-16-le", "replace").rstrip("\0")


def _is_white(thing: Thing, things: Sequence[Thing], index: int) -> bool:
    """True for a text in white with nothing below it that makes it stand out, or in no colour and no words of a picture."""
    if thing.kind != raw.FPDF_PAGEOBJ_TEXT:
        return False
    if raw.FPDFTextObj_GetTextRenderMode(thing.object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        beside = things  # what reads a picture writes its words before it or behind it
    elif (colour := colour_of(thing.object)) and min(colour) >= _WHITE:
        beside = things[:index]
    else:
        return False
    return not any(other.kind != raw.FPDF_PAGEOBJ_TEXT and overlap(thing.bounds, other.bounds) for other in beside)


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
    drawn = [
        (index, box)
        for index, thing in enumerate(things)
        if thing.kind == raw.FPDF_PAGEOBJ_PATH
        for box in boxes_of(thing.object)
    ]
    strokes: list[Stroke] = []
    for index, thing in enumerate(things):
        if thing.kind == raw.FPDF_PAGEOBJ_PATH and (stroke := slanted_stroke(*line_of(thing.object))):
            later = any(other.kind in solid and overlap(other.bounds, thing.bounds) for other in things[index + 1 :])
            strokes += [] if later else [stroke]
    for first, box in [*join_boxes(drawn), *_pictures_over(things, page, solid)]:
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


def _pictures_over(things: Sequence[Thing], page: Any, solid: Collection[int]) -> Iterator[tuple[int, Bounds]]:
    """The pictures that lie over texts, each with when it was drawn; none of a page that is a picture with words behind it."""
    pictures = [(index, thing) for index, thing in enumerate(things) if thing.kind == raw.FPDF_PAGEOBJ_IMAGE]
    left, bottom, right, top = _area(page)
    sides = ((one.bounds[2] - one.bounds[0]) * (one.bounds[3] - one.bounds[1]) for _, one in pictures)
    if not pictures or sum(sides) > (right - left) * (top - bottom) * _PAGE:
        return
    for index, picture in pictures[:_MOST_PICTURES]:
        under = any(other.kind in solid and overlap(other.bounds, picture.bounds) for other in things[:index])
        if under and is_opaque_picture(page.pdf, page, picture.object, picture.bounds):
            yield index, picture.bounds


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


def _texts_of(things: Sequence[Any], page: Any, textpage: Any) -> Iterator[str]:
    """The texts of some objects of a page, and of what is inside them."""
    for thing in things:
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            yield text_of(thing, textpage)
        elif thing.type == raw.FPDF_PAGEOBJ_FORM:
            yield from _texts_of(list(page.get_objects(max_depth=_DEEP, form=thing, level=1)), page, textpage)
