"""The rules: one function each, in one table. ``check_project`` applies them all and gathers what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generator.check import addresses, fields, links, references
from generator.model.project import Project
from generator.problems import Problem, Severity

Check = Callable[[Project], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the codes of what it finds, how bad that is, and the article it stands on where it stands on one."""

    codes: tuple[str, ...]
    severity: Severity
    check: Check
    cites: str = ""


RULES: tuple[Rule, ...] = (
    Rule(("items-none",), Severity.ERROR, fields.check_items_exist),
    Rule(("field-missing",), Severity.ERROR, fields.check_required_fields),
    Rule(("index-number-malformed",), Severity.WARNING, fields.check_index_number_form),
    Rule(("index-number-duplicate",), Severity.ERROR, fields.check_index_number_unique),
    Rule(("category-unknown",), Severity.ERROR, references.check_categories),
    Rule(("department-unknown",), Severity.ERROR, references.check_departments),
    Rule(("requirement-unknown",), Severity.ERROR, references.check_requirements),
    Rule(("audience-unknown",), Severity.ERROR, references.check_audiences),
    Rule(("item-unknown",), Severity.ERROR, references.check_items),
    Rule(("id-repeated",), Severity.ERROR, references.check_catalog_ids),
    Rule(("fact-unknown",), Severity.ERROR, references.check_facts),
    Rule(
        ("address-duplicate", "address-letter-case", "address-unicode-form", "address-reserved"),
        Severity.ERROR,
        addresses.check_addresses,
    ),
    Rule(("column-missing",), Severity.WARNING, addresses.check_columns),
    Rule(("link-dead", "path-outside"), Severity.ERROR, links.check_targets),
    Rule(("link-unpublished",), Severity.ERROR, links.check_unpublished),
    Rule(("link-unsafe",), Severity.WARNING, links.check_schemes),
    Rule(("html-dropped",), Severity.WARNING, links.check_html),
)


def check_project(project: Project) -> list[Problem]:
    """Everything the rules find in a project, rule by rule."""
    return [
        replace(problem, severity=rule.severity, cites=problem.cites or rule.cites)
        for rule in RULES
        for problem in rule.check(project)
    ]
