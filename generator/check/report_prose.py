"""Whether the prose of a report names figures that exist, and agrees with its own tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.model.facts import text_facts
from generator.model.formula import Formula, Reference
from generator.model.ledger import Ledger
from generator.model.project import Project
from generator.model.report import Report, shown_number
from generator.model.report_form import Prose, prose_pattern
from generator.model.report_prose import formula_of, named_text, names_in, own_facts
from generator.problems import Problem
from generator.text import nearest

# What a sentence begins after, and a clause; a figure is said of what was named since.
_SENTENCE = re.compile(r"[。；！？\n]")
_CLAUSE = re.compile(r"[，,、]")
_SPAN_OF_YEARS = re.compile(r"\d{4}\s*年?\s*(?:[—–～~-]+|至|到)\s*\d{4}")
_YEAR = re.compile(r"(?<!\d)(\d{4})\s*年")
# Words that say a number is not this year's own.
_OTHER_TIME = re.compile(r"上年|上一年|去年|往年|同期|历年|累计|以来|其中|预计|计划|目标")
# A year that opens a paragraph as the time it speaks of; not a month of it, nor what was issued then.
_OPENING_YEAR = re.compile(r"^\s*(?:\d+[.、]\s*|[-*]\s*)?(\d{4})\s*年度?(?!\s*\d{1,2}\s*月)(?=[，,、我本全市县区各委局在共])")
# A period of a year, as the opening of a report states it.
_PERIOD = re.compile(r"(\d{4})\s*年\s*(\d+\s*月\s*\d+\s*日)\s*起?\s*至\s*(?:(\d{4})\s*年)?\s*(\d+\s*月\s*\d+\s*日)")
_TO_COME = re.compile(r"将|拟|计划|打算|重点|要")
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,6})\1")
_COUNTED = re.compile(r"^[一二三四五六七八九十每逐]")


def check_names(project: Project) -> Iterator[Problem]:
    """Every ``{{ name }}`` in a report is a figure, a name of its form or a fact."""
    facts = text_facts(project.settings)
    for report in project.reports:
        form = project.forms[report.head.form]
        ledger = project.ledgers.get(report.year) or Ledger(report, form)
        known = [*form.names, *own_facts(ledger), *facts]
        rows = form.rows()
        example = next((f"{row}.{block.columns[-1].id}" for row, (_, block, _) in rows.items()), "")
        for named in names_in(report.body):
            if named_text(named.name, ledger, facts) is not None:
                continue
            formula = formula_of(named.name, form)
            if formula is None:
                shown = ", ".join([*form.names][:8]) or ", ".join(known[:8])
                figures = [f"{row}.{column.id}" for row, (_, block, _) in rows.items() for column in block.columns]
                suggestion = nearest(named.name.removeprefix("figures."), [*known, *figures]) if named.name else ""
                values = {"value": named.name, "suggestion": suggestion, "known": shown, "example": example}
                yield Problem("report-figure-unknown", report.position(named.start), values)
            elif not report.head.draft:
                yield Problem("report-figure-not-known", report.position(named.start), {"value": named.name})


def check_claims(project: Project) -> Iterator[Problem]:
    """A number typed in prose that says a figure of the table says what the table says."""
    for ledger in project.ledgers.values():
        report = ledger.report
        told: set[int] = set()
        for claim in ledger.form.claims:
            value = ledger.evaluate(claim.figure)
            if value is None:
                continue
            for match in prose_pattern(claim.pattern).finditer(report.body):
                said = Decimal(match["n"].replace(",", "").replace("，", ""))
                at = match.start("n")
                if at not in told and not _agrees(said, value) and _is_own(report, match.start(), project.report_prose):
                    told.add(at)
                    values = {
                        "found": match[0].strip(),
                        "name": claim.name,
                        "expected": shown_number(value),
                        "reference": f"{{{{ {_name(claim.figure, ledger)} }}}}",
                    }
                    yield Problem("report-claim-contradicted", report.position(at), values)


def _agrees(said: Decimal, value: Decimal) -> bool:
    """Whether a number is the figure, to as many decimals as are said."""
    exponent = said.as_tuple().exponent
    return said == round(value, -exponent if isinstance(exponent, int) and exponent < 0 else 0) and (
        said == value or value != value.to_integral_value()
    )


def _is_own(report: Report, at: int, prose: Prose) -> bool:
    """Whether a number is said of the body itself, in the report's own year and the whole of it."""
    sentence = _SENTENCE.split(report.body[max(0, at - 120) : at])[-1]
    years = _YEAR.findall(sentence)
    clause = _CLAUSE.split(sentence)[-1]
    return (
        (not years or years[-1] == str(report.year))
        and not _SPAN_OF_YEARS.search(sentence)
        and not any(word in sentence for word in prose.elsewhere)
        and not any(word in clause for word in prose.nearby)
    )


def _name(formula: Formula, ledger: Ledger) -> str:
    names = [name for name, known in ledger.form.names.items() if known == formula]
    if names:
        return names[0]
    return ".".join(formula.names) if isinstance(formula, Reference) else "…"


def check_years_said(project: Project) -> Iterator[Problem]:
    """No section opens with another year than the report's, as one copied from last year's does."""
    for report in project.reports:
        starts = [0, *(heading.end for heading in report.headings())]
        for start in starts:
            text = report.body[start:].lstrip("\n")
            at = len(report.body) - len(text)
            match = _OPENING_YEAR.match(text)
            if match is None or match[1] == str(report.year):
                continue
            sentence = _SENTENCE.split(text, maxsplit=1)[0]
            if int(match[1]) == report.year + 1 and any(word in sentence for word in project.report_prose.to_come):
                continue
            values = {"found": match[1], "year": str(report.year)}
            yield Problem("report-other-year", report.position(at + match.start(1)), values)


def check_period(project: Project) -> Iterator[Problem]:
    """The period a report says it covers is its year, from the first day to the last."""
    for report in project.reports:
        for match in _PERIOD.finditer(report.body):
            year, start, end_year, end = match.groups()
            said = (year, re.sub(r"\s", "", start), end_year or year, re.sub(r"\s", "", end))
            if said[1] == "1月1日" and said != (own := str(report.year), "1月1日", own, "12月31日"):
                yield Problem("report-period-other", report.position(match.start()), {"found": match[0], "year": own})


def check_doubled_words(project: Project) -> Iterator[Problem]:
    """No word stands twice in a row, but those that may."""
    allowed = project.report_prose.doubled
    for report in project.reports:
        for match in _DOUBLED.finditer(report.body):
            word = match[1]
            if not _COUNTED.match(word) and word not in allowed and not any(name in match[0] for name in _twice(allowed)):
                values = {"value": match[0], "suggestion": word}
                yield Problem("report-word-doubled", report.position(match.start()), values)


def _twice(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word * 2 for word in words)
