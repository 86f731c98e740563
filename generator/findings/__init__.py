"""The findings, as a person or a machine reads them: problems with their place, message and hint, and the counts."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from generator.check.text.patterns import Hider
from generator.findings.cites import cited
from generator.findings.machine import as_gitlab, as_sarif
from generator.frozen import frozen
from generator.late import late
from generator.load.items.list_files import common_of
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
_MOST_EFFECTS = 5  # are named below a cause
_MOST_SPANS = 8  # of lines are named that have the same slip
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}

SHORT = 12  # characters of a fingerprint, as waivers name it


@frozen
class Finding:
    """A problem, told and placed; ``effects`` are those that follow from it, which are told right after it.

    Its ``fingerprint`` is the same however the file spells the fields that are named.
    """

    position: Position
    problem: Problem
    message: str
    hint: str
    line: str
    fingerprint: str
    effects: tuple[Finding, ...] = ()

    @property
    def rank(self) -> tuple[Position, int, str]:
        """The key by which findings are sorted: the place, the severity, the code."""
        return self.position, _RANK[self.problem.severity], self.problem.code


def tell(problems: Sequence[Problem], labels: Labels, places: Places, patterns: TextPatterns | None = None) -> list[Finding]:
    """All problems in the order of their places, each told once.

    What looks like personal data is hidden in all that is told, whatever the problem is about: logs are public too.
    """
    hide = Hider(patterns.patterns if patterns else ()).hide
    findings: dict[_Key, Finding] = {}
    causes: dict[_Key, _Key] = {}

    def key_of(problem: Problem) -> _Key:
        """The place, the code and the message of a problem, in the words of its file."""
        position = places.position(problem.where)
        named = _with_names(problem, places)
        if problem.code == "field-missing" and (cell := places.cell_to_fill(problem.values.get("field", ""), problem.where)):
            position, named = cell, _of_list(named, problem, places)
        elif problem.code == "field-missing" and (empty := places.empty_line(problem.values.get("field", ""), problem.where)):
            position, named = empty, replace(named, values={**named.values, "line": str(empty.line)})
        elif problem.code == "field-missing" and (remark := places.remark_line(problem.values.get("field", ""), problem.where)):
            position, named = remark, replace(named, values={**named.values, "remark": str(remark.line)})
        if problem.cites and (cites := cited(problem.cites, places.profile)) != problem.cites:
            named = replace(named, cites=cites)
        key = position, problem.code, labels.tell(named)[0]
        if key not in findings:
            line = _without_find(places.line(position), position.column, problem)
            seen = replace(position, file=hide(position.file))
            message, hint, line = (shown(hide(text)) for text in (*labels.tell(named), line))
            hint += _also(problem, places, labels)
            plain = shown(hide(labels.tell(problem)[0])) if named is not problem else message
            if problem.editions:
                names = labels.text["list_join"].join(problem.editions)
                message += labels.text["cli_in_editions"].format(names=names)
            findings[key] = Finding(seen, named, message, hint, line, fingerprint(problem.code, seen.file, plain))
        return key

    for problem in problems:
        key = key_of(problem)
        if problem.follows and (cause := key_of(problem.follows)) != key:
            causes[key] = cause
    below: dict[_Key, list[Finding]] = {}
    for key, cause in causes.items():
        below.setdefault(cause, []).append(findings[key])
    first = sorted((key for key in findings if key not in causes), key=lambda key: findings[key].rank)
    told = []
    for key in first:
        effects = sorted(below.get(key, ()), key=lambda finding: finding.rank)
        told.append(replace(findings[key], effects=tuple(effects)))
        told += effects
    return told


# A number in the source of a text, however marks of Markdown and HTML part it.
_PARTED = late(r"(?:[0-9Xx]|[*_~`^\\]{1,4}|&#x?[0-9A-Fa-f]{1,6};|</?[a-z]{1,6}>)+")
_DIGITS = late("[0-9]")
_Key = tuple[Position, str, str]


def _with_names(problem: Problem, places: Places) -> Problem:
    """A problem that names its field as the file does."""
    if "field" not in problem.values:
        return problem
    return replace(problem, values={**problem.values, "field": places.name_of(problem.values["field"], problem.where)})


def _of_list(named: Problem, problem: Problem, places: Places) -> Problem:
    """The problem of a field that is missing in a row of a list, with what to fill: a cell, or a column that is not there."""
    name = problem.values.get("label") or named.values["field"]
    if places.has_column(problem.values["field"], problem.where.file):
        return replace(named, values={"column": named.values["field"], **named.values})
    return replace(named, values={"heading": name, "beside": common_of(problem.where.file), **named.values})


def _also(problem: Problem, places: Places, labels: Labels) -> str:
    """In how many more places the same is, and in which lines; nothing where it stands once."""
    if not problem.also:
        return ""
    lines = sorted({places.position(other.where).line for other in problem.also})
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][-1] + 1:
            spans[-1][1:] = [line]
        else:
            spans.append([line])
    named = ", ".join("–".join(map(str, span)) for span in spans[:_MOST_SPANS]) + ", …" * (len(spans) > _MOST_SPANS)
    return labels.text["cli_also"].format(count=Count(len(problem.also)), lines=named)


def hide_private(text: str, patterns: TextPatterns | None) -> str:
    """A text with what looks like personal data hidden, and signs that are not seen named."""
    hide = Hider(patterns.patterns if patterns else ()).hide
    return "\n".join(shown(hide(line)) for line in text.split("\n"))


def _without_find(line: str, column: int, problem: Problem) -> str:
    """The line of a problem, its find in a column hidden as its message hides it."""
    needle, shown = getattr(problem.where, "needle", ""), problem.values.get("excerpt", "")
    if not needle or len(needle) != len(shown):
        return line
    told = line.replace(needle, shown)
    at = line.find(needle, max(column - 1, 0))
    if needle == shown or at < 0:
        return told
    # Of a number that marks part only a piece is the find: its other digits are of it, too.
    number = next((match for match in _PARTED.finditer(line) if match.start() <= at < match.end()), None)
    if not number:
        return told
    before, behind = told[number.start() : at], told[at + len(needle) : max(number.end(), at + len(needle))]
    return "".join(
        (
            told[: number.start()],
            _DIGITS.sub("*", before),
            shown,
            _DIGITS.sub("*", behind),
            told[at + len(needle) + len(behind) :],
        )
    )


def count(findings: Sequence[Finding], items: int, reports: int) -> dict[str, int]:
    """The number of findings of each severity, and of what was judged."""
    found = Counter(finding.problem.severity for finding in findings)
    return {severity.value: found[severity] for severity in Severity} | {"items": items, "reports": reports}


def as_text(findings: Sequence[Finding], counts: Mapping[str, int], labels: Labels) -> str:
    """The findings for a terminal: each with its line and a caret under the place, then the counts."""
    blocks = []
    told: Counter[str] = Counter()
    folded = {id(effect) for finding in findings for effect in finding.effects}
    for finding in findings:
        if id(finding) in folded:
            continue
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
    """The text of a finding: its place, its line with a mark below, its hint, what follows from it, its basis."""
    problem, position = finding.problem, finding.position
    lines = [f"{_place(position)}: {labels.severities[problem.severity]}: {finding.message} [{problem.code}]"]
    if finding.line.strip():
        number = str(position.line)
        line, before = _clip(finding.line, position.column - 1)
        lines.append(f"    {number} | {line}")
        lines.append(f"    {' ' * len(number)} | {_pad(before)}^")
    if finding.hint:
        lines.append(f"  {labels.text['cli_hint']}: {finding.hint}")
    if finding.effects:
        at = [f"{_place(effect.position)} [{effect.problem.code}]" for effect in finding.effects]
        more = labels.text["cli_effects"].format(count=Count(len(at)))
        lines.append(f"  {more}{labels.text['list_join'].join(at[:_MOST_EFFECTS])}{'……' * (len(at) > _MOST_EFFECTS)}")
    if problem.cites:
        lines.append(f"  {labels.text['cli_cites']}: {problem.cites}")
    return "\n".join(lines) + "\n"


def _place(position: Position) -> str:
    return ":".join([position.file, *([str(position.line), str(position.column)] if position.line else [])])


def _clip(line: str, at: int) -> tuple[str, str]:
    """The part of a line around a place, and of that part what stands before it."""
    start = max(0, at - _BEFORE) if len(line) > _WIDEST else 0
    front, back = "…" if start else "", "…" if len(line) > start + _WIDEST else ""
    return front + line[start : start + _WIDEST] + back, front + line[start:at]


def _pad(text: str) -> str:
    """White space as wide as a text is on a terminal, where a Chinese character takes two columns."""
    return "".join("\t" if char == "\t" else "  " if unicodedata.east_asian_width(char) in "WF" else " " for char in text)


def as_json(findings: Sequence[Finding], counts: Mapping[str, int], labels: Labels) -> str:
    """The findings as JSON, for programs."""
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
            "fingerprint": finding.fingerprint[:SHORT],
            **({"effects": len(finding.effects)} if finding.effects else {}),
            **({"editions": list(finding.problem.editions)} if finding.problem.editions else {}),
        }
        for finding in findings
    ]
    return json.dumps({"problems": problems, "counts": dict(counts)}, ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Sequence[Finding], counts: Mapping[str, int], labels: Labels) -> str:
    """The findings as GitHub's workflow commands, which become annotations on a change."""
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
