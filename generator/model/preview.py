"""A project as its editors see it before it is public: drafts, and what appears on a later day, each marked as what it is."""

from __future__ import annotations

from dataclasses import replace

from generator.model.item import WITHHELD, Item
from generator.model.project import Project
from generator.model.report.report import Report

DRAFT, SCHEDULED = "draft", "scheduled"


def previewed(project: Project) -> Project:
    """The project with all that will appear among what is public. Never to be published.

    What is withheld stays so, as does what is for another audience. What has no day of publication yet has today's.
    """
    items = {item.id: state for item in project.items if (state := _state_of(item, project))}
    reports = {report.year: state for report in project.reports if (state := _state_of_report(report, project))}
    return replace(
        project,
        items=tuple(_shown(item, project) if item.id in items else item for item in project.items),
        reports=tuple(_shown_report(report, project) if report.year in reports else report for report in project.reports),
        preview=True,
        previewed=items,
        previewed_reports=reports,
    )


def _state_of(item: Item, project: Project) -> str:
    authored = item.authored
    if (
        authored.audience not in project.edition.audiences
        or authored.openness == WITHHELD
        or item.is_public(project.edition.today, project.edition.audiences)
    ):
        return ""
    return SCHEDULED if authored.published and authored.published > project.edition.today and not authored.draft else DRAFT


def _state_of_report(report: Report, project: Project) -> str:
    head = report.head
    if head.draft or (head.published is None and not report.is_undated):
        return DRAFT
    return SCHEDULED if head.published and head.published > project.edition.today else ""


def _shown(item: Item, project: Project) -> Item:
    published = item.authored.published or project.edition.today
    return replace(item, authored=replace(item.authored, published=published), digest=f"{item.digest} {published}")


def _shown_report(report: Report, project: Project) -> Report:
    return replace(report, head=replace(report.head, draft=False, published=report.head.published or project.edition.today))
