"""Styles of an OpenDocument file (ISO/IEC 26300, 16): what they and those they build on say of letters, cells and shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.late import late
from generator.load.attachment.package import Package
from generator.load.attachment.readable import as_seen
from generator.load.attachment.slides.slide import OTHER

_STYLES = ("style", "default-style", "page-layout")
_CONTENT = ("body", "master-styles")  # what stands behind the styles
_LENGTH = late(r"(-?[\d.]+)(cm|mm|in|pt|pc|px)$")
_UNITS = {"cm": 360_000, "mm": 36_000, "in": 914_400, "pt": 12_700, "pc": 152_400, "px": 9_525}  # EMU
_COLOUR = late(r"#([0-9A-Fa-f]{6})$")
_TINY = 2 * _UNITS["pt"]  # letters of such a size are dots
_DEEPEST = 20  # styles that build one on the other
_NO_COLOUR = ("", "transparent", "none")
WHITE = "FFFFFF"

Properties = Mapping[str, str]  # by where and what: text:color, graphic:fill


@dataclass(slots=True)
class Styles:
    """The styles of a part of a document, with those of the whole document, by family and name."""

    own: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    bases: dict[tuple[str, str], str] = field(default_factory=dict)
    known: dict[tuple[str, str], Properties] = field(default_factory=dict)

    def of(self, family: str, name: str) -> Properties:
        """The properties of a style, with those of the styles it builds on."""
        key = family, name
        found = self.known.get(key)
        if found is None:
            found = self.own.get(key) or self.own.get(("style", name), {})
            at, left = self.bases.get(key, ""), _DEEPEST
            while at and left:
                found = self.own.get((family, at), {}) | dict(found)
                at, left = self.bases.get((family, at), ""), left - 1
            self.known[key] = found
        return found

    def any_says(self, name: str, values: tuple[str, ...]) -> bool:
        """True if any style gives a property one of these values."""
        return any(style.get(name) in values for style in self.own.values())


def read_styles(package: Package, names: list[str]) -> Styles:
    """The styles in parts of a document; of two of one name the one in the part that comes last."""
    styles = Styles()
    for name in names:
        style = "", ""
        for event, tag, attributes in package.events(name):
            if event != "start":
                continue
            if tag in _CONTENT:
                break
            if tag in _STYLES:
                style = attributes.get("family", tag), attributes.get("name", "")
                styles.own[style], styles.bases[style] = {}, attributes.get("parent-style-name", "")
            elif tag.endswith("-properties") and style[1]:
                place = tag.removesuffix("-properties")
                styles.own[style].update({f"{place}:{key}": value for key, value in attributes.items()})
            elif tag in ("map", "background-image") and style[1]:
                styles.own[style][tag] = "1" if tag == "map" or attributes else ""
    return styles


def length_of(value: str | None) -> float:
    """A length in EMU; nought where it is none."""
    match = _LENGTH.match(value or "")
    try:
        return float(match[1]) * _UNITS[match[2]] if match else 0.0
    except ValueError:
        return 0.0


def is_nought(value: str | None) -> bool:
    """True for a length that is said, and nothing."""
    return bool(value) and _LENGTH.match(value or "") is not None and length_of(value) == 0


def colour_of(value: str | None) -> str:
    """A colour as six digits; nothing where there is none; ``?`` where nobody can say."""
    if (value or "") in _NO_COLOUR:
        return ""
    match = _COLOUR.match(value or "")
    return as_seen(match[1]) if match else OTHER


def way_unseen(letters: Properties, ground: str) -> str:
    """The way in which letters cannot be seen on a ground: ``hidden``, ``white``, ``covered``, or nothing."""
    if letters.get("text:display") == "none":
        return "hidden"
    size = length_of(letters.get("text:font-size"))
    if 0 < size <= _TINY:
        return "white"
    if letters.get("text:use-window-font-color") == "true":
        return ""
    ink, mark = colour_of(letters.get("text:color")), colour_of(letters.get("text:background-color"))
    if mark:
        return "covered" if ink == mark and ink != OTHER else ""
    return "white" if ink == ground and ink not in ("", OTHER) else ""
