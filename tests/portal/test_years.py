"""The search of a portal cut by years: what lies in which index, and that what is new changes the newest alone."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.portal.years import cut_by_years
from generator.view.documents import Document


def documents(**counts: int) -> list[Document]:
    """So many documents of each year (y2024) or month (y2024_07); ``none`` are of no day."""
    found = []
    for name, count in counts.items():
        year, _, month = name.removeprefix("y").partition("_")
        day = dt.date.min if name == "none" else dt.date(int(year), int(month or 3), 1)
        found += [Document(f"item {name}/{number}", "", day) for number in range(count)]
    return found


@pytest.mark.parametrize(
    ("counts", "spans"),
    [
        ({}, [("", "", 0)]),
        ({"none": 3}, [("", "", 3)]),
        ({"y2024": 4, "y2025": 5}, [("2024", "2025", 9)]),
        ({"y2023": 6, "y2024": 6, "y2025": 6}, [("2025", "2025", 6), ("2024", "2024", 6), ("2023", "2023", 6)]),
        # A year that has just begun is no index of its own.
        ({"y2023": 6, "y2024": 9, "y2025": 2}, [("2024", "2025", 11), ("2023", "2023", 6)]),
        ({"none": 1, "y2023": 6, "y2024": 9}, [("2024", "2024", 10), ("2023", "2023", 6)]),
        # A year of more than an index holds is cut by months, even where one month alone is too much.
        ({"y2024": 2, "y2025_01": 5, "y2025_02": 5, "y2025_03": 12}, [("2025-03", "2025-03", 12), ("2025-02", "2025-02", 5), ("2024-01", "2025-01", 7)]),
    ],
)  # fmt: skip
def test_what_lies_in_which_index(counts: dict[str, int], spans: list[tuple[str, str, int]]) -> None:
    assert [(one.begin, one.end, len(one.documents)) for one in cut_by_years(documents(**counts), 10)] == spans


def test_what_is_new_changes_the_newest_alone() -> None:
    before, after = (cut_by_years(documents(y2022=9, y2023=8, y2024=7, y2025=count), 10) for count in (5, 9))
    assert before[1:] == after[1:]
    assert len(after[0].documents) == 9


def test_every_document_lies_in_one_index_in_order_of_days() -> None:
    every = documents(none=2, y2020=3, y2021=25, y2024_01=4, y2024_05=9, y2025=1)
    spans = cut_by_years(every, 10)
    assert sorted(one.id for span in spans for one in span.documents) == sorted(one.id for one in every)
    for span in spans:
        days = [one.date for one in span.documents]
        assert days == sorted(days)
