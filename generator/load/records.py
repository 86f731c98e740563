"""Loading what stands beside the content: the register of what was published, redirects, waivers, marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from generator.late import late
from generator.load.source.as_written import read_as_written
from generator.load.source.fields import fields_of, read_record
from generator.load.source.source import Found, decode, read_bytes
from generator.model.labels import Labels
from generator.model.marks import MARKS, GivenMark
from generator.model.published_lock import MALFORMED, Register, register_from
from generator.model.redirect import REDIRECTS, Redirect, RedirectEntry
from generator.model.waiver import WAIVERS, Waiver
from generator.problems import Position, Problem, SourceError, Spot
from generator.urls import is_full, read_address

T = TypeVar("T")
# The host of a site before an address, without its scheme.
_HOST = late(r"(?:[a-z0-9-]+\.)+(?:cn|com|org|net|gov|edu|info|uk|us|in|eu)(?::\d+)?/", re.IGNORECASE)


def load_register(site: Path, files: Mapping[str, Found], problems: list[Problem], path: str) -> Register:
    """The register of a site that lies at a path; without one nothing was recorded."""
    if path not in files:
        return Register(path=path)
    try:
        register, wrong = register_from(decode(path, read_bytes(site, path)), path)
    except SourceError as error:
        problems.append(error.problem)
        return Register(path=path)
    problems.extend(Problem(MALFORMED, Position(path, number, 1)) for number in wrong)
    return register


def load_redirects(
    site: Path, site_url: str, files: Mapping[str, Found], labels: Labels, problems: list[Problem]
) -> tuple[Redirect, ...]:
    """The redirects of a site, with both addresses as the site knows them; one that cannot be read as such is a problem."""
    redirects = []
    for spot, entry in _load_list(site, REDIRECTS, RedirectEntry, files, labels, problems):
        (start, start_fault), (to, to_fault) = (read_address(text, site_url) for text in (entry.from_, entry.to))
        before = len(problems)
        if is_full(start) or _HOST.match(start):
            problems.append(Problem("redirect-other-host", spot.at("from"), {"address": entry.from_}))
        elif start_fault == "query" or "#" in start:
            problems.append(Problem("redirect-query", spot.at("from"), {"address": entry.from_}))
        for name, written, fault in (("from", entry.from_, start_fault), ("to", entry.to, to_fault)):
            if fault and len(problems) == before:
                problems.append(Problem("redirect-malformed", spot.at(name), {"address": written}))
        if len(problems) == before:
            redirects.append(Redirect(from_=start, to=to, reason=entry.reason, entry=int(spot.path[0])))
    return tuple(redirects)


def load_waivers(site: Path, files: Mapping[str, Found], labels: Labels, problems: list[Problem]) -> tuple[Waiver, ...]:
    """The waivers of a site."""
    return tuple(waiver for _, waiver in _load_list(site, WAIVERS, Waiver, files, labels, problems))


def load_marks(site: Path, files: Mapping[str, Found], labels: Labels, problems: list[Problem]) -> tuple[GivenMark, ...]:
    """The marks of a site that people gave."""
    return tuple(mark for _, mark in _load_list(site, MARKS, GivenMark, files, labels, problems))


def _load_list(
    site: Path, path: str, kind: type[T], files: Mapping[str, Found], labels: Labels, problems: list[Problem]
) -> list[tuple[Spot, T]]:
    """The records of a list, each with its place."""
    if path not in files:
        return []
    try:
        tree = read_as_written(decode(path, read_bytes(site, path)), path, problems, fields_of(kind, labels)).tree
    except SourceError as error:
        problems.append(error.problem)
        return []
    if not isinstance(tree, list):
        name = path.rpartition("/")[2]
        problems.append(
            Problem(
                "value-type",
                Spot(path),
                {
                    "field": name,
                    "expected": "list",
                    "found": "mapping" if isinstance(tree, dict) else "text",
                    "example": labels.text.get(f"example_{name.removesuffix('.yml')}", ""),
                },
            )
        )
        return []
    read: list[tuple[Spot, T | None]] = []
    for index, entry in enumerate(tree):
        spot = Spot(path, (index,))
        if isinstance(entry, dict):
            read.append((spot, read_record(kind, entry, spot, labels, problems)))
        else:
            problems.append(Problem("fields-expected", spot))
    return [(spot, entry) for spot, entry in read if entry is not None]
