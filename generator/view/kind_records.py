"""The views of tables of kinds."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.listing_pages import Choice
from generator.view.parts import Head
from generator.view.record import view


class KindLine(NamedTuple):
    """A row of a table: where the item is, its title, its state and language where there are any, its cells."""

    address: str
    title: str
    state: str
    language: str
    cells: tuple[tuple[str, ...], ...]


class Limit(NamedTuple):
    """The sums of two numbers of some items that have both, the one a limit of the other, and by how many per cent it is less."""

    limit_label: str
    limit: str
    label: str
    value: str
    items: int
    percent: str


@view
class KindView:
    """A page of a table; ``columns`` are its headings beside that of the title.

    ``choices`` are the ways to narrow it: the label of each, the address of all, its values. ``numbers`` are the pages to offer,
    0 marks a gap; ``whole`` is the address of all of it on one page, ``cross`` and ``changes`` those of its numbers and of how it
    was adjusted, where there are such. ``limits`` compare numbers with those that they do not exceed.
    """

    head: Head
    title: str
    name: str
    title_heading: str
    columns: tuple[str, ...]
    choices: tuple[tuple[str, str, bool, tuple[Choice, ...]], ...]
    total: int
    number: int
    pages: int
    numbers: tuple[tuple[int, str], ...]
    previous: str
    next: str
    lines: tuple[KindLine, ...]
    csv: str
    whole: str
    cross: str
    changes: str
    limits: tuple[Limit, ...]


class CrossRow(NamedTuple):
    """A row of the numbers of a table: a department, where its part is, its numbers of each value with their addresses."""

    label: str
    address: str
    cells: tuple[tuple[int, str], ...]
    total: int


@view
class KindCrossView:
    """The numbers of a table by department and by value; ``columns`` are the values with their address and number."""

    head: Head
    title: str
    name: str
    table: str
    heading: str
    columns: tuple[tuple[str, str, int], ...]
    rows: tuple[CrossRow, ...]
    total: int


class ChangeLine(NamedTuple):
    """A change of a list: the item, its address, department and state, in which way it was adjusted and why."""

    address: str
    title: str
    language: str
    department: str
    way: str
    reason: str


@view
class KindChangesView:
    """How a list was adjusted, newest first: each day, as people read it, with its changes. ``counts`` are the numbers by way."""

    head: Head
    title: str
    name: str
    headings: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    days: tuple[tuple[str, str, tuple[ChangeLine, ...]], ...]


@view
class KindCsvView:
    """All items of a kind with all their fields, as a table for spreadsheets."""

    address: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
