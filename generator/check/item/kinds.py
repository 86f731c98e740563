"""Rules on the fields of kinds: promises and votes that their numbers allow, usual values, adjustments that say when and how."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.check.rule import rule
from generator.late import late
from generator.model.item import Item
from generator.model.kind_tables import number_of
from generator.model.placeholder import is_placeholder
from generator.model.profile import Profile
from generator.problems import Problem, Severity
from generator.text import nearest

_SHOWN = 10  # usual values in a hint, those of the law first
_PARTED = late(r"[、，,;；/]")
VALUE_OVER = "value-over"
VALUE_SUM = "value-sum"
VALUE_UNDER = "value-under"
VALUE_UNUSUAL = "value-unusual"
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


@rule(VALUE_SUM, VALUE_UNDER, severity=Severity.ERROR)
def check_sums(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """A number that is the sum of others is what they come to, one that needs a share of another has it: votes, attendance."""
    summed = {name for name, kind in profile.kinds.items() if any(one.sum_of or one.at_least for one in kind.fields.values())}
    for item in items if summed else ():
        if item.authored.kind in summed:
            for name, field in profile.kinds[item.authored.kind].fields.items():
                value = number_of(item, name) if field.sum_of or field.at_least else None
                if value is not None:
                    yield from _wrong_sum(item, profile, name, value)
                    yield from _too_few(item, profile, name, value)


def _wrong_sum(item: Item, profile: Profile, name: str, value: Decimal) -> Iterator[Problem]:
    """The problem of a sum whose parts are all written and come to something else."""
    fields = profile.kinds[item.authored.kind].fields
    parts = {part: number_of(item, part) for part in fields[name].sum_of}
    known = [number for number in parts.values() if number is not None]
    if parts and len(known) == len(parts) and sum(known) != value:
        words = " + ".join(f"{fields[part].label} {number}" for part, number in parts.items())
        values = {"label": fields[name].label, "value": f"{value}", "parts": words, "sum": f"{sum(known)}"}
        yield Problem(VALUE_SUM, item.spot.at(name), values, cites=fields[name].cites)


def _too_few(item: Item, profile: Profile, name: str, value: Decimal) -> Iterator[Problem]:
    """The problem of a number that is less than the share of another which it needs; of several the greatest is told."""
    fields = profile.kinds[item.authored.kind].fields
    found: list[tuple[Fraction, Problem]] = []
    for share in fields[name].at_least:
        whole = number_of(item, share.of)
        if whole is None or not all(item.fields.get(other) in meant for other, meant in share.where.items()):
            continue
        if Fraction(value) < (least := Fraction(share.share) * Fraction(whole)):
            values = {"label": fields[name].label, "value": f"{value}", "share": share.share, "of": fields[share.of].label}
            values |= {"whole": f"{whole}", "least": f"{math.ceil(least)}"}
            found.append((least, Problem(VALUE_UNDER, item.spot.at(name), values, cites=share.cites or fields[name].cites)))
    if found:
        yield max(found, key=lambda one: one[0])[1]


@rule(VALUE_UNUSUAL, severity=Severity.WARNING)
def check_usual(items: tuple[Item, ...], profile: Profile) -> Iterator[Problem]:
    """A field that mostly has one of some values has one of them; others may be right where a body says so in its profile."""
    usual = {
        name: pairs
        for name, kind in profile.kinds.items()
        if (pairs := [(own, one) for own, one in kind.fields.items() if one.usual])
    }
    for item in items if usual else ():
        for name, field in usual.get(item.authored.kind, ()):
            written = item.fields.get(name)
            for value in (written,) if isinstance(written, str) else written or ():
                if value and value not in field.usual and not is_placeholder(value):
                    meant = "" if len(_PARTED.split(value)) > 1 else nearest(value, field.usual)
                    shown = (", " if field.usual[0].isascii() else "、").join(field.usual[:_SHOWN])
                    values = {"label": field.label, "value": value, "suggestion": meant, "known": shown}
                    yield Problem(VALUE_UNUSUAL, item.spot.at(name), values, cites=field.cites)


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
