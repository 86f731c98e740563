"""Sources that would never be read: in a folder where none is looked for, or with an ending that is none."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.load.item import ITEMS
from generator.load.page import PAGES
from generator.load.report import REPORTS
from generator.machine import is_machine_fault, raise_fault
from generator.problems import Position, Problem, Severity

CONTENT = "content/"
_SOURCE = (".md", ".yml", ".yaml")
# Endings that people and their editors give to Markdown and YAML.
_LIKE_SOURCE = {".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".mdx": ".md", ".mdtxt": ".md"}
_TEXT = (".txt", ".text")
# Of items the sources and what is attached to them most.
_RIGHT = (*_SOURCE, ".pdf", ".docx", ".xlsx", ".jpg", ".png")
_FOLDERS = ("items", "pages", "reports", "applications")
# What of the content is read and lies in none of its folders.
_BESIDE = ("published.lock", "redirects.yml", "waivers.yml")
# The first lines of a source: hyphens, and a field that every one has.
_HEAD = re.compile(r"\s*(?:[-—－]{3,}[^\n]*\n(?:[^\n]*\n){0,12}?)?(?:title|标题|名称)\s*[:：]")
_HEAD_BYTES = 2000


def find_misplaced(site: Path, files: Iterable[str]) -> Iterator[Problem]:
    """Sources of a site that nothing reads, each with where it most likely belongs."""
    for path in files:
        if path.startswith(ITEMS) and path.endswith(_RIGHT):  # most are
            continue
        stem, ending = posixpath.splitext(path)
        right = _LIKE_SOURCE.get(ending.lower(), ending.lower() if ending.lower() in _SOURCE else "")
        top, _, below = path[len(CONTENT) :].partition("/")
        if not below:
            if right and top not in _BESIDE:
                yield _misplaced(path, f"{ITEMS}{posixpath.basename(stem)}{right}")
        elif top not in _FOLDERS:
            meant = next((name for name in _FOLDERS if top.lower() in (name, name.removesuffix("s"))), "items")
            if right:
                yield _misplaced(path, f"{CONTENT}{meant}/{below.removesuffix(ending)}{right}")
        elif right and ending not in _SOURCE:
            yield Problem("source-ending", Position(path), {"ending": ending, "suggestion": f"{stem}{right}"}, Severity.WARNING)
        elif path.startswith((PAGES, REPORTS)) and (
            ending in _SOURCE[1:] or (ending.lower() in _TEXT and _reads_as_source(site, path))
        ):
            yield Problem("source-ending", Position(path), {"ending": ending, "suggestion": f"{stem}.md"}, Severity.WARNING)
    yield from _outside(site)


def find_text_sources(site: Path, files: Iterable[str]) -> frozenset[str]:
    """The files below the items that are called texts and read as sources; such a one may be an attachment all the same."""
    texts = (path for path in files if path.startswith(ITEMS) and path.lower().endswith(_TEXT))
    return frozenset(path for path in texts if _reads_as_source(site, path))


def _outside(site: Path) -> Iterator[Problem]:
    """Sources beside the content: in the site's own folder, or in one that is called as one of the content."""
    for folder in ("", "items/", "pages/", "reports/", "Content/", "contents/"):
        base = os.path.join(site, folder)
        # On some systems a folder is found by any letter case.
        if folder and folder.rstrip("/") not in _names(site):
            continue
        for path in sorted(_below(base) if folder else (name for name in _names(site) if name.endswith(".md"))):
            if path.lower().endswith(".md") and _reads_as_source(site, f"{folder}{path}"):
                kept = folder if folder in ("pages/", "reports/") else "items/"
                below = re.sub(r"^(?:items|pages|reports)/", "", path)
                yield _misplaced(f"{folder}{path}", f"{CONTENT}{kept}{below}")


def _names(folder: Path | str) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _below(base: str) -> Iterator[str]:
    for folder, _, names in os.walk(base, onerror=raise_fault):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), base).replace(os.sep, "/")


def _reads_as_source(site: Path, path: str) -> bool:
    try:
        with open(site / path, "rb") as file:
            return _HEAD.match(file.read(_HEAD_BYTES).decode("utf-8-sig", "replace")) is not None
    except OSError as error:
        if is_machine_fault(error):
            raise
        return False


def _misplaced(path: str, suggestion: str) -> Problem:
    return Problem("source-misplaced", Position(path), {"path": path, "suggestion": suggestion}, Severity.WARNING)
