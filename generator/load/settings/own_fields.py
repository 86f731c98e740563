"""The fields of every item that a profile brings, beside those that the program knows."""

from __future__ import annotations

from dataclasses import replace

from generator.load.source.fields import key_names
from generator.model.item import Authored
from generator.model.kind import KindField
from generator.model.profile import Profile


def with_own_fields(profile: Profile) -> Profile:
    """The profile with the fields of every item that are its own among those of each of its kinds."""
    known = key_names(Authored, None)
    own = {
        name: KindField(label=field.label, type=field.type, filter=field.filter, pages=field.pages, cites=field.cites)
        for name, field in profile.fields.items()
        if name not in known
    }
    if not own:
        return profile
    kinds = {name: replace(kind, fields={**own, **kind.fields}) for name, kind in profile.kinds.items()}
    return replace(profile, kinds=kinds)
