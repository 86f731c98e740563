"""Rules on the text of a report: that it is whole, no section empty, no number left out, no sentence broken off or said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.check.rule import rule
from generator.check.text.numbering import number_of, numeral_of
from generator.late import late
from generator.model.labels import Labels
from generator.model.report.form import Form
from generator.model.report.report import Heading, Report
from generator.problems import Problem, Severity

REPORT_SECTION_EMPTY = "report-section-empty"
REPORT_NUMBERING = "report-numbering"
REPORT_BROKEN_OFF = "report-broken-off"
REPORT_SENTENCE_TWICE = "report-sentence-twice"
REPORT_ALIKE = "report-alike"

_NUMERAL = r"([一二三四五六七八九]|十[一二三四五六七八九]?|\d{1,2})"
_NUMBERED = late(rf"^(?:[（(]{_NUMERAL}[）)]|{_NUMERAL}[、.．])(?=\D)")
_POINTS = late(r"(?<![第\d一二三四五六七八九十])([一二三四五六七八九十])是")
_SENTENCE = late(r"[^。！？\n]+[。！？]?")  # what ends without a full stop is no sentence, but is passed over at once
_MARKUP = late(r"^\s*(?:[-*+>|#]|\d+[.)])")
_CODE = late(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_LONG = 40  # characters after which a paragraph without a full stop has broken off
_SHINGLE = 8
_ALIKE = 0.6  # share of pieces of eight characters that a report may have in common with the year before
_TOO_SHORT = 250  # characters below which reports are alike by necessity
_MASKED = late(r"\{\{.*?\}\}|\d+(?:\.\d+)?")
_NOT_SAID = late(r"[\s*_#>|`，。；：、！？-]")


@rule(REPORT_SECTION_EMPTY, severity=Severity.WARNING)
def check_empty_sections(reports: tuple[Report, ...], forms: Mapping[str, Form]) -> Iterator[Problem]:
    """Below each heading something is said, or a table of the form stands there."""
    for report in reports:
        if report.head.draft:
            continue
        form = forms[report.head.form]
        headings = report.headings()
        top = min((heading.level for heading in headings), default=0)
        for heading, after in zip(headings, [*headings[1:], None], strict=False):
            text = report.body[heading.end : after.start if after else len(report.body)].strip()
            deeper = after is not None and after.level > heading.level
            if not text and not deeper and not _has_table(heading, form, top):
                yield Problem(REPORT_SECTION_EMPTY, report.position(heading.start), {"value": heading.text})


def _has_table(heading: Heading, form: Form, top: int) -> bool:
    # A prescribed section is of the highest level; below it （一）主动公开 is not meant for 二、主动公开政府信息情况.
    section = form.section_of(heading.text) if heading.level == top else heading.text
    return any(table.section and section.endswith(table.section) for table in form.tables)


@rule(REPORT_NUMBERING, severity=Severity.WARNING)
def check_numbering(reports: tuple[Report, ...], forms: Mapping[str, Form]) -> Iterator[Problem]:
    """Headings of one level, and points of one paragraph, are numbered without a gap, from one on."""
    for report in reports:
        last: dict[int, int] = {}
        prescribed = forms[report.head.form].sections
        top = min((heading.level for heading in report.headings()), default=0)
        for heading in report.headings():
            last = {level: number for level, number in last.items() if level <= heading.level}
            match = _NUMBERED.match(heading.text)
            if match is None or (prescribed and heading.level == top):  # whose order is another rule's
                continue
            written = match[1] or match[2]
            number = number_of(written)
            expected = last.get(heading.level, 0) + 1
            if number != expected and not (number == 1 and expected > 1):
                values = {"found": heading.text, "expected": _like(expected, written)}
                yield Problem(REPORT_NUMBERING, report.position(heading.start), values)
            last[heading.level] = number
        for start, paragraph in _paragraphs(report):
            points = [(match.start(1), number_of(match[1])) for match in _POINTS.finditer(paragraph)]
            for (_, before), (at, number) in pairwise(points):
                if number not in (before + 1, 1) and points[0][1] == 1:
                    values = {"found": paragraph[at : at + 12], "expected": f"{numeral_of(before + 1)}是"}
                    yield Problem(REPORT_NUMBERING, report.position(start + at), values)


def _like(number: int, written: str) -> str:
    return str(number) if written.isdecimal() else numeral_of(number)


@rule(REPORT_BROKEN_OFF, severity=Severity.WARNING)
def check_broken_off(reports: tuple[Report, ...]) -> Iterator[Problem]:
    """No paragraph ends in the middle of a sentence."""
    for report in reports:
        if report.head.draft:
            continue
        paragraphs = list(_paragraphs(report))
        starts = {heading.start for heading in report.headings()}
        for index, (start, paragraph) in enumerate(paragraphs):
            text = paragraph.rstrip().rstrip("*_")
            following = paragraphs[index + 1][1] if index + 1 < len(paragraphs) else ""
            between = report.body[start + len(paragraph) : paragraphs[index + 1][0]] if following else ""
            end = start + len(paragraph)
            leads = bool(following) and not any(end <= at < end + len(between) for at in starts)
            broken = text.endswith(("，", "、", ",")) or (text.endswith(("：", ":")) and not leads)
            if broken or (len(text) >= _LONG and re.search(r"[\u4e00-\u9fff]$", text) and "。" in text):
                yield Problem(REPORT_BROKEN_OFF, report.position(start + len(text) - 1), {"end": "…" + text[-16:]})


def _paragraphs(report: Report) -> Iterator[tuple[int, str]]:
    """The paragraphs of a report that are no headings, each with its offset."""
    body = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), report.body)
    for match in re.finditer(r"(?:^[^\n]*\S[^\n]*(?:\n|$))+", body, re.MULTILINE):
        if not match[0].lstrip().startswith("#"):
            yield match.start(), match[0].rstrip("\n")


@rule(REPORT_SENTENCE_TWICE, severity=Severity.NOTICE)
def check_said_twice(reports: tuple[Report, ...]) -> Iterator[Problem]:
    """No sentence stands twice in a report."""
    for report in reports:
        seen: dict[str, int] = {}
        for match in _SENTENCE.finditer(report.body):
            text = re.sub(r"\s", "", match[0])
            if len(text) < 16 or text[-1] not in "。！？" or _MARKUP.match(match[0]):
                continue
            if text in seen:
                values = {"value": text[:20] + "…", "line": str(report.position(seen[text]).line)}
                yield Problem(
                    REPORT_SENTENCE_TWICE, report.position(match.start() + len(match[0]) - len(match[0].lstrip())), values
                )
            seen.setdefault(text, match.start())


@rule(REPORT_ALIKE, severity=Severity.WARNING, cites="国办公开办函〔2021〕30号")
def check_alike(reports: tuple[Report, ...], labels: Labels) -> Iterator[Problem]:
    """A report is not for the most part that of the period before with other numbers."""
    by_id = {report.id: report for report in reports if report.is_of_year and not report.head.draft}
    pieces: dict[str, set[str]] = {}
    for name, report in sorted(by_id.items()):
        before = by_id.get(report.id_before)
        text = _said(report)
        if before is None or len(text) < _TOO_SHORT:
            continue
        own = pieces.setdefault(name, _shingles(text))
        known = pieces.get(report.id_before) or _shingles(_said(before))
        share = len(own & known) / len(own)
        if share >= _ALIKE:
            values = {"share": f"{share:.0%}", "previous": before.period.name(labels.text)}
            yield Problem(REPORT_ALIKE, report.spot, values)


def _said(report: Report) -> str:
    headings = report.headings()
    body = report.body[headings[0].start :] if headings else report.body
    return _NOT_SAID.sub("", _MASKED.sub("0", re.sub(r"^#.*$", "", body, flags=re.MULTILINE)))


def _shingles(text: str) -> set[str]:
    return {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}
