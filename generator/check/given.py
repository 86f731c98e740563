"""The parts of a site that rules may look at, by the names of their parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from generator.check.catalog.terms import Change, Overrun, find_changes, find_overruns
from generator.check.file.attachments import find_in_files
from generator.check.item.steps import StepDue, find_steps_due, procedures_of
from generator.check.rule import Rule
from generator.load.read import Read
from generator.model.content import Content
from generator.model.edition import Edition
from generator.model.facts import text_facts
from generator.model.procedure import Procedure
from generator.model.project import Project
from generator.model.records import Records
from generator.model.settings import Settings
from generator.problems import Problem


class Given:
    """Everything that a rule may ask for, by name: what ``PARTS`` have, and what is worked out here, once, on demand."""

    PARTS = (Settings, Edition, Content, Records, Project, Read)

    def __init__(self, project: Project, read: Read) -> None:
        self._project = project
        self._read = read
        self._parts = (project.settings, project.edition, project.content, project.records, project, read)

    def give(self, names: Iterable[str]) -> dict[str, Any]:
        """The values of these names, by name."""
        return {name: getattr(self._home_of(name), name) for name in names}

    def run(self, rule: Rule) -> Iterable[Problem]:
        """The problems that a rule finds."""
        return rule.check(**self.give(rule.sees))

    def _home_of(self, name: str) -> object:
        return next(part for part in (self, *self._parts) if hasattr(part, name))

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """The facts that texts may name, by name."""
        return text_facts(self._project.settings)

    @cached_property
    def overruns(self) -> tuple[Overrun, ...]:
        """The items that took longer to be published than their term."""
        project, settings = self._project, self._project.settings
        found = find_overruns(
            project.content.items,
            settings.profile,
            settings.categories,
            settings.matters,
            settings.calendar,
            project.edition.today,
        )
        return tuple(found)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The items whose matter has changed, with the terms that run from it."""
        return tuple(find_changes(self._project.content.items, self._project.settings))

    @cached_property
    def procedure_by_item(self) -> Mapping[str, Procedure]:
        """The procedures that items go through, by the id of the item."""
        return procedures_of(self._project.content.items, self._project.settings)

    @cached_property
    def steps_due(self) -> tuple[StepDue, ...]:
        """The steps after publication that nobody took yet."""
        return tuple(find_steps_due(self._project.content.items, self._project.settings))

    @cached_property
    def file_findings(self) -> tuple[Problem, ...]:
        """The problems found in files, at the place of each text that lists or links to the file."""
        project, settings = self._project, self._project.settings
        if not any(self._read.attachment_findings.values()):
            return ()
        return tuple(
            find_in_files(
                project.shown,
                project.content.own_assets,
                self._read.attachment_findings,
                settings.patterns,
                settings.labels,
                project.edition.audiences,
            )
        )


Runner = Callable[[Given, Rule], Iterable[Problem]]
