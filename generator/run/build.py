"""The pipeline: load, check, render, engine, publish. It reads in the order it runs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.check.catalog.references import unknown_facts
from generator.digests import key_of
from generator.engine.frame import FrameRun
from generator.load.inputs import Inputs, name_inputs
from generator.load.items.kept import load_items
from generator.load.loading import Loading
from generator.load.markup_files import markup_folder
from generator.load.settings.catalog import load_labels
from generator.load.settings.languages import peek_language
from generator.load.shipped import SHIPPED, list_data, program_digest, runtime_digest, with_shipped
from generator.load.source.source import SourceChanged, decode
from generator.model.output.output import Output
from generator.model.preview import previewed
from generator.model.project import Project
from generator.presence import is_file, is_folder
from generator.problems import Position, Problem, SourceError, has_errors
from generator.publish.headers import server_files
from generator.publish.known_files import read_slices
from generator.publish.output import OutputFolder
from generator.render.templates import TemplateFault
from generator.run.assemble import TEMPLATES, KeptKeys, assemble
from generator.run.documents import DocumentsTask
from generator.run.engine_input import POLICIES, start_frame, theme_files
from generator.run.exports import ExportsTask
from generator.run.judge import judge, load_site_settings, require_site, text_check
from generator.run.options import Options, Progress, Result, drafts_of
from generator.run.own_templates import SERVERS
from generator.run.status import status_output
from generator.run.verify import mended
from generator.store import Store, with_store

# How often a build begins again because a source changed while it ran: an editor saves, a copy goes on.
_ATTEMPTS = 4


def build(options: Options, folder: OutputFolder, progress: Progress, inputs: Inputs | None = None) -> Result:
    """Publishes a site, unless something is wrong with it; then the last good one stays.

    ``inputs`` is what was found to be read, if that was looked for already.
    """
    require_site(options.site)
    assert not options.drafts or folder.live == drafts_of(options.site, options.edition).live
    with folder.hold(adopt=options.adopt and not options.site.absolute().is_relative_to(folder.live)):
        if not options.cache:
            folder.forget()
        return with_store(folder.work, partial(_build_settled, options, folder, progress, inputs), progress.store_fault)


def _build_settled(options: Options, folder: OutputFolder, progress: Progress, inputs: Inputs | None, store: Store) -> Result:
    """The result of the first attempt during which no source changed."""
    for attempt in range(_ATTEMPTS):
        try:
            return _build(options, folder, store, progress, None if attempt else inputs)
        except SourceChanged as change:
            changed = os.path.relpath(os.path.join(options.site, str(change)), options.site)
    labels = load_labels(options.site, peek_language(options.site))
    return Result(labels, [Problem("source-changing", Position(changed), {"path": changed})])


def _build(options: Options, folder: OutputFolder, store: Store, progress: Progress, inputs: Inputs | None) -> Result:
    """The result of one attempt to publish. Raises SourceChanged where a source changed after it was judged."""
    work = options.work(progress)
    # What looks at the output, its inodes and its store is done on this machine, whoever has the executor.
    here = replace(options, executor=None).work(progress)
    with contextlib.ExitStack() as cleanup:
        progress.stage("cli_settings")
        folder.start_survey(store, here, thorough=options.verify, quick=options.quick)
        # First what is about the site as a whole: it is little, and the engine needs no more to begin.
        loading = load_site_settings(options, inputs or name_inputs(options.site, options.today, options.audiences))
        if loading.project:
            folder.require_edition(loading.project.edition.mark)
        theme = theme_files(options.site, loading.assets)
        frame: FrameRun | None = None
        if loading.project and not has_errors(loading.problems) and _facts_known(loading.project):
            frame = start_frame(_as_shown(loading.project, options), loading.engine, theme, folder.work / "engine")
            cleanup.callback(frame.stop)
        # While it runs, every item is read; the cache gives those that have not changed.
        progress.stage("cli_loading")
        markup = cleanup.enter_context(markup_folder(folder.work / "markup"))
        project = load_items(loading, store, work, text_check(loading), markup)
        if project is None or frame is None:
            return judge(loading, project, store, options.jobs)
        shown = _as_shown(project, options)
        exports = ExportsTask(shown, store, key_of(program_digest(), loading.settings), here)
        cleanup.callback(exports.stop)
        documents = DocumentsTask(shown, store, runtime_digest(), here)
        cleanup.callback(documents.stop)
        progress.stage("cli_checking")
        result = judge(loading, project, store, options.jobs)
        # Only a clean catalog is published.
        if has_errors(result.problems, strict=options.strict):
            return result
        added: list[Output] = []
        if project.settings.catalog.extensions.exports:
            from generator.run.extensions import render_by_extensions

            added, broken = render_by_extensions(loading, shown)
            if broken:
                return replace(result, problems=[*result.problems, *broken])
        progress.stage("cli_engine")
        framed = frame.finish()
        progress.stage("cli_laying_out")
        kept = KeptKeys(read_slices(store), folder.keys(store))
        try:
            assembly = assemble(
                shown, loading, framed, read_templates(theme), documents.result(), exports.files, kept, store, work
            )
            outputs = [*assembly.outputs, *added, status_output(project, result.problems)]
            outputs += _beside_pages(shown, result.problems, loading)
            served = make_server_files(options.site, closed=project.edition.internal)
            progress.stage("cli_writing")
            published = folder.publish(outputs, store, here, assembly.slices)
        except TemplateFault as fault:
            return replace(result, problems=[*result.problems, template_problem(fault, options.site)])
        except SourceError as error:
            return replace(result, problems=[*result.problems, error.problem])
        try:
            write_server_files(served, folder.work / "web")
        except OSError as error:  # the site itself is there
            published = replace(published, late=published.late or str(error))
        found = mended(options.site, folder, published.differences)
        return replace(result, published=published, inputs=loading.inputs.name, mended=found)


def _facts_known(project: Project) -> bool:
    """True if pages can be made: no fact that they name is unknown."""
    return not any(unknown_facts(project.settings, project.content.pages))


def _as_shown(project: Project, options: Options) -> Project:
    """The project as it is rendered: what is judged is always what is public."""
    return (previewed(project) if options.drafts else project).as_shown


def _beside_pages(project: Project, problems: list[Problem], loading: Loading) -> Iterator[Output]:
    """The boards of a site, and what an inner edition says of how it is judged; what makes them is loaded where it is wanted."""
    if project.shown.boards:
        from generator.run.boards import board_outputs

        yield from board_outputs(project, loading)
    if project.edition.internal and project.settings.profile.responsible:
        from generator.run.persons import person_outputs

        yield from person_outputs(project, problems, loading.site)
    if project.edition.internal and project.settings.profile.indicators:
        from generator.run.score import score_outputs

        yield from score_outputs(project, problems, loading.site)


def make_server_files(site: Path, *, closed: bool = False) -> dict[str, str]:
    """The configuration for the server of a site by its files' names; ``closed``: no search engine reads the site.

    Raises SourceError where the site brings a file of it that is no text.
    """
    texts = {name: _text_of(f"{SERVERS}/{name}", path.read_bytes()) for name, path in list_data(site, SERVERS, "*").items()}
    return server_files(texts, *POLICIES, closed=closed)


def write_server_files(files: Mapping[str, str], folder: Path) -> None:
    """Writes configuration for the server beside the build, for the host to take."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def read_templates(theme: dict[str, Path]) -> dict[str, str]:
    """The texts of the templates by name."""
    found = {name.removeprefix(TEMPLATES): path for name, path in theme.items() if name.startswith(TEMPLATES)}
    found = with_shipped(found, SHIPPED / "theme" / TEMPLATES)
    return {name: _text_of(f"theme/{TEMPLATES}{name}", path.read_bytes()) for name, path in found.items()}


def _text_of(name: str, data: bytes) -> str:
    """The text of a template, which may be empty. Raises SourceError."""
    return decode(name, data) if data.strip() else ""


def template_problem(fault: TemplateFault, site: Path) -> Problem:
    """The problem of a fault of a template, where the site brings it, or one that it uses, for its owner to mend.

    One of ours is a bug, and raised.
    """
    own = "theme/" + TEMPLATES.rstrip("/")
    name = f"{own}/{fault.name}"
    if is_file(site / name):
        return Problem("template-broken", Position(name, fault.line, 1 if fault.line else 0), {"reason": fault.reason})
    if not is_folder(site / own):
        raise fault
    return Problem("template-broken", Position(own), {"reason": f"{fault.name}:{fault.line}: {fault.reason}"})
