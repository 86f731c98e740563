"""The pipeline: load, check, render, engine, publish. It reads in the order it runs."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from generator.check.attachments import AttachmentCheck
from generator.check.references import check_facts
from generator.check.rules import check_project, waivable_codes
from generator.check.texts import TextCheck
from generator.check.waivers import waive
from generator.load.assets import Assets
from generator.load.attachment_text import AttachmentTexts
from generator.load.attachments import load_attachments
from generator.load.cache import SourceCache
from generator.load.catalog import load_labels, peek_language
from generator.load.inputs import Inputs
from generator.load.item import ItemLoader
from generator.load.pieces_cache import PiecesCache
from generator.load.project import Loading, load_items, load_settings
from generator.load.search_cache import SearchCache
from generator.load.shipped import ENGINE_CONFIG, SHIPPED, find_data, list_data, program_digest, runtime_digest
from generator.load.source import SourceChanged
from generator.model.catalog import CATALOG
from generator.model.item import File
from generator.model.labels import Labels
from generator.model.output import Copy, Output
from generator.model.project import Project
from generator.model.text_pattern import TextPatterns
from generator.parallel import Aside
from generator.problems import Position, Problem, has_errors
from generator.publish.engine import Engine, EngineInput, EngineOutput
from generator.publish.headers import server_files
from generator.publish.output import OutputFolder, Published
from generator.render.exports import render_exports
from generator.render.identity import site_facts
from generator.render.pages import render_page
from generator.render.search import render_search
from generator.render.search_read import SearchSources
from generator.render.site import Site
from generator.render.templates import Templates, key_of

# On a page that is shown at any address that does not exist, relative links need the site's root. It is whatever stands
# before the first folder of ours, or the folder the page was asked for in.
_FIND_ROOT = (
    "(function(){var p=location.pathname,m=/^(.*?\\/)(?:items|catalog|reports|guide|rules|apply|search)(?:\\/|$)/.exec(p),"
    "b=document.createElement('base');b.href=m?m[1]:p.replace(/[^/]*$/,'');document.head.appendChild(b)})()"
)


# How often a build begins again because a source changed while it ran: an editor saves, a copy goes on.
_ATTEMPTS = 4


class NotASite(Exception):
    """The folder has no catalog.yml."""


@dataclass(frozen=True)
class Options:
    """What a run is asked for. ``audiences`` none means those of the catalog; ``jobs`` is a number of processes."""

    site: Path
    today: dt.date
    audiences: tuple[str, ...] = ()
    jobs: int = 1
    strict: bool = False
    cache: bool = True


@dataclass(frozen=True)
class Result:
    """What a run found, and what it published where it did. ``waived`` is what was found and is answered for.

    ``project`` is what was judged, ``inputs`` a name for all that was read, where one can be given.
    """

    labels: Labels
    problems: list[Problem]
    project: Project | None = None
    waived: tuple[Problem, ...] = ()
    published: Published | None = None
    inputs: str = ""

    @property
    def items(self) -> int:
        """How many items were judged."""
        return len(self.project.items) if self.project else 0

    @property
    def reports(self) -> int:
        """How many reports were judged."""
        return len(self.project.reports) if self.project else 0

    @property
    def patterns(self) -> TextPatterns | None:
        """What was looked for in texts."""
        return self.project.patterns if self.project else None


@dataclass
class Progress:
    """Told when each stage begins; by default nobody listens."""

    stage: Callable[[str], None] = field(default=lambda name: None)


def output_of(site: Path, output: Path | None) -> OutputFolder:
    """The output folder of a site; by default ``site`` inside it."""
    return OutputFolder((output or site / "site").absolute())


def load(options: Options) -> Loading:
    """Loads a site with its items; nothing is kept of it."""
    _require_site(options.site)
    loading = _load_settings(options)
    loading.project = load_items(loading, SourceCache(None, loading.settings), options.jobs)
    return loading


def check(options: Options, folder: OutputFolder, progress: Progress) -> Result:
    """Loads a site and finds what is wrong with it; writes nothing but its cache."""
    _require_site(options.site)
    loading = _load_settings(options)
    project = load_items(
        loading, SourceCache(folder.work if options.cache else None, loading.settings), options.jobs, _text_check(loading)
    )
    return _checked(loading, project, folder.work if options.cache else None, options.jobs)


def build(options: Options, folder: OutputFolder, progress: Progress, inputs: Inputs | None = None) -> Result:
    """Publishes a site, unless something is wrong with it; then the last good one stays.

    ``inputs`` is what was found to be read, if that was looked for already.
    """
    _require_site(options.site)
    with folder.hold():
        if not options.cache:
            folder.forget()
        for attempt in range(_ATTEMPTS):
            try:
                return _build(options, folder, progress, None if attempt else inputs)
            except SourceChanged as change:
                changed = os.path.relpath(os.path.join(options.site, str(change)), options.site)
        labels = load_labels(options.site, peek_language(options.site))
        return Result(labels, [Problem("source-changing", Position(changed), {"path": changed})])


def _build(options: Options, folder: OutputFolder, progress: Progress, inputs: Inputs | None) -> Result:
    """The result of one attempt to publish. Raises SourceChanged where a source changed after it was judged."""
    with contextlib.ExitStack() as cleanup:
        folder.start_survey(options.jobs)
        # First what is about the site as a whole: it is little, and the engine needs no more to begin.
        loading = _load_settings(options, inputs)
        theme = _theme(options.site, loading.assets)
        engine: Engine | None = None
        if loading.project and not has_errors(loading.problems) and not any(check_facts(loading.project)):
            progress.stage("cli_engine")
            engine = Engine(_engine_input(loading.project, options.site, theme), folder.work / "engine")
            cleanup.callback(engine.stop)
        # While it runs, every item is read; the cache gives those that have not changed.
        progress.stage("cli_loading")
        project = load_items(loading, SourceCache(folder.work, loading.settings), options.jobs, _text_check(loading))
        if project is None or engine is None:
            return _checked(loading, project, folder.work, options.jobs)
        exports = _start_exports(project, loading.settings, folder.work, cleanup, options.jobs)
        result = _checked(loading, project, folder.work, options.jobs)
        # Only a clean catalog is published.
        if has_errors(result.problems, strict=options.strict):
            return result
        rendered = engine.finish()
        progress.stage("cli_writing")
        outputs = list(_outputs(project, loading, rendered, theme, exports, folder.work, options.jobs))
        published = folder.publish(outputs, options.jobs)
        _write_server_files(options.site, folder.work / "web")
        return replace(result, published=published, inputs=loading.inputs.name)


def _write_server_files(site: Path, folder: Path) -> None:
    """Configuration for the server of the site, beside the build: for the host to take, not for the public."""
    folder.mkdir(exist_ok=True)
    for name, text in server_files(list_data(site, "site_config/web", "*"), _FIND_ROOT).items():
        (folder / name).write_text(text, encoding="utf-8")


def _start_exports(
    project: Project, settings: str, work: Path, cleanup: contextlib.ExitStack, jobs: int
) -> Aside[dict[str, bytes]]:
    """Begins what holds the whole catalog, which every edit changes, while rules are still looked at.

    If they find an error, nobody asks for it, nor for what it may have failed of.
    """
    exports = Aside(partial(render_exports, project, PiecesCache(work), key_of(program_digest(), settings)), jobs)
    cleanup.callback(exports.stop)
    return exports


def _require_site(site: Path) -> None:
    if not (site / CATALOG).is_file():
        raise NotASite(str(site))


def _load_settings(options: Options, inputs: Inputs | None = None) -> Loading:
    return load_settings(options.site, options.today, options.audiences, inputs)


def _text_check(loading: Loading) -> TextCheck | None:
    return TextCheck(loading.project.catalog, loading.project.patterns) if loading.project else None


def _checked(loading: Loading, project: Project | None, folder: Path | None, jobs: int) -> Result:
    problems = list(loading.problems)
    if project is None:
        return Result(loading.labels, problems)
    look = AttachmentCheck(TextCheck(project.catalog, project.patterns))
    # A file of a kind that may not go out is refused for that, whatever is in it.
    files = (*project.own_assets, *(use.file for use in project.shown.files.uses))
    known = (file for file in files if file.type in project.profile.attachment_types)
    inside = load_attachments(loading.site, known, folder, loading.settings, jobs, look)
    project = replace(project, attachment_problems=inside)
    standing, waived = waive(project, check_project(project), waivable_codes())
    problems += standing
    return Result(loading.labels, problems, project, tuple(waived))


def _theme(site: Path, assets: Assets) -> dict[str, Path]:
    """The files of the theme by their path in it, without the assets that nobody asked for."""
    files = list_data(site, "theme", "**/*")
    return {
        name: path for name, path in files.items() if not name.startswith("assets/") or name[len("assets/") :] in assets.files
    }


def _engine_input(project: Project, site: Path, theme: dict[str, Path]) -> EngineInput:
    overrides = {name.removeprefix("overrides/"): path for name, path in theme.items() if name.startswith("overrides/")}
    overrides |= {name: path for name, path in theme.items() if name.startswith("assets/")}
    config = find_data(site, ENGINE_CONFIG)
    assert config is not None
    return EngineInput(
        pages={
            page.id: (_head(page.head.title, page.head.description, page.updated), render_page(page, project))
            for page in project.pages
        },
        theme=overrides,
        config=config,
        site=_site_facts(project),
    )


def _head(title: str, description: str, updated: dt.date | None) -> dict[str, str]:
    head = {"title": title, "description": description, "updated": updated.isoformat() if updated else ""}
    return {name: value for name, value in head.items() if value}


def _site_facts(project: Project) -> dict[str, object]:
    language = {"zh-CN": "zh", "en": "en"}[project.catalog.language]
    facts = site_facts(project)
    return {"name": project.title, "url": project.site_url, "language": language, "find_root": _FIND_ROOT, "extra": facts}


def _outputs(
    project: Project,
    loading: Loading,
    rendered: EngineOutput,
    theme: dict[str, Path],
    exports: Aside[dict[str, bytes]],
    work: Path,
    jobs: int,
) -> Iterator[Output]:
    template_files = {name: path for name, path in theme.items() if name.startswith("templates/")}
    templates = Templates([base / "theme/templates" for base in (loading.site, SHIPPED)], project)
    texts = (f"{name}\n{path.read_text('utf-8')}" for name, path in template_files.items())
    base_key = key_of(runtime_digest(), loading.settings, rendered.digest, *texts, ",".join(sorted(project.audiences)))
    loader = ItemLoader(loading.site, project.profile, project.labels, loading.files)
    site = Site(project, rendered.shells, rendered.pages, templates, loader.load_body, exports.result, base_key)
    search = _search(project, loading, site, loader, work, jobs)
    return itertools.chain(site.outputs(), _linked_files(project, loading.site), _engine_files(rendered), search)


def _search(project: Project, loading: Loading, site: Site, loader: ItemLoader, work: Path, jobs: int) -> Iterator[Output]:
    kept = AttachmentTexts(work)

    def files_of(files: Iterable[File]) -> dict[str, str]:
        wanted = [(file.key, file.source, file.type) for file in files]
        return kept.load_visible(loading.site, wanted, jobs)

    key = key_of(runtime_digest(), loading.settings)
    yield from render_search(project, site.states, SearchSources(loader.load_body, files_of, jobs), SearchCache(work, key), key)


def _linked_files(project: Project, site: Path) -> Iterator[Output]:
    addresses: set[str] = set()
    for use in project.shown.files.published:
        if use.address not in addresses:
            addresses.add(use.address)
            yield Output(use.address, use.file.sha256, partial(Copy, site / use.file.source, use.file.sha256))


def _engine_files(rendered: EngineOutput) -> Iterator[Output]:
    for name, file in rendered.files.items():
        yield Output(name, key_of(rendered.digest, name), partial(_given, file))


def _given(file: Copy | bytes) -> Copy | bytes:
    return file
