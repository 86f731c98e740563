"""The look of letters in a DOCX (ECMA-376, WordprocessingML, 17.3.2), and whether it lets them be seen."""

from __future__ import annotations

from dataclasses import dataclass

from generator.load.attachment.events import Attributes
from generator.load.attachment.readable import as_seen

_TINY = 4  # half points: letters of such a size are dots
_BLACK, WHITE = "000000", "FFFFFF"
_LOW = 20  # twentieths of a point
_OF_SIGNS = ("symbol", "wingding", "webding", "marlett", "dingbat", "mt extra", "bookshelf")  # fonts whose letters are pictures
_PRIVATE = 0xF000  # where a sign of a font is counted from that has signs of its own


@dataclass(slots=True)
class Look:
    """The look of a run of letters: their colour, what is marked behind them, their size in half points."""

    ink: str = "auto"
    mark: str = ""
    shade: str = ""
    size: int = 0

    def take(self, tag: str, attributes: Attributes) -> None:
        """Takes in a property of the run."""
        value = attributes.get("val", "")
        if tag == "color":
            self.ink = as_seen(value) if value != "auto" else value
        elif tag == "highlight":
            self.mark = value
        elif tag == "shd":
            self.shade = as_seen(attributes.get("fill", ""))
        else:
            self.size = int(value) if value.isdecimal() else 0

    def over(self, other: Look) -> Look:
        """The look of letters that are said to look like this, and for the rest as the other is said to."""
        ink = other.ink if self.ink == PLAIN.ink else self.ink
        return Look(ink, self.mark, self.shade, self.size or other.size)

    def unseen(self, *, bare: bool) -> str:
        """The way in which the letters cannot be seen, or nothing. ``bare``: whether what is not marked stands on white."""
        black = self.ink in ("auto", _BLACK)
        # A mark lies under black letters as it is; on a dark shade those without a colour of their own turn white.
        if (self.mark == "black" and black) or (self.shade and self.shade == self.ink):
            return "covered"
        white = self.ink == WHITE and bare and self.mark in ("", "none", "white") and self.shade in ("", "AUTO", WHITE)
        return "white" if white or is_tiny(self.size) else ""


PLAIN = Look()  # of letters of which nothing is said; it is none's to change


def is_tiny(size: int) -> bool:
    """True for a size, in half points, of which letters are dots; nought is none that was said."""
    return 0 < size <= _TINY


def is_low(attributes: Attributes, name: str) -> bool:
    """True if a row or a line is exactly so high, in twentieths of a point, that nothing of it can be read."""
    height = attributes.get(name, "")
    exact = attributes.get("hRule", attributes.get("lineRule", "")) == "exact"
    return exact and height.isdecimal() and int(height) < _LOW


def sign_of(attributes: Attributes) -> str:
    """The sign that a symbol of a font is (17.3.3.30); nothing for one of a font of pictures, or that is no letter or digit."""
    code, font = attributes.get("char", ""), attributes.get("font", "").lower()
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    sign = chr(number - _PRIVATE if _PRIVATE <= number < _PRIVATE + 256 else number % 0x10000)
    return sign if sign.isalnum() and not any(name in font for name in _OF_SIGNS) else ""
