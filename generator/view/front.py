"""The pages there is one of: home, catalog, search, not found; and the pages of addresses that lead elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from generator import urls
from generator.model.card import Card
from generator.model.kind_tables import kind_tables
from generator.model.listings import Listings
from generator.model.project import Project
from generator.model.settings import Settings
from generator.view.columns import column_of
from generator.view.parts import Counted, Head, Way
from generator.view.records import (
    CatalogView,
    Contact,
    HomeView,
    MovedView,
    NotFoundView,
    Publisher,
    SearchView,
)
from generator.view.search_words import search_words

LATEST = 8
# On the search page: items, words, and signs of a word.
LATEST_FOUND, OFTEN, LONGEST_WORD = 5, 12, 20


def home_view(project: Project, listings: Listings, cards: Mapping[str, Card], links: tuple[tuple[str, str], ...]) -> HomeView:
    """The view of the home page; ``links`` are those of the introduction with their addresses."""
    settings = project.settings
    tops = [category for category in settings.categories.values() if not category.parents]
    return HomeView(
        head=Head(address=urls.HOME, column=column_of(settings, "home")),
        introduction=project.content.introduction.body,
        links=links,
        latest=tuple(cards[item.id] for item in project.shown.items[:LATEST]),
        total=len(project.shown.items),
        categories=tuple(_counted(settings, listings, category.id) for category in tops),
        axes=_axes(settings, listings),
        publisher=_publisher(settings),
        own_links=tuple(Way(link.name, link.path) for link in settings.catalog.appearance.home_links),
    )


def catalog_view(project: Project, listings: Listings, sizes: Mapping[str, int]) -> CatalogView:
    """The view of the entrance to the catalog; ``sizes`` are those of the files for machines, in bytes."""
    settings = project.settings
    title = settings.profile.columns.catalog
    departments = [(department, len(listings.by_department[department.id])) for department in settings.departments.values()]
    return CatalogView(
        head=Head(address=urls.CATALOG, column=column_of(settings, "catalog"), trail=(Way(title, urls.CATALOG),)),
        categories=tuple(_counted(settings, listings, name) for name in settings.categories),
        years=tuple(
            Counted(str(year), urls.year_address(str(year)), len(items))
            for year, items in sorted(listings.by_year.items(), reverse=True)
        ),
        departments=tuple(
            Counted(department.name, urls.department_address(department.id), total) for department, total in departments if total
        ),
        matters=tuple(
            Counted(table.title, urls.matter_table_address(table.id), len(table.matters)) for table in settings.matter_tables
        ),
        kinds=tuple(
            Counted(table.kind.label, urls.kind_address(table.name), len(table.items))
            for table in kind_tables(settings, project.shown.items)
        ),
        axes=_axes(settings, listings),
        total=len(project.shown.items),
        sizes=tuple(sizes.items()),
    )


def search_view(project: Project, cards: Mapping[str, Card]) -> SearchView:
    """The view of the search page."""
    settings = project.settings
    counts = Counter(word for item in project.shown.items if not item.authored.withdrawn for word in item.authored.keywords)
    often = sorted((word for word in counts if len(word) <= LONGEST_WORD), key=lambda word: (-counts[word], word))
    title = settings.labels.text["search"]
    return SearchView(
        head=Head(address=urls.SEARCH, column=column_of(settings, "other", name=title), trail=(Way(title, urls.SEARCH),)),
        fields=tuple(name for name in ("title", "doc_number", "index_number", "text") if _is_had(name, settings)),
        categories=tuple((category.id, category.name, category.depth) for category in settings.categories.values()),
        words=json.dumps(search_words(settings), ensure_ascii=False),
        applies=any(page.id == "apply" for page in project.content.pages),
        often=tuple(often[:OFTEN]),
        latest=tuple(cards[item.id] for item in project.shown.items[:LATEST_FOUND]),
    )


def _is_had(name: str, settings: Settings) -> bool:
    """True for a field that items of the profile have."""
    return name in ("title", "text") or name in settings.profile.fields


def not_found_view(settings: Settings) -> NotFoundView:
    """The view of the page for addresses where nothing is."""
    return NotFoundView(head=Head(address=urls.NOT_FOUND, column=None), title=settings.labels.text["not_found"])


def moved_views(project: Project) -> Iterator[MovedView]:
    """The view of each address that leads elsewhere."""
    redirects = project.records.redirects
    items = {item.address: item for item in project.content.items if item.authored.draft} if redirects else {}
    for redirect in redirects:
        target = items.get(redirect.target_path)
        if target and redirect.waits(target, project.shown.addresses):
            continue
        path, mark, fragment = redirect.to.partition("#")
        root = urls.root_from(redirect.address)
        title = project.settings.labels.text["moved"]
        yield MovedView(
            head=Head(
                address=redirect.address,
                column=column_of(project.settings, "catalog"),
                trail=(Way(project.settings.profile.columns.catalog, urls.CATALOG), Way(title, redirect.address)),
            ),
            target=redirect.to if redirect.leaves else urls.href(root, path) + mark + quote(fragment),
            target_title=project.shown.titles.get(path, redirect.to),
            reason=redirect.reason,
        )


def _axes(settings: Settings, listings: Listings) -> tuple[tuple[str, tuple[Counted, ...]], ...]:
    """The further axes of the catalog: the label of each, and its values that have items."""
    found: dict[str, list[Counted]] = {}
    for name, items in listings.by_value.items():
        field, _, value = name.partition("/")
        axis = settings.axes[field]
        found.setdefault(axis.label, []).append(Counted(axis.values.get(value, value), axis.address(value), len(items)))
    return tuple((label, tuple(values)) for label, values in found.items())


def _counted(settings: Settings, listings: Listings, name: str) -> Counted:
    category = settings.categories[name]
    return Counted(category.name, urls.category_address(name), len(listings.by_category[name]), category.depth)


def _publisher(settings: Settings) -> Publisher:
    """The public body as machines are told of it."""
    catalog = settings.catalog
    first = catalog.offices[0] if catalog.offices else None
    return Publisher(
        code=catalog.publisher.code,
        region=catalog.publisher.region,
        address=first.address if first else "",
        postcode=first.postcode if first else "",
        contacts=tuple(
            Contact(name=office.name, role=office.role, phone=office.phone, fax=office.fax, email=office.email)
            for office in catalog.offices
        ),
    )
