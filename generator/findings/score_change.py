"""The changes since a site was marked before: of the whole, and of each indicator that got more or less."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from generator.check.assessment import Assessment, shown_points
from generator.frozen import frozen
from generator.model.labels import Labels


class NotAScore(Exception):
    """A file is no assessment that was written as JSON; the message is its name."""


@frozen
class Earlier:
    """An earlier assessment: its day, what was got, and the mark of each indicator that had one, by its id."""

    day: str
    got: Decimal
    marks: Mapping[str, Decimal]


def read_earlier(file: Path) -> Earlier:
    """The assessment in a file that ``gongkai score --format json`` wrote. Raises NotAScore, OSError."""
    try:
        told = json.loads(file.read_text("utf-8-sig"))
        marks = {str(mark["id"]): Decimal(str(mark["got"])) for mark in told["marks"] if mark["got"] is not None}
        return Earlier(str(told["day"]), Decimal(str(told["got"])), marks)
    except (ValueError, ArithmeticError, LookupError, TypeError) as error:
        raise NotAScore(file.name) from error


def change_lines(assessment: Assessment, earlier: Earlier, labels: Labels) -> Iterator[str]:
    """The lines on what changed: the whole, then each indicator that got more or less, or is judged now and was not."""
    words = labels.text
    said = {"day": earlier.day, "before": shown_points(earlier.got), "now": shown_points(assessment.got)}
    yield words["score_since"].format(**said)
    for mark in assessment.marks:
        before, now = earlier.marks.get(mark.indicator.id), mark.got
        if before != now:
            values = ("—" if points is None else shown_points(points) for points in (before, now))
            yield "  " + words["score_change"].format(label=mark.indicator.label, before=next(values), now=next(values))
