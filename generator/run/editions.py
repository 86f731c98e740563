"""The editions of a site, each a run of its own: where it goes, and what all of them found together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.frozen import frozen
from generator.load.settings.editions import is_folder_name, peek_editions
from generator.model.edition import EditionEntry
from generator.problems import Position, Problem, Spot
from generator.publish.output import OutputFolder
from generator.run.options import Options, Result, output_of

_UNUSED = "waiver-unused"


class EditionMisuse(Exception):
    """A question about editions that a site has no answer to; ``words`` names the sentence that says so."""

    def __init__(self, words: str, **values: str) -> None:
        super().__init__(words)
        self.words = words
        self.values = values


@frozen
class EditionRun:
    """An edition that is built or checked: its name, the options for it and the folder it goes to."""

    name: str
    options: Options
    folder: OutputFolder


def edition_runs(options: Options, named: Sequence[str] = (), output: Path | None = None) -> list[EditionRun]:
    """The runs for the editions that are named by their ids or names, or for all; none where a site has no editions.

    Raises EditionMisuse.
    """
    entries = peek_editions(options.site)
    if not entries:
        if named:
            raise EditionMisuse("cli_no_editions")
        return []
    if options.audiences:
        raise EditionMisuse("cli_edition_audience", known=_listed(entries))
    meant = [_named(name, entries) for name in dict.fromkeys(named)] or list(entries)
    if output and len(meant) > 1:
        raise EditionMisuse("cli_edition_output", known=_listed(entries))
    return [
        EditionRun(
            entry.shown_name,
            replace(options, edition=entry.id),
            output_of(options.site, output or options.site / _folder(entry, first=entry is entries[0])),
        )
        for entry in meant
    ]


def _folder(entry: EditionEntry, *, first: bool) -> str:
    """The name of the folder of an edition; of one that may not have it, which is not published, the usual one."""
    name = entry.folder(first=first)
    return name if is_folder_name(name) else replace(entry, output="").folder(first=first)


def _listed(entries: Sequence[EditionEntry]) -> str:
    return ", ".join(entry.id for entry in entries)


def _named(name: str, entries: Sequence[EditionEntry]) -> EditionEntry:
    entry = next((entry for entry in entries if name in (entry.id, entry.name)), None)
    if entry is None:
        raise EditionMisuse("cli_no_edition", edition=name, known=_listed(entries))
    return entry


def merged(results: Sequence[tuple[str, Result]]) -> Result:
    """The results of several editions, each with its name, as one: a problem that not all of them have names those that do."""
    problems: dict[_Key, Problem] = {}
    editions: dict[_Key, list[str]] = {}
    for name, result in results:
        for problem in result.problems:
            key = _key(problem)
            problems.setdefault(key, problem)
            if name not in (names := editions.setdefault(key, [])):
                names.append(name)
    told = []
    for key, problem in problems.items():
        everywhere = len(editions[key]) == len(results)
        if everywhere or problem.code != _UNUSED:  # what one of them needs is used
            told.append(problem if everywhere else replace(problem, editions=tuple(editions[key])))
    first = next((result for _, result in results if result.project), results[0][1])
    waived = {_key(problem): problem for _, result in results for problem in result.waived}
    mended = [problem for _, result in results for problem in result.mended]
    return replace(first, problems=told, waived=tuple(waived.values()), mended=mended)


_Key = tuple[Spot | Position, str, tuple[tuple[str, str], ...]]


def _key(problem: Problem) -> _Key:
    return problem.where, problem.code, tuple(sorted(problem.values.items()))
