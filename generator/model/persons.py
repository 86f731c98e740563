"""Who answers for which items, by the field that the profile names for it."""

from __future__ import annotations

from collections.abc import Mapping

from generator import urls
from generator.digests import digest
from generator.model.item import Item
from generator.model.shown import Shown
from generator.names import path_fault

_SLUG = 12  # characters of the address of a name that cannot stand in one


def items_by_person(shown: Shown) -> Mapping[str, list[Item]]:
    """The items that each person answers for, newest first; those with most come first."""
    name, found = shown.settings.profile.responsible, dict[str, list[Item]]()
    for item in shown.items if name else ():
        written = item.fields.get(name, ())
        for person in dict.fromkeys((written,) if isinstance(written, str) else written):
            if person and not item.authored.withdrawn:
                found.setdefault(person, []).append(item)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def person_address(name: str) -> str:
    """The address of the page of a person."""
    slug = digest(name.encode())[:_SLUG] if path_fault(name) or "/" in name else name
    return f"{urls.PERSONS}{slug}/"
