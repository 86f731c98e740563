"""A project as its editors see it before it is public: drafts, and what appears on a later day, each marked as what it is."""

from __future__ import annotations

from dataclasses import replace

from generator.model.edition import Edition
from generator.model.item import WITHHELD, Item
from generator.model.project import Project
from generator.model.report.report import Report

DRAFT, SCHEDULED = "draft", "scheduled"


def previewed(project: Project) -> Project:
    """The project with all that will appear among what is public. Never to be published.

    What is withheld stays so, as does what is for another audience. What has no day of publication yet has today's.
    """
    items = {item.id: state for item in project.content.items if (state := _state_of(item, project.edition))}
    reports = {report.id: state for report in project.content.reports if (state := _state_of_report(report, project.edition))}
    content = replace(
        project.content,
        items=tuple(_shown(item, project.edition) if item.id in items else item for item in project.content.items),
        reports=tuple(
            _shown_report(report, project.edition) if report.id in reports else report for report in project.content.reports
        ),
    )
    edition = replace(project.edition, preview=True, previewed=items, previewed_reports=reports)
    return replace(project, content=content, edition=edition)


def _state_of(item: Item, edition: Edition) -> str:
    authored = item.authored
    if (
        authored.audience not in edition.audiences
        or authored.openness == WITHHELD
        or item.is_public(edition.today, edition.audiences)
    ):
        return ""
    return SCHEDULED if authored.published and authored.published > edition.today and not authored.draft else DRAFT


def _state_of_report(report: Report, edition: Edition) -> str:
    head = report.head
    if head.draft or (head.published is None and not report.is_undated):
        return DRAFT
    return SCHEDULED if head.published and head.published > edition.today else ""


def _shown(item: Item, edition: Edition) -> Item:
    published = item.authored.published or edition.today
    return replace(item, authored=replace(item.authored, published=published), digest=f"{item.digest} {published}")


def _shown_report(report: Report, edition: Edition) -> Report:
    return replace(report, head=replace(report.head, draft=False, published=report.head.published or edition.today))
