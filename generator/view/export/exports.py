"""The views of all exports of a site."""

from __future__ import annotations

from generator.frozen import frozen
from generator.model.project import Project
from generator.view.export.catalog import CatalogHead, MonthSlice, catalog_head, month_slices
from generator.view.export.dcat import DcatView, dcat_view
from generator.view.export.feeds import FeedView, latest_feed
from generator.view.export.sitemap import RobotsView, SitemapView, robots_view, sitemap_view


@frozen
class ExportViews:
    """The views of every export. Those of the months are made for the months that nobody has kept.

    ``data_json``: the profile asks for the catalog in that form, and the catalog has the facts that it takes.
    """

    head: CatalogHead
    months: tuple[MonthSlice, ...]
    dcat: DcatView
    feed: FeedView
    sitemap: SitemapView
    robots: RobotsView
    data_json: bool


def export_views(project: Project, key: str) -> ExportViews:
    """The views of a project's exports; ``key`` names the settings and the program."""
    return ExportViews(
        head=catalog_head(project),
        months=tuple(month_slices(project, key)),
        dcat=dcat_view(project),
        feed=latest_feed(project),
        sitemap=sitemap_view(project),
        robots=robots_view(project),
        data_json="dcat-us" in project.settings.profile.exports and not project.settings.missing_for_harvest,
    )
