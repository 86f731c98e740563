"""The values of a field that has a list of them: written by key or by label, kept by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.load.source.yaml_tree import Tree
from generator.problems import Problem, Spot
from generator.text import nearest


def choose_of(
    data: dict[str, Tree],
    name: str,
    choices: Mapping[str, str],
    spot: Spot,
    problems: list[Problem],
    also: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Puts the keys of values in the place of their labels; what is not of its list is taken out and told.

    ``also`` are other words for some keys, which are suggested where one of them was written.
    """
    value = data.get(name)
    if name not in data or (isinstance(value, str) and value in choices):  # most are
        return
    several = isinstance(value, list)
    found: list[Tree] = []
    for index, one in enumerate(value if isinstance(value, list) else [value]):
        key = next((key for key, label in choices.items() if one in (key, label)), None)
        if key is not None or not isinstance(one, str):
            found.append(one if key is None else key)
            continue
        # In the words that the editor writes in: by key, or by name.
        shown = {key: key for key in choices} if one.isascii() and any(map(str.isascii, choices)) else choices
        known = list(shown.values())
        values = {"field": name, "value": one, "known": ", ".join(known), "suggestion": called(one, shown, also or {})}
        problems.append(Problem("value-not-listed", spot.at(name, index) if several else spot.at(name), values))
    if found and value is not None:
        data[name] = found if several else found[0]
    else:
        data.pop(name, None)


def called(word: str, shown: Mapping[str, str], also: Mapping[str, Sequence[str]]) -> str:
    """The value, as shown by its key, that a word most likely means, by that or by what else it is called; else nothing."""
    names = {other: text for key, text in shown.items() for other in also.get(key, ())} | {text: text for text in shown.values()}
    return names.get(nearest(word, shown.values()) or nearest(word, names), "")
