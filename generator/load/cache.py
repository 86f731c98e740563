"""What was loaded from each source, kept from one run to the next.

An entry holds as long as nothing it was read from has changed: the source, the files beside it, and the settings it was
read against. Deleting the folder it lies in is always correct.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from generator.database import connect
from generator.load.shipped import runtime_digest
from generator.load.source import Found, is_settled

_TABLES = (
    "meta (name TEXT PRIMARY KEY, value TEXT)",
    "sources (path TEXT PRIMARY KEY, needs TEXT, signature TEXT, loaded BLOB)",
)
Row = tuple[str, str, str, bytes]  # path, other files it depends on (JSON), their signatures, what was loaded (JSON)


class SourceCache:
    """The loaded form of sources by path, in one SQLite file; without a folder it remembers nothing."""

    def __init__(self, folder: Path | None, settings: str) -> None:
        self._key = f"{runtime_digest()} {settings}"
        self._file = folder / "sources.sqlite" if folder else None
        self._rows: dict[str, tuple[str, str, bytes]] = {}
        if self._file and self._file.exists():
            try:
                self._read(self._file)
            except sqlite3.DatabaseError:
                self._file.unlink()

    def _read(self, file: Path) -> None:
        with closing(connect(file, *_TABLES)) as database:
            found = database.execute("SELECT value FROM meta WHERE name = 'key'").fetchone()
            if found == (self._key,):
                rows = database.execute("SELECT path, needs, signature, loaded FROM sources")
                self._rows = {path: (needs, signature, loaded) for path, needs, signature, loaded in rows}

    def get(self, source: Found, files: Mapping[str, Found]) -> bytes | None:
        """What was loaded from a source, if that still holds."""
        row = self._rows.get(source.path)
        if row is None:
            return None
        needs, signature, loaded = row
        return loaded if signature == _signature(source, json.loads(needs) if needs else (), files) else None

    def store(self, loaded: Mapping[str, tuple[tuple[str, ...], bytes]], files: Mapping[str, Found], now_ns: int) -> None:
        """Remembers what was loaded from sources (each with the other files it depends on), forgets what is gone."""
        if self._file is None:
            return
        gone = [path for path in self._rows if path not in files]
        rows: list[Row] = [
            (path, json.dumps(needs) if needs else "", _signature(files[path], needs, files), data)
            for path, (needs, data) in loaded.items()
            if is_settled((files[name] for name in (path, *needs) if name in files), now_ns)
        ]
        if gone or rows or not self._file.exists():
            self._write(self._file, gone, rows)

    def _write(self, file: Path, gone: Iterable[str], rows: Iterable[Row]) -> None:
        with closing(connect(file, *_TABLES)) as database, database:
            if not self._rows:
                database.execute("DELETE FROM sources")
            database.execute("INSERT OR REPLACE INTO meta VALUES ('key', ?)", (self._key,))
            database.executemany("DELETE FROM sources WHERE path = ?", ((path,) for path in gone))
            database.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", rows)


def _signature(source: Found, needs: Iterable[str], files: Mapping[str, Found]) -> str:
    parts = [source.signature]
    parts += [files[name].signature if name in files else "-" for name in needs]
    return "|".join(parts)
