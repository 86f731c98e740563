"""Rules and exports of installed packages: each is given the site as it is published, and named when it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from generator.check.rules import EXTENSION
from generator.digests import digest
from generator.extension import Finding, Site
from generator.load.loading import Loading
from generator.load.settings.extensions import Extension, load_extension, reason_of, without_site
from generator.load.source.source import SourceChanged
from generator.model.output.output import Output
from generator.model.project import Project
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot
from generator.render.export.catalog import render_catalog_json, render_month
from generator.view.export.catalog import catalog_head, month_slices


def find_by_extensions(loading: Loading, project: Project) -> list[Problem]:
    """The problems that rules of other packages find in a project without errors, and those of rules that fail."""
    problems: list[Problem] = []
    site = _as_published(loading, project.as_shown)
    for index, name in enumerate(project.settings.catalog.extensions.rules):
        if extension := load_extension(loading.site, "rules", index, name, problems):
            problems += _found(extension, loading, project, site)
    return problems


def render_by_extensions(loading: Loading, project: Project) -> tuple[list[Output], list[Problem]]:
    """The files that other packages make of a project as it is shown, and which of them fail."""
    problems: list[Problem] = []
    outputs: list[Output] = []
    site = _as_published(loading, project)
    for index, name in enumerate(project.settings.catalog.extensions.exports):
        extension = load_extension(loading.site, "exports", index, name, problems)
        if extension is None:
            continue
        try:
            with without_site(loading.site):
                made = extension.function(site)
        except SourceChanged:
            raise
        except (Exception, SystemExit) as error:  # whatever a stranger's function does
            problems.append(extension.broken(reason_of(error)))
            continue
        data = made.encode() if isinstance(made, str) else made
        if isinstance(data, bytes):
            outputs.append(Output(name, digest(data), partial(bytes, data)))
        else:
            problems.append(extension.broken(f"{type(made).__name__} is neither str nor bytes"))
    return outputs, problems


def _as_published(loading: Loading, project: Project) -> Site:
    """The site as an extension is given it."""
    months = [render_month(part.view()) for part in month_slices(project, "")]
    items = project.content.items_by_id
    shown = {item.id for item in project.shown.items if not item.authored.withdrawn}

    def text(item: str) -> str:
        return loading.read.body_of(items[item]) if item in shown else ""

    return Site(json.loads(render_catalog_json(catalog_head(project), months)), project.edition.today, text)


def _found(extension: Extension, loading: Loading, project: Project, site: Site) -> Iterator[Problem]:
    """The findings of a rule as problems; where it fails, that is said in their place."""
    problems: list[Problem] = []
    try:
        with without_site(loading.site):
            for finding in extension.function(site):
                problems.append(_problem_of(finding, extension, project))
    except SourceChanged:
        raise
    except (Exception, SystemExit) as error:  # whatever a stranger's function does
        problems = [extension.broken(reason_of(error))]
    yield from problems


def _problem_of(finding: object, extension: Extension, project: Project) -> Problem:
    """A finding as a problem. Raises TypeError or ValueError where it is none, or is about an item that is not shown."""
    if not isinstance(finding, Finding):
        raise TypeError(f"{type(finding).__name__} is no Finding")
    if finding.item and finding.item not in {item.id for item in project.shown.items}:
        raise ValueError(f"no item {finding.item!r} is shown")
    spot = project.content.items_by_id[finding.item].spot if finding.item else Spot(CATALOG)
    values = {"name": extension.name, "package": extension.package, "message": finding.message, "said": finding.hint}
    return Problem(EXTENSION, spot.at(finding.field) if finding.field else spot, values, Severity(finding.severity))
