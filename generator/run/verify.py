"""The difference between a published folder, or a bag for the archive, and what was put into it, told as problems."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.load.settings.catalog import load_labels
from generator.load.settings.languages import system_language
from generator.load.shipped import SHIPPED
from generator.problems import Position, Problem, Severity
from generator.publish.bag import is_bag
from generator.publish.output import OutputFolder
from generator.publish.survey import Difference
from generator.publish.verify import compare
from generator.run.options import Result
from generator.signs import shown


def verify(folder: Path) -> tuple[Result, int]:
    """The difference of a published folder or a bag from its manifest; how many files that names. Raises NoManifest, OSError."""
    files, differences = compare(folder)
    problems = list(_told(differences, "", Severity.ERROR, {}, "archive" if is_bag(folder) else "published"))
    return Result(load_labels(SHIPPED, system_language()), problems), files


def mended(site: Path, folder: OutputFolder, differences: Iterable[Difference]) -> list[Problem]:
    """The problems of what a build found not to be as the last one left it, and put right."""
    base = os.path.relpath(folder.asked, site.absolute()).replace(os.sep, "/")
    removed = os.path.relpath(folder.removed, site.absolute()).replace(os.sep, "/")
    return list(_told(differences, base, Severity.WARNING, {"removed": removed, "mended": base}))


def _told(
    differences: Iterable[Difference], base: str, severity: Severity, values: dict[str, str], of: str = "published"
) -> Iterator[Problem]:
    for one in differences:
        name = one.file.encode("utf-8", "replace").decode("utf-8")
        path = f"{base}/{name}" if base and name else base or name
        of_file = {**values, "file": shown(name or path), "mode": one.mode}
        yield Problem(f"{of}-{one.kind}", Position(shown(path)), of_file, severity)
