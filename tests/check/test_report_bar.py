"""The bar of reports: nine tenths of what is wrong is told, and of what is true no more than one in fifty accused."""

from __future__ import annotations

from pathlib import Path

from tests.check.bar_cases import cases, run, table

DOCS = Path(__file__).parent.parent.parent / "docs" / "reports.md"


def test_the_bar_is_large_and_has_enough_of_both() -> None:
    listed = list(cases())
    true = sum(case.true for case in listed)
    assert len(listed) >= 250
    assert 0.4 <= true / len(listed) <= 0.62


def test_what_is_wrong_is_told_and_what_is_true_is_not_accused() -> None:
    counts = run()
    told, wrong, accused, true = (sum(count[at] for count in counts.values()) for at in range(4))
    assert told >= 0.9 * wrong
    assert accused <= 0.02 * true
    assert table(counts) in DOCS.read_text("utf-8"), "run: python -m tests.check.bar_cases"
