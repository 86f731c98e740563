"""Configuration for the server: complete, and of one mind with the pages."""

from __future__ import annotations

import html
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.sites import BASE, build_site, write_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write_site(tmp_path_factory.mktemp("site"), BASE)
    assert build_site(site).published
    return site


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile", "apache.conf"])
def test_a_server_says_what_the_pages_say_and_forbids_frames(site: Path, name: str) -> None:
    text = (site / ".site.build/web" / name).read_text("utf-8")
    assert "@POLICY" not in text
    said = [policy for policy in re.findall(r'Content-Security-Policy "([^"]+)"', text) if policy != "frame-ancestors 'self'"]
    pages = [site / "site/index.html", site / "site/404.html"]
    metas = [re.search(r'Content-Security-Policy" content="([^"]+)"', page.read_text("utf-8")) for page in pages]
    assert said == [f"{html.unescape(meta[1])}; frame-ancestors 'self'" for meta in metas if meta]
    for needed in (
        'Content-Disposition "attachment"',
        r"/\.",
        "nosniff",
        "immutable",
        "no-cache",
        "404.html",
        r"[0-9a-f]{10}\.(css|js)",
    ):
        assert needed in text


def test_hosts_that_read_other_files_are_told_the_same(site: Path) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', (site / "site/404.html").read_text("utf-8"))
    assert policy is not None
    said = f"{html.unescape(policy[1])}; frame-ancestors 'self'"
    folder = site / ".site.build/web"
    headers = (folder / "_headers").read_text("utf-8")
    assert f"/*\n  Content-Security-Policy: {said}\n" in headers
    assert "/assets/*.js\n  Cache-Control: public, max-age=31536000, immutable" in headers
    iis = ElementTree.parse(folder / "web.config")
    names = {one.get("name"): one.get("value") for one in iis.iter("add") if one.get("name")}
    assert names["Content-Security-Policy"] == said
    assert names["X-Content-Type-Options"] == "nosniff"
    types = {one.get("fileExtension") for one in iis.iter("mimeMap")}
    assert {".json", ".jsonld", ".bin", ".ofd"} <= types
    assert {one.get("path") for one in iis.iter("error")} == {"404.html"}


def test_it_is_no_part_of_the_public_site(site: Path) -> None:
    names = {path.name for path in (site / "site").rglob("*")}
    assert not names & {"nginx.conf", "Caddyfile", "apache.conf", "web.config", "_headers"}


def test_what_is_kept_for_ever_has_a_name_of_its_content(site: Path) -> None:
    page = (site / "site/index.html").read_text("utf-8")
    assert re.findall(r'(?:href|src)="\./assets/([\w-]+)\.([0-9a-f]{10})?\.?(css|js)"', page)
    for name in re.findall(r'(?:href|src)="\./(assets/[^"]+\.(?:css|js))"', page):
        assert re.search(r"\.[0-9a-f]{10}\.(css|js)$", name), name
        assert (site / "site" / name).is_file()


def test_of_an_inner_edition_every_server_keeps_search_engines_out_of_every_file(tmp_path: Path, site: Path) -> None:
    """The pages say so themselves; attachments, feeds and data can say it only by the server."""
    inner = "editions: [{id: staff, name: 院内, audiences: [public], internal: true}]\ndepartments:"
    other = write_site(tmp_path / "site", BASE.replace("departments:", inner, 1))
    assert build_site(other).published
    for name in ("nginx.conf", "Caddyfile", "apache.conf", "_headers", "web.config"):
        text = (other / ".site.build/web" / name).read_text("utf-8")
        assert "@CLOSED@" not in text
        # Whatever says how a file is to be read says this too: of the sections of nginx each needs it again.
        assert text.count("noindex, nofollow") == text.count("nosniff") > 0
        assert "X-Robots-Tag" not in (site / ".site.build/web" / name).read_text("utf-8")
    ElementTree.parse(other / ".site.build/web/web.config")
