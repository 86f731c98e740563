"""The rules in one table, gathered from the modules they stand in; ``check_project`` applies those that a site has a use for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from generator.check.catalog import (
    addresses,
    appearance,
    contacts,
    corrections,
    coverage,
    deadlines,
    editions,
    future,
    marks,
    matters,
    own_facts,
    own_ways,
    redirects,
    references,
    register,
    relations,
    stages,
)
from generator.check.file import attachments, files
from generator.check.given import Given, Runner
from generator.check.item import dates, fields, kinds, numbers, reviews, steps, summaries, terms
from generator.check.rule import Rule, codes_of, rules_of
from generator.check.text import (
    field_amounts,
    links,
    losses,
    names,
    nearly_ours,
    own_patterns,
    page_addresses,
    page_prose,
    page_terms,
    phones,
    texts,
    unfinished,
    validity,
)
from generator.load.read import Read
from generator.model.project import Project
from generator.model.published_lock import MALFORMED
from generator.problems import Problem
from generator.store import Store

# In the order in which their rules are applied; the rules of a module are in the order in which they stand there.
_MODULES = (
    fields,
    kinds,
    numbers,
    contacts,
    own_facts,
    own_ways,
    references,
    editions,
    addresses,
    appearance,
    links,
    files,
    losses,
    phones,
    page_addresses,
    page_terms,
    page_prose,
    nearly_ours,
    texts,
    own_patterns,
    unfinished,
    validity,
    field_amounts,
    attachments,
    register,
    redirects,
    deadlines,
    dates,
    summaries,
    terms,
    relations,
    corrections,
    stages,
    names,
    reviews,
    steps,
    future,
    coverage,
    matters,
    marks,
)
# Modules of ``check.report``, after those. They are imported only where a site has to do with annual reports: that takes time.
_OF_REPORTS = (
    "sums",
    "wholes",
    "figures",
    "structure",
    "names",
    "prose",
    "opening",
    "signature",
    "wording",
    "register",
    "text",
    "repeats",
)

# What rules of installed packages find (``run/extensions.py``).
EXTENSION = "extension-found"

# What says that something recorded has changed without a word, or can no longer be read.
REGISTER_CODES = codes_of(register) | {MALFORMED}


@cache
def rules_of_reports() -> tuple[Rule, ...]:
    """The rules of annual reports and of registers of applications."""
    return tuple(rules_of(*(import_module(f"generator.check.report.{name}") for name in _OF_REPORTS)))


@cache
def all_rules() -> tuple[Rule, ...]:
    """The whole table."""
    return (*rules_of(*_MODULES), *rules_of_reports())


def check_project(project: Project, read: Read, store: Store) -> list[Problem]:
    """Everything the rules find in a project, rule by rule. What those of reports find is kept in a store."""
    found = apply(rules_of(*_MODULES), project, read)
    if project.settings.forms:  # no form was read where there are neither reports nor registers nor forms of the site's own
        from generator.check.report.kept import ReportFindings

        kept = ReportFindings(store, project)
        found += apply(rules_of_reports(), project, read, kept.of)
        kept.keep()
    return found


def apply(rules: Iterable[Rule], project: Project, read: Read, run: Runner = Given.run) -> list[Problem]:
    """Everything that some rules find in a project."""
    given, sample = Given(project, read), project.settings.catalog.sample
    return [rule.judged(problem, sample=sample) for rule in rules for problem in run(given, rule)]


def waivable_codes() -> frozenset[str]:
    """The codes that may be waived: what the rules find. What could not be read at all cannot be answered for."""
    return frozenset(code for rule in all_rules() if rule.waivable for code in rule.codes) | {EXTENSION}
