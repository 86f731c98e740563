"""Signs on a page of an OFD that nobody sees: under what is drawn over them, white, tiny, without ink, off the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.frozen import frozen
from generator.load.attachment.readable import says_something

_TINY = 0.71  # mm, two points: signs of such a size are dots
_THIN = 1.4  # mm; what is lower is a line under or through a text
_ALIGNED = 0.3  # mm by which a side may be out of line
_MIDDLE = (1 - 0.5**0.5) / 2  # of each side, outside the largest box in an ellipse
_BODY = (0.7, 0.05)  # of the size of a sign: how far above its base line most of it begins, and ends
_SEGMENTS = 200  # of a path; more are a drawing
_PAGE = 0.5  # of a page: pictures of this size are the page, and words under them those that are read in them
WHITE = "255 255 255"
_MOST = 5_000  # things on a page that are looked at

Box = tuple[float, float, float, float]  # left, top, right, bottom in mm
Point = tuple[float, float]


@frozen
class Sign:
    """A run of signs: its base line and beginning in mm, the size of a sign, its text, where each of its signs begins.

    ``ink`` is its colour as three numbers, ``none``, or ``?``.
    """

    y: float
    x: float
    size: float
    text: str
    starts: tuple[float, ...] = ()
    ink: str = "?"
    turned: bool = False

    @property
    def box(self) -> Box:
        """The area in which it stands, about."""
        last = self.starts[-1] if self.starts else self.x + (len(self.text) - 1) * self.size
        return self.x, self.y - self.size, last + self.size, self.y + self.size / 4


@frozen
class Thing:
    """A thing that is drawn: a run of signs, or what covers all or nothing of what lies under it."""

    box: Box
    sign: Sign | None = None
    covers: tuple[Box, ...] = ()
    is_picture: bool = False


@dataclass(slots=True)
class Seen:
    """The signs of a page that are seen, and the texts that are not, by the way in which they are not."""

    signs: list[Sign] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=dict)


def look_at(things: Sequence[Thing], page: Box | None) -> Seen:
    """The signs of a page as its reader sees it, by what is drawn on it in this order."""
    seen = Seen()
    if len(things) > _MOST:
        seen.signs += [thing.sign for thing in things if thing.sign]
        return seen
    covers = list(_covers(things, page))
    for number, thing in enumerate(things):
        if (sign := thing.sign) is None:
            continue
        way = _way(sign, things, number, page)
        if way and says_something(sign.text):
            seen.unseen.setdefault(way, []).append(sign.text)
            continue
        hidden = [] if sign.turned else [box for at, box in covers if at > number and _shares(box, thing.box)]
        seen.signs.append(_uncovered(sign, hidden, seen.unseen.setdefault("covered", [])) if hidden else sign)
    return seen


def _covers(things: Sequence[Thing], page: Box | None) -> Iterator[tuple[int, Box]]:
    """The areas that are covered, each with when that was drawn; but not where later signs stand, which are read on it."""
    area = _area(page) if page else 0.0
    pictures = sum(_area(thing.box) for thing in things if thing.is_picture)
    for number, thing in enumerate(things):
        if thing.is_picture and (not area or pictures > area * _PAGE):
            continue
        for box in thing.covers:
            later = (other.sign for other in things[number + 1 :] if other.sign)
            if not any(_holds(box, sign, start) for sign in later for start in sign.starts or (sign.x,)):
                yield number, box


def _uncovered(sign: Sign, boxes: Sequence[Box], covered: list[str]) -> Sign:
    """The rest of a run of signs; what is covered of it, if it says something, is put with what is covered."""
    starts = sign.starts or tuple(sign.x + number * sign.size for number in range(len(sign.text)))
    away = [any(_holds(box, sign, start) for box in boxes) for start in starts]
    text = "".join(one for one, hidden in zip(sign.text, away, strict=False) if hidden)
    if not says_something(text):
        return sign
    covered.append(text)
    left = [(one, start) for one, start, hidden in zip(sign.text, starts, away, strict=False) if not hidden]
    return Sign(sign.y, sign.x, sign.size, "".join(one for one, _ in left), tuple(start for _, start in left), sign.ink)


def _holds(box: Box, sign: Sign, start: float) -> bool:
    """True if most of a sign of a run lies in a box."""
    middle = start + sign.size / 4
    return box[0] <= middle <= box[2] and box[1] <= sign.y - sign.size * _BODY[0] and box[3] >= sign.y - sign.size * _BODY[1]


def _way(sign: Sign, things: Sequence[Thing], number: int, page: Box | None) -> str:
    """The way in which a whole run of signs is not seen, or nothing."""
    left, top, right, bottom = sign.box
    if page and not sign.turned and (left >= page[2] or right <= page[0] or top >= page[3] or bottom <= page[1]):
        return "off"
    if 0 < sign.size <= _TINY:
        return "white"
    if sign.ink == "none":  # what reads a picture writes its words before it or behind it
        beside: Sequence[Thing] = things
    elif sign.ink == WHITE:
        beside = things[:number]
    else:
        return ""
    return "" if any(other.sign is None and _shares(other.box, sign.box) for other in beside) else "white"


def _shares(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0) * max(box[3] - box[1], 0)


def covered_by(path: str, matrix: Sequence[float], corner: tuple[float, float], *, filled: bool, width: float) -> tuple[Box, ...]:
    """The areas that a path hides (GB/T 33190, 9.1): of boxes and ovals that are filled, or of a stroke as thick as a pen."""
    parts, curves = _parts(path.split(), matrix, corner)
    if filled and curves:
        return tuple(_inner(part) for part in parts) if len(parts) == 1 else ()
    boxes = [box for part in parts if (box := _box_of(part, width=0 if filled else width))]
    if not filled and any(len(part) != len(("from", "to")) for part in parts):
        return ()
    # Of a box in a box the inner one may be a hole: such is a frame.
    if any(_shares(one, other) for number, one in enumerate(boxes) for other in boxes[:number]):
        return ()
    return tuple(box for box in boxes if box[2] - box[0] > _THIN and box[3] - box[1] > _THIN)


def _parts(
    words: Sequence[str], matrix: Sequence[float], corner: tuple[float, float]
) -> tuple[list[list[tuple[float, float]]], bool]:
    """The points of each part of a path, on the page, and whether any of it is curved; nothing where it is not understood."""
    parts: list[list[tuple[float, float]]] = []
    curves, at, last = False, 0, (0.0, 0.0)
    takes = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
    while at < len(words) <= _SEGMENTS:
        kind = words[at]
        try:
            values = [float(word) for word in words[at + 1 : at + 1 + takes[kind]]]
        except (KeyError, ValueError):
            return [], False
        at += 1 + takes[kind]
        curves = curves or kind in "QBA"
        if kind in "SM" or not parts:
            parts.append([])
        if len(values) == takes[kind] and values:
            for x, y in _curve(kind, values, last):
                parts[-1].append(
                    (x * matrix[0] + y * matrix[2] + matrix[4] + corner[0], x * matrix[1] + y * matrix[3] + matrix[5] + corner[1])
                )
            last = values[-2], values[-1]
    return [part for part in parts if len(part) > 1], curves


def _curve(kind: str, values: Sequence[float], start: Point) -> Iterator[Point]:
    """The points of a piece of a path: its end, before it some on its way where it is curved."""
    end = values[-2], values[-1]
    if kind == "A":
        across, down = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        yield from ((across, down - values[1]), (across, down + values[1]))
    elif kind in "QB":
        first, second = (values[0], values[1]), (values[-4], values[-3])
        for step in (0.25, 0.5, 0.75):
            left = 1 - step
            shares = (left**3, 3 * left**2 * step, 3 * left * step**2, step**3)
            if kind == "Q":
                shares = left**2, 2 * left * step, 0.0, step**2
            points = (start, first, second, end)
            yield (
                sum(share * x for share, (x, _) in zip(shares, points, strict=True)),
                sum(share * y for share, (_, y) in zip(shares, points, strict=True)),
            )
    yield end


def _box_of(points: Sequence[Point], *, width: float) -> Box | None:
    """The box that points are the corners of, or that a level or upright line of a width fills; None where they are none."""
    across, up = [x for x, _ in points], [y for _, y in points]
    box = min(across), min(up), max(across), max(up)
    if width:
        if box[3] - box[1] <= _ALIGNED:
            return box[0], box[1] - width / 2, box[2], box[3] + width / 2
        return (box[0] - width / 2, box[1], box[2] + width / 2, box[3]) if box[2] - box[0] <= _ALIGNED else None
    corners = all(
        min(abs(x - box[0]), abs(x - box[2])) <= _ALIGNED and min(abs(y - box[1]), abs(y - box[3])) <= _ALIGNED for x, y in points
    )
    return box if corners and len(points) >= len(("three", "of its", "corners")) else None


def _inner(points: Sequence[Point]) -> Box:
    """The largest box in an oval through these points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    wide, high = (max(across) - min(across)) * _MIDDLE, (max(up) - min(up)) * _MIDDLE
    return min(across) + wide, min(up) + high, max(across) - wide, max(up) - high
