"""A published folder, or a bag, beside its own manifest, wherever it was copied to."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.publish.bag import BAG_MANIFEST, bag_named, is_bag
from generator.publish.file_trees import lies_within
from generator.publish.known_files import MANIFEST
from generator.publish.survey import READABLE, Difference, folders_of, has_or_hides, in_place, manifest_of, unknown_entries

_READABLE = {False: READABLE, True: 0o555}
_STRANGE = 0o7002  # set-user, set-group, sticky; writable by everybody


class NoManifest(Exception):
    """A folder has no manifest that says what was published."""


def compare(folder: Path) -> tuple[int, list[Difference]]:
    """The number of files that a folder's manifest names, and all the differences. Raises NoManifest, OSError.

    Every byte is read. Modes are held against those that most files, or folders, have; whatever these are, all must be able to
    read, and not all to write. Who may read a bag is the archive's own affair.
    """
    bag = is_bag(folder)
    # The manifest of a site is what names the rest; that of a bag is named by another.
    last = BAG_MANIFEST if bag else MANIFEST
    named = bag_named(folder) if bag else manifest_of(folder)
    if not named:
        raise NoManifest(str(folder))
    files = {*filter(lies_within, named), last}
    # Where what names the payload is gone, that is told, and of the payload nothing is known.
    unnamed = ("data/",) if bag else ()
    folders = folders_of(files)
    # What names files outside was changed by somebody, and leads nobody there.
    found = [Difference("changed", last)] if len(files | named.keys()) > len(files) else []
    modes: list[tuple[str, int]] = []
    for file in sorted(files):
        try:
            about = os.stat(folder / file, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            found.append(Difference("missing", file))
            continue
        mode = stat.S_IMODE(about.st_mode)
        if not stat.S_ISREG(about.st_mode) or not _has(folder / file, named.get(file, ""), mode):
            found.append(Difference("changed", file))
        else:
            modes.append((file, mode))
    found += () if bag else _modes(modes, is_folder=False)
    modes = []
    for name in in_place(folder, folders):
        try:
            about = os.stat(folder / name, follow_symlinks=not name)
            if stat.S_ISDIR(about.st_mode):
                modes.append((name, stat.S_IMODE(about.st_mode)))
                entries = unknown_entries(folder, name, files, folders)
                found += [Difference("foreign", entry) for entry in entries if entry not in unnamed]
        except OSError as error:
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                raise
    return len(files), found if bag else found + list(_modes(modes, is_folder=True))


def _has(file: Path, sha256: str, mode: int) -> bool:
    """True for a file of these bytes; that of whose bytes nothing is known need only be there. Raises OSError."""
    return not sha256 or has_or_hides(str(file), sha256, mode)


def _modes(modes: Iterable[tuple[str, int]], *, is_folder: bool) -> Iterator[Difference]:
    modes = list(modes)
    # A folder may hand its group on to what is made in it.
    usual = Counter(mode & 0o777 for _, mode in modes).most_common(1)
    for name, mode in modes:
        plain = mode & ~0o2000 if is_folder else mode
        if plain != usual[0][0] or plain & _STRANGE or plain & _READABLE[is_folder] != _READABLE[is_folder]:
            yield Difference("mode", f"{name}/" if is_folder else name, f"{mode:o}")
