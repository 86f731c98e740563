"""Figures of annual reports as bodies tell them: the measures that are set side by side, and sums that do not hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from generator.frozen import frozen
from generator.late import late
from generator.load.settings.catalog import load_forms, load_trends
from generator.load.shipped import list_data
from generator.model.labels import Labels
from generator.model.report.filed import Place, places
from generator.model.report.form import Form
from generator.model.report.formula import Lookup, Reference, evaluate
from generator.model.report.report import shown_number
from generator.model.report.trend import Trends
from generator.portal.member_fields import Where
from generator.portal.member_json import objects_in, read_object

_YEAR = late(r"\d{4}(?:-\d{4})?")  # a calendar year, or one that begins in another
_MOST = Decimal(10) ** 15  # more than that nobody has, and no table holds
_FINEST = -40  # the power of ten of the last figure: a number of a program has some twenty
Figures = Mapping[tuple[str, str], Decimal]  # by row and column


class AnnualFigures(NamedTuple):
    """A report of a body on a year: the name of its form, its address, and its numbers by row and column."""

    period: str
    form: str
    address: str
    figures: Figures


@frozen
class Value:
    """The value of a measure, and the sense it is counted in."""

    value: Decimal
    sense: str


@frozen
class AnnualReport:
    """A report on a year as it stands beside others: its measures, how many sums were ``checked``, which numbers cannot be."""

    period: str
    address: str
    values: dict[str, Value]
    checked: int
    broken: tuple[str, ...]


def read_annual(path: str, data: bytes) -> tuple[AnnualFigures, ...]:
    """The annual reports in the series of a body, which is the file ``path``. Raises MemberFault."""
    found = []
    for index, one in enumerate(objects_in(path, read_object(path, data, Decimal), "reports")):
        where = Where(path, "report", index)
        period, series, form = (where.text(one, name) for name in ("period", "series", "form"))
        address = where.address(one)
        if not series and _YEAR.fullmatch(period):
            found.append(AnnualFigures(period, form, address, _figures(one, where)))
    return tuple(found)


def _figures(one: Mapping[str, Any], where: Where) -> Figures:
    """The numbers of a report: beside them there are texts, truths and blanks. Raises MemberFault."""
    rows = one.get("figures")
    if not isinstance(rows, dict) or not all(isinstance(columns, dict) for columns in rows.values()):
        raise where.fault("figures", rows)
    found: dict[tuple[str, str], Decimal] = {}
    for row, columns in rows.items():
        for column, value in columns.items():
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                number = Decimal(value)
                if not -_MOST < number < _MOST or int(number.as_tuple().exponent) < _FINEST:
                    raise where.fault(f"{row}.{column}", f"{number:.3E}")
                found[row, column] = number
    return found


class AnnualForms:
    """The forms of reports and the charts of their measures, loaded where somebody has a report."""

    def __init__(self, folder: Path, labels: Labels) -> None:
        self._folder = folder
        self._labels = labels

    @cached_property
    def key(self) -> str:
        """A name for all that is in the forms."""
        state = hashlib.blake2b(digest_size=16)
        for path in list_data(self._folder, "site_config/report_forms").values():
            state.update(path.read_bytes())
        return state.hexdigest()

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """The forms by name; one that is broken is told where it is used."""
        return load_forms(self._folder, self._labels, [])

    @cached_property
    def trends(self) -> Trends:
        """The charts, whose titles and labels name the measures."""
        return load_trends(self._folder, self._labels, [])

    def reports(self, told: Sequence[AnnualFigures]) -> tuple[AnnualReport, ...]:
        """The reports of a body; of one in a form that is not known there is its address alone."""
        by_period = {one.period: one for one in told}
        return tuple(self._report(one, by_period.get(_before(one.period))) for one in by_period.values())

    def _report(self, one: AnnualFigures, before: AnnualFigures | None) -> AnnualReport:
        form = self.forms.get(one.form)
        if form is None:
            return AnnualReport(one.period, one.address, {}, 0, ())
        same = before is not None and before.form == one.form
        checks = list(_checks(form, one, before if same else None))
        lookup = _lookup(form, one, None, ("", ""))
        values = {
            name: Value(value, measure.sense)
            for name, measure in form.measures.items()
            if (value := evaluate(measure.figure, lookup)) is not None
        }
        words = self._labels.text["annual_says"]
        below = [
            self._labels.text["annual_negative"].format(name=form.name_at(f"{row}.{column}"), value=shown_number(value))
            for (row, column), value in one.figures.items()
            if value < 0 and form.is_unsigned(row, column)
        ]
        sums = [
            words.format(says=check.says, left=shown_number(check.left), sign=check.sign, right=shown_number(check.right))
            for check in checks
            if check.sign
        ]
        return AnnualReport(one.period, one.address, values, len(checks), tuple(dict.fromkeys([*below, *sums])))


class _Check(NamedTuple):
    """An identity at a place: the words for it, both sides, and how they stand to each other where that is not as it says."""

    says: str
    left: Decimal
    right: Decimal
    sign: str


def _checks(form: Form, one: AnnualFigures, before: AnnualFigures | None) -> Iterator[_Check]:
    """Every identity of a form at each place where all its figures are known."""
    for identity in form.identities:
        for place in places(identity, form):
            lookup = _lookup(form, one, before, place)
            left, right = evaluate(identity.left, lookup), evaluate(identity.right, lookup)
            if left is not None and right is not None:
                at_least = identity.relation == ">="
                holds = left == right or (at_least and left > right)
                yield _Check(identity.says, left, right, "" if holds else "<" if at_least else "≠")


def _lookup(form: Form, one: AnnualFigures, before: AnnualFigures | None, place: Place) -> Lookup:
    """The way to a figure of a report, read at a place; None for one that is not known."""

    def value(reference: Reference) -> Decimal | None:
        book = before if reference.previous else one
        row, column = place if not reference.previous or place[0] in form.rows() else ("", place[1])
        cells = form.cells(reference, row, column) if book else []
        known = [book.figures[at] for at in cells if at in book.figures] if book else []
        return sum(known, Decimal()) if cells and len(known) == len(cells) else None

    return value


def _before(period: str) -> str:
    """The year before a year."""
    return "-".join(f"{int(part) - 1:04}" for part in period.split("-"))
