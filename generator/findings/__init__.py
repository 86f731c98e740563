"""What was found, as a person or a machine reads it: problems with their place, message and hint, and the counts."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.check.text.patterns import Hider
from generator.findings.machine import as_gitlab, as_sarif
from generator.load.source.places import Places
from generator.model.labels import Labels
from generator.model.text_pattern import TextPatterns
from generator.problems import Position, Problem, Severity, fingerprint
from generator.signs import shown
from generator.text import Count

# More of one kind than this and a reader stops reading.
_MOST_OF_A_KIND = 50
# Of a longer line only the part around the place is shown.
_WIDEST = 120
_BEFORE = 60
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}

SHORT = 12  # characters of a fingerprint, as waivers name it


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, told and placed."""

    position: Position
    problem: Problem
    message: str
    hint: str
    line: str


def tell(problems: Sequence[Problem], labels: Labels, places: Places, patterns: TextPatterns | None = None) -> list[Finding]:
    """All problems in the order of their places, each told once.

    What looks like personal data is hidden in all that is told, whatever the problem is about: logs are public too.
    """
    hide = Hider(patterns.patterns if patterns else ()).hide
    findings: dict[tuple[Position, str, str], Finding] = {}
    for found in problems:
        problem = found
        position = places.position(problem.where)
        line = _without_find(places.line(position), problem)
        if "field" in problem.values:
            values = {**problem.values, "field": places.name_of(problem.values["field"], problem.where)}
            problem = replace(problem, values=values)
        message, hint = labels.tell(problem)
        seen = replace(position, file=hide(position.file))
        told = Finding(seen, problem, *(shown(hide(text)) for text in (message, hint, line)))
        findings.setdefault((position, problem.code, message), told)
    return sorted(
        findings.values(), key=lambda finding: (finding.position, _RANK[finding.problem.severity], finding.problem.code)
    )


def hide_private(text: str, patterns: TextPatterns | None) -> str:
    """A text with what looks like personal data hidden, and signs that are not seen named."""
    hide = Hider(patterns.patterns if patterns else ()).hide
    return "\n".join(shown(hide(line)) for line in text.split("\n"))


def _without_find(line: str, problem: Problem) -> str:
    """The line of a problem, its find hidden as its message hides it."""
    needle, shown = getattr(problem.where, "needle", ""), problem.values.get("excerpt", "")
    return line.replace(needle, shown) if needle and len(needle) == len(shown) else line


def count(findings: Sequence[Finding], items: int, reports: int) -> dict[str, int]:
    """How many of each severity, and of how much."""
    found = Counter(finding.problem.severity for finding in findings)
    return {severity.value: found[severity] for severity in Severity} | {"items": items, "reports": reports}


def as_text(findings: Sequence[Finding], counts: Mapping[str, int], labels: Labels) -> str:
    """For a terminal: each problem with its line and a caret under the place, then the counts."""
    blocks = []
    told: Counter[str] = Counter()
    for finding in findings:
        told[finding.problem.code] += 1
        if told[finding.problem.code] <= _MOST_OF_A_KIND:
            blocks.append(_block(finding, labels))
    for code, number in told.items():
        if number > _MOST_OF_A_KIND:
            blocks.append(f"[{code}] {labels.text['cli_more'].format(count=number - _MOST_OF_A_KIND)}\n")
    summary = labels.text["cli_counts"].format(**{name: Count(number) for name, number in counts.items()})
    clean = "" if findings else labels.text["cli_clean"] + "\n"
    return "\n".join(blocks) + ("\n" if blocks else "") + clean + summary + "\n"


def _block(finding: Finding, labels: Labels) -> str:
    problem, position = finding.problem, finding.position
    place = ":".join([position.file, *([str(position.line), str(position.column)] if position.line else [])])
    lines = [f"{place}: {labels.severities[problem.severity]}: {finding.message} [{problem.code}]"]
    if finding.line.strip():
        number = str(position.line)
        line, before = _clip(finding.line, position.column - 1)
        lines.append(f"    {number} | {line}")
        lines.append(f"    {' ' * len(number)} | {_pad(before)}^")
    if finding.hint:
        lines.append(f"  {labels.text['cli_hint']}: {finding.hint}")
    if problem.cites:
        lines.append(f"  {labels.text['cli_cites']}: {problem.cites}")
    return "\n".join(lines) + "\n"


def _clip(line: str, at: int) -> tuple[str, str]:
    """The part of a line around a place, and of that part what stands before it."""
    start = max(0, at - _BEFORE) if len(line) > _WIDEST else 0
    front, back = "…" if start else "", "…" if len(line) > start + _WIDEST else ""
    return front + line[start : start + _WIDEST] + back, front + line[start:at]


def _pad(text: str) -> str:
    """White space as wide as a text is on a terminal, where a Chinese character takes two columns."""
    return "".join("\t" if char == "\t" else "  " if unicodedata.east_asian_width(char) in "WF" else " " for char in text)


def as_json(findings: Sequence[Finding], counts: Mapping[str, int], labels: Labels) -> str:
    """For programs."""
    problems = [
        {
            "severity": finding.problem.severity.value,
            "code": finding.problem.code,
            "path": finding.position.file,
            "line": finding.position.line,
            "column": finding.position.column,
            "message": finding.message,
            "hint": finding.hint,
            "cites": finding.problem.cites,
            "fingerprint": fingerprint(finding.problem.code, finding.position.file, finding.message)[:SHORT],
        }
        for finding in findings
    ]
    return json.dumps({"problems": problems, "counts": dict(counts)}, ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Sequence[Finding], counts: Mapping[str, int], labels: Labels) -> str:
    """For annotations on a change: GitHub's workflow commands."""
    lines = []
    for finding in findings:
        position = finding.position
        place = f"file={_property(position.file)}"
        if position.line:
            place += f",line={position.line},col={position.column}"
        message = finding.message + (f" ({finding.hint})" if finding.hint else "")
        lines.append(f"::{finding.problem.severity} {place},title={finding.problem.code}::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Finding], Mapping[str, int], Labels], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "gitlab": as_gitlab,
}
