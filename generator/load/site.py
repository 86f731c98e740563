"""Loading a whole site: every source is read once, in parallel where that pays, and only if it has changed."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from generator.frozen import frozen
from generator.load.assets import Assets, load_assets
from generator.load.files import FileReader
from generator.load.inputs import Inputs, find_inputs
from generator.load.items.item import CheckText, ItemLoader, LoadedSource, is_item_source, item_id
from generator.load.items.list_files import common_of, is_list_source
from generator.load.items.named import CatalogNames, MatterNames, relate
from generator.load.markup_files import MarkupWriter, Place
from generator.load.matter_tables.files import is_matter_source
from generator.load.page import is_page_source, load_introduction, load_page
from generator.load.read import Read
from generator.load.records import load_marks, load_redirects, load_register, load_waivers
from generator.load.reports.applications import is_register_source, load_applications
from generator.load.reports.report import is_report_source, load_report, told_apart
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
from generator.load.settings.editions import catalog_of, edition_of, page_for, redirects_of, with_audiences
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
from generator.load.shipped import runtime_digest
from generator.load.source.misplaced import find_misplaced, find_other_case, find_shared_files, find_text_sources
from generator.load.source.source import Found, is_settled
from generator.model.catalog import Catalog
from generator.model.content import Content
from generator.model.engine_settings import EngineSettings
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.matter import MatterTable
from generator.model.output.claims import asset_claims
from generator.model.profile import Profile
from generator.model.project import Project
from generator.model.published_lock import register_path
from generator.model.records import Records
from generator.model.report.font import ReportFonts
from generator.model.report.language import Prose
from generator.model.report.trend import Trends
from generator.model.settings import Settings, series_of
from generator.presence import is_folder
from generator.problems import Problem, has_errors
from generator.store import Store
from generator.work import Work

_Loaded = tuple[list[Item], dict[str, list[Problem]]]  # items, and what was found in the texts of some, by id
_LOADED: TypeAdapter[list[_Loaded]] = TypeAdapter(list[_Loaded])
_BATCH = 50  # sources that are loaded together
_TOGETHER = 500  # sources whose values are read at once: a call for each costs as much as the reading of a short one


@dataclass
class Loading:
    """A site on its way to a project: settings first, then everything else, so that work on the settings can begin."""

    site: Path
    labels: Labels
    project: Project | None
    problems: list[Problem]
    inputs: Inputs
    assets: Assets
    engine: EngineSettings
    read: Read = field(default_factory=Read)
    markup: Mapping[str, Place] = field(default_factory=dict)  # of the items that were read anew, by id

    @property
    def settings(self) -> str:
        """The key of the settings, or nothing where they could not be read."""
        return self.project.settings.key if self.project else ""

    @property
    def files(self) -> Mapping[str, Found]:
        """The files of the site's content by path."""
        return self.inputs.files


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
    pages = [load_page(reader, path, labels, problems) for path in paths if is_page_source(path)]
    registers = [load_applications(site, path, labels, problems, reader.most_text) for path in paths if is_register_source(path)]
    known = tuple(register for register in registers if register)
    series, main = (series_of(catalog, profile), profile.report_forms) if catalog and profile else ({}, ())
    filed = [load_report(reader, path, forms, labels, problems, known, series, main) for path in paths if is_report_source(path)]
    if catalog and is_folder(site / SYNONYMS):
        load_vocabulary(site, labels.language, labels, problems)  # for its faults: of use it is to the search index alone
    if catalog and profile:
        catalog = with_audiences(with_licence(catalog, profile, problems), profile, problems)
        meant = edition_of(catalog, profile, today, edition, audiences)
        catalog = with_published_answers(with_boards(catalog_of(catalog, meant), profile, labels, problems), problems)
        problems += unknown_procedures(catalog, profile)
        problems += wrong_letters(profile, catalog.profile)
        tables = _load_matters(site, paths, profile, catalog, labels, reader, problems)
        loading.project = Project(
            settings=Settings(
                catalog=catalog,
                profile=profile,
                labels=worded(labels, profile, catalog.language),
                forms=forms,
                report_prose=load_report_prose(site, labels, problems) if any(filed) else Prose(),
                trends=load_trends(site, labels, problems) if reports else Trends(),
                report_fonts=load_report_fonts(site, labels, problems) if reports else ReportFonts(),
                calendar=load_calendar(site, catalog.calendar or profile.calendar, problems),
                patterns=load_patterns(site, catalog, profile, labels, problems),
                matter_tables=tables,
            ),
            edition=meant,
            content=Content(
                introduction=load_introduction(reader, catalog.introduction, problems),
                pages=tuple(page_for(page, profile, problems) for page in pages if page),
                reports=told_apart([report for report in filed if report]),
                applications=known,
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


def _load_matters(
    site: Path,
    paths: Sequence[str],
    profile: Profile,
    catalog: Catalog,
    labels: Labels,
    reader: FileReader,
    problems: list[Problem],
) -> tuple[MatterTable, ...]:
    """The standard catalogs of a site; what reads them is loaded where there are any."""
    sources = [path for path in paths if is_matter_source(path)]
    if not sources:
        return ()
    from generator.load.matter_tables.matters import load_matters

    return load_matters(site, sources, profile.matters, CatalogNames(catalog), labels, problems, reader.most_text)


def load_items(
    loading: Loading, store: Store, work: Work, check_text: CheckText | None = None, markup: Path | None = None
) -> Project | None:
    """The project with its items; their problems join those of the settings, and what was found in them is ``loading.read``.

    What a source gave is kept, and holds as long as nothing it was read from has changed: the source, the files beside it,
    the settings. ``markup`` is the folder in which the markup of what is read is kept for those who will make pages of it.
    """
    project, files = loading.project, loading.files
    if project is None:
        return None
    settings = project.settings
    names = CatalogNames(settings.catalog)
    matters = MatterNames(settings.matter_tables)
    loader = ItemLoader(loading.site, settings.profile, settings.labels, files, check_text, names, matters, bool(markup))
    sources = [found for path, found in files.items() if is_item_source(path)]
    table = store.table("sources", f"{runtime_digest()} {loading.settings}")
    known = table.keys()
    kept = dict(table.get(source.path for source in sources if _holds(known.get(source.path, ""), source, files)))
    stale = [source.path for source in sources if source.path not in kept]
    now_ns = time.time_ns()
    fresh = dict(zip(stale, work.run(_read_sources, (loader, markup), stale), strict=True))
    table.replace(
        [path for path in known if path not in files],
        [
            (path, _state(files[path], read.needs, files), read.items)
            for path, read in fresh.items()
            if not read.problems and is_settled((files[name] for name in (path, *read.needs) if name in files), now_ns)
        ],
    )
    items: list[Item] = []
    unread: set[str] = set()
    found: dict[str, tuple[Problem, ...]] = {}
    whole = [read.items if (read := fresh.get(source.path)) else kept[source.path] for source in sources]
    for start in range(0, len(whole), _TOGETHER):
        for own_items, own_found in _LOADED.validate_json(b"[%b]" % b",".join(whole[start : start + _TOGETHER])):
            items += [item.on(project.edition.today) for item in own_items] if own_items else ()
            if own_found:
                found.update((name, tuple(problems)) for name, problems in own_found.items())
    for path, read in fresh.items():
        if read.problems:
            loading.problems.extend(read.problems)
            if has_errors(read.problems):
                unread.add(item_id(path))
    items = relate(items, loading.problems, project.settings.site_url)
    texts, shared = find_text_sources(loading.site, files), find_shared_files(files)
    loading.read = Read(frozenset(unread), found, text_sources=texts, shared_files=shared, body_of=loader.load_body)
    loading.markup = {item_id(path): read.markup for path, read in fresh.items() if read.markup}
    project = replace(project, content=replace(project.content, items=tuple(items)))
    if settings.catalog.editions and project.records.redirects:
        redirects = redirects_of(project.records.redirects, project.shown, project.content, settings)
        project = replace(project, records=replace(project.records, redirects=redirects))
    return project


def _state(source: Found, needs: Iterable[str], files: Mapping[str, Found]) -> str:
    """The name of the state that a source and the other files it depends on are in."""
    return "\n".join([source.signature, *(f"{files[name].signature if name in files else '-'} {name}" for name in needs)])


def _holds(state: str, source: Found, files: Mapping[str, Found]) -> bool:
    """True if a source and the files that were needed are in a state they were in before."""
    if state == source.signature:
        return True
    _, *needs = state.split("\n")
    return bool(needs) and state == _state(source, [need.partition(" ")[2] for need in needs], files)


@frozen
class _Read:
    """The yield of a source: its items and the findings in their texts as JSON, the files that go out with them, its problems."""

    items: bytes
    needs: tuple[str, ...]
    problems: list[Problem]
    markup: Place | None


def _read_sources(given: tuple[ItemLoader, Path | None], paths: Sequence[str]) -> list[_Read]:
    loader, folder = given
    with contextlib.closing(MarkupWriter(folder)) as writer:
        batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
        return [_read_of(path, read, writer) for batch in batches for path, read in zip(batch, loader.load(batch), strict=True)]


def _read_of(path: str, read: LoadedSource, writer: MarkupWriter) -> _Read:
    items, problems, found, markup = read
    needs = {file.source for item in items for file in item.files} | ({common_of(path)} if is_list_source(path) else set())
    place = writer.keep(markup) if markup is not None else None
    return _Read(_LOADED.dump_json([(items, found)], exclude_defaults=True)[1:-1], tuple(sorted(needs)), problems, place)
