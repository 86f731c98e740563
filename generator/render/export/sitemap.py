"""``sitemap.xml`` and ``robots.txt``: what search engines are told (https://www.sitemaps.org/protocol.html, RFC 9309)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from generator import urls
from generator.signs import xml_text
from generator.view.export.sitemap import RobotsView, SitemapView

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render_sitemap(view: SitemapView, parts: Mapping[str, str]) -> dict[str, bytes]:
    """The sitemap by its files: every page with the day it last changed for its readers, where that is known.

    ``parts`` are the entries of the items, each on a line, by their period, or all of them without one. In parts it is an index
    of files that what is new elsewhere leaves as they are. A sitemap holds full addresses only: where the site has none, there
    is no sitemap.
    """
    if not view.site_url:
        return {}
    above = [sitemap_entry(view.site_url, address, changed) for address, changed in view.entries]
    if not any(parts):
        return {urls.SITEMAP: _file("urlset", [*above, *parts.values()])}
    files = {urls.sitemap_part(urls.SITEMAP_PAGES): _file("urlset", above)}
    files |= {urls.sitemap_part(period): _file("urlset", [entries]) for period, entries in parts.items()}
    return {urls.SITEMAP: _index(urls.absolute(view.site_url, name) for name in files), **files}


def render_sitemap_of_sitemaps(view: SitemapView, others: Sequence[str]) -> dict[str, bytes]:
    """The sitemap of a site over others, by its files: an index of its own pages and of the sitemaps at these full addresses."""
    if not view.site_url or not others:
        return render_sitemap(view, {})
    own = urls.sitemap_part(urls.SITEMAP_PAGES)
    entries = (sitemap_entry(view.site_url, address, changed) for address, changed in view.entries)
    return {urls.SITEMAP: _index([urls.absolute(view.site_url, own), *others]), own: _file("urlset", entries)}


def _index(addresses: Iterable[str]) -> bytes:
    return _file("sitemapindex", (f"<sitemap><loc>{xml_text(address)}</loc></sitemap>\n" for address in addresses))


def _file(root: str, entries: Iterable[str]) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{"".join(entries)}</{root}>\n'.encode()


def sitemap_entry(site_url: str, address: str, changed: dt.date | None) -> str:
    """The entry of a page, on a line of its own."""
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{xml_text(urls.absolute(site_url, address))}</loc>{when}</url>\n"


def render_robots(view: RobotsView) -> bytes:
    """The bytes of ``robots.txt``."""
    if view.closed:
        return b"User-agent: *\nDisallow: /\n"
    sitemap = f"Sitemap: {urls.absolute(view.site_url, 'sitemap.xml')}\n" if view.site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
