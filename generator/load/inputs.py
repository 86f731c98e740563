"""A name for everything a build reads: by content where it is little, by the file system's word where it is not."""

from __future__ import annotations

import datetime as dt
import glob
import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.load.shipped import ENGINE_CONFIG, SHIPPED, runtime_digest, stays_inside
from generator.load.source.source import CONTENT, Found, find_file, is_settled, walk_files
from generator.machine import raise_fault
from generator.presence import is_file, is_folder
from generator.problems import Problem

# What a site may bring of its own, beside its content; what it does not bring is ours.
OWN_DATA = ("catalog.yml", ENGINE_CONFIG, "site_config", "theme")


@dataclass(frozen=True)
class Inputs:
    """The inputs of a build: the files of a site's content, the problems met in looking for them, and a name for all of it.

    ``today`` is the day for which it was looked for, a part of the name. There is no name where none was asked for, or where
    a file changed so lately that another change would not show.
    """

    files: Mapping[str, Found]
    misnamed: tuple[Problem, ...]
    name: str
    today: dt.date


def find_inputs(site: Path, today: dt.date) -> Inputs:
    """The files of a site's content and the problems met in looking for them, without a name."""
    misnamed: list[Problem] = []
    files = walk_files(site, CONTENT, misnamed) if is_folder(site / CONTENT) and stays_inside(site, CONTENT) else {}
    return Inputs(files, tuple(misnamed), "", today)


def name_inputs(site: Path, today: dt.date, audiences: Iterable[str]) -> Inputs:
    """The inputs of a build of a site, named before they are read: what changes meanwhile is then found to have changed."""
    found = find_inputs(site, today)
    settled = is_settled(found.files.values(), time.time_ns())
    return replace(found, name=_name(site, today, audiences, found.files, found.misnamed)) if settled else found


def _name(site: Path, today: dt.date, audiences: Iterable[str], files: Mapping[str, Found], misnamed: Iterable[Problem]) -> str:
    """A name that changes with anything of ours or of a site's that a build reads."""
    state = hashlib.blake2b(digest_size=16)

    def add(part: str) -> None:
        state.update(f"{len(part)}:{part}".encode())

    add(runtime_digest())
    add(today.isoformat())
    add(repr(sorted(audiences)))
    for base in (SHIPPED, site):
        for path in _data_files(base):
            add(path)
            with open(path, "rb") as data:
                state.update(hashlib.file_digest(data, "blake2b").digest())
    add("\n".join([f"{file} {found.signature}" for file, found in files.items()]))
    for problem in misnamed:
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
