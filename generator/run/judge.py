"""Judging a site: it is loaded, and all rules are applied to it. Nothing is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.check.assessment import problems_of_edition
from generator.check.catalog.waivers import waive
from generator.check.consequences import with_causes
from generator.check.file.attachment_text import AttachmentCheck
from generator.check.rules import check_project, waivable_codes
from generator.check.text.texts import TextCheck
from generator.load.attachment.inspect import load_attachments
from generator.load.attachment.ocr import find_scan_reader
from generator.load.inputs import Inputs, name_inputs
from generator.load.items.kept import load_items
from generator.load.loading import Loading
from generator.load.site import load_settings
from generator.model.project import Project
from generator.presence import is_site
from generator.problems import Problem, has_errors
from generator.publish.output import OutputFolder
from generator.run.options import NotASite, Options, Progress, Result
from generator.run.own_templates import find_template_faults
from generator.run.report_signs import find_missing_signs
from generator.store import Store, with_store


def load(options: Options) -> Loading:
    """Loads a site with its items; nothing is kept of it."""
    require_site(options.site)
    loading = load_settings(options.site, options.today, options.audiences, edition=options.edition, reports=True)
    loading.project = load_items(loading, Store(None), options.work(Progress()))
    return loading


def check(options: Options, folder: OutputFolder, progress: Progress, inputs: Inputs | None = None) -> Result:
    """Loads a site and finds what is wrong with it; writes nothing but its cache, and does without where it cannot.

    ``inputs`` is what was found to be read, if that was looked for already.
    """
    require_site(options.site)
    kept = folder.work if options.cache else None
    return with_store(kept, partial(_check, options, inputs, progress), progress.store_fault, lenient=True)


def _check(options: Options, inputs: Inputs | None, progress: Progress, store: Store) -> Result:
    """The result of ``check`` with a store; where nothing stands in the way, also of what only a build would come upon."""
    progress.stage("cli_settings")
    if options.cache:
        inputs = inputs or name_inputs(options.site, options.today, options.audiences)
    loading = load_site_settings(options, inputs)
    progress.stage("cli_loading")
    project = load_items(loading, store, options.work(progress), text_check(loading))
    progress.stage("cli_checking")
    result = judge(loading, project, store, options.jobs)
    if project and not has_errors(result.problems):  # as a build goes on only then
        result = replace(result, problems=[*result.problems, *find_missing_signs(project)])
        if project.settings.catalog.extensions.exports:
            from generator.run.extensions import render_by_extensions

            result.problems.extend(render_by_extensions(loading, project.as_shown)[1])
    return replace(result, inputs=loading.inputs.name)


def require_site(site: Path) -> None:
    """Raises NotASite where a folder has no catalog."""
    if not is_site(site):
        raise NotASite(str(site))


def load_site_settings(options: Options, inputs: Inputs | None = None) -> Loading:
    """All of a site but its items, as a run asks for it."""
    return load_settings(options.site, options.today, options.audiences, inputs, edition=options.edition)


def text_check(loading: Loading) -> TextCheck | None:
    """The check of texts that loading applies to each item, or None where the settings could not be read."""
    return TextCheck(loading.project.settings.catalog, loading.project.settings.patterns) if loading.project else None


def judge(loading: Loading, project: Project | None, store: Store, jobs: int) -> Result:
    """The result of a run so far: everything that is wrong with a project, and what of it is answered for."""
    problems = [*loading.problems, *find_template_faults(loading.site)]
    if project is None:
        return Result(loading.labels, problems)
    look = AttachmentCheck(TextCheck(project.settings.catalog, project.settings.patterns))
    # A file of a kind that may not go out is refused for that, whatever is in it.
    files = (*project.content.own_assets, *(use.file for use in project.shown.files.uses))
    known = (file for file in files if file.type in project.settings.profile.attachment_types)
    inside = load_attachments(loading.site, known, store, loading.settings, jobs, look, find_scan_reader())
    read = replace(loading.read, attachment_findings=inside)
    settings = project.settings
    found = _of_edition(project, check_project(project, read, store))
    standing, waived = _waive(project, found)
    # What others bring looks at what would be published: where nothing would be, there is nothing to look at.
    if settings.catalog.extensions.rules and not has_errors([*problems, *standing]):
        from generator.run.extensions import find_by_extensions

        standing, waived = _waive(project, [*found, *_of_edition(project, find_by_extensions(loading, project))])
    problems = with_causes([*problems, *standing], settings.catalog, settings.profile, settings.labels)
    return Result(loading.labels, problems, project, tuple(waived))


def _waive(project: Project, found: list[Problem]) -> tuple[list[Problem], list[Problem]]:
    """The problems of a project that stand, and those that somebody answers for."""
    return waive(
        project.records.waivers,
        found,
        waivable_codes,
        project.settings.labels,
        project.edition.today,
        _for_others(project) if project.settings.catalog.editions else frozenset(),
    )


def _of_edition(project: Project, found: Sequence[Problem]) -> list[Problem]:
    """Those of some problems that are of this edition: what is wrong with an item for others is told by theirs, and stops theirs.

    An item that no edition shows is looked at in all of them.
    """
    editions = project.settings.catalog.editions
    if not editions:
        return list(found)
    shown = {audience for one in editions for audience in one.audiences}
    nowhere = {item.source for item in project.content.items if item.authored.audience not in shown}
    kept = {id(problem) for problem in problems_of_edition(project, found)}
    return [problem for problem in found if id(problem) in kept or problem.where.file in nowhere]


def _for_others(project: Project) -> frozenset[str]:
    """The sources of items that are in other editions."""
    audiences = project.edition.audiences
    return frozenset(item.source for item in project.content.items if item.authored.audience not in audiences)
