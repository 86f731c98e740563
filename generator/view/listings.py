"""The pages of listings: a slice for each listing, and the views of its pages from its lines and the settings alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator import urls
from generator.digests import key_of
from generator.model.card import Card
from generator.model.listing_pages import ListingPage, listing_addresses, listing_pages
from generator.model.listings import Line, Listings, line_of
from generator.model.project import Project
from generator.model.settings import Settings
from generator.view.columns import column_of
from generator.view.parts import Counted, Head, Way
from generator.view.records import ListingView
from generator.view.slices import Slice


def cards_of(project: Project, states: Mapping[str, str]) -> dict[str, Card]:
    """The card of each item that is shown, by its id."""
    found, categories = {}, project.settings.categories
    for item in project.shown.items:
        state, authored = states.get(item.id, ""), item.authored
        language = project.settings.other_language(authored.language)
        number = authored.doc_number if state != "withdrawn" else ""
        category = categories[authored.category[0]].name if authored.category else ""
        found[item.id] = Card(item.address, authored.title, str(authored.published), number, state, category, language)
    return found


def listing_slices(project: Project, listings: Listings, cards: Mapping[str, Card]) -> Iterator[Slice]:
    """The slices of all listings."""
    lines = {item.id: line_of(item, cards[item.id]) for item in project.shown.items}
    texts = {name: repr(line) for name, line in lines.items()}
    for kind, name, items in listings.members():
        below = project.settings.categories[name].children if kind == "category" else ()
        counts = {child: len(listings.by_category[child]) for child in below}
        key = key_of(project.settings.key, kind, name, repr(counts), *[texts[item.id] for item in items])
        own = [lines[item.id] for item in items]
        addresses = tuple(listing_addresses(project.settings, kind, name, own))
        yield Slice(f"{kind} {name}", key, (ListingView,), addresses, _Maker(project.settings, kind, name, own, counts))


class _Maker:
    """Makes the views of a listing from its lines, the counts of the categories below it, and the settings."""

    def __init__(self, settings: Settings, kind: str, name: str, lines: Sequence[Line], counts: Mapping[str, int]) -> None:
        self._settings, self._kind, self._name, self._lines, self._counts = settings, kind, name, lines, counts

    def __call__(self) -> Iterator[ListingView]:
        for page in listing_pages(self._settings, self._kind, self._name, self._lines):
            yield self._view(page)

    def _view(self, page: ListingPage) -> ListingView:
        """The view of a page of the listing."""
        settings, words = self._settings, self._settings.labels.text
        category = settings.categories[self._name] if self._kind == "category" else None
        name = page.title
        if self._kind == "year":
            name = words["listing_month" if page.narrowed else "listing_year"].format(year=name, month=name)
        cards = tuple(line.card for line in page.lines if line.card)
        title = name if page.total is not None else self._later(name, cards)
        first = page.address == page.whole
        trail = tuple(
            Way(settings.categories[up].name, urls.category_address(up)) for up in (category.parents if category else ())
        )
        answering, rhythm = (category.department, category.rhythm) if category else ("", None)
        described = category.description if category else ""
        if self._kind == "matter":
            matter, table = settings.matters[self._name], settings.table_of_matter[self._name]
            trail = (Way(table.title, urls.matter_table_address(table.id)),)
            answering, rhythm = matter.department or table.department, matter.rhythm
            described = settings.labels.text["list_join"].join(matter.values.get("content", ()))
        responsible = settings.departments.get(answering)
        here = settings.departments[self._name] if self._kind == "department" else None
        statement = category.nothing if category else None
        return ListingView(
            head=Head(
                address=page.address,
                column=column_of(settings, "catalog", category=self._name if category else ""),
                trail=(Way(settings.profile.columns.catalog, urls.CATALOG), *trail, Way(title, page.address)),
                feed=self._feed(),
            ),
            title=title,
            name=name,
            description=described or f"{settings.title} · {name}",
            introduction=described,
            responsible=Way(responsible.name, urls.department_address(responsible.id)) if responsible else None,
            contact=" ".join(filter(None, (here.contact, here.phone))) if here and here.contact else "",
            rhythm=rhythm or "",
            children=tuple(
                Counted(settings.categories[child].name, urls.category_address(child), total)
                for child, total in (self._counts.items() if first else ())
            ),
            choices=page.choices,
            all_address=page.whole,
            narrowed=page.narrowed,
            total=page.total,
            numbers=page.numbers,
            previous=page.newer,
            next=page.older,
            cards=cards,
            nothing=(statement.statement or words["listing_empty"], str(statement.date)) if statement else None,
            trail=trail,
            mixed=category is None,
        )

    def _later(self, name: str, cards: Sequence[Card]) -> str:
        """The title of a page behind the first of its part, which tells the days that it holds."""
        shown = self._settings.dates.shown
        return self._settings.labels.text["listing_days"].format(title=name, first=shown(cards[-1].day), last=shown(cards[0].day))

    def _feed(self) -> Way | None:
        """The feed of the listing: only categories and departments have one, and none without items."""
        settings = self._settings
        if self._kind not in ("category", "department") or not self._lines:
            return None
        listing = (settings.categories if self._kind == "category" else settings.departments)[self._name]
        return Way(f"{settings.title} · {listing.name}", urls.listing_feed(self._kind, self._name))
