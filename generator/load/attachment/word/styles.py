"""Styles of a DOCX (ECMA-376, WordprocessingML, 17.7): which of them hide what is written in them, and how large letters are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar

from generator.load.attachment.package import Package

OFF = ("0", "false", "off")
_DEEPEST = 20  # styles that build one on the other
_HIDES = b"vanish"  # where it stands nowhere, no style hides anything: quicker to see than to read them all
_Said = TypeVar("_Said", bool, int)


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
        hides, _, base, _ = self._read
        return frozenset(one for one in {*hides, *base} if _first(one, base, hides))

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """The sizes of letters in half points by the name of the style; by no name that of a paragraph without a style."""
        _, sizes, base, plain = self._read
        found = {one: size for one in {*sizes, *base} if (size := _first(one, base, sizes) or sizes.get("", 0))}
        return found | {"": found.get(plain) or sizes.get("", 0)}

    @cached_property
    def _read(self) -> tuple[dict[str, bool], dict[str, int], dict[str, str], str]:
        """By style: whether it hides, its size, the style it builds on; then the style of a paragraph that names none."""
        hides: dict[str, bool] = {}
        sizes: dict[str, int] = {}
        base: dict[str, str] = {}
        style = plain = ""
        for name in self._names:
            for event, tag, attributes in self._package.events(name):
                if event != "start":
                    continue
                if tag == "style":
                    style = attributes.get("styleId", "")
                    if attributes.get("type") == "paragraph" and attributes.get("default") in ("1", "true"):
                        plain = style
                elif tag == "basedOn" and style:
                    base[style] = attributes.get("val", "")
                elif tag == "vanish" and style:
                    hides[style] = attributes.get("val", "true") not in OFF
                elif tag == "sz" and attributes.get("val", "").isdecimal():
                    sizes.setdefault(style, int(attributes["val"]))  # before the first style stands what holds for all
        return hides, sizes, base, plain


def _first(style: str, base: Mapping[str, str], said: Mapping[str, _Said]) -> _Said | None:
    """The word of a style on something, or of the first of those it builds on that has one."""
    for _ in range(_DEEPEST):
        if style in said or style not in base:
            break
        style = base[style]
    return said.get(style)
