"""The ways in which the sources of a site are written: the keys of fields, the values, and whether these are lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import yaml

from generator.exchange.sources import Source
from generator.late import late


@dataclass
class Usage:
    """Of each field the spellings of its key and its values by how often they are written, and how often it is a list."""

    keys: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    inner: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    values: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lists: Counter[str] = field(default_factory=Counter)

    def key(self, name: str, usual: str, *, inner: bool = False, among: Collection[str] = ()) -> str:
        """The key that a field mostly has, the usual one where it is written nowhere. ``among``: those that it may have."""
        written = (self.inner if inner else self.keys)[name]
        found = {key: count for key, count in written.items() if key in among} if among else written
        # Of those that are written as often the usual one, else the first by its letters.
        return min(found, key=lambda key: (-found[key], key != usual, key)) if found else usual

    def is_list(self, name: str) -> bool:
        """True for a field that is mostly a list."""
        return self.lists[name] * 2 > self.keys[name].total()


def usage_of(sources: Iterable[Source]) -> Usage:
    """The usage in some sources."""
    usage = Usage()
    for source in sources:
        for name, key in source.written.items():
            usage.keys[name][key] += 1
            value = source.tree.get(name)
            if isinstance(value, list):
                usage.lists[name] += 1
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str) and one:
                    usage.values[name][one] += 1
            for meant, spelled in source.inner.get(name, {}).items():
                usage.inner[meant][spelled] += 1
    return usage


# Numbers as YAML writes them, of which a program that reads them as such keeps no more than their value.
_NUMBER = late(r"[-+]?(?:0\d[\d_]*|\d*\.\d*0|\.\d+|\d+\.|\d{16,}|0[xo][0-9a-fA-F]+|\d+(?:\.\d*)?[eE][-+]?\d+|\+\d+)")


def numbers_at_risk(front: str) -> list[str]:
    """The values in the fields of a source that are bare numbers, and would be others after their value: ``0012``, ``1.50``."""
    events = yaml.parse(front, Loader=yaml.CSafeLoader)
    return [
        event.value
        for event in events
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and _NUMBER.fullmatch(event.value)
    ]
