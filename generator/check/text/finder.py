"""A finder: a function that finds problems in a text, with the words without which it finds nothing stated beside it.

Most texts hold few of these words. All of them are looked for in one reading of a text, and what finds nothing is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from generator.check.text.patterns import without_code
from generator.check.text.table_rows import Table, cell_in, tables_in
from generator.frozen import frozen
from generator.model.item import Item
from generator.problems import Problem, Spot
from generator.words import Gates, places_in


class Text:
    """The text of an item, or of a page as one, as finders look at it."""

    def __init__(self, item: Item, body: str, *, timeless: bool = False) -> None:
        self.item = item
        self.body = body
        self._timeless = timeless

    @cached_property
    def plain(self) -> str:
        """The text with its code blank, as long as before."""
        return without_code(self.body)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that a day without one may be of: that of the item and those beside it; a page is of none."""
        authored = self.item.authored
        own = authored.published or authored.created
        return (own.year, own.year + 1, own.year - 1) if own and not self._timeless else ()

    @cached_property
    def spot(self) -> Spot:
        """The place where the text is written."""
        return self.item.body_spot

    def at(self, start: int, end: int) -> Spot:
        """The place of what stands between two offsets of the text."""
        return self.spot.within(self.body, start, end)

    def at_cell(self, table: Table, row: int, column: int) -> Spot:
        """The place of a cell of a table; row -1 is that of the heads."""
        return self.at(*cell_in(self.body, table, row, column))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the text."""
        return tuple(tables_in(self.body)) if "|" in self.body else ()


@frozen
class Finder:
    """A function from a text to its problems, the words of which one must stand in that, and others of which one must too.

    Without words it is asked of every text.
    """

    find: Callable[[Text], Iterator[Problem]]
    words: frozenset[str]
    also: frozenset[str]


def finder(*words: str, also: tuple[str, ...] = ()) -> Callable[[Callable[[Text], Iterator[Problem]]], Finder]:
    """A decorator that makes a function a finder, asked of texts with one of some words and one of some others."""

    def made(find: Callable[[Text], Iterator[Problem]]) -> Finder:
        return Finder(find, frozenset(words), frozenset(also))

    return made


class Finders:
    """Finders made ready for many texts, asked in their order."""

    def __init__(self, *finders: Finder) -> None:
        self._finders = finders
        self._gates = Gates([(one.words, one.also) for one in finders])

    def find(self, text: Text) -> Iterator[Problem]:
        """The problems that the finders find in a text, those of one after those of another."""
        for place in places_in(self._gates.opened(self._gates.words.within(text.body))):
            yield from self._finders[place].find(text)
