"""Dates that cannot be true, and states that the dates deny."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.check.item.steps import step_label
from generator.check.rule import rule
from generator.late import late
from generator.model.calendar import Calendar
from generator.model.item import Authored, Item
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.model.shown import Shown
from generator.problems import Problem, Severity

DATE_ORDER = "date-order"
NOTICE_BEFORE_PUBLICATION = "notice-before-publication"
NOTICE_SHORT = "notice-short"
DATE_FUTURE = "date-future"
PUBLICATION_SCHEDULED = "publication-scheduled"
WITHDRAWAL_SCHEDULED = "withdrawal-scheduled"
EXPIRED_IN_FORCE = "expired-in-force"
SUPERSEDED_IN_FORCE = "superseded-in-force"
EFFECTIVE_LONG_BEFORE = "effective-long-before"

# Of each pair the first is never after the second.
_ORDER = (
    ("created", "published"),
    ("created", "modified"),
    ("published", "modified"),
    ("created", "expires"),
    ("effective", "expires"),
)


@rule(DATE_ORDER, severity=Severity.ERROR)
def check_order(items: tuple[Item, ...], profile: Profile, labels: Labels) -> Iterator[Problem]:
    """The days of an item are in the order in which things happen."""
    for item in items:
        authored = item.authored
        for earlier, later in _ORDER:
            first, second = getattr(authored, earlier), getattr(authored, later)
            if first and second and first > second:
                values = {
                    "earlier": _label(profile, earlier),
                    "first": first.isoformat(),
                    "later": _label(profile, later),
                    "second": second.isoformat(),
                }
                yield Problem(DATE_ORDER, item.spot.at(later), values)
        withdrawn = item.withdrawal
        if withdrawn and authored.published and withdrawn.date < authored.published:
            values = {
                "earlier": _label(profile, "published"),
                "first": authored.published.isoformat(),
                "later": labels.text["withdrawn_date"],
                "second": withdrawn.date.isoformat(),
            }
            yield Problem(DATE_ORDER, item.spot.at("withdrawn", "date"), values)


# What was made by a law that held before it may hold as long; ten years are a slip of the year.
_LONG_BEFORE = 5
_REVISED = late(r"修[订正改]|废止|清理|汇编|重新公布|revis|amend|consolidat", 2)


@rule(EFFECTIVE_LONG_BEFORE, severity=Severity.NOTICE)
def check_effective(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """No item holds from years before it was made; what is revised keeps its day."""
    for item in items:
        authored = item.authored
        first, made = authored.effective, authored.created
        if first and made and made.year - first.year >= _LONG_BEFORE and not _REVISED.search(authored.title):
            values = {"field": _label(profile, "effective"), "date": first.isoformat(), "made": made.isoformat()}
            yield Problem(EFFECTIVE_LONG_BEFORE, item.spot.at("effective"), values)


@rule(DATE_ORDER, NOTICE_BEFORE_PUBLICATION, NOTICE_SHORT, severity=Severity.ERROR)
def check_notice_periods(items: tuple[Item, ...], profile: Profile, calendar: Calendar, labels: Labels) -> Iterator[Problem]:
    """The public can read what is announced from the first day on which it may object, and for as long as the profile says."""
    least = profile.deadlines.get("notice")
    for item in items:
        period, published = item.authored.notice_period, item.authored.published
        if period is None:
            continue
        spot = item.spot.at("notice_period", "to")
        if period.to < period.from_:
            values = {"earlier": labels.text["notice_begins"], "later": labels.text["notice_ends"]}
            values |= {"first": period.from_.isoformat(), "second": period.to.isoformat()}
            yield Problem(DATE_ORDER, spot, values)
        elif published and not item.authored.draft and period.from_ < published:
            values = {"from": period.from_.isoformat(), "published": published.isoformat()}
            yield Problem(NOTICE_BEFORE_PUBLICATION, item.spot.at("notice_period", "from"), values)
        elif least and (due := least.last_day(period.from_ - dt.timedelta(days=1), calendar)) and period.to < due:
            values = {"to": period.to.isoformat(), "due": due.isoformat(), "term": least.in_words(labels.text)}
            yield Problem(NOTICE_SHORT, spot, values, cites=least.cites)


@rule(DATE_FUTURE, severity=Severity.ERROR)
def check_past(items: tuple[Item, ...], profile: Profile, today: dt.date) -> Iterator[Problem]:
    """An item was made or changed before today, unless it is kept back for a later day."""
    for item in items:
        authored = item.authored
        for name in ("created", "modified"):
            day = getattr(authored, name)
            if day and day > today and not (authored.published and authored.published >= day):
                values = {"field": _label(profile, name), "date": day.isoformat(), "today": today.isoformat()}
                yield Problem(DATE_FUTURE, item.spot.at(name), values)
        # A step that is written down was taken; of an item that is kept back nothing is known yet.
        for name, done in authored.steps.items() if not authored.published or authored.published <= today else ():
            if done.date and done.date > today:
                values = {"field": step_label(profile, name), "date": done.date.isoformat(), "today": today.isoformat()}
                yield Problem(DATE_FUTURE, item.spot.at("steps", name), values)


@rule(PUBLICATION_SCHEDULED, severity=Severity.NOTICE)
def check_scheduled(items: tuple[Item, ...], today: dt.date) -> Iterator[Problem]:
    """An item that appears on a later day is told, for the day may be a slip."""
    for item in items:
        day = item.authored.published
        if day and day > today and not item.authored.draft:
            yield Problem(PUBLICATION_SCHEDULED, item.spot.at("published"), {"date": day.isoformat()})


# Until that day everybody still reads what is to go: a slip in the date would be a leak.
@rule(WITHDRAWAL_SCHEDULED, severity=Severity.WARNING)
def check_leaving(items: tuple[Item, ...]) -> Iterator[Problem]:
    """Problems of withdrawals on a later day: until then everybody reads what is to go."""
    for item in items:
        if item.leaves and not item.authored.draft:
            yield Problem(WITHDRAWAL_SCHEDULED, item.spot.at("withdrawn", "date"), {"date": item.leaves.date.isoformat()})


@rule(EXPIRED_IN_FORCE, severity=Severity.WARNING, by_clock=True)
def check_expired(shown: Shown, today: dt.date) -> Iterator[Problem]:
    """An item that has expired is not shown in force."""
    for item in shown.items:
        expires = item.authored.expires
        if expires and expires < today and _in_force(item.authored):
            yield Problem(EXPIRED_IN_FORCE, item.spot.at("expires"), {"date": expires.isoformat()})


@rule(SUPERSEDED_IN_FORCE, severity=Severity.WARNING)
def check_superseded(shown: Shown, profile: Profile) -> Iterator[Problem]:
    """An item that has been replaced is not shown in force."""
    if "validity" not in profile.fields:
        return
    for item in shown.items:
        if _in_force(item.authored) and (by := shown.succession.of(item)):
            yield Problem(SUPERSEDED_IN_FORCE, item.spot, {"other": by[0].authored.title, "path": by[0].source})


def _in_force(authored: Authored) -> bool:
    return authored.validity in ("", "in-force") and authored.withdrawn is None


def _label(profile: Profile, name: str) -> str:
    field = profile.fields.get(name)
    return field.label if field else name
