"""The wholes of a form with all of their parts: what its sums add up, at each column or row that they are read at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from generator.check.report.prose_reading.meanings import cells_of
from generator.model.report.filed import FiledReport, Place, places
from generator.model.report.form import Identity
from generator.model.report.formula import Formula, Operation, Reference

Cell = tuple[str, str]
Side = Literal["row", "column"]


class Split(NamedTuple):
    """A whole and all of its parts at a place of an identity; ``exempt`` are parts of which nothing is decided yet."""

    identity: Identity
    place: Place
    parts: frozenset[Cell]
    exempt: tuple[Cell, ...]


def splits_of(filed: FiledReport, unsettled: Sequence[str]) -> dict[Side, list[Split]]:
    """The sums of a form, by whether their parts are columns of a row or rows of a column.

    ``unsettled`` are words in the headings of what is not decided yet.
    """
    form = filed.form
    found: dict[Side, list[Split]] = {"row": [], "column": []}
    for identity in form.identities:
        if identity.relation != "=" or not is_plain(identity.left) or not is_plain(identity.right):
            continue
        side: Side = "row" if identity.per == "row" else "column"
        for place in places(identity, form):
            parts = [cell for reference in _terms(identity.right) for cell in form.cells(reference, *place)]
            exempt = tuple(cell for cell in parts if _is_open(filed, cell, unsettled, across=side == "row"))
            found[side].append(Split(identity, place, frozenset(parts), exempt))
    return found


def is_plain(formula: Formula) -> bool:
    """True for figures of this year that are added up, and nothing else."""
    if isinstance(formula, Operation):
        return formula.sign == "+" and is_plain(formula.left) and is_plain(formula.right)
    return isinstance(formula, Reference) and not formula.previous


def cells_summed(formula: Formula, filed: FiledReport) -> frozenset[Cell]:
    """The cells that a formula adds up; none where it does something else."""
    return frozenset(cells_of(formula, filed.form)) if is_plain(formula) else frozenset()


def _terms(formula: Formula) -> list[Reference]:
    if isinstance(formula, Operation):
        return [*_terms(formula.left), *_terms(formula.right)]
    return [formula] if isinstance(formula, Reference) else []


def _is_open(filed: FiledReport, cell: Cell, unsettled: Sequence[str], *, across: bool) -> bool:
    """True if the heading by which a part is told from the others says that nothing is decided yet."""
    _, block, row = filed.form.rows()[cell[0]]
    label = next(known.label for known in block.columns if known.id == cell[1]) if across else row.label
    return any(word in label.lower() for word in unsettled)
