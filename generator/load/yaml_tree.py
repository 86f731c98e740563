"""YAML as plain text values, with no surprises.

Every scalar stays the text it is written as, until the type of its field reads it. One pass over the parser's events
finds what PyYAML would pass over or expand (a key given twice, an alias, endless nesting); nothing is recursive.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from yaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    Mark,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.problems import Position, Problem, SourceError

try:
    from yaml.cyaml import CParser as Parser
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import Loader as Parser  # type: ignore[assignment]

Tree = str | list[Any] | dict[str, Any]
_DEPTH = 20
_Place = Callable[[tuple[str | int, ...], Mark, bool], None]


def parse(text: str, file: str, problems: list[Problem], first_line: int = 1) -> Tree:
    """The YAML of a file as text, lists and mappings. Broken syntax leaves the file, lesser faults are collected."""
    return _parse(text, file, first_line, problems, None)


def locate(
    text: str, file: str, first_line: int, path: tuple[str | int, ...], spellings: Callable[[str], frozenset[str]], *, key: bool
) -> Position:
    """The place of a value (or of its key) in YAML that ``parse`` has read before; the nearest one above it there is."""
    best: tuple[int, Mark] | None = None

    def note(at: tuple[str | int, ...], mark: Mark, is_key: bool) -> None:
        nonlocal best
        depth = len(at)
        if depth > len(path) or any(
            step != want and not (isinstance(want, str) and step in spellings(want)) for step, want in zip(at, path, strict=False)
        ):
            return
        if is_key and (depth < len(path) or not key):
            return
        if best is None or depth > best[0] or (is_key and depth == best[0]):
            best = (depth, mark)

    _parse(text, file, first_line, [], note)
    if best is None:
        return Position(file, first_line, 1)
    return Position(file, best[1].line + first_line, best[1].column + 1)


def _parse(text: str, file: str, first_line: int, problems: list[Problem], note: _Place | None) -> Tree:
    def fault(code: str, mark: Mark | None, **values: str) -> Problem:
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Problem(code, Position(file, line + first_line, column + 1), values)

    try:
        return _build(Parser(text), fault, problems, note)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = text.split("\n")[mark.line] if mark and mark.line < text.count("\n") + 1 else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise SourceError(fault("yaml-tab", Mark("", 0, mark.line, line.index("\t"), None, 0))) from error
        raise SourceError(fault("yaml-invalid", mark, reason=str(error.problem or error.context or ""))) from error
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0) or 0
        before = text[:position]
        mark = Mark("", position, before.count("\n"), position - (before.rfind("\n") + 1), None, 0)
        raise SourceError(fault("yaml-invalid", mark, reason=getattr(error, "reason", None) or str(error))) from error


def _build(parser: Any, fault: Callable[..., Problem], problems: list[Problem], note: _Place | None) -> Tree:
    next_event = parser.get_event
    root: Tree = {}
    stack: list[tuple[Tree, str | None]] = []  # open containers, each with the key that waits for its value
    container: Tree | None = None
    key: str | None = None
    path: list[str | int] = []
    seen_document = False
    while (event := next_event()) is not None:
        kind = event.__class__
        value: Tree
        if kind is ScalarEvent:
            value = event.value
        elif kind is MappingStartEvent:
            value = {}
        elif kind is SequenceStartEvent:
            value = []
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            container, key = stack.pop() if stack else (None, None)
            if note and path:
                path.pop()
            continue
        elif kind is AliasEvent:
            problems.append(fault("yaml-alias", event.start_mark, name=event.anchor))
            kind, value = ScalarEvent, ""
        else:
            continue
        if container.__class__ is dict and key is None:
            if kind is not ScalarEvent:
                raise SourceError(fault("yaml-invalid", event.start_mark, reason="a key must be plain text"))
            key = str(value)
            if key in container:  # type: ignore[operator]
                problems.append(fault("yaml-duplicate-key", event.start_mark, key=key))
            if note:
                note((*path, key), event.start_mark, True)
            continue
        if container.__class__ is dict:
            step: str | int | None = key
            container[key] = value  # type: ignore[index, call-overload]
            waiting, key = None, None
        elif container.__class__ is list:
            step = len(container)  # type: ignore[arg-type]
            container.append(value)  # type: ignore[union-attr]
            waiting = None
        else:
            if seen_document:
                raise SourceError(fault("yaml-invalid", event.start_mark, reason="only one document is allowed in a file"))
            root, seen_document, step, waiting = value, True, None, None
        if note:
            note((*path, step) if step is not None else (), event.start_mark, False)
        if kind is not ScalarEvent:
            if len(stack) >= _DEPTH:
                raise SourceError(fault("yaml-too-deep", event.start_mark, limit=str(_DEPTH)))
            stack.append((container, waiting))  # type: ignore[arg-type]
            if note and step is not None:
                path.append(step)
            container, key = value, None
    return root
