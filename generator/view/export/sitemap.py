"""The views of ``sitemap.xml``, beside the items, and of ``robots.txt``."""

from __future__ import annotations

import datetime as dt

from generator import urls
from generator.model.kind_tables import kind_tables
from generator.model.listing_pages import PAGE_SIZE
from generator.model.listings import Listings, listing_start
from generator.model.project import Project
from generator.view.record import view
from generator.view.reports import has_trends


@view
class SitemapView:
    """The pages that are no items, each with the day it last changed for its readers where that is known."""

    site_url: str
    entries: tuple[tuple[str, dt.date | None], ...]


@view
class RobotsView:
    """The address of the site; ``closed`` if no search engine may read what is built: a preview, an inner edition."""

    site_url: str
    closed: bool


def sitemap_view(project: Project) -> SitemapView:
    """The view of the sitemap."""
    changed_on, reports = project.shown.changed_on, project.shown.reports
    newest = max(map(changed_on, project.shown.items), default=None)
    newest_report = max((report.head.published for report in reports if report.head.published), default=None)
    entries: list[tuple[str, dt.date | None]] = [(urls.HOME, newest), (urls.CATALOG, newest)]
    if project.shown.has_reports_column:
        entries.append((urls.REPORTS, newest_report))
    if has_trends(project):
        entries.append((urls.REPORT_TRENDS, newest_report))
    entries += [(page.address, page.updated) for page in project.content.pages]
    entries += [(report.address, report.head.published) for report in reports]
    entries += [
        (listing_start(kind, name), max(map(changed_on, items[:PAGE_SIZE]), default=None))
        for kind, name, items in Listings(project.settings, project.shown).members()
    ]
    tables = kind_tables(project.settings, project.shown.items)
    entries += [(urls.kind_address(table.name), max(map(changed_on, table.items), default=None)) for table in tables]
    entries += [(urls.matter_table_address(table.id), newest) for table in project.settings.matter_tables]
    return SitemapView(site_url=project.settings.site_url, entries=tuple(entries))


def robots_view(project: Project) -> RobotsView:
    """The view of ``robots.txt``."""
    return RobotsView(site_url=project.settings.site_url, closed=project.edition.preview or project.edition.internal)
