"""Forms of text: numbers with their nouns."""

from __future__ import annotations

import pytest

from generator.findings import as_text
from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.text import Count


@pytest.mark.parametrize(("count", "told"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), (1000, "1,000 items")])
def test_a_number_takes_its_noun(count: int, told: str) -> None:
    assert f"{count:,} {Count(count):item|items}" == told


def test_one_item_is_one_item() -> None:
    counts = {"error": 0, "warning": 1, "notice": 2, "items": 1, "reports": 0}
    told = as_text([], counts, load_labels(SHIPPED, "en")).splitlines()[-1]
    assert told == "0 errors, 1 warning, 2 notices; 1 item, 0 reports"
