"""Rules on names: categories, departments, requirements, items and facts that are named exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.check.rule import rule
from generator.late import late
from generator.model.catalog import Catalog, Category, CategoryEntry, Department
from generator.model.facts import fact_names
from generator.model.item import Item
from generator.model.page import Page
from generator.model.profile import Profile
from generator.model.settings import Settings
from generator.problems import Mend, Problem, Severity, Spot
from generator.text import nearest

CATEGORY_UNKNOWN = "category-unknown"
DEPARTMENT_UNKNOWN = "department-unknown"
REQUIREMENT_UNKNOWN = "requirement-unknown"
AUDIENCE_UNKNOWN = "audience-unknown"
ID_REPEATED = "id-repeated"
NAME_REPEATED = "name-repeated"
ITEM_UNKNOWN = "item-unknown"
FACT_UNKNOWN = "fact-unknown"
FACT_UNMARKED = "fact-unmarked"

# The name of a fact in one brace, in wide ones, or in square ones.
_OTHER_BRACES = late(
    r"(?:(?<!\{)\{|[｛【［]{1,2}|\[{1,2})[ \u3000]*(?P<name>[a-z_]+(?:\.[a-z_]+)*)[ \u3000]*"
    r"(?:\}(?!\})|[｝】］]{1,2}|\]{1,2}(?![(\[]))"
)
_IS_NONE = late(r"无|暂无|没有|是|否|none|n/?a|yes|no|-+|/", re.IGNORECASE)
_HAN = "零一二三四五六七八九"
_CLAUSE = late(r"([一二三四五六七八九十]{1,3}|\d{1,2})条.*?第?\s*[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})[）)]?\s*项")
_ROMAN = late(r"(?:^|[\s(])([ivxl]+)\)?$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_BETWEEN = late(r"[\s、，,;；/和]+")
_CATALOG = Spot("catalog.yml")
_SHOWN = 40  # names that may be written, in a hint


@rule(CATEGORY_UNKNOWN, severity=Severity.ERROR)
def check_categories(items: tuple[Item, ...], categories: Mapping[str, Category]) -> Iterator[Problem]:
    """Items stand in categories of the catalog."""
    for item in items:
        for index, category in enumerate(item.authored.category):
            if category not in categories:
                names = {entry.name: name for name, entry in categories.items()}
                yield _unknown(CATEGORY_UNKNOWN, item.spot.at("category", index), category, categories, names)


@rule(DEPARTMENT_UNKNOWN, severity=Severity.ERROR)
def check_departments(items: tuple[Item, ...], catalog: Catalog, departments: Mapping[str, Department]) -> Iterator[Problem]:
    """Items and categories name departments of the catalog."""
    for item in items:
        department = item.authored.department
        if department and department not in departments:
            names = {entry.name: name for name, entry in departments.items()}
            yield _unknown(DEPARTMENT_UNKNOWN, item.spot.at("department"), department, departments, names)
    for spot, entry in _entries(catalog.categories, _CATALOG.at("categories")):
        if entry.department and entry.department not in departments:
            yield _unknown(DEPARTMENT_UNKNOWN, spot.at("department"), entry.department, departments)


@rule(REQUIREMENT_UNKNOWN, severity=Severity.ERROR)
def check_requirements(catalog: Catalog, requirements: Mapping[str, str]) -> Iterator[Problem]:
    """Categories answer requirements that the profile has."""
    for spot, entry in _entries(catalog.categories, _CATALOG.at("categories")):
        for index, answer in enumerate(entry.answers):
            if answer not in requirements:
                yield _unknown(REQUIREMENT_UNKNOWN, spot.at("answers", index), answer, requirements)


@rule(AUDIENCE_UNKNOWN, severity=Severity.ERROR)
def check_audiences(catalog: Catalog, profile: Profile, audiences: frozenset[str]) -> Iterator[Problem]:
    """The audiences a build includes are audiences of the profile; those of editions were looked up when they were read."""
    if catalog.editions:
        return
    known = profile.lists.get("audience", {})
    for audience in sorted(audiences - known.keys() - {""}):
        yield _unknown(AUDIENCE_UNKNOWN, _CATALOG.at("audiences"), audience, known)


@rule(NAME_REPEATED, severity=Severity.WARNING)
def check_catalog_names(catalog: Catalog) -> Iterator[Problem]:
    """Names of departments, and of categories beside or above each other, are not the same: readers could not tell them apart."""
    for name in ("departments", "categories"):
        yield from _repeated_names(getattr(catalog, name), _CATALOG.at(name))


@rule(ID_REPEATED, severity=Severity.ERROR)
def check_catalog_ids(catalog: Catalog) -> Iterator[Problem]:
    """An id stands for one thing: no two departments, no two categories of one parent, no two offices share one."""
    for name in ("departments", "offices", "editions"):
        spot = _CATALOG.at(name)
        yield from _repeated_ids([(spot.at(i), entry.id) for i, entry in enumerate(getattr(catalog, name))])
    yield from _repeated_categories(catalog.categories, _CATALOG.at("categories"))


@rule(ITEM_UNKNOWN, severity=Severity.ERROR)
def check_items(items: tuple[Item, ...], items_by_id: Mapping[str, Item], unread: frozenset[str]) -> Iterator[Problem]:
    """Items that an item names exist."""
    for item in items:
        for spot, reference in _references(item):
            if reference not in items_by_id and not _unread(unread, reference):
                titles = {other.authored.title: name for name, other in items_by_id.items()}
                yield _unknown(ITEM_UNKNOWN, spot, reference, items_by_id, titles)


@rule(FACT_UNKNOWN, severity=Severity.ERROR, waivable=False)
def check_facts(pages: tuple[Page, ...], settings: Settings) -> Iterator[Problem]:
    """The facts a page names in ``{{ … }}`` are facts of the catalog."""
    yield from unknown_facts(settings, pages)


@rule(FACT_UNMARKED, severity=Severity.WARNING)
def check_marks_of_facts(pages: tuple[Page, ...], settings: Settings) -> Iterator[Problem]:
    """The name of a fact stands between two braces on each side; in other signs it would be shown as it is."""
    known: set[str] = set()
    for page in pages:
        for written in _OTHER_BRACES.finditer(page.body):
            known = known or set(fact_names(settings))
            if written["name"] in known:
                right = f"{{{{ {written['name']} }}}}"
                spot = replace(page.body_spot, needle=written[0])
                yield Problem(FACT_UNMARKED, spot, {"value": written[0], "right": right}, mend=Mend(written[0], right))


def unknown_facts(settings: Settings, pages: Iterable[Page]) -> Iterator[Problem]:
    """The problems of facts that pages name and nobody knows: with such, no page can be made."""
    known = fact_names(settings)
    for page in pages:
        for fact in page.facts:
            if fact not in known:
                problem = _unknown(FACT_UNKNOWN, Spot(page.source, needle=_in_braces(fact, page.body)), fact, sorted(known))
                key = settings.labels.key_of(fact.rpartition(".")[2])
                meant = problem.values["suggestion"] or (nearest(f".{key}", sorted(known)) if key else "")
                yield replace(problem, values={**problem.values, "suggestion": meant})


def _references(item: Item) -> Iterator[tuple[Spot, str]]:
    """The items that an item names, each at its place."""
    authored = item.authored
    for name in ("supersedes", "explains", "related"):
        for index, reference in enumerate(getattr(authored, name)):
            yield item.spot.at(name, index), reference
    if authored.follows:
        yield item.spot.at("follows"), authored.follows
    if authored.superseded_by:
        yield item.spot.at("superseded_by"), authored.superseded_by
    if authored.corrects:
        yield item.spot.at("corrects", "item"), authored.corrects.item


def _unread(unread: frozenset[str], reference: str) -> bool:
    # The entries of a list file are known by the list, which may be the part that could not be read.
    return reference in unread or reference.rpartition("/")[0] in unread


def _entries(entries: tuple[CategoryEntry, ...], spot: Spot) -> Iterator[tuple[Spot, CategoryEntry]]:
    for index, entry in enumerate(entries):
        yield spot.at(index), entry
        yield from _entries(entry.children, spot.at(index, "children"))


def _repeated_categories(entries: tuple[CategoryEntry, ...], spot: Spot) -> Iterator[Problem]:
    yield from _repeated_ids([(spot.at(index), entry.id) for index, entry in enumerate(entries)])
    for index, entry in enumerate(entries):
        yield from _repeated_categories(entry.children, spot.at(index, "children"))


def _repeated_names(
    entries: Sequence[Department | CategoryEntry], spot: Spot, above: CategoryEntry | None = None
) -> Iterator[Problem]:
    """The problems of names that stand twice beside each other, or below what is called the same."""
    seen: dict[str, str] = {above.name: above.id} if above else {}
    for index, entry in enumerate(entries):
        first = seen.setdefault(entry.name, entry.id)
        if first != entry.id:  # the same id twice is told by itself
            yield Problem(NAME_REPEATED, spot.at(index, "name"), {"name": entry.name, "first": first, "second": entry.id})
        if isinstance(entry, CategoryEntry):
            yield from _repeated_names(entry.children, spot.at(index, "children"), entry)


def _in_braces(fact: str, text: str) -> str:
    """The name of a fact, with the braces before it where the text has the same words elsewhere before it."""
    written = re.search(rf"\{{\{{\s*{re.escape(fact)}", text)
    return written[0] if written and text.find(fact) < written.start() else fact


def _repeated_ids(found: Iterable[tuple[Spot, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for spot, name in found:
        if name in seen:
            yield Problem(ID_REPEATED, spot.at("id"), {"id": name})
        seen.add(name)


def _in_figures(numeral: str) -> int:
    """A number below a hundred, written in Chinese or in figures."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_HAN.index(tens) if tens else 1) * 10 * bool(ten) + (_HAN.index(ones) if ones else 0)


