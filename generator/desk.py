"""The checker's desk: what becomes due, the sheet to file, the register of what was published."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from generator.build import Options, Progress, Result, check, load, output_of
from generator.check.due import find_due
from generator.check.patterns import hide_all
from generator.check.register import recorded
from generator.check.report.claims import VERDICTS
from generator.check.report.prose import read_reports
from generator.check.rules import REGISTER_CODES
from generator.findings import count, tell
from generator.findings.sheet import render_sheet
from generator.load.places import Places
from generator.load.shipped import find_data
from generator.model.item import Item
from generator.model.page import Page
from generator.model.register import REGISTER
from generator.problems import Problem, Severity
from generator.publish.register import write_register
from generator.text import Count

_TEMPLATE = "theme/sheets/self-inspection.html"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, in words: nothing where ``refused``, for what was recorded before has changed without a word."""

    result: Result
    message: str
    refused: bool = False


def record_published(options: Options) -> Recorded:
    """Writes down what is published today, unless something written down before has changed without a word."""
    result = check(options, output_of(options.site, None), Progress())
    project, words = result.project, result.labels.text
    if project is None or any(problem.code in REGISTER_CODES for problem in result.problems):
        return Recorded(result, words["cli_not_recorded"], refused=True)
    register = recorded(project)
    name = "cli_recorded" if write_register(options.site, register) else "cli_recorded_same"
    return Recorded(result, words[name].format(count=Count(len(register.items)), path=REGISTER))


def ask_outside(result: Result) -> Result:
    """The result of a run, with the links to other sites that lead nowhere; this alone asks other hosts."""
    project = result.project
    if project is None:
        return result
    texts: tuple[Page | Item, ...] = (*project.pages, *project.public)
    links = [
        (link.written, replace(text.body_spot, needle=link.written))
        for text in texts
        for link in text.links
        if link.written.startswith(("http://", "https://"))
    ]
    from generator.load.outside import read_failures

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
    words, private = project.labels.text, project.patterns.patterns
    lines: list[str] = []
    for read in read_reports(project):
        report = read.ledger.report
        told = [reading for reading in read.readings if reading.number and reading.number.start not in reading.sentence.named]
        if (year and report.year != year) or not told:
            continue
        counts = {verdict: sum(reading.verdict == verdict for reading in told) for verdict in VERDICTS}
        lines.append(words["claims_counts"].format(path=report.source, **counts))
        for reading in told:
            if reading.verdict != "agrees":
                line = report.position(reading.sentence.place(reading.start)).line
                text = hide_all(private, reading.said_in(report.body))
                lines.append(f"  {line}: {words[f'claims_{reading.verdict}']}{words['colon']}{text}")
    return "".join(f"{line}\n" for line in lines or [words["claims_none"]])


def tell_due(options: Options, days: int, form: str) -> str:
    """What becomes due within so many days: a line each, or JSON."""
    loaded = load(options)
    if loaded.project is None:
        return ""
    found = find_due(loaded.project, days)
    words, today = loaded.labels.text, options.today
    private = loaded.project.patterns.patterns
    subjects = [hide_all(private, due.subject) for due in found]
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
