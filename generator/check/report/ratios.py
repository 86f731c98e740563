"""Reading of percentages that stand beside words for a figure: 97% of requests were answered in time."""

from __future__ import annotations

from generator.check.report.meanings import Meaning, Meanings
from generator.check.report.reading import Reading, Verdict
from generator.model.report.filed import Ledger
from generator.model.report.formula import references


def as_share(uncertain: Reading, meaning: Meaning | None, meanings: Meanings, ledger: Ledger) -> Reading:
    """The reading of a percentage as the share of a figure in any whole of the tables, or in what the form names so."""
    number = uncertain.number
    values = meaning.values(ledger) if meaning and meaning.unit != "%" else None
    if number is None or meaning is None or not values or number.bound:
        return uncertain
    shares = [100 * value / whole for value in values for whole in meanings.wholes(ledger) if whole >= value > 0]
    rows = {name for formula in meaning.formulas for reference in references(formula) for name in reference.names[:1]}
    named = (f for f in ledger.form.names.values() if rows & {name for r in references(f) for name in r.names[:1]})
    known = [*shares, *(value for formula in named if (value := ledger.evaluate(formula)) is not None)]
    if not shares:
        return uncertain
    agrees = any(abs(share - number.value) <= number.step for share in known)
    shown = tuple(round(share, 1) for share in shares)
    verdict: Verdict = "agrees" if agrees else "contradicted"
    return uncertain._replace(verdict=verdict, meaning=meaning._replace(reference="", unit="%"), values=shown)
