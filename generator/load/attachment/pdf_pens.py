"""Signs of a PDF under strokes of a pen that are not level: lines drawn at an angle, and what was drawn by hand as a note."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from generator.late import late
from generator.load.attachment.pdf_boxes import Bounds
from generator.load.attachment.readable import says_something

_THIN = 4.0  # points; what is thinner is a line under or through a text
_STEEPEST = 20.0  # degrees; what is steeper crosses words and strikes out a page
_INK = 15  # a kind of annotation (pdfium's fpdf_annot.h)
_MOST_POINTS = 2_000  # of a stroke
_MOST_SIGNS = 20_000  # of a page
_SHARE = 0.3  # of the height of a sign, above and below its middle, that a stroke has to cover
_WIDTH = late(rb"(?<![\w.])(\d+(?:\.\d+)?)\s+w\b")

Point = tuple[float, float]


class Stroke(NamedTuple):
    """A stroke of a pen: the points on its way, and half of its width, in points."""

    way: Sequence[Point]
    half: float


def slanted_stroke(points: Sequence[Point], width: float) -> Stroke | None:
    """A line that is drawn at an angle to the words and may hide them; None for what is thin."""
    return Stroke(points, width / 2) if width > _THIN and len(points) > 1 else None


def ink_strokes(annotation: Any) -> Iterator[Stroke]:
    """The strokes of a note that was drawn by hand; none where they can be seen through."""
    from pypdfium2 import raw

    if raw.FPDFAnnot_GetSubtype(annotation) != _INK:
        return
    opacity = ctypes.c_float()
    if raw.FPDFAnnot_GetNumberValue(annotation, b"CA", opacity) and opacity.value < 1:
        return
    drawn = [raw.FPDFAnnot_GetObject(annotation, index) for index in range(raw.FPDFAnnot_GetObjectCount(annotation))]
    if any(raw.FPDFPageObj_HasTransparency(thing) for thing in drawn):
        return
    width = _width_of(annotation)
    for number in range(raw.FPDFAnnot_GetInkListCount(annotation)):
        count = min(raw.FPDFAnnot_GetInkListPath(annotation, number, None, 0), _MOST_POINTS)
        points = (raw.FS_POINTF * count)()
        raw.FPDFAnnot_GetInkListPath(annotation, number, points, count)
        if stroke := slanted_stroke([(point.x, point.y) for point in points], width):
            yield stroke


def _width_of(annotation: Any) -> float:
    """How wide the pen is: by what draws the note, else by its border."""
    from pypdfium2 import raw

    length = raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
    if length > 2:
        room = (ctypes.c_ushort * (length // 2))()
        raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, room, length)
        drawn = bytes(room).decode("utf-16-le", "replace").encode("ascii", "replace")
        return max((float(width) for width in _WIDTH.findall(drawn)), default=0.0)
    across, down, width = (ctypes.c_float() for _ in range(3))
    return float(width.value) if raw.FPDFAnnot_GetBorder(annotation, across, down, width) else 0.0


def texts_under(strokes: Sequence[Stroke], textpage: Any) -> Iterator[str]:
    """The words that lie under strokes, a line of them each."""
    pieces = [piece for stroke in strokes for piece in _pieces(stroke)]
    if not pieces or textpage.count_chars() > _MOST_SIGNS:
        return
    run: list[str] = []
    for index in range(textpage.count_chars()):
        sign = textpage.get_text_range(index, 1)
        if (sign.isspace() and sign not in "\r\n" and run) or any(
            _is_under(textpage.get_charbox(index), *piece) for piece in pieces
        ):
            run.append(sign)
        else:
            yield from _said(run)
            run = []
    yield from _said(run)


def _said(run: list[str]) -> Iterator[str]:
    if says_something(text := "".join(run).strip()):
        yield text


def _pieces(stroke: Stroke) -> Iterator[tuple[Point, Point, float]]:
    """The pieces of a stroke that run along with words."""
    for (x, y), (to_x, to_y) in zip(stroke.way, stroke.way[1:], strict=False):
        angle = abs(math.degrees(math.atan2(to_y - y, to_x - x)))
        if min(angle, 180 - angle) <= _STEEPEST:
            yield (x, y), (to_x, to_y), stroke.half


def _is_under(sign: Bounds, start: Point, end: Point, half: float) -> bool:
    """True if most of a sign lies under a piece of a stroke."""
    across, up = (sign[0] + sign[2]) / 2, (sign[1] + sign[3]) / 2
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = along_x**2 + along_y**2
    if not length or sign[3] <= sign[1]:
        return False
    share = ((across - start[0]) * along_x + (up - start[1]) * along_y) / length
    if not -half <= (share - min(max(share, 0), 1)) * length**0.5 <= half:
        return False
    away = abs((across - start[0]) * along_y - (up - start[1]) * along_x) / length**0.5
    return bool(away + (sign[3] - sign[1]) * _SHARE <= half)
