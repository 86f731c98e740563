"""Rules on the fields of kinds: no promise is longer than the law allows, and an adjustment says when and how."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.model.item import Item
from generator.model.kind_tables import number_of
from generator.model.profile import Profile
from generator.problems import Problem, Severity

VALUE_OVER = "value-over"
FIELD_MISSING = "field-missing"


@rule(VALUE_OVER, severity=Severity.ERROR)
def check_limits(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """A number that has another for its limit, such as a promised term beside the legal one, does not exceed it."""
    limits = {
        name: pairs
        for name, kind in profile.kinds.items()
        if (pairs := [(own, field.at_most) for own, field in kind.fields.items() if field.at_most])
    }
    for item in items if limits else ():
        for name, limit in limits.get(item.authored.kind, ()):
            value, most = number_of(item, name), number_of(item, limit)
            if value is not None and most is not None and value > most:
                fields = profile.kinds[item.authored.kind].fields
                labels = {"label": fields[name].label, "limit_label": fields[limit].label}
                values = {**labels, "value": f"{value}", "limit": f"{most}"}
                yield Problem(VALUE_OVER, item.spot.at(name), values, cites=fields[name].cites)


@rule(FIELD_MISSING, severity=Severity.ERROR)
def check_adjustments(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """An item that was adjusted says both on which day and in which way."""
    told = {name: kind.adjustments for name, kind in profile.kinds.items() if kind.adjustments}
    for item in items if told else ():
        adjustments = told.get(item.authored.kind)
        if adjustments is None or item.authored.draft:
            continue
        day, way = (bool(item.fields.get(name)) for name in (adjustments.day, adjustments.type))
        if day != way:
            missing = adjustments.type if day else adjustments.day
            label = profile.kinds[item.authored.kind].fields[missing].label
            yield Problem(FIELD_MISSING, item.spot, {"field": missing, "label": label})
