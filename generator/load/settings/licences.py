"""The licence that a catalog names, as the list of its profile has it."""

from __future__ import annotations

from dataclasses import replace

from generator.model.catalog import Catalog
from generator.model.profile import Profile
from generator.presence import CATALOG
from generator.problems import Problem, Spot
from generator.text import nearest


def with_licence(catalog: Catalog, profile: Profile, problems: list[Problem]) -> Catalog:
    """The catalog with the key of its licence in the place of its name; one that stands in no list joins ``problems``."""
    known = profile.lists.get("licence", {})
    if not catalog.licence or catalog.licence in known:
        return catalog
    key = next((key for key, label in known.items() if label == catalog.licence), "")
    if not key:
        names = [*known, *known.values()]
        values = {"field": "licence", "value": catalog.licence, "known": ", ".join(known)}
        problems.append(
            Problem("value-not-listed", Spot(CATALOG, ("licence",)), values | {"suggestion": nearest(catalog.licence, names)})
        )
    return replace(catalog, licence=key)
