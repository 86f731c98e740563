"""A problem and its place.

A problem is a value: code, place and the facts of the case. Its wording is data (``site_config/labels``), so the same
problem reads in the reader's language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.frozen import frozen


class Severity(StrEnum):
    """How bad a problem is: an error stops publication, a warning only with ``--strict``, a notice never."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@frozen
class Spot:
    """Where a value stands in a source, without line numbers, which are looked up only when a problem is shown.

    ``file`` is relative to the site, always with ``/``. ``path`` leads through the YAML by keys and indices;
    ``key`` asks for the place of the last key instead of its value. ``needle`` is a piece of text to point at,
    searched from the start of the body (or of the value, where there is a path): the ``nth`` of its kind there, or, where
    that is 0, the first that is no part of something longer.
    """

    file: str
    path: tuple[str | int, ...] = ()
    key: bool = False
    needle: str = ""
    nth: int = 0

    def at(self, *steps: str | int) -> Spot:
        """The place of a value below this one."""
        return Spot(self.file, (*self.path, *steps))

    def within(self, text: str, start: int, end: int) -> Spot:
        """The place of the piece between two offsets of the text that is written here, without the blanks around it."""
        needle = text[start:end].strip()
        return Spot(self.file, self.path, self.key, needle, text.count(needle, 0, text.find(needle, start)) + 1 if needle else 0)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place a person can go to. Lines and columns count from 1; line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0


@frozen
class Mend:
    """The text in the line of a problem, and what is right in its place where only one thing can be."""

    written: str
    right: str


@frozen
class Problem:
    """Something wrong with a source, for a person to mend.

    ``code`` is permanent, English and kebab-case; ``values`` fill the placeholders of its message; ``cites`` names the
    article a rule of law stands on; ``mend`` is what ``gongkai fix`` writes; ``follows`` is the problem that this
    one comes from, and goes with; ``also`` are those of the same habit in the same file, which are counted and not told;
    ``editions`` are the names of those that have it, where others do not.
    """

    code: str
    where: Spot | Position
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    cites: str = ""
    mend: Mend | None = None
    follows: Problem | None = None
    also: tuple[Problem, ...] = ()
    editions: tuple[str, ...] = ()


def fingerprint(code: str, file: str, message: str) -> str:
    """The fingerprint of a problem: a digest of its code, its file and what is said, whatever line it moves to."""
    return hashlib.sha256(f"{code}\0{file}\0{message}".encode()).hexdigest()


class SourceError(Exception):
    """Leaves the reading of one source that cannot be read any further; caught where that source's reading began."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem

    def __reduce__(self) -> tuple[type[SourceError], tuple[Problem]]:
        return SourceError, (self.problem,)  # to come whole out of another process


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """True if these problems forbid publication."""
    stop = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(problem.severity in stop for problem in problems)
