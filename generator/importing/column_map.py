"""The map of an import: which column of which sheet fills which field; written beside the sheet, for people to change."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import field
from pathlib import Path

from generator.importing.forms import FORM
from generator.importing.grid import Grid
from generator.importing.heads import JOINT, Column, Head, head_text
from generator.importing.targets import Targets
from generator.importing.words import narrow
from generator.load.source.as_written import read_as_written
from generator.load.source.fields import fields_of, read_record
from generator.load.source.source import decode, read_bytes
from generator.load.source.yaml_tree import Outline
from generator.model.attachment import column_letters
from generator.model.record import Text, record
from generator.problems import Position, Problem, SourceError, Spot
from generator.text import nearest


@record
class MappedColumn:
    """A column by its letters, what its head says, and the field it fills; nothing where it is left out."""

    column: Text
    head: Text = ""
    field: Text = ""


@record
class MappedSheet:
    """A sheet by its name: the rows of its head (``3``, or ``3-4``; nothing for one that is left out), the kind of its rows.

    Several of one name are tables of one sheet; ``form`` in the place of rows is a form filled in with one item.
    """

    sheet: Text
    head: Text = ""
    kind: Text = ""
    columns: tuple[MappedColumn, ...] = ()


@record
class ColumnMap:
    """A map. ``values`` gives, by field, what is meant by a value that stands in the sheets."""

    sheets: tuple[MappedSheet, ...] = ()
    values: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)


def read_map(path: Path, problems: list[Problem]) -> ColumnMap | None:
    """The map in a file, None where it cannot be read; what is wrong with it joins the problems, each at its place."""
    name = path.name
    found: list[Problem] = []
    try:
        text = decode(name, read_bytes(path.parent, name))
        written = read_as_written(text, name, found, fields_of(ColumnMap, None))
    except SourceError as error:
        problems.append(error.problem)
        return None
    known = read_record(ColumnMap, written.tree, Spot(name), None, found)
    outline = Outline(text, name)
    problems += (_placed(problem, outline) for problem in found)
    return None if found else known


def _placed(problem: Problem, outline: Outline) -> Problem:
    where = problem.where
    place = outline.locate(where.path, lambda key: (key,), key=where.key) if isinstance(where, Spot) else where
    return Problem(problem.code, place, problem.values, problem.severity)


def mapped_head(about: MappedSheet, grid: Grid, targets: Targets, name: str, problems: list[Problem]) -> Head | None:
    """The head of a sheet as a map has it; None where it is left out. A field or kind that is not known is a problem."""
    if not about.head or about.head.strip() == FORM:
        return None
    first, _, last = about.head.partition("-")
    kinds = targets.profile.kinds
    kind = next((key for key, known in kinds.items() if about.kind in (key, known.label)), "" if about.kind else "document")
    if not kind:
        known = [f"{entry.label}（{key}）" for key, entry in kinds.items()]
        values = {"field": "kind", "value": about.kind, "known": ", ".join(known), "suggestion": nearest(about.kind, kinds)}
        problems.append(Problem("value-not-listed", Position(name), values))
        return None
    if not first.strip().isdecimal() or (last and not last.strip().isdecimal()):
        problems.append(Problem("value-type", Position(name), {"field": "head", "expected": "number", "found": "text"}))
        return None
    top, bottom = int(first) - 1, int(last or first) - 1
    columns: list[Column] = []
    for column in about.columns:
        field_name = targets.named(column.field, kind) if column.field else ""
        if column.field and not field_name:
            known = [targets.label(one, kind) for one in (*targets.fields, *kinds[kind].fields)]
            values = {"key": column.field, "suggestion": nearest(column.field, known), "known": ", ".join(known)}
            problems.append(Problem("key-unknown", Position(name), values))
        number = _number(column.column)
        found = head_text(grid, top, bottom, number)
        if column.head and narrow(column.head) != narrow(found):
            values = {"column": column.column, "head": column.head, "found": found or "—"}
            problems.append(Problem("map-other-head", Position(name), values))
        columns.append(Column(number=number, head=found, field=field_name))
    return Head(first=top, last=bottom, kind=kind, columns=tuple(columns))


def _number(letters: str) -> int:
    found = 0
    for sign in letters.upper():
        found = found * 26 + ord(sign) - 64
    return max(0, found - 1)


def map_text(
    sheets: Iterable[tuple[Grid, Head | None]],
    targets: Targets,
    values: Mapping[str, Mapping[str, str]],
    comment: str,
    forms: Container[str] = (),
) -> str:
    """The text of a map: each sheet with its columns, then the values that stand for others. ``forms`` are sheets by name."""
    lines = [*(f"# {line}" for line in comment.strip().split("\n")), "sheets:"]
    for grid, head in sheets:
        lines.append(f"  - sheet: {_quoted(grid.name)}")
        if head is None:
            lines.append('    head: ""')
            continue
        if grid.name in forms:
            lines.append(f"    head: {FORM}")
            continue
        rows = str(head.first + 1) if head.first == head.last else f"{head.first + 1}-{head.last + 1}"
        lines += [f"    head: {rows}", f"    kind: {_quoted(targets.profile.kinds[head.kind].label)}", "    columns:"]
        lines += (
            f"      - {{column: {column_letters(column.number)}, head: {_quoted(column.head)}, "
            f"field: {_quoted(targets.label(column.field, head.kind) if column.field else '')}}}"
            for column in head.columns
        )
    shown = {name: found for name, found in values.items() if found}
    # Without any the key is left out, so that those that are proposed can be put below as they are said.
    lines += ["values:"] if shown else []
    for name, found in shown.items():
        lines.append(f"  {name}:")
        lines += (f"    {_quoted(value)}: {_quoted(meant)}" for value, meant in found.items())
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


__all__ = ["JOINT", "ColumnMap", "MappedSheet", "map_text", "mapped_head", "read_map"]
