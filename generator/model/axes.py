"""Further axes of the catalog, such as for whom or for which event of life: each value of a field with ``pages`` is a listing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator import urls
from generator.digests import digest
from generator.model.item import Item
from generator.model.profile import Profile
from generator.names import path_fault

_SLUG = 12  # characters of the address of a value that cannot stand in one


class Axis(NamedTuple):
    """A field whose values are listings: its name, its label, and the label of each value in the order of the profile."""

    field: str
    label: str
    values: Mapping[str, str]

    def address(self, value: str) -> str:
        """The address of the first page of a value."""
        return urls.value_address(self.field, slug_of(value))


def axes_of(profile: Profile) -> dict[str, Axis]:
    """The axes of a catalog beside its categories by the names of their fields, in the order of the profile."""
    fields = {name: field.label for name, field in profile.fields.items() if field.pages}
    for kind in profile.kinds.values():
        for name, own in kind.fields.items():
            if own.pages:
                fields.setdefault(name, own.label)
    return {name: Axis(name, label, profile.lists.get(name, {})) for name, label in fields.items()}


def values_on(item: Item, field: str) -> tuple[str, ...]:
    """The values of an item on an axis; a withdrawn one shows none of its fields."""
    if item.authored.withdrawn:
        return ()
    value = item.fields.get(field) or getattr(item.authored, field, "")
    return (value,) if isinstance(value, str) and value else value if isinstance(value, tuple) else ()


def slug_of(value: str) -> str:
    """The part of an address that stands for a value: itself where it can."""
    return value if not value or not (path_fault(value) or "/" in value) else digest(value.encode())[:_SLUG]
