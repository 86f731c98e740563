"""Whether the relations between items can be true, and whether every file belongs to one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from generator.model.item import Item
from generator.model.project import Project
from generator.problems import Position, Problem, Spot


def check_circles(project: Project) -> Iterator[Problem]:
    """No item stands in relation to itself, and none replaces what replaces it."""
    later = {item.id: _later(item, project) for item in project.items if item.authored.superseded_by}
    for item in project.items:
        if not _related(item):
            continue
        for spot, other in _named(item):
            if other == item.id:
                yield Problem("relation-self", spot, {"value": other})
        for index, other in enumerate(item.authored.supersedes):
            if other != item.id and item.id in project.items_by_id.get(other, item).authored.supersedes:
                yield Problem("relation-circular", item.spot.at("supersedes", index), {"value": other})
    for start, other in later.items():
        if start != other and _returns(start, later):
            spot = project.items_by_id[start].spot.at("superseded_by")
            yield Problem("relation-circular", spot, {"value": other})


def check_order(project: Project) -> Iterator[Problem]:
    """What replaces, corrects or explains a document is not older than it."""
    items = project.items_by_id
    for item in project.items:
        authored = item.authored
        if not _related(item):
            continue
        pairs: list[tuple[Item, Item | None, tuple[str | int, ...]]]
        pairs = [(item, items.get(other), ("supersedes", index)) for index, other in enumerate(authored.supersedes)]
        if authored.superseded_by in items:
            pairs.append((items[authored.superseded_by], item, ("superseded_by",)))
        if authored.corrects:
            pairs.append((item, items.get(authored.corrects.item), ("corrects", "item")))
        for later, earlier, steps in pairs:
            if earlier is None or earlier is later:
                continue
            first, second = earlier.authored.published, later.authored.published
            if first and second and second < first:
                values = {
                    "later": later.authored.title,
                    "second": second.isoformat(),
                    "earlier": earlier.authored.title,
                    "first": first.isoformat(),
                }
                yield Problem("relation-order", item.spot.at(*steps), values)


def check_orphans(project: Project) -> Iterator[Problem]:
    """Every file below the items goes out with one of them, or is a source."""
    used = {use.file.source for use in project.shown.files.uses}
    broken = {posixpath.dirname(f"content/items/{name}/index.md") for name in project.unread}
    broken |= {posixpath.dirname(f"content/items/{name}.md") for name in project.unread}
    for path in sorted(project.files - project.source_files - used):
        if path.startswith("content/items/") and posixpath.dirname(path) not in broken:
            yield Problem("attachment-orphan", Position(path), {"name": posixpath.basename(path)})


def _related(item: Item) -> bool:
    """Whether an item names another at all; most do not."""
    authored = item.authored
    return bool(authored.supersedes or authored.superseded_by or authored.corrects or authored.explains or authored.related)


def _named(item: Item) -> Iterator[tuple[Spot, str]]:
    authored, spot = item.authored, item.spot
    for name in ("supersedes", "explains", "related"):
        yield from ((spot.at(name, index), other) for index, other in enumerate(getattr(authored, name)))
    if authored.superseded_by:
        yield spot.at("superseded_by"), authored.superseded_by
    if authored.corrects:
        yield spot.at("corrects", "item"), authored.corrects.item


def _later(item: Item, project: Project) -> str:
    return item.authored.superseded_by if item.authored.superseded_by in project.items_by_id else ""


def _returns(start: str, later: dict[str, str]) -> bool:
    seen, at = {start}, later[start]
    while at in later and at not in seen:
        seen.add(at)
        at = later[at]
    return at == start
