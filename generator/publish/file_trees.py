"""Trees of files: looking through them, writing, removing, sharing and moving."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.load.source.source import open_regular
from generator.presence import is_folder

# What visitors' server may read and nobody but the owner change, whatever the umask of who builds.
FILE_MODE, FOLDER_MODE = 0o644, 0o755
_CHUNK = 1 << 20


def walk_inodes(tree: Path) -> Iterator[tuple[str, int]]:
    """Every file below a folder with the number of its inode; nothing where there is no such folder."""
    pending = [""]
    while pending:
        folder = pending.pop()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{tree}{os.sep}{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{folder}{entry.name}/")
                else:
                    yield folder + entry.name, entry.inode()


_LONGEST, _LONGEST_NAME = 4096, 255  # bytes of a path, and of a name in it
_SURE = _LONGEST_NAME // 4  # signs, of whatever bytes


def lies_within(file: str) -> bool:
    """True for a path that a file of a tree can have, and that leads to nothing outside it, as far as no link does."""
    names = file.split("/")
    if os.path.isabs(file) or ".." in names or "\0" in file:
        return False
    return len(file) <= _SURE or (len(file) <= _LONGEST and all(len(os.fsencode(name)) <= _LONGEST_NAME for name in names))


def remove_files(tree: Path, files: Iterable[str]) -> None:
    """Removes files, and the folders they leave empty."""
    for file in files:
        path = tree / file
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            remove(str(path))
        with contextlib.suppress(OSError):
            while (path := path.parent) != tree:
                path.rmdir()


def remove(path: str) -> None:
    """Removes a file or a folder with all that is in it; a link is removed, not followed."""
    if stat.S_ISDIR(os.lstat(path).st_mode):
        shutil.rmtree(path)
    else:
        os.unlink(path)


def write_new(target: str, data: bytes) -> os.stat_result:
    """Writes a file that is shared with nothing, in place of whatever is there; the state of the file."""
    descriptor = _create(target)
    try:
        written = os.write(descriptor, data)
        while written < len(data):
            written += os.write(descriptor, memoryview(data)[written:])
        return _readable(descriptor)
    finally:
        os.close(descriptor)


def _create(target: str) -> int:
    """A descriptor of a new file."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(target, flags, FILE_MODE)
    except (FileNotFoundError, FileExistsError, NotADirectoryError):
        clear_way(target)
        return os.open(target, flags, FILE_MODE)


def _readable(descriptor: int) -> os.stat_result:
    """The state of an open file, once all may read it."""
    about = os.fstat(descriptor)
    if stat.S_IMODE(about.st_mode) != FILE_MODE and hasattr(os, "fchmod"):
        with contextlib.suppress(OSError):  # a file system without modes
            os.fchmod(descriptor, FILE_MODE)
        about = os.fstat(descriptor)
    return about


def clear_way(target: str) -> None:
    """Makes room for a file: the folders above it are there, and nothing has its name.

    Another process may be making the same folders.
    """
    _make_folder(target.rpartition(os.sep)[0])
    with contextlib.suppress(FileNotFoundError):
        remove(target)


def make_folders(tree: Path, files: Iterable[str]) -> None:
    """Makes the folders that files of a tree are to lie in: a file opened in vain costs as much again as its folder."""
    for folder in sorted({file.rpartition("/")[0] for file in files}):
        _make_folder(f"{tree}{os.sep}{folder}")


def _make_folder(folder: str) -> None:
    """Makes a folder and those above it, in place of files where they are in the way."""
    try:
        os.mkdir(folder, FOLDER_MODE)
    except FileExistsError:
        if not is_folder(folder):
            os.unlink(folder)
            _make_folder(folder)
    except (FileNotFoundError, NotADirectoryError):
        _make_folder(folder.rpartition(os.sep)[0])
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder, FOLDER_MODE)


def copy_new(target: str, source: Path) -> tuple[os.stat_result, str]:
    """The state of a new copy of a regular file, and the SHA-256 of the bytes that were written.

    The copy takes the place of a file that may be shared.
    """
    state = hashlib.sha256()
    with open_regular(str(source)) as original, open(_create(target), "wb") as copy:
        while chunk := original.read(_CHUNK):
            state.update(chunk)
            copy.write(chunk)
        copy.flush()
        return _readable(copy.fileno()), state.hexdigest()


def link_files(source: Path, target: Path, files: Iterable[str]) -> list[None]:
    """Gives files of one tree a place in another, as the same files. Raises FileNotFoundError where the first tree lacks one."""
    files = tuple(files)
    make_folders(target, files)
    for file in files:
        one, other = f"{source}{os.sep}{file}", f"{target}{os.sep}{file}"
        try:
            os.link(one, other)
        except (FileNotFoundError, FileExistsError, NotADirectoryError):
            clear_way(other)
            os.link(one, other)
    return []


def can_link(source: str, target: str) -> bool:
    """True where a file can have a second name in another place: on the same mount, of a file system that has such names."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(target)
    try:
        os.link(source, target)
    except OSError:
        return False
    with contextlib.suppress(OSError):
        os.unlink(target)
    return True


@contextlib.contextmanager
def public_modes() -> Iterator[None]:
    """While this lasts, what is made may be read by all, whatever the umask of who builds."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)
