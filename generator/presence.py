"""Tests of what lies at a path. Where it cannot be known they raise OSError and never say no: nothing vanishes by a fault."""

from __future__ import annotations

import errno
import os
import stat

Path = str | os.PathLike[str]

CATALOG = "catalog.yml"  # the file that makes a folder a site
OUTPUT = "site"  # the folder that a site is published to, where nobody says another

# There is no such thing, or nothing can be called so: a link in a circle, a name too long or of other signs.
_NOTHING = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL))


def is_file(path: Path) -> bool:
    """True for a regular file, or a link to one. Raises OSError."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """True for a folder, or a link to one. Raises OSError."""
    return stat.S_ISDIR(_mode(path))


def is_site(folder: Path) -> bool:
    """True for a folder that has a catalog. Raises OSError."""
    return is_file(os.path.join(folder, CATALOG))


def is_link(path: Path) -> bool:
    """True for a symbolic link. Raises OSError."""
    return stat.S_ISLNK(_mode(path, follow=False))


def exists(path: Path, *, follow: bool = True) -> bool:
    """True where something is at a path; a link to nothing is something only where it is not to be followed. Raises OSError."""
    return _mode(path, follow=follow) != 0


def _mode(path: Path, *, follow: bool = True) -> int:
    """The kind and the modes of what is at a path; zero where nothing is."""
    try:
        return os.stat(path, follow_symlinks=follow).st_mode
    except ValueError:  # a name with a sign that ends it
        return 0
    except OSError as error:
        if error.errno in _NOTHING:
            return 0
        raise


def real_path(path: Path) -> str:
    """The path that a path leads to by whatever links, as far as there is something. Raises OSError."""
    try:
        return os.path.realpath(path, strict=True)
    except OSError as error:
        if error.errno in _NOTHING:
            return os.path.realpath(path)
        raise
