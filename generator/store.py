"""The store of what is kept from one run to the next: one SQLite file of tables, all of which can be made again.

It is quick rather than safe, for nothing is lost with it; but nothing that was damaged in it is ever used. Other programs may be
at the same file (``check`` beside ``build``), so every transaction is short and decides by what it finds. There is no WAL, which
shared folders do not bear, and no connection outlives a call, so none lives across a fork.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

FILE = "store.sqlite"
FORMAT = 1  # of the file; another one is not read

T = TypeVar("T")
Row = tuple[str, str, bytes | None]  # name, key, value
_Found = tuple[str, bytes, int]  # name, value, total
Kind = Literal["damaged", "version", "busy", "full", "refused"]

_WAIT = 5.0  # seconds to wait while another program writes
_MANY = 2000  # rows that are read at a time
_FEW = 4  # where fewer than one of so many rows is wanted, each is looked up
# What SQLite says by its primary result codes (https://sqlite.org/rescode.html). Any other code is a mistake of ours.
_KINDS: Mapping[int, Kind] = {
    sqlite3.SQLITE_ERROR: "damaged",  # a table that should be there is not
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_SCHEMA: "damaged",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "refused",
    sqlite3.SQLITE_CANTOPEN: "refused",
    sqlite3.SQLITE_READONLY: "refused",
    sqlite3.SQLITE_PERM: "refused",
    sqlite3.SQLITE_AUTH: "refused",
}


class StoreFault(Exception):
    """A file of what is kept cannot be used, and of what kind the reason is."""

    def __init__(self, file: Path, kind: Kind) -> None:
        super().__init__(file, kind)
        self.file = file
        self.kind = kind


class Store:
    """The tables of one file; without a file nothing is kept.

    Where ``lenient``, what cannot be written is left unwritten and noted in ``unwritten``.
    """

    def __init__(self, file: Path | None, *, lenient: bool = False) -> None:
        self.file = file
        self.lenient = lenient
        self.unwritten: StoreFault | None = None

    @classmethod
    def open(cls, folder: Path | None, *, lenient: bool = False) -> Store:
        """The store of a folder, made where there is none. Raises StoreFault where it cannot be used."""
        store = cls(folder.absolute() / FILE if folder else None, lenient=lenient)
        store._prepare()
        return store

    @classmethod
    def _open_beside(cls, file: Path, *, lenient: bool) -> Store:
        """A fresh store beside a file that cannot be used."""
        try:
            handle, name = tempfile.mkstemp(".sqlite", "store-", file.parent)
        except OSError as error:
            raise StoreFault(file, "refused") from error
        os.close(handle)
        store = cls(Path(name), lenient=lenient)
        store._prepare()
        return store

    def _prepare(self) -> None:
        """Makes the file a store of this version; raises StoreFault where it cannot be one."""
        if self.file is None:
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreFault(self.file, "refused") from error
        with self.connected("rwc") as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                database.execute("BEGIN IMMEDIATE")
                database.execute("CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, key TEXT)")
                database.execute(f"PRAGMA user_version = {FORMAT}")
                database.execute("COMMIT")
            elif version != FORMAT:
                raise StoreFault(self.file, "version")

    def table(self, name: str, key: str) -> Kept:
        """A table by its name; it is empty where it was kept under another key."""
        return Kept(self, name, key)

    @contextlib.contextmanager
    def connected(self, mode: str = "rw") -> Iterator[sqlite3.Connection]:
        """A connection for the length of a block; what goes wrong there is a StoreFault."""
        assert self.file is not None
        try:
            with contextlib.closing(_connect(self.file, mode)) as database:
                database.execute("PRAGMA synchronous = OFF")
                yield database
        except sqlite3.Error as error:
            # What has no code is text that is none, or a call that is wrong.
            unknown = sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else sqlite3.SQLITE_MISUSE
            kind = _KINDS.get(getattr(error, "sqlite_errorcode", unknown) & 0xFF)
            if kind is None:
                raise
            raise StoreFault(self.file, kind) from error
        except UnicodeDecodeError as error:  # SQLite quotes what it cannot make out
            raise StoreFault(self.file, "damaged") from error


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.as_uri()}?mode={mode}", timeout=_WAIT, isolation_level=None, uri=True)


class Kept:
    """A table of values by name, each with the key it was made for. Keys stand apart, so that all are read in no time."""

    def __init__(self, store: Store, name: str, key: str) -> None:
        assert name.isidentifier()
        self._store = store
        self._name = name
        self._key = key
        self._keys: dict[str, str] | None = None

    def keys(self) -> Mapping[str, str]:
        """The key of everything that is kept, by name."""
        if self._keys is None:
            self._keys = self._read_keys()
        return self._keys

    def _read_keys(self) -> dict[str, str]:
        if self._store.file is None:
            return {}
        with self._reading() as database:
            return {} if database is None else dict(database.execute(f"SELECT name, key FROM {self._name}_keys"))  # noqa: S608  an identifier of ours

    def get(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The values of some names, in no promised order.

        A name of which there is none is left out, as is one whose value is damaged, or was replaced since its key was read.
        """
        keys = self.keys()
        wanted = {name for name in names if name in keys}
        if not wanted:
            return
        for rows in self._scan(wanted) if len(wanted) * _FEW > len(keys) else self._look_up(wanted):
            for name, value, total in rows:
                if name in wanted and type(value) is bytes and total == _total(name, keys[name], value):
                    yield name, value

    def _look_up(self, wanted: Iterable[str]) -> Iterator[list[_Found]]:
        query = f"SELECT name, value, total FROM {self._name}_values WHERE name = ?"  # noqa: S608  an identifier of ours
        left = iter(wanted)
        while some := list(islice(left, _MANY)):
            with self._reading() as database:
                rows = [row for name in some for row in database.execute(query, (name,))] if database else []
            yield rows

    def _scan(self, wanted: set[str]) -> Iterator[list[_Found]]:
        """The rows of all names, in pages by their place in the file."""
        query = (
            f"SELECT name, value, total, rowid FROM {self._name}_values "  # noqa: S608  an identifier of ours
            "WHERE rowid > ? ORDER BY rowid LIMIT ?"
        )
        last = 0
        while True:
            with self._reading() as database:
                rows = database.execute(query, (last, _MANY)).fetchall() if database else []
            yield [row[:3] for row in rows]
            if len(rows) < _MANY:
                return
            last = rows[-1][3]

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A view of the file at one moment; None where the table is kept under another key."""
        with self._store.connected() as database:
            database.execute("BEGIN")
            yield database if _table_key(database, self._name) == (self._key,) else None

    def replace(self, gone: Iterable[str], now: Iterable[Row]) -> None:
        """Drops some names and keeps others, each with its key and its value (or its key alone), in one step.

        What another run kept meanwhile under another key of the table is dropped.
        """
        dropped, rows = [(name,) for name in gone], list(now)
        store = self._store
        if store.file is None or store.unwritten or not (dropped or rows):
            return
        try:
            self._write(dropped, rows)
        except StoreFault as fault:
            if not store.lenient or fault.kind == "damaged":
                raise
            store.unwritten = fault
        self._keys = None

    def _write(self, dropped: list[tuple[str]], rows: list[Row]) -> None:
        """Writes rows and drops others in one step, with all that the table holds under another key."""
        keys, values = f"{self._name}_keys", f"{self._name}_values"
        dropped += [(name,) for name, _, value in rows if value is None]
        with self._store.connected() as database:
            database.execute("BEGIN IMMEDIATE")
            found = _table_key(database, self._name)
            if found is None:
                database.execute(f"CREATE TABLE {keys} (name TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID")
                database.execute(f"CREATE TABLE {values} (name TEXT PRIMARY KEY, value BLOB, total INTEGER)")
            if found != (self._key,):
                database.execute(f"DELETE FROM {keys}")  # noqa: S608  an identifier of ours, as in all of these
                database.execute(f"DELETE FROM {values}")  # noqa: S608
                database.execute("INSERT OR REPLACE INTO tables VALUES (?, ?)", (self._name, self._key))
            database.executemany(f"DELETE FROM {keys} WHERE name = ?", dropped)  # noqa: S608
            database.executemany(f"DELETE FROM {values} WHERE name = ?", dropped)  # noqa: S608
            database.executemany(
                f"INSERT OR REPLACE INTO {keys} VALUES (?, ?)",  # noqa: S608
                ((name, key) for name, key, _ in rows),
            )
            database.executemany(
                f"INSERT OR REPLACE INTO {values} VALUES (?, ?, ?)",  # noqa: S608
                ((name, value, _total(name, key, value)) for name, key, value in rows if value is not None),
            )
            database.execute("COMMIT")

    def damaged(self) -> StoreFault:
        """The fault of a table in which something is not as it was written."""
        assert self._store.file is not None
        return StoreFault(self._store.file, "damaged")


def _table_key(database: sqlite3.Connection, name: str) -> tuple[str] | None:
    found: tuple[str] | None = database.execute("SELECT key FROM tables WHERE name = ?", (name,)).fetchone()
    return found


def _total(name: str, key: str, value: bytes) -> int:
    """A sum over a row: that a page of the file was torn or written over, or that key and value do not belong together, shows."""
    return zlib.crc32(value, zlib.crc32((name + key).encode()))


def with_store(
    folder: Path | None, work: Callable[[Store], T], tell: Callable[[StoreFault], None], *, lenient: bool = False
) -> T:
    """The result of work over what a folder keeps; without a folder nothing is kept.

    Where that cannot be used, this is told once, and the work is done, from the start, over a fresh file beside it, which then
    takes the place of one that is damaged. Raises StoreFault where that cannot be written either; where ``lenient``, the
    work is done without keeping anything instead.
    """
    try:
        store = Store.open(folder, lenient=lenient)
        result = work(store)
    except StoreFault as fault:
        tell(fault)
        return _without(fault, work, lenient=lenient)
    if store.unwritten:
        tell(store.unwritten)
    return result


def _without(fault: StoreFault, work: Callable[[Store], T], *, lenient: bool) -> T:
    """The result of work where the kept file has a fault."""
    fresh: Store | None = None
    try:
        fresh = Store._open_beside(fault.file, lenient=lenient)
        result = work(fresh)
        if fault.kind in ("damaged", "version") and fresh.file and not fresh.unwritten:
            _put_in_place(fresh.file, fault.file)
        return result
    except StoreFault:
        if not lenient:
            raise
    finally:
        if fresh and fresh.file:
            with contextlib.suppress(OSError):
                fresh.file.unlink(missing_ok=True)
    return work(Store(None))


def _put_in_place(fresh: Path, file: Path) -> None:
    """Gives a fresh file the name of a damaged one, without the journal that belonged to that."""
    with contextlib.suppress(OSError):
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
        os.replace(fresh, file)
