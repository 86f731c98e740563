"""What is known of the search index that was made last, and what keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class KeptIndex:
    """What is known of the last index: the numbering of its base, its documents' keys, its shards' digests, its tip.

    ``long`` gives, by document, the files whose text is kept apart.
    """

    numbering: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)
    shards: Mapping[int, str] = field(default_factory=dict)
    tip: str = ""
    long: Mapping[str, Sequence[str]] = field(default_factory=dict)


class IndexCache(Protocol):
    """The records and shards of the last index."""

    def load(self) -> KeptIndex:
        """What is known of it; nothing where none fits."""

    def records(self, ids: Iterable[str]) -> dict[str, str]:
        """The records of some documents, by id; without those of which there is none."""

    def shards(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Some shards, by number; without those of which there is none."""

    def keep(self, before: KeptIndex, now: KeptIndex, records: Mapping[str, str], shards: Mapping[int, bytes]) -> None:
        """Replaces what was kept. ``records`` and ``shards`` hold at least those that have changed."""
