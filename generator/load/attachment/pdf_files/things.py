"""Objects of a page of a PDF as they are drawn, one over the other, and the texts of those that have one."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdfium2 import raw

from generator.load.attachment.pdf_files.boxes import THIN, Bounds

_ROOM = (ctypes.c_ushort * 512)()  # that pdfium writes a text into


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


def things_on(page: Any) -> Iterator[Thing]:
    """The objects of a page as they are drawn, one over the other; those inside a form are the form's."""
    # Asked of pdfium itself: a page has hundreds of them, and to wrap each takes longer than all the rest.
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            bounds = left.value, bottom.value, right.value, top.value
            yield Thing(raw.FPDFPageObj_GetType(thing), bounds, thing)


def is_thick(bounds: Bounds) -> bool:
    """True for an area in which words can be hidden."""
    return bounds[2] - bounds[0] > THIN and bounds[3] - bounds[1] > THIN


def text_of(thing: Any, textpage: Any) -> str:
    """The text of an object that is one."""
    # Each time it is asked, pdfium goes through all signs of the page: so there is room for most texts at once.
    length = raw.FPDFTextObj_GetText(thing, textpage, _ROOM, ctypes.sizeof(_ROOM))
    room: Any = _ROOM
    if length > ctypes.sizeof(_ROOM):
        room = (ctypes.c_ushort * (length // 2))()
        raw.FPDFTextObj_GetText(thing, textpage, room, length)
    return ctypes.string_at(room, length).decode("utf-16-le", "replace").split("\0")[0]
