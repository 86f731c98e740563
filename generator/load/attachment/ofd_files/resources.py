"""Resources that pages of an OFD share (GB/T 33190-2016, 7.9): groups of objects, ways of drawing, pictures."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from generator.load.attachment.events import Event
from generator.load.attachment.media import is_opaque
from generator.load.attachment.package import Package

_HEAD = 65_536  # bytes of a picture in which it says how it is seen
_ALMOST = 250  # of each colour, from which nobody tells it from white
CLEAR = "~"  # a colour that can be seen through
_MOST_BASES = 10  # ways of drawing that build one on the other


@dataclass(slots=True)
class Resources:
    """By id: groups as the events of their elements, colours of ways of drawing, pictures, and those nothing is seen through."""

    units: dict[str, list[Event]] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    opaque: set[str] = field(default_factory=set)

    def fill(self, id: str) -> str:
        """The colour that a way of drawing fills with, or nothing."""
        for _ in range(_MOST_BASES):
            if id in self.fills or id not in self.bases:
                break
            id = self.bases[id]
        return self.fills.get(id, "")


def read_resources(package: Package) -> Resources:
    """The resources of a package, whichever of its documents they belong to."""
    found = Resources()
    for name in package.names:
        if package.root(name) == "Res":
            package.done.add(name.lower())
            _read(package, name, found)
    return found


def _read(package: Package, name: str, found: Resources) -> None:
    """Takes in a part of resources."""
    pending: list[Event] = []
    unit = way = media = inside = base = ""
    for event in package.events(name):
        kind, value, attributes = event
        if unit and event[:2] != ("end", "CompositeGraphicUnit"):
            pending.append(event)
        elif kind == "text":
            if inside == "MediaFile":
                place = _place(name, base, value.strip())
                if place in package:
                    found.media[media] = place
                if place in package and is_opaque(package.head(place, _HEAD)):
                    found.opaque.add(media)
        elif kind == "end":
            inside = ""
            if value == "CompositeGraphicUnit":
                found.units[unit], unit = pending, ""
            elif value == "DrawParam":
                way = ""
        else:
            inside = value
            if value == "Res":
                base = attributes.get("BaseLoc", "")
            elif value == "CompositeGraphicUnit":
                unit, pending = attributes.get("ID", ""), []
            elif value == "DrawParam":
                way = attributes.get("ID", "")
                found.bases[way] = attributes.get("Relative", "")
            elif value == "FillColor" and way:
                found.fills[way] = colour_of(attributes.get("Value", ""), attributes.get("Alpha", ""))
            elif value == "MultiMedia":
                media = attributes.get("ID", "")


def colour_of(value: str, alpha: str) -> str:
    """A colour as three numbers; ``none`` where nothing of it is seen, ``?`` of another kind, ``~`` what can be seen through."""
    if alpha == "0":
        return "none"
    if alpha not in ("", "255"):
        return CLEAR
    numbers = value.split()
    if len(numbers) != len(("red", "green", "blue")) or not all(map(str.isdecimal, numbers)):
        return "?"
    return " ".join(numbers) if min(map(int, numbers)) < _ALMOST else " ".join(["255"] * len(numbers))


def _place(part: str, base: str, target: str) -> str:
    folder = posixpath.join(posixpath.dirname(part), base.replace("\\", "/"))
    return posixpath.normpath(posixpath.join(folder, target.replace("\\", "/"))).lstrip("/")
