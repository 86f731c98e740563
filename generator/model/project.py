"""A project: everything a site was read from, as one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.application import ApplicationRegister
from generator.model.calendar import Calendar
from generator.model.catalog import Catalog, Category, Department, walk_categories
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.ledger import Ledger, ledgers
from generator.model.page import Page
from generator.model.profile import Profile
from generator.model.register import Redirect, Register
from generator.model.report import Report
from generator.model.report_font import ReportFonts
from generator.model.report_form import Form
from generator.model.report_language import Prose
from generator.model.report_trend import Trends
from generator.model.text_pattern import TextPatterns
from generator.model.waiver import Waiver
from generator.problems import Problem


@dataclass(frozen=True)
class Project:
    """What was read.

    ``files`` are all files of ``content/`` by path; ``unread`` the ids of items with broken sources, which nobody may
    call unknown. ``text_problems`` is what was found in the texts of items, by id, ``attachment_problems`` what was found in
    attachments, by SHA-256, both when they were first read. ``body_of`` gives the Markdown of an item, for the few rules that
    need one.
    """

    catalog: Catalog
    profile: Profile
    labels: Labels
    forms: Mapping[str, Form]
    today: dt.date
    audiences: frozenset[str]
    items: tuple[Item, ...] = ()
    pages: tuple[Page, ...] = ()
    reports: tuple[Report, ...] = ()
    applications: tuple[ApplicationRegister, ...] = ()
    report_prose: Prose = field(default_factory=Prose)
    trends: Trends = field(default_factory=Trends)
    report_fonts: ReportFonts = field(default_factory=ReportFonts)
    files: frozenset[str] = frozenset()
    unread: frozenset[str] = field(default_factory=frozenset)
    calendar: Calendar = field(default_factory=Calendar)
    patterns: TextPatterns = field(default_factory=TextPatterns)
    text_problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    attachment_problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    redirects: tuple[Redirect, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    body_of: Callable[[Item], str] | None = field(default=None, compare=False)

    @cached_property
    def categories(self) -> dict[str, Category]:
        """All categories by id, in the order of the tree."""
        return {category.id: category for category in walk_categories(self.catalog.categories)}

    @cached_property
    def departments(self) -> dict[str, Department]:
        """All departments by id."""
        return {department.id: department for department in self.catalog.departments}

    @cached_property
    def items_by_id(self) -> dict[str, Item]:
        """All items, public or not, by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def public(self) -> tuple[Item, ...]:
        """The items that may appear, newest first; the order of days alike is that of their ids."""
        shown = (item for item in self.items if item.is_public(self.today, self.audiences))
        by_id = sorted(shown, key=lambda item: item.id)
        return tuple(sorted(by_id, key=lambda item: item.authored.published or dt.date.min, reverse=True))

    @cached_property
    def public_by_category(self) -> dict[str, list[Item]]:
        """The public items of each category that has any, newest first; an item of a category is one of those above it."""
        found: dict[str, list[Item]] = {}
        for item in self.public:
            known = [self.categories[name] for name in item.authored.category if name in self.categories]
            for name in {name for category in known for name in (category.id, *category.parents)}:
                found.setdefault(name, []).append(item)
        return found

    @cached_property
    def body_names(self) -> frozenset[str]:
        """What the body is called, was called, and its offices and departments are called."""
        publisher = self.catalog.publisher
        names = publisher.all_names
        offices = (office.name for office in self.catalog.offices)
        departments = (department.name for department in self.catalog.departments)
        return frozenset(name for name in (*names, *offices, *departments) if name)

    @cached_property
    def own_forms(self) -> Mapping[str, Form]:
        """The forms of reports that the profile names; all where it names none."""
        return {name: form for name, form in self.forms.items() if name in self.profile.report_forms} or self.forms

    def form_of_year(self, year: int) -> Form | None:
        """The form for a year: of those of the profile that cover it the one that begins last."""
        fitting = [form for form in self.own_forms.values() if form.covers(year)]
        return max(fitting, key=lambda form: (form.first_year or 0, len(form.tables)), default=None)

    @cached_property
    def requirements(self) -> Mapping[str, str]:
        """What the profile asks of a body of this level."""
        return {**self.profile.requirements, **self.profile.levels.get(self.catalog.level, {})}

    @cached_property
    def public_reports(self) -> tuple[Report, ...]:
        """The reports that may appear, newest first."""
        shown = (
            report
            for report in self.reports
            if not report.head.draft and (report.head.published <= self.today if report.head.published else report.is_undated)
        )
        return tuple(sorted(shown, key=lambda report: report.year, reverse=True))

    @cached_property
    def shown_addresses(self) -> frozenset[str]:
        """The addresses of all that is shown: pages, public items, public reports."""
        shown: tuple[Page | Item | Report, ...] = (*self.pages, *self.public, *self.public_reports)
        return frozenset(thing.address for thing in shown)

    @cached_property
    def corrections(self) -> dict[str, dt.date]:
        """The day of the latest public correction of each item that has any, by its id."""
        found: dict[str, dt.date] = {}
        for item in self.public:
            corrects, day = item.authored.corrects, item.authored.published
            if corrects and day:
                found[corrects.item] = max(day, found.get(corrects.item, day))
        return found

    @cached_property
    def shown_titles(self) -> dict[str, str]:
        """The titles of pages and public items, by address."""
        return {thing.address: thing.head.title for thing in self.pages} | {
            item.address: item.authored.title for item in self.public
        }

    @cached_property
    def ledgers(self) -> dict[int, Ledger]:
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
    def list_files(self) -> dict[str, str]:
        """The files that hold a list of items, each with the name of one of its records."""
        return {item.source: item.id.rpartition("/")[2] for item in self.items if item.entry is not None}

    @cached_property
    def source_files(self) -> frozenset[str]:
        """The files that items, pages and reports are written in."""
        registers = {register.source for register in self.applications}
        return frozenset(path for path in self.files if path.endswith((".md", ".yml", ".yaml")) or path in registers)

    @property
    def site_url(self) -> str:
        """Where the site will live on the web, with a final slash, or nothing."""
        return self.catalog.site_url or ""

    @property
    def title(self) -> str:
        """The name of the site in full."""
        return self.catalog.title or f"{self.catalog.publisher.name}{self.profile.name}"
