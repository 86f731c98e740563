"""Items that were saved among the pages or the reports."""

from __future__ import annotations

from collections.abc import Collection

from generator.load.source.fields import key_names
from generator.load.source.yaml_tree import Tree
from generator.model.item import Authored
from generator.model.labels import Labels
from generator.problems import Problem, Spot

_FIELDS = 2  # of an item that make a file in another folder one


def find_item_among(tree: Tree, path: str, folder: str, own: Collection[str], labels: Labels, code: str) -> Problem | None:
    """The problem of a file in another folder that has fields of an item which none has there; ``own`` are those it may have."""
    items = key_names(Authored, labels)
    fields = [key for key in tree if key in items and key not in own] if isinstance(tree, dict) else []
    if len(fields) < _FIELDS:
        return None
    values = {"fields": labels.text["list_join"].join(fields[:_FIELDS]), "suggestion": f"content/items/{path[len(folder) :]}"}
    return Problem(code, Spot(path, (fields[0],), key=True), values)
