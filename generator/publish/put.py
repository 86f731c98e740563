"""Putting a tree in the place of another: in one step, in two, or file by file, as the place allows."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.presence import exists
from generator.publish.file_trees import clear_way, link_files, remove, remove_files, walk_inodes
from generator.publish.known_files import MANIFEST

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_AT_FDCWD = -100
# A file system that knows no exchange; a folder that cannot be renamed: a mount point, a lower layer, another's.
_NO_EXCHANGE = (errno.EINVAL, errno.ENOSYS)
_NO_RENAME = (errno.EXDEV, errno.EBUSY, errno.EPERM, errno.EACCES, errno.ENOTSUP)
STAGING = ".gongkai-new"


class PutInPart(Exception):
    """Files were being put in their places one by one, and the machine failed between two of them."""


def exchange_folders(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; says whether the system can. Raises OSError where it fails otherwise."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):  # no such call, or a system that asks for the name of a library
        return False
    while rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) != 0:
        code = ctypes.get_errno()
        if code in _NO_EXCHANGE:
            return False
        if code != errno.EINTR:
            raise OSError(code, os.strerror(code), str(one))
    return True


def swap(spare: Path, live: Path, aside: Path) -> bool:
    """Puts a tree in the place of the live one, whole; says whether the folder can be moved at all.

    Where it cannot, or an OSError is raised, the live tree is as it was. Afterwards the old tree, if there was one, is the spare,
    or still ``aside``.
    """
    try:
        if not exists(live, follow=False):
            live.parent.mkdir(parents=True, exist_ok=True)
            spare.rename(live)
        elif not exchange_folders(spare, live):
            live.rename(aside)
            try:
                spare.rename(live)
            except OSError:
                aside.rename(live)
                raise
            with contextlib.suppress(OSError):  # the next build takes it away
                aside.rename(spare)
    except OSError as error:
        if error.errno in _NO_RENAME:
            return False
        raise
    return True


def put_files(staged: Path, live: Path, files: Iterable[str], gone: Iterable[str]) -> None:
    """Moves files to their places in the live tree, one by one: style and scripts before the pages that ask for them.

    What is ``gone`` is removed while the old manifest still names it: if the machine is lost then, it is known whose it was.
    Raises OSError where none was moved yet, PutInPart afterwards.
    """
    moved = False
    for file in sorted(files, key=_last_is_the_manifest):
        if file == MANIFEST:
            with contextlib.suppress(OSError):  # it is tried again, and then told
                remove_files(live, gone)
        one, other = f"{staged}{os.sep}{file}", f"{live}{os.sep}{file}"
        try:
            try:
                os.replace(one, other)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError, FileExistsError):
                clear_way(other)
                os.replace(one, other)
        except OSError as error:
            if moved:
                raise PutInPart(str(error)) from error
            raise
        moved = True


def _last_is_the_manifest(file: str) -> tuple[int, str]:
    return (0 if file.startswith("assets/") else 1 if "/" in file else 2 if not file.startswith("manifest") else 3), file


def stage_links(spare: Path, live: Path, files: Iterable[str]) -> Path:
    """A folder in the live tree with files of the spare one, ready to be moved to their places."""
    staged = fresh_folder(live / STAGING)
    link_files(spare, staged, files)
    return staged


def fresh_folder(folder: Path) -> Path:
    """An empty folder, whatever was there."""
    with contextlib.suppress(FileNotFoundError):
        remove(str(folder))
    folder.mkdir(parents=True)
    return folder


def move_away(tree: Path, found: Iterable[str], removed: Path) -> None:
    """Moves what is not ours out of a tree, into the first free folder of a number below ``removed``."""
    number = 1
    while os.path.lexists(removed / str(number)):
        number += 1
    for file in found:
        target = removed / str(number) / (file.rstrip("/") or tree.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        _move(tree / file, target)


def _move(path: Path, target: Path) -> None:
    """Moves a file or folder; to another file system only what has bytes that end."""
    try:
        os.rename(path, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        for one in _files_of(path):
            if one.is_symlink() or one.is_file():
                to = target / one.relative_to(path)
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(one, to)
        with contextlib.suppress(FileNotFoundError):
            remove(str(path))


def _files_of(path: Path) -> list[Path]:
    """A file itself, or all that lies below a folder and is none."""
    if path.is_symlink() or not path.is_dir():
        return [path]
    return [path / file for file, _ in walk_inodes(path)]
