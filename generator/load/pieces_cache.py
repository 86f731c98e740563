"""Pieces of large files, kept from one run to the next in one SQLite file. Deleting it is always correct."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from generator.database import connect

Pieces = tuple[str, ...]
_TABLE = "pieces (name TEXT, place INTEGER, piece TEXT, PRIMARY KEY (name, place))"


class PiecesCache:
    """Pieces by the name of all they were made from; each such name has a fixed number of them."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "pieces.sqlite" if folder else None

    def load(self) -> dict[str, Pieces]:
        """All that is kept."""
        if self._file is None or not self._file.exists():
            return {}
        try:
            with closing(connect(self._file, _TABLE)) as database:
                found: dict[str, Pieces] = {}
                for name, piece in database.execute("SELECT name, piece FROM pieces ORDER BY name, place"):
                    found[name] = (*found.get(name, ()), piece)
                return found
        except sqlite3.DatabaseError:
            self._file.unlink()
            return {}

    def keep(self, before: Mapping[str, Pieces], now: Mapping[str, Pieces]) -> None:
        """Replaces what was kept before."""
        if self._file is None or before.keys() == now.keys():
            return
        rows = [(name, place, piece) for name in now.keys() - before.keys() for place, piece in enumerate(now[name])]
        with closing(connect(self._file, _TABLE)) as database, database:
            database.executemany("DELETE FROM pieces WHERE name = ?", ((name,) for name in before.keys() - now.keys()))
            database.executemany("INSERT OR REPLACE INTO pieces VALUES (?, ?, ?)", rows)
