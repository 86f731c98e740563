"""Words of a paragraph that lie under a shape or picture laid over the text, as far as that can be said without setting the page.

A program that shows the document knows where each line ends; we reckon with signs as wide as they are high, and with lines that
may stand closer or further apart. What lies under a shape either way is covered; of what may stand beside it nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.frozen import frozen
from generator.late import late
from generator.load.attachment.readable import says_something

SIZE = 10.5  # points of a sign, where nothing says it
_CORE = 0.15  # of the height of a sign, above and below its middle, that has to be covered
_LINES = (1.15, 1.9)  # heights of a line in sizes of a sign, at least and at most
_WORD = late(r"[0-9A-Za-z](?:[0-9A-Za-z]|[-.@_](?=[0-9A-Za-z]))*")
_HALF = "\u2e80"  # signs before it are half as wide as high


@frozen
class Cover:
    """An area that lets nothing be seen, in points from where the text of a paragraph begins; ``says`` words of its own."""

    left: float
    top: float
    right: float
    bottom: float
    says: bool = False


@dataclass(slots=True)
class Setting:
    """How a paragraph is set, in points: its width, the indents of its lines, where they stand, the height of a line if known."""

    width: float = 415.0
    indent: float = 0.0
    first: float = 0.0
    aligned: str = "left"
    line: float = 0.0


@dataclass(slots=True)
class Covers:
    """The covers that reach down from a paragraph to those below it, with how far down the text is: at least, at most."""

    _open: list[tuple[Cover, float, float]] = field(default_factory=list)

    def add(self, cover: Cover) -> None:
        """Takes in a cover of the paragraph that is read."""
        self._open.append((cover, 0.0, 0.0))

    def clear(self) -> None:
        """Forgets all covers, where what follows stands elsewhere."""
        self._open.clear()

    def split(self, runs: Sequence[tuple[str, float]], setting: Setting) -> tuple[str, str]:
        """The words of a paragraph that are seen, and those under covers; it is given in texts with the size of their signs."""
        whole = "".join(text for text, _ in runs)
        if not self._open:
            return whole, ""
        if not whole.strip():  # room was made for what is laid there
            self.clear()
            return whole, ""
        signs = [(sign, size or SIZE) for text, size in runs for sign in text]
        spots = _spots(signs, setting)
        under = {
            number for number, spot in enumerate(spots) if any(_is_under(spot, signs[number][1], *one) for one in self._open)
        }
        for word in _WORD.finditer(whole):
            if not under.isdisjoint(range(*word.span())):
                under.update(range(*word.span()))
        lines = spots[-1][1] + 1
        low, high = (_height(setting, signs, share) for share in _LINES)
        self._open = [
            (cover, from_low + low * lines, from_high + high * lines)
            for cover, from_low, from_high in self._open
            if cover.bottom > from_low + low * lines
        ]
        covered = "".join(sign if number in under else "\n" for number, (sign, _) in enumerate(signs))
        told = " ".join(covered.split())
        if not says_something(told):
            return whole, ""
        return "".join(" " if number in under else sign for number, (sign, _) in enumerate(signs)), told


_Spot = tuple[float, int, float, float]  # across; the line, from 0; the middle of it at least and at most


def _spots(signs: Sequence[tuple[str, float]], setting: Setting) -> list[_Spot]:
    """Where the middle of each sign stands."""
    low, high = (_height(setting, signs, share) for share in _LINES)
    lines: list[list[float]] = [[]]
    across = setting.indent + setting.first
    for sign, size in signs:
        wide = size if sign >= _HALF else size / 2
        if sign == "\n" or (across + wide > setting.width and lines[-1]):
            lines.append([])
            across = setting.indent
        lines[-1].append(across + wide / 2)
        across += 0.0 if sign == "\n" else wide
    found: list[_Spot] = []
    for number, line in enumerate(lines):
        free = max(setting.width - (line[-1] if line else 0.0), 0.0)
        moved = {"center": free / 2, "right": free, "end": free}.get(setting.aligned, 0.0)
        found += [(at + moved, number, (number + 0.5) * low, (number + 0.5) * high) for at in line]
    return found


def _height(setting: Setting, signs: Sequence[tuple[str, float]], share: float) -> float:
    return setting.line or max(size for _, size in signs) * share


def _is_under(spot: _Spot, size: float, cover: Cover, from_low: float, from_high: float) -> bool:
    """True if a sign lies under a cover, closely set or not; one that has words of its own must reach further."""
    across, _, low, high = spot
    inset = size / 2 if cover.says else 0.0
    return (
        cover.left + inset <= across <= cover.right - inset
        and cover.top <= from_low + low - size * _CORE
        and cover.bottom >= from_high + high + size * _CORE
    )
