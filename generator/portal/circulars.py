"""Circulars as they were issued: ``circulars/MONTH.json`` beside ``portal.yml``, where the next one finds what to compare."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.load.source.source import read_bytes
from generator.model.circular import FORMAT, Circular
from generator.problems import Position, Problem, SourceError
from generator.render.export.status import render_lines
from generator.whole_files import write_whole

FOLDER = "circulars"
_NAME = re.compile(r"(?P<month>\d{4}-(0[1-9]|1[0-2]))\.json")


def read_circulars(folder: Path, problems: list[Problem]) -> tuple[Circular, ...]:
    """The circulars of a portal, the oldest first; one that cannot be read joins the problems."""
    found = []
    place = folder / FOLDER
    for name in sorted(path.name for path in place.glob("*.json")) if place.is_dir() else ():
        match, path = _NAME.fullmatch(name), f"{FOLDER}/{name}"
        if match is None:
            problems.append(Problem("circular-broken", Position(path), {"path": path, "reason": name}))
            continue
        try:
            circular = _parsed(read_bytes(folder, path))
        except SourceError as error:
            problems.append(error.problem)
            continue
        except ValueError as error:
            problems.append(Problem("circular-broken", Position(path), {"path": path, "reason": str(error)[:120]}))
            continue
        if circular.month != match["month"] or circular.format != FORMAT:
            reason = f"{circular.format} {circular.month}"[:120]
            problems.append(Problem("circular-broken", Position(path), {"path": path, "reason": reason}))
            continue
        found.append(circular)
    return tuple(found)


def _parsed(data: bytes) -> Circular:
    """A circular. Raises ValueError."""
    try:
        found: Circular = TypeAdapter(Circular).validate_python(json.loads(data))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except RecursionError as error:
        raise ValueError(str(error)) from error
    return found


def write_circular(folder: Path, circular: Circular) -> Path:
    """Writes a circular where the next one will find it, and gives the file. Raises OSError."""
    path = folder / FOLDER / f"{circular.month}.json"
    write_whole(path, render_lines(circular))
    return path


def before(circulars: Sequence[Circular], month: str) -> Circular | None:
    """The last circular before a month."""
    return next((one for one in reversed(circulars) if one.month < month), None)
