"""A rule: a function that yields problems, with what is true of all it yields stated beside it, once.

What it looks at is its signature: each parameter is the name of a part of the site (``items``, ``profile``, ``shown``,
``today`` …; ``given`` knows them all), so that a rule is handed what it asks for and nothing else, and its type can be held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType

from generator.frozen import frozen
from generator.problems import Problem, Severity

Check = Callable[..., Iterator[Problem]]


@frozen
class Rule:
    """A rule: the codes of what it finds, how bad that is, and the article it stands on where it stands on one.

    Without a severity, the data that the rule works by says it of each find. ``by_clock``: something comes true by waiting
    alone; in a sample site, which nobody keeps, that is no more than a notice. ``waivable``: a person may answer for it; no
    page can be made of what does not exist. ``sees`` are the names of what its function looks at: its parameters.
    """

    codes: tuple[str, ...]
    severity: Severity | None
    check: Check
    sees: tuple[str, ...]
    cites: str = ""
    by_clock: bool = False
    waivable: bool = True

    def judged(self, problem: Problem, *, sample: bool) -> Problem:
        """A problem that its function found, with the severity and the article that it has, in a sample site or not."""
        severity = self.severity or problem.severity
        if self.by_clock and sample:
            severity = Severity.NOTICE
        return replace(problem, severity=severity, cites=problem.cites or self.cites)


def rule(
    *codes: str, severity: Severity | None = None, cites: str = "", by_clock: bool = False, waivable: bool = True
) -> Callable[[Check], Rule]:
    """A decorator that makes a function a rule of these codes; the name of the function is then that of the rule."""

    def made(check: Check) -> Rule:
        code = check.__code__
        sees = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        return Rule(codes, severity, check, sees, cites, by_clock, waivable)

    return made


def rules_of(*modules: ModuleType) -> Iterator[Rule]:
    """The rules of modules, in their order and in each in the order of its functions."""
    for module in modules:
        yield from (value for value in vars(module).values() if isinstance(value, Rule))


def codes_of(*modules: ModuleType) -> frozenset[str]:
    """The codes of what the rules of modules find."""
    return frozenset(code for found in rules_of(*modules) for code in found.codes)
