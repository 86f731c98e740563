"""Loading all of a site but its items: the catalog, its profile and forms, the pages and the reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.load.assets import load_assets
from generator.load.files import FileReader
from generator.load.inputs import Inputs, find_inputs
from generator.load.items.named import CatalogNames
from generator.load.loading import Loading
from generator.load.matter_tables.files import is_matter_source
from generator.load.page import is_page_source, load_introduction, load_page
from generator.load.records import load_marks, load_redirects, load_register, load_waivers
from generator.load.reports.applications import is_register_source, load_applications
from generator.load.reports.report import ReportLoader, is_report_source, told_apart
from generator.load.settings.boards import with_boards, with_published_answers
from generator.load.settings.calendar import load_calendar
from generator.load.settings.catalog import (
    load_catalog,
    load_forms,
    load_labels,
    load_report_fonts,
    load_report_prose,
    load_trends,
)
from generator.load.settings.editions import catalog_of, edition_of, page_for, with_audiences
from generator.load.settings.engine import load_engine_settings
from generator.load.settings.languages import peek_language
from generator.load.settings.letters import wrong_letters
from generator.load.settings.licences import with_licence
from generator.load.settings.patterns import load_patterns
from generator.load.settings.procedures import unknown_procedures
from generator.load.settings.profile import load_profile
from generator.load.settings.vocabulary import FOLDER as SYNONYMS
from generator.load.settings.vocabulary import load_vocabulary
from generator.load.settings.wording import worded
from generator.load.source.misplaced import find_misplaced, find_other_case
from generator.model.catalog import Catalog
from generator.model.content import Content
from generator.model.labels import Labels
from generator.model.matter import MatterTable
from generator.model.output.claims import asset_claims
from generator.model.profile import Profile
from generator.model.project import Project
from generator.model.published_lock import register_path
from generator.model.records import Records
from generator.model.report.applications import ApplicationRegister
from generator.model.report.font import ReportFonts
from generator.model.report.form import Form
from generator.model.report.language import Prose
from generator.model.report.report import Report
from generator.model.report.trend import Trends
from generator.model.settings import Settings, series_of
from generator.presence import is_folder
from generator.problems import Problem


def _says_of_reports(site: Path) -> bool:
    """True for a site with data of its own on annual reports, whose faults are told though nobody needs it yet."""
    return any((site / "site_config").glob("report_*"))


def load_settings(
    site: Path,
    today: dt.date,
    audiences: Iterable[str],
    inputs: Inputs | None = None,
    *,
    edition: str = "",
    reports: bool = False,
) -> Loading:
    """The catalog, its profile and forms, the pages and the reports: all but the items.

    ``inputs`` is what was found to be read, if that was looked for already. What is known of annual reports is read where the
    site has any or says itself how they are made, or where somebody is to write the first: ``reports``. ``edition`` is the id of
    the one that is meant, where a site has several; by default the first.
    """
    audiences = tuple(audiences)
    inputs = inputs or find_inputs(site, today)
    problems = list(inputs.problems)
    labels = load_labels(site, peek_language(site), problems)
    engine = load_engine_settings(site, problems)
    catalog = load_catalog(site, labels, problems)
    face = (catalog.appearance.logo, catalog.appearance.style) if catalog else ()
    loading = Loading(site, labels, None, problems, inputs, load_assets(site, face, problems), engine)
    profile = load_profile(site, catalog.profile, labels, problems) if catalog else None
    paths = list(loading.files)
    problems += find_misplaced(paths)
    problems += find_other_case(paths)
    reports = reports or any(map(is_report_source, paths)) or any(map(is_register_source, paths)) or _says_of_reports(site)
    forms = load_forms(site, labels, problems) if reports else {}
    reader = FileReader.of(site, loading.files, profile)
    pages = [page for path in paths if is_page_source(path) and (page := load_page(reader, path, labels, problems))]
    registers, filed = _load_reports(reader, forms, catalog, profile, labels, problems)
    if catalog and is_folder(site / SYNONYMS):
        load_vocabulary(site, labels.language, labels, problems)  # for its faults: of use it is to the search index alone
    if catalog and profile:
        catalog = with_audiences(with_licence(catalog, profile, problems), profile, problems)
        meant = edition_of(catalog, profile, today, edition, audiences)
        catalog = with_published_answers(with_boards(catalog_of(catalog, meant), profile, labels, problems), problems)
        problems += unknown_procedures(catalog, profile)
        problems += wrong_letters(profile, catalog.profile)
        tables = _load_matters(reader, profile, catalog, labels, problems)
        loading.project = Project(
            settings=Settings(
                catalog=catalog,
                profile=profile,
                labels=worded(labels, profile, catalog.language),
                forms=forms,
                report_prose=load_report_prose(site, labels, problems) if filed else Prose(),
                trends=load_trends(site, labels, problems) if reports else Trends(),
                report_fonts=load_report_fonts(site, labels, problems) if reports else ReportFonts(),
                calendar=load_calendar(site, catalog.calendar or profile.calendar, problems),
                patterns=load_patterns(site, catalog, profile, labels, problems),
                matter_tables=tables,
            ),
            edition=meant,
            content=Content(
                introduction=load_introduction(reader, catalog.introduction, problems),
                pages=tuple(page_for(page, profile, problems) for page in pages),
                reports=told_apart(filed),
                applications=registers,
                files=frozenset(loading.files),
                assets=asset_claims(loading.assets.files),
                own_assets=loading.assets.own,
            ),
            records=Records(
                register=load_register(site, loading.files, problems, register_path(meant)),
                redirects=load_redirects(site, catalog.site_url or "", loading.files, labels, problems),
                waivers=load_waivers(site, loading.files, labels, problems),
                marks=load_marks(site, loading.files, labels, problems),
            ),
        )
    return loading


def _load_reports(
    reader: FileReader,
    forms: Mapping[str, Form],
    catalog: Catalog | None,
    profile: Profile | None,
    labels: Labels,
    problems: list[Problem],
) -> tuple[tuple[ApplicationRegister, ...], list[Report]]:
    """The registers of applications, and the annual reports, whose tables may be counted from these."""
    registers = tuple(
        register
        for path in filter(is_register_source, reader.files)
        if (register := load_applications(reader.site, path, labels, problems, reader.most_text))
    )
    series, main = (series_of(catalog, profile), profile.report_forms) if catalog and profile else ({}, ())
    loader = ReportLoader(reader, forms, labels, registers, series, main)
    filed = (loader.load(path, problems) for path in reader.files if is_report_source(path))
    return registers, [report for report in filed if report]


def _load_matters(
    reader: FileReader, profile: Profile, catalog: Catalog, labels: Labels, problems: list[Problem]
) -> tuple[MatterTable, ...]:
    """The standard catalogs of a site; what reads them is loaded where there are any."""
    sources = list(filter(is_matter_source, reader.files))
    if not sources:
        return ()
    from generator.load.matter_tables.matters import load_matters

    return load_matters(reader.site, sources, profile.matters, CatalogNames(catalog), labels, problems, reader.most_text)
