"""``sitemap.xml`` and ``robots.txt``: what search engines are told (https://www.sitemaps.org/protocol.html, RFC 9309)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from generator import urls
from generator.signs import xml_text
from generator.view.export.sitemap import RobotsView, SitemapView


def render_sitemap(view: SitemapView, items: Iterable[str]) -> bytes:
    """The bytes of the sitemap: every page with the day it last changed for its readers, where that is known.

    ``items`` are the entries of the items.
    """
    above = "".join(sitemap_entry(view.site_url, address, changed) for address, changed in view.entries)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{namespace}">\n{above}{"".join(items)}</urlset>\n'.encode()


def sitemap_entry(site_url: str, address: str, changed: dt.date | None) -> str:
    """The entry of a page."""
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{xml_text(urls.absolute(site_url, address)) or './'}</loc>{when}</url>\n"


def render_robots(view: RobotsView) -> bytes:
    """The bytes of ``robots.txt``."""
    if view.preview:
        return b"User-agent: *\nDisallow: /\n"
    sitemap = f"Sitemap: {urls.absolute(view.site_url, 'sitemap.xml')}\n" if view.site_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
