"""Indicators of an assessment: what a site is marked by, as data of its profile."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from generator.model.record import Identifier, Money, Text, Texts, record

# The figures of a site that an indicator may be marked by: the share of what there is in what there should be.
Figure = Literal["requirements", "categories", "on-time", "matters"]


@record
class Indicator:
    """An indicator and the ``points`` it is worth.

    With ``codes`` each problem of these codes costs ``each`` points; with a ``figure`` it has the share of its points that the
    figure says. One with neither is marked by people.
    """

    id: Identifier
    label: Text
    points: Money
    codes: Texts = ()
    each: Money = Decimal(1)
    figure: Figure | None = None
    cites: Text = ""

    @property
    def by_people(self) -> bool:
        """True for an indicator that only people can mark."""
        return not (self.codes or self.figure)
