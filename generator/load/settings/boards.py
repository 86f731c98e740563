"""The parts of a catalog in which categories may be written by their names: boards, and where answers are published."""

from __future__ import annotations

from dataclasses import replace

from generator.load.items.named import CatalogNames
from generator.load.source.fields import key_names, key_problem
from generator.model.board import Board
from generator.model.catalog import Catalog
from generator.model.item import Authored
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot
from generator.text import nearest

_READ = 3  # seconds in which nobody reads more than a title


def with_published_answers(catalog: Catalog, problems: list[Problem]) -> Catalog:
    """The catalog with the id of the category of published answers; one that there is not joins ``problems``."""
    written, spot, since = catalog.published_answers, Spot(CATALOG, ("published_answers",)), len(problems)
    if not written:
        return catalog
    names = CatalogNames(catalog)
    name = names.category(written, spot, problems)
    if name not in names.ways and len(problems) == since:
        known = list(names.ways if written.isascii() else names.categories)
        values = {"value": written, "known": ", ".join(known), "suggestion": nearest(written, known)}
        problems.append(Problem("category-unknown", spot, values))
    return replace(catalog, published_answers=name)


def _where(board: Board, profile: Profile, labels: Labels, spot: Spot, problems: list[Problem]) -> Board:
    """A board whose fields are named by their ids, and their values by those of the profile's lists."""
    names = {way: name for name in key_names(Authored, None) for way in labels.spellings(name)}
    for kind in profile.kinds.values():
        names |= {way: name for name, own in kind.fields.items() for way in (name, own.label)}
    names |= {way: name for name, about in profile.fields.items() for way in (name, about.label)}
    found: dict[str, tuple[str, ...]] = {}
    for written, values in board.where.items():
        name = names.get(written)
        if name is None:
            # Of the many fields those that are to choose by are named.
            named = [way for way, name in names.items() if name in profile.lists and way.isascii() == written.isascii()]
            problems.append(key_problem(written, named, spot))
            continue
        kinds = {name: kind.label for name, kind in profile.kinds.items()}
        listed = kinds if name == "kind" else profile.lists.get(name, {})
        ids = {label: value for value, label in listed.items()}
        found[name] = tuple(ids.get(value, value) for value in values)
        for index, value in enumerate(found[name]):
            if listed and value not in listed:
                known = {"known": ", ".join(ids), "suggestion": nearest(value, ids)}
                problems.append(Problem("value-not-listed", spot.at(written, index), {"field": written, "value": value, **known}))
    return replace(board, where=found)


def with_boards(catalog: Catalog, profile: Profile, labels: Labels, problems: list[Problem]) -> Catalog:
    """The catalog with the ids of categories, fields and values in the place of their names; others join ``problems``."""
    if not catalog.boards:
        return catalog
    names, seen = CatalogNames(catalog), set[str]()
    boards = []
    for index, board in enumerate(catalog.boards):
        spot = Spot(CATALOG, ("boards", index))
        if board.id in seen:
            problems.append(Problem("id-repeated", spot.at("id"), {"id": board.id}))
            continue  # of the two nobody can say which is meant; both would have one address
        seen.add(board.id)
        if board.layout != "letter" and board.seconds < _READ:
            values = {"seconds": str(board.seconds), "least": str(_READ)}
            problems.append(Problem("board-fast", spot.at("seconds"), values, Severity.WARNING))
        found = []
        for number, written in enumerate(board.categories):
            place, since = spot.at("categories", number), len(problems)
            name = names.category(written, place, problems)
            if name not in names.ways and len(problems) == since:
                known = list(names.ways if written.isascii() else names.categories)
                values = {"value": written, "known": ", ".join(known), "suggestion": nearest(written, known)}
                problems.append(Problem("category-unknown", place, values))
            found.append(name)
        narrowed = _where(board, profile, labels, spot.at("where"), problems)
        boards.append(replace(narrowed, categories=tuple(found)))
    return replace(catalog, boards=tuple(boards))