def _by_number(name: str, ids: Iterable[str]) -> str:
    """The one that is meant by the numerals of an Act: Roman ones at the end, as in 4(1)(b)(xii), or 第二十条第（五）项."""
    if clause := _CLAUSE.search(name):
        meant = ".".join(str(_in_figures(part)) for part in clause.groups())
        return meant if meant in ids else ""
    found = _ROMAN.search(name.lower())
    if found is None:
        return ""
    values = [_ROMAN_VALUES[sign] for sign in found[1]]
    number = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return next((one for one in ids if one == str(number)), "")


def _unknown(code: str, spot: Spot, name: str, known: Iterable[str], called: Mapping[str, str] | None = None) -> Problem:
    """The problem of a name that nothing is known by. ``called`` are the names that may be written in the place of ids."""
    ids = list(known)
    # In the words that it is written in: an id has no blank and no capital.
    names = list(called) if called and not (name.isascii() and name.islower() and " " not in name) else ids
    between = "; " if any("," in one for one in names) else ", "
    shown = between.join(names[:_SHOWN]) + ", …" * (len(names) > _SHOWN)
    pieces = [piece for piece in _BETWEEN.split(name) if piece in ids or (called and piece in called)]
    # An id and a name of the same one are one, and no way.
    same = pieces[-1] if len(pieces) > 1 and called and len({called.get(piece, piece) for piece in pieces}) == 1 else ""
    pieces = [] if same else pieces
    one = pieces[0] if code == DEPARTMENT_UNKNOWN and len(pieces) > 1 else ""
    several = ", ".join(pieces) if code in (CATEGORY_UNKNOWN, REQUIREMENT_UNKNOWN) and len(pieces) > 1 else ""
    return Problem(
        code,
        spot,
        {
            "value": name,
            "one": one,
            "none": name if _IS_NONE.fullmatch(name) else "",
            "several": several,
            "suggestion": same or nearest(name, names) or _by_number(name, ids),
            "known": shown,
        },
    )
