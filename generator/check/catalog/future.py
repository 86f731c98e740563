"""Rules on days of the catalog and of pages that have not come, and on reasons that say nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.check.catalog.deadlines import entries
from generator.check.catalog.waivers import says_nothing
from generator.check.rule import rule
from generator.model.catalog import Catalog
from generator.model.item import Item
from generator.model.page import Page
from generator.model.redirect import Redirect
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot

DAY_TO_COME, REASON_UNSAID = "day-to-come", "reason-unsaid"


@rule(DAY_TO_COME, severity=Severity.WARNING)
def check_catalog_days(catalog: Catalog, pages: tuple[Page, ...], today: dt.date) -> Iterator[Problem]:
    """A page was changed, a name given up and nothing found to publish on a day that has come."""
    days = []
    former = Spot(CATALOG).at("publisher", "former_names")
    for index, one in enumerate(catalog.publisher.former_names):
        if one.until:
            days.append((former.at(index, "until"), "until", one.until))
    days += [(page.spot.at("updated"), "updated", page.head.updated) for page in pages if page.head.updated]
    days += [(spot.at("nothing", "date"), "nothing", entry.nothing.date) for spot, _, entry in entries(catalog) if entry.nothing]
    for spot, name, day in days:
        if day > today:
            yield Problem(DAY_TO_COME, spot, {"field": name, "date": day.isoformat(), "today": today.isoformat()})


@rule(REASON_UNSAID, severity=Severity.NOTICE)
def check_reasons(items: tuple[Item, ...], redirects: tuple[Redirect, ...]) -> Iterator[Problem]:
    """The reason for which something was moved or withdrawn says something, where one is written."""
    for redirect in redirects:
        if redirect.reason and says_nothing(redirect.reason):
            yield Problem(REASON_UNSAID, redirect.spot.at("reason"), {"value": redirect.reason})
    for item in items:
        withdrawal = item.withdrawal
        if withdrawal and withdrawal.reason and says_nothing(withdrawal.reason):
            yield Problem(REASON_UNSAID, item.spot.at("withdrawn", "reason"), {"value": withdrawal.reason})
