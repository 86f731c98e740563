"""The search over all members cut by years: a question asks the newest first, so that it costs what one body's does."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence

from generator.frozen import frozen
from generator.view.documents import Document

# So many documents an index: what every question loads of it grows with them (docs/portal.md).
MOST = 16_000
# What the last years have is put to the years before while it is less than one of so many parts of that.
_FEW = 4


@frozen
class Span:
    """The documents of some years, or months of a year (2024-07): the first and the last, and all of them, oldest first."""

    begin: str
    end: str
    documents: Sequence[Document]


def cut_by_years(documents: Sequence[Document], most: int) -> list[Span]:
    """The documents by years, newest first, ``most`` at most where months allow it; what has no day is among the newest.

    They are put together from the oldest on, so that what is published now changes the newest alone.
    """
    undated = [document for document in documents if document.date == dt.date.min]
    spans: list[Span] = []
    for one in _units(documents[len(undated) :], most):
        if spans and len(spans[-1].documents) + len(one.documents) <= most:
            spans[-1] = _joined(spans[-1], one)
        else:
            spans.append(one)
    if len(spans) > 1 and len(spans[-1].documents) * _FEW < most:
        spans[-2:] = [_joined(*spans[-2:])]
    if not spans:
        return [Span("", "", documents)]
    spans[-1] = Span(spans[-1].begin, spans[-1].end, [*undated, *spans[-1].documents])
    return spans[::-1]


def _units(documents: Sequence[Document], most: int) -> Iterator[Span]:
    """The years in order; of one that is too large its months."""
    for year, of_year in itertools.groupby(documents, key=lambda document: f"{document.date:%Y}"):
        found = list(of_year)
        if len(found) <= most:
            yield Span(year, year, found)
            continue
        for month, of_month in itertools.groupby(found, key=lambda document: f"{document.date:%Y-%m}"):
            yield Span(month, month, list(of_month))


def _joined(one: Span, other: Span) -> Span:
    """Two spans as one; what holds months is named by them."""
    begin, end = one.begin, other.end
    if len(begin) < len(end):
        begin = f"{begin}-01"
    elif len(end) < len(begin):
        end = f"{end}-12"
    return Span(begin, end, [*one.documents, *other.documents])
