"""Rules on what a text says and its reader would not see, or would see as signs that were meant to do something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.check.rule import rule
from generator.check.text.texts import lowered
from generator.check.text.typed_targets import address_meant
from generator.markdown import Loss
from generator.markdown.pasted import PASTED, first_tag, without_code, words_of
from generator.markdown.typed import right_form
from generator.model.catalog import Catalog
from generator.model.introduction import Introduction
from generator.model.item import Item
from generator.model.language import is_language, language_meant, written_tag
from generator.model.page import Page
from generator.model.report.report import Report
from generator.names import local_name
from generator.problems import Mend, Problem, Severity, Spot
from generator.text import excerpt

TABLE_WITHOUT_RULE = "table-without-rule"
TEXT_LOST = "text-lost"

# The code of each kind of loss.
_CODES = {
    "definition": "definition-unused",
    "cells": "cells-beyond-head",
    "text": TEXT_LOST,
    "link": "link-with-blank",
    "note": "note-unknown",
    "run-on": "list-run-on",
    "signs": "signs-shown",
    "heading": "heading-without-blank",
    "emphasis": "emphasis-wide",
    "wide-link": "link-wide",
    "list": "list-without-blank",
    "rows": TABLE_WITHOUT_RULE,
    "tabs": "table-of-tabs",
    "columns": "table-of-blanks",
    "wide-rows": "table-wide",
    "indented": "text-as-code",
    "undescribed": "picture-undescribed",
    "garbled": "text-garbled",
    "repeated": "list-number-repeated",
    "fenced": "code-unclosed",
    "run-together": "lines-run-on",
    "ruled": "text-as-heading",
    "bare-rows": TABLE_WITHOUT_RULE,
    "wide-heading": "heading-wide",
    "apart": "link-apart",
    "stars": "stars-lost",
    "spaced": "emphasis-spaced",
    "skipped": "heading-skipped",
    "empty-link": "link-empty",
    "empty-picture": "picture-empty",
    PASTED: TEXT_LOST,
}
_UNFINISHED = ("empty-link", "empty-picture")  # without a target, as where the author meant to come back
_CLOSED = ("skipped",)  # what a reader sees as it should be all the same
_LOCAL = "path-local"
CODES = (*dict.fromkeys(_CODES.values()), _LOCAL)
_LONGEST = 40  # of the words of pasted code that are told
_EMPTY = "section-empty"
_SPOKEN = "language-mark-unknown"


@rule(*CODES)
def check_losses(
    items: tuple[Item, ...], pages: tuple[Page, ...], reports: tuple[Report, ...], introduction: Introduction
) -> Iterator[Problem]:
    """All that is written is shown. A draft is seen by nobody yet, and of what was withdrawn the text is not shown."""
    for item in items:
        if item.losses and not item.authored.withdrawn:
            found = _problems(item.losses, item.body_spot)
            yield from (map(lowered, found) if item.authored.draft else found)
    texts: tuple[Page | Report | Introduction, ...] = (*pages, *reports, introduction)
    for text in texts:
        yield from _problems(text.losses, text.body_spot)


@rule(_EMPTY)
def check_sections(items: tuple[Item, ...], pages: tuple[Page, ...], catalog: Catalog) -> Iterator[Problem]:
    """Below each heading of an item or a page something is said. Of the sections of reports ``report-section-empty`` tells."""
    for item in items:
        if item.losses and not item.authored.withdrawn:
            yield from _empty(item.losses, item.body_spot, draft=item.authored.draft)
    for page in pages:
        yield from _empty(page.losses, page.body_spot, draft=catalog.draft)


@rule(_SPOKEN, severity=Severity.ERROR)
def check_languages(
    items: tuple[Item, ...], pages: tuple[Page, ...], reports: tuple[Report, ...], introduction: Introduction
) -> Iterator[Problem]:
    """Words in another language are marked by a tag that browsers and screen readers know."""
    texts: tuple[Item | Page | Report | Introduction, ...] = (*items, *pages, *reports, introduction)
    for text in texts:
        for loss in text.losses:
            if loss.kind == "spoken" and not (is_language(loss.words) and written_tag(loss.words) == loss.words):
                values = {"value": loss.words, "suggestion": language_meant(loss.words)}
                yield Problem(_SPOKEN, replace(text.body_spot, needle=loss.needle), values)


def _empty(losses: Iterable[Loss], spot: Spot, *, draft: bool) -> Iterator[Problem]:
    for loss in losses:
        if loss.kind == "section":
            severity = Severity.NOTICE if draft else Severity.ERROR
            yield Problem(_EMPTY, replace(spot, needle=loss.needle), {"text": loss.words.lstrip("# ")}, severity)


def _problems(losses: Iterable[Loss], spot: Spot) -> Iterator[Problem]:
    """The problems of losses in a text; code that was pasted into it is told once."""
    found: list[Problem] = []
    pasted: list[Problem] = []
    for loss in losses:
        if loss.kind in _CODES:
            (pasted if loss.kind == PASTED else found).append(_problem(loss, spot))
    if pasted:
        yield replace(pasted[0], also=tuple(pasted[1:]))
    yield from found


def _problem(loss: Loss, spot: Spot) -> Problem:
    """The problem of a loss; a target that was meant to lead to another place is told as that."""
    severity = Severity.NOTICE if loss.kind in _CLOSED else Severity.ERROR if loss.kind in _UNFINISHED else Severity.WARNING
    place = replace(spot, needle=loss.needle)
    if loss.kind == "link" and (name := local_name(loss.words)):
        return Problem(_LOCAL, place, {"excerpt": loss.words, "place": "", "name": name}, Severity.WARNING)
    values = {
        "text": excerpt(words_of(loss.words), _LONGEST) if loss.kind == PASTED else loss.words,
        "attributes": loss.words if loss.kind == "signs" and loss.words.startswith("{") and "=" in loss.words else "",
        "suggestion": address_meant(loss.words) if loss.kind == "link" else "",
        "tag": first_tag(loss.words) if loss.kind == PASTED else "",
    }
    return Problem(_CODES[loss.kind], place, values, severity, mend=None if values["suggestion"] else _mend(loss))


def _mend(loss: Loss) -> Mend | None:
    """The text that was meant, where a loss can have been meant in one way only."""
    written, right = (loss.words, without_code(loss.words)) if loss.kind == PASTED else (loss.needle, right_form(loss))
    return Mend(written, right) if right else None
