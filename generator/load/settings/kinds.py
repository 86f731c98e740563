"""The rules of a profile on the fields of its kinds beside their type: what is drawn, compared, and tells of adjustments."""

from __future__ import annotations

from collections.abc import Iterator

from generator.late import late
from generator.model.kind import Kind
from generator.model.profile import Profile
from generator.problems import Problem, Spot
from generator.text import nearest

_COMPARED = ("number", "money")
_ORDERED = (*_COMPARED, "date")
_SHARE = late(r"[1-9]\d{0,2}/[1-9]\d{0,2}")


def wrong_kind_fields(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The problems of fields that are drawn and are no lists, and of names of fields that are not there or of another type."""
    for name, shown in profile.fields.items():
        yield from _without_list(profile, name, spot.at("fields", name), pages=shown.pages)
    for name, kind in profile.kinds.items():
        place = spot.at("kinds", name)
        for own, field in kind.fields.items():
            if own not in profile.fields:
                yield from _without_list(profile, own, place.at("fields", own), pages=field.pages)
            if field.drawn and field.type != "list":
                yield _not_listed("type", field.type, ["list"], place.at("fields", own, "type"))
            if field.at_most:
                where = place.at("fields", own, "at_most")
                known = [other for other, one in kind.fields.items() if one.type == field.type and other != own]
                if field.type not in _ORDERED:
                    yield _not_listed("type", field.type, list(_ORDERED), where)
                elif field.at_most not in known:
                    yield _not_listed("at_most", field.at_most, known, where)
            yield from _wrong_sums(kind, own, place.at("fields", own))
        if kind.adjustments:
            yield from _wrong_adjustments(kind, place.at("adjustments"))


def _wrong_sums(kind: Kind, name: str, spot: Spot) -> Iterator[Problem]:
    """The problems of numbers that a field is the sum of, or no less than a share of."""
    field = kind.fields[name]
    known = [other for other, one in kind.fields.items() if one.type == field.type and other != name]
    if (field.sum_of or field.at_least) and field.type not in _COMPARED:
        yield _not_listed("type", field.type, list(_COMPARED), spot.at("type"))
        return
    for index, part in enumerate(field.sum_of):
        if part not in known:
            yield _not_listed("sum_of", part, known, spot.at("sum_of", index))
    for index, share in enumerate(field.at_least):
        place = spot.at("at_least", index)
        if share.of not in known:
            yield _not_listed("of", share.of, known, place.at("of"))
        if not _SHARE.fullmatch(share.share):
            yield Problem("value-malformed", place.at("share"), {"field": "share", "value": share.share, "form": "2/3"})
        for other in share.where:
            if other not in kind.fields:
                yield _not_listed("where", other, list(kind.fields), place.at("where"))


def _without_list(profile: Profile, name: str, spot: Spot, *, pages: bool) -> Iterator[Problem]:
    """The problem of a field whose values are to have pages, and that has no list of them."""
    if pages and not profile.lists.get(name):
        values = {"key": "pages", "needs": f"lists: {{{name}: …}}"}
        yield Problem("key-useless", Spot(spot.file, (*spot.path, "pages"), key=True), values)


def _wrong_adjustments(kind: Kind, spot: Spot) -> Iterator[Problem]:
    """The problems of the fields that tell of adjustments."""
    assert kind.adjustments
    for part, types in (("day", ("date",)), ("type", ("text",)), ("reason", ("text", "list"))):
        name = getattr(kind.adjustments, part)
        known = [own for own, field in kind.fields.items() if field.type in types]
        if name and name not in known:
            yield _not_listed(part, name, known, spot.at(part))


def _not_listed(field: str, value: str, known: list[str], where: Spot) -> Problem:
    values = {"field": field, "value": value, "known": ", ".join(known), "suggestion": nearest(value, known)}
    return Problem("value-not-listed", where, values)
