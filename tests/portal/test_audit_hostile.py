"""A site that is read from outside names what it likes: the audit tells what it shows, and lives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.portal.audit_source import folder_getter, look, web_getter
from generator.portal.fetch import Fetched, Fetcher

_INDEX = '<html><head><link type="application/rss+xml" href="{0}"></head><body><a href="{0}">a</a></body></html>'
_MAP = "<sitemapindex><loc>{0}</loc></sitemapindex>"
_ADDRESSES = [
    "http://[::1/",
    "//[x",
    "http://]/",
    "file:///etc/passwd",
    "../../../etc/passwd",
    "\x1b[2J",
    "http://169.254.169.254/",
]


@pytest.mark.parametrize("address", _ADDRESSES)
def test_no_address_of_a_site_in_a_folder_leads_out_or_ends_its_audit(address: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(_INDEX.format(address), "utf-8")
    (tmp_path / "sitemap.xml").write_text(_MAP.format(address), "utf-8")
    (tmp_path / "catalog.json").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "feed.xml")
    shown = look(folder_getter(tmp_path), "")
    assert (shown.pages, shown.entries, shown.files) == (0, (), ("sitemap.xml",))


@pytest.mark.parametrize("address", _ADDRESSES)
def test_no_address_of_a_site_on_the_web_leads_elsewhere_or_ends_its_audit(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    pages = {"https://site.example/": _INDEX.format(address), "https://site.example/sitemap.xml": _MAP.format(address)}

    def get(_: Fetcher, where: str, most: int) -> Fetched:
        asked.append(where)
        return Fetched(pages.get(where, "").encode(), "", "", where, "")

    monkeypatch.setattr(Fetcher, "get", get)
    home = "https://site.example/"
    assert look(web_getter(home, Fetcher()), home).links[0].address == address
    assert all(where.startswith("https://site.example/") for where in asked)


def test_a_sitemap_of_very_many_leaves_the_rest_of_the_site_to_be_read_and_says_what_was_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = "https://site.example/"
    named = "".join(f"<loc>{home}maps/{number}.xml</loc>" for number in range(5000))
    feed = '<rss version="2.0"><channel><item><title>A notice</title><link>https://site.example/a/</link></item></channel></rss>'

    def get(_: Fetcher, where: str, most: int) -> Fetched:
        part = "<urlset><loc>https://site.example/a/</loc></urlset>" if "/maps/" in where else ""
        pages = {
            home: "<a href='a/'>a</a>",
            f"{home}sitemap.xml": f"<sitemapindex>{named}</sitemapindex>",
            f"{home}feed.xml": feed,
        }
        return Fetched(pages.get(where, part).encode(), "", "", where, "")

    monkeypatch.setattr(Fetcher, "get", get)
    shown = look(web_getter(home, Fetcher()), home)
    assert (shown.pages, shown.unread, shown.source, len(shown.entries)) == (20, 4980, "feed.xml", 1)
