"""A site that is read from outside names what it likes: the audit tells what it shows, and lives."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.load.attachment.child import Limits
from generator.load.settings.catalog import load_labels
from generator.load.settings.profile import load_profile
from generator.load.shipped import SHIPPED
from generator.portal import audit_source
from generator.portal.audit import audit, audit_as_text
from generator.portal.audit_source import folder_getter, look, web_getter
from generator.portal.fetch import Fetched, Fetcher
from generator.portal.web_faults import WebFault

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


_HOME = "<html><head><link type='application/rss+xml' href='feed.xml'></head><body></body></html>"
_RSS = b"<rss version='2.0'><channel><item><title>A notice</title></item></channel></rss>"
_ENTITIES = (
    b"<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss><channel><item><title>&b;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("feed.xml", _ENTITIES, "audit_broken"),
        ("feed.xml", _RSS[:40], "audit_broken"),
        ("feed.xml", b"<rss><channel>" + b"<item/>" * 3_000_000 + b"</channel></rss>", "audit_bomb"),
        ("catalog.json", b"[" * 1_000_000, "audit_broken"),
        ("catalog.json", b'{"items": "' + b" " * (33 << 20), "web_size"),
        ("feed.xml", b"<html><body>not here</body></html>", ""),
        ("feed.xml", b"<rss><channel></channel></rss>", ""),
        ("feed.xml", _RSS, ""),
    ],
    ids=["entities", "cut", "items", "deep", "long", "a page", "empty", "a feed"],
)
def test_a_file_that_is_there_and_cannot_be_read_is_not_told_as_missing(
    name: str, data: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_source, "_LIMITS", Limits(memory=300_000_000, processor_seconds=2, seconds=30.0))
    (tmp_path / "index.html").write_text(_HOME, "utf-8")
    (tmp_path / name).write_bytes(data)
    shown = look(folder_getter(tmp_path), "")
    assert [(file, fault.words) for file, fault in shown.faults] == ([(name, words)] if words else [])
    labels = load_labels(SHIPPED, "en")
    profile = load_profile(SHIPPED, "uk-publication-scheme", labels, [])
    assert profile
    told = audit_as_text(audit(shown, profile, labels, dt.date(2026, 6, 1)), labels)
    assert ("not read" in told) == bool(words)


def test_a_pipe_and_a_status_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(_HOME, "utf-8")
    os.mkfifo(tmp_path / "feed.xml")
    (tmp_path / "status.json").write_text("{", "utf-8")
    shown = look(folder_getter(tmp_path), "")
    assert [(file, fault.words) for file, fault in shown.faults] == [("feed.xml", "audit_unopened")]
    labels = load_labels(SHIPPED, "en")
    profile = load_profile(SHIPPED, "uk-publication-scheme", labels, [])
    assert profile
    told = audit_as_text(audit(shown, profile, labels, dt.date(2026, 6, 1)), labels)
    assert "feed.xml (it is no file that can be opened)" in told
    assert "status.json of the site cannot be understood" in told


def test_what_a_site_leads_elsewhere_with_is_told_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def get(_: Fetcher, where: str, most: int) -> Fetched:
        if where.endswith("/feed.xml"):
            raise WebFault("web_loop", count="5", target="https://site.example/again")
        if where.endswith("/"):
            return Fetched(_HOME.encode(), "", "", where, "")
        raise WebFault("web_absent", answered=True, status="404")

    monkeypatch.setattr(Fetcher, "get", get)
    home = "https://site.example/"
    shown = look(web_getter(home, Fetcher()), home)
    assert [(file, fault.words, fault.address) for file, fault in shown.faults] == [("feed.xml", "web_loop", f"{home}feed.xml")]


@pytest.mark.parametrize("address", ["https://host.example:99999/", "https://a b/", "https:///x", "http://[::1"])
def test_what_is_no_address_is_told_as_none(address: str) -> None:
    done = CliRunner().invoke(main, ["audit", address])
    assert (done.exit_code, done.exception.__class__) == (2, SystemExit)
    assert address in done.output


def test_a_host_of_an_inner_network_that_somebody_names_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.portal.fetch._resolved", lambda host, port, seconds: ["127.0.0.1"])
    done = CliRunner().invoke(main, ["audit", "https://gk.inner.example:9/"])
    assert "inner_hosts" not in done.output
    assert "gk.inner.example" in done.output


@pytest.mark.parametrize(
    "fault", [WebFault("web_elsewhere", target="https://other.example/"), WebFault("web_size", megabytes="32")]
)
def test_a_home_page_that_cannot_be_had_is_told_with_the_reason(fault: WebFault, monkeypatch: pytest.MonkeyPatch) -> None:
    def get(_: Fetcher, where: str, most: int) -> Fetched:
        if where.endswith("robots.txt"):
            raise WebFault("web_absent", answered=True, status="404")
        raise fault

    monkeypatch.setattr(Fetcher, "get", get)
    done = CliRunner().invoke(main, ["audit", "https://site.example/"])
    assert done.exit_code == 2
    assert "https://site.example/" in done.output
    assert fault.values.get("target", "32 MB") in done.output
