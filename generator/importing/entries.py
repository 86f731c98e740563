"""Entries of what is no sheet (a feed, a catalog, pages) as a sheet of one head: they go the way of rows from there on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.importing.grid import Cell, Grid, Value, grid_of
from generator.importing.targets import PLAIN, Targets

# The values of an entry by field, or by a name of its own where no field is meant: what it says, and the day that means.
Entry = Mapping[str, str | tuple[str, dt.date]]
_FIRST = ("title", "index_number", "doc_number", "kind", "category", "department", "publisher", "created", "published")
# Behind all others, for they are long.
_LAST = ("summary", "body")


def entries_grid(name: str, entries: Sequence[Entry], targets: Targets) -> Grid:
    """The sheet of some entries, under the words of the site for the fields."""
    names = dict.fromkeys(key for entry in entries for key in entry)
    known = [*(key for key in _FIRST if key in names), *(key for key in names if key not in (*_FIRST, *_LAST))]
    known += [key for key in _LAST if key in names]
    heads = [targets.label(key, PLAIN) if targets.is_known(key, PLAIN) else key for key in known]
    return grid_of(name, _cells(heads, known, entries))


def _cells(heads: Iterable[str], known: Sequence[str], entries: Sequence[Entry]) -> Iterator[Cell]:
    for column, head in enumerate(heads):
        yield Cell(row=0, column=column, text=head, value=head)
    for row, entry in enumerate(entries, 1):
        for column, key in enumerate(known):
            said = entry.get(key, "")
            text, value = said if isinstance(said, tuple) else (said, said)
            shown: Value = value
            yield Cell(row=row, column=column, text=text, value=shown)


def listed(values: Iterable[str]) -> str:
    """Several values of a field in one cell."""
    return "；".join(dict.fromkeys(value.strip() for value in values if value.strip()))


def links(files: Iterable[tuple[str, str]]) -> str:
    """Links to files as HTML, each with its words and its address."""
    from html import escape

    return "".join(f'<p><a href="{escape(address)}">{escape(words or address)}</a></p>' for words, address in files if address)
