"""The headings of a form as words of prose: which figures are meant where they are said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from generator.check.report.prose_reading.timeliness import usual
from generator.late import late
from generator.model.report.filed import FiledReport
from generator.model.report.form import Block, Form, Table
from generator.model.report.report import Amount, NotApplicable

_NUMBERING = late(r"^[(（]?[一二三四五六七八九十\d]+[)）]?[、.．]?|^其中[：:]|^[一二三四五六七八九十]+、")
_BRACKETS = late(r"[(（][^()（）]*[)）]")
_QUOTES = late(r"[“”\"'‘’]")
_ENDINGS = late(r"(?:总?数量|总?次数|总?件数|总数|人数|数)$")
_TOTAL = late(r"^(?:总计|合计|小计|总数|total|totals|all)$", re.IGNORECASE)
_ANY = frozenset(("其他", "其它", "其他情形", "other", "others"))  # headings that may be said of anything
_CHINESE = late("[一-鿿]")
_PIECE = 4  # characters by which a piece of a heading is known from all other headings


class Line(NamedTuple):
    """A row or a column: its id, its own heading and those above it, each as the word prose knows it by; none for a total."""

    id: str
    own: str
    above: frozenset[str]

    @property
    def path(self) -> frozenset[str]:
        """All of its headings."""
        return self.above | ({self.own} if self.own else frozenset())


@dataclass(frozen=True)
class Grid:
    """A block of a table by its headings."""

    table: Table
    block: Block
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]

    @cached_property
    def headings(self) -> frozenset[str]:
        """All words of its headings."""
        return frozenset(word for line in (*self.rows, *self.columns) for word in line.path)

    @cached_property
    def about(self) -> frozenset[str]:
        """The words of which one must have been said before its figures are claimed."""
        return frozenset(self.table.about)

    @cached_property
    def beside(self) -> frozenset[str]:
        """The words that may stand beside its headings."""
        return self.about | frozenset(self.table.beside)

    def cells(self, words: frozenset[str]) -> list[tuple[str, str]]:
        """The cells that the words name together; none where they name no certain one."""
        across = words & frozenset(word for line in self.columns for word in line.path)
        down = words - across
        if not down and len(self.rows) > 1:
            return []
        rows, columns = _chosen(self.rows, down), _chosen(self.columns, across)
        return [(row.id, column.id) for row in rows for column in columns]


def _chosen(lines: tuple[Line, ...], words: frozenset[str]) -> list[Line]:
    """The rows, or columns, that words name; without words the grand total, where there is one and no more."""
    totals = [line for line in lines if not line.own]
    if not words:
        if len(lines) == 1:
            return list(lines)
        grand = min(totals, key=lambda line: len(line.above), default=None)
        return [grand] if grand and sum(len(line.above) == len(grand.above) for line in totals) == 1 else []
    fitting = [line for line in lines if words <= line.path]
    if own := [line for line in fitting if line.own in words]:
        return own
    return [line for line in fitting if not line.own] or fitting


@dataclass(frozen=True)
class Headings:
    """The headings of a form: its blocks, the words that say each heading, and how certain the longest of them is.

    What begins with one of the ``phrases`` may be said in each of their other ways. ``nouns`` are English ones for what is
    asked for.
    """

    form: Form
    groups: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nouns: tuple[str, ...] = ()

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The blocks by their headings."""
        return tuple(
            Grid(
                table,
                block,
                tuple(Line(row.id, self._name(row.label, row.said), self._above(row.under)) for row in _with_parents(block)),
                tuple(
                    Line(column.id, self._name(column.label, column.said), self._above(column.under)) for column in block.columns
                ),
            )
            for table, block in self.form.blocks()
        )

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The English nouns for what is asked for: the usual one, and those that the form has in its headings."""
        labels = [
            text for table, block in self.form.blocks() for text in (table.title, block.corner, *(r.label for r in block.rows))
        ]
        said = " ".join(label for label in labels if label.isascii()).lower().split()
        return tuple(noun for noun in self.nouns if noun == self.nouns[0] or noun in said)

    @cached_property
    def received(self) -> frozenset[str]:
        """The word of the row of all that is asked for: Received, Requests received; none where a form has no such row."""
        owns = (row.own for grid in self.grids for row in grid.rows if row.own.isascii())
        return frozenset(own for own in owns if own and set(own.split()) - set(self.nouns) == {"received"})

    def asks(self, text: str) -> bool:
        """True if an English text names what is asked for."""
        return any(noun in text for noun in self.asked)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The headings that a sentence may be about: those of rows, and those above columns."""
        return frozenset(
            word
            for grid in self.grids
            for word in (
                *(word for row in grid.rows for word in row.path),
                *(word for column in grid.columns for word in column.above),
            )
        )

    @cached_property
    def common(self) -> frozenset[str]:
        """The headings of rows that may be said of other things too."""
        rows = (row for _, block in self.form.blocks() for row in block.rows)
        return frozenset(self._name(row.label, row.said) for row in rows if row.common)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The headings of columns where there are several."""
        return frozenset(column.own for grid in self.grids if len(grid.columns) > 1 for column in grid.columns if column.own)

    def columns_beside(self, words: frozenset[str]) -> frozenset[str]:
        """The headings of columns in the tables that have all of some words as headings; of every table where none has."""
        fitting = [grid for grid in self.grids if words <= grid.headings]
        return frozenset(column.own for grid in fitting for column in grid.columns) if fitting else self.columns

    @cached_property
    def column_groups(self) -> dict[str, frozenset[str]]:
        """The columns below each heading that is above some of the columns of a table with a grand total."""
        found: dict[str, frozenset[str]] = {}
        for grid in self.grids:
            common = frozenset.intersection(*(column.above for column in grid.columns))
            if any(not column.own and column.above <= common for column in grid.columns):
                for word in {word for column in grid.columns for word in column.above - common}:
                    found[word] = frozenset(column.id for column in grid.columns if word in column.above)
        return found

    @cached_property
    def across(self) -> frozenset[str]:
        """All headings by which columns of a table with a total are known."""
        return self.columns | self.column_groups.keys()

    def _name(self, label: str, said: Iterable[str]) -> str:
        """The word of a heading: the group that says it, or its own text."""
        if not label or _TOTAL.match(core(label)):
            return ""
        return next((word for word in said if word in self.groups), core(label))

    def _above(self, under: Iterable[str]) -> frozenset[str]:
        return frozenset(core(label) for label in under)

    @cached_property
    def says(self) -> dict[str, str]:
        """The word of each piece of text that says a heading."""
        return {
            text.lower(): word
            for text, word in self._said[0].items()
            if len(text) > 1 and not _TOTAL.match(text) and text not in _ANY
        }

    @property
    def pieces(self) -> dict[str, str]:
        """The word of each beginning and end of a heading that no other heading shares a word with."""
        return self._said[1]

    @cached_property
    def _said(self) -> tuple[dict[str, str], dict[str, str]]:
        """The word of each text that says a heading as a whole, and of each piece that no other heading holds."""
        found: dict[str, str] = {}
        whole: dict[str, str] = {}
        labels: dict[str, str] = {}
        spoken: dict[str, tuple[str, ...]] = {}
        for _, block in self.form.blocks():
            for label, under, said in (
                *((row.label, row.under, row.said) for row in block.rows),
                *((column.label, column.under, column.said) for column in block.columns),
            ):
                if word := self._name(label, said):
                    labels[core(label)] = word
                    spoken[word] = tuple(text.lower() for text in said)
                    for text in said:
                        whole.update(dict.fromkeys(self.groups.get(text, (text,)), word))
                whole.update({core(above): core(above) for above in under})
        grams = Counter(gram for label in labels for gram in set(_grams(label)))
        for label, word in labels.items():
            whole.setdefault(label, word)
            whole.setdefault(_ENDINGS.sub("", label), word)
            for phrase, others in self.phrases.items():
                for text in (label, *spoken.get(word, ()), *usual(label)):
                    rest = text.removeprefix(phrase)
                    if rest == text or rest[:1].isalnum():
                        continue
                    for other in others:
                        if other != "{}" or " " in rest.strip():  # one word alone may be said of anything
                            whole.setdefault(other.replace("{}", rest.strip()), word)
            if not label.isascii():
                found.update((piece, word) for piece in _pieces(label) if all(grams[gram] == 1 for gram in _grams(piece)))
        return whole, found

    def unit(self, cells: Iterable[tuple[str, str]]) -> str:
        """The unit of figures, where all are counted in one."""
        rows = self.form.rows()
        units = set()
        for row, column in cells:
            _, block, found = rows[row]
            label = next(known.label for known in block.columns if known.id == column)
            money = block.kind(found, next(known for known in block.columns if known.id == column)) == "money"
            units.add(found.unit or ("万元" if "万元" in label or (money and _CHINESE.search(label)) else ""))
        return units.pop() if len(units) == 1 else "?"


def value_of(cells: Iterable[tuple[str, str]], filed: FiledReport) -> Decimal | None:
    """The sum of figures; None where one is not known."""
    found = [filed.report.cell(*cell) for cell in cells]
    if not found or not all(isinstance(cell, Amount | NotApplicable) for cell in found):
        return None
    return sum((cell.value for cell in found if isinstance(cell, Amount)), Decimal(0))


@cache
def core(label: str) -> str:
    """A heading without its numbering, what stands in brackets and quotation marks."""
    bare = _QUOTES.sub("", _BRACKETS.sub("", _NUMBERING.sub("", label.strip(), count=1)))
    return (_NUMBERING.sub("", bare, count=1) if not bare.isascii() else bare).strip().lower()


def _with_parents(block: Block) -> Iterator[_Row]:
    above: list[tuple[int, str]] = []
    for row in block.rows:
        above = [kept for kept in above if kept[0] < row.indent]
        yield _Row(row.id, row.label, (*row.under, *(label for _, label in above)), row.said)
        above.append((row.indent, row.label))


class _Row(NamedTuple):
    id: str
    label: str
    under: tuple[str, ...]
    said: tuple[str, ...]


def _grams(text: str) -> Iterator[str]:
    return (text[at : at + _PIECE] for at in range(len(text) - _PIECE + 1))


def _pieces(text: str) -> Iterator[str]:
    """The beginnings and endings of a heading, of ``_PIECE`` characters and more."""
    for length in range(_PIECE, len(text)):
        yield text[:length]
        yield text[-length:]
