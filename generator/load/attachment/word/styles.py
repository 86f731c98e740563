"""Styles of a DOCX (ECMA-376, WordprocessingML, 17.7): which of them hide what is written in them, and how letters look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from generator.load.attachment.package import Package
from generator.load.attachment.readable import as_seen
from generator.load.attachment.word.look import PLAIN, WHITE, Look, is_tiny

OFF = ("0", "false", "off")
_DEEPEST = 20  # styles that build one on the other
_HIDES = b"vanish"  # where it stands nowhere, no style hides anything: quicker to see than to read them all
# What stands in a part of which a style makes letters white or tiny; almost white begins with FA.
_FAINT = (
    *(f'"{one}{two}'.encode() for one in "Ff" for two in "ABCDEFabcdef"),
    *(f'sz w:val="{size}"'.encode() for size in range(1, 5)),
)
_OF_LETTERS = ("paragraph", "character")  # the styles that letters name themselves; those of tables hold for parts of them
_Said = TypeVar("_Said", bool, int, str)


@dataclass
class _Words:
    """The words of styles, by their ids: whether they hide, the size and colour of letters, a ground, the style they build on."""

    hides: dict[str, bool] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    inks: dict[str, str] = field(default_factory=dict)
    grounds: dict[str, bool] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)
    plain: str = ""  # the style of a paragraph that names none


class WordStyles:
    """The styles of a document, as its parts of these names have them: read when they are asked for."""

    def __init__(self, package: Package, names: list[str]) -> None:
        self._package = package
        self._names = [name for name in names if package.root(name) == "styles"]

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The styles that hide what is written in them, by their own word or that of the style they build on."""
        if not any(self._package.has(name, _HIDES) for name in self._names):
            return frozenset()
        words = self._read
        return frozenset(one for one in {*words.hides, *words.base} if _first(one, words.base, words.hides))

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """The sizes of letters in half points by the name of the style; by no name that of a paragraph without a style."""
        words = self._read
        sizes = words.sizes
        found = {one: size for one in {*sizes, *words.base} if (size := _first(one, words.base, sizes) or sizes.get("", 0))}
        return found | {"": found.get(words.plain) or sizes.get("", 0)}

    @cached_property
    def faint(self) -> Mapping[str, Look]:
        """The looks of letters by the styles that make them white or tiny, on no ground of their own."""
        if not any(self._package.has(name, word) for name in self._names for word in _FAINT):
            return {}
        words = self._read
        looks = {
            one: Look(ink=_first(one, words.base, words.inks) or PLAIN.ink, size=_first(one, words.base, words.sizes) or 0)
            for one in {*words.inks, *words.sizes, *words.base} - {""}
            if not _first(one, words.base, words.grounds)
        }
        return {one: look for one, look in looks.items() if look.ink == WHITE or is_tiny(look.size)}

    @cached_property
    def _read(self) -> _Words:
        """The words of all styles."""
        words = _Words()
        for name in self._names:
            style, of_letters = "", True
            for event, tag, attributes in self._package.events(name):
                if event != "start":
                    continue
                value = attributes.get("val", "")
                if tag == "style":
                    style, kind = attributes.get("styleId", ""), attributes.get("type")
                    of_letters = kind in _OF_LETTERS
                    if kind == "paragraph" and attributes.get("default") in ("1", "true"):
                        words.plain = style
                elif tag == "basedOn" and style:
                    words.base[style] = value
                elif tag == "vanish" and style:
                    words.hides[style] = attributes.get("val", "true") not in OFF
                elif tag == "sz" and value.isdecimal():
                    words.sizes.setdefault(style, int(value))  # before the first style stands what holds for all
                elif tag == "color" and of_letters and style:
                    words.inks.setdefault(style, value if value == "auto" else as_seen(value))
                elif tag in ("shd", "highlight") and of_letters and style:
                    words.grounds[style] = True
        return words


def _first(style: str, base: Mapping[str, str], said: Mapping[str, _Said]) -> _Said | None:
    """The word of a style on something, or of the first of those it builds on that has one."""
    for _ in range(_DEEPEST):
        if style in said or style not in base:
            break
        style = base[style]
    return said.get(style)
