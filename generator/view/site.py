"""All slices of a site: what it shows, in pieces that are made or kept together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.digests import key_of
from generator.model.listings import Listings
from generator.model.project import Project
from generator.view.authored import page_views
from generator.view.front import catalog_view, home_view, moved_views, not_found_view, search_view
from generator.view.items import item_slices
from generator.view.kinds import kind_slices
from generator.view.listings import cards_of, listing_slices
from generator.view.matters import matter_slices
from generator.view.record import view_key
from generator.view.records import View
from generator.view.report_documents import report_notes
from generator.view.reports import report_pages, resolve_links
from generator.view.slices import Slice


def site_slices(
    project: Project, texts: Mapping[str, str], documents: Mapping[str, int], sizes: Callable[[], Mapping[str, int]]
) -> Iterator[Slice]:
    """The slices of a project. ``texts`` are the digests of authored pages by id, as the engine made them.

    ``documents`` are the sizes of the documents of reports by address, ``sizes`` gives those of the files for machines, all in
    bytes; it is asked last.
    """
    listings = Listings(project.settings, project.shown)
    cards = cards_of(project, project.states)
    yield from item_slices(project, project.relations)
    yield from listing_slices(project, listings, cards)
    yield from matter_slices(project)
    yield from kind_slices(project)
    yield _reports(project, documents)
    yield from (_alone(view) for view in moved_views(project))
    yield from (_alone(view) for view in page_views(project, texts))
    links = resolve_links(project.content.introduction.links, project.content.introduction, project)
    for view in (home_view(project, listings, cards, links), search_view(project, cards), not_found_view(project.settings)):
        yield _alone(view)
    yield _alone(catalog_view(project, listings, sizes()))


def _alone(view: View) -> Slice:
    """The slice of one page that there is no other like."""
    return Slice(f"page {address_of(view)}", view_key(view), (type(view),), (address_of(view),), lambda: iter((view,)))


def _reports(project: Project, sizes: Mapping[str, int]) -> Slice:
    """The slice of all that is made of annual reports: they are few, and show each other."""
    parts = [f"{filed.report!r}{filed.form!r}" for filed in project.shown.filed_reports]
    links = [repr(resolve_links(report.links, report, project)) for report in project.shown.reports]
    notes = [repr(report_notes(report, project)) for report in project.shown.reports]
    pages = list(report_pages(project, sizes))
    kinds = tuple(dict.fromkeys(page.kind for page in pages))
    key = key_of(project.settings.key, repr(project.edition.previewed_reports), repr(sizes), *parts, *links, *notes)
    return Slice("reports", key, kinds, tuple(page.address for page in pages), lambda: (page.view() for page in pages))


def address_of(view: View) -> str:
    """The address that a view is shown at."""
    head = getattr(view, "head", None)
    return head.address if head else view.address  # type: ignore[union-attr]  # a view has a head or an address
