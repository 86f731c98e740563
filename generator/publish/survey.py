"""Looking at what lies where a site was published: whether it is what was published, and nothing else.

What is known of a file is its inode, size and time, and of the whole tree the moment it was sealed. No program can set back the
time at which the system says a file or folder changed (``ctime``), so only what changed after the seal is read again.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from generator.frozen import frozen
from generator.load.source.source import open_regular
from generator.presence import exists, is_folder
from generator.publish.file_trees import lies_within, walk_inodes
from generator.publish.known_files import MANIFEST, Seal, find_identity, has_inode, read_seal, read_states, sum_of
from generator.publish.put import STAGING
from generator.store import Store

Kind = Literal["changed", "missing", "foreign", "mode"]
READABLE = 0o444  # by everybody
# In the place of a file is nothing, or no file.
_NOT_IT = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EINVAL)
_TICKS = 8  # of two milliseconds, while the file system's clock stands still


@frozen
class Difference:
    """Something that is not as it was published: a file, or a folder, whose name then ends with a stroke.

    ``mode`` is the one it has, in octal digits, where that is what differs.
    """

    kind: Kind
    file: str
    mode: str = ""


@frozen
class Survey:
    """The differences between the live and the spare tree on disk and what is known of them.

    ``changed`` are the files of the live tree that are not as they were written, ``differences`` what of this and beside it is
    to be told. ``missing`` are the files the spare tree lacks, ``strange`` those of it that are not those of the live one.
    ``began`` is when it was looked, by the clock of the file system; ``seal`` is that of the last publication, if it came to its
    end, ``touched`` whether anything was changed since, though it may be again as it was.
    """

    changed: frozenset[str]
    differences: tuple[Difference, ...]
    missing: frozenset[str]
    strange: frozenset[str]
    began: int
    seal: Seal | None
    touched: bool

    @property
    def foreign(self) -> list[str]:
        """The files of the live tree that were not published."""
        return [one.file for one in self.differences if one.kind == "foreign"]


def survey(given: tuple[Path, Path, Path, Store, bool]) -> Survey:
    """The survey of the live and the spare tree; ``mark`` is a file to ask the clock with. Thorough, each byte is read."""
    live, spare, mark, store, thorough = given
    began = tick(mark)
    known, seal = read_states(store), read_seal(store)
    left = dict(walk_inodes(spare))
    strange = frozenset(file for file, inode in left.items() if file not in known or not has_inode(known[file], inode))
    look = _Look(live, known, seal, thorough)
    differences = tuple(look.differences())
    missing = frozenset(known.keys() - left.keys())
    return Survey(frozenset(look.changed), differences, missing, strange, began, seal, look.touched)


def trusts(live: Path, store: Store) -> bool:
    """True where the last publication came to its end and its manifest is the very file that lies there."""
    state = read_states(store).get(MANIFEST, "")
    about = find_identity(live, MANIFEST)
    return read_seal(store) is not None and about is not None and state.startswith("{} {} {} ".format(*about))


def survey_of(live: Path, store: Store, files: Collection[str]) -> Survey:
    """The survey of some files alone, where all else is trusted to be as it was published."""
    known, seal = read_states(store), read_seal(store)
    assert seal is not None
    look = _Look(live, {file: known[file] for file in files if file in known}, seal, thorough=False)
    differences = list(look.files())
    differences += [
        Difference("foreign", file) for file in sorted(files) if file not in known and exists(live / file, follow=False)
    ]
    none: frozenset[str] = frozenset()
    return Survey(frozenset(look.changed), tuple(differences), none, none, seal.moment, seal, look.touched)


def is_intact(live: Path, store: Store) -> bool:
    """True where every file of the last publication, and nothing else, lies in its place and was not touched since."""
    known, seal = read_states(store), read_seal(store)
    if not known or seal is None:
        return False
    try:
        for file, state in known.items():
            about = os.stat(f"{live}{os.sep}{file}", follow_symlinks=False)
            if about.st_ctime_ns >= seal.moment or not _is_known(state, about):
                return False
        return all(
            stat.S_ISDIR((about := os.stat(f"{live}{os.sep}{folder}", follow_symlinks=False)).st_mode)
            and about.st_ctime_ns < seal.moment
            for folder in folders_of(known)
        )
    except OSError:
        return False


def tick(mark: Path) -> int:
    """The time of the file system that a file is in, in nanoseconds: later than whatever it wrote before this was asked."""
    first = _touch(mark)
    for _ in range(_TICKS):
        if (now := _touch(mark)) > first:
            return now
        time.sleep(0.002)
    return first


def _touch(mark: Path) -> int:
    descriptor = os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, b".")
        return os.fstat(descriptor).st_ctime_ns
    finally:
        os.close(descriptor)


def folders_of(files: Iterable[str]) -> set[str]:
    """The folders that hold some files, the first of them the tree itself."""
    folders = {""}
    for file in files:
        folder = file.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def in_place(tree: Path, folders: Iterable[str]) -> Iterator[str]:
    """The folders of a tree, but for those in whose place something else lies, and what a link there leads to.

    It is told of the folder above it.
    """
    elsewhere: set[str] = set()
    for folder in sorted(folders):
        if folder and (folder.rpartition("/")[0] in elsewhere or _is_other(f"{tree}{os.sep}{folder}")):
            elsewhere.add(folder)
        else:
            yield folder


def _is_other(path: str) -> bool:
    try:
        return not stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:  # it is gone, or may not be looked at
        return False


def unknown_entries(tree: Path, folder: str, files: Collection[str], folders: Collection[str]) -> Iterator[str]:
    """The names that a folder of a tree holds beside some files and folders; the name of a folder ends with a stroke."""
    with os.scandir(f"{tree}{os.sep}{folder}") as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = f"{folder}/{entry.name}" if folder else entry.name
            # A folder that takes the place of a file of ours is told of that file.
            if entry.is_dir(follow_symlinks=False):
                if path not in folders and path not in files:
                    yield f"{path}/"
            elif path not in files:
                yield path


def has_sum(path: str, sha256: str) -> bool:
    """True for a regular file of these bytes. Raises OSError where it cannot be read."""
    try:
        with open_regular(path) as file:
            state = hashlib.sha256()
            while chunk := file.read(1 << 20):
                state.update(chunk)
    except OSError as error:
        if error.errno in _NOT_IT:
            return False
        raise
    return state.hexdigest() == sha256


def has_or_hides(path: str, sha256: str, mode: int) -> bool:
    """True for a file of these bytes, and for one whose mode keeps us from reading it. Raises OSError."""
    try:
        return has_sum(path, sha256)
    except PermissionError:
        if mode & READABLE == READABLE:
            raise
        return True


def _is_known(state: str, about: os.stat_result) -> bool:
    return state.startswith(f"{about.st_ino} {about.st_size} {about.st_mtime_ns} ")


class _Look:
    """A look at a live tree.

    Without a seal it may be of either of two publications, between which a build was ended: then only what is in neither is told.
    """

    def __init__(self, live: Path, known: Mapping[str, str], seal: Seal | None, thorough: bool) -> None:
        self._live = live
        self._known = known
        self._seal = seal
        self._since = 0 if thorough or seal is None else seal.moment
        self.changed: set[str] = set()
        self.touched = False

    def differences(self) -> Iterator[Difference]:
        """All that is to be told."""
        if not is_folder(self._live):
            self.changed.update(self._known)
            if exists(self._live, follow=False):
                yield Difference("foreign", "")
            return
        yield from self.files()
        files: Collection[str] = self._known if self._seal else {*self._known, *named_within(self._live), MANIFEST}
        folders = folders_of(files) if self._seal else {*folders_of(files), STAGING}
        for folder in in_place(self._live, folders - {STAGING}):
            yield from self._folder(folder, files, folders)

    def files(self) -> Iterator[Difference]:
        """All that is to be told of the files that are known."""
        for file, state in self._known.items():
            try:
                about = os.stat(f"{self._live}{os.sep}{file}", follow_symlinks=False)
            except PermissionError:  # a folder above it has lost its mode, which is told of that folder
                self.changed.add(file)
                continue
            except (FileNotFoundError, NotADirectoryError):
                self.changed.add(file)
                if self._seal:
                    yield Difference("missing", file)
                continue
            if about.st_ctime_ns >= self._since or not _is_known(state, about):
                yield from self._file(file, state, about)

    def _file(self, file: str, state: str, about: os.stat_result) -> Iterator[Difference]:
        """The findings about a file that may have been touched."""
        self.touched = True
        known = _is_known(state, about) and stat.S_ISREG(about.st_mode)
        if not known:
            self.changed.add(file)
        if self._seal is None:
            return
        mode = stat.S_IMODE(about.st_mode)
        # What a link in its place leads to may hold the same.
        if not stat.S_ISREG(about.st_mode) or not has_or_hides(f"{self._live}{os.sep}{file}", sum_of(state), mode):
            self.changed.add(file)
            yield Difference("changed", file)
        elif mode != self._seal.file_mode:
            self.changed.add(file)
            yield Difference("mode", file, f"{mode:o}")

    def _folder(self, folder: str, files: Collection[str], folders: Collection[str]) -> Iterator[Difference]:
        """The findings about a folder, and about what lies in it beside files and folders of ours."""
        path = f"{self._live}{os.sep}{folder}"
        # One that is gone is told of its files; in one that we may not look into its mode is told.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            about = os.stat(path, follow_symlinks=not folder)
            if about.st_ctime_ns >= self._since:
                self.touched = True
                if self._seal and (mode := stat.S_IMODE(about.st_mode) & 0o1777) != self._seal.folder_mode:
                    yield Difference("mode", f"{folder}/", f"{mode:o}")
                for entry in unknown_entries(self._live, folder, files, folders):
                    yield Difference("foreign", entry)


def named_within(tree: Path) -> set[str]:
    """The files of a tree that its manifest names: whatever else it names, nothing outside the tree is ours. Raises OSError."""
    return set(filter(lies_within, manifest_of(tree)))


def manifest_of(tree: Path) -> dict[str, str]:
    """The SHA-256 of each file that the manifest of a tree names; nothing where there is none of ours. Raises OSError."""
    try:
        with open_regular(str(tree / MANIFEST)) as file:
            lines = file.read().decode("utf-8").splitlines()
    except ValueError:
        return {}
    except OSError as error:
        if error.errno in _NOT_IT:
            return {}
        raise
    named = (line.partition("  ") for line in lines)
    return {file: sha256 for sha256, _, file in named if file}
