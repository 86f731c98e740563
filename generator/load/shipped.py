"""Where the generator's own data lies: profiles, forms, labels, theme. A file of the site goes before the shipped one."""

from __future__ import annotations

import fnmatch
import functools
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.machine import raise_fault
from generator.presence import is_file, real_path

_PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel the data lies inside the package, in a checkout beside it.
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parent

ENGINE_CONFIG = "mkdocs.yml"
# Before the name of a template that a site stands on: the one that comes with the program.
OURS = "!"


@functools.cache
def program_digest() -> str:
    """A name for the program itself, the same on every machine."""
    state = hashlib.blake2b(digest_size=16)
    for path in _find_files(_PACKAGE, "**/*.py"):
        with open(path, "rb") as file:
            state.update(file.read())
    return state.hexdigest()


@functools.cache
def runtime_digest() -> str:
    """A name for the program and all it may run on: what another one remembered or made is made anew."""
    return hashlib.blake2b("\n".join((program_digest(), *installed_packages())).encode(), digest_size=16).hexdigest()


@functools.cache
def installed_packages() -> tuple[str, ...]:
    """Every installed package with its version, by the folder that records it.

    (https://packaging.python.org/en/latest/specifications/recording-installed-packages/)
    """
    folders = [folder for folder in sys.path if os.path.isdir(folder)]
    names = {name for folder in folders for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))}
    return (sys.version, *sorted(names))


def find_data(site: Path, name: str) -> Path | None:
    """The file to use for a name such as ``site_config/profiles/NAME.yml``: the site's own or the shipped one."""
    for base in (site, SHIPPED):
        if is_file(base / name) and (base is SHIPPED or stays_inside(base, name)):
            return base / name
    return None


def is_brought(site: Path, name: str) -> bool:
    """True for a file of data that a site has brought; the site in the program's own folder has brought none."""
    return is_file(site / name) and real_path(site / name) != real_path(SHIPPED / name if is_file(SHIPPED / name) else SHIPPED)


def list_data(site: Path, folder: str, pattern: str = "*.yml") -> dict[str, Path]:
    """All files of a folder of data by their path below it, the site's before the shipped ones."""
    found: dict[str, Path] = {}
    for base in (SHIPPED, site):
        root = os.path.join(base, folder, "")
        paths = {path[len(root) :].replace(os.sep, "/"): Path(path) for path in _find_files(root, pattern) if is_file(path)}
        found |= {name: path for name, path in paths.items() if base is SHIPPED or stays_inside(base, f"{folder}/{name}")}
    return dict(sorted(found.items()))


def with_shipped(found: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    """The files found by their path in a folder of ours, and beside each of a site's own the one it stands for, as ``!NAME``."""
    own = (name for name, path in found.items() if path != folder / name and is_file(folder / name))
    return {**found, **{f"{OURS}{name}": folder / name for name in own}}


def _find_files(root: str | Path, pattern: str) -> list[str]:
    """The paths of the files of a folder that have a name of a pattern, in order; with ``**/`` also of those that lie deeper.

    Raises OSError where a folder cannot be read: ``Path.glob`` would pass over it without a word.
    """
    found: list[str] = []
    for folder, folders, files in os.walk(root, onerror=raise_fault):
        found += (os.path.join(folder, file) for file in fnmatch.filter(files, pattern.removeprefix("**/")))
        if not pattern.startswith("**/"):
            folders.clear()
    return sorted(found)


class OutsideSite(Exception):
    """A folder or a file of a site leads out of it, so that nothing may be written there."""


def require_inside(site: Path, path: str) -> Path:
    """The whole path of what is to be written into a site. Raises OutsideSite where a link leads it elsewhere, and OSError."""
    if not stays_inside(site, path):
        raise OutsideSite(str(site / path))
    return site / path


def stays_inside(base: Path, path: str | Path) -> bool:
    """True if a path below a folder leads, by whatever links, to something below that folder."""
    return real_path(base / path).startswith(os.path.join(real_path(base), ""))
