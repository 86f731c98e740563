"""Procedures as they are written: those of a profile, and the steps of an item."""

from __future__ import annotations

from collections.abc import Iterator

from generator.late import late
from generator.load.source.fields import key_problem
from generator.load.source.yaml_tree import Tree
from generator.model.catalog import Catalog, CategoryEntry
from generator.model.profile import Profile
from generator.presence import CATALOG
from generator.problems import Problem, Spot
from generator.text import nearest

# Who took a step, and the day: 张三 2026-03-01.
_STEP = late(r"(.*\S)[\s,，]+(\d{4}\S*)")


def wrong_procedures(profile: Profile, spot: Spot) -> Iterator[Problem]:
    """The problems of steps whose id is taken or whose term there is not, and of procedures and stages that there are not."""
    named = [("procedure", profile.procedure, list(profile.procedures), spot.at("procedure"))] if profile.procedure else []
    for name, procedure in profile.procedures.items():
        place, seen = spot.at("procedures", name), set[str]()
        for index, step in enumerate(procedure.steps):
            if step.id in seen:
                yield Problem("id-repeated", place.at("steps", index, "id"), {"id": step.id})
            seen.add(step.id)
            if step.deadline:
                named.append(("deadline", step.deadline, list(profile.deadlines), place.at("steps", index, "deadline")))
    stages = list(profile.lists.get("stage", ()))
    for line, order in enumerate(profile.stage_order):
        named += [("stage_order", stage, stages, spot.at("stage_order", line, at)) for at, stage in enumerate(order)]
    for field, value, known, where in named:
        if value not in known:
            yield _not_listed(field, value, known, where)


def unknown_procedures(catalog: Catalog, profile: Profile) -> Iterator[Problem]:
    """The problems of procedures and steps that a catalog names and its profile does not have."""
    spot, known = Spot(CATALOG), list(profile.procedures)
    if catalog.procedure and catalog.procedure not in known:
        yield _not_listed("procedure", catalog.procedure, known, spot.at("procedure"))
    for entry, place in _entries(catalog.categories, spot.at("categories")):
        if entry.procedure and entry.procedure not in known:
            yield _not_listed("procedure", entry.procedure, known, place.at("procedure"))
    steps = [name for procedure in profile.procedures.values() for name in procedure.ids()]
    for name in catalog.signers:
        if name not in steps:
            yield key_problem(name, [step for step in steps if step.isascii() == name.isascii()], spot.at("signers"))


def _entries(entries: tuple[CategoryEntry, ...], spot: Spot) -> Iterator[tuple[CategoryEntry, Spot]]:
    for index, entry in enumerate(entries):
        yield entry, spot.at(index)
        yield from _entries(entry.children, spot.at(index, "children"))


def _not_listed(field: str, value: str, known: list[str], where: Spot) -> Problem:
    values = {"field": field, "value": value, "known": ", ".join(known), "suggestion": nearest(value, known)}
    return Problem("value-not-listed", where, values)


def steps_by_id(profile: Profile, written: Tree, spot: Spot, problems: list[Problem]) -> Tree:
    """The steps of an item by their ids; one may be written as a name with a day behind it. Unknown ones are problems."""
    if not isinstance(written, dict):
        return written
    known = {name: step for procedure in profile.procedures.values() for name, step in procedure.ids().items()}
    found: dict[str, Tree] = {}
    for name, value in written.items():
        if name not in known:
            alike = [one for one in known if one.isascii() == name.isascii()]
            problems.append(key_problem(name, alike, spot.at("steps")))
        else:
            day = _STEP.fullmatch(value) if isinstance(value, str) else None
            found[known[name]] = {"by": day[1], "date": day[2]} if day else {"by": value} if isinstance(value, str) else value
    return found
