"""The search index that was made last, as it is known, and what keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from generator.frozen import frozen


@dataclass(frozen=True)
class KeptIndex:
    """The last index as it is known: the numbering of its base, its documents' keys, its shards' digests, its tip.

    ``long`` gives, by document, the files whose text is kept apart; ``pieces`` the pieces that texts are written by, behind
    what they depend on; ``meant`` a name for the words that people may mean, and the terms of these that the tip has.
    """

    numbering: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)
    shards: Mapping[int, str] = field(default_factory=dict)
    tip: str = ""
    long: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pieces: tuple[str, bytes] = ("", b"")
    meant: tuple[str, Sequence[str]] = ("", ())


@frozen
class IndexPart:
    """One of several indexes: its folder, and for the first the titles of all; a single one has neither.

    The others leave to the first what all share: names, what questions mean, variants of signs, and how each is cut
    (``others``, by folder).
    """

    folder: str = ""
    titles: tuple[str, ...] | None = None
    others: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class IndexCache(Protocol):
    """The records and shards of the last index."""

    def load(self) -> KeptIndex:
        """The index as it is known; an empty one where none fits."""

    def records(self, ids: Iterable[str]) -> dict[str, str]:
        """The records of some documents, by id; without those of which there is none."""

    def shards(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Some shards, by number; without those of which there is none."""

    def keep(self, before: KeptIndex, now: KeptIndex, records: Mapping[str, str], shards: Mapping[int, bytes]) -> None:
        """Replaces what was kept. ``records`` and ``shards`` hold at least those that have changed."""
