"""A run of the program: what it is asked for, what it found, and where it publishes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.model.project import Project
from generator.model.text_pattern import TextPatterns
from generator.problems import Problem
from generator.publish.output import OutputFolder
from generator.publish.publication import Published
from generator.store import StoreFault
from generator.work import Work

if TYPE_CHECKING:
    from concurrent.futures import Executor


class NotASite(Exception):
    """The folder has no catalog.yml."""


class ClusterFault(Exception):
    """A cluster cannot be used: ``kind`` is why (``missing``, ``unreachable``, ``empty``, ``other``), ``reason`` what it says."""

    def __init__(self, kind: str, address: str, reason: str = "") -> None:
        super().__init__(kind, address, reason)
        self.kind = kind
        self.address = address
        self.reason = reason


@dataclass(frozen=True)
class Options:
    """The options of a run. ``audiences`` none means those of the catalog.

    ``edition`` is the id of the one that is meant, where a site has several; none means its first.
    ``jobs`` is a number of processes; an ``executor`` that is given does their work instead of them.
    ``drafts`` makes a preview of what will appear too, which goes to a folder of its own: ``drafts_of``.
    ``quick`` trusts what was published last where it is not touched, ``verify`` compares every byte of it, ``adopt`` takes an
    output folder that has lost its manifest.
    """

    site: Path
    today: dt.date
    audiences: tuple[str, ...] = ()
    jobs: int = 1
    strict: bool = False
    cache: bool = True
    drafts: bool = False
    verify: bool = False
    quick: bool = False
    adopt: bool = False
    executor: Executor | None = None
    edition: str = ""

    def work(self, progress: Progress) -> Work:
        """The place where sets of work are done; ``progress`` is told of their parts."""
        return Work(self.executor, self.jobs, progress.step)


@dataclass(frozen=True)
class Result:
    """The result of a run: the problems, and what it published where it did. ``waived`` are the problems that are answered for.

    ``project`` is what was judged, ``inputs`` a name for all that was read, where one can be given. ``mended`` is what
    of the last publication was no longer as it had been published.
    """

    labels: Labels
    problems: list[Problem]
    project: Project | None = None
    waived: tuple[Problem, ...] = ()
    published: Published | None = None
    inputs: str = ""
    mended: list[Problem] = field(default_factory=list)

    @property
    def items(self) -> int:
        """The number of items that were judged."""
        return len(self.project.content.items) if self.project else 0

    @property
    def reports(self) -> int:
        """The number of reports that were judged."""
        return len(self.project.content.reports) if self.project else 0

    @property
    def profile(self) -> Profile | None:
        """The profile the site was judged by."""
        return self.project.settings.profile if self.project else None

    @property
    def patterns(self) -> TextPatterns | None:
        """The patterns that were looked for in texts."""
        return self.project.settings.patterns if self.project else None


@dataclass
class Progress:
    """Told of stages as they begin, of steps (how many parts of a set of work are done), of the end, and of faults of the store.

    By default nobody listens.
    """

    stage: Callable[[str], None] = field(default=lambda name: None)
    step: Callable[[int, int], None] = field(default=lambda done, total: None)
    end: Callable[[], None] = field(default=lambda: None)
    store_fault: Callable[[StoreFault], None] = field(default=lambda fault: None)


def output_of(site: Path, output: Path | None) -> OutputFolder:
    """The output folder of a site; by default ``site`` inside it."""
    return OutputFolder((output or site / "site").absolute())


def drafts_of(site: Path, edition: str = "") -> OutputFolder:
    """The folder for a preview with drafts: in the work folder of the site's output, with a work folder of its own."""
    return OutputFolder(output_of(site, None).work / "drafts" / (edition or "site"))
