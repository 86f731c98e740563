"""The assessment of a site by the indicators of its profile, in words, as data, or as a sheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator import urls
from generator.check.assessment import assess
from generator.digests import digest
from generator.findings.score import STYLE, mend_lines, score_as_json, score_as_text, score_sheet
from generator.findings.score_change import change_lines, read_earlier
from generator.load.shipped import find_data
from generator.model.output.output import Output
from generator.model.project import Project
from generator.problems import Problem
from generator.publish.output import OutputFolder
from generator.run.judge import check
from generator.run.options import Options, Progress, Result


class NoIndicators(Exception):
    """The profile has no indicators; the message is its name."""


def tell_score(
    options: Options, folder: OutputFolder, progress: Progress, form: str, since: Path | None = None
) -> tuple[Result, str]:
    """The result of a check of a site, and its assessment: lines, JSON or HTML; nothing of a site that could not be read.

    ``since`` is an earlier assessment as JSON: lines tell what changed. Raises NoIndicators, NotAScore, OSError.
    """
    earlier = read_earlier(since) if since else None
    result = check(options, folder, progress)
    if result.project is None:
        return result, ""
    project, labels = result.project, result.project.settings.labels
    if not project.settings.profile.indicators:
        raise NoIndicators(project.settings.profile.name)
    assessment = assess(project, result.problems)
    if form == "html":
        return result, score_sheet(assessment, project, options.site)
    mends = mend_lines(assessment, project, options.site)
    if form == "json":
        return result, score_as_json(assessment, mends, labels)
    changed = change_lines(assessment, earlier, labels) if earlier else ()
    return result, score_as_text(assessment, mends, labels) + "".join(f"{line}\n" for line in changed)


def score_outputs(project: Project, problems: list[Problem], site: Path) -> list[Output]:
    """The page of the assessment, for an inner edition; its style is a file beside it."""
    style = find_data(site, STYLE)
    if style is None:
        return []
    name = urls.ASSESSMENT_STYLE.rpartition("/")[2]
    page = score_sheet(assess(project, problems), project, site, name).encode()
    files = {urls.file_of(urls.ASSESSMENT): page, urls.ASSESSMENT_STYLE: style.read_bytes()}
    return [Output(file, digest(data), partial(bytes, data)) for file, data in files.items()]
