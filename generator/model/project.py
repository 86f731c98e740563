"""A project: everything a site was read from, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from generator.model.edition import Edition
from generator.model.introduction import Introduction
from generator.model.item import File, Item
from generator.model.output.claims import claims_of
from generator.model.output.table import OutputTable
from generator.model.page import Page
from generator.model.published_files import Text
from generator.model.published_lock import Register
from generator.model.redirect import Redirect
from generator.model.report.applications import ApplicationRegister
from generator.model.report.filed import Ledger, ledgers
from generator.model.report.report import Report
from generator.model.settings import Settings
from generator.model.shown import Shown
from generator.model.waiver import Waiver


@dataclass(frozen=True)
class Project:
    """A site as it was read.

    ``files`` are all files of ``content/`` by path, ``assets`` the paths in the site of what the theme brings, ``own_assets``
    the files among them that are the site's. In a ``preview``, which is never published, ``previewed`` and
    ``previewed_reports`` are shown too, by id and year with what they are (``draft``, ``scheduled``).
    """

    settings: Settings
    edition: Edition
    introduction: Introduction = field(default_factory=Introduction)
    items: tuple[Item, ...] = ()
    pages: tuple[Page, ...] = ()
    reports: tuple[Report, ...] = ()
    applications: tuple[ApplicationRegister, ...] = ()
    files: frozenset[str] = frozenset()
    register: Register = field(default_factory=Register)
    redirects: tuple[Redirect, ...] = ()
    assets: frozenset[str] = frozenset()
    own_assets: tuple[File, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    preview: bool = False
    previewed: Mapping[str, str] = field(default_factory=dict)
    previewed_reports: Mapping[int, str] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """The fields that are sent to another process: what was read. What follows from it is worked out again there."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def items_by_id(self) -> Mapping[str, Item]:
        """All items, public or not, by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def shown(self) -> Shown:
        """The part of it that the edition of this build shows."""
        return Shown(self, self.edition, self.settings.categories)

    @cached_property
    def table(self) -> OutputTable:
        """The table of all paths that the site will have."""
        return OutputTable(claims_of(self))

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All texts, shown or not."""
        return (*self.items, *self.pages, *self.reports, self.introduction)

    @cached_property
    def items_by_address(self) -> Mapping[str, Item]:
        """All items, public or not, by address."""
        return {item.address: item for item in self.items}

    @cached_property
    def ledgers(self) -> Mapping[int, Ledger]:
        """The reports that are no drafts by year, each with its form and with what came before it."""
        return ledgers((report for report in self.reports if not report.head.draft), self.settings.forms)

    @cached_property
    def public_ledgers(self) -> tuple[Ledger, ...]:
        """The reports that may appear, oldest first, each with its form and with what came before it and may appear."""
        books = ledgers(self.shown.reports, self.settings.forms)
        return tuple(books[year] for year in sorted(books))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all that was read, shown or not."""
        read: tuple[Page | Item | Report, ...] = (*self.pages, *self.items, *self.reports)
        return frozenset(thing.address for thing in read)

    @cached_property
    def list_files(self) -> Mapping[str, str]:
        """The files that hold a list of items, each with the name of one of its records."""
        return {item.source: item.id.rpartition("/")[2] for item in self.items if item.entry is not None}

    @cached_property
    def source_files(self) -> frozenset[str]:
        """The files that items, pages and reports are written in."""
        registers = {register.source for register in self.applications}
        return frozenset(path for path in self.files if path.endswith((".md", ".yml", ".yaml")) or path in registers)
