"""Marks that people give where no program can judge: by whom, on which day, for what reason."""

from __future__ import annotations

from generator.model.record import Date, Money, Text, record

MARKS = "content/marks.yml"


@record
class GivenMark:
    """An entry of ``content/marks.yml``: the ``points`` that somebody gave for an indicator, by its id or label.

    It holds for a year from its day, or until another one is given.
    """

    indicator: Text
    points: Money
    who: Text
    date: Date
    reason: Text = ""
