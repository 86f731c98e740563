"""Loading rules and exports of installed packages, by their entry points.

(https://packaging.python.org/en/latest/specifications/entry-points/) A site is data: no folder of it is looked for code in.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from generator.frozen import frozen
from generator.presence import CATALOG, real_path
from generator.problems import Problem, Spot
from generator.text import nearest

# The group of entry points by the field of the catalog that names them.
GROUPS = {"rules": "gongkai.rules", "exports": "gongkai.exports"}


@frozen
class Extension:
    """A function of a package, with the name it is asked for by and the place where it is."""

    spot: Spot
    name: str
    package: str
    function: Callable[..., Any]

    def broken(self, reason: str) -> Problem:
        """The problem of an extension that does not do what it is for."""
        return broken(self.spot, self.name, reason, self.package)


def load_extension(site: Path, field: str, index: int, name: str, problems: list[Problem]) -> Extension | None:
    """The function that an installed package offers by this name, or None and a problem at its place in the catalog."""
    spot = Spot(CATALOG, ("extensions", field, index))
    with without_site(site):
        offered = metadata.entry_points(group=GROUPS[field])
        found = [point for point in offered if point.name == name]
        if not found:
            values = {"name": name, "group": GROUPS[field], "known": ", ".join(sorted(offered.names))}
            problems.append(Problem("extension-missing", spot, {**values, "suggestion": nearest(name, offered.names)}))
            return None
        if len(packages := sorted({package_of(point) for point in found})) > 1:
            problems.append(Problem("extension-ambiguous", spot, {"name": name, "packages": ", ".join(packages)}))
            return None
        try:
            loaded = found[0].load()
        except (Exception, SystemExit) as error:  # whatever a stranger's module does when it is loaded
            problems.append(broken(spot, name, reason_of(error), packages[0]))
            return None
    if not callable(loaded):
        problems.append(broken(spot, name, f"{found[0].value} is no function", packages[0]))
        return None
    return Extension(spot, name, packages[0], loaded)


def package_of(point: metadata.EntryPoint) -> str:
    """The name and the version of the package of an entry point."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def broken(spot: Spot, name: str, reason: str, package: str) -> Problem:
    """The problem of an extension that does not do what it is for."""
    return Problem("extension-broken", spot, {"name": name, "reason": reason, "package": package})


def reason_of(error: BaseException) -> str:
    """The kind of an error, what it says, and where it was raised: the name of the file and the line."""
    frame = next(reversed(traceback.extract_tb(error.__traceback__)), None)
    at = f" ({os.path.basename(frame.filename)}:{frame.lineno})" if frame else ""
    return f"{type(error).__name__}: {error}{at}"


@contextlib.contextmanager
def without_site(site: Path) -> Iterator[None]:
    """Leaves the folders of a site out of those where modules are looked for, but an environment that was put there."""
    before, root, environment = list(sys.path), real_path(site), real_path(Path(sys.prefix))
    sys.path[:] = [folder for folder in before if not _is_in(folder, root) or _is_in(folder, environment)]
    try:
        yield
    finally:
        sys.path[:] = before


def _is_in(folder: str, root: str) -> bool:
    return os.path.join(real_path(Path(folder or os.curdir)), "").startswith(os.path.join(root, ""))
