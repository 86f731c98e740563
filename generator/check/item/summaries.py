"""A rule on summaries that are those of another year than their title."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.late import late
from generator.model.item import Item
from generator.problems import Problem, Severity

SUMMARY_YEAR = "summary-year-other"
_YEAR = late(r"(?<!\d)20\d\d(?!\d)")
_MARKS = late(r"[\s。，,.：:《》“”年度]|\b(?:the|of|for)\b")
_LEAST = 4  # signs that both have beside the year


@rule(SUMMARY_YEAR, severity=Severity.WARNING)
def check_summary_years(items: tuple[Item, ...]) -> Iterator[Problem]:
    """A summary that says again what the title says has its year."""
    for item in items:
        title, summary = item.authored.title, item.authored.summary
        if "20" not in title or "20" not in summary:
            continue
        years, said = set(_YEAR.findall(title)), set(_YEAR.findall(summary))
        if len(years) != 1 or len(said) != 1 or years == said:
            continue
        name, words = (_MARKS.sub("", _YEAR.sub("", text.casefold())) for text in (title, summary))
        if len(name) >= _LEAST and name in words:
            values = {"value": said.pop(), "expected": years.pop()}
            yield Problem(SUMMARY_YEAR, item.spot.at("summary"), values)
