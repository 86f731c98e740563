"""Sources that lie beside the content of their site, where nothing reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.late import late
from generator.load.source.source import CONTENT
from generator.machine import is_machine_fault, raise_fault
from generator.problems import Position, Problem, Severity

# The first lines of a source: hyphens, and a field that every one has, or every report.
_HEAD = late(r"\s*(?:[-—－]{3,}[^\n]*\n(?:[^\n]*\n){0,12}?)?(?:title|标题|名称|form|格式)\s*[:：]")
_HEAD_BYTES = 2000


def find_strays(site: Path) -> Iterator[Problem]:
    """Sources in the site's own folder, or in one that is called as one of the content. Raises OSError."""
    names = _names(site)
    for folder in ("", "items/", "pages/", "reports/", "Content/", "contents/"):
        # On some systems a folder is found by any letter case.
        if folder and folder.rstrip("/") not in names:
            continue
        base = os.path.join(site, folder)
        for path in sorted(_below(base) if folder else (name for name in names if name.endswith(".md"))):
            if path.lower().endswith(".md") and reads_as_source(site, f"{folder}{path}"):
                kept = folder if folder in ("pages/", "reports/") else "items/"
                below = re.sub(r"^(?:items|pages|reports)/", "", path)
                yield misplaced(f"{folder}{path}", f"{CONTENT}/{kept}{below}")


def reads_as_source(site: Path, path: str) -> bool:
    """True if a file of a site begins as a source does. Raises OSError where the machine cannot tell."""
    try:
        with open(site / path, "rb") as file:
            return _HEAD.match(file.read(_HEAD_BYTES).decode("utf-8-sig", "replace")) is not None
    except OSError as error:
        if is_machine_fault(error):
            raise
        return False


def misplaced(path: str, suggestion: str) -> Problem:
    """The problem of a source that lies where nothing reads it, with where it belongs."""
    return Problem("source-misplaced", Position(path), {"path": path, "suggestion": suggestion}, Severity.WARNING)


def folder_expected(path: str) -> Problem:
    """The problem of a file that is called as a folder, which can then not be there."""
    return Problem("folder-expected", Position(path), {"path": path})


def file_expected(path: str) -> Problem:
    """The problem of a folder that is called as a file, which can then not be there."""
    return Problem("file-expected", Position(path), {"path": path})


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _below(base: str) -> Iterator[str]:
    for folder, _, names in os.walk(base, onerror=raise_fault):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), base).replace(os.sep, "/")
