"""YAML as plain text values, with no surprises.

Every scalar stays the text it is written as, until the type of its field reads it. One pass over the parser's events
finds what PyYAML would pass over or expand (a key given twice, an alias, endless nesting); nothing is recursive.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Mapping, Sequence
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
from yaml._yaml import CParser

from generator.load.source.plain_yaml import read_plain
from generator.load.source.signs import check_yaml_signs
from generator.markdown.line_ends import join_folded
from generator.problems import Position, Problem, SourceError

_OPENED = ("while parsing a flow", "while scanning a quoted")
Tree = str | list[Any] | dict[str, Any]
_DEPTH = 20
_Note = Callable[[tuple[str | int, ...], Mark, bool], None]


def parse(text: str, file: str, problems: list[Problem], first_line: int = 1, *, shown: bool = True) -> Tree:
    """The YAML of a file as text, lists and mappings. Broken syntax leaves the file, lesser faults are collected.

    Where the values are ``shown`` to readers, signs that are no text are told, and ends of lines between Han are no blanks.
    """
    if fields := read_plain(text):
        return fields
    before = len(problems)
    if shown:
        check_yaml_signs(text, file, problems, first_line)
    try:
        return _parse(text, file, first_line, problems, None, shown=shown)
    except SourceError as error:
        # The parser refuses some of the signs too, and takes others for ends of lines; it says less of them.
        at = getattr(error.problem.where, "line", 0)
        for index, told in enumerate(problems[before:], before):
            if told.code == "sign-control" and getattr(told.where, "line", 0) <= at:
                raise SourceError(problems.pop(index)) from error
        raise


class Outline:
    """Where everything stands in YAML that ``parse`` has read before; it is read once more, however much is asked.

    It ``is_whole`` where the parser read it to its end.
    """

    def __init__(self, text: str, file: str, first_line: int = 1) -> None:
        self._file, self._first_line = file, first_line
        self._values: dict[tuple[str | int, ...], Mark] = {}
        self._keys: dict[tuple[str | int, ...], Mark] = {}
        self.is_whole = False

        def note(at: tuple[str | int, ...], mark: Mark, is_key: bool) -> None:
            (self._keys if is_key else self._values).setdefault(at, mark)

        with contextlib.suppress(SourceError):  # what is wrong with it was told when it was read
            _parse(text, file, first_line, [], note)
            self.is_whole = True

    @property
    def is_empty(self) -> bool:
        """True if nothing could be read of the file."""
        return not self._keys

    def locate(self, path: tuple[str | int, ...], spellings: Callable[[str], tuple[str, ...]], *, key: bool) -> Position:
        """The place of a value (or of its key); the nearest one above it there is."""
        steps, whole = self._steps(path, spellings, key=key)
        marks = self._keys if key and whole else self._values
        mark = marks.get(steps)
        if mark is None:
            return Position(self._file, self._first_line, 1)
        return Position(self._file, mark.line + self._first_line, mark.column + 1)

    def find(self, path: tuple[str | int, ...], field: str, spellings: Callable[[str], tuple[str, ...]]) -> Position | None:
        """The place of a field of the record at a path, however it is spelled; None where the record has none such."""
        steps, whole = self._steps(path, spellings, key=False)
        ways = ((*steps, way) for way in (field, *spellings(field)))
        mark = next((self._keys[way] for way in ways if way in self._keys), None) if whole else None
        return Position(self._file, mark.line + self._first_line, mark.column + 1) if mark else None

    def name_of(self, field: str, path: tuple[str | int, ...], spellings: Callable[[str], tuple[str, ...]]) -> str:
        """A field as it is spelled on the way to a value, or as it would be beside the fields that are there."""
        ways = spellings(field)
        steps, _ = self._steps(path, spellings, key=bool(path) and isinstance(path[-1], str))
        # Of an entry of a list it is the list that has a name.
        named = next((step for step in reversed(steps) if isinstance(step, str)), None)
        if named in ways:
            return str(named)
        beside = self._beside.get(steps, ())
        foreign = sum(not name.isascii() for name in beside) * 2 > len(beside)
        return next((way for way in ways if not way.isascii()), field) if foreign else field

    @functools.cached_property
    def _beside(self) -> Mapping[tuple[str | int, ...], Sequence[str]]:
        """The keys of each mapping."""
        found: dict[tuple[str | int, ...], list[str]] = {}
        for at in self._keys:
            found.setdefault(at[:-1], []).append(str(at[-1]))
        return found

    def _steps(
        self, path: tuple[str | int, ...], spellings: Callable[[str], tuple[str, ...]], *, key: bool
    ) -> tuple[tuple[str | int, ...], bool]:
        """The way to a value as the file spells it, as far as it goes, and whether it goes all the way."""
        at: tuple[str | int, ...] = ()
        for number, want in enumerate(path, 1):
            ways = [want] if isinstance(want, int) else [want, *spellings(want)]
            marks = self._keys if key and number == len(path) else self._values
            step = next((way for way in ways if (*at, way) in marks), None)
            if step is None:
                return at, False
            at = (*at, step)
        return at, True


def _parse(text: str, file: str, first_line: int, problems: list[Problem], note: _Note | None, *, shown: bool = True) -> Tree:
    """The tree of a text of YAML. Raises SourceError where it cannot be parsed."""

    def fault(code: str, mark: Mark, **values: str) -> Problem:
        return Problem(code, Position(file, mark.line + first_line, mark.column + 1), values)

    builder = _Builder(fault, problems, note, shown=shown)
    try:
        return builder.build(text)
    except yaml.MarkedYAMLError as error:
        # Of brackets and quotes that do not close, the place to look at is where they open.
        opened = error.context_mark if (error.context or "").startswith(_OPENED) else None
        mark = opened or error.problem_mark or error.context_mark or _mark(text, 0)
        line = text.split("\n")[mark.line] if mark.line <= text.count("\n") else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise SourceError(fault("yaml-tab", Mark("", 0, mark.line, line.index("\t"), None, 0))) from error
        raise SourceError(fault("yaml-invalid", mark, reason=str(error.problem or error.context or ""))) from error
    except yaml.YAMLError as error:
        # The parser counts the bytes of what it cannot read, not its characters.
        before = text.encode()[: getattr(error, "position", 0) or 0]
        mark = _mark(text, len(before.decode("utf-8", "ignore")))
        raise SourceError(fault("yaml-invalid", mark, reason=getattr(error, "reason", None) or str(error))) from error


def _mark(text: str, offset: int) -> Mark:
    return Mark("", offset, text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1), None, 0)


class _Builder:
    """Puts the events of a parser together; ``note`` is told every place on the way, where somebody asks for one."""

    def __init__(self, fault: Callable[..., Problem], problems: list[Problem], note: _Note | None, *, shown: bool) -> None:
        self._shown = shown
        self._fault = fault
        self._problems = problems
        self._note = note
        self._root: Tree | None = None
        self._open: list[tuple[Any, str | None]] = []  # containers around the current one, each with its waiting key
        self._container: Any = None
        self._key: str | None = None
        self._path: list[str | int] = []

    def build(self, text: str) -> Tree:
        """The tree of a text. Raises SourceError where it uses an alias."""
        parser: Any = CParser(text)
        borrowed: Problem | None = None
        while (event := parser.get_event()) is not None:
            kind = event.__class__
            if kind is ScalarEvent:
                value = event.value
                if self._shown and " " in value and event.start_mark.line != event.end_mark.line and event.style != "|":
                    value = join_folded(value, text[event.start_mark.index : event.end_mark.index])
                self._scalar(value, event.start_mark)
            elif kind is MappingStartEvent:
                self._start({}, event.start_mark)
            elif kind is SequenceStartEvent:
                self._start([], event.start_mark)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._end()
            elif kind is AliasEvent:
                borrowed = borrowed or self._fault("yaml-alias", event.start_mark, name=event.anchor)
                self._scalar("", event.start_mark)
        # An alias makes the whole file unusable: it is told once, or every field that it stands for would be told as missing.
        if borrowed:
            raise SourceError(borrowed)
        return {} if self._root is None else self._root

    def _scalar(self, value: str, mark: Mark) -> None:
        if self._container.__class__ is not dict or self._key is not None:
            self._add(value, mark)
            return
        if value in self._container:
            self._problems.append(self._fault("yaml-duplicate-key", mark, key=value))
        self._key = value
        if self._note:
            self._note((*self._path, value), mark, True)

    def _start(self, value: Tree, mark: Mark) -> None:
        """Opens a mapping or list inside the one that is open, and steps into it."""
        if self._container.__class__ is dict and self._key is None:
            raise SourceError(self._fault("yaml-invalid", mark, reason="a key must be plain text"))
        if len(self._open) >= _DEPTH:
            raise SourceError(self._fault("yaml-too-deep", mark, limit=str(_DEPTH)))
        step = self._add(value, mark)
        self._open.append((self._container, None))
        self._container = value
        if step is not None:
            self._path.append(step)

    def _end(self) -> None:
        self._container, self._key = self._open.pop()
        if self._path:
            self._path.pop()

    def _add(self, value: Tree, mark: Mark) -> str | int | None:
        """The key or index under which a value belongs, if any; it is put there."""
        step: str | int | None = None
        if self._container.__class__ is dict:
            assert self._key is not None
            step, self._key = self._key, None
            self._container[step] = value
        elif self._container.__class__ is list:
            step = len(self._container)
            self._container.append(value)
        elif self._root is None:
            self._root = value
        else:
            raise SourceError(self._fault("yaml-invalid", mark, reason="only one document is allowed in a file"))
        if self._note:
            self._note((*self._path, step) if step is not None else (), mark, False)
        return step
