"""Boxes on a page of a PDF that hide what lies under them: filled ones, ovals, pictures, level strokes, notes laid over it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from pypdfium2 import raw

INSET = 0.75  # points by which the edge of a box may touch the signs beside it
THIN = 4.0  # points; what is lower is a line under or through a text
_GAP = 1.0  # points between boxes that stand side by side
_OVAL = 12  # points of the four curves of an oval
_CORNER = 1 - 0.5**0.5  # of the radius of a round corner, outside the box that is filled
_ALMOST = 0.99  # of the dots of a picture that have to be opaque
_MOSTLY = 0.95  # the same of one at an angle, whose edges are half seen through
_MOST_DOTS = 4_000_000
_FAR = 1e6  # points; no page is so large
_BOX_SEGMENTS = 6
_MOST_SEGMENTS = 400  # of a path; more are a drawing
OPAQUE = 255
COLOUR = tuple(ctypes.c_uint() for _ in range(4))  # room that pdfium writes colours into

Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in points


def boxes_of(path: Any) -> Iterator[Bounds]:
    """The areas that a drawn path hides: of boxes that are filled, or of a line as thick as a pen."""
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
        if not raw.FPDFPageObj_GetStrokeWidth(path, width) or width.value <= THIN:
            return
        parts = [_thickened(part, width.value / 2) for part in parts]
    else:
        return
    clip = _clip_of(path)
    for left, bottom, right, top in parts:
        seen = max(left, clip[0]), max(bottom, clip[1]), min(right, clip[2]), min(top, clip[3])
        if seen[2] - seen[0] > THIN and seen[3] - seen[1] > THIN:
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


def is_opaque_picture(document: Any, page: Any, picture: Any, bounds: Bounds) -> bool:
    """True if nothing can be seen through a picture as it stands in its bounds on the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(picture, matrix)
    left, bottom, right, top = bounds
    area = (right - left) * (top - bottom)
    if raw.FPDFPageObj_HasTransparency(picture) or area > _MOST_DOTS:
        return False
    drawn = raw.FPDFImageObj_GetRenderedBitmap(document, page, picture)
    if not drawn:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(drawn) != raw.FPDFBitmap_BGRA:
            return True
        dots = raw.FPDFBitmap_GetStride(drawn) * raw.FPDFBitmap_GetHeight(drawn)
        opacity = ctypes.string_at(raw.FPDFBitmap_GetBuffer(drawn), dots)[3::4]
        # Of a picture that lies at an angle the corners of its bounds are empty.
        share = min(abs(matrix.a * matrix.d - matrix.b * matrix.c) / area, 1.0) if area else 1.0
        return opacity.count(OPAQUE) >= len(opacity) * share * (_ALMOST if share > _ALMOST else _MOSTLY)
    finally:
        raw.FPDFBitmap_Destroy(drawn)


def slanted_picture(picture: Any) -> tuple[list[tuple[float, float]], float] | None:
    """The line along the middle of a picture that lies at an angle, and how broad it is; None of one that fills its bounds."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(picture, matrix)
    if min(abs(matrix.b) + abs(matrix.c), abs(matrix.a) + abs(matrix.d)) <= _GAP:
        return None
    start, end = _moved(0, 0.5, matrix), _moved(1, 0.5, matrix)
    along = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    return ([start, end], abs(matrix.a * matrix.d - matrix.b * matrix.c) / along) if along else None


def line_of(path: Any) -> tuple[list[tuple[float, float]], float]:
    """The points of a line that is drawn, and its width; no points for what is filled, many-lined or can be seen through."""
    mode, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    count = raw.FPDFPath_CountSegments(path)
    if not raw.FPDFPath_GetDrawMode(path, mode, stroke) or mode.value or not stroke.value or not 1 < count <= _MOST_SEGMENTS:
        return [], 0.0
    if not raw.FPDFPageObj_GetStrokeWidth(path, width) or width.value <= THIN or raw.FPDFPageObj_HasTransparency(path):
        return [], 0.0
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        starts = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        if starts != (index == 0) or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return [], 0.0
        points.append(_moved(x.value, y.value, matrix))
    if count == len(("move", "line")) and min(abs(points[0][0] - points[1][0]), abs(points[0][1] - points[1][1])) <= _GAP:
        return [], 0.0  # a box
    return points, width.value * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5


def colour_of(thing: Any) -> tuple[int, int, int] | None:
    """The colour that an object is filled with, or None where it is not filled, or can be seen through."""
    red, green, blue, alpha = COLOUR
    if not raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha) or alpha.value != OPAQUE:
        return None
    return red.value, green.value, blue.value


def overlap(one: Bounds, other: Bounds) -> bool:
    """True if two areas share more than the edge of a sign."""
    return min(one[2], other[2]) - max(one[0], other[0]) > INSET and min(one[3], other[3]) - max(one[1], other[1]) > INSET


def _parts_of(path: Any) -> list[Bounds]:
    """The areas of the parts of a path that may be boxes, on the page."""
    if raw.FPDFPath_CountSegments(path) > _MOST_SEGMENTS:
        return []
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = 0
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return []
        if kind == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        curved += kind == raw.FPDF_SEGMENT_BEZIERTO
        # Of a curve every third point lies on it; the others give it its bend.
        if kind != raw.FPDF_SEGMENT_BEZIERTO or curved % 3 == 0:
            parts[-1].append(
                (x.value * matrix.a + y.value * matrix.c + matrix.e, x.value * matrix.b + y.value * matrix.d + matrix.f)
            )
    if curved:
        return [_in_oval(parts[0])] if curved == _OVAL and len(parts) == 1 else []
    return [_bounds(part) for part in parts if 1 < len(part) <= _BOX_SEGMENTS]


def _moved(x: float, y: float, matrix: Any) -> tuple[float, float]:
    """A point where a matrix moves it to."""
    return x * matrix.a + y * matrix.c + matrix.e, x * matrix.b + y * matrix.d + matrix.f


def _in_oval(points: Sequence[tuple[float, float]]) -> Bounds:
    """The largest box, about, in an oval or a box with round corners; nothing where the points are those of something else."""
    left, bottom, right, top = _bounds(points)
    at_sides = [y for x, y in points if min(x - left, right - x) <= _GAP]
    at_ends = [x for x, y in points if min(y - bottom, top - y) <= _GAP]
    if len(at_sides) + len(at_ends) < len(points) or not at_sides or not at_ends:
        return 0.0, 0.0, 0.0, 0.0
    down = min(min(y - bottom, top - y) for y in at_sides) * _CORNER
    across = min(min(x - left, right - x) for x in at_ends) * _CORNER
    return left + across, bottom + down, right - across, top - down


def _bounds(points: Sequence[tuple[float, float]]) -> Bounds:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _clip_of(path: Any) -> Bounds:
    """The area that an object is cut down to."""
    left, bottom, right, top = -_FAR, -_FAR, _FAR, _FAR
    clip = raw.FPDFPageObj_GetClipPath(path)
    for number in range(max(raw.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        if points := list(_points(clip, number)):
            box = _bounds(points)
            left, bottom, right, top = max(left, box[0]), max(bottom, box[1]), min(right, box[2]), min(top, box[3])
    return left, bottom, right, top


def _points(clip: Any, number: int) -> Iterator[tuple[float, float]]:
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
