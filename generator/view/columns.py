"""The columns of a site as machines are told of them: the tags that government pages carry."""

from __future__ import annotations

from generator.model.settings import Settings
from generator.view.parts import Column


def column_of(settings: Settings, column: str, *, category: str = "", name: str = "") -> Column | None:
    """The tags of a column, for its own page and those below it, or None where the profile asks for none.

    ``column`` is a column of the profile, ``home`` or ``other``; ``category`` one of the catalog, which goes before it;
    ``name`` what a page is called that belongs to no column.
    """
    tags = settings.profile.page_tags
    if tags is None:
        return None
    node = settings.categories.get(category)
    if node is None:
        title = name or {"home": settings.labels.text["home"]}.get(column) or getattr(settings.profile.columns, column)
        kind: str = getattr(tags, column)
        colon = settings.labels.text["colon"]
        return Column(
            name=title, description=f"{settings.title}{colon}{title}", keywords=_joined(title, settings.profile.name), kind=kind
        )
    answered = [settings.profile.requirements[answer] for answer in node.answers if answer in settings.profile.requirements]
    kind = node.column_type or next((tags.requirements[a] for a in node.answers if a in tags.requirements), tags.other)
    description = node.description or "；".join(answered) or f"{settings.catalog.publisher.name}：{node.name}"
    above = [settings.categories[parent].name for parent in reversed(node.parents)]
    return Column(name=node.name, description=description, keywords=_joined(node.name, *above, settings.profile.name), kind=kind)


def _joined(*words: str) -> str:
    return ",".join(dict.fromkeys(words))
