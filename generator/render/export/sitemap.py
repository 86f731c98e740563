"""``sitemap.xml`` and ``robots.txt``: what search engines are told (https://www.sitemaps.org/protocol.html, RFC 9309)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from generator import urls
from generator.signs import xml_text
from generator.view.export.sitemap import RobotsView, SitemapView

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Addresses in one file, of which 50 MB are allowed: some hundred bytes each.
_MOST = 50_000


def render_sitemap(view: SitemapView, months: Sequence[str]) -> dict[str, bytes]:
    """The sitemap by its files: every page with the day it last changed for its readers, where that is known.

    ``months`` are the entries of the items, newest first, each on a line. In parts the oldest come first, so that what is new
    changes the last one alone. A sitemap holds full addresses only: where the site has none, there is no sitemap.
    """
    if not view.site_url:
        return {}
    above = [sitemap_entry(view.site_url, address, changed) for address, changed in view.entries]
    if len(above) + sum(month.count("\n") for month in months) <= _MOST:
        return {urls.SITEMAP: _file("urlset", [*above, *months])}
    whole = [entry for month in reversed(months) for entry in month.splitlines(keepends=True)] + above
    parts = [whole[start : start + _MOST] for start in range(0, len(whole), _MOST)]
    files = {urls.sitemap_part(number): _file("urlset", part) for number, part in enumerate(parts, 1)}
    named = (f"<sitemap><loc>{xml_text(urls.absolute(view.site_url, name))}</loc></sitemap>\n" for name in files)
    return {urls.SITEMAP: _file("sitemapindex", named), **files}


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
