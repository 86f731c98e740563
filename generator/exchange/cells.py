"""The fields of an item as the cells of a row, as they are written in its source, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from generator.late import late
from generator.load.source.yaml_tree import Tree
from generator.model.item import Authored, Correction, Review, Withdrawal
from generator.model.profile import Profile

# Records in an item whose fields have a column each.
_RECORDS: Mapping[str, type] = {"review": Review, "corrects": Correction, "withdrawn": Withdrawal}
BODY, ATTACHMENTS = "body", "attachments"
# Between the file of an attachment and its title.
_TITLED = late(r"\s*[|｜]\s*")
DATES = frozenset(("created", "published", "modified", "effective", "expires", "next_review", "review.date", "withdrawn.date"))


def columns_of(profile: Profile, kind: str) -> list[str]:
    """The fields of a kind that have a column, in their order; those in a record by both names."""
    found: list[str] = []
    for one in fields(Authored):
        if one.name in _RECORDS:
            found += (f"{one.name}.{inner.name}" for inner in fields(_RECORDS[one.name]))
        else:
            found.append(one.name)
    return [*found, *profile.kinds[kind].fields, BODY]


def cells_of(tree: Mapping[str, Tree], body: str) -> Iterator[tuple[str, str]]:
    """The text of each cell that a record under its own keys fills; a list has a line an entry."""
    for name, value in tree.items():
        if name in _RECORDS and isinstance(value, dict):
            yield from ((f"{name}.{inner}", _text(held)) for inner, held in value.items())
        elif name == ATTACHMENTS and isinstance(value, list):
            yield name, "\n".join(_attachment(entry) for entry in value)
        elif name != BODY:
            yield name, _text(value)
    if body:
        yield BODY, body


def value_of(name: str, text: str, before: Tree | None, keys: Mapping[str, str]) -> Tree | None:
    """The value that a cell stands for, in the form of the one that was there; None for an empty cell."""
    if not text.strip():
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if name == ATTACHMENTS:
        return [_entry(line, keys) for line in lines]
    if isinstance(before, list) or (len(lines) > 1 and _is_list(name)):
        return list(lines)
    return text.strip("\n") if "\n" in text else text.strip()


def _is_list(name: str) -> bool:
    return name in ("category", "keywords", "supersedes", "explains", "related")


def _text(value: Tree) -> str:
    if isinstance(value, list):
        return "\n".join(_text(entry) for entry in value)
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_text(held)}" for key, held in value.items())
    return value


def _attachment(entry: Tree) -> str:
    if not isinstance(entry, dict):
        return _text(entry)
    values = [_text(value) for value in entry.values()]
    return " | ".join(values)


def _entry(line: str, keys: Mapping[str, str]) -> dict[str, str]:
    file, *titles = _TITLED.split(line, maxsplit=1)
    return {keys["file"]: file, **({keys["title"]: titles[0]} if titles else {})}
