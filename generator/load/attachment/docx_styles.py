"""Styles of a DOCX (ECMA-376, WordprocessingML, 17.7): which of them hide what is written in them, and how large letters are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from generator.load.attachment.package import Package

OFF = ("0", "false", "off")
_DEEPEST = 20  # styles that build one on the other
_Said = TypeVar("_Said", bool, int)


@dataclass(slots=True)
class WordStyles:
    """The styles of a document: those that hide, and sizes in half points by name; by no name that of a paragraph without one."""

    hidden: frozenset[str] = frozenset()
    sizes: Mapping[str, int] = field(default_factory=dict)


def read_word_styles(package: Package, names: list[str]) -> WordStyles:
    """The styles of a document, by their own word or that of the style they build on."""
    hides: dict[str, bool] = {}
    sizes: dict[str, int] = {}
    base: dict[str, str] = {}
    style = plain = ""
    for name in names:
        if package.root(name) != "styles":
            continue
        for event, tag, attributes in package.events(name):
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
    known = {*hides, *sizes, *base}
    found = {one: size for one in known if (size := _first(one, base, sizes) or sizes.get("", 0))}
    found[""] = found.get(plain) or sizes.get("", 0)
    return WordStyles(frozenset(one for one in known if _first(one, base, hides)), found)


def _first(style: str, base: Mapping[str, str], said: Mapping[str, _Said]) -> _Said | None:
    """The word of a style on something, or of the first of those it builds on that has one."""
    for _ in range(_DEEPEST):
        if style in said or style not in base:
            break
        style = base[style]
    return said.get(style)
