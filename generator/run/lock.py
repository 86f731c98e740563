"""Recording what is published, so that it cannot vanish or change without a word."""

from __future__ import annotations

from generator.check.catalog.register import recorded
from generator.check.rules import REGISTER_CODES
from generator.frozen import frozen
from generator.model.project import Project
from generator.problems import Problem, Severity
from generator.publish.output import OutputFolder
from generator.publish.published_lock import write_register
from generator.run.judge import check
from generator.run.options import Options, Progress, Result, output_of
from generator.text import Count


@frozen
class Recorded:
    """The record that was made, in words; none where ``refused``: what was recorded before has changed without a word."""

    result: Result
    message: str
    refused: bool = False


def record_published(options: Options, progress: Progress, folder: OutputFolder | None = None) -> Recorded:
    """Writes down what is published today, unless something written down before has changed without a word.

    ``folder`` is the one it is published to, where that is not the usual one.
    """
    result = check(options, folder or output_of(options.site, None), progress)
    project, words = result.project, result.labels.text
    if project is None or any(problem.code in REGISTER_CODES or _is_of_register(problem, project) for problem in result.problems):
        return Recorded(result, words["cli_not_recorded"], refused=True)
    register = recorded(project.records.register, project.shown, project.edition.today)
    name = "cli_recorded" if write_register(options.site, register) else "cli_recorded_same"
    return Recorded(result, words[name].format(count=Count(len(register.items)), path=register.path))


def _is_of_register(problem: Problem, project: Project) -> bool:
    """True for a register that cannot be read as it stands: what it says would be written over."""
    return problem.severity is Severity.ERROR and problem.where.file == project.records.register.path
