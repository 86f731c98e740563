"""The rules: one function each, in one table. ``check_project`` applies them all and gathers what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generator.check.catalog import addresses, coverage, deadlines, redirects, references, register, relations
from generator.check.file import attachment_text, attachments, files
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
from generator.check.text import links, losses, names, texts
from generator.model.project import Project
from generator.problems import Problem, Severity

Check = Callable[[Project], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the codes of what it finds, how bad that is, and the article it stands on where it stands on one.

    Without a severity, the data that the rule works by says it of each find. ``by_clock``: something comes true by waiting
    alone; in a sample site, which nobody keeps, that is no more than a notice. ``waivable``: a person may answer for it; no
    page can be made of what does not exist.
    """

    codes: tuple[str, ...]
    severity: Severity | None
    check: Check
    cites: str = ""
    by_clock: bool = False
    waivable: bool = True


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
    Rule(("fact-unknown",), Severity.ERROR, references.check_facts, waivable=False),
    Rule(
        (
            "address-duplicate",
            "address-letter-case",
            "address-unicode-form",
            "address-reserved",
            "address-inside-file",
            "redirect-shadowed",
        ),
        Severity.ERROR,
        addresses.check_addresses,
    ),
    Rule(("name-reserved",), Severity.ERROR, addresses.check_names),
    Rule(("column-missing",), Severity.WARNING, addresses.check_columns),
    Rule(
        ("link-dead", "link-letter-case", "link-to-list", "link-to-source", "path-outside"), Severity.ERROR, links.check_targets
    ),
    Rule(("link-anchor-dead",), Severity.WARNING, links.check_anchors),
    Rule(("link-unpublished",), Severity.ERROR, links.check_unpublished),
    Rule(("link-own-dead", "link-unpublished"), None, links.check_own_addresses),
    Rule(("picture-elsewhere",), Severity.WARNING, links.check_pictures),
    Rule(("link-unsafe",), Severity.WARNING, links.check_schemes),
    Rule(("attachment-type",), Severity.ERROR, files.check_kinds),
    Rule(("attachment-large",), Severity.WARNING, files.check_sizes),
    Rule(("link-file-hidden",), Severity.ERROR, files.check_shown),
    Rule(("html-dropped",), Severity.WARNING, links.check_html),
    Rule(losses.CODES, None, losses.check_losses),
    Rule(texts.CODES, None, texts.check_texts),
    Rule(texts.CODES, None, texts.check_page_texts),
    Rule((*texts.CODES, *attachment_text.CODES), None, attachments.check_contents),
    Rule(attachment_text.UNJUDGED_CODES, Severity.NOTICE, attachments.check_judged),
    Rule(("address-vanished",), Severity.ERROR, register.check_vanished),
    Rule(("index-number-changed", "index-number-reused"), Severity.ERROR, register.check_numbers_kept),
    Rule(("publication-date-changed", "publication-backdated"), Severity.WARNING, register.check_dates_kept),
    Rule(("withdrawal-undone",), Severity.ERROR, register.check_withdrawals_kept),
    Rule(("attachment-changed", "attachment-vanished"), Severity.ERROR, register.check_files_kept),
    Rule(("page-file-vanished", "page-file-changed"), None, register.check_linked_files_kept),
    Rule(("redirect-dead", "redirect-chain", "redirect-circle"), Severity.ERROR, redirects.check_targets),
    Rule(("publication-late",), Severity.WARNING, deadlines.check_published_in_time),
    Rule(("publication-overdue",), Severity.WARNING, deadlines.check_publication_due, by_clock=True),
    Rule(("deadline-unknown",), Severity.NOTICE, deadlines.check_deadlines_known),
    Rule(("category-silent",), Severity.WARNING, deadlines.check_rhythms, by_clock=True),
    Rule(("review-due",), Severity.WARNING, deadlines.check_reviews_due, "条例第十八条", by_clock=True),
    Rule(("next-review-missing",), Severity.WARNING, deadlines.check_reviews_planned, "条例第十八条"),
    Rule(("report-late",), Severity.WARNING, deadlines.check_reports_in_time),
    Rule(("report-overdue", "report-unpublished"), Severity.WARNING, deadlines.check_reports_due, by_clock=True),
    Rule(("date-order",), Severity.ERROR, dates.check_order),
    Rule(("date-future",), Severity.ERROR, dates.check_past),
    Rule(("publication-scheduled",), Severity.NOTICE, dates.check_scheduled),
    # Until that day everybody still reads what is to go: a slip in the date would be a leak.
    Rule(("withdrawal-scheduled",), Severity.WARNING, dates.check_leaving),
    Rule(("expired-in-force",), Severity.WARNING, dates.check_expired, by_clock=True),
    Rule(("relation-self", "relation-circular"), Severity.ERROR, relations.check_circles),
    Rule(("relation-order",), Severity.WARNING, relations.check_order),
    Rule(("relation-withdrawn",), Severity.WARNING, relations.check_successors),
    Rule(("correction-withdrawn", "target-withdrawn"), Severity.NOTICE, relations.check_withdrawn),
    Rule(("successor-hidden",), Severity.NOTICE, relations.check_successors_shown),
    Rule(("attachment-orphan",), Severity.WARNING, relations.check_orphans),
    Rule(("publisher-name-other",), Severity.NOTICE, names.check_publisher_names),
    Rule(("superseded-in-force",), Severity.WARNING, dates.check_superseded),
    Rule(
        ("review-missing", "review-incomplete", "review-same-person", "review-after-publication"),
        Severity.ERROR,
        reviews.check_reviews,
        "条例第十七条",
    ),
    Rule(("requirement-unanswered", "requirement-empty"), Severity.WARNING, coverage.check_requirements_met),
    Rule(("category-empty",), Severity.WARNING, coverage.check_categories_filled),
    Rule(("nothing-contradicted",), Severity.WARNING, coverage.check_nothing_true),
    Rule(("nothing-outdated",), Severity.WARNING, coverage.check_nothing_recent, by_clock=True),
    Rule(("field-missing",), Severity.ERROR, coverage.check_category_fields),
    Rule(("explanation-missing",), Severity.WARNING, coverage.check_explanations),
    Rule(("office-missing", "office-fact-missing"), Severity.WARNING, coverage.check_office_facts),
    Rule(("topic-missing",), Severity.NOTICE, coverage.check_page_topics),
    Rule(("formula-unknown", "id-repeated"), Severity.ERROR, report_sums.check_formulas),
    Rule(("figure-blank", "figures-blank"), Severity.WARNING, report_figures.check_blanks),
    Rule(("figure-not-number", "figure-negative", "figure-fraction"), Severity.ERROR, report_figures.check_cells),
    Rule(("sum-mismatch", "carry-over-mismatch"), Severity.ERROR, report_sums.check_sums),
    Rule(("report-font-missing",), Severity.WARNING, report_figures.check_fonts),
    Rule(("report-period-reversed",), Severity.ERROR, report_structure.check_periods),
    Rule(("report-form-year",), Severity.WARNING, report_structure.check_form_years),
    Rule(("report-section-missing",), Severity.ERROR, report_structure.check_missing_sections),
    Rule(
        ("report-section-changed", "report-section-unknown", "report-section-order"),
        Severity.WARNING,
        report_structure.check_sections,
    ),
    Rule(("report-too-early", "field-missing", "report-figure-unknown"), Severity.ERROR, report_structure.check_year_ended),
    Rule(("report-figure-unknown", "report-figure-not-known"), Severity.ERROR, report_names.check_names),
    Rule(
        (
            "report-claim-contradicted",
            "report-other-year",
            "report-parts-mismatch",
            "report-share-wrong",
            "report-comparison-wrong",
            "report-table-wrong",
        ),
        Severity.WARNING,
        report_prose.check_prose,
    ),
    Rule(
        ("report-period-other", "report-body-other", "report-other-year", "report-parts-miscounted"),
        Severity.WARNING,
        report_opening.check_opening,
    ),
    Rule(("report-self-name",), Severity.WARNING, report_wording.check_self_names),
    Rule(("report-word-doubled",), Severity.NOTICE, report_wording.check_doubled_words),
    Rule(("application-value", "application-half-answered", "application-order"), Severity.ERROR, report_register.check_values),
    Rule(("link-unpublished",), Severity.ERROR, report_register.check_links),
    Rule(("application-mismatch",), Severity.ERROR, report_register.check_totals),
    Rule(("application-answer-late",), Severity.WARNING, report_register.check_answers),
    Rule(("report-section-empty",), Severity.WARNING, report_text.check_empty_sections),
    Rule(("report-numbering",), Severity.WARNING, report_text.check_numbering),
    Rule(("report-broken-off",), Severity.WARNING, report_text.check_broken_off),
    Rule(("report-sentence-twice",), Severity.NOTICE, report_text.check_said_twice),
    Rule(("report-alike",), Severity.WARNING, report_text.check_alike, "国办公开办函〔2021〕30号"),
    Rule(("report-text-repeated",), Severity.WARNING, report_repeats.check_repeats, "国办公开办函〔2021〕30号"),
)


# What says that something recorded has changed without a word.
REGISTER_CODES = (
    "register-malformed",
    "address-vanished",
    "index-number-changed",
    "index-number-reused",
    "publication-date-changed",
    "publication-backdated",
    "withdrawal-undone",
    "attachment-changed",
    "attachment-vanished",
    "page-file-vanished",
    "page-file-changed",
)


def check_project(project: Project) -> list[Problem]:
    """Everything the rules find in a project, rule by rule."""
    return [_judged(problem, rule, project.catalog.sample) for rule in RULES for problem in rule.check(project)]


def waivable_codes() -> frozenset[str]:
    """The codes that may be waived: what the rules find. What could not be read at all cannot be answered for."""
    return frozenset(code for rule in RULES if rule.waivable for code in rule.codes)


def _judged(problem: Problem, rule: Rule, sample: bool) -> Problem:
    severity = rule.severity or problem.severity
    if rule.by_clock and sample:
        severity = Severity.NOTICE
    return replace(problem, severity=severity, cites=problem.cites or rule.cites)
