"""A project: everything a site was read from, as one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from generator.model.calendar import Calendar
from generator.model.catalog import Catalog, Category, Department
from generator.model.changes import changed_by_others
from generator.model.edition import Edition
from generator.model.introduction import Introduction
from generator.model.item import File, Item
from generator.model.labels import Labels
from generator.model.output.claims import claims_of
from generator.model.output.table import OutputTable
from generator.model.page import Page
from generator.model.profile import Profile
from generator.model.published_files import Text
from generator.model.published_lock import Register
from generator.model.redirect import Redirect
from generator.model.report.applications import ApplicationRegister
from generator.model.report.filed import Ledger, ledgers
from generator.model.report.font import ReportFonts
from generator.model.report.form import Form
from generator.model.report.language import Prose
from generator.model.report.report import Report
from generator.model.report.trend import Trends
from generator.model.settings import Settings
from generator.model.shown import Shown
from generator.model.text_pattern import TextPatterns
from generator.model.vocabulary import Vocabulary
from generator.model.waiver import Waiver


@dataclass(frozen=True)
class Project:
    """What was read.

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
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def __getstate__(self) -> dict[str, Any]:
        """What is sent to another process: what was read. What follows from it is worked out again there."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def catalog(self) -> Catalog:
        """The catalog."""
        return self.settings.catalog

    @property
    def profile(self) -> Profile:
        """The profile."""
        return self.settings.profile

    @property
    def labels(self) -> Labels:
        """The words of the language."""
        return self.settings.labels

    @property
    def forms(self) -> Mapping[str, Form]:
        """The report forms by name."""
        return self.settings.forms

    @property
    def report_prose(self) -> Prose:
        """The knowledge of the prose of reports."""
        return self.settings.report_prose

    @property
    def trends(self) -> Trends:
        """The series of figures over the years."""
        return self.settings.trends

    @property
    def report_fonts(self) -> ReportFonts:
        """The fonts for reports."""
        return self.settings.report_fonts

    @property
    def calendar(self) -> Calendar:
        """The calendar of working days."""
        return self.settings.calendar

    @property
    def patterns(self) -> TextPatterns:
        """The patterns of what must not stand in texts."""
        return self.settings.patterns

    @property
    def categories(self) -> Mapping[str, Category]:
        """All categories by id."""
        return self.settings.categories

    @property
    def departments(self) -> Mapping[str, Department]:
        """All departments by id."""
        return self.settings.departments

    @property
    def requirements(self) -> Mapping[str, str]:
        """The requirements on a body of this level."""
        return self.settings.requirements

    @property
    def site_url(self) -> str:
        """The address of the site on the web, or nothing."""
        return self.settings.site_url

    @property
    def title(self) -> str:
        """The name of the site in full."""
        return self.settings.title

    @cached_property
    def items_by_id(self) -> Mapping[str, Item]:
        """All items, public or not, by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def shown(self) -> Shown:
        """What the edition of this build shows of it."""
        return Shown(self, self.edition)

    @cached_property
    def table(self) -> OutputTable:
        """The table of all paths that the site will have."""
        return OutputTable(claims_of(self))

    @property
    def today(self) -> dt.date:
        """The day of this build."""
        return self.edition.today

    @property
    def audiences(self) -> frozenset[str]:
        """The audiences of this build."""
        return self.edition.audiences

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All texts, shown or not."""
        return (*self.items, *self.pages, *self.reports, self.introduction)

    @cached_property
    def items_by_address(self) -> Mapping[str, Item]:
        """All items, public or not, by address."""
        return {item.address: item for item in self.items}

    @property
    def public(self) -> tuple[Item, ...]:
        """The items that may appear, newest first."""
        return self.shown.items

    @cached_property
    def changed_by_others(self) -> dict[str, dt.date]:
        """The day another item last changed what is seen of one, where that is later than its own."""
        return changed_by_others(self.shown.items_by_id, self.shown.succession)

    def changed_on(self, item: Item) -> dt.date:
        """The day a public item last changed for its readers, by its own doing or by another's."""
        return self.changed_by_others.get(item.id) or item.changed

    @property
    def public_by_category(self) -> dict[str, list[Item]]:
        """The public items of each category that has any."""
        return self.shown.items_by_category

    @property
    def public_reports(self) -> tuple[Report, ...]:
        """The reports that may appear, newest first."""
        return self.shown.reports

    @property
    def shown_addresses(self) -> frozenset[str]:
        """The addresses of all pages, items and reports that are shown."""
        return self.shown.addresses

    @property
    def corrections(self) -> dict[str, dt.date]:
        """The day of the latest public correction of each item that has any, by its id."""
        return self.shown.corrections

    @property
    def shown_titles(self) -> dict[str, str]:
        """The titles of pages and public items by address."""
        return self.shown.titles

    @cached_property
    def ledgers(self) -> Mapping[int, Ledger]:
        """The reports that are no drafts by year, each with its form and with what came before it."""
        return ledgers((report for report in self.reports if not report.head.draft), self.forms)

    @cached_property
    def public_ledgers(self) -> tuple[Ledger, ...]:
        """The reports that may appear, oldest first, each with its form and with what came before it and may appear."""
        books = ledgers(self.public_reports, self.forms)
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
