"""The meanings of words beside a number: the figures of a form, by its headings and its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, reduce
from typing import NamedTuple

from generator.check.report.prose_reading.headings import Grid, Headings, Line
from generator.check.report.prose_reading.timeliness import COMPLIANCE, timely, usual
from generator.model.report.filed import FiledReport
from generator.model.report.form import Claim, Form
from generator.model.report.formula import Constant, Formula, Operation, Reference

_MOST_NAMED = 4  # figures; a longer sum is no help
_SPECIFIC = 5  # characters of a heading that nobody would say of anything else


class Meaning(NamedTuple):
    """The meaning of a number: figures, any of which it must be. ``reference`` names the first as prose may."""

    name: str
    unit: str
    formulas: tuple[Formula, ...]
    parted: tuple[Formula, ...] = ()
    reference: str = ""
    words: frozenset[str] = frozenset()

    def values(self, filed: FiledReport, *, with_parts: bool = False) -> list[Decimal] | None:
        """The values it may have; None where the first is not known."""
        found = [filed.evaluate(formula) for formula in (*self.formulas, *(self.parted if with_parts else ()))]
        return None if found[0] is None else [value for value in found if value is not None]


@dataclass(frozen=True)
class Meanings:
    """The meanings that words have in a form."""

    form: Form
    headings: Headings

    def find(self, said: frozenset[str], context: frozenset[str], long: frozenset[str]) -> Meaning | None:
        """The meanings of words where ``context`` was said before. ``long`` are those said so fully that they need no context."""
        by_claim = self._claimed(said, context)
        by_heading = self._headed(said, context, long)
        if by_claim is None and by_heading is None and (wholes := self.wholes_of(said)):
            by_heading = self._headed(said - wholes, context, long)  # reviews upheld; requests received and answered late
        if by_claim and by_heading:
            return by_claim if len(by_claim.words & said) > len(by_heading.words & said) else by_heading
        return by_claim or by_heading

    def wholes_of(self, said: frozenset[str]) -> frozenset[str]:
        """The headings among words that are the sum of others of them: they say only what those are a part of."""
        return frozenset(whole for whole, parts in self._sums.items() if whole in said and said & parts)

    def is_whole(self, meaning: Meaning) -> bool:
        """True if a meaning is all that came in, or the sum of other rows."""
        return bool(meaning.words & (self.headings.received | self._sums.keys()))

    @property
    def wholes(self) -> list[str]:
        """The headings of the rows that are sums of others."""
        return sorted(self._sums)

    @cached_property
    def _sums(self) -> dict[str, frozenset[str]]:
        """The headings of the rows that are sums of rows, each with the headings of those."""
        found: dict[str, frozenset[str]] = {}
        names = {row.id: row.own for grid in self.headings.grids for row in grid.rows if row.own}
        for identity in self.form.identities:
            if identity.per in ("column", "figure") and identity.relation == "=" and isinstance(identity.left, Reference):
                whole = names.get(identity.left.names[0], "")
                cells = (
                    [row for row, _ in cells_of(identity.right, self.form)]
                    if identity.per == "figure" and is_sum(identity.right)
                    else []
                )
                parts = {names.get(row, "") for row in (cells or self.rows_of(identity.right))} - {""}
                if whole and not identity.left.previous:
                    found[whole] = found.get(whole, frozenset()) | parts
        return found

    @cached_property
    def on_hand(self) -> Meaning | None:
        """The meaning of all that there was to be done: what a form adds up of what was carried in and what came in."""
        ids = {row.id for grid in self.headings.grids for row in grid.rows if row.own in self.headings.received}
        for identity in self.form.identities:
            cells = cells_of(identity.left, self.form) if identity.relation == "=" and is_sum(identity.left) else []
            if len(cells) > 1 and any(row in ids for row, _ in cells):
                return Meaning(identity.says.partition(" = ")[0], self.headings.unit(cells), (identity.left,))
        return None

    def rows_of(self, formula: Formula) -> list[str]:
        """The rows that a sum read per column adds up."""
        if isinstance(formula, Operation):
            return [*self.rows_of(formula.left), *self.rows_of(formula.right)]
        if not isinstance(formula, Reference) or formula.previous:
            return []
        first = next(
            (
                column.id
                for grid in self.headings.grids
                for row in grid.rows
                if row.id == formula.names[0]
                for column in grid.columns
            ),
            "",
        )
        return [row for row, _ in self.form.cells(formula, column=first)]

    def _claimed(self, said: frozenset[str], context: frozenset[str]) -> Meaning | None:
        """The meaning by the claims of the form that most of the words belong to, or None where no claim is of such words."""
        columns = said & self.headings.across
        rest = said - columns
        best: list[tuple[int, Claim]] = []
        for claim, words, known in self.claims:
            if not rest <= known:
                continue
            missing = words - rest
            if missing - context or missing - self.topics or not (words & rest or columns):
                continue
            if claim.about and not (said | context) & frozenset(claim.about):
                continue
            best.append((len(words & rest), claim))
        if not best:
            return None
        top = max(score for score, _ in best)
        claims = [claim for score, claim in best if score == top]
        first = claims[0]
        formulas = [formula for claim in claims for formula in (claim.figure, *claim.also)]
        parted = [formula for claim in claims for formula in claim.parted]
        if columns:
            chosen = self._columns(columns)
            narrowed = [_narrowed(formula, chosen) for formula in (*formulas, *parted)] if chosen else []
            if not narrowed or any(formula is None for formula in narrowed):
                return None
            formulas, parted = [formula for formula in narrowed if formula], []
        name = " / ".join((first.name, *sorted(columns)))
        reference = "" if columns else self.reference(formulas[0])
        return Meaning(name, first.unit, tuple(formulas), tuple(parted), reference, frozenset(first.words) | columns)

    def _columns(self, words: frozenset[str]) -> list[str]:
        """The columns that one heading names: its own, or all below it."""
        for grid in self.headings.grids:
            found = [column.id for column in grid.columns if column.own in words]
            if len(words) == len(found) == 1 and any(not column.own for column in grid.columns):
                return found
        return sorted(self.headings.column_groups.get(min(words), ())) if len(words) == 1 else []

    def together(self, said: frozenset[str], context: frozenset[str]) -> Meaning | None:
        """The meaning of a number that several rows of a table come to, where a sentence names those and nothing else."""
        for grid in self.headings.grids:
            named = {word for row in grid.rows for word in row.path} & said
            if len(grid.rows) == 1:  # 行政复议、行政诉讼案件共 14 件
                named |= {word for line in grid.columns for word in line.above} & said
            parents = frozenset(word for row in grid.rows if row.own in named for word in row.above)  # of which those are parts
            named -= parents
            found = {word: grid.cells(frozenset((word,))) for word in named}
            cells = [cell for some in found.values() for cell in some]
            apart = len(cells) == len(set(cells)) and all(found.values())
            if (
                len(named) > 1
                and apart
                and said - named - parents <= grid.beside
                and (not grid.about or (said | context) & grid.about)
            ):
                return self.of_cells(grid, cells, frozenset(named))
        return self._across(said, context) or self._columns_together(said, context)

    def _columns_together(self, said: frozenset[str], context: frozenset[str]) -> Meaning | None:
        """The meaning of a number that several columns of a row come to: 商业企业和法律服务机构共提出申请 12 件."""
        columns = sorted(said & self.headings.columns & self.headings.across)
        found = [self.find(said - frozenset(columns) | {column}, context, frozenset()) for column in columns]
        known = [meaning.formulas[0] for meaning in found if meaning and is_sum(meaning.formulas[0])]
        formula = reduce(lambda left, right: Operation("+", left, right), known) if known else None
        return Meaning("、".join(columns), "", (formula,), (), "", said) if formula and len(columns) == len(known) > 1 else None

    def _across(self, said: frozenset[str], context: frozenset[str]) -> Meaning | None:
        """The meaning of a number that rows of several tables come to: 行政许可和行政处罚决定合计 524 件."""
        cells: list[tuple[str, str]] = []
        words: frozenset[str] = frozenset()
        for grid in self.headings.grids:
            own = frozenset(row.own for row in grid.rows if row.own in said)
            if own and (not grid.about or (said | context) & grid.about):
                found = [cell for word in sorted(own) for cell in grid.cells(frozenset((word,)))]
                if len(found) != len(own):
                    return None
                cells, words = [*cells, *found], words | own
        unit = self.headings.unit(cells) if len(cells) > 1 else "?"
        return self.of_cells(self.headings.grids[0], cells, words) if words == said and unit != "?" else None

    def _headed(self, said: frozenset[str], context: frozenset[str], long: frozenset[str]) -> Meaning | None:
        """The meaning by the headings of the first table that knows all the words, or None where none does."""
        for grid in self.headings.grids:
            own = said & grid.headings
            if not own or said - own - grid.beside - _within(own):
                continue
            about = grid.about
            if about and not (said | context) & about and not own & long:
                continue
            for words in dict.fromkeys((own | (context & grid.headings), own)):
                if cells := grid.cells(words):
                    return self.of_cells(grid, cells, words)
        return None

    def tables(self, meaning: Meaning) -> set[str]:
        """The tables that the figures of a meaning stand in."""
        rows = self.form.rows()
        return {rows[row][0].id for formula in meaning.formulas for row, _ in cells_of(formula, self.form)}

    def are_of_one_table(self, one: Meaning | None, other: Meaning) -> bool:
        """True if two meanings have figures of one table, or it is not known of which tables those are."""
        found = [self.tables(meaning) for meaning in (one, other) if meaning]
        return len(found) == 1 or not all(found) or bool(found[0] & found[1])

    def opposite(self, meaning: Meaning) -> Meaning | None:
        """The meaning of what was late, of that of what was in time, and the other way; None where a form has no such rows."""
        for grid in self.headings.grids:
            labels = {row.id: row.label for row in grid.block.rows}
            ways = {row.own: usual(labels[row.id]) for row in grid.rows}
            own = [way for word, way in ways.items() if word in meaning.words and way]
            others = [word for word, way in ways.items() if way and own and way != own[0]]
            if len(own) == len(others) == 1:
                return self.of_cells(grid, grid.cells(frozenset(others)), frozenset(others))
        return None

    def of_cells(self, grid: Grid, cells: list[tuple[str, str]], words: frozenset[str]) -> Meaning:
        """The meaning of cells of a table that some words name."""
        formula = added(cells)
        rows = self.form.rows()
        labels = [rows[cells[0][0]][2].label] if len({row for row, _ in cells}) == 1 else []
        columns = [column.label for column in grid.block.columns if len(grid.columns) > 1 and column.id in {c for _, c in cells}]
        name = " / ".join((*(label for label in labels if label), *columns)) if len(cells) == 1 else "、".join(sorted(words))
        return Meaning(name, self.headings.unit(cells), (formula,), (), self.reference(formula), words)

    def reference(self, formula: Formula) -> str:
        """The name by which prose may call a figure: one of the form, or the ids of its cells."""
        if not is_sum(formula):
            return next((name for name, known in self.form.names.items() if known == formula), "")
        cells = sorted(cells_of(formula, self.form))
        named = next((name for name, known in self._names if known == cells), "")
        return named or (" + ".join(".".join(cell) for cell in cells) if len(cells) <= _MOST_NAMED else "")

    @cached_property
    def _names(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(name, sorted(cells_of(formula, self.form))) for name, formula in self.form.names.items() if is_sum(formula)]

    @cached_property
    def claims(self) -> list[tuple[Claim, frozenset[str], frozenset[str]]]:
        """The claims made of words, each with those and with all that may stand beside them."""
        claims = [claim for claim in self.form.claims if claim.words]
        own = None if any(COMPLIANCE in claim.words for claim in claims) else timely(self.headings)
        return [
            (claim, frozenset(claim.words), frozenset((*claim.words, *claim.beside, *claim.about)))
            for claim in (*claims, *((own,) if own else ()))
        ]

    @cached_property
    def topics(self) -> frozenset[str]:
        """The words that a sentence may be about, and which hold until another is said."""
        return self.headings.topics | {"申请", "信息公开", "行政复议", "行政诉讼"}

    def long(self, texts: Iterable[tuple[str, str]]) -> frozenset[str]:
        """The words among pairs of text and word that were said in full."""
        known = self.headings.topics - self.headings.common
        return frozenset(word for text, word in texts if (word in known and len(text) >= _SPECIFIC) or "申请" in text)


def _own(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(line.own for line in lines if line.own)


def _within(words: frozenset[str]) -> frozenset[str]:
    """The words that headings say of themselves: 政府信息公开专项经费 is of that."""
    return frozenset(("信息公开",)) if any("信息公开" in word for word in words) else frozenset()


def _narrowed(formula: Formula, columns: list[str]) -> Formula | None:
    """A formula over totals read at columns instead; None where it is none over totals."""
    if isinstance(formula, Reference):
        if formula.names[1:] != ("total",):
            return None
        read: list[Formula] = [Reference((formula.names[0], column), formula.last, formula.previous) for column in columns]
        return reduce(lambda left, right: Operation("+", left, right), read)
    if isinstance(formula, Operation):
        left, right = _narrowed(formula.left, columns), _narrowed(formula.right, columns)
        return Operation(formula.sign, left, right) if left and right else None
    return formula if isinstance(formula, Constant) else None


def is_sum(formula: Formula) -> bool:
    """True for figures of this year that are added up, and nothing else."""
    return (isinstance(formula, Reference) and not formula.previous) or (
        isinstance(formula, Operation) and formula.sign == "+" and is_sum(formula.left) and is_sum(formula.right)
    )


def added(cells: Sequence[tuple[str, str]]) -> Formula:
    """The sum of some cells."""
    references: list[Formula] = [Reference(cell) for cell in cells]
    return reduce(lambda left, right: Operation("+", left, right), references)


def cells_of(formula: Formula, form: Form) -> list[tuple[str, str]]:
    """The row and column of each figure that a sum adds up."""
    if isinstance(formula, Reference):
        return form.cells(formula)
    return [*cells_of(formula.left, form), *cells_of(formula.right, form)] if isinstance(formula, Operation) else []
