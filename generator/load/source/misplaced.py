"""Sources that would never be read: in a folder where none is looked for, or with an ending that is none."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from generator.load.items.item import ITEMS
from generator.load.items.list_files import LISTS, common_of, is_list_source, lists_without_common, sheet_meant
from generator.load.page import PAGES
from generator.load.reports.report import REPORTS
from generator.load.source.source import Found
from generator.load.source.stray import file_expected, folder_expected, misplaced, reads_as_source
from generator.model.report.period import read_period
from generator.problems import Position, Problem, Severity
from generator.text import nearest

CONTENT = "content/"
_SOURCE = (".md", ".yml", ".yaml")
# Endings that people and their editors give to Markdown and YAML.
_LIKE_SOURCE = {".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".mdx": ".md", ".mdtxt": ".md"}
_TEXT = (".txt", ".text")
# Of items the sources and what is attached to them most.
_RIGHT = (*_SOURCE, ".pdf", ".docx", ".xlsx", ".jpg", ".png")
_FOLDERS = ("items", "pages", "reports", "applications", "matters", "lists")
_READ = tuple(f"{CONTENT}{name}/" for name in _FOLDERS)
# Those whose sources may be sheets.
_OF_SHEETS = ("applications", "matters", "lists")
# What of the content is read and lies in none of its folders.
_BESIDE = ("published.lock", "redirects.yml", "waivers.yml", "marks.yml")
# Files that people put everywhere, and that are meant for nobody but themselves.
_NOTES = ("readme", "license", "makefile")
# What a source is called that stands for its folder.
_OF_FOLDER = ("index.md", "index.yml", "index.yaml")


def find_misplaced(files: Collection[str]) -> Iterator[Problem]:
    """Sources in the content of a site that nothing reads, each with where it most likely belongs."""
    folders: list[str] = []
    for path in files:
        if path.startswith(ITEMS) and path.endswith(_RIGHT):  # most are
            continue
        stem, ending = posixpath.splitext(path)
        right = _LIKE_SOURCE.get(ending.lower(), ending.lower() if ending.lower() in _SOURCE else "")
        top, _, below = path[len(CONTENT) :].partition("/")
        if top in _BESIDE and below:
            folders.append(top)
        elif not below:
            if top.lower() in _FOLDERS:
                yield folder_expected(path)
            elif not ending and top.lower() not in (*_BESIDE, *_NOTES):
                yield Problem("data-unread", Position(path), {"path": path, "suggestion": ""}, Severity.WARNING)
            if right and top.lower() not in _BESIDE:
                name = posixpath.basename(stem)
                yield misplaced(path, f"{REPORTS if read_period(name) else ITEMS}{name}{right}")
        elif top not in _FOLDERS:
            other = "reports" if read_period(posixpath.basename(stem)) else "items"
            named = next((name for name in _FOLDERS if top.lower() in (name, name.removesuffix("s"))), "")
            sheet = ending if named in _OF_SHEETS and sheet_meant(path, ()) else ""
            if right or sheet:
                yield misplaced(path, f"{CONTENT}{named or other}/{below.removesuffix(ending)}{right or sheet}")
        elif top == "lists" and right:
            yield from _beside_lists(path, right, files)
        elif right and ending not in _SOURCE:
            yield Problem("source-ending", Position(path), {"ending": ending, "suggestion": f"{stem}{right}"}, Severity.WARNING)
        elif path.startswith((PAGES, REPORTS)) and ending in _SOURCE[1:]:
            yield Problem("source-ending", Position(path), {"ending": ending, "suggestion": f"{stem}.md"}, Severity.WARNING)
    yield from (file_expected(f"{CONTENT}{name}") for name in dict.fromkeys(folders))


def _beside_lists(path: str, right: str, files: Collection[str]) -> Iterator[Problem]:
    """The problem of a source among the lists that is read with none of them."""
    stem, ending = posixpath.splitext(path)
    lists = [other for other in files if other.startswith(LISTS) and common_of(other) == f"{stem}.yml" and other != f"{stem}.yml"]
    if right == ".md":
        yield misplaced(path, f"{ITEMS}{path[len(LISTS) :].removesuffix(ending)}{right}")
    elif ending != ".yml" and any(map(is_list_source, lists)):
        values = {"ending": ending, "rename": f"{stem}.yml"}
        yield Problem("list-ending", Position(path), values, Severity.WARNING)
    elif not lists:  # one with another ending is told itself
        alone = lists_without_common(posixpath.dirname(path), files)
        near = nearest(stem, [posixpath.splitext(other)[0] for other in alone]) or (alone[0] if len(alone) == 1 else "")
        values = {"path": path, "suggestion": common_of(near) if near else ""}
        yield Problem("list-without-rows", Position(path), values, Severity.WARNING)


def find_other_case(files: Iterable[str]) -> Iterator[Problem]:
    """Sources whose names mean something, but for their capital letters: ``Index.md``, ``Redirects.yml``."""
    for path in files:
        folder, _, name = path.rpartition("/")
        meant = name.lower()
        if name != meant and meant in (_BESIDE if f"{folder}/" == CONTENT else _OF_FOLDER):
            values = {"path": path, "suggestion": f"{folder}/{meant}"}
            yield Problem("name-letter-case", Position(path), values, Severity.WARNING)


def _may_be_text(path: str) -> bool:
    """True for a name as people, their editors and their copies give to a text: a.txt, a.mdd, a.md.bak, a.md~."""
    stem, ending = posixpath.splitext(path)
    return ending in _TEXT or ending.startswith(".md") or stem.endswith(_SOURCE)


def find_text_sources(site: Path, files: Iterable[str]) -> frozenset[str]:
    """The files of the content that are called texts and read as sources; such a one may be an attachment all the same."""
    folders = (ITEMS, PAGES, REPORTS)
    texts = (path for path in files if path.startswith(folders) and not path.endswith(_RIGHT) and _may_be_text(path.lower()))
    return frozenset(path for path in texts if reads_as_source(site, path))


def find_shared_files(files: Mapping[str, Found]) -> frozenset[str]:
    """The files outside the folders that are read which stand inside them too, by whatever link."""
    outside = {path: found.signature for path, found in files.items() if not path.startswith(_READ)}
    if not outside:
        return frozenset()
    inside = {found.signature for path, found in files.items() if path not in outside}
    return frozenset(path for path, signature in outside.items() if signature in inside)
