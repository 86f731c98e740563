"""A project: a site as it was read, and the edition of it that is built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from generator.model.content import Content
from generator.model.edition import Edition
from generator.model.output.claims import claims_of
from generator.model.output.table import OutputTable
from generator.model.records import Records
from generator.model.relations import Relations
from generator.model.report.filed import FiledReport, filed_reports
from generator.model.settings import Settings
from generator.model.shown import Shown


@dataclass(frozen=True)
class Project:
    """The settings, the content, what stands beside it, and the edition; and what follows from them together."""

    settings: Settings
    edition: Edition
    content: Content = field(default_factory=Content)
    records: Records = field(default_factory=Records)

    def __getstate__(self) -> dict[str, Any]:
        """The fields that are sent to another process: what was read. What follows from it is worked out again there."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def shown(self) -> Shown:
        """The part of the site that the edition of this build shows."""
        return Shown(self.content, self.edition, self.settings)

    @property
    def as_shown(self) -> Project:
        """The project as its edition may show it: without categories and pages that are for others."""
        if self.shown.settings is self.settings and len(self.shown.pages) == len(self.content.pages):
            return self
        return replace(self, settings=self.shown.settings, content=replace(self.content, pages=self.shown.pages))

    @cached_property
    def relations(self) -> Relations:
        """The relations of the items that are shown."""
        return Relations(self.shown)

    @cached_property
    def states(self) -> Mapping[str, str]:
        """The state of each item that is shown, by its id, where a reader must know it before relying on the item."""
        return {item.id: state for item in self.shown.items if (state := self.relations.state(item))}

    @cached_property
    def table(self) -> OutputTable:
        """The table of all paths that the site will have."""
        return OutputTable(claims_of(self.settings, self.content, self.shown, self.records.redirects))

    @cached_property
    def filed_reports(self) -> Mapping[str, FiledReport]:
        """The reports that are no drafts by id, each with its form and with what came before it."""
        return filed_reports((report for report in self.content.reports if not report.head.draft), self.settings.forms)
