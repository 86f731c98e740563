"""A slide as it was read: its shapes, where each lies, what it is filled with, its words and how they look."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.frozen import frozen

OTHER = "?"  # a colour, or a fill, of which nobody can say here what it looks like
NONE = "none"

Area = tuple[float, float, float, float]  # left, top, right, bottom in EMU

# Outlines that fill the box they lie in, and those that fill the middle of it.
BOXES = ("rect", "roundRect", "flowChartProcess", "flowChartAlternateProcess", "round1Rect", "round2SameRect", "snip1Rect", "")
_ROUND = ("ellipse", "flowChartConnector")
_MIDDLE = (1 - 0.5**0.5) / 2  # of each side, outside the largest box in an ellipse


@frozen
class Look:
    """The look of letters: their colour, the colour of a mark behind them, their size in 100ths of a point; no ink at all."""

    ink: str = ""
    mark: str = ""
    size: int = 0
    clear: bool = False


@dataclass(slots=True)
class Shape:
    """A shape, a picture, a cell of a table: where it lies, its fill, its words, a paragraph a list.

    ``fill`` is a colour, ``none``, or nothing where the shape does not say; ``form`` is the name of its outline.
    """

    kind: str = ""
    id: str = ""
    hidden: bool = False
    place: str = ""  # what it is a place for on slides that are made after it: title, body, sldNum
    area: Area | None = None
    turned: bool = False
    form: str = ""
    fill: str = ""
    style_fill: bool = False
    see_through: bool = False
    image: str = ""
    aligned: str = "l"  # its words: l, ctr, r, or ? where they stand upright or otherwise
    lines: list[list[tuple[str, Look]]] = field(default_factory=lambda: [[]])

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join("".join(text for text, _ in line) for line in self.lines)


@dataclass(slots=True)
class Slide:
    """A slide, a layout, a page of notes, the words of a diagram or chart."""

    hidden: bool = False
    shows_master: bool = True
    cropped: bool = False
    picture_area: int = 0
    background: str = ""  # a colour; what lies there otherwise is ``?``; nothing where it is that of the layout
    shapes: list[Shape] = field(default_factory=list)
    tables: list[tuple[bool, list[list[Shape]]]] = field(default_factory=list)  # each: whether its frame is hidden, its cells
    words: list[str] = field(default_factory=list)
    moving: set[str] = field(default_factory=set)  # the shapes that come, go or move, by id
    colours: dict[str, str] = field(default_factory=dict)  # of a master: names in its theme of the names on its slides


def inner_box(form: str, area: Area) -> Area | None:
    """The largest box, about, that an outline of a form fills in its area; None of a form that is not known, or not said."""
    left, top, right, bottom = area
    if form in _ROUND:
        across, down = (right - left) * _MIDDLE, (bottom - top) * _MIDDLE
        return left + across, top + down, right - across, bottom - down
    return area if form in BOXES and form else None
