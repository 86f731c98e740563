"""Rules on the stages of a matter: what follows another is a later stage of the same, and comes after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from generator.check.rule import rule
from generator.model.item import Item
from generator.model.profile import Profile
from generator.problems import Problem, Severity

STAGE_ORDER = "stage-order"
STAGE_EARLY = "stage-early"
STAGE_OF_ANOTHER = "stage-of-another"
_ANEW = 365  # days after which a matter that is taken up again begins anew


@rule(STAGE_ORDER, STAGE_EARLY, STAGE_OF_ANOTHER, severity=Severity.WARNING)
def check_stages(items: tuple[Item, ...], items_by_id: Mapping[str, Item], profile: Profile) -> Iterator[Problem]:
    """No stage stands behind one that comes after it, or before the time to object to that before it has ended."""
    for item in items:
        if not item.authored.follows or item.authored.draft:
            continue
        way = _way(item, items_by_id)
        if not way:
            continue
        if found := _backwards(item, way, profile):
            yield Problem(STAGE_ORDER, item.spot.at("stage"), _values(item, found, profile))
        own, before = item.authored, way[0].authored
        period, published = before.notice_period, own.published
        if period and published and published < period.to and _comes_before(before.stage, own.stage, profile):
            values = _values(item, way[0], profile) | {"published": published.isoformat(), "to": period.to.isoformat()}
            yield Problem(STAGE_EARLY, item.spot.at("published"), values)
        if own.matter and before.matter and not set(own.matter) & set(before.matter):
            yield Problem(STAGE_OF_ANOTHER, item.spot.at("follows"), _values(item, way[0], profile))


def _way(item: Item, items_by_id: Mapping[str, Item]) -> list[Item]:
    """The items that an item follows, from the nearest to the first; a ring, which is told elsewhere, has none."""
    way: list[Item] = []
    seen, name = {item.id}, item.authored.follows
    while name in items_by_id:
        if name in seen:
            return []
        seen.add(name)
        way.append(items_by_id[name])
        name = way[-1].authored.follows
    return [other for other in way if not other.authored.withdrawn]


def _backwards(item: Item, way: list[Item], profile: Profile) -> Item | None:
    """The nearest item before another whose stage is a later one; None where the stage comes again, as in a second round."""
    stage = item.authored.stage
    if not stage or any(other.authored.stage == stage for other in way):
        return None
    found = next((other for other in way if _comes_before(stage, other.authored.stage, profile)), None)
    return None if found is None or _is_new_round(item, found, profile) else found


def _is_new_round(item: Item, found: Item, profile: Profile) -> bool:
    """True for the first stage of a line long after the end of the one before: a matter that is taken up anew."""
    first = any(line and line[0] == item.authored.stage for line in profile.stage_order)
    one, other = _day(found), _day(item)
    return bool(first and one and other and (other - one).days >= _ANEW)


def _comes_before(stage: str, other: str, profile: Profile) -> bool:
    """True where the profile says that a stage comes before another."""
    lines = (line for line in profile.stage_order if stage in line and other in line)
    return any(line.index(stage) < line.index(other) for line in lines)


def _day(item: Item) -> dt.date | None:
    return item.authored.published or item.authored.created


def _values(item: Item, before: Item, profile: Profile) -> dict[str, str]:
    return {
        "title": item.authored.title,
        "stage": profile.value_label("stage", item.authored.stage),
        "other": before.authored.title,
        "before": profile.value_label("stage", before.authored.stage),
    }
