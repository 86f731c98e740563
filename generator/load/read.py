"""Results of reading a site beside its content: what was found on the way, and the way to the texts of its items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.model.item import Item
from generator.problems import Problem


def _no_text(item: Item) -> str:
    raise LookupError(item.id)


@dataclass(frozen=True)
class Read:
    """The findings of when sources were first read, which are kept with them and told by the rules.

    ``unread`` are the ids of items with broken sources, which nobody may call unknown. ``text_findings`` is what was found in
    the texts of items, by id, ``attachment_findings`` what was found in attachments, by their keys. ``text_sources`` are files
    called ``.txt`` that read as sources of items, ``shared_files`` those that a link elsewhere leads to. ``body_of`` gives the
    Markdown of an item, for the few rules that need one.
    """

    unread: frozenset[str] = frozenset()
    text_findings: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    attachment_findings: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    text_sources: frozenset[str] = frozenset()
    shared_files: frozenset[str] = frozenset()
    body_of: Callable[[Item], str] = _no_text
