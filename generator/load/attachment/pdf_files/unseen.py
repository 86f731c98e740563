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
    is_opaque_picture,
    join_boxes,
    line_of,
    overlap,
    slanted_picture,
)
from generator.load.attachment.pdf_files.faint import faint_texts, texts_in
from generator.load.attachment.pdf_files.notes import boxes_of_note, strokes_of_note
from generator.load.attachment.pdf_files.pens import Stroke, slanted_stroke, texts_under
from generator.load.attachment.pdf_files.strings import decoded
from generator.load.attachment.pdf_files.things import TextPage, Thing, address_of, is_thick, text_of, things_on
from generator.load.attachment.readable import says_something

_TEXT = raw.FPDF_PAGEOBJ_TEXT
_MOST_OBJECTS = 20_000  # of a page that are looked at
_DEEP = 4
_PAGE = 0.5  # of a page: pictures of this size are the page
_MOST_PICTURES = 50  # of a page that are looked at
_SEVERAL = ""  # stands for the name where something stands on several layers; then some of them may be on
_LAYER = "OC"  # the mark of what stands on a layer (ISO 32000-1, 8.11.3.2)


class Unseen(NamedTuple):
    """The texts of a page that are not seen: on layers that are off, under boxes, in white or no colour, off the page."""

    layer: str
    covered: str
    white: str
    off: str


def take_unseen(page: Any, off: Collection[str], texts: TextPage) -> tuple[Unseen, list[Thing]]:
    """The texts of a page that are not seen, and the objects that are texts and are seen, or are covered.

    What stands on the layers that are ``off``, by name, in white or off the page is taken out of it; what is covered is not.
    """
    if raw.FPDFPage_CountObjects(page) > _MOST_OBJECTS:
        return Unseen("", "", "", ""), []
    hidden = {*off, _SEVERAL}
    layered = [thing for thing in page.get_objects(max_depth=_DEEP) if _layers_of(thing) & hidden] if off else []
    things = things_on(page)
    away = list(_off(things, _area(page)))
    white = list(faint_texts(things, page, texts))
    covered = "\n".join(dict.fromkeys(_covered(things, page, texts)))
    said = ["\n".join(_texts_of(layered, page, texts.now)).strip() if layered else ""]
    said += ["\n".join(texts_in(found, texts.now)).strip() if found else "" for found in (white, away)]
    taken = {thing.address: thing.object for thing in (*white, *away)}
    taken |= {address_of(thing.raw): thing.raw for thing in layered if thing.page is page and not thing.level}
    if taken:
        texts.close()
    for thing in taken.values():
        if raw.FPDFPage_RemoveObject(page, thing):
            raw.FPDFPageObj_Destroy(thing)
    on_layers, in_white, off_page = (text if says_something(text) else "" for text in said)
    left = [] if layered else [thing for thing in things if thing.kind == _TEXT and thing.address not in taken]
    return Unseen(on_layers, covered, in_white, off_page), left


def without(text: str, covered: str) -> str:
    """A page's text without the lines that are covered."""
    for line in covered.split("\n") if covered else ():
        text = text.replace(line, "")
    return text.strip()


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


def _area(page: Any) -> Bounds:
    """The area of a page that is shown."""
    area = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, area)
    return area.left, area.bottom, area.right, area.top


def _off(things: Sequence[Thing], page: Bounds) -> Iterator[Thing]:
    """The texts that have an extent, and none of it on the page."""
    page_left, page_bottom, page_right, page_top = page
    for thing in things:
        left, bottom, right, top = thing.bounds
        apart = right <= page_left or left >= page_right or top <= page_bottom or bottom >= page_top
        if apart and thing.kind == _TEXT and right > left and top > bottom:
            yield thing


def _covered(things: Sequence[Thing], page: Any, texts: TextPage) -> Iterator[str]:
    """The texts under the boxes of a page: of a box that is drawn later than all texts where it stands."""
    solid = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
    drawn: list[tuple[int, Bounds]] = []
    strokes: list[Stroke] = []
    start = next((index for index, thing in enumerate(things) if thing.kind in solid), len(things))
    for index in range(start, len(things)):
        thing = things[index]
        # Most of what is drawn are the thin lines of tables: to ask for their points takes longer than to read the page.
        if thing.kind != raw.FPDF_PAGEOBJ_PATH or not is_thick(thing.bounds):
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


def _texts_of(things: Sequence[Any], page: Any, textpage: Any) -> Iterator[str]:
    """The texts of some objects of a page, and of what is inside them."""
    for thing in things:
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            yield text_of(address_of(thing.raw), textpage)
        elif thing.type == raw.FPDF_PAGEOBJ_FORM:
            yield from _texts_of(list(page.get_objects(max_depth=_DEEP, form=thing, level=1)), page, textpage)
