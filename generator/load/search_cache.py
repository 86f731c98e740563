"""The cache of the search index: its documents, records and shards, kept from one run to the next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model.search_index import KeptIndex
from generator.store import Store

# All lies in one table, so that it changes in one step. A row's name begins with the letter of what it is.
_DOCUMENT, _SHARD, _HEAD, _PIECES = "d", "s", "h", "p"


def forget_parts(store: Store, parts: Iterable[str]) -> None:
    """Drops what is kept of every part of an index but these."""
    table, wanted = store.table("search_parts", ""), set(parts)
    known = set(table.keys())
    for part in known - wanted:
        store.table(f"search_{part}", "").replace([""], [])
    table.replace(known - wanted, [(part, "", None) for part in sorted(wanted - known)])


class SearchCache:
    """The records and shards of the last index; ``key`` names everything they depend on beside the documents' own keys.

    ``part`` is an identifier for one of several indexes.
    """

    def __init__(self, store: Store, key: str, part: str = "") -> None:
        self._table = store.table(f"search_{part}" if part else "search", key)

    def load(self) -> KeptIndex:
        """The index that is kept, or an empty one where the key has changed."""
        head = dict(self._table.get([_HEAD, _PIECES]))
        if not head:
            return KeptIndex()
        documents: dict[str, str] = {}
        pieces = ("", b"")
        shards: dict[int, str] = {}
        for name, key in self._table.keys().items():
            if name[0] == _DOCUMENT:
                documents[name[1:]] = key
            elif name[0] == _SHARD:
                shards[int(name[1:], 16)] = key
            elif name == _PIECES:
                pieces = (key, head[_PIECES])
        numbering, tip, long, (meanings, meant) = json.loads(head[_HEAD])
        return KeptIndex(numbering, documents, shards, tip, long, pieces, (meanings, meant))

    def records(self, ids: Iterable[str]) -> dict[str, str]:
        """The records of some documents, by id; without those of which there is none."""
        return {name[1:]: data.decode() for name, data in self._values([_DOCUMENT + id for id in ids])}

    def shards(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Some shards, by number; without those of which there is none."""
        return {int(name[1:], 16): data for name, data in self._values([f"{_SHARD}{number:x}" for number in numbers])}

    def _values(self, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The values of some rows. Raises StoreFault where a key has none: an index with a hole would miss documents silently."""
        left = self._table.keys().keys() & set(names)
        for name, value in self._table.get(names):
            left.discard(name)
            yield name, value
        if left:
            raise self._table.damaged()

    def keep(
        self,
        before: KeptIndex,
        now: KeptIndex,
        records: Mapping[str, str],
        shards: Mapping[int, bytes],
    ) -> None:
        """Replaces what was kept. ``records`` and ``shards`` hold at least those that have changed."""
        gone = [_DOCUMENT + id for id in before.documents if id not in now.documents]
        gone += [f"{_SHARD}{number:x}" for number in before.shards if number not in now.shards]
        rows = [(_HEAD, "", json.dumps([now.numbering, now.tip, now.long, now.meant]).encode())]
        if now.pieces != before.pieces:
            rows.append((_PIECES, *now.pieces))
        rows += [
            (_DOCUMENT + id, key, records[id].encode()) for id, key in now.documents.items() if before.documents.get(id) != key
        ]
        rows += [(f"{_SHARD}{name:x}", key, shards[name]) for name, key in now.shards.items() if before.shards.get(name) != key]
        self._table.replace(gone, rows)
