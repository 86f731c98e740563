"""What is known of the files that were written: for what each was made, what is in it, what tells it from another."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.store import Row, Store

# A row is read with every file at every run, so all of it stands in its key.
_TABLE, _FORM = "outputs", "total sha256 inode size mtime_ns key"
_SLICES = "slices"


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


def read_written(store: Store) -> dict[str, Written]:
    """The files of the last build by their path. Raises StoreFault where what is known of them is damaged."""
    table = store.table(_TABLE, _FORM)
    known: dict[str, Written] = {}
    for file, row in table.keys().items():
        total, _, record = row.partition(" ") if type(row) is str else ("", "", "")
        if total != _total(file, record):
            raise table.damaged()
        sha256, inode, size, mtime_ns, key = record.split(" ", 4)
        known[file] = Written(key, sha256, int(inode), int(size), int(mtime_ns))
    return known


def write_written(store: Store, before: Mapping[str, Written], now: Mapping[str, Written]) -> None:
    """Notes the files of a build, where they are not as ``before``."""
    rows: list[Row] = []
    for file, new in now.items():
        if before.get(file) != new:
            record = f"{new.sha256} {new.inode} {new.size} {new.mtime_ns} {new.key}"
            rows.append((file, f"{_total(file, record)} {record}", None))
    store.table(_TABLE, _FORM).replace(before.keys() - now.keys(), rows)


def _total(file: str, record: str) -> str:
    """A sum over a row: the manifest is made of it, and must be true."""
    return str(zlib.crc32((file + record).encode()))


def read_slices(store: Store) -> Mapping[str, str]:
    """The keys of the slices of the last build by name."""
    return store.table(_SLICES, "").keys()


def write_slices(store: Store, slices: Mapping[str, str]) -> None:
    """Notes the keys of the slices of a build in place of those of the last."""
    table = store.table(_SLICES, "")
    before = table.keys()
    rows: list[Row] = [(name, key, None) for name, key in slices.items() if before.get(name) != key]
    table.replace(before.keys() - slices.keys(), rows)
