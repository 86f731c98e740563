"""The topics of a sentence by the headings it names: some are said of one table alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from generator.check.report.prose_reading.headings import Grid, Headings
from generator.check.report.prose_reading.meanings import Meanings

_DONE = frozenset(("办结",))


@dataclass(frozen=True)
class Telling:
    """The topics of words, in a form."""

    headings: Headings
    meanings: Meanings

    def implied(self, words: frozenset[str], *, alone: bool = False) -> frozenset[str]:
        """The words for what a sentence is about that names two rows of a table, or two columns: 部分公开 and 无法提供.

        A row ``alone`` tells it too, where nothing else is said.
        """
        found = next((a for named, near, a in self._telling if words & named and len(words & near) > 1), frozenset[str]())
        found = found or next((about for rows, columns, about in self._crossing if words & rows and words & columns), found)
        if found or not alone:
            return found
        rates = (
            frozenset(claim.about) for claim, named, _ in self.meanings.claims if claim.unit == "%" and named == words - {"上年"}
        )
        return next((about for named, about in self._telling_rows if words & named), next(rates, frozenset()))

    @cached_property
    def _telling(self) -> list[tuple[frozenset[str], frozenset[str], frozenset[str]]]:
        """The headings of rows, and those above them, that are said of little else, all of them, and what their table is about.

        One that may be said of other things too tells it beside another: 不予处理的 9 件中，信访类 6 件.
        """
        about = [grid for grid in self.headings.grids if grid.about]
        columns = Counter(column.own for grid in self.headings.grids for column in grid.columns)
        rows = [
            (self._certain(grid), frozenset(word for row in grid.rows for word in row.path) - grid.beside, grid.about)
            for grid in about
        ]
        across = (
            frozenset(column.own for column in grid.columns if column.own and columns[column.own] == 1)
            | (frozenset(self.headings.column_groups) if len(grid.columns) > 1 else frozenset())
            for grid in about
        )
        return rows + [(named, named, grid.about) for named, grid in zip(across, about, strict=True)]

    @cached_property
    def _crossing(self) -> list[tuple[frozenset[str], frozenset[str], frozenset[str]]]:
        """The rows and the columns of each table, of which one of both tells what that is about: 予以公开 30 件，自然人 24 件."""
        return [
            (self._certain(grid), columns | self._done(grid.about), grid.about)
            for grid, (columns, _, _) in zip(
                (grid for grid in self.headings.grids if grid.about), self._telling[len(self._telling) // 2 :], strict=True
            )
        ]

    def _done(self, about: frozenset[str]) -> frozenset[str]:
        """The words for all that was done with what a table is about: 予以公开占办结件的三成."""
        claimed = (words for claim, words, _ in self.meanings.claims if about & words and not claim.unit)
        return frozenset(word for words in claimed for word in words) & _DONE

    @cached_property
    def _telling_rows(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        return [(self._certain(grid), grid.about) for grid in self.headings.grids if grid.about]

    def _certain(self, grid: Grid) -> frozenset[str]:
        rows = frozenset(word for row in grid.rows for word in row.path)
        return rows - self.headings.common - grid.beside
