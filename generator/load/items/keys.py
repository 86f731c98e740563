"""The meaning of fields of an item that are not known: those of another kind, or of a field that holds others."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args, get_type_hints

import yaml

from generator.load.shipped import SHIPPED, list_data
from generator.load.source.fields import key_names, owners_of
from generator.load.source.yaml_tree import Tree
from generator.model.item import Authored, Correction
from generator.model.kind import Kind
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.problems import Problem
from generator.text import nearest

# How the columns of sheets are called: who knows a field by such a name writes it in a file too.
_HEADS = "site_config/import"


def explain_keys(
    tree: Mapping[str, Tree], kind: Kind, profile: Profile, labels: Labels, problems: list[Problem], since: int
) -> None:
    """Puts problems that say where unknown fields of an item belong in the place of those in ``problems`` from ``since`` on."""
    owners, own = owners_of(Authored, labels), key_names(Authored, labels)
    for index in range(since, len(problems)):
        problem = problems[index]
        if problem.code != "key-unknown":
            continue
        key = problem.values["key"]
        owner = owners.get(key, "")
        ways = (*labels.spellings(owner), *profile.own_labels(owner)) if owner else ()
        if written := next((name for name in ways if name in tree), None):
            problems[index] = Problem("key-outside", problem.where, {"key": key, "owner": written})
        elif owner and isinstance(tree.get(key), str) and tree[key]:
            shown = next((way for way in ways if way.isascii() == key.isascii()), owner)
            inner = (f"{other}: {tree[other]}" for other in tree if owners.get(other) == owner and other not in own)
            right = f"{shown}: {{{', '.join(inner)}}}"
            problems[index] = Problem("key-outside", problem.where, {"key": key, "owner": shown, "right": right})
        elif way := _way_to_correct(key, tree, labels):
            problems[index] = Problem("key-outside", problem.where, {"key": key, **way})
        elif other := _kind_with(key, profile):
            values = {"key": key, "kind": kind.label, "other": other, "field": "kind"}
            problems[index] = Problem("key-of-kind", problem.where, values)
        elif meant := _meant(key, labels):
            problems[index] = replace(problem, values={**problem.values, "suggestion": meant})


def _meant(key: str, labels: Labels) -> str:
    """The label of the field that a column of that name would be read as; nothing where none would."""
    head = re.sub(r"[\s*]+", "", unicodedata.normalize("NFKC", key)).lower()
    own = set(key_names(Authored, labels).values())
    name = next((name for name, pattern in _heads().items() if name in own and pattern.fullmatch(head)), "")
    ways = labels.spellings(name) if name else ()
    written = [way for way in ways if way.isascii() == key.isascii()]
    return nearest(key, written) or (written[0] if written else name)


@functools.cache
def _heads() -> dict[str, re.Pattern[str]]:
    """The ways of calling each field in sheets, in all languages together."""
    found: dict[str, list[str]] = {}
    for path in list_data(SHIPPED, _HEADS).values():
        for name, patterns in yaml.safe_load(path.read_text("utf-8"))["heads"].items():
            found.setdefault(name, []).extend(f"(?:{pattern})" for pattern in patterns)
    return {name: re.compile("|".join(patterns)) for name, patterns in found.items()}


def _way_to_correct(key: str, tree: Mapping[str, Tree], labels: Labels) -> dict[str, str]:
    """The field that says what an item corrects, where its way of correcting was taken for a field; nothing where it was not."""
    ways = {name: way for way in get_args(get_type_hints(Correction)["kind"]) for name in (way, *labels.values.get(way, ()))}
    written = tree[key]
    value = written[0] if isinstance(written, list) and len(written) == 1 else written
    if key not in ways or not isinstance(value, str) or not value:
        return {}
    owner, item, kind = (
        min((name for name in labels.spellings(field) if name.isascii() == key.isascii()), key=len, default=field)
        for field in ("corrects", "item", "kind")
    )
    return {"owner": owner, "right": f"{owner}: {{{item}: {value}, {kind}: {key}}}"}


def _kind_with(key: str, profile: Profile) -> str:
    """The label of the first kind that has a field of a name or label; nothing where none has."""
    kinds = profile.kinds.values()
    return next((kind.label for kind in kinds for name, field in kind.fields.items() if key in (name, field.label)), "")
