"""Rules on the terms between two dates of an item: an answer in time, a notice long enough, nothing before it can have been."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.check.rule import rule
from generator.model.calendar import Calendar
from generator.model.item import Item
from generator.model.kind import KindTerm
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.model.term import Deadline
from generator.problems import Problem, Severity

TERM_EXCEEDED = "term-exceeded"
TERM_SHORT = "term-short"
TERM_ORDER = "term-order"
DATE_FUTURE = "date-future"
DATE_ORDER = "date-order"

_DAY = dt.timedelta(days=1)


@rule(TERM_EXCEEDED, TERM_SHORT, TERM_ORDER, severity=Severity.WARNING)
def check_terms(items: tuple[Item, ...], profile: Profile, calendar: Calendar, labels: Labels) -> Iterator[Problem]:
    """Between two dates of an item lies no more time than its kind allows, or no less, and the first is the first."""
    for item in items:
        kind = profile.kinds.get(item.authored.kind)
        for term in kind.terms if kind else ():
            first, second = day_of(item, term.from_), day_of(item, term.to)
            deadline = profile.deadlines.get(term.deadline)
            if not (first and second and deadline) or item.fields.get(term.unless):
                continue
            values = {
                "earlier": _label(profile, item, term.from_),
                "first": first.isoformat(),
                "later": _label(profile, item, term.to),
                "second": second.isoformat(),
                "term": deadline.in_words(labels.text),
            }
            cites = term.cites or deadline.cites
            if first > second:
                yield Problem(TERM_ORDER, item.spot.at(term.to), values, cites=cites)
            elif due := _due(term, deadline, first, calendar):
                code = TERM_SHORT if term.least and second < due else TERM_EXCEEDED if not term.least and second > due else ""
                if code:
                    yield Problem(code, item.spot.at(term.to), {**values, "due": due.isoformat()}, cites=cites)


@rule(DATE_ORDER, severity=Severity.ERROR)
def check_kinds_order(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """Of two days of a kind of which one is to be no later than the other it is not: a contract ends after it starts."""
    ordered = {
        name: pairs
        for name, kind in profile.kinds.items()
        if (pairs := [(own, field.at_most) for own, field in kind.fields.items() if field.at_most and field.type == "date"])
    }
    for item in items if ordered else ():
        for earlier, later in ordered.get(item.authored.kind, ()):
            first, second = day_of(item, earlier), day_of(item, later)
            if first and second and first > second:
                values = {"earlier": _label(profile, item, earlier), "first": first.isoformat()}
                values |= {"later": _label(profile, item, later), "second": second.isoformat()}
                yield Problem(DATE_ORDER, item.spot.at(later), values)


@rule(DATE_FUTURE, severity=Severity.ERROR)
def check_kinds_past(items: tuple[Item, ...], profile: Profile, today: dt.date) -> Iterator[Problem]:
    """Days with which a term of a kind begins or ends have come, unless notice is given of them."""
    for item in items:
        kind = profile.kinds.get(item.authored.kind)
        past = dict.fromkeys(name for term in (kind.terms if kind else ()) if not term.least for name in (term.from_, term.to))
        for name in past:
            day = day_of(item, name)
            published = item.authored.published
            if name in item.fields and day and day > today and not (published and published >= day):
                values = {"field": _label(profile, item, name), "date": day.isoformat(), "today": today.isoformat()}
                yield Problem(DATE_FUTURE, item.spot.at(name), values)


def day_of(item: Item, name: str) -> dt.date | None:
    """A date of an item, of its kind or of every item; None where it has none."""
    if name not in item.fields:
        day = getattr(item.authored, name, None)
        return day if isinstance(day, dt.date) else None
    written = item.fields[name]
    try:
        return dt.date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None  # told where it is read


def _due(term: KindTerm, deadline: Deadline, first: dt.date, calendar: Calendar) -> dt.date | None:
    """The day up to which, or from which on, the second date is right."""
    last = deadline.last_day(first, calendar)
    return last + _DAY if last and term.clear else last


def _label(profile: Profile, item: Item, name: str) -> str:
    own = profile.kinds[item.authored.kind].fields.get(name) or profile.fields.get(name)
    return own.label if own else name
