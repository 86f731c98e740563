"""Notes laid over a page of a PDF that hide what lies under them (ISO 32000-1, 12.5.6): boxes, stamps, texts, marks, lines."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pypdfium2 import raw

from generator.late import late
from generator.load.attachment.pdf_files.boxes import Bounds, boxes_of, is_opaque_picture
from generator.load.attachment.pdf_files.pens import Point, Stroke, slanted_stroke

_CORNER = 1 - 0.5**0.5  # of the radius of a round corner, outside the box that is filled
# Kinds of annotations (pdfium's fpdf_annot.h).
_FREE_TEXT, _LINE, _SQUARE, _CIRCLE, _POLYGON, _POLYLINE, _HIGHLIGHT, _STAMP, _INK, _REDACT = 3, 4, 5, 6, 7, 8, 9, 13, 15, 28
_HIDDEN_FLAGS = 2 | 32
_WIDTH = late(rb"(?<![\w.])(\d+(?:\.\d+)?)\s+w\b")
_MOST_POINTS = 2_000  # of a stroke
_MOST_OBJECTS = 200  # of what draws a note
_MOST_MARKS = 200  # of a note
_WHOLE = 0.95  # of the sides of what draws a note, that one thing has to fill
_DARK = 60  # of 255 in each colour: words under such a mark cannot be read
_BOX_CORNERS = (4, 5)


def boxes_of_note(annotation: Any, page: Any) -> Iterator[Bounds]:
    """The areas that a note hides: filled boxes and ovals, stamps, texts on a ground, black marks, what is to be blacked out."""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if not _hides(annotation, kind) or (area := _area_of(annotation)) is None:
        return
    if kind == _REDACT or (kind == _SQUARE and raw.FPDFAnnot_HasKey(annotation, b"IC")):
        yield area
    elif kind == _CIRCLE and raw.FPDFAnnot_HasKey(annotation, b"IC"):
        across, down = (area[2] - area[0]) / 2 * _CORNER, (area[3] - area[1]) / 2 * _CORNER
        yield area[0] + across, area[1] + down, area[2] - across, area[3] - down
    elif kind == _POLYGON and raw.FPDFAnnot_HasKey(annotation, b"IC"):
        yield from _upright(_points(lambda *room: raw.FPDFAnnot_GetVertices(annotation, *room)))
    elif kind in (_FREE_TEXT, _STAMP) and (
        _is_drawn_whole(annotation, page) if _drawn(annotation) else _has_ground(annotation, kind)
    ):
        yield area
    elif kind == _HIGHLIGHT and _is_dark(annotation):
        yield from _marks(annotation)


def strokes_of_note(annotation: Any) -> Iterator[Stroke]:
    """The strokes of a note that was drawn by hand or with a ruler; none where they can be seen through."""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind not in (_INK, _LINE, _POLYLINE) or not _hides(annotation, kind):
        return
    if any(raw.FPDFPageObj_HasTransparency(thing) for thing in _drawn(annotation)):
        return
    width = _width_of(annotation)
    ways: list[list[Point]] = []
    if kind == _LINE:
        start, end = raw.FS_POINTF(), raw.FS_POINTF()
        if raw.FPDFAnnot_GetLine(annotation, start, end):
            ways.append([(start.x, start.y), (end.x, end.y)])
    elif kind == _POLYLINE:
        ways.append(_points(lambda *room: raw.FPDFAnnot_GetVertices(annotation, *room)))
    else:
        for number in range(raw.FPDFAnnot_GetInkListCount(annotation)):
            ways.append(_points(lambda *room, number=number: raw.FPDFAnnot_GetInkListPath(annotation, number, *room)))
    yield from filter(None, (slanted_stroke(way, width) for way in ways))


def _hides(annotation: Any, kind: int) -> bool:
    """True if a note is shown, and nothing is said of its being seen through."""
    opacity = ctypes.c_float()
    clear = raw.FPDFAnnot_GetNumberValue(annotation, b"CA", opacity) and opacity.value < 1
    return kind == _REDACT or not (clear or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN_FLAGS)


def _area_of(annotation: Any) -> Bounds | None:
    area = raw.FS_RECTF()
    return (area.left, area.bottom, area.right, area.top) if raw.FPDFAnnot_GetRect(annotation, area) else None


def _points(ask: Callable[..., int]) -> list[Point]:
    """The points that pdfium writes into room of ours."""
    count = min(ask(None, 0), _MOST_POINTS)
    room = (raw.FS_POINTF * count)()
    ask(room, count)
    return [(point.x, point.y) for point in room]


def _upright(points: Sequence[Point]) -> Iterator[Bounds]:
    """The box that a polygon is; nothing where it is another form."""
    across, up = {round(x) for x, _ in points}, {round(y) for _, y in points}
    if len(points) in _BOX_CORNERS and len(across) == len(up) == len(("first", "last")):
        yield min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)


def _drawn(annotation: Any) -> list[Any]:
    """The objects that draw a note."""
    count = min(raw.FPDFAnnot_GetObjectCount(annotation), _MOST_OBJECTS)
    return [raw.FPDFAnnot_GetObject(annotation, index) for index in range(count)]


def _is_drawn_whole(annotation: Any, page: Any) -> bool:
    """True if what draws a note fills all of its area with something that nothing is seen through."""
    things = [(thing, bounds) for thing in _drawn(annotation) if (bounds := _bounds_of(thing))]
    if not things:
        return False
    sides = [bounds for _, bounds in things]
    whole = min(box[0] for box in sides), min(box[1] for box in sides), max(box[2] for box in sides), max(box[3] for box in sides)
    for thing, bounds in things:
        kind = raw.FPDFPageObj_GetType(thing)
        filled = list(boxes_of(thing)) if kind == raw.FPDF_PAGEOBJ_PATH else []
        if kind == raw.FPDF_PAGEOBJ_IMAGE and is_opaque_picture(page.pdf, page, thing, bounds):
            filled.append(bounds)
        for box in filled:
            across, up = (box[2] - box[0]) / max(whole[2] - whole[0], 1), (box[3] - box[1]) / max(whole[3] - whole[1], 1)
            if min(across, up) >= _WHOLE:
                return True
    return False


def _bounds_of(thing: Any) -> Bounds | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _has_ground(annotation: Any, kind: int) -> bool:
    """True if a text that every program draws for itself stands on a colour."""
    return kind == _FREE_TEXT and bool(raw.FPDFAnnot_HasKey(annotation, b"C")) and _colour_of(annotation) is not None


def _colour_of(annotation: Any) -> tuple[int, int, int] | None:
    """The colour of a note: its own, or that of the first thing that is filled where something draws it."""
    red, green, blue, clear = (ctypes.c_uint() for _ in range(4))
    if raw.FPDFAnnot_GetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, red, green, blue, clear):
        return red.value, green.value, blue.value
    for thing in _drawn(annotation):
        if raw.FPDFPageObj_GetFillColor(thing, red, green, blue, clear):
            return red.value, green.value, blue.value
    return None


def _is_dark(annotation: Any) -> bool:
    colour = _colour_of(annotation)
    return colour is not None and max(colour) <= _DARK


def _marks(annotation: Any) -> Iterator[Bounds]:
    """The areas of a mark, one a line of words."""
    for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_MARKS)):
        four = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, number, four):
            across, up = (four.x1, four.x2, four.x3, four.x4), (four.y1, four.y2, four.y3, four.y4)
            yield min(across), min(up), max(across), max(up)


def _width_of(annotation: Any) -> float:
    """How wide the pen is: by what draws the note, else by its border."""
    length = raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
    if length > 2:
        room = (ctypes.c_ushort * (length // 2))()
        raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, room, length)
        drawn = bytes(room).decode("utf-16-le", "replace").encode("ascii", "replace")
        return max((float(width) for width in _WIDTH.findall(drawn)), default=0.0)
    across, down, width = (ctypes.c_float() for _ in range(3))
    return float(width.value) if raw.FPDFAnnot_GetBorder(annotation, across, down, width) else 0.0
