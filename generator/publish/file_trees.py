"""Trees of files: looking through them, writing, removing, sharing and exchanging."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_AT_FDCWD = -100
_CHUNK = 1 << 20


def walk_inodes(tree: Path) -> Iterator[tuple[str, int]]:
    """Every file below a folder with the number of its inode; nothing where there is no such folder."""
    pending = [""]
    while pending:
        folder = pending.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(f"{tree}{os.sep}{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{folder}{entry.name}/")
                else:
                    yield folder + entry.name, entry.inode()


def remove_files(tree: Path, files: Iterable[str]) -> None:
    """Removes files, and the folders they leave empty."""
    for file in files:
        path = tree / file
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
        with contextlib.suppress(OSError):
            while (path := path.parent) != tree:
                path.rmdir()


def write_new(target: str, data: bytes) -> os.stat_result:
    """Writes a file that is shared with nothing, in place of one that may be."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        descriptor = os.open(target, flags, 0o644)
    except FileNotFoundError:
        _make_folder(target)
        descriptor = os.open(target, flags, 0o644)
    except FileExistsError:
        os.unlink(target)
        descriptor = os.open(target, flags, 0o644)
    try:
        written = os.write(descriptor, data)
        while written < len(data):
            written += os.write(descriptor, memoryview(data)[written:])
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(file: str) -> None:
    """Makes the folder of a file; another process may be at the same one. Mostly all but the last of it is there already."""
    folder = file.rpartition(os.sep)[0]
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def copy_new(target: str, source: Path) -> tuple[os.stat_result, str]:
    """The state of a new copy of a file, and the SHA-256 of the bytes that were written.

    The copy takes the place of a file that may be shared.
    """
    with contextlib.suppress(FileNotFoundError):
        os.unlink(target)
    state = hashlib.sha256()
    with open(source, "rb") as original:
        _make_folder(target)
        with open(target, "xb") as copy:
            while chunk := original.read(_CHUNK):
                state.update(chunk)
                copy.write(chunk)
    os.chmod(target, 0o644)
    return os.stat(target), state.hexdigest()


def link_files(source: Path, target: Path, files: Iterable[str]) -> list[None]:
    """Gives files of one tree a place in another, as the same files. Raises FileNotFoundError where the first tree lacks one."""
    for file in files:
        one, other = f"{source}{os.sep}{file}", f"{target}{os.sep}{file}"
        try:
            os.link(one, other)
        except FileNotFoundError:
            _make_folder(other)
            os.link(one, other)
        except FileExistsError:
            os.unlink(other)
            os.link(one, other)
    return []


def exchange_folders(one: Path, other: Path) -> bool:
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
