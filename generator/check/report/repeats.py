"""Rules on reports that say what the one before them said (内容雷同)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.frozen import frozen
from generator.late import late
from generator.model.labels import Labels
from generator.model.report.report import Report
from generator.problems import Problem, Severity

REPORT_TEXT_REPEATED = "report-text-repeated"

# Shorter stretches are the words everybody uses for the same thing.
LONG = 120
_SENTENCE = late(r"[^。；！？\n]+[。；！？]?")
_FIGURE = late(r"\{\{.*?\}\}|\d+(?:\.\d+)?")
_NOT_SAID = late(r"[\s*_#>|`-]")
_SHOWN = 20


@frozen
class _Sentence:
    """A sentence in the form in which two years are compared: numbers do not count."""

    text: str
    start: int


@rule(REPORT_TEXT_REPEATED, severity=Severity.WARNING, cites="国办公开办函〔2021〕30号")
def check_repeats(reports: tuple[Report, ...], labels: Labels) -> Iterator[Problem]:
    """No long stretch of the sections is that of the year before. What opens a report, its legal basis, is the same always."""
    by_id = {report.id: report for report in reports if report.is_of_year and not report.head.draft}
    for report in sorted(by_id.values(), key=lambda report: report.period):
        before = by_id.get(report.id_before)
        if before is None:
            continue
        for start, length, text in _stretches(report, before):
            values = {"length": str(length), "previous": before.period.name(labels.text), "start": text[:_SHOWN] + "…"}
            yield Problem(REPORT_TEXT_REPEATED, report.position(start), values)


def _stretches(report: Report, before: Report) -> Iterator[tuple[int, int, str]]:
    """Each maximal run of sentences that stand one after the other in both years: where, how long, how it begins."""
    sentences, known = _sentences(report), _sentences(before)
    places: dict[str, list[int]] = {}
    for index, sentence in enumerate(known):
        places.setdefault(sentence.text, []).append(index)
    at = 0
    while at < len(sentences):
        run = max((_run(sentences, at, known, other) for other in places.get(sentences[at].text, ())), default=0)
        length = sum(len(sentence.text) for sentence in sentences[at : at + run])
        if length >= LONG:
            start = sentences[at].start
            yield start, length, report.body[start:].lstrip()
        at += max(run, 1)


def _run(sentences: list[_Sentence], at: int, known: list[_Sentence], other: int) -> int:
    count = 0
    while at + count < len(sentences) and other + count < len(known) and sentences[at + count].text == known[other + count].text:
        count += 1
    return count


def _sentences(report: Report) -> list[_Sentence]:
    """The sentences of a report from its first heading on, without the headings."""
    headings = report.headings()
    lines = {heading.start for heading in headings}
    first = headings[0].start if headings else 0
    found = []
    for match in _SENTENCE.finditer(report.body, first):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        text = _FIGURE.sub("0", _NOT_SAID.sub("", match[0]))
        if text and start not in lines:
            found.append(_Sentence(text, start))
    return found
