"""Figures named in the prose of a report: ``{{ 收到申请 }}``, ``{{ new.total }}``, ``{{ new.total - previous.new.total }}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.frozen import frozen
from generator.late import late
from generator.markdown import escape_markdown
from generator.model.report.filed import FiledReport
from generator.model.report.form import Form
from generator.model.report.formula import Formula, FormulaError, read_formula, references
from generator.model.report.report import shown_number

_NAMED = late(r"\{\{\s*([^{}]*?)\s*\}\}")


@frozen
class Named:
    """A ``{{ name }}`` in prose: what is named, and where it stands."""

    name: str
    start: int
    end: int


def names_in(body: str) -> Iterator[Named]:
    """Everything that prose names."""
    return (Named(match[1], match.start(), match.end()) for match in _NAMED.finditer(body))


def formula_of(name: str, form: Form) -> Formula | None:
    """The formula that a name of the form, or a formula itself, stands for; None where it names no figure."""
    if name in form.names:
        return form.names[name]
    try:
        formula = read_formula(name.removeprefix("figures."))
    except FormulaError:
        return None
    named = list(references(formula))
    return formula if named and all(reference.previous or form.cells(reference) for reference in named) else None


def own_facts(filed: FiledReport) -> dict[str, str]:
    """The texts that a report says of itself, by name."""
    return {"report.year": str(filed.report.year), "report.previous_year": str(filed.report.year - 1)}


def named_text(name: str, filed: FiledReport, facts: Mapping[str, str]) -> str | None:
    """The text a name stands for, or None where there is none."""
    known = {**facts, **own_facts(filed)}
    if name in known:
        return known[name]
    formula = formula_of(name, filed.form)
    value = filed.evaluate(formula) if formula else None
    return None if value is None else shown_number(value)


def expand(body: str, filed: FiledReport, facts: Mapping[str, str]) -> str:
    """Prose with the figures and facts it names written out."""

    def text(match: re.Match[str]) -> str:
        found = named_text(match[1], filed, facts)
        return match[0] if found is None else escape_markdown(found)

    return _NAMED.sub(text, body)
