"""A name for everything a run reads: by content where it is little, by the file system's word where it is not."""

from __future__ import annotations

import contextlib
import datetime as dt
import glob
import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.load.shipped import ENGINE_CONFIG, SHIPPED, runtime_digest, stays_inside
from generator.load.source.source import CONTENT, Found, find_file, find_links, is_settled, walk_files
from generator.load.source.stray import find_strays, folder_expected
from generator.load.source.unread import find_unread
from generator.machine import raise_fault
from generator.presence import CATALOG, is_file, is_folder, is_link
from generator.problems import Position, Problem

# What a site may bring of its own, beside its content; what it does not bring is ours.
OWN_DATA = (CATALOG, ENGINE_CONFIG, "site_config", "theme")


@dataclass(frozen=True)
class Inputs:
    """The inputs of a run: the files of a site's content, the problems met in looking for files, and a name for all of it.

    ``today`` is the day for which it was looked for, a part of the name. There is no name where none was asked for, where
    a file changed so lately that another change would not show, or where one cannot be read.
    """

    files: Mapping[str, Found]
    problems: tuple[Problem, ...]
    name: str
    today: dt.date


def find_inputs(site: Path, today: dt.date) -> Inputs:
    """The files of a site's content and the problems met in looking for files, without a name."""
    problems: list[Problem] = []
    is_there = is_folder(site / CONTENT)
    files = walk_files(site, CONTENT, problems) if is_there and stays_inside(site, CONTENT) else {}
    # In the content links are met when it is walked, unless it is one itself.
    problems += find_links(site, (*OWN_DATA, CONTENT) if is_link(site / CONTENT) else OWN_DATA)
    if not is_there:
        problems.append(folder_expected(CONTENT) if is_file(site / CONTENT) else Problem("content-missing", Position(CONTENT)))
    problems += find_strays(site)
    problems += find_unread(site)
    return Inputs(files, tuple(problems), "", today)


def name_inputs(site: Path, today: dt.date, audiences: Iterable[str]) -> Inputs:
    """The inputs of a run over a site, named before they are read: what changes meanwhile is then found to have changed."""
    found = find_inputs(site, today)
    if is_settled(found.files.values(), time.time_ns()):
        with contextlib.suppress(OSError):  # what cannot be read is told by who needs it
            return replace(found, name=_name(site, today, audiences, found.files, found.problems))
    return found


def _name(site: Path, today: dt.date, audiences: Iterable[str], files: Mapping[str, Found], problems: Iterable[Problem]) -> str:
    """A name that changes with anything of ours or of a site's that a run reads."""
    state = hashlib.blake2b(digest_size=16)

    def add(part: str) -> None:
        state.update(f"{len(part)}:{part}".encode("utf-8", "surrogateescape"))

    add(runtime_digest())
    add(today.isoformat())
    add(repr(sorted(audiences)))
    for base in (SHIPPED, site):
        for path in _data_files(base):
            add(path)
            with open(path, "rb") as data:
                state.update(hashlib.file_digest(data, "blake2b").digest())
    add("\n".join([f"{file} {found.signature}" for file, found in files.items()]))
    for problem in problems:
        add(repr(problem))
    return state.hexdigest()


def find_outside(site: Path, pattern: str) -> list[tuple[str, int]]:
    """The files of the machine that a pattern finds, each with its size."""
    return [(path, os.path.getsize(path)) for path in sorted(glob.glob(os.path.join(site, pattern))) if os.path.isfile(path)]


def name_outside(site: Path, patterns: Iterable[str]) -> str:
    """A name that changes with the files that some patterns find."""
    return repr([find_outside(site, pattern) for pattern in patterns])


def name_state(site: Path) -> str:
    """A name for the state of a site's sources by the file system's word alone; nothing is read."""
    state = hashlib.blake2b(digest_size=16)
    for path, found in walk_files(site, CONTENT, []).items():
        state.update(f"{path} {found.signature}\n".encode())
    for path in _data_files(site):
        data = find_file(site, os.path.relpath(path, site))
        state.update(f"{path} {data.signature if data else '-'}\n".encode("utf-8", "surrogateescape"))
    return state.hexdigest()


def _data_files(base: Path) -> list[str]:
    """The paths of all files of a site's own data, in order."""
    found: list[str] = []
    for name in OWN_DATA:
        path = os.path.join(base, name)
        if is_file(path):
            found.append(path)
        for folder, _, files in os.walk(path, onerror=raise_fault) if is_folder(path) else ():
            paths = (os.path.join(folder, file) for file in files)
            found += (path for path in paths if is_file(path))  # a pipe would never end
    return sorted(found)
