"""One file that is to go out, judged alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from generator.check.file.attachment_text import UNJUDGED_CODES, AttachmentCheck
from generator.check.file.attachments import told_values
from generator.check.text.texts import TextCheck
from generator.findings import FORMATS, count, tell
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
from generator.presence import is_site
from generator.problems import Position, Problem, Severity
from generator.run.repository import FROM_ROOT, placed_from_root


@frozen
class CheckedFile:
    """The findings in one file, in words, and the problems themselves."""

    findings: str
    problems: list[Problem]


def check_file(file: Path, today: dt.date, form: str) -> CheckedFile:
    """The findings in a file that is to go out, by the settings of the site that it lies in, or that we are in."""
    site = next((folder for folder in (*file.absolute().parents, *(Path.cwd() / "x").parents) if is_site(folder)), SHIPPED)
    loading = load_settings(site, today, ()) if site != SHIPPED else None
    labels = loading.labels if loading else load_labels(SHIPPED, system_language())
    if loading and loading.project:
        catalog, patterns = loading.project.settings.catalog, loading.project.settings.patterns
    else:
        catalog = Catalog(language=labels.language, profile="none", publisher=Publisher(name=""))
        patterns = load_all_patterns()  # nobody says where it is from
    problems = []
    for problem in inspect_file(file, AttachmentCheck(TextCheck(catalog, patterns)), find_scan_reader()):
        values = {**problem.values, **told_values(labels, file.name, file.suffix.removeprefix(".").lower(), problem)}
        severity = Severity.NOTICE if problem.code in UNJUDGED_CODES else problem.severity
        problems.append(replace(problem, where=Position(str(file)), values=values, severity=severity))
    findings = tell(problems, labels, Places(site, labels), patterns)
    findings = placed_from_root(findings, Path.cwd()) if form in FROM_ROOT else findings
    words = replace(labels, text={**labels.text, "cli_counts": labels.text["cli_file_counts"]})
    return CheckedFile(FORMATS[form](findings, count(findings, 0, 0), words), problems)
