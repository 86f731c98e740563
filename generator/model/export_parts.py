"""The parts of the exports of a large site: a year of publication in each, or a month where a year has many items."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from generator.model.item import Item

# Items that one file may hold: some megabytes, which a telephone and a spreadsheet still open.
WHOLE = 5_000
UNDATED = "undated"

Month = dt.date | None


def month_of(item: Item) -> Month:
    """The first day of the month in which an item is published; None for one without a day."""
    published = item.authored.published
    return published and published.replace(day=1)


def export_parts(items: Iterable[Item]) -> Mapping[Month, str]:
    """The part that each month is in, by the name of its period (``2024``, ``2024-03``); empty where one file holds all items."""
    months = Counter(map(month_of, items))
    if months.total() <= WHOLE:
        return {}
    years: Counter[int] = Counter()
    for month, total in months.items():
        years[month.year if month else 0] += total
    return {month: _part(month, years) for month in months}


def _part(month: Month, years: Mapping[int, int]) -> str:
    if month is None:
        return UNDATED
    return f"{month:%Y}" if years[month.year] <= WHOLE else f"{month:%Y-%m}"
