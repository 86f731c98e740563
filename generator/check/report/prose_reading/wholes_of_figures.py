"""The wholes that a figure of the tables may be a share of."""

from __future__ import annotations

from decimal import Decimal

from generator.check.report.prose_reading.headings import value_of
from generator.check.report.prose_reading.meanings import Meaning, Meanings, added, cells_of, is_sum
from generator.model.report.filed import FiledReport
from generator.model.report.formula import Formula, Operation

_FEWEST = 3  # outcomes that may be all of those that were decided


def possible_wholes(meanings: Meanings, filed: FiledReport, of: Meaning | None = None) -> list[Decimal]:
    """All that a figure of the tables may be a share of: the totals of rows, and what claims come to.

    Of the columns of a table with one row it is that table alone.
    """
    grids = [
        grid
        for grid in meanings.headings.grids
        if of and of.words & frozenset(line.own for line in grid.columns if line.own) and len(grid.rows) == 1
    ]
    grids = grids or list(meanings.headings.grids)
    beside = _beside(of, meanings) if of else frozenset()
    cells = {cell for grid in grids for row in grid.rows if row.id not in beside for cell in grid.cells(row.path)}
    if len(grids) == 1:
        columns = {word for line in grids[0].columns for word in line.above}
        cells |= {cell for word in columns for cell in grids[0].cells(frozenset((word,)))}
        found = [value_of([cell], filed) for cell in sorted(cells)] + [value_of(sorted(cells), filed)]
        return list(dict.fromkeys(value for value in found if value))
    groups = [grid.cells(frozenset((word,))) for grid in grids for word in {w for row in grid.rows for w in row.above}]
    own = frozenset(row for row, _ in cells_of(of.formulas[0], meanings.form)) if of and is_sum(of.formulas[0]) else frozenset()
    groups = [group for group in groups if not {row for row, _ in group} <= beside - own]
    found = [value_of([cell], filed) for cell in sorted(cells)] + [value_of(group, filed) for group in sorted(groups) if group]
    formulas = [formula for claim, _, _ in meanings.claims if not claim.unit for formula in (claim.figure, *claim.also)]
    formulas += _sums_with(of, meanings)
    found = [filed.evaluate(formula) for formula in formulas] + found
    return list(dict.fromkeys(value for value in found if value))


def _sums_with(of: Meaning | None, meanings: Meanings) -> list[Formula]:
    """The sums that the form names of which a figure is a part: disclosed in full, of all that was responded to.

    Of outcomes that are no sum of the form's own, of all that was decided: granted, of what was granted, in part or refused.
    Of no figure, those that any may be a part of by the latter.
    """
    own = {row for formula in of.formulas[:1] if is_sum(formula) for row, _ in cells_of(formula, meanings.form)} if of else None
    found: list[Formula] = []
    for identity in meanings.form.identities if own or own is None else ():
        if identity.relation != "=" or identity.per != "figure" or not (is_sum(identity.left) and is_sum(identity.right)):
            continue
        cells = cells_of(identity.right, meanings.form)
        firsts = [added(cells[:count]) for count in range(_FEWEST, len(cells))] if isinstance(identity.left, Operation) else []
        sides = [identity.left, identity.right] if own is not None else []
        found += [side for side in (*sides, *firsts) if own is None or own < {row for row, _ in cells_of(side, meanings.form)}]
    return found


def wholes_by_form(meanings: Meanings, filed: FiledReport, of: Meaning) -> list[Decimal]:
    """The totals that a figure is a part of by the identities of the form, and where those are all requests any that may be so.

    None where no identity has it as a part: then of which total it is a share nobody says.
    """
    cells = cells_of(of.formulas[0], meanings.form) if is_sum(of.formulas[0]) else ()
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    found: list[Decimal | None] = []
    for identity in meanings.form.identities:
        if not rows or identity.relation != "=" or identity.per == "row":
            continue
        across = identity.per == "column"
        parts = meanings.rows_of(identity.right) if across else [row for row, _ in cells_of(identity.right, meanings.form)]
        if rows <= set(parts) and len(parts) > len(rows):
            whole = [(row, column) for row in meanings.rows_of(identity.left) for column in columns] if across else []
            found.append(value_of(whole, filed) if across else filed.evaluate(identity.left))
    values = [value for value in found if value]
    asked = wholes_asked(meanings, filed)
    return [*values, *(value for value in asked if value not in values)] if set(values) & set(asked) else values


def wholes_asked(meanings: Meanings, filed: FiledReport) -> list[Decimal]:
    """All that requests as such may be: those that came in, those that there were to be dealt with, those that had an outcome."""
    words = (*meanings.headings.received, *meanings.wholes)
    found = [*(meanings.find(frozenset((word,)), frozenset(), frozenset()) for word in words), meanings.on_hand]
    values = [value for meaning in found if meaning for value in meaning.values(filed) or ()]
    sums = [filed.evaluate(f) for known in meanings.form.identities if known.per == "figure" for f in (known.left, known.right)]
    return list(dict.fromkeys(value for value in (*values, *sums) if value))


def _beside(of: Meaning, meanings: Meanings) -> frozenset[str]:
    """The rows that are parts of one whole with those of a meaning, of none of which it is a share."""
    own = {row for formula in of.formulas[:1] if is_sum(formula) for row, _ in cells_of(formula, meanings.form)}
    found: frozenset[str] = frozenset()
    for identity in meanings.form.identities:
        if own and identity.relation == "=" and identity.per != "row":
            across = identity.per == "column" or not is_sum(identity.right)
            parts = meanings.rows_of(identity.right) if across else [row for row, _ in cells_of(identity.right, meanings.form)]
            found |= frozenset(parts) if own <= set(parts) else frozenset()
    return found
