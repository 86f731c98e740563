"""What is known of the files that were written: for what each was made, what is in it, what tells it from another."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.database import connect

_TABLE = "outputs (file TEXT PRIMARY KEY, key TEXT, sha256 TEXT, inode INTEGER, size INTEGER, mtime_ns INTEGER)"

_SLICES = "slices (name TEXT PRIMARY KEY, key TEXT)"


class Identity(NamedTuple):
    """What tells a file from any other state of it without reading it."""

    inode: int
    size: int
    mtime_ns: int


class Written(NamedTuple):
    """A file as it was written: the key it was made for, its SHA-256, and its identity in the tree."""

    key: str
    sha256: str
    inode: int
    size: int
    mtime_ns: int

    @property
    def identity(self) -> Identity:
        """What tells the file from any other state of it."""
        return Identity(self.inode, self.size, self.mtime_ns)


def identity_of(stat: os.stat_result) -> Identity:
    """The identity of a file the system was asked about."""
    return Identity(stat.st_ino, stat.st_size, stat.st_mtime_ns)


def find_identity(tree: Path, file: str) -> Identity | None:
    """The identity of a file of a tree, or None where there is none."""
    try:
        return identity_of(os.stat(f"{tree}{os.sep}{file}", follow_symlinks=False))
    except OSError:
        return None


def read_written(database: Path) -> dict[str, Written]:
    """The files of the last build by their path; a database that cannot be read is dropped."""
    if not database.exists():
        return {}
    try:
        with contextlib.closing(connect(database, _TABLE)) as connection:
            rows = connection.execute("SELECT file, key, sha256, inode, size, mtime_ns FROM outputs")
            return {row[0]: Written._make(row[1:]) for row in rows}
    except sqlite3.DatabaseError:
        database.unlink()
        return {}


def write_written(database: Path, before: Mapping[str, Written], now: Mapping[str, Written]) -> None:
    """Notes the files of a build, where they are not as ``before``."""
    rows = [(file, *record) for file, record in now.items() if before.get(file) != record]
    with contextlib.closing(connect(database, _TABLE)) as connection, connection:
        connection.executemany("DELETE FROM outputs WHERE file = ?", ((file,) for file in before.keys() - now.keys()))
        connection.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", rows)


def read_slices(database: Path) -> dict[str, str]:
    """The keys of the slices of the last build by name."""
    if not database.exists():
        return {}
    try:
        with contextlib.closing(connect(database, _SLICES)) as connection:
            return dict(connection.execute("SELECT name, key FROM slices"))
    except sqlite3.DatabaseError:
        return {}


def write_slices(database: Path, slices: Mapping[str, str]) -> None:
    """Notes the keys of the slices of a build in place of those of the last."""
    with contextlib.closing(connect(database, _SLICES)) as connection, connection:
        connection.execute("DELETE FROM slices")
        connection.executemany("INSERT INTO slices VALUES (?, ?)", slices.items())
