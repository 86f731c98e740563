"""The rows of a form by the stems of all that their headings may be said by, and the stems of words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

from generator.check.report.prose_reading.headings import Grid, Headings
from generator.late import late
from generator.model.report.language import Language

_WORD = late(r"[a-z][a-z']*|\d[\d,.]*\d|\d")
_ENDINGS = ("ings", "ing", "ally", "ied", "ies", "ed", "es", "ly", "d", "s", "e")
_SHORTEST = 3
NO = "no"
_LATE = late(
    r"\b(?:after|outside|beyond|past|later than|more than|over) (?:the )?\w+ (?:working |calendar )?(?:days?|weeks?|limit)\b"
)
_WHEN = late(r"\b(?:after|outside|beyond|within|inside|before|by|past|missed|met|time|longer)\b")  # which the stems do not tell


class Row(NamedTuple):
    """A row of a table by the stems of one way in which it may be said."""

    grid: Grid
    row: str
    own: str
    stems: frozenset[str]
    about: frozenset[str]  # of the table, which may be said beside


class StemmedRows:
    """Holds the rows of a form, in the words of a language and for a report on a year."""

    def __init__(self, headings: Headings, language: Language, year: int) -> None:
        self._headings, self._language = headings, language
        self._year = {str(year), f"{year % 100:02d}", f"{(year + 1) % 100:02d}"}

    def row(self, said: frozenset[str], told: Collection[str] = ()) -> Row | None:
        """The one row whose heading the stems are, or begin, or are all of; None where there are several or none.

        Of two, the one that is not ``told``.
        """
        rows = [
            row for row in self.rows if said <= row.stems | row.about and said & row.stems and (NO in said) == (NO in row.stems)
        ]
        best = [row for row in rows if row.stems == said] or [row for row in rows if row.stems == said | {self.stem("received")}]
        best = best or [row for row in rows if said <= row.stems] or rows
        best = [row for row in best if row.stems <= said] or best
        if told and len({row.row for row in best}) == 2:
            best = [row for row in best if row.own not in told]
        one = best and len({row.row for row in best}) == 1
        return best[0] if one and said != {NO} else None

    def telling(self, text: str) -> frozenset[str]:
        """The stems of a text but for those that tell nothing and the year of the report."""
        found = (self.stem(word) for word in _WORD.findall(text) if word not in self._plain and word not in self._year)
        return frozenset(stem for stem in found if len(stem) > 1 or stem.isdecimal())

    def of_rows(self, text: str) -> str:
        """The words of a text but for those whose stems tell something and are of no row."""
        return " ".join(word for word in text.split() if self.telling(word) <= self.known)

    def stem(self, word: str) -> str:
        """The stem of a word: the word without its ending, or the one that it is alike to."""
        known = self._alike.get(word)
        return known if known is not None else self._alike_bare.get(_bare(word), _bare(word))

    @cached_property
    def _plain(self) -> frozenset[str]:
        labels = (row.label.lower() for grid in self._headings.grids for row in grid.block.rows)
        told = {"late"} if any(map(_LATE.search, labels)) else frozenset[str]()  # by which alone a row may be told from another
        return frozenset(self._language.manner) - told

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        return {word: words.split()[0] for words in self._language.alike for word in words.split()}

    @cached_property
    def _alike_bare(self) -> Mapping[str, str]:
        """The first of the words of one stem by each of them without its ending."""
        return {_bare(word): stem for word, stem in reversed(list(self._alike.items()))}

    @cached_property
    def rows(self) -> list[Row]:
        """The rows by each way in which their headings may be said; what another row is headed with says that one."""
        rows: list[Row] = []
        for grid in self._headings.grids:
            labels = {row.id: row.label for row in grid.block.rows}
            about = self.telling(f"{grid.table.title} {grid.block.corner}".lower())
            for row in grid.rows:
                if row.own and labels[row.id].isascii():
                    said = next(known.said for known in grid.block.rows if known.id == row.id)
                    ways = dict.fromkeys(
                        self.telling(text) for text in (row.own, labels[row.id].lower(), *(text.lower() for text in said))
                    )
                    late = {"late"} if _LATE.search(labels[row.id].lower()) else frozenset[str]()
                    ways = dict.fromkeys(stems | late for stems in ways if stems)
                    rows += [Row(grid, row.id, row.own, stems, about) for stems in ways if stems]
        labelled = {row.stems: row.row for row in rows if row.stems == self.telling(row.own)}
        return [row for row in rows if labelled.get(row.stems, row.row) == row.row]

    @cached_property
    def spoken(self) -> Mapping[frozenset[str], Row]:
        """The rows by the stems of all that they may be called in full, where those are of one row alone."""
        rows = {row.own: row for row in reversed(self.rows)}
        known = {row.stems for row in self.rows}
        found: dict[frozenset[str], set[str]] = {}
        for text, own in self._headings.says.items():
            if own in rows and text.isascii() and not _WHEN.search(text):
                found.setdefault(self.telling(text), set()).add(own)
        certain = (stems for stems, owns in found.items() if len(owns) == 1 and len(stems) > 1 and stems not in known)
        return {stems: rows[min(found[stems])] for stems in certain}

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of all rows."""
        return frozenset(stem for row in self.rows for stem in row.stems)

    @cached_property
    def stems_of(self) -> Mapping[str, frozenset[str]]:
        """The stems of each row by its heading."""
        return {row.own: row.stems for row in reversed(self.rows)}


def _bare(word: str) -> str:
    """A word without its ending."""
    bare = word.removesuffix("'s").replace("-", "")
    if bare.endswith("ss"):  # business
        return bare
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST:
            return bare.removesuffix(ending)
    return bare
