"""Which site is meant, and what of it: a folder with a catalog, one inside it, or files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.presence import exists, is_file, is_site

if TYPE_CHECKING:  # to know which site is meant takes nothing of the rest
    from generator.run.options import Result


@dataclass(frozen=True)
class Scope:
    """A site, and the files of it that are asked about by their paths in it; none means all."""

    site: Path
    files: tuple[str, ...] = ()

    def of(self, result: Result) -> Result:
        """A result with what it found in these files alone."""
        if not self.files:
            return result
        return replace(result, problems=[problem for problem in result.problems if problem.where.file in self.files])


def find_scope(paths: Sequence[Path]) -> Scope:
    """The site that paths lead to, and the files among them. Without a catalog above the first, that folder is the site."""
    first = paths[0] if paths else Path()
    site = find_site(first)
    if site is None:
        return Scope(first.parent if is_file(first) else first)
    root = site.resolve()
    inside = (path.resolve() for path in paths if is_file(path))
    return Scope(site, tuple(path.relative_to(root).as_posix() for path in inside if path.is_relative_to(root)))


def find_stranger(paths: Sequence[Path], site: Path) -> tuple[Path, str] | None:
    """The first path that is not there or not in a site, with the name of the words for it; None where all are."""
    root = site.resolve()
    for path in paths:
        if not exists(path):
            # A folder that is to become a site is told as none.
            if path != site:
                return path, "cli_no_such_file"
        elif not path.resolve().is_relative_to(root):
            return path, "cli_of_other_site"
    return None


def _is_seen_as_site(folder: Path) -> bool:
    """True for a site; a folder above us that we may not look into is none of ours."""
    try:
        return is_site(folder)
    except PermissionError:
        return False


def find_site(path: Path) -> Path | None:
    """The nearest folder at or above a path that has a catalog, as it is called from where we are; None without one."""
    if is_site(path):
        return path
    here = path.resolve()
    found = next((folder for folder in (here, *here.parents) if _is_seen_as_site(folder)), None)
    if found is None:
        return None
    return Path(os.path.relpath(found)) if not path.is_absolute() else found
