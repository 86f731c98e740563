"""Rules on the prose of reports, that it is so: one reading of each report for all that is held against its words."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from decimal import Decimal

from generator.check.report.arithmetic import check_arithmetic
from generator.check.report.prose_reading.reading import Reading
from generator.check.report.prose_reading.said_tables import check_tables
from generator.check.report.read_prose import ReadReport, read_reports
from generator.check.report.wording import copied_years
from generator.check.rule import rule
from generator.model.report.filed import FiledReport
from generator.model.report.form import prose_pattern
from generator.model.report.language import Prose as Language
from generator.model.report.report import shown_number
from generator.model.settings import Settings
from generator.problems import Problem, Severity

REPORT_CLAIM_CONTRADICTED = "report-claim-contradicted"
REPORT_OTHER_YEAR = "report-other-year"
REPORT_NOT_ALL = "report-not-all"


@rule(
    REPORT_CLAIM_CONTRADICTED,
    REPORT_OTHER_YEAR,
    "report-parts-mismatch",
    "report-share-wrong",
    "report-comparison-wrong",
    REPORT_NOT_ALL,
    "report-table-wrong",
    severity=Severity.WARNING,
)
def check_prose(filed_reports: Mapping[str, FiledReport], settings: Settings) -> Iterator[Problem]:
    """Every number of the prose that can be judged is so."""
    for read in read_reports(filed_reports, settings):
        copied = yield from _copied(read, settings.prose)
        told = yield from _claims(read, copied)
        yield from _patterns(read, told)
        yield from check_arithmetic(read, settings.prose, told)
        yield from check_tables(read.prose.tables, read.filed.report)


def _copied(read: ReadReport, words: Language) -> Generator[Problem, None, set[int]]:
    """The problems of sections that open by counting for another year, as if copied; not where that year brought it."""
    report = read.filed.report
    said = [reading for reading in read.readings if reading.previous]
    true = {reading.sentence.places[0] for reading in said if reading.verdict == "agrees"}
    true -= {reading.sentence.places[0] for reading in said if reading.verdict == "contradicted"}
    copied: set[int] = set()
    for at, found in copied_years(report, words):
        if at not in true:
            copied.add(at)
            yield Problem(REPORT_OTHER_YEAR, report.position(at), {"found": found, "year": str(report.year)})
    return copied


def _claims(read: ReadReport, copied: set[int]) -> Generator[Problem, None, set[int]]:
    """The problems of numbers that contradict the tables; a sentence of another year is told as such."""
    told: set[int] = set()
    for reading in read.readings:
        if reading.sentence.places[0] in copied:
            continue
        if reading.verdict == "contradicted" and reading.meaning and reading.number:
            place = reading.sentence.place(reading.number.start)
            if place not in told:
                told.add(place)
                if reading.whole is not None:
                    yield _not_all(read, place, reading)
                    continue
                yield _contradicted(
                    read,
                    place,
                    reading.said_in(read.filed.report.body),
                    reading.meaning.name,
                    reading.values[0],
                    reading.meaning.reference,
                    previous=reading.previous,
                )
    return told


def _not_all(read: ReadReport, place: int, reading: Reading) -> Problem:
    """The problem of what is said of all and is so of some."""
    report = read.filed.report
    values = {
        "found": reading.said_in(report.body),
        "name": reading.meaning.name if reading.meaning else "",
        "part": shown_number(reading.values[0]),
        "whole": shown_number(reading.whole or Decimal(0)),
    }
    return Problem(REPORT_NOT_ALL, report.position(place), values)


def _contradicted(
    read: ReadReport, place: int, found: str, name: str, value: Decimal, reference: str, *, previous: bool = False
) -> Problem:
    """The problem of a number, at its offset in the body, that is not the figure of the tables."""
    report = read.filed.report
    values = {
        "found": found,
        "name": f"{report.period.before.id} · {name}" if previous else name,
        "expected": shown_number(value),
        "reference": f"{{{{ {reference} }}}}" if reference and not previous else "",
    }
    return Problem(REPORT_CLAIM_CONTRADICTED, report.position(place), values)


def _patterns(read: ReadReport, told: set[int]) -> Iterator[Problem]:
    """The problems of claims that a form writes as patterns: only of what is said of the body itself and the whole year."""
    filed = read.filed
    for claim in filed.form.claims:
        value = filed.evaluate(claim.figure) if claim.pattern else None
        if value is None or claim.pattern is None:
            continue
        for match in prose_pattern(claim.pattern).finditer(filed.report.body):
            said = Decimal(match["n"].replace(",", "").replace("，", ""))
            at = match.start("n")
            if at not in told and said != value and _is_own(read, match.start()):
                told.add(at)
                yield _contradicted(read, at, match[0].strip(), claim.name, value, _name(read, claim.figure))


def _name(read: ReadReport, formula: object) -> str:
    return next((name for name, known in read.filed.form.names.items() if known == formula), "")


def _is_own(read: ReadReport, at: int) -> bool:
    """True if nothing stands before a place of a sentence that is not known to speak of the body and its year."""
    for sentence, tokens in zip(read.prose.sentences, read.tokens, strict=True):
        if sentence.places[0] <= at <= sentence.places[-1]:
            before = [token for token in tokens if sentence.place(token.start) < at]
            return all(token.kind in ("skip", "time", "own", "stop", "parts") for token in before)
    return False
