"""The findings of rules on reports, kept from run to run: they follow from few things, and to read prose takes long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from pydantic import TypeAdapter

from generator.check.given import Given
from generator.check.rule import Rule
from generator.digests import key_of, value_digest
from generator.load.shipped import runtime_digest
from generator.model.project import Project
from generator.model.settings import Settings
from generator.problems import Problem
from generator.store import Store

# What a rule may look at whose findings are kept: the settings, all of their parts, and what is read of reports.
_SEEN = {"settings", "reports", "filed_reports", "applications", *dir(Settings), *(field.name for field in fields(Settings))}


class ReportFindings:
    """The findings of those rules that see the settings, the reports and the registers of applications alone.

    They are those of the last run where none of these is another.
    """

    def __init__(self, store: Store, project: Project) -> None:
        self._table = store.table("reports", runtime_digest())
        content = project.content
        self._key = key_of(project.settings.key, value_digest((content.reports, content.applications)))
        self._is_kept = self._table.keys().get("") == self._key
        kept = dict(self._table.get([""])) if self._is_kept else {}
        self._found: dict[str, list[Problem]] = _FINDINGS.validate_json(kept[""]) if kept else {}

    def of(self, given: Given, rule: Rule) -> Iterable[Problem]:
        """The problems that a rule finds: those that were kept, or found now."""
        if not _SEEN.issuperset(rule.sees):
            return given.run(rule)
        name = f"{rule.check.__module__}.{rule.check.__qualname__}"
        if name not in self._found:
            self._found[name] = list(given.run(rule))
            self._is_kept = False
        return self._found[name]

    def keep(self) -> None:
        """Keeps what was found, for the next run."""
        if not self._is_kept:
            self._table.replace([], [("", self._key, _FINDINGS.dump_json(self._found))])


_FINDINGS: TypeAdapter[dict[str, list[Problem]]] = TypeAdapter(dict[str, list[Problem]])
