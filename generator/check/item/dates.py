"""Dates that cannot be true, and states that the dates deny."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.model.item import Authored
from generator.model.project import Project
from generator.problems import Problem, Severity

# Of each pair the first is never after the second.
_ORDER = (
    ("created", "published"),
    ("created", "modified"),
    ("published", "modified"),
    ("created", "expires"),
    ("effective", "expires"),
)


@rule("date-order", severity=Severity.ERROR)
def check_order(project: Project) -> Iterator[Problem]:
    """What must come first comes first."""
    for item in project.items:
        authored = item.authored
        for earlier, later in _ORDER:
            first, second = getattr(authored, earlier), getattr(authored, later)
            if first and second and first > second:
                values = {
                    "earlier": _label(project, earlier),
                    "first": first.isoformat(),
                    "later": _label(project, later),
                    "second": second.isoformat(),
                }
                yield Problem("date-order", item.spot.at(later), values)
        withdrawn = item.withdrawal
        if withdrawn and authored.published and withdrawn.date < authored.published:
            values = {
                "earlier": _label(project, "published"),
                "first": authored.published.isoformat(),
                "later": project.labels.text["withdrawn_date"],
                "second": withdrawn.date.isoformat(),
            }
            yield Problem("date-order", item.spot.at("withdrawn", "date"), values)


@rule("date-future", severity=Severity.ERROR)
def check_past(project: Project) -> Iterator[Problem]:
    """What was made or changed was so before today, unless it is kept back for a later day."""
    for item in project.items:
        authored = item.authored
        for name in ("created", "modified"):
            day = getattr(authored, name)
            if day and day > project.today and not (authored.published and authored.published >= day):
                values = {"field": _label(project, name), "date": day.isoformat(), "today": project.today.isoformat()}
                yield Problem("date-future", item.spot.at(name), values)


@rule("publication-scheduled", severity=Severity.NOTICE)
def check_scheduled(project: Project) -> Iterator[Problem]:
    """What appears on a later day is told, for the day may be a slip."""
    for item in project.items:
        day = item.authored.published
        if day and day > project.today and not item.authored.draft:
            yield Problem("publication-scheduled", item.spot.at("published"), {"date": day.isoformat()})


# Until that day everybody still reads what is to go: a slip in the date would be a leak.
@rule("withdrawal-scheduled", severity=Severity.WARNING)
def check_leaving(project: Project) -> Iterator[Problem]:
    """Problems of withdrawals on a later day: until then everybody reads what is to go."""
    for item in project.items:
        if item.leaves and not item.authored.draft:
            yield Problem("withdrawal-scheduled", item.spot.at("withdrawn", "date"), {"date": item.leaves.date.isoformat()})


@rule("expired-in-force", severity=Severity.WARNING, by_clock=True)
def check_expired(project: Project) -> Iterator[Problem]:
    """What has expired is not shown in force."""
    for item in project.public:
        expires = item.authored.expires
        if expires and expires < project.today and _in_force(item.authored):
            yield Problem("expired-in-force", item.spot.at("expires"), {"date": expires.isoformat()})


@rule("superseded-in-force", severity=Severity.WARNING)
def check_superseded(project: Project) -> Iterator[Problem]:
    """What has been replaced is not shown in force."""
    if "validity" not in project.profile.fields:
        return
    for item in project.public:
        if _in_force(item.authored) and (by := project.succession.of(item)):
            yield Problem("superseded-in-force", item.spot, {"other": by[0].authored.title, "path": by[0].source})


def _in_force(authored: Authored) -> bool:
    return authored.validity in ("", "in-force") and authored.withdrawn is None


def _label(project: Project, name: str) -> str:
    field = project.profile.fields.get(name)
    return field.label if field else name
