"""The faults of a site's own labels: words that nothing asks for, and placeholders that nothing fills."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

from generator.load.source.fields import key_problem
from generator.model.labels import Labels
from generator.problems import Problem, Spot
from generator.text import nearest

_SPARE = {"count"}  # a number that is shown may also choose a noun, whether the language of ours does so or not


def label_faults(labels: Labels, base: Labels, spot: Spot) -> Iterator[Problem]:
    """The problems of labels beside those of ours that they take the place of."""
    for name in ("keys", "text", "severities", "values", "problems"):
        known, own = getattr(base, name), getattr(labels, name)
        yield from (key_problem(key, known, spot.at(name)) for key in own if key not in known)
    for key, text in labels.text.items():
        yield from _unfilled(text, base.text.get(key, text), spot.at("text", key))
    for code, wording in labels.problems.items():
        ours = base.problems.get(code)
        if ours is None:
            continue
        all_ours = " ".join((ours.message, *ours.hints))
        yield from _unfilled(wording.message, all_ours, spot.at("problems", code, "message"))
        for index, hint in enumerate(wording.hints):
            yield from _unfilled(hint, all_ours, spot.at("problems", code, "hints", index))


def _unfilled(text: str, ours: str, spot: Spot) -> Iterator[Problem]:
    """The placeholders of a text that ours in its place has not: what fills it knows no others."""
    known = _names(ours) or {}
    names = _names(text)
    for name in (text,) if names is None else names:
        if names is None or (name not in known and name not in _SPARE):
            values = {"placeholder": name, "suggestion": nearest(name, known)}
            yield Problem("placeholder-unknown", spot, {**values, "known": ", ".join(f"{{{one}}}" for one in known)})


def _names(text: str) -> Mapping[str, None] | None:
    """The names of the placeholders of a text; None where its braces are not in pairs."""
    try:
        return dict.fromkeys(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    except ValueError:
        return None
