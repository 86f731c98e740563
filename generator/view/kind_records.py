"""The views of tables of kinds."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.listings import Choice
from generator.view.parts import Head
from generator.view.record import view


class KindLine(NamedTuple):
    """A row of a table: where the item is, its title, its state and language where there are any, its cells."""

    address: str
    title: str
    state: str
    language: str
    cells: tuple[tuple[str, ...], ...]


@view
class KindView:
    """A page of a table; ``columns`` are its headings beside that of the title.

    ``choices`` are the ways to narrow it: the label of each, the address of all, its values. ``numbers`` are the pages to offer,
    0 marks a gap; ``whole`` is the address of all of it on one page.
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


@view
class KindCsvView:
    """All items of a kind with all their fields, as a table for spreadsheets."""

    address: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
