"""Words of a slide that nobody sees who looks at it: off the slide, under a shape or picture, in the colour of their ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from generator.load.attachment.media import is_opaque
from generator.load.attachment.readable import says_something
from generator.load.attachment.slides.slide import BOXES, NONE, OTHER, Area, Look, Shape, Slide, inner_box

_INSET = (91_440, 45_720)  # EMU at the sides of a text and above and below it
_MOST = 0.8  # of the sides of a cell
_MOST_SHAPES = 1000  # of a slide; what has more is a drawing
_TINY = 200  # hundredths of a point: letters of such a size are dots
_SIZE = 1800  # the same, where a text does not say
_EMU = 127  # of a hundredth of a point
_LINE = 1.2
_ONE_LINE = 2.6  # sizes of a sign that a shape is high at most in which one line stands in the middle
_UNSURE = 0.35  # of the size of a sign, by which it may stand elsewhere


@dataclass
class Ground:
    """The ground of a slide: its own, that of its layout and of its master; and the names of colours on it."""

    area: Area
    below: list[Slide] = field(default_factory=list)  # the layout, then the master, as far as they are shown
    backgrounds: list[str] = field(default_factory=list)
    colours: dict[str, str] = field(default_factory=dict)

    def colour(self, name: str) -> str:
        """A colour as six digits, by its name; ``?`` where that is not known."""
        name = self.colours.get(name, name)
        return name if len(name) == len("000000") else OTHER

    def background(self, slide: Slide) -> str:
        """The colour behind all shapes of a slide."""
        return self.colour(next(filter(None, (slide.background, *self.backgrounds)), OTHER))


def read_ground(area: Area, layout: Slide | None, master: Slide | None, theme: Mapping[str, str]) -> Ground:
    """The ground of the slides that are made after a layout and its master."""
    ground = Ground(area)
    if layout is not None:
        ground.below.append(layout)
        ground.backgrounds.append(layout.background)
    if master is not None:
        ground.backgrounds.append(master.background)
        if layout is None or layout.shows_master:
            ground.below.append(master)
        ground.colours = {**theme, **{name: theme.get(other, OTHER) for name, other in master.colours.items()}}
    return ground


class Way(NamedTuple):
    """The way in which nobody sees the words of a shape (``hidden``, ``off``, ``covered``) or nothing; areas that cover some."""

    name: str = ""
    boxes: tuple[Area, ...] = ()


def ways_of(slide: Slide, ground: Ground, image: Callable[[str], bytes]) -> list[Way]:
    """Of each shape the way in which nobody sees its words; ``image`` gives the bytes of a picture by its id."""
    if len(slide.shapes) > _MOST_SHAPES:
        return [Way("hidden" if shape.hidden else "") for shape in slide.shapes]
    covers = [(number, area) for number, shape in enumerate(slide.shapes) if (area := _hidden_area(shape, image, slide.moving))]
    return [_way(slide.shapes, number, ground, covers, slide.moving) for number in range(len(slide.shapes))]


def _way(shapes: Sequence[Shape], number: int, ground: Ground, covers: list[tuple[int, Area]], moving: set[str]) -> Way:
    """The way in which nobody sees the words of a shape, by its number."""
    shape = shapes[number]
    if shape.hidden:
        return Way("hidden")
    if shape.area is None or shape.id in moving or not shape.text.strip():
        return Way()
    if _is_off(shape, ground.area):
        return Way("off")
    boxes = []
    for at, cover in covers:
        # What is printed again over a cover can be read.
        if at > number and _shared(cover, shape.area) and not any(shape.text in other.text for other in shapes[at:]):
            if _covers(cover, shape):
                return Way("covered")
            boxes.append(cover)
    return Way("", tuple(boxes))


def _split(shape: Shape, boxes: Sequence[Area]) -> tuple[str, str]:
    """The one line of a shape: what is seen of it, what lies under boxes; all is seen where nobody can say where it stands."""
    lines = [line for line in shape.lines if line]
    signs = [(sign, look.size * _EMU) for text, look in (lines[0] if len(lines) == 1 else ()) for sign in text]
    text = "".join(sign for sign, _ in signs)
    if not signs or not all(size for _, size in signs) or shape.aligned not in ("l", "ctr") or shape.turned or not shape.area:
        return text, ""
    left, top, right, bottom = shape.area
    high = max(size for _, size in signs)
    widths = [size if sign > "\u2e80" else size / 2 for sign, size in signs]
    if bottom - top > _ONE_LINE * high or sum(widths) > right - left - 2 * _INSET[0]:
        return text, ""
    start = left + _INSET[0] if shape.aligned == "l" else (left + right - sum(widths)) / 2
    middle, seen, covered = (top + bottom) / 2, "", ""
    for (sign, _), width, at in zip(signs, widths, accumulate(widths, initial=start), strict=False):
        reach = at + width / 2 - high * _UNSURE, middle - high * _UNSURE, at + width / 2 + high * _UNSURE, middle + high * _UNSURE
        if any(box[0] <= reach[0] and box[1] <= reach[1] and box[2] >= reach[2] and box[3] >= reach[3] for box in boxes):
            covered += sign
        else:
            seen += sign
    return (seen, covered) if says_something(covered) else (text, "")


def is_unseen(look: Look, slide: Slide, number: int, ground: Ground) -> bool:
    """True if letters of a look cannot be seen in a shape: with no ink, tiny, or of the colour that lies behind them."""
    shape = slide.shapes[number]
    if (shape.id and shape.id in slide.moving) or len(slide.shapes) > _MOST_SHAPES:
        return False
    if (look.clear and look.mark != OTHER) or 0 < look.size <= _TINY:
        return True
    ink = ground.colour(look.ink)
    # First what is quickly known: most letters are dark, on a light slide.
    plain = not look.mark and shape.fill in ("", NONE)
    return ink != OTHER and (not plain or ink == ground.background(slide)) and ink == ground_of(look, slide, number, ground)


def ground_of(look: Look, slide: Slide, number: int, ground: Ground) -> str:
    """The colour behind letters; ``?`` where something lies there of which nobody can say what it looks like."""
    shape = slide.shapes[number]
    if look.mark:
        return ground.colour(look.mark)
    if shape.fill not in ("", NONE) or shape.kind != "sp":
        return OTHER if shape.see_through else ground.colour(shape.fill)
    if shape.fill != NONE and (shape.style_fill or not shape.kind):
        return OTHER
    for below in (*(one for layer in ground.below for one in layer.shapes), *slide.shapes[:number]):
        if _has_looks(below) and (shape.area is None or below.area is None or _shared(shape.area, below.area)):
            return OTHER
    return ground.background(slide)


def _has_looks(shape: Shape) -> bool:
    """True if there is more to a shape than its words."""
    return shape.kind != "" and (shape.kind != "sp" or shape.fill not in ("", NONE) or (shape.style_fill and not shape.fill))


def _shared(one: Area, other: Area) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def _is_off(shape: Shape, slide: Area) -> bool:
    """True if a shape, and its words where they are longer than it is high, lie beside the slide."""
    if shape.area is None:
        return False
    left, top, right, bottom = shape.area
    if shape.turned:  # it lies somewhere in the circle around it
        half = ((right - left) ** 2 + (bottom - top) ** 2) ** 0.5 / 2
        across, down = (left + right) / 2, (top + bottom) / 2
        left, top, right, bottom = across - half, down - half, across + half, down + half
    longer = max(_height(shape) - (bottom - top), 0)
    return left >= slide[2] or right <= slide[0] or top - longer >= slide[3] or bottom + longer <= slide[1]


def _height(shape: Shape) -> float:
    """How high the words of a shape stand, about, by the signs in its lines."""
    wide = max(shape.area[2] - shape.area[0] - 2 * _INSET[0], 1) if shape.area else 1.0
    height = 0.0
    for line in shape.lines:
        size = max((look.size or _SIZE for _, look in line), default=0) * _EMU
        signs = sum(1.0 if sign > "\u2e80" else 0.5 for text, _ in line for sign in text)
        height += (int(signs * size / wide) + 1) * size * _LINE if line else 0
    return height


def _hidden_area(shape: Shape, image: Callable[[str], bytes], moving: set[str]) -> Area | None:
    """The area in which a shape lets nothing be seen."""
    if shape.area is None or shape.hidden or shape.turned or shape.see_through or shape.id in moving:
        return None
    if shape.kind == "pic":
        return shape.area if shape.form in BOXES and is_opaque(image(shape.image)) else None
    filled = shape.fill not in ("", NONE) or (not shape.fill and shape.style_fill)
    if shape.kind != "sp" or not filled:
        return None
    return inner_box(shape.form, shape.area)


def _covers(cover: Area, shape: Shape) -> bool:
    """True if the words of a shape, or most of a cell, lie under a cover."""
    if shape.area is None or shape.turned:
        return False
    left, top, right, bottom = shape.area
    if shape.kind == "tc":
        across, down = min(right, cover[2]) - max(left, cover[0]), min(bottom, cover[3]) - max(top, cover[1])
        return right > left and bottom > top and across >= (right - left) * _MOST and down >= (bottom - top) * _MOST
    across, down = (min(inset, side / 4) for inset, side in zip(_INSET, (right - left, bottom - top), strict=True))
    inside = cover[0] <= left + across and cover[2] >= right - across and cover[1] <= top + down and cover[3] >= bottom - down
    return inside and cover[3] >= top + down + _height(shape) - _INSET[1]


def lines_of(slide: Slide, ground: Ground, ways: Sequence[Way]) -> Iterator[tuple[Shape, str, str]]:
    """The lines of a slide, each with its shape and the way in which it is not seen, or nothing."""
    for number, (shape, (way, boxes)) in enumerate(zip(slide.shapes, ways, strict=True)):
        if boxes and (split := _split(shape, boxes))[1]:
            yield from ((shape, name, text.strip()) for name, text in zip(("", "covered"), split, strict=True) if text.strip())
            continue
        for line in shape.lines:
            texts: dict[str, list[str]] = {}
            for text, look in line:
                unseen = way or ("white" if look != _PLAIN and is_unseen(look, slide, number, ground) else "")
                texts.setdefault(unseen, []).append(text)
            yield from ((shape, unseen, whole) for unseen, found in texts.items() if (whole := "".join(found).strip()))


_PLAIN = Look()
