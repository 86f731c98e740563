"""Objects of a page of a PDF as they are drawn, one over the other, and the texts of those that have one.

A page has hundreds of them. What is asked of each is asked of pdfium by where it keeps them, with room made once: as its binding
asks, it makes several values a question, which takes three times as long.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from pypdfium2 import raw

from generator.load.attachment.pdf_files.boxes import THIN, Bounds

_PLACE, _NUMBER = ctypes.c_void_p, ctypes.c_int
_LARGE = ctypes.sizeof(ctypes.c_ushort * 512)  # bytes that most texts take
_FLOATS, _WHOLES = struct.Struct("4f"), struct.Struct("4I")


def _asked(question: Any, answer: Any, *asked: Any) -> Callable[..., Any]:
    """A question to pdfium, with places in memory as numbers."""
    return ctypes.PYFUNCTYPE(answer, *asked)(ctypes.cast(question, _PLACE).value or 0)


_object_on = _asked(raw.FPDFPage_GetObject, _PLACE, _PLACE, _NUMBER)
_kind_of = _asked(raw.FPDFPageObj_GetType, _NUMBER, _PLACE)
_bounds_of = _asked(raw.FPDFPageObj_GetBounds, _NUMBER, *(_PLACE,) * 5)
_fill_of = _asked(raw.FPDFPageObj_GetFillColor, _NUMBER, *(_PLACE,) * 5)
_text_of = _asked(raw.FPDFTextObj_GetText, ctypes.c_ulong, *(_PLACE,) * 3, ctypes.c_ulong)
# How the signs of a text are drawn, by its address.
mode_of: Callable[[int], int] = _asked(raw.FPDFTextObj_GetTextRenderMode, _NUMBER, _PLACE)
_object_of_sign = _asked(raw.FPDFText_GetTextObject, _PLACE, _PLACE, _NUMBER)
_is_strange = _asked(raw.FPDFText_HasUnicodeMapError, _NUMBER, _PLACE, _NUMBER)

# Room that pdfium writes into, and where it is.
_FOUR, _SIGNS = ctypes.create_string_buffer(_FLOATS.size), ctypes.create_string_buffer(_LARGE)
_PLACES = tuple(ctypes.addressof(_FOUR) + at for at in range(0, _FLOATS.size, _FLOATS.size // 4))
_SIGNS_AT = ctypes.addressof(_SIGNS)


class Thing(NamedTuple):
    """An object of a page: its kind, the area it can be seen in, and where pdfium keeps it."""

    kind: int
    bounds: Bounds
    address: int

    @property
    def object(self) -> Any:
        """The object as pdfium's binding takes it."""
        return ctypes.cast(self.address, raw.FPDF_PAGEOBJECT)


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


def things_on(page: Any) -> list[Thing]:
    """The objects of a page as they are drawn, one over the other; those inside a form are the form's."""
    at = address_of(page.raw)
    left, bottom, right, top = _PLACES
    bounds = _FLOATS.unpack
    found = []
    for number in range(raw.FPDFPage_CountObjects(page)):
        thing = _object_on(at, number)
        if _bounds_of(thing, left, bottom, right, top):
            found.append(Thing(_kind_of(thing), bounds(_FOUR), thing))
    return found


def address_of(thing: Any) -> int:
    """Where pdfium keeps something: the same for each handle of it."""
    return ctypes.addressof(thing.contents)


def is_thick(bounds: Bounds) -> bool:
    """True for an area in which words can be hidden."""
    return bounds[2] - bounds[0] > THIN and bounds[3] - bounds[1] > THIN


def fill_of(address: int) -> tuple[int, int, int, int] | None:
    """The colour that an object is filled with and how much it lets through, by its address; None where it has none."""
    red, green, blue, alpha = _PLACES
    return _WHOLES.unpack(_FOUR) if _fill_of(address, red, green, blue, alpha) else None


def text_of(address: int, textpage: Any) -> str:
    """The text of an object that is one, by its address."""
    # Each time it is asked, pdfium goes through all signs of the page: so there is room for most texts at once.
    page = address_of(textpage.raw)
    length = _text_of(address, page, _SIGNS_AT, _LARGE)
    at = _SIGNS_AT
    if length > _LARGE:
        room = ctypes.create_string_buffer(length)
        at = ctypes.addressof(room)
        _text_of(address, page, at, length)
    return ctypes.string_at(at, length).decode("utf-16-le", "replace").partition("\0")[0]


def texts_of(textpage: Any) -> Callable[[int], str]:
    """The texts of the objects of a page by their addresses, as ``text_of`` gives them, to ask for many of them."""
    page, count = address_of(textpage.raw), textpage.count_chars()
    whole = textpage.get_text_range(0, count)
    if len(whole) != count:  # a sign is written as two, or not at all
        return partial(text_of, textpage=textpage)
    starts, ends, parted = dict[int, int](), dict[int, int](), set[int]()
    before = 0
    for place in range(count):
        # Signs that pdfium puts between words are of no object.
        if (at := _object_of_sign(page, place) or 0) != before:
            ends[before] = place
            if at in starts:
                parted.add(at)
            starts[at] = place
            before = at
    ends[before] = count
    return lambda address: (
        whole[starts[address] : ends[address]] if address in starts and address not in parted else text_of(address, textpage)
    )


def strange_signs(textpage: Any, places: range) -> int:
    """How many of the signs at some places of a page have a number that says nothing of which sign it is."""
    page = address_of(textpage.raw)
    return [_is_strange(page, place) for place in places].count(1)
