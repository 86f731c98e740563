"""Letters of a PDF that nobody sees although nothing covers them: in white or no colour, tiny, of the colour of their ground."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Iterator, Sequence
from typing import Any

from pypdfium2 import raw

from generator.load.attachment.pdf_files.boxes import OPAQUE, Bounds, colour_of, overlap
from generator.load.attachment.pdf_files.things import TextPage, Thing, address_of, fill_of, is_thick, mode_of, text_of
from generator.load.attachment.readable import says_something

_WHITE = 250  # and more of 255 in each colour
_ALL_WHITE = (255, 255, 255)
_NONE = ()  # stands for the colour of what has none
_NEAR = 6  # of 255, that two colours may differ by and look the same
_TINY = 0.75  # points; nobody reads letters of this size
_MOST_DRAWN = 4_000_000  # square points of a page
_MOST_IN_FORM = 2_000  # objects of a form
# What each object of a page is compared with, for to look it up among pdfium's names takes as long as to compare it.
_TEXT, _PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH


def faint_texts(things: Sequence[Thing], page: Any, texts: TextPage) -> Iterator[Thing]:
    """The objects that are texts in white or no colour, too small to be read, or of the colour of the box they stand on."""
    boxes: list[tuple[int, Bounds, Any]] = []  # what may be the ground of a text
    drawn: _Drawn | None = None
    for index, thing in enumerate(things):
        kind, bounds, address = thing
        if kind == _PATH and is_thick(bounds):
            boxes.append((index, bounds, thing.object))
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            inside = list(_in_form(thing.object))
            unseen = inside and all(_hue_of(mode_of(one), fill_of(one)) in (_NONE, _ALL_WHITE) for one in inside)
            if unseen and not any(other is not thing and _may_show(other, bounds) for other in things):
                yield thing
        elif kind == _TEXT:
            if (hue := _hue_of(mode_of(address), fill_of(address))) in (_NONE, _ALL_WHITE):
                # What reads a picture writes its words before it or behind it.
                beside = things if hue == _NONE else things[:index]
                if not any(_may_show(other, bounds) for other in beside):
                    yield thing
                    continue
            left, bottom, right, top = bounds
            small = (right - left < _TINY or top - bottom < _TINY) and _size(thing.object) < _TINY
            if small and says_something(text_of(address, texts.now)):
                yield thing
            elif boxes and hue and hue != _NONE and _is_on_own_colour(hue, bounds, boxes):
                drawn = drawn or _Drawn(page)
                if drawn.is_plain(bounds):
                    yield thing


def _size(text: Any) -> float:
    """The size of the letters of a text on the page, in points: of a font without their forms the bounds say nothing."""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(text, size)
    raw.FPDFPageObj_GetMatrix(text, matrix)
    return float(size.value * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5)


def _may_show(thing: Thing, area: Bounds) -> bool:
    """True for what is no text and lies where something is, so that it may stand out against it."""
    return thing.kind != raw.FPDF_PAGEOBJ_TEXT and overlap(area, thing.bounds)


@functools.lru_cache(maxsize=256)
def _hue_of(mode: int, fill: tuple[int, int, int, int] | None) -> tuple[int, ...] | None:
    """The colour of a text by how it is drawn and what it is filled with, of which a page has few.

    Those that are almost white are one; it is nothing of what is seen through in part, and empty for no colour.
    """
    if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return _NONE
    if not fill or fill[3] not in (0, OPAQUE):
        return None
    if not fill[3]:
        return _NONE if mode == raw.FPDF_TEXTRENDERMODE_FILL else None
    colour = fill[:3]
    return _ALL_WHITE if min(colour) >= _WHITE else colour


def _in_form(form: Any) -> Iterator[int]:
    """The objects of a form by their addresses; none where not all of them are texts."""
    found = [raw.FPDFFormObj_GetObject(form, index) for index in range(min(raw.FPDFFormObj_CountObjects(form), _MOST_IN_FORM))]
    if all(raw.FPDFPageObj_GetType(one) == _TEXT for one in found):
        yield from map(address_of, found)


def _is_on_own_colour(hue: tuple[int, ...], area: Bounds, boxes: Sequence[tuple[int, Bounds, Any]]) -> bool:
    """True if a text stands on a filled path of its own colour."""
    for _, (left, bottom, right, top), path in boxes:
        if left <= area[0] and right >= area[2] and bottom <= area[1] and top >= area[3]:
            colour = colour_of(path)
            if colour and all(abs(one - other) <= _NEAR for one, other in zip(hue, colour, strict=True)):
                return True
    return False


class _Drawn:
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


def texts_in(things: Sequence[Thing], textpage: Any) -> Iterator[str]:
    """The texts of some objects, and of what is inside those that are forms."""
    for thing in things:
        if thing.kind == raw.FPDF_PAGEOBJ_FORM:
            yield from (text_of(one, textpage) for one in _in_form(thing.object))
        else:
            yield text_of(thing.address, textpage)
