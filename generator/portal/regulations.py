"""Requirements of the regulations that a portal knows, held against what its members say that they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.load.settings.profile import FOLDER, load_profile
from generator.load.shipped import find_data
from generator.model.labels import Labels
from generator.model.portal import PORTAL
from generator.model.status import Status
from generator.problems import Problem, Severity, Spot
from generator.text import nearest

_SHOWN = 5


class Regulations:
    """The regulations of a portal, each loaded when a member follows it."""

    def __init__(self, folder: Path, labels: Labels) -> None:
        self._folder = folder
        self._labels = labels
        self._asked = cache(self._load)

    def doubts(self, index: int, name: str, status: Status) -> Iterator[Problem]:
        """The doubts about what a member says it is asked for: what its regulation has not, what it calls otherwise.

        A regulation of its own is its own; one of the same id may be older, or adapted, and is told.
        """
        asked, spot = self._asked(status.profile), Spot(PORTAL, ("members", index, "name"))
        if not asked:
            return
        named = {one.id: one.name for one in status.requirements}
        answered = dict.fromkeys(number for one in status.categories for number in one.answers)
        join = self._labels.text["list_join"]
        if unknown := [number for number in dict.fromkeys([*named, *answered]) if number not in asked]:
            first = unknown[0]
            meant = next((number for number, names in asked.items() if named.get(first) in names), "")
            values = {
                "name": name,
                "regulation": status.regulation,
                "listed": join.join(number[:40] for number in unknown[:_SHOWN]),
                "suggestion": meant or nearest(first, list(asked)),
            }
            yield Problem("member-requirement", spot, values, Severity.NOTICE)
        other = [number for number, told in named.items() if number in asked and _plain(told) not in map(_plain, asked[number])]
        if other:
            first = other[0]
            values = {
                "name": name,
                "listed": join.join(other[:_SHOWN]),
                "first": first,
                "told": named[first][:80],
                "known": asked[first][0],
            }
            yield Problem("member-requirement-name", spot, values, Severity.NOTICE)

    def _load(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """The names of each requirement of a regulation, on any level; nothing of a regulation that is not known here."""
        profile = load_profile(self._folder, name, self._labels, []) if find_data(self._folder, f"{FOLDER}/{name}.yml") else None
        if profile is None:
            return {}
        parts = (profile.requirements, *profile.levels.values())
        numbers = dict.fromkeys(number for part in parts for number in part)
        return {number: tuple(part[number] for part in parts if number in part) for number in numbers}


def _plain(name: str) -> str:
    """A name without the signs in which it may be written otherwise."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())
