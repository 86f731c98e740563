"""What the search index was made of, kept from one run to the next in one SQLite file. Deleting it is always correct."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.database import connect

# The keys stand apart from what they are for: to look at all of them, its pages are not read.
_TABLES = (
    "meta (name TEXT PRIMARY KEY, value TEXT)",
    "documents (id PRIMARY KEY, key TEXT) WITHOUT ROWID",
    "records (id PRIMARY KEY, value)",
    "shards (id PRIMARY KEY, key TEXT) WITHOUT ROWID",
    "lists (id PRIMARY KEY, value)",
)


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


class SearchCache:
    """The records and shards of the last index; ``key`` names everything they depend on beside the documents' own keys."""

    def __init__(self, folder: Path | None, key: str) -> None:
        self._file = folder / "search.sqlite" if folder else None
        self._key = key

    def load(self) -> KeptIndex:
        """What is kept, or nothing where the key has changed."""
        if self._file and self._file.exists():
            try:
                with closing(self._connect()) as database:
                    meta = dict(database.execute("SELECT name, value FROM meta"))
                    if meta.get("key") == self._key:
                        documents = dict(database.execute("SELECT id, key FROM documents"))
                        shards = dict(database.execute("SELECT id, key FROM shards"))
                        return KeptIndex(meta["numbering"], documents, shards, meta["tip"], json.loads(meta["long"]))
            except sqlite3.DatabaseError:
                self._file.unlink()
        return KeptIndex()

    def records(self, ids: Iterable[str]) -> dict[str, str]:
        """The records of some documents, by id."""
        return self._rows("SELECT id, value FROM records WHERE id = ?", ids)

    def shards(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Some shards, by number."""
        return self._rows("SELECT id, value FROM lists WHERE id = ?", numbers)

    def _rows(self, query: str, names: Iterable[Any]) -> dict[Any, Any]:
        if self._file is None or not self._file.exists():
            return {}
        with closing(self._connect()) as database:
            return dict(row for name in names for row in database.execute(query, (name,)))

    def keep(
        self,
        before: KeptIndex,
        now: KeptIndex,
        records: Mapping[str, str],
        shards: Mapping[int, bytes],
    ) -> None:
        """Replaces what was kept. ``records`` and ``shards`` hold at least those that have changed."""
        if self._file is None:
            return
        with closing(self._connect()) as database, database:
            if not before.documents:
                database.executescript("DELETE FROM documents; DELETE FROM records; DELETE FROM shards; DELETE FROM lists")
            _replace(database, ("documents", "records"), before.documents, now.documents, records)
            _replace(database, ("shards", "lists"), before.shards, now.shards, shards)
            meta = {"key": self._key, "numbering": now.numbering, "tip": now.tip, "long": json.dumps(now.long)}
            database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())

    def _connect(self) -> sqlite3.Connection:
        assert self._file is not None
        return connect(self._file, *_TABLES)


def _replace(
    database: sqlite3.Connection,
    tables: tuple[str, str],
    before: Mapping[Any, str],
    now: Mapping[Any, str],
    values: Mapping[Any, str | bytes],
) -> None:
    gone = [(name,) for name in before if name not in now]
    changed = [name for name, key in now.items() if before.get(name) != key]
    rows: tuple[list[tuple[Any, Any]], ...] = (
        [(name, now[name]) for name in changed],
        [(name, values[name]) for name in changed],
    )
    for table, data in zip(tables, rows, strict=True):
        database.executemany(f"DELETE FROM {table} WHERE id = ?", gone)  # noqa: S608  one of the tables named above
        database.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", data)  # noqa: S608  one of the tables named above
