"""The pipeline: load, check, render, engine, publish. It reads in the order it runs."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from generator.assemble import TEMPLATES, KeptKeys, assemble
from generator.check.attachment_text import AttachmentCheck
from generator.check.references import check_facts
from generator.check.rules import check_project, waivable_codes
from generator.check.texts import TextCheck
from generator.check.waivers import waive
from generator.digests import key_of
from generator.engine.frame import FrameRun
from generator.framing import POLICIES, start_frame, theme_files
from generator.load.attachment.inspect import load_attachments
from generator.load.cache import SourceCache
from generator.load.catalog import load_labels, peek_language
from generator.load.inputs import Inputs
from generator.load.pieces_cache import PiecesCache
from generator.load.project import Loading, load_items, load_settings
from generator.load.shipped import list_data, program_digest
from generator.load.source import SourceChanged
from generator.model.catalog import CATALOG
from generator.model.labels import Labels
from generator.model.preview import previewed
from generator.model.project import Project
from generator.model.text_pattern import TextPatterns
from generator.parallel import Aside
from generator.problems import Position, Problem, has_errors
from generator.publish.headers import server_files
from generator.publish.output import OutputFolder, Published
from generator.render.exports import render_exports

# How often a build begins again because a source changed while it ran: an editor saves, a copy goes on.
_ATTEMPTS = 4


class NotASite(Exception):
    """The folder has no catalog.yml."""


@dataclass(frozen=True)
class Options:
    """What a run is asked for. ``audiences`` none means those of the catalog; ``jobs`` is a number of processes.

    ``drafts`` makes a preview of what will appear too, which goes to a folder of its own: ``drafts_of``.
    """

    site: Path
    today: dt.date
    audiences: tuple[str, ...] = ()
    jobs: int = 1
    strict: bool = False
    cache: bool = True
    drafts: bool = False


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


def drafts_of(site: Path) -> OutputFolder:
    """Where a preview with drafts goes: a folder in the work folder of the site's output, with a work folder of its own."""
    return OutputFolder(output_of(site, None).work / "drafts" / "site")


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
    assert not options.drafts or folder.live == drafts_of(options.site).live
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
        theme = theme_files(options.site, loading.assets)
        frame: FrameRun | None = None
        if loading.project and not has_errors(loading.problems) and not any(check_facts(loading.project)):
            progress.stage("cli_engine")
            frame = start_frame(_as_shown(loading.project, options), loading.engine, theme, folder.work / "engine")
            cleanup.callback(frame.stop)
        # While it runs, every item is read; the cache gives those that have not changed.
        progress.stage("cli_loading")
        project = load_items(loading, SourceCache(folder.work, loading.settings), options.jobs, _text_check(loading))
        if project is None or frame is None:
            return _checked(loading, project, folder.work, options.jobs)
        shown = _as_shown(project, options)
        exports = _start_exports(shown, loading.settings, folder.work, cleanup, options.jobs)
        result = _checked(loading, project, folder.work, options.jobs)
        # Only a clean catalog is published.
        if has_errors(result.problems, strict=options.strict):
            return result
        framed = frame.finish()
        progress.stage("cli_writing")
        kept = KeptKeys(folder.slices(), folder.keys())
        templates = _templates(theme)
        assembly = assemble(shown, loading, framed, templates, exports.result, kept, folder.work, options.jobs)
        published = folder.publish(assembly.outputs, options.jobs, assembly.slices)
        _write_server_files(options.site, folder.work / "web")
        return replace(result, published=published, inputs=loading.inputs.name)


def _as_shown(project: Project, options: Options) -> Project:
    """The project as it is rendered: what is judged is always what is public."""
    return previewed(project) if options.drafts else project


def _write_server_files(site: Path, folder: Path) -> None:
    """Configuration for the server of the site, beside the build: for the host to take, not for the public."""
    folder.mkdir(exist_ok=True)
    for name, text in server_files(list_data(site, "site_config/web", "*"), *POLICIES).items():
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


def _templates(theme: dict[str, Path]) -> dict[str, str]:
    """The texts of the templates by name."""
    found = {name.removeprefix(TEMPLATES): path for name, path in theme.items() if name.startswith(TEMPLATES)}
    return {name: path.read_text("utf-8") for name, path in found.items()}
