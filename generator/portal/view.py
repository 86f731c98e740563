"""The pages of a portal as frozen records: sections of lines, tables and ways, for all of them one kind of page."""

from __future__ import annotations

from typing import NamedTuple

from generator.view.parts import Cell, Head
from generator.view.record import view
from generator.view.records import SearchView


class Line(NamedTuple):
    """An item in a list: its title that leads to it, the body that published it, its day, its state."""

    title: Cell
    body: str
    day: str
    state: str


class Choice(NamedTuple):
    """A way with the number of what is there, or None where that is not known or says nothing."""

    way: Cell
    total: int | None = None


@view
class Table:
    """A table: its head, and rows of cells, of each of which the first is the name of the row. ``total`` is a row of sums."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[str, ...] = ()


@view
class Section:
    """A part of a page: a heading, and what stands below it."""

    title: str
    text: str = ""
    choices: tuple[Choice, ...] = ()
    table: Table | None = None
    lines: tuple[Line, ...] = ()
    more: Cell | None = None


@view
class PortalPage:
    """A page of the portal. ``frame`` is the shell it stands in; the home page has the box of the search in its head."""

    head: Head
    frame: str
    title: str
    introduction: str = ""
    facts: tuple[str, ...] = ()
    notice: str = ""
    sections: tuple[Section, ...] = ()


@view
class PortalSearch:
    """The search page, and the ways to the search of each member, where whole texts are searched."""

    search: SearchView
    ways: tuple[Cell, ...]

    @property
    def head(self) -> Head:
        """The head of the page."""
        return self.search.head
