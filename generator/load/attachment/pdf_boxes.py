"""Boxes on a page of a PDF that hide what lies under them: filled ones, strokes as thick as a pen, notes laid over the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

INSET = 0.75  # points by which the edge of a box may touch the signs beside it
_THIN = 4.0  # points; what is lower is a line under or through a text
_GAP = 1.0  # points between boxes that stand side by side
_FAR = 1e6  # points; no page is so large
_BOX_SEGMENTS = 6
_MOST_SEGMENTS = 400  # of a path; more are a drawing
_SQUARE, _REDACT = 5, 28  # kinds of annotations (pdfium's fpdf_annot.h)
_OPAQUE = 255

Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in points


def boxes_of(path: Any) -> Iterator[Bounds]:
    """The areas that a drawn path hides: of boxes that are filled, or of a line as thick as a pen."""
    from pypdfium2 import raw

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, mode, stroke) or raw.FPDFPageObj_HasTransparency(path):
        return
    parts = _parts_of(path)
    if mode.value and colour_of(path) is not None:
        # Of a box in a box the inner one may be a hole: such is a frame.
        if any(overlap(one, other) for number, one in enumerate(parts) for other in parts[:number]):
            return
    elif stroke.value and raw.FPDFPath_CountSegments(path) == len(("move", "line")):
        width = ctypes.c_float()
        if not raw.FPDFPageObj_GetStrokeWidth(path, width) or width.value <= _THIN:
            return
        parts = [_thickened(part, width.value / 2) for part in parts]
    else:
        return
    clip = _clip_of(path)
    for left, bottom, right, top in parts:
        seen = max(left, clip[0]), max(bottom, clip[1]), min(right, clip[2]), min(top, clip[3])
        if seen[2] - seen[0] > _THIN and seen[3] - seen[1] > _THIN:
            yield seen


def join_boxes(drawn: Sequence[tuple[int, Bounds]]) -> list[tuple[int, Bounds]]:
    """Boxes, each with when the first of it was drawn; those that stand side by side in a row are one."""
    joined: list[tuple[int, Bounds]] = []
    for index, box in sorted(drawn, key=lambda entry: (round(entry[1][1]), entry[1][0])):
        if joined:
            first, (left, bottom, right, top) = joined[-1]
            same_row = abs(bottom - box[1]) <= _GAP and abs(top - box[3]) <= _GAP
            if same_row and left <= box[0] <= right + _GAP:
                joined[-1] = min(first, index), (left, min(bottom, box[1]), max(right, box[2]), max(top, box[3]))
                continue
        joined.append((index, box))
    return joined


def box_of_note(annotation: Any) -> Bounds | None:
    """The area under a filled square that was laid over a page, or under a mark of what is to be blacked out."""
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind not in (_SQUARE, _REDACT):
        return None
    if kind == _SQUARE and not raw.FPDFAnnot_HasKey(annotation, b"IC"):
        return None  # a frame
    opacity = ctypes.c_float()
    if raw.FPDFAnnot_GetNumberValue(annotation, b"CA", opacity) and opacity.value < 1:
        return None
    area = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, area):
        return None
    return area.left, area.bottom, area.right, area.top


def colour_of(thing: Any) -> tuple[int, int, int] | None:
    """The colour that an object is filled with, or None where it is not filled, or can be seen through."""
    from pypdfium2 import raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha) or alpha.value != _OPAQUE:
        return None
    return red.value, green.value, blue.value


def overlap(one: Bounds, other: Bounds) -> bool:
    """True if two areas share more than the edge of a sign."""
    return min(one[2], other[2]) - max(one[0], other[0]) > INSET and min(one[3], other[3]) - max(one[1], other[1]) > INSET


def _parts_of(path: Any) -> list[Bounds]:
    """The areas of the parts of a path that may be boxes, on the page."""
    from pypdfium2 import raw

    if raw.FPDFPath_CountSegments(path) > _MOST_SEGMENTS:
        return []
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return []
        if kind == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append((x.value * matrix.a + y.value * matrix.c + matrix.e, x.value * matrix.b + y.value * matrix.d + matrix.f))
    return [_bounds(part) for part in parts if 1 < len(part) <= _BOX_SEGMENTS]


def _bounds(points: Sequence[tuple[float, float]]) -> Bounds:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _clip_of(path: Any) -> Bounds:
    """The area that an object is cut down to."""
    from pypdfium2 import raw

    left, bottom, right, top = -_FAR, -_FAR, _FAR, _FAR
    clip = raw.FPDFPageObj_GetClipPath(path)
    for number in range(max(raw.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        if points := list(_points(clip, number)):
            box = _bounds(points)
            left, bottom, right, top = max(left, box[0]), max(bottom, box[1]), min(right, box[2]), min(top, box[3])
    return left, bottom, right, top


def _points(clip: Any, number: int) -> Iterator[tuple[float, float]]:
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(raw.FPDFClipPath_CountPathSegments(clip, number), 0)):
        if raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, number, index), x, y):
            yield x.value, y.value


def _thickened(line: Bounds, half: float) -> Bounds:
    """The area of a level or upright line; nothing of a slanted one, which hides little."""
    left, bottom, right, top = line
    if top - bottom <= _GAP:
        return left, bottom - half, right, top + half
    return (left - half, bottom, right + half, top) if right - left <= _GAP else (0.0, 0.0, 0.0, 0.0)
