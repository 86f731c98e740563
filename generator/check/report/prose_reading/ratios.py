"""Reading of percentages that stand beside words for a figure: 97% of requests were answered in time."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from itertools import product

from generator.check.report.prose_reading.meanings import Meaning, Meanings
from generator.check.report.prose_reading.reading import Reading, Verdict
from generator.check.report.prose_reading.timeliness import COMPLIANCE
from generator.check.report.prose_reading.wholes_of_figures import possible_wholes
from generator.model.report.filed import FiledReport
from generator.model.report.formula import Formula, Operation, references

_ALL_ASKED = frozenset(("申请", "收到", "信息公开"))
_ALL = 99  # per cent that may be all


def as_share(
    uncertain: Reading,
    meaning: Meaning | None,
    meanings: Meanings,
    filed: FiledReport,
    of: Meaning | None = None,
    among: Collection[Decimal] = (),
) -> Reading:
    """The reading of a percentage as the share of a figure in any whole of the tables, or in what the form names so.

    Where the whole is said, it is that ``of`` it; where it is one of some, those are the wholes ``among`` which it is.
    """
    number = uncertain.number
    values = meaning.values(filed) if meaning and meaning.unit != "%" else None
    if number is None or meaning is None or not values or (of is None and meaning.words <= _ALL_ASKED):
        return uncertain  # 提交申请占比达 82.7% is of those who were named before
    wholes = (of.values(filed) or []) if of else (among or possible_wholes(meanings, filed, meaning))
    wholes = [*wholes, values[0]] if len(values) > 1 and not of else wholes  # of all those that it may be, some are
    all_of_it = number.value >= _ALL  # what is some of a whole is no share of itself
    pairs = zip(values, wholes, strict=True) if of and len(values) == len(wholes) else product(values, wholes)
    shares = [100 * value / whole for value, whole in pairs if whole > value > 0 or (all_of_it and whole == value > 0)]
    if of and not shares and values[0] == 0 and max(wholes, default=0) > 0:
        shares = [Decimal(0)]
    rows = {name for formula in meaning.formulas for reference in references(formula) for name in reference.names[:1]}
    timely = (f for claim, _, _ in meanings.claims if COMPLIANCE in claim.words for f in (claim.figure, *claim.also))
    named = [f for f in timely if is_rate(f) and rows == {name for r in references(_part(f)) for name in r.names[:1]}]
    named += (
        f for f in filed.form.names.values() if is_rate(f) and rows & {name for r in references(_part(f)) for name in r.names[:1]}
    )
    known = shares if of else [*shares, *(value for formula in named if (value := filed.evaluate(formula)) is not None)]
    if not shares:
        return uncertain
    agrees = any(number.is_share(share) for share in known)
    shown = tuple(round(share, 1) for share in sorted(shares, key=lambda share: abs(share - number.value)))
    verdict: Verdict = "agrees" if agrees else "contradicted"
    return uncertain._replace(verdict=verdict, meaning=meaning._replace(reference="", unit="%"), values=shown)


def is_rate(formula: Formula) -> bool:
    """True if a formula is one value over another."""
    return isinstance(formula, Operation) and formula.sign == "/"


def _part(formula: Formula) -> Formula:
    """The part that a share of a form is, not what it is one of; a formula that is no share as it is."""
    return formula.left if isinstance(formula, Operation) and formula.sign == "/" else formula
