"""Files that are to go out, judged alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.check.file.attachment_text import UNJUDGED_CODES, AttachmentCheck
from generator.check.file.attachments import told_values
from generator.check.text.texts import TextCheck
from generator.findings import FORMATS, Finding, count, tell
from generator.frozen import frozen
from generator.load.attachment.inspect import inspect_file
from generator.load.attachment.ocr import find_scan_reader
from generator.load.settings.catalog import load_labels
from generator.load.settings.languages import system_language
from generator.load.settings.patterns import load_all_patterns
from generator.load.shipped import SHIPPED
from generator.load.site import load_settings
from generator.load.source.places import Places
from generator.model.catalog import Catalog, Publisher
from generator.model.labels import Labels
from generator.model.text_pattern import TextPatterns
from generator.presence import is_site
from generator.problems import Position, Problem, Severity, Spot
from generator.run.repository import FROM_ROOT, placed_from_root


@frozen
class CheckedFiles:
    """The findings in some files, in words, and the problems themselves."""

    findings: str
    problems: list[Problem]


@frozen
class _Judge:
    """The means by which files below a folder are judged: the settings of a site, or what is shipped where there is none."""

    labels: Labels
    patterns: TextPatterns
    texts: TextCheck
    places: Places


def check_files(files: Sequence[Path], today: dt.date, form: str) -> CheckedFiles:
    """The findings in files that are to go out, each by the settings of the site that it lies in, or that we are in."""
    judges: dict[Path, _Judge] = {}
    problems, findings = list[Problem](), list[Finding]()
    for file in files:
        site = next((folder for folder in (*file.absolute().parents, *(Path.cwd() / "x").parents) if is_site(folder)), SHIPPED)
        judge = judges[site] if site in judges else judges.setdefault(site, _judge_of(site, today))
        found = list(_problems_of(file, judge))
        problems += found
        findings += tell(found, judge.labels, judge.places, judge.patterns)
    placed = placed_from_root(findings, Path.cwd()) if form in FROM_ROOT else findings
    labels = next(iter(judges.values())).labels
    words = replace(labels, text={**labels.text, "cli_counts": labels.text["cli_file_counts"]})
    return CheckedFiles(FORMATS[form](placed, count(placed, 0, 0), words), problems)


def _judge_of(site: Path, today: dt.date) -> _Judge:
    loading = load_settings(site, today, ()) if site != SHIPPED else None
    labels = loading.labels if loading else load_labels(SHIPPED, system_language())
    if loading and loading.project:
        catalog, patterns = loading.project.settings.catalog, loading.project.settings.patterns
    else:
        catalog = Catalog(language=labels.language, profile="none", publisher=Publisher(name=""))
        patterns = load_all_patterns()  # nobody says where it is from
    return _Judge(labels, patterns, TextCheck(catalog, patterns), Places(site, labels))


def _problems_of(file: Path, judge: _Judge) -> Iterator[Problem]:
    """The problems in a file and in its own name, which it goes out under."""
    for problem in (*_in_name(file, judge.texts), *inspect_file(file, AttachmentCheck(judge.texts), find_scan_reader())):
        values = {**problem.values, **told_values(judge.labels, file.name, file.suffix.removeprefix(".").lower(), problem)}
        severity = Severity.NOTICE if problem.code in UNJUDGED_CODES else problem.severity
        yield replace(problem, where=Position(str(file)), values=values, severity=severity)


def _in_name(file: Path, texts: TextCheck) -> Iterator[Problem]:
    for find in texts.find(file.stem, "", ("attachment",)):
        yield find.problem(Spot(""), {})
