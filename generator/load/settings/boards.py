"""The parts of a catalog in which categories may be written by their names: boards, and where answers are published."""

from __future__ import annotations

from dataclasses import replace

from generator.load.items.named import CatalogNames
from generator.model.catalog import Catalog
from generator.presence import CATALOG
from generator.problems import Problem, Spot
from generator.text import nearest


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


def with_boards(catalog: Catalog, problems: list[Problem]) -> Catalog:
    """The catalog with the ids of categories in the place of their names; one that there is not joins ``problems``."""
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
        found = []
        for number, written in enumerate(board.categories):
            place, since = spot.at("categories", number), len(problems)
            name = names.category(written, place, problems)
            if name not in names.ways and len(problems) == since:
                known = list(names.ways if written.isascii() else names.categories)
                values = {"value": written, "known": ", ".join(known), "suggestion": nearest(written, known)}
                problems.append(Problem("category-unknown", place, values))
            found.append(name)
        boards.append(replace(board, categories=tuple(found)))
    return replace(catalog, boards=tuple(boards))
