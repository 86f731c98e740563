"""Rules on the sums of a report: that they agree within it, and with the report of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from generator.check.report.figures import figure_name
from generator.check.rule import rule
from generator.model.labels import Labels
from generator.model.report.filed import FiledReport, Place, places
from generator.model.report.form import Form, Identity
from generator.model.report.formula import Constant, Formula, Operation, Reference, references
from generator.model.report.report import Amount, shown_number
from generator.problems import Problem, Severity, Spot

SUM_MISMATCH = "sum-mismatch"
CARRY_OVER_MISMATCH = "carry-over-mismatch"
FORMULA_UNKNOWN = "formula-unknown"
ID_REPEATED = "id-repeated"


@rule(SUM_MISMATCH, CARRY_OVER_MISMATCH, severity=Severity.ERROR)
def check_sums(filed_reports: Mapping[str, FiledReport], labels: Labels) -> Iterator[Problem]:
    """Every identity of the form holds, wherever all its figures are known. What one slip breaks is told once."""
    for filed in filed_reports.values():
        failures = [
            failure
            for identity in filed.form.identities
            if not identity.same_form or (filed.previous and filed.previous.form == filed.form)
            for place in places(identity, filed.form)
            if (failure := _failure(identity, filed, place))
        ]
        for failure in _unexplained(failures):
            yield _problem(failure, filed, labels)


class _Failure(NamedTuple):
    """An identity that does not hold at a place: its sides, and which of its ``size`` figures were written, by report."""

    identity: Identity
    place: Place
    left: Decimal
    right: Decimal
    written: frozenset[tuple[str, str, str]]
    size: int

    @property
    def difference(self) -> Decimal:
        """The number by which the sides differ."""
        return abs(self.left - self.right)


def _unexplained(failures: list[_Failure]) -> list[_Failure]:
    """Failures but for those that follow from another: of figures computed alone, or of a figure of another by as much."""
    told: list[_Failure] = []
    # The fewer figures one is made of, the nearer it is to the slip.
    for failure in sorted(failures, key=lambda failure: (len(failure.written), failure.size)):
        same = [other for other in told if other.difference == failure.difference and other.written & failure.written]
        if failure.written and not same:
            told.append(failure)
    if not told:
        told = failures[:1]
    return [failure for failure in failures if failure in told]


@rule(FORMULA_UNKNOWN, ID_REPEATED, severity=Severity.ERROR)
def check_formulas(forms: Mapping[str, Form]) -> Iterator[Problem]:
    """Formulas of a form name rows and columns that it has."""
    for name, form in forms.items():
        spot = Spot(f"site_config/report_forms/{name}.yml")
        known = sorted({*form.rows(), *(column.id for _, block in form.blocks() for column in block.columns)})
        yield from _repeated(form, spot)
        for index, identity in enumerate(form.identities):
            if not any(places(identity, form)):
                found = {reference.names[0] for side in (identity.left, identity.right) for reference in references(side)}
                yield Problem(FORMULA_UNKNOWN, spot.at("identities", index, "left"), _unknown(found - set(known), known))
                continue
            for place in places(identity, form):
                for side, formula in (("left", identity.left), ("right", identity.right)):
                    missing = [r for r in references(formula) if not r.previous and not form.cells(r, *place)]
                    if missing:
                        values = _unknown({".".join(missing[0].names)}, known)
                        yield Problem(FORMULA_UNKNOWN, spot.at("identities", index, side), values)
        named: list[tuple[tuple[str, ...], Formula]] = [(("names", key), formula) for key, formula in form.names.items()]
        named += [(("measures", key, "figure"), measure.figure) for key, measure in form.measures.items()]
        for path, formula in named:
            for reference in references(formula):
                if not reference.previous and not form.cells(reference):
                    yield Problem(FORMULA_UNKNOWN, spot.at(*path), _unknown({".".join(reference.names)}, known))


def _repeated(form: Form, spot: Spot) -> Iterator[Problem]:
    """The problems of rows that have the id of an earlier one: figures could not tell them apart."""
    seen: set[str] = set()
    for t, table in enumerate(form.tables):
        for b, block in enumerate(table.blocks):
            for r, row in enumerate(block.rows):
                if row.id in seen:
                    yield Problem(ID_REPEATED, spot.at("tables", t, "blocks", b, "rows", r, "id"), {"id": row.id})
                seen.add(row.id)


def _unknown(names: set[str], known: list[str]) -> dict[str, str]:
    return {"value": ", ".join(sorted(names)), "known": ", ".join(known)}


def _failure(identity: Identity, filed: FiledReport, place: Place) -> _Failure | None:
    """The failure of an identity at a place, or None where it holds or a figure is not known."""
    left, right = filed.evaluate(identity.left, place), filed.evaluate(identity.right, place)
    if left is None or right is None or left == right or (identity.relation == ">=" and left > right):
        return None
    written: set[tuple[str, str, str]] = set()
    size = 0
    for side in (identity.left, identity.right):
        for reference in references(side):
            book = filed.previous if reference.previous else filed
            cells = book.form.cells(reference, *_place_in(book, place, reference)) if book else []
            size += len(cells)
            for at in cells:
                cell = book.report.cell(*at) if book else None
                if book and isinstance(cell, Amount) and not cell.computed and (cell.value or len(cells) == 1):
                    written.add((book.report.id, *at))
    return _Failure(identity, place, left, right, frozenset(written), size)


def _place_in(book: FiledReport, place: Place, reference: Reference) -> Place:
    return place if not reference.previous or place[0] in book.form.rows() else ("", place[1])


def _problem(failure: _Failure, filed: FiledReport, labels: Labels) -> Problem:
    """The problem that tells of a failure, both sides of the sum written out."""
    identity, place, left, right, *_ = failure
    across = any(reference.previous for side in (identity.left, identity.right) for reference in references(side))
    values = {
        "identity": identity.id,
        "says": identity.says,
        "where": f" · {where}" if (where := _where(identity, filed, place)) else "",
        "left": _shown(identity.left, left, filed, place),
        "right": _shown(identity.right, right, filed, place),
        "difference": shown_number(abs(left - right)),
        "previous": filed.report.period.before.name(labels.text),
    }
    code = CARRY_OVER_MISMATCH if across else SUM_MISMATCH
    cites = identity.cites or (filed.form.cites if identity.kind == "printed" else "")
    return Problem(code, _spot(identity, filed, place), values, cites=cites)


def _spot(identity: Identity, filed: FiledReport, place: Place) -> Spot:
    """The first figure of the left side, or of the right where that was computed and so cannot be mended."""
    spots = []
    for side in (identity.left, identity.right):
        for reference in references(side):
            if not reference.previous:
                for at in filed.form.cells(reference, *place):
                    cell = filed.report.cell(*at)
                    if isinstance(cell, Amount) and not cell.computed:
                        return filed.report.figure_spot(*at)
                    spots.append(filed.report.figure_spot(*at))
    return spots[0]


def _where(identity: Identity, filed: FiledReport, place: Place) -> str:
    row, column = place
    if row:
        return figure_name(filed.form, row, "") or next(t.title for t in filed.form.tables if t.id == identity.table)
    if column:
        blocks = [block for table in filed.form.tables if table.id == identity.table for block in table.blocks]
        return next(known.label for block in blocks for known in block.columns if known.id == column)
    return ""


def _shown(formula: Formula, value: Decimal, filed: FiledReport, place: Place) -> str:
    """A side of a sum with its numbers: ``7 + 1 + 3 = 11``; of many only those that are not zero."""
    terms = list(_terms(formula, filed, place))
    telling = [(sign, number) for sign, number in terms if number] if len(terms) > 3 else terms
    if len(telling) <= 1:
        return shown_number(value)
    text = "".join(f" {sign} {shown_number(number)}" for sign, number in telling)
    return f"{text.removeprefix(' + ').strip()} = {shown_number(value)}"


def _terms(formula: Formula, filed: FiledReport, place: Place) -> Iterator[tuple[str, Decimal]]:
    """The numbers that a formula adds up, each with the sign that it is shown with."""
    if isinstance(formula, Reference):
        for cell in filed.cells(formula, place):
            yield "+", cell.value if isinstance(cell, Amount) else Decimal(0)
    elif isinstance(formula, Operation) and formula.sign in "+-":
        yield from _terms(formula.left, filed, place)
        flip = {"+": "−", "−": "+"}
        for sign, number in _terms(formula.right, filed, place):
            yield (flip[sign] if formula.sign == "-" else sign), number
    else:
        value = formula.value if isinstance(formula, Constant) else filed.evaluate(formula, place)
        yield "+", value or Decimal(0)
