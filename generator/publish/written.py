"""What is known of the files that were written: for what each was made, what is in it, what tells it from another."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.store import Row, Store

# A row is read with every file at every run, so all of it stands in its key.
_TABLE, _FORM = "outputs", "sha256 inode size mtime_ns key"


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
    try:
        return {
            file: Written(key, sha256, int(inode), int(size), int(mtime_ns))
            for file, row in table.keys().items()
            for sha256, inode, size, mtime_ns, key in (row.split(" ", 4),)
        }
    except (ValueError, AttributeError) as error:
        raise table.damaged() from error


def write_written(store: Store, before: Mapping[str, Written], now: Mapping[str, Written]) -> None:
    """Notes the files of a build, where they are not as ``before``."""
    rows: list[Row] = [
        (file, f"{new.sha256} {new.inode} {new.size} {new.mtime_ns} {new.key}", None)
        for file, new in now.items()
        if before.get(file) != new
    ]
    store.table(_TABLE, _FORM).replace(before.keys() - now.keys(), rows)
