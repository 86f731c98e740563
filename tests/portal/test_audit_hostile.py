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
