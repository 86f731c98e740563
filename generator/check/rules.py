"""The rules in one table, gathered from the modules they stand in; ``check_project`` applies them all."""

from __future__ import annotations

from collections.abc import Iterable

from generator.check.catalog import addresses, coverage, deadlines, redirects, references, register, relations
from generator.check.file import attachments, files
from generator.check.given import Given
from generator.check.item import dates, fields, reviews
from generator.check.report import figures as report_figures
from generator.check.report import names as report_names
from generator.check.report import opening as report_opening
from generator.check.report import prose as report_prose
from generator.check.report import register as report_register
from generator.check.report import repeats as report_repeats
from generator.check.report import structure as report_structure
from generator.check.report import sums as report_sums
from generator.check.report import text as report_text
from generator.check.report import wording as report_wording
from generator.check.rule import Rule, codes_of, rules_of
from generator.check.text import links, losses, names, texts, unfinished
from generator.model.project import Project
from generator.model.published_lock import MALFORMED
from generator.problems import Problem

# In the order in which their rules are applied; the rules of a module are in the order in which they stand there.
RULES: tuple[Rule, ...] = tuple(
    rules_of(
        fields,
        references,
        addresses,
        links,
        files,
        losses,
        texts,
        unfinished,
        attachments,
        register,
        redirects,
        deadlines,
        dates,
        relations,
        names,
        reviews,
        coverage,
        report_sums,
        report_figures,
        report_structure,
        report_names,
        report_prose,
        report_opening,
        report_wording,
        report_register,
        report_text,
        report_repeats,
    )
)

# What says that something recorded has changed without a word, or can no longer be read.
REGISTER_CODES = codes_of(register) | {MALFORMED}


def check_project(project: Project) -> list[Problem]:
    """Everything the rules find in a project, rule by rule."""
    return apply(RULES, project)


def apply(rules: Iterable[Rule], project: Project) -> list[Problem]:
    """Everything that some rules find in a project."""
    given, sample = Given(project), project.settings.catalog.sample
    return [rule.judged(problem, sample=sample) for rule in rules for problem in rule.check(**given.give(rule.sees))]


def waivable_codes() -> frozenset[str]:
    """The codes that may be waived: what the rules find. What could not be read at all cannot be answered for."""
    return frozenset(code for rule in RULES if rule.waivable for code in rule.codes)
