"""Rules on what nobody has written yet: marks of new files, texts without a word, reports of noughts.

In what nobody sees yet each is a notice, in what is public an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from generator.check.rule import rule
from generator.check.text.fields import Part
from generator.markdown import without_remarks
from generator.model.catalog import Catalog
from generator.model.item import Item
from generator.model.labels import Labels
from generator.model.page import Page
from generator.model.placeholder import has_placeholder, is_placeholder, placeholders_in, without_mark
from generator.model.report.form import Form
from generator.model.report.report import Amount, Report, Statement
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

REPORT_UNFILLED = "report-unfilled"

PLACEHOLDER, PLACEHOLDERS, EMPTY = "placeholder-left", "placeholders-left", "body-empty"
CODES = (PLACEHOLDER, PLACEHOLDERS, EMPTY)
_MOST = 4  # are named where many are told together
_SHOWN = 40
# Words that stand where a text should.
_NOT_WRITTEN = ("略", "正文略", "内容略", "暂无内容", "如题", "同标题", "见标题", "同上")
_NOTHING = ("", "无正文", *_NOT_WRITTEN)


def find_unfinished(item: Item, parts: Sequence[Part], values: str, body: str) -> Iterator[Problem]:
    """The problems of what is not written yet in the fields (``values``, one a line) and the text of an item."""
    review = item.authored.review
    if review:
        signed = ((("review", name), getattr(review, name)) for name in ("by", "approved_by"))
        parts = [*parts, *signed]
        values = f"{values}\n{review.by}\n{review.approved_by}"
    if has_placeholder(values):
        seen: set[tuple[str | int, ...]] = set()
        for steps, text in parts:
            if is_placeholder(text) and steps not in seen:
                seen.add(steps)
                yield _placeholder(item.spot.at(*steps), text)
    yield from _in_text(body, item.body_spot)
    # An item may be its files, or the fields of its kind; one of Markdown alone is its text. A word for no text is none of it.
    if item.body is None and not item.files and not item.fields:
        if _says_nothing(body, (*_NOTHING, item.authored.title.strip(" 。."))):
            yield Problem(EMPTY, item.spot, {"title": excerpt(item.authored.title, _SHOWN)})
    elif _says_nothing(body, _NOT_WRITTEN):
        yield _placeholder(replace(item.body_spot, needle=body.strip()), body.strip())


def _says_nothing(body: str, words: Sequence[str]) -> bool:
    """True for a text that is one of some words, and no more."""
    if len(body) > max(map(len, words)) + _SHOWN:
        return False
    return without_remarks(body).strip(" \t\n#*。.（()）") in words


def _in_text(text: str, spot: Spot) -> Iterator[Problem]:
    told: set[str] = set()
    for start, end in placeholders_in(text):
        if (found := text[start:end].strip()) not in told:
            told.add(found)
            yield _placeholder(spot.within(text, start, end), found)


def _placeholder(spot: Spot, text: str) -> Problem:
    return Problem(PLACEHOLDER, spot, {"text": excerpt(text, _SHOWN)})


def _weighed(problems: Sequence[Problem], *, draft: bool) -> Iterator[Problem]:
    """The problems of one text: in what nobody sees yet the marks are told together, for they are all to be expected."""
    left = [problem for problem in problems if problem.code == PLACEHOLDER]
    if draft and len(left) > 1:
        names = ", ".join(without_mark(problem.values["text"]) for problem in left[:_MOST]) + (
            "" if len(left) <= _MOST else ", …"
        )
        yield Problem(PLACEHOLDERS, left[0].where, {"count": str(len(left)), "names": names}, Severity.NOTICE)
        problems = [problem for problem in problems if problem.code != PLACEHOLDER]
    for problem in problems:
        yield replace(problem, severity=Severity.NOTICE if draft else Severity.ERROR)


@rule(*CODES)
def check_items(
    items_by_id: Mapping[str, Item], text_findings: Mapping[str, tuple[Problem, ...]], catalog: Catalog
) -> Iterator[Problem]:
    """Every item that is public has been written to its end."""
    for item_id, problems in text_findings.items():
        found = [problem for problem in problems if problem.code in CODES]
        item = items_by_id.get(item_id) if found else None
        if item and not item.authored.withdrawn:
            yield from _weighed(found, draft=item.authored.draft or catalog.draft)


@rule(*CODES)
def check_pages(pages: tuple[Page, ...], reports: tuple[Report, ...], catalog: Catalog) -> Iterator[Problem]:
    """Every page and every report that is public has been written to its end."""
    for page in pages:
        found = [_placeholder(page.spot.at("title"), page.head.title)] if is_placeholder(page.head.title) else []
        found += _in_text(page.body, page.body_spot)
        if not without_remarks(page.body).strip():
            found.append(Problem(EMPTY, page.spot, {"title": excerpt(page.head.title, _SHOWN)}))
        yield from _weighed(found, draft=catalog.draft)
    for report in reports:
        found = [problem for spot, text in report.texts() for problem in _in_text(text, spot)]
        yield from _weighed(found, draft=report.head.draft)


@rule(PLACEHOLDER, PLACEHOLDERS)
def check_catalog(catalog: Catalog) -> Iterator[Problem]:
    """Every fact of the catalog is the body's own."""
    found = [_placeholder(spot, value) for spot, value in _texts(catalog, Spot(CATALOG)) if is_placeholder(value)]
    yield from _weighed(found, draft=catalog.draft)


def _texts(value: Any, spot: Spot) -> Iterator[tuple[Spot, str]]:
    """The texts of a record, each with its place."""
    if isinstance(value, str):
        yield spot, value
    elif isinstance(value, tuple | list):
        for index, entry in enumerate(value):
            yield from _texts(entry, spot.at(index))
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _texts(entry, spot.at(key))
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), spot.at(field.name.rstrip("_")))


@rule(REPORT_UNFILLED, severity=Severity.ERROR)
def check_reports(reports: tuple[Report, ...], forms: Mapping[str, Form], labels: Labels) -> Iterator[Problem]:
    """A report that is public says something: not noughts alone, with no word below any heading."""
    for report in reports:
        if report.head.draft or _says_anything(report, forms[report.head.form]):
            continue
        yield Problem(REPORT_UNFILLED, report.spot, {"period": report.period.name(labels.text)})


def _says_anything(report: Report, form: Form) -> bool:
    """True if a report has a figure other than nought, or a line that its form did not bring."""
    if not report.figures and not form.sections:
        return bool(report.body.strip())
    cells = (cell for row in report.figures.values() for cell in row.values())
    if any((isinstance(cell, Amount) and cell.value) or isinstance(cell, Statement) for cell in cells):
        return True
    # What the form itself says, as a new report has it, is nobody's word.
    given = {line.strip() for text in form.outline.values() for line in text.split("\n")}
    lines = (line.strip() for line in without_remarks(report.body).split("\n"))
    return any(line and line not in given and not line.startswith("#") and not line.endswith(("：", ":")) for line in lines)
