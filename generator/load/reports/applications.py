"""Loading registers of applications: CSV as a spreadsheet saves it, or YAML."""

from __future__ import annotations

import csv
import posixpath
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

from generator.load.source.fields import key_names, read_record
from generator.load.source.source import SETTINGS_LIMIT, Limit, decode, read_bytes
from generator.load.source.yaml_tree import Tree, parse
from generator.model.labels import Labels
from generator.model.report.applications import Application, ApplicationRegister, Entry
from generator.problems import Position, Problem, SourceError, Spot

APPLICATIONS = "content/applications/"
_COLUMNS = tuple(field.name for field in fields(Application))


def is_register_source(path: str) -> bool:
    """True if a file of the site is a register of applications."""
    return path.startswith(APPLICATIONS) and path.endswith((".csv", ".yml", ".yaml"))


def load_applications(
    site: Path, path: str, labels: Labels, problems: list[Problem], limit: Limit = SETTINGS_LIMIT
) -> ApplicationRegister | None:
    """The register in a file named by its year, or None and its problems."""
    stem = posixpath.splitext(path[len(APPLICATIONS) :])[0]
    if not (stem.isascii() and stem.isdecimal() and len(stem) == 4):
        problems.append(Problem("application-name", Position(path), {"name": stem}))
        return None
    before = len(problems)
    try:
        text = decode(path, read_bytes(site, path, limit))
        read = _from_csv if path.endswith(".csv") else _from_yaml
        entries = tuple(read(text, path, labels, problems))
    except SourceError as error:
        problems.append(error.problem)
        return None
    return ApplicationRegister(int(stem), path, entries) if len(problems) == before else None


def _from_yaml(text: str, path: str, labels: Labels, problems: list[Problem]) -> Iterator[Entry]:
    """The entries of a register in YAML; what cannot be one is a problem."""
    tree = parse(text, path, problems)
    if not isinstance(tree, list):
        problems.append(Problem("value-type", Spot(path), {"field": path, "expected": "list", "found": "text"}))
        return
    for index, line in enumerate(tree):
        spot = Spot(path).at(index)
        if not isinstance(line, dict):
            problems.append(Problem("value-type", spot, {"field": str(index + 1), "expected": "mapping", "found": "text"}))
            continue
        places: dict[str, Spot | Position] = {key: Spot(path, (index, key), key=True) for key in line}
        yield from _entry(line, spot, places, labels, problems)


def _from_csv(text: str, path: str, labels: Labels, problems: list[Problem]) -> Iterator[Entry]:
    """The entries of a register in CSV, each at its line; what cannot be one is a problem."""
    reader = csv.reader(text.splitlines())
    head = [name.strip() for name in next(reader, [])]
    for line in reader:
        where = Position(path, reader.line_num, 1)
        if not any(cell.strip() for cell in line):
            continue
        cells: dict[str, Tree] = {name: cell.strip() for name, cell in zip(head, line, strict=False) if name}
        if len(line) > len(head):
            cells["+"] = ""
        places: dict[str, Spot | Position] = {name: Position(path, 1, 1 + text.find(name)) for name in head}
        yield from _entry(cells, where, places, labels, problems)


def _entry(
    line: dict[str, Tree], where: Spot | Position, places: dict[str, Spot | Position], labels: Labels, problems: list[Problem]
) -> Iterator[Entry]:
    """An application of a line; a column that is none of the register's must not be there, whatever it holds."""
    names = key_names(Application, labels)
    if foreign := [name for name in line if name not in names]:
        for name in foreign:
            shown = ", ".join(dict.fromkeys(labels.keys.get(column, (column,))[0] for column in _COLUMNS))
            problems.append(Problem("application-column", places.get(name, where), {"name": name, "known": shown}))
        return
    found: list[Problem] = []
    spot = where if isinstance(where, Spot) else Spot(where.file)
    application = read_record(Application, {name: cell for name, cell in line.items() if cell}, spot, labels, found)
    problems += [replace(problem, where=where) if isinstance(where, Position) else problem for problem in found]
    if application:
        yield Entry(application, where)
