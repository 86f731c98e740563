"""What a text says and its reader would not see, or would see as signs that were meant to do something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.check.rule import rule
from generator.check.text.texts import lowered
from generator.markdown import Loss
from generator.model.introduction import Introduction
from generator.model.item import Item
from generator.model.page import Page
from generator.model.report.report import Report
from generator.problems import Problem, Severity, Spot

# The code of each kind of loss.
_CODES = {
    "definition": "definition-unused",
    "cells": "cells-beyond-head",
    "text": "text-lost",
    "link": "link-with-blank",
    "note": "note-unknown",
    "run-on": "list-run-on",
    "signs": "signs-shown",
}
CODES = tuple(_CODES.values())


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


def _problems(losses: Iterable[Loss], spot: Spot) -> Iterator[Problem]:
    for loss in losses:
        yield Problem(_CODES[loss.kind], replace(spot, needle=loss.needle), {"text": loss.words}, Severity.WARNING)
