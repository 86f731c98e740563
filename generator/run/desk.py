"""The checker's desk: what becomes due, the sheet to file, the register of what was published."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from generator.check.catalog.due import find_due
from generator.check.catalog.register import recorded
from generator.check.file.attachment_text import UNJUDGED_CODES, AttachmentCheck
from generator.check.file.attachments import told_values
from generator.check.rules import REGISTER_CODES
from generator.check.text.patterns import Hider
from generator.check.text.texts import TextCheck
from generator.findings import FORMATS, count, tell
from generator.findings.inspection_sheet import render_sheet
from generator.load.attachment.inspect import inspect_file
from generator.load.catalog import load_labels, load_patterns, system_language
from generator.load.shipped import SHIPPED, find_data
from generator.load.site import load_settings
from generator.load.source.places import Places
from generator.model.catalog import Catalog, Publisher
from generator.model.item import Item
from generator.model.page import Page
from generator.model.published_lock import REGISTER
from generator.problems import Position, Problem, Severity
from generator.publish.published_lock import write_register
from generator.run.judge import check, is_site, load
from generator.run.options import Options, Progress, Result, output_of
from generator.text import Count

_TEMPLATE = "theme/sheets/self-inspection.html"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, in words: nothing where ``refused``, for what was recorded before has changed without a word."""

    result: Result
    message: str
    refused: bool = False


def record_published(options: Options, progress: Progress) -> Recorded:
    """Writes down what is published today, unless something written down before has changed without a word."""
    result = check(options, output_of(options.site, None), progress)
    project, words = result.project, result.labels.text
    if project is None or any(problem.code in REGISTER_CODES for problem in result.problems):
        return Recorded(result, words["cli_not_recorded"], refused=True)
    register = recorded(project.register, project.shown, project.edition.today)
    name = "cli_recorded" if write_register(options.site, register) else "cli_recorded_same"
    return Recorded(result, words[name].format(count=Count(len(register.items)), path=REGISTER))


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What was found in one file, in words, and the problems themselves."""

    findings: str
    problems: list[Problem]


def check_file(file: Path, today: dt.date, form: str) -> CheckedFile:
    """What is in one file that is to go out, by the settings of the site that it lies in, or that we are in."""
    site = next((folder for folder in (*file.absolute().parents, *(Path.cwd() / "x").parents) if is_site(folder)), SHIPPED)
    loading = load_settings(site, today, ()) if site != SHIPPED else None
    labels = loading.labels if loading else load_labels(SHIPPED, system_language())
    if loading and loading.project:
        catalog, patterns = loading.project.settings.catalog, loading.project.settings.patterns
    else:
        language: Literal["en", "zh-CN"] = "en" if system_language() == "en" else "zh-CN"
        catalog = Catalog(language=language, profile="none", publisher=Publisher(name=""))
        patterns = load_patterns(SHIPPED, [])
    problems = []
    for problem in inspect_file(file, AttachmentCheck(TextCheck(catalog, patterns))):
        values = {**problem.values, **told_values(labels, file.name, file.suffix.removeprefix(".").lower(), problem)}
        severity = Severity.NOTICE if problem.code in UNJUDGED_CODES else problem.severity
        problems.append(replace(problem, where=Position(str(file)), values=values, severity=severity))
    findings = tell(problems, labels, Places(site, labels), patterns)
    words = replace(labels, text={**labels.text, "cli_counts": labels.text["cli_file_counts"]})
    return CheckedFile(FORMATS[form](findings, count(findings, 0, 0), words), problems)


def ask_outside(result: Result) -> Result:
    """The result of a run, with the links to other sites that lead nowhere; this alone asks other hosts."""
    project = result.project
    if project is None:
        return result
    texts: tuple[Page | Item, ...] = (*project.pages, *project.shown.items)
    links = [
        (link.written, replace(text.body_spot, needle=link.written))
        for text in texts
        for link in text.links
        if link.written.startswith(("http://", "https://"))
    ]
    from generator.load.external_links import read_failures

    failures = read_failures(written for written, _ in links)
    dead = [
        Problem("link-outside-dead", spot, {"link": written, "reason": failures[written]}, Severity.WARNING)
        for written, spot in links
        if written in failures
    ]
    return replace(result, problems=[*result.problems, *dead])


def tell_claims(options: Options, year: int | None) -> str:
    """The numbers typed in the prose of reports: how many agree, and each that contradicts the tables or could not be judged."""
    project = load(options).project
    if project is None:
        return ""
    from generator.check.report.claims import VERDICTS
    from generator.check.report.prose import read_reports

    words, hide = project.settings.labels.text, Hider(project.settings.patterns.patterns).hide
    lines: list[str] = []
    for read in read_reports(project.ledgers, project.settings):
        report = read.ledger.report
        told = [reading for reading in read.readings if reading.number and reading.number.start not in reading.sentence.named]
        if (year and report.year != year) or not told:
            continue
        counts = {verdict: sum(reading.verdict == verdict for reading in told) for verdict in VERDICTS}
        lines.append(words["claims_counts"].format(path=report.source, **counts))
        for reading in told:
            if reading.verdict != "agrees":
                line = report.position(reading.sentence.place(reading.start)).line
                text = hide(reading.said_in(report.body))
                lines.append(f"  {line}: {words[f'claims_{reading.verdict}']}{words['colon']}{text}")
    return "".join(f"{line}\n" for line in lines or [words["claims_none"]])


def tell_due(options: Options, days: int, form: str) -> str:
    """What becomes due within so many days: a line each, or JSON."""
    loaded = load(options)
    if loaded.project is None:
        return ""
    found = find_due(loaded.project, days)
    words, today = loaded.labels.text, options.today
    hide = Hider(loaded.project.settings.patterns.patterns).hide
    subjects = [hide(due.subject) for due in found]
    if form == "json":
        entries = [
            {
                "due": due.day.isoformat(),
                "overdue": due.day < today,
                "kind": due.kind,
                "subject": subject,
                "path": due.file,
                "cites": due.cites,
            }
            for due, subject in zip(found, subjects, strict=True)
        ]
        return json.dumps({"due": entries}, ensure_ascii=False, indent=2) + "\n"
    lines = []
    for due, subject in zip(found, subjects, strict=True):
        when = f"{due.day}{words['due_overdue'] if due.day < today else ''}"
        lines.append(f"{when} {words[f'due_{due.kind}']}{words['colon']}{subject} [{due.file}]")
    return "".join(f"{line}\n" for line in lines or [words["due_none"].format(days=days)])


def write_sheet(site: Path, result: Result, file: Path) -> bool:
    """Writes the self-inspection sheet of a run; a site that could not be read has none."""
    template = find_data(site, _TEMPLATE)
    if result.project is None or template is None:
        return False
    places = Places(site, result.labels)
    findings, waived = (tell(found, result.labels, places, result.patterns) for found in (result.problems, result.waived))
    counts = count(findings, result.items, result.reports)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(render_sheet(template, result.project, findings, waived, counts), "utf-8")
    return True
