"""Putting a site in its place: only what changed is made, and it is swapped in whole.

Beside the output folder lies a work folder with a second complete tree, the spare. A build brings the spare up to date,
sharing unchanged files with the live tree by hard link, and then exchanges the two in one step. A file is never written
in place, so a build that is killed leaves the live tree as it was; whatever it left in the spare is found by looking.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.output import Output
from generator.parallel import CHUNK, map_chunks

MANIFEST = "manifest-sha256.txt"
_MARK = "catalog.json"  # with the manifest, what tells an output folder of ours
_LARGE = 2000  # files
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_AT_FDCWD = -100


class Busy(Exception):
    """Another build holds this output."""


class NotOurs(Exception):
    """The output folder holds files that no build of ours made."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a file from any other state of it without reading it."""

    inode: int
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: the key it was made for, its SHA-256, and its identity in the tree."""

    key: str
    sha256: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did: how many files the site has, and how many of them changed, came or went."""

    files: int
    changed: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an earlier build found: its problems as JSON, and the numbers of items, reports and files."""

    problems: str
    items: int
    reports: int
    files: int


class OutputFolder:
    """An output folder, its work folder and its spare tree, held by one build at a time."""

    def __init__(self, output: Path) -> None:
        self.live = output
        self.work = output.parent / f".{output.name}.build"
        self._spare = self.work / "spare"
        self._aside = self.work / "aside"
        self._database = self.work / "outputs.sqlite"
        self._last = self.work / "last.json"

    @contextlib.contextmanager
    def hold(self) -> Iterator[OutputFolder]:
        """Takes the folder for one build. Raises Busy while another has it, NotOurs where it holds foreign files."""
        self.work.mkdir(parents=True, exist_ok=True)
        with open(self.work / "lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Busy(str(self.live)) from error
            self._recover()
            if (
                self.live.exists()
                and any(self.live.iterdir())
                and not all((self.live / name).is_file() for name in (MANIFEST, _MARK))
            ):
                raise NotOurs(str(self.live))
            yield self

    def _recover(self) -> None:
        """After a swap in two steps that was cut between them."""
        if self._aside.exists():
            if self.live.exists():
                shutil.rmtree(self._aside)
            else:
                self._aside.rename(self.live)

    def remember(self, inputs: str, problems: str, items: int, reports: int) -> None:
        """Notes what a build was made from and what it found, to be recalled by the next."""
        self._last.write_text(json.dumps([inputs, problems, items, reports]), "utf-8")

    def recall(self, inputs: str) -> Remembered | None:
        """What the last build found, if it was made from the same and every file of it is still in its place."""
        try:
            made_from, problems, items, reports = json.loads(self._last.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        known = self._read_known() if made_from == inputs else {}
        if not known or any(_identity(self.live, file) != record.identity for file, record in known.items()):
            return None
        return Remembered(problems, items, reports, len(known))

    def forget(self) -> None:
        """Drops everything known from earlier builds, so that all is made anew."""
        for entry in self.work.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif entry.name != "lock":
                entry.unlink()

    def publish(self, outputs: Sequence[Output], jobs: int) -> Published:
        """Makes the live tree hold exactly these files (and their manifest)."""
        known = self._read_known()
        kept = {
            output.file: record
            for output in outputs
            if (record := known.get(output.file))
            and record.key == output.key
            and _identity(self.live, output.file) == record.identity
        }
        stale = [output for output in outputs if output.file not in kept]
        if not stale and len(known) == len(outputs) + 1 and _identity(self.live, MANIFEST) == known[MANIFEST].identity:
            return Published(len(known), 0)
        spare = dict(_walk(self._spare))
        wanted = {output.file for output in outputs} | {MANIFEST}
        _remove(self._spare, [file for file in spare if file not in wanted])
        # Of a large site the few files that hold all of it (the catalog for machines) are what takes the time.
        chunk = 1 if len(outputs) > _LARGE and len(stale) < _LARGE // 4 else CHUNK
        made = dict(zip((output.file for output in stale), map_chunks(self._maker(known), stale, jobs, chunk), strict=True))
        now = kept | made
        manifest = "".join(f"{now[file].sha256}  {file}\n" for file in sorted(now)).encode()
        now[MANIFEST] = self._make(Output(MANIFEST, "", lambda: manifest), known.get(MANIFEST))
        # What is the same as in the live tree is shared with it, so that its times tell the truth.
        shared = [file for file, record in now.items() if known.get(file) and known[file].identity == record.identity]
        _link(self.live, self._spare, [file for file in shared if spare.get(file) != now[file].identity])
        self._write_known(known, now)
        gone = known.keys() - now.keys()
        changed = sorted(now.keys() - set(shared))
        self._swap()
        # The old live tree becomes the spare of the next build.
        _remove(self._spare, gone)
        left = changed if self._spare.exists() else list(now)
        map_chunks(lambda files: _link(self.live, self._spare, files), left, jobs)
        return Published(len(now), len(changed) + len(gone))

    def _maker(self, known: Mapping[str, Written]) -> Callable[[Sequence[Output]], list[Written]]:
        return lambda outputs: [self._make(output, known.get(output.file)) for output in outputs]

    def _make(self, output: Output, before: Written | None) -> Written:
        """Makes a file into the spare tree, unless the live one turns out to have the same bytes."""
        data = output.make()
        if isinstance(data, Path):
            with open(data, "rb") as source:
                sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        else:
            sha256 = hashlib.sha256(data).hexdigest()
        if before and before.sha256 == sha256 and _identity(self.live, output.file) == before.identity:
            return Written(output.key, sha256, before.identity)
        target = f"{self._spare}{os.sep}{output.file}"
        if isinstance(data, Path):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(target)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(data, target)
            os.chmod(target, 0o644)
            stat = os.stat(target)
        else:
            stat = _write_new(target, data)
        return Written(output.key, sha256, Identity(stat.st_ino, stat.st_size, stat.st_mtime_ns))

    def _swap(self) -> None:
        if not self.live.exists():
            self.live.parent.mkdir(parents=True, exist_ok=True)
            self._spare.rename(self.live)
        elif not _exchange(self._spare, self.live):
            self.live.rename(self._aside)
            self._spare.rename(self.live)
            self._aside.rename(self._spare)

    def _read_known(self) -> dict[str, Written]:
        if not self._database.exists():
            return {}
        try:
            with contextlib.closing(self._connect()) as database:
                rows = database.execute("SELECT file, key, sha256, inode, size, mtime_ns FROM outputs")
                return {file: Written(key, sha, Identity(*rest)) for file, key, sha, *rest in rows}
        except sqlite3.DatabaseError:
            self._database.unlink()
            return {}

    def _write_known(self, before: Mapping[str, Written], now: Mapping[str, Written]) -> None:
        rows = [
            (file, record.key, record.sha256, record.identity.inode, record.identity.size, record.identity.mtime_ns)
            for file, record in now.items()
            if before.get(file) != record
        ]
        with contextlib.closing(self._connect()) as database, database:
            database.executemany("DELETE FROM outputs WHERE file = ?", ((file,) for file in before.keys() - now.keys()))
            database.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._database)
        database.execute("PRAGMA synchronous = OFF")
        database.execute(
            "CREATE TABLE IF NOT EXISTS outputs"
            " (file TEXT PRIMARY KEY, key TEXT, sha256 TEXT, inode INTEGER, size INTEGER, mtime_ns INTEGER)"
        )
        return database


def _identity(tree: Path, file: str) -> Identity | None:
    try:
        stat = os.stat(f"{tree}{os.sep}{file}", follow_symlinks=False)
    except OSError:
        return None
    return Identity(stat.st_ino, stat.st_size, stat.st_mtime_ns)


def _walk(tree: Path) -> Iterator[tuple[str, Identity]]:
    pending = [""]
    while pending:
        folder = pending.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(f"{tree}{os.sep}{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{folder}{entry.name}/")
                else:
                    stat = entry.stat(follow_symlinks=False)
                    yield folder + entry.name, Identity(stat.st_ino, stat.st_size, stat.st_mtime_ns)


def _remove(tree: Path, files: Iterable[str]) -> None:
    """Removes files, and the folders they leave empty."""
    for file in files:
        path = tree / file
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
        with contextlib.suppress(OSError):
            while (path := path.parent) != tree:
                path.rmdir()


def _write_new(target: str, data: bytes) -> os.stat_result:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    while True:
        try:
            descriptor = os.open(target, flags, 0o644)
            break
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
        except FileExistsError:
            os.unlink(target)
    with open(descriptor, "wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        return os.fstat(file.fileno())


def _link(source: Path, target: Path, files: Iterable[str]) -> list[None]:
    """Gives files of one tree a place in another, as the same files."""
    for file in files:
        one, other = f"{source}{os.sep}{file}", f"{target}{os.sep}{file}"
        while True:
            try:
                os.link(one, other)
                break
            except FileNotFoundError:
                os.makedirs(os.path.dirname(other), exist_ok=True)  # another process may be at the same folder
            except FileExistsError:
                os.unlink(other)
    return []


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step, where the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS):  # a file system that cannot
        return False
    raise OSError(code, os.strerror(code), str(one))
