"""Names in the place of ids: categories, departments and items may be written by what people call them."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.late import late
from generator.model.catalog import Catalog, CategoryEntry, walk_categories
from generator.model.item import Authored, Correction, Item
from generator.model.matter import MatterTable
from generator.problems import Position, Problem, Spot

_PARTED = late(r"\s*(?:/|／|>|＞|»|→|—+)\s*")
# What people write around the id of an item: where it lies, where it is shown, the ending of its file.
_AROUND = late(r"^(?:\.?/)?(?:content/)?(?:items/)?|(?:/index)?(?:\.md|\.ya?ml)?/?$")
_BOOK = late(r"[《》]")
# A title with its number behind it, as documents cite each other.
_CITED = late(r"(《[^《》]+》)\s*[（(]([^（）()]+)[）)]")
_BRACKETS = str.maketrans("【〔〖[", "((((") | str.maketrans("】〕〗]", "))))")


@dataclass(frozen=True)
class CatalogNames:
    """The names of the categories and departments of a catalog, each with the ids it may mean."""

    catalog: Catalog

    @cached_property
    def categories(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of categories by name, and by the names on the way to them."""
        known = {category.id: category for category in walk_categories(self.catalog.categories)}
        found: dict[str, dict[str, None]] = {}
        for category in known.values():
            way = [*(known[parent].name for parent in category.parents), category.name]
            for start in range(len(way)):
                found.setdefault("/".join(way[start:]), {})[category.id] = None
        return {name: tuple(ids) for name, ids in found.items() if name not in known}

    @cached_property
    def ways(self) -> Mapping[str, str]:
        """The names on the way to each category, from the top, by its id."""
        known = {category.id: category for category in walk_categories(self.catalog.categories)}
        return {name: "/".join(known[step].name for step in (*one.parents, name)) for name, one in known.items()}

    @cached_property
    def audiences(self) -> Mapping[str, str]:
        """Whom each category is for that is for somebody, by its id."""
        return {category.id: category.audience for category in walk_categories(self.catalog.categories) if category.audience}

    @cached_property
    def departments(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of departments by name."""
        known = {department.id for department in self.catalog.departments}
        found: dict[str, dict[str, None]] = {}
        for department in self.catalog.departments:
            found.setdefault(department.name, {})[department.id] = None
        return {name: tuple(ids) for name, ids in found.items() if name not in known}

    def category(self, written: str, spot: Spot, problems: list[Problem]) -> str:
        """The id of a category that is written by its name, or what is written; a name of several is a problem."""
        if written in self.ways:
            return written
        ids = self.categories.get("/".join(_PARTED.split(written.strip())), ())
        return _one(written, ids, spot, problems, [self.ways[name] for name in ids])

    def department(self, written: str, spot: Spot | Position, problems: list[Problem]) -> str:
        """The id of a department that is written by its name, or what is written; a name of several is a problem."""
        return _one(written, self.departments.get(written.strip(), ()), spot, problems)

    def of_item(self, authored: Authored, spot: Spot, problems: list[Problem], *, open_to_all: bool = False) -> Authored:
        """The fields of an item with ids in the place of names.

        ``open_to_all``: it does not say whom it is for; then its category does.
        """
        category, department = authored.category, authored.department
        if category:
            category = tuple(self.category(name, spot.at("category", i), problems) for i, name in enumerate(category))
        if department:
            department = self.department(department, spot.at("department"), problems)
        audience = authored.audience
        if open_to_all and self.audiences:
            audience = next((self.audiences[name] for name in category if name in self.audiences), audience)
        if (category, department, audience) == (authored.category, authored.department, authored.audience):
            return authored
        return replace(authored, category=category, department=department, audience=audience)


class MatterNames:
    """The names of the matters of standard catalogs, each with the ids it may mean."""

    def __init__(self, tables: Iterable[MatterTable]) -> None:
        self._ways: dict[str, str] = {}
        self._called: dict[str, dict[str, None]] = {}
        for table in tables:
            for matter in table.matters:
                way = [step for step in dict.fromkeys((table.name, matter.topic, matter.name)) if step]
                self._ways[matter.id] = "/".join(way)
                ways = ["/".join(way[start:]) for start in range(len(way))]
                # A name below a field is known by that alone, too: 社会救助/办事指南.
                for name in dict.fromkeys((*ways, f"{table.name}/{matter.name}", f"{table.name}/{matter.number}")):
                    self._called.setdefault(name, {})[matter.id] = None

    def of_item(self, authored: Authored, spot: Spot, problems: list[Problem]) -> Authored:
        """The fields of an item with the ids of its matters in the place of their names."""
        named = tuple(self._meant(name, spot.at("matter", index), problems) for index, name in enumerate(authored.matter))
        return authored if named == authored.matter else replace(authored, matter=named)

    def _meant(self, written: str, spot: Spot, problems: list[Problem]) -> str:
        """The id of a matter, or what is written where it is none; a name of several is a problem."""
        if written in self._ways:
            return written
        ids = tuple(self._called.get("/".join(_PARTED.split(written.strip())), ()))
        return _one(written, ids, spot, problems, [self._ways[name] for name in ids])


def with_ids(catalog: Catalog, spot: Spot, problems: list[Problem]) -> Catalog:
    """A catalog whose categories name their departments by id."""
    names = CatalogNames(catalog)
    if not names.departments:
        return catalog

    def named(entry: CategoryEntry, place: Spot) -> CategoryEntry:
        children = tuple(named(child, place.at("children", i)) for i, child in enumerate(entry.children))
        department = names.department(entry.department, place.at("department"), problems) if entry.department else ""
        same = department == entry.department and children == entry.children
        return entry if same else replace(entry, department=department, children=children)

    categories = tuple(named(entry, spot.at("categories", i)) for i, entry in enumerate(catalog.categories))
    return catalog if categories == catalog.categories else replace(catalog, categories=categories)


def relate(items: list[Item], problems: list[Problem], site_url: str = "") -> list[Item]:
    """The items with the ids of those they name by title, number, path or address; a name of several is a problem."""
    known = {item.id for item in items}
    wanting = [index for index, item in enumerate(items) if any(name not in known for _, name in _named(item.authored))]
    if not wanting:
        return items
    called = _called(items)
    folded: dict[str, tuple[str, ...]] = {}
    found = list(items)

    def alike(written: str) -> tuple[str, ...]:
        """The ids of the items whose name is the same but for the width and form of its signs, or has its number behind it."""
        if not folded:
            for name, ids in called.items():
                key = _folded(name)
                folded[key] = tuple(dict.fromkeys((*folded.get(key, ()), *ids)))
        cited = _CITED.fullmatch(written.strip())
        ways = (written, *cited.groups()) if cited else (written,)
        return next((found for way in ways if (found := folded.get(_folded(way), ()))), ())

    for index in wanting:
        item = items[index]

        def meant(written: str, spot: Spot, item: Item = item) -> str:
            """The id of the item that is meant, or what was written where that is not known."""
            if written in known:
                return written
            bare = _AROUND.sub("", written.strip().replace("\\", "/").removeprefix(site_url))
            beside = posixpath.normpath(f"{item.id.rpartition('/')[0]}/{bare}")
            if bare in known or beside in known:
                return bare if bare in known else beside
            ids = called.get(_BOOK.sub("", written.strip()), ()) or alike(written)
            # Nobody names an item in itself: of two that are called so, the other is meant.
            others = tuple(name for name in ids if name != item.id)
            return _one(written, others or ids, spot, problems)

        found[index] = replace(item, authored=_renamed(item.authored, item.spot, meant))
    return found


def _folded(name: str) -> str:
    """A name with its signs narrow, its brackets of one form, and no blanks or marks at its ends."""
    plain = unicodedata.normalize("NFKC", _BOOK.sub("", name)).translate(_BRACKETS)
    return "".join(plain.split()).strip("。.,;、").lower()


def _called(items: Iterable[Item]) -> Mapping[str, tuple[str, ...]]:
    """The ids of items by title, document number and index number."""
    found: dict[str, dict[str, None]] = {}
    for item in items:
        authored = item.authored
        for name in (_BOOK.sub("", authored.title), authored.doc_number, authored.index_number):
            if name:
                found.setdefault(name, {})[item.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _named(authored: Authored) -> Iterable[tuple[str, str]]:
    """The items that one names, each with the field."""
    for field in ("supersedes", "explains", "related"):
        for name in getattr(authored, field):
            yield field, name
    if authored.follows:
        yield "follows", authored.follows
    if authored.superseded_by:
        yield "superseded_by", authored.superseded_by
    if authored.corrects:
        yield "corrects", authored.corrects.item


def _renamed(authored: Authored, spot: Spot, meant: Callable[[str, Spot], str]) -> Authored:
    """The fields that an editor wrote, with the items that it names turned to ids by ``meant``."""

    def each(field: str, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(meant(name, spot.at(field, index)) for index, name in enumerate(names))

    corrects: Correction | None = authored.corrects
    if corrects:
        corrects = replace(corrects, item=meant(corrects.item, spot.at("corrects", "item")))
    return replace(
        authored,
        supersedes=each("supersedes", authored.supersedes),
        explains=each("explains", authored.explains),
        related=each("related", authored.related),
        follows=meant(authored.follows, spot.at("follows")) if authored.follows else "",
        superseded_by=meant(authored.superseded_by, spot.at("superseded_by")) if authored.superseded_by else "",
        corrects=corrects,
    )


def _one(written: str, ids: tuple[str, ...], spot: Spot | Position, problems: list[Problem], shown: Sequence[str] = ()) -> str:
    """The one id of a name, or the name where there is none; that there are several is a problem, with how each is written."""
    if len(ids) > 1:
        problems.append(Problem("name-ambiguous", spot, {"value": written, "known": ", ".join(shown or ids)}))
    return ids[0] if ids else written
