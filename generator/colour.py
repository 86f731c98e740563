"""Colours as ``#rrggbb``: how well one is read on another (WCAG 2.2), and what is nearest to one that is read well."""

from __future__ import annotations

WHITE, BLACK = "#ffffff", "#000000"
# The least contrast of text and of text for those who see little (SC 1.4.3, 1.4.6), of lines and outlines (SC 1.4.11).
TEXT, LARGE_MODE, LINE = 4.5, 7.0, 3.0
_STEPS = 50
_DARK, _OFFSET = 0.04045, 0.05


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + _OFFSET) / (darker + _OFFSET)


def whole(colour: str) -> str:
    """A colour written as ``#abc``, ``abc``, ``#aabbcc`` or ``AABBCC`` as ``#aabbcc``."""
    digits = colour.lower().removeprefix("#")
    return f"#{digits if len(digits) > 3 else ''.join(digit * 2 for digit in digits)}"


def mixed(one: str, other: str, share: float) -> str:
    """A colour with a share, from 0 to 1, of another in it."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in parts)


def readable(colour: str, grounds: tuple[str, ...], least: float) -> str:
    """The colour, or that nearest to it towards black or white whose contrast with all of some grounds is no less."""
    towards = WHITE if sum(contrast(WHITE, ground) for ground in grounds) > sum(contrast(BLACK, g) for g in grounds) else BLACK
    steps = (mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next((found for found in steps if min(contrast(found, ground) for ground in grounds) >= least), towards)


def _parts(colour: str) -> tuple[int, int, int]:
    digits = whole(colour)
    return int(digits[1:3], 16), int(digits[3:5], 16), int(digits[5:7], 16)


def _luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    shares = (part / 255 for part in _parts(colour))
    red, green, blue = (share / 12.92 if share <= _DARK else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
