"""Signs of a PDF under strokes of a pen: lines drawn at an angle, and what was drawn by hand as a note."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from generator.load.attachment.pdf_files.boxes import Bounds
from generator.load.attachment.readable import says_something

_THIN = 4.0  # points; what is thinner is a line under or through a text
_STEEPEST = 20.0  # degrees; what is steeper crosses words and strikes out a page
_MOST_SIGNS = 20_000  # of a page
_SHARE = 0.3  # of the height of a sign, above and below its middle, that a stroke has to cover

Point = tuple[float, float]


class Stroke(NamedTuple):
    """A stroke of a pen: the points on its way, and half of its width, in points."""

    way: Sequence[Point]
    half: float


def slanted_stroke(points: Sequence[Point], width: float) -> Stroke | None:
    """A line that is drawn at an angle to the words and may hide them; None for what is thin."""
    return Stroke(points, width / 2) if width > _THIN and len(points) > 1 else None


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
