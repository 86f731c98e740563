"""The editions that a catalog names: whom each is for, by the keys of audiences, and the one that a run is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator import urls
from generator.load.inputs import OWN_DATA
from generator.load.settings.catalog import load_catalog, load_labels
from generator.load.settings.languages import LABELS, catalog_text, peek_language
from generator.load.source.source import CONTENT
from generator.model.catalog import Catalog, CategoryEntry
from generator.model.content import Content
from generator.model.edition import Edition, EditionEntry
from generator.model.page import Page
from generator.model.profile import Profile
from generator.model.redirect import Redirect
from generator.model.settings import Settings
from generator.model.shown import Shown
from generator.names import path_fault
from generator.presence import CATALOG, exists
from generator.problems import Problem, Spot
from generator.text import nearest

# Folders of a site that are read, or that other tools keep.
_TAKEN = frozenset(name.lower() for name in (CONTENT, *OWN_DATA, "archive", "docs"))


def is_folder_name(name: str) -> bool:
    """True if a folder of this name in that of the site may be an edition's: it has no other use, and leads nowhere else."""
    folded = name.lower()
    return not (set("/\\") & set(name) or folded.startswith(".") or folded in _TAKEN or path_fault(name))


def peek_editions(site: Path) -> tuple[EditionEntry, ...]:
    """The editions of a site, read before anything is said about it; none where its catalog cannot be read."""
    if not _may_name_any(site):  # as almost every site: reading its catalog twice takes longer than all the rest of this
        return ()
    catalog = load_catalog(site, load_labels(site, peek_language(site)), [])
    return catalog.editions if catalog else ()


def _may_name_any(site: Path) -> bool:
    """False for a catalog in whose text the name of the field does not stand; own labels may give it another one."""
    return "editions" in catalog_text(site) or exists(site / LABELS)


def with_audiences(catalog: Catalog, profile: Profile, problems: list[Problem]) -> Catalog:
    """The catalog with the keys of audiences in the place of their names; one that stands in no list joins ``problems``."""
    known, spot = profile.lists.get("audience", {}), Spot(CATALOG)

    def categories(entries: tuple[CategoryEntry, ...], place: Spot) -> tuple[CategoryEntry, ...]:
        """The entries with the keys of their audiences."""
        return tuple(
            replace(
                entry,
                audience=_key(entry.audience, known, place.at(index, "audience"), problems) if entry.audience else "",
                children=categories(entry.children, place.at(index, "children")),
            )
            if entry.audience or entry.children
            else entry
            for index, entry in enumerate(entries)
        )

    editions = tuple(
        replace(
            entry,
            audiences=tuple(
                _key(name, known, spot.at("editions", index, "audiences", number), problems)
                for number, name in enumerate(entry.audiences)
            ),
        )
        for index, entry in enumerate(catalog.editions)
    )
    return replace(catalog, editions=editions, categories=categories(catalog.categories, spot.at("categories")))


def page_for(page: Page, profile: Profile, problems: list[Problem]) -> Page:
    """The page with the key of its audience in the place of its name; one that stands in no list joins ``problems``."""
    written = page.head.audience
    if not written:
        return page
    key = _key(written, profile.lists.get("audience", {}), page.spot.at("audience"), problems)
    return replace(page, head=replace(page.head, audience=key))


def edition_of(catalog: Catalog, profile: Profile, today: dt.date, wanted: str, audiences: Iterable[str]) -> Edition:
    """The edition that a run is about: the one that is wanted by its id, the first of the catalog, or the only one.

    ``audiences`` that are asked for go before those of a catalog without editions.
    """
    asked = frozenset(audiences)
    entry = next((entry for entry in catalog.editions if entry.id == wanted), next(iter(catalog.editions), None))
    if entry is None or asked:
        return Edition(today=today, audiences=asked or frozenset(catalog.audiences or profile.published_audiences))
    inner = not set(entry.audiences) <= set(profile.published_audiences)
    return Edition(
        today=today,
        audiences=frozenset(entry.audiences),
        id=entry.id,
        name=entry.shown_name,
        banner=entry.banner,
        internal=inner if entry.internal is None else entry.internal,
        default=entry is catalog.editions[0],
    )


def catalog_of(catalog: Catalog, edition: Edition) -> Catalog:
    """The catalog as an edition has it: with the address that it has on the web. One that is internal has none but its own."""
    entry = next((entry for entry in catalog.editions if entry.id == edition.id), None)
    if entry is None:
        return catalog
    return replace(catalog, site_url=entry.site_url or (None if edition.internal else catalog.site_url))


def redirects_of(redirects: tuple[Redirect, ...], shown: Shown, content: Content, settings: Settings) -> tuple[Redirect, ...]:
    """The redirects of an edition: none that leads to what is for others."""
    audiences = shown.edition.audiences
    hidden = {item.address for item in content.items if item.authored.audience not in audiences}
    hidden |= {page.address for page in content.pages} - {page.address for page in shown.pages}
    kept = [one for one in redirects if one.target_path not in hidden]
    gone = tuple(urls.category_address(name) for name in settings.categories if name in shown.hidden_categories)
    return tuple(one for one in kept if not one.target_path.startswith(gone)) if gone else tuple(kept)


def _key(written: str, known: Mapping[str, str], spot: Spot, problems: list[Problem]) -> str:
    """The key of an audience that is written by its key or its name, or what is written and a problem."""
    key = written if written in known else next((key for key, label in known.items() if label == written), "")
    if key:
        return key
    names = list(known if written.isascii() else known.values())
    values = {"field": "audience", "value": written, "known": ", ".join(names), "suggestion": nearest(written, names)}
    problems.append(Problem("value-not-listed", spot, values))
    return written
