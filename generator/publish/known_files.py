"""The files that were written, as they are known: for what each was made, what is in it, what tells it from another."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.publish.file_trees import lies_within
from generator.store import Row, Store

# A row is read with every file at every run, so all of it stands in its key.
_TABLE, _FORM = "outputs", "inode size mtime_ns total sha256 key"
_SLICES = "slices"
_SEAL = "seal"

MANIFEST = "manifest-sha256.txt"


class FileIdentity(NamedTuple):
    """The state of a file that tells it from any other without reading it."""

    inode: int
    size: int
    mtime_ns: int


class Seal(NamedTuple):
    """That a publication came to its end: when, in nanoseconds of the file system's clock, and what modes its files then had.

    ``shares`` is 1 where the spare tree shares its files with the live one, 0 where there is none.
    """

    moment: int
    file_mode: int
    folder_mode: int
    shares: int


class KnownFile(NamedTuple):
    """A file as it was written: the key it was made for, its SHA-256, and its identity in the tree."""

    key: str
    sha256: str
    inode: int
    size: int
    mtime_ns: int

    @property
    def identity(self) -> FileIdentity:
        """The state of the file that tells it from any other."""
        return FileIdentity(self.inode, self.size, self.mtime_ns)


def identity_of(stat: os.stat_result) -> FileIdentity:
    """The identity of a file the system was asked about."""
    return FileIdentity(stat.st_ino, stat.st_size, stat.st_mtime_ns)


def find_identity(tree: Path, file: str) -> FileIdentity | None:
    """The identity of a file of a tree, or None where there is none."""
    try:
        return identity_of(os.stat(f"{tree}{os.sep}{file}", follow_symlinks=False))
    except OSError:
        return None


def read_known(store: Store) -> dict[str, KnownFile]:
    """The files of the last build by their path. Raises StoreFault where what is known of them is damaged."""
    table = store.table(_TABLE, _FORM)
    known: dict[str, KnownFile] = {}
    try:
        for file, row in read_states(store).items():
            inode, size, mtime_ns, total, sha256, key = row.split(" ", 5)
            written = known[file] = KnownFile(key, sha256, int(inode), int(size), int(mtime_ns))
            if total != _total(file, written):
                raise table.damaged()
    except (ValueError, AttributeError, TypeError) as error:
        raise table.damaged() from error
    return known


def write_known(store: Store, before: Mapping[str, KnownFile], now: Mapping[str, KnownFile]) -> None:
    """Notes the files of a build, where they are not as ``before``; until it is sealed, it may be there or not."""
    break_seal(store)
    rows: list[Row] = [
        (file, f"{new.inode} {new.size} {new.mtime_ns} {_total(file, new)} {new.sha256} {new.key}", None)
        for file, new in now.items()
        if before.get(file) != new
    ]
    store.table(_TABLE, _FORM).replace(before.keys() - now.keys(), rows)


def _total(file: str, written: KnownFile) -> str:
    """A sum over what the manifest is made of, which must be true: the rest is held against the file itself."""
    return str(zlib.crc32((file + written.sha256).encode()))


def read_states(store: Store) -> Mapping[str, str]:
    """The rows of the files of the last build by their path, unread: each begins with the state that tells a file from others.

    Raises StoreFault where one names a file outside the tree: a file that is no longer of the site is removed, and the store may
    have come with a site from a stranger.
    """
    table = store.table(_TABLE, _FORM)
    states = table.keys()
    if not all(map(lies_within, states)):
        raise table.damaged()
    return states


def sum_of(state: str) -> str:
    """The SHA-256 in what is known of a file."""
    return state.split(" ", 5)[4]


def has_inode(state: str, inode: int) -> bool:
    """True if a file is known by the number of its inode."""
    return state.startswith(f"{inode} ")


def read_slices(store: Store) -> Mapping[str, str]:
    """The keys of the slices of the last build by name."""
    return store.table(_SLICES, "").keys()


def write_slices(store: Store, slices: Mapping[str, str]) -> None:
    """Notes the keys of the slices of a build in place of those of the last."""
    table = store.table(_SLICES, "")
    before = table.keys()
    rows: list[Row] = [(name, key, None) for name, key in slices.items() if before.get(name) != key]
    table.replace(before.keys() - slices.keys(), rows)


def read_seal(store: Store) -> Seal | None:
    """The seal of the last publication, or None where it did not come to its end."""
    try:
        moment, file_mode, folder_mode, shares = (int(part) for part in store.table(_SEAL, "").keys()["last"].split())
    except (KeyError, ValueError):
        return None
    return Seal(moment, file_mode, folder_mode, shares)


def write_seal(store: Store, seal: Seal) -> None:
    """Notes that a publication came to its end."""
    store.table(_SEAL, "").replace([], [("last", " ".join(map(str, seal)), None)])


def break_seal(store: Store) -> None:
    """Notes that the next publication has begun."""
    store.table(_SEAL, "").replace(["last"], [])
