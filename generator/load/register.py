"""Loading what stands beside the content: the register of what was published, redirects, waivers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from generator.load.fields import read_record
from generator.load.source import Found, decode, read_bytes
from generator.load.yaml_tree import parse
from generator.model.register import REDIRECTS, REGISTER, Redirect, Register, register_from
from generator.model.waiver import WAIVERS, Waiver
from generator.problems import Position, Problem, SourceError, Spot

T = TypeVar("T")


def load_register(site: Path, files: Mapping[str, Found], problems: list[Problem]) -> Register:
    """The register of a site; without one nothing was recorded."""
    if REGISTER not in files:
        return Register()
    try:
        register, wrong = register_from(decode(REGISTER, read_bytes(site, REGISTER)))
    except SourceError as error:
        problems.append(error.problem)
        return Register()
    problems.extend(Problem("register-malformed", Position(REGISTER, number, 1)) for number in wrong)
    return register


def load_redirects(site: Path, files: Mapping[str, Found], problems: list[Problem]) -> tuple[Redirect, ...]:
    """The redirects of a site."""
    return _load_list(site, REDIRECTS, Redirect, files, problems)


def load_waivers(site: Path, files: Mapping[str, Found], problems: list[Problem]) -> tuple[Waiver, ...]:
    """The waivers of a site."""
    return _load_list(site, WAIVERS, Waiver, files, problems)


def _load_list(site: Path, path: str, kind: type[T], files: Mapping[str, Found], problems: list[Problem]) -> tuple[T, ...]:
    if path not in files:
        return ()
    try:
        tree = parse(decode(path, read_bytes(site, path)), path, problems)
    except SourceError as error:
        problems.append(error.problem)
        return ()
    if not isinstance(tree, list):
        problems.append(
            Problem(
                "value-type",
                Spot(path),
                {"field": path.rpartition("/")[2], "expected": "list", "found": "mapping" if isinstance(tree, dict) else "text"},
            )
        )
        return ()
    read: list[T | None] = []
    for index, entry in enumerate(tree):
        spot = Spot(path, (index,))
        if isinstance(entry, dict):
            read.append(read_record(kind, entry, spot, None, problems))
        else:
            problems.append(Problem("fields-expected", spot))
    return tuple(entry for entry in read if entry is not None)
