"""Days as a language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

_KEPT = 50_000  # days that pages show, each made once


class DateForm(NamedTuple):
    """How a language writes a day and a month, with the names of its months; where it says nothing they stand as in ISO 8601."""

    day: str
    month: str
    months: tuple[str, ...]

    def shown(self, date: dt.date | str) -> str:
        """A day or a month as people read it."""
        return _shown(str(date), self)


def date_form(words: Mapping[str, str]) -> DateForm:
    """The form of a language by its labels."""
    return DateForm(words["date_day"], words["date_month"], tuple(words["month_names"].split()))


@lru_cache(_KEPT)
def _shown(iso: str, form: DateForm) -> str:
    year, month, day = (*iso.split("-"), "", "")[:3]
    pattern = form.day if day else form.month
    if not pattern or not month:
        return iso
    return pattern.format(year=year, month=int(month), name=form.months[int(month) - 1], day=int(day) if day else "")
