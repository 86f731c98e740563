"""Rules on editions: each has a folder of its own, and what is for others is in none of its categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.rule import rule
from generator.load.settings.editions import is_folder_name
from generator.model.catalog import Catalog, Category
from generator.model.item import Item
from generator.model.shown import Shown
from generator.problems import Problem, Severity, Spot

EDITION_FOLDER = "edition-folder"
EDITION_AUDIENCES = "edition-audiences"
EDITION_ADDRESS_TWICE = "edition-address-twice"
CATEGORY_HIDDEN = "category-hidden"

_CATALOG = Spot("catalog.yml")


@rule(EDITION_FOLDER, EDITION_AUDIENCES, severity=Severity.ERROR, waivable=False)
def check_edition_folders(catalog: Catalog) -> Iterator[Problem]:
    """Each edition goes to a folder of its own in that of the site, and audiences are those of editions where there are any."""
    seen: dict[str, str] = {}
    for index, entry in enumerate(catalog.editions):
        folder = entry.folder(first=index == 0)
        folded = folder.lower()
        spot = _CATALOG.at("editions", index, "output" if entry.output else "id")
        if not is_folder_name(folder):
            yield Problem(EDITION_FOLDER, spot, {"value": folder})
        elif folded in seen:
            yield Problem(EDITION_FOLDER, spot, {"value": folder, "other": seen[folded]})
        seen.setdefault(folded, entry.shown_name)
    if catalog.editions and catalog.audiences:
        yield Problem(EDITION_AUDIENCES, Spot("catalog.yml", ("audiences",), key=True))


@rule(EDITION_ADDRESS_TWICE, severity=Severity.ERROR)
def check_edition_addresses(catalog: Catalog, shown: Shown) -> Iterator[Problem]:
    """Each edition has an address of its own on the web: of two at one address one would stand in the place of the other."""
    seen: dict[str, str] = {}
    for index, entry in enumerate(catalog.editions):
        # That of the site is the first edition's; in the run of another the catalog has the address of that one.
        address = entry.site_url or (catalog.site_url if index == 0 and shown.edition.default else None)
        folded = str(address or "").lower().rstrip("/").partition("//")[2]
        if folded in seen:
            values = {"address": str(address), "other": seen[folded]}
            yield Problem(EDITION_ADDRESS_TWICE, _CATALOG.at("editions", index, "site_url"), values)
        elif folded:
            seen[folded] = entry.shown_name


@rule(CATEGORY_HIDDEN, severity=Severity.ERROR)
def check_categories_shown(shown: Shown, categories: Mapping[str, Category]) -> Iterator[Problem]:
    """An item that an edition shows stands in no category that it does not: its page would lead there, and name it."""
    if not shown.hidden_categories:
        return
    for item in shown.items:
        yield from _hidden(item, shown, categories)


def _hidden(item: Item, shown: Shown, categories: Mapping[str, Category]) -> Iterator[Problem]:
    for index, name in enumerate(item.authored.category):
        if name in shown.hidden_categories:
            values = {"title": item.authored.title, "category": categories[name].name, "audience": categories[name].audience}
            yield Problem(CATEGORY_HIDDEN, item.spot.at("category", index), values)
