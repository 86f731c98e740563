"""Files of a site's own settings and theme that nothing reads: in another folder, under another name, with another ending."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.late import late
from generator.load.shipped import ENGINE_CONFIG, SHIPPED
from generator.load.source.stray import file_expected, folder_expected
from generator.machine import raise_fault
from generator.presence import is_file, is_folder, real_path
from generator.problems import Position, Problem, Severity
from generator.text import nearest

_THEME, _SETTINGS = "theme", "site_config"
# The folders that are read, and what is read in them: the ending, how deep it may lie.
_FOLDERS: Mapping[str, Mapping[str, tuple[str, int, int]]] = {
    _THEME: {"templates": (".html", 1, 9), "overrides": ("", 1, 9), "assets": ("", 1, 9), "sheets": (".html", 1, 1)},
    _SETTINGS: {
        "labels": (".yml", 1, 1),
        "profiles": (".yml", 1, 1),
        "report_forms": (".yml", 1, 1),
        "privacy": (".yml", 1, 1),
        "calendars": (".yml", 1, 2),
        "synonyms": (".yml", 2, 2),
        "command_line": (".yml", 1, 1),
        "fonts": ("", 1, 9),
        "scaffold": ("", 1, 9),
        "web": ("", 1, 9),
        "import": ("", 1, 9),
        "schema": ("", 1, 9),
    },
}
_FILES = ("language.yml", "privacy.yml", "report_fonts.yml", "report_prose.yml", "report_trends.yml", "report_trends.latin.yml")
_TRENDS = "report_trends."  # of each script
# Notes to oneself are no data.
_DATA = {
    _THEME: (".html", ".htm", ".css", ".js", ".mjs", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".woff2", ".ttf"),
    _SETTINGS: (".yml", ".yaml", ".json", ".toml"),
}
_ENDINGS = {".yaml": ".yml", ".htm": ".html", ".json": ".yml", ".toml": ".yml"}
# A name as it is without what people and their systems change in it.
_LOOSE = late(r"[-_. ]|s$|(?:\.txt)$")


def find_unread(site: Path) -> Iterator[Problem]:
    """Data beside the content of a site that nothing reads, each with where it most likely belongs. Raises OSError."""
    if real_path(site) == real_path(SHIPPED):
        return
    yield from _misnamed(site)
    if is_folder(site / ENGINE_CONFIG):
        yield file_expected(ENGINE_CONFIG)
    for folder in (_THEME, _SETTINGS):
        if is_file(site / folder):
            yield folder_expected(folder)
        elif is_folder(site / folder):
            below = (f"{folder}/{name}" for name in _FOLDERS[folder])
            yield from (folder_expected(path) for path in below if is_file(site / path))
            for path in sorted(_below(site / folder)):
                if path.lower().endswith(_DATA[folder]) and (problem := _judge(folder, path)):
                    yield problem


def _misnamed(site: Path) -> Iterator[Problem]:
    """Files and folders that are called nearly as one that is read."""
    try:
        names = os.listdir(site)
    except OSError:  # told by whoever reads the site
        return
    wanted = {_loose(name): name for name in (ENGINE_CONFIG, _THEME, _SETTINGS)} | {
        _loose(ENGINE_CONFIG.replace(".yml", ".yaml")): ENGINE_CONFIG
    }
    for name in sorted(names):
        right = wanted.get(_loose(name), "")
        if right and name != right and right not in names and is_folder(site / name) == (right != ENGINE_CONFIG):
            yield _problem(name, right)


def _loose(name: str) -> str:
    return _LOOSE.sub("", name.lower().removesuffix(".txt"))


def _judge(top: str, path: str) -> Problem | None:
    """The problem of a file below one of the two folders; None of one that is read, or has rules of its own."""
    folder, _, name = path.rpartition("/")
    first, depth = path.partition("/")[0], path.count("/")
    stem, ending = posixpath.splitext(name)
    folders = _FOLDERS[top]
    if not folder:
        if top == _SETTINGS:
            return (
                None if name in _FILES or name.startswith(_TRENDS) else _problem(f"{top}/{path}", _meant_file(stem), folders, top)
            )
        meant = "templates" if ending.lower() in (".html", ".htm") else "assets"
        return _problem(f"{top}/{path}", f"{top}/{meant}/{stem}{_ENDINGS.get(ending, ending)}")
    if first not in folders:
        near = next((known for known in folders if _loose(known) == _loose(first)), "") or nearest(first, folders)
        return _problem(f"{top}/{path}", f"{top}/{near}{path[len(first) :]}" if near else "", folders, top)
    right, least, most = folders[first]
    if right and ending != right:
        return _problem(f"{top}/{path}", f"{top}/{folder}/{stem}{right}")
    if not least <= depth <= most:
        return _problem(f"{top}/{path}", f"{top}/{first}/{name}" if depth > most else f"{top}/{first}/zh-CN/{name}")
    return None


def _meant_file(stem: str) -> str:
    near = nearest(f"{stem}.yml", _FILES)
    return f"{_SETTINGS}/{near}" if near else ""


def _problem(path: str, right: str, known: Iterable[str] = (), folder: str = "") -> Problem:
    values = {"path": path, "suggestion": right, "known": ", ".join(known), "folder": folder}
    return Problem("data-unread", Position(path), values, Severity.WARNING)


def _below(base: Path) -> Iterator[str]:
    for folder, _, names in os.walk(base, onerror=raise_fault):
        for name in names:
            if not name.startswith("."):
                yield os.path.relpath(os.path.join(folder, name), base).replace(os.sep, "/")
