"""Slips that come by the dozen, for they are how a text was made: of what a program left in it, one is told with the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.problems import Problem

HABITS = ("program-remnant", "page-remnant", "tags-shown", "link-to-drive")


def as_habits(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a text; of those that come by the dozen the first is told, with the others."""
    habits: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.code in HABITS:
            habits.setdefault(problem.code, []).append(problem)
        else:
            yield problem
    for first, *others in habits.values():
        yield replace(first, also=tuple(others))
