"""A file of YAML as it is written and as it was meant: read by the parser, and where that goes wrong by its slips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.frozen import frozen
from generator.load.source.front_matter import text_among
from generator.load.source.slip_keys import is_list_of_fields
from generator.load.source.slips import Fields, find_slips
from generator.load.source.yaml_tree import Outline, Tree, parse
from generator.problems import Position, Problem, Severity, SourceError, Spot

_OF_FORM = ("yaml-invalid", "yaml-tab")
# Slips of a keyboard or of an editor: who makes one in a file makes it in every line, and mends them all in the same way.
_HABITS = (
    "colon-wide",
    "blank-missing",
    "blank-wide",
    "indentation-blank",
    "yaml-tab",
    "list-mark",
    "brackets-wide",
    "key-marked",
)


@frozen
class AsWritten:
    """The content of a file; ``outline`` is where things stand in it, where the file itself cannot be read."""

    tree: Tree
    outline: Outline | None = None

    def place(self, problems: list[Problem], since: int, spellings: Callable[[str], tuple[str, ...]]) -> None:
        """Gives the problems from one on their places in the lines of the file."""
        if self.outline is None:
            return
        for index in range(since, len(problems)):
            where = problems[index].where
            if isinstance(where, Spot) and where.path:
                found = self.outline.locate(where.path, spellings, key=where.key)
                values = dict(problems[index].values)
                if "field" in values:
                    values["field"] = self.outline.name_of(values["field"], where.path, spellings)
                problems[index] = replace(problems[index], where=found, values=values)


def _by_habit(told: list[Problem]) -> list[Problem]:
    """The problems of slips, those of one habit as the first of them."""
    firsts: dict[tuple[str, str], Problem] = {}
    for number, problem in enumerate(told):
        alike = problem.code, problem.values.get("sign", "") if problem.code in _HABITS else str(number)
        first = firsts.setdefault(alike, problem)
        if first is not problem:
            firsts[alike] = replace(first, also=(*first.also, problem))
    return list(firsts.values())


def _is_well(tree: Tree, text: str, fields: Fields, first_line: int) -> bool:
    """True if a file that the parser reads says what it says without a slip."""
    return (
        isinstance(tree, list | dict) and not fields.is_suspect(text) and not fields.has_marked_names(tree, front=first_line > 1)
    )


def read_as_written(text: str, file: str, problems: list[Problem], fields: Fields, first_line: int = 1) -> AsWritten:
    """The YAML of a file. Slips are told, each at its place, and what the file says is read as it was meant.

    Raises SourceError where it cannot be read even so.
    """
    before = len(problems)
    refused: SourceError | None = None
    tree: Tree = {}
    try:
        tree = parse(text, file, problems, first_line)
    except SourceError as error:
        refused = error
    if refused is None and _is_well(tree, text, fields, first_line):
        return AsWritten(tree)
    if refused and refused.problem.code not in _OF_FORM:
        raise refused
    if refused and first_line > 1 and (unclosed := text_among(file, text)):
        raise SourceError(unclosed) from refused
    slips, mended = find_slips(text, fields, one=first_line > 1 or is_list_of_fields(tree, fields.shapes))
    if not slips:
        if refused:
            raise refused
        return AsWritten(tree)
    found: list[Problem] = []
    left: SourceError | None = None
    meant: Tree = {}
    try:
        meant = parse(mended, file, found, first_line)
    except SourceError as error:
        left = error
    if refused is None and (left or meant == tree):
        return AsWritten(tree)
    told = [
        Problem(slip.code, Position(file, slip.line + first_line, slip.column + 1), slip.values, slip.severity, mend=slip.mend)
        for slip in slips
    ]
    mild = all(problem.severity is not Severity.ERROR for problem in told)
    if refused and mild:  # what the parser refuses is read as it was meant, and does not go out so
        told = [replace(problem, severity=Severity.ERROR) for problem in told]
    told = _by_habit(told)
    del problems[before + sum(problem.code.startswith("sign-") for problem in problems[before:]) :]
    problems += told
    if left:
        # What is left has its true place only now; of a line that is told already nothing more is said.
        if getattr(left.problem.where, "line", 0) in {slip.line + first_line for slip in slips}:
            raise SourceError(problems.pop()) from left
        raise left
    if refused is None and mild:
        return AsWritten(tree)
    problems += [problem for problem in found if not problem.code.startswith("sign-")]
    return AsWritten(meant, Outline(mended, file, first_line))
