"""Completions that the shell offers behind an option: the kinds, categories, departments and profiles of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from generator.load.settings.catalog import load_catalog, load_labels
from generator.load.settings.languages import peek_language
from generator.load.settings.profile import load_profile
from generator.load.shipped import list_data
from generator.model.catalog import Catalog, walk_categories
from generator.model.labels import Labels
from generator.presence import is_site
from generator.run.scope import find_site

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _site(context: click.Context) -> Path:
    site = context.params.get("site") or Path()
    return find_site(site) or site


def _offered(names: Mapping[str, str], begun: str) -> list[CompletionItem]:
    """The names that begin as a word does, or whose labels do, each with its label."""
    return [
        CompletionItem(name, help=label) for name, label in names.items() if name.startswith(begun) or label.startswith(begun)
    ]


def _catalog(context: click.Context) -> tuple[Path, Labels, Catalog | None]:
    """The site that a command is about, its words, and its catalog; None where there is none."""
    site = _site(context)
    labels = load_labels(site, peek_language(site))
    return site, labels, load_catalog(site, labels, []) if is_site(site) else None


def complete_kind(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The kinds of the profile of the site."""
    site, labels, catalog = _catalog(context)
    profile = load_profile(site, catalog.profile, labels, []) if catalog else None
    return _offered({name: kind.label for name, kind in profile.kinds.items()} if profile else {}, begun)


def complete_category(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The categories of the catalog of the site."""
    catalog = _catalog(context)[2]
    found = {category.id: category.name for category in walk_categories(catalog.categories)} if catalog else {}
    return _offered(found, begun)


def complete_department(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The departments of the catalog of the site."""
    catalog = _catalog(context)[2]
    return _offered({one.id: one.name for one in catalog.departments} if catalog else {}, begun)


def complete_profile(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The profiles that there are."""
    names = (file.removesuffix(".yml") for file in list_data(_site(context), "site_config/profiles"))
    return _offered(dict.fromkeys(names, ""), begun)


def complete_template(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """The templates that a site may change."""
    from generator.scaffold.theme import template_names

    return _offered(dict.fromkeys(template_names(), ""), begun)
