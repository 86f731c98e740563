"""The settings of a site: all that its content is read and shown against, and that changes seldom."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from generator.digests import key_of, record_digest
from generator.model.appearance import Appearance
from generator.model.axes import Axis, axes_of
from generator.model.calendar import Calendar
from generator.model.catalog import Catalog, Category, CategoryEntry, Department, Publisher, Website, walk_categories
from generator.model.dates import DateForm, date_form
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.matter import Matter, MatterTable
from generator.model.procedure import Procedure
from generator.model.profile import Profile, ReportsDue, ReportSeries
from generator.model.report.font import ReportFonts
from generator.model.report.form import Form
from generator.model.report.language import Prose, spelt_out
from generator.model.report.period import Period
from generator.model.report.trend import Trends
from generator.model.text_pattern import TextPatterns

# What of the catalog no item, report or listing is found by.
_ON_PAGES_ALONE: Mapping[str, Any] = {
    "website": Website(),
    "appearance": Appearance(),
    "boards": (),
    "channels": (),
    "accounts": (),
    "offices": (),
    "introduction": "",
}


def series_of(catalog: Catalog, profile: Profile) -> Mapping[str, ReportSeries]:
    """The series of reports beside the main one, by id."""
    bodies = {body.id: ReportSeries(name=body.name) for body in catalog.report_bodies}
    return {**bodies, **profile.report_series}


def without_categories(settings: Settings, hidden: Container[str]) -> Settings:
    """The settings without some categories, by their ids; those below one go with it."""

    def kept(entries: tuple[CategoryEntry, ...], above: str) -> tuple[CategoryEntry, ...]:
        shown = (entry for entry in entries if f"{above}{entry.id}" not in hidden)
        return tuple(replace(entry, children=kept(entry.children, f"{above}{entry.id}/")) for entry in shown)

    return replace(settings, catalog=replace(settings.catalog, categories=kept(settings.catalog.categories, "")))


@dataclass(frozen=True, eq=False)
class Settings:
    """The catalog, its profile, and what is known of language, law and reports."""

    catalog: Catalog
    profile: Profile
    labels: Labels
    forms: Mapping[str, Form]
    report_prose: Prose = field(default_factory=Prose)
    trends: Trends = field(default_factory=Trends)
    report_fonts: ReportFonts = field(default_factory=ReportFonts)
    calendar: Calendar = field(default_factory=Calendar)
    patterns: TextPatterns = field(default_factory=TextPatterns)
    matter_tables: tuple[MatterTable, ...] = ()

    @cached_property
    def key(self) -> str:
        """The digest of the typed values: comments, order and white space of the files have no part in it."""
        return key_of(*(record_digest(getattr(self, part.name)) for part in fields(self)))

    @property
    def prose(self) -> Prose:
        """The words of reports' prose, spelt out."""
        return spelt_out(self.report_prose)

    @cached_property
    def search_key(self) -> str:
        """The digest of what a search may find documents by: how the body is reached, and its face, stand on pages alone.

        Of an authored page, in which they may stand, the key of its document has the whole catalog.
        """
        return replace(self, catalog=replace(self.catalog, **_ON_PAGES_ALONE)).key

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """All categories by id, in the order of the tree."""
        return {category.id: category for category in walk_categories(self.catalog.categories)}

    def department_of_categories(self, categories: Iterable[str]) -> str:
        """The department of the first of some categories, or of the nearest above it that has one; nothing where none has."""
        ways = [name for first in categories if first in self.categories for name in (*self.categories[first].parents, first)]
        return next((found for name in reversed(ways) if (found := self.categories[name].department)), "")

    def department_of(self, item: Item) -> str:
        """The department that answers for an item: its own, else that of its first category."""
        return item.authored.department or self.department_of_categories(item.authored.category[:1])

    def procedure_of(self, categories: Iterable[str]) -> Procedure | None:
        """The procedure that an item of some categories goes through: the first that one of them names, else that of all."""
        named = (self.categories[name].procedure for name in categories if name in self.categories)
        name = next(filter(None, named), self.catalog.procedure or self.profile.procedure)
        return self.profile.procedures.get(name)

    @cached_property
    def matters(self) -> Mapping[str, Matter]:
        """All matters of standard catalogs by id."""
        return {matter.id: matter for table in self.matter_tables for matter in table.matters}

    @cached_property
    def table_of_matter(self) -> Mapping[str, MatterTable]:
        """The table of each matter, by the id of the matter."""
        return {matter.id: table for table in self.matter_tables for matter in table.matters}

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """All departments by id."""
        return {department.id: department for department in self.catalog.departments}

    @cached_property
    def requirements(self) -> Mapping[str, str]:
        """The requirements of the profile on a body of this level, by number."""
        return {**self.profile.requirements, **self.profile.levels.get(self.catalog.level, {})}

    @cached_property
    def axes(self) -> Mapping[str, Axis]:
        """The further axes of the catalog beside its categories, by the names of their fields."""
        return axes_of(self.profile)

    @property
    def site_url(self) -> str:
        """The address of the site on the web, with a final slash, or nothing."""
        return self.catalog.site_url or ""

    @property
    def title(self) -> str:
        """The name of the site in full."""
        names = {"publisher": self.catalog.publisher.name, "name": self.profile.name}
        return self.catalog.title or self.labels.text["site_title"].format(**names)

    @property
    def reports_title(self) -> str:
        """The name of the column of annual reports; that of a report where the profile has none."""
        return self.profile.columns.reports or self.labels.text["search_kind_report"]

    @cached_property
    def body_names(self) -> frozenset[str]:
        """The names of the body now and before, and those of its offices and departments."""
        publisher = self.catalog.publisher
        names = publisher.all_names
        offices = (office.name for office in self.catalog.offices)
        departments = (department.name for department in self.catalog.departments)
        return frozenset(name for name in (*names, *offices, *departments) if name)

    @cached_property
    def own_forms(self) -> Mapping[str, Form]:
        """The forms of reports that the profile names; all where it names none."""
        return {name: form for name, form in self.forms.items() if name in self.profile.report_forms} or self.forms

    @cached_property
    def series(self) -> Mapping[str, ReportSeries]:
        """The series of reports beside the main one, by id: those of the profile, and one for each further body."""
        return series_of(self.catalog, self.profile)

    def publisher_of(self, series: str) -> Publisher:
        """The body that makes the reports of a series."""
        for body in self.catalog.report_bodies:
            if body.id == series:
                return Publisher(name=body.name, short_name=body.short_name, former_names=body.former_names)
        return self.catalog.publisher

    def _is_main(self, series: str) -> bool:
        """True for what the regulation demands of each body: the series of the publisher, and of further bodies."""
        return not series or series not in self.profile.report_series

    def forms_of(self, series: str) -> Mapping[str, Form]:
        """The forms of the reports of a series; of one that names none those without prescribed sections."""
        if self._is_main(series):
            return self.own_forms
        named = self.series[series].forms
        return {name: form for name, form in self.forms.items() if (name in named if named else not form.sections)}

    def reports_due(self, series: str) -> ReportsDue | None:
        """When the yearly reports of a series are out, where something says so."""
        return self.profile.reports_due if self._is_main(series) else self.series[series].due

    def report_name(self, series: str, period: Period) -> str:
        """The words for a report in a sentence: 2024年的报告."""
        words = self.labels.text
        if self._is_main(series) and series:
            return words["report_of_body"].format(period=period.name(words), name=self.series[series].name)
        if not series:
            return words["report_of"].format(period=period.name(words))
        return words["report_of_series"].format(period=period.name(words), name=self.series[series].name)

    def form_of_year(self, year: int, series: str = "") -> Form | None:
        """The form for a year: of those of the series that cover it the one that begins last."""
        fitting = [form for form in self.forms_of(series).values() if form.covers(year)]
        return max(fitting, key=lambda form: (form.first_year or 0, len(form.tables)), default=None)

    @property
    def missing_for_harvest(self) -> tuple[str, ...]:
        """The facts of the catalog without which a harvester takes no data set: where the site is, and whom to write to."""
        mail = self.catalog.offices and self.catalog.offices[0].email
        return tuple(name for name, fact in (("site_url", self.site_url), ("email", mail)) if not fact)

    def licence_of(self, named: str) -> tuple[str, str]:
        """The name and the address of the licence that an item names, else of the catalog's; nothing where there is none."""
        licence = named or self.catalog.licence
        return self.profile.value_label("licence", licence), self.profile.licence_addresses.get(licence, "")

    def other_language(self, tag: str) -> str:
        """The tag of an item's language where it is another than the site's; else nothing."""
        return "" if tag == self.catalog.language else tag

    @cached_property
    def dates(self) -> DateForm:
        """How days are written on its pages."""
        return date_form(self.labels.text)

    @property
    def timezone(self) -> str:
        """The zone in which the days of this site are counted; nothing is the machine's own zone."""
        return self.catalog.timezone or self.profile.timezone
