"""Whoever follows a feed or the sitemap hears of all that a reader would see changed, and can reach every item."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.publish.test_output import tree
from tests.render.test_relations import item
from tests.sites import BASE, build_site, write_site

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWER = "published: 2026-06-05"


def dated(text: str, day: str) -> str:
    return text.replace("2026-06-01", day).replace("2026-06-05", day)


def lastmod(site: Path, name: str) -> str:
    for entry in ElementTree.parse(site / "site/sitemap.xml").getroot().findall(f"{SITEMAP}url"):
        if entry.findtext(f"{SITEMAP}loc", "").endswith(f"items/2026/{name}/"):
            return entry.findtext(f"{SITEMAP}lastmod", "")
    return ""


def entries(site: Path, file: str = "feed.xml") -> dict[str, tuple[str, str, str]]:
    """The entries of a feed by address: title, day of change, summary."""
    found = {}
    for entry in ElementTree.parse(site / "site" / file).getroot().findall(f"{ATOM}entry"):
        name = entry.findtext(f"{ATOM}id", "").removeprefix("https://example.org/gk/items/")
        title, summary = entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}summary", "")
        found[name] = (title, entry.findtext(f"{ATOM}updated", "")[:10], summary)
    return found


def link(site: Path, file: str, rel: str) -> str:
    feed = ElementTree.parse(site / "site" / file).getroot()
    return next((found.get("href", "") for found in feed.findall(f"{ATOM}link") if found.get("rel") == rel), "")


@pytest.mark.parametrize(
    ("more", "title", "note"),
    [
        ("corrects: {item: 2026/a}\n", "甲（已更正）", "更正它的信息：乙"),
        ("corrects: {item: 2026/a, kind: supplement}\n", "甲（有补充）", "补充它的信息：乙"),
        ("corrects: {item: 2026/a, kind: clarification}\n", "甲（有澄清）", "澄清它的信息：乙"),
        ("explains: 2026/a\n", "甲", "解读：乙"),
        ("supersedes: 2026/a\n", "甲（已被取代）", "取代它的文件：乙"),
    ],
)
def test_what_another_item_did_to_one_is_told(tmp_path: Path, more: str, title: str, note: str) -> None:
    site = write_site(tmp_path, BASE, item("a", "甲", "00002"), dated(item("b", "乙", "00003", more), "2026-06-20"))
    build_site(site)
    assert lastmod(site, "a") == "2026-06-20"
    assert entries(site)["2026/a/"] == (title, "2026-06-20", f"{note}\n甲的摘要。")
    told = {entry["id"]: entry for entry in json.loads((site / "site/feed.json").read_text("utf-8"))["items"]}
    assert told["https://example.org/gk/items/2026/a/"]["title"] == title
    assert told["https://example.org/gk/items/2026/a/"]["date_modified"] == "2026-06-20T00:00:00Z"
    # The page of a day to come changes nothing today.
    build_site(site, today=dt.date(2026, 6, 19))
    assert lastmod(site, "a") == "2026-06-05"


def test_the_day_a_correction_is_withdrawn_changes_its_item(tmp_path: Path) -> None:
    more = "corrects: {item: 2026/a}\nwithdrawn: {date: 2026-06-25, reason: 误发}\n"
    site = write_site(tmp_path, BASE, item("a", "甲", "00002"), dated(item("b", "乙", "00003", more), "2026-06-20"))
    build_site(site)
    assert lastmod(site, "a") == "2026-06-25"
    assert entries(site)["2026/a/"] == ("甲", "2026-06-25", "甲的摘要。")
    assert entries(site)["2026/b/"] == ("乙（已撤回）", "2026-06-25", "撤回日期：2026-06-25\n撤回原因：误发")


def many(count: int) -> str:
    days = ("2022-03-02", "2024-04-02", "2026-06-02")
    return "".join(dated(item(f"m{n}", f"批量{n}", f"1{n:04d}"), days[n % 3]) for n in range(count))


def test_every_item_is_reached_from_the_first_page(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, many(70))
    build_site(site)
    reached, file = entries(site), link(site, "feed.xml", "prev-archive")
    assert len(reached) == 50
    while file:
        name = file.removeprefix("https://example.org/gk/")
        feed = ElementTree.parse(site / "site" / name).getroot()
        assert feed.find(f"{HISTORY}archive") is not None
        assert link(site, name, "current") == "https://example.org/gk/feed.xml"
        assert link(site, name, "self") == file
        reached |= entries(site, name)
        earlier = link(site, name, "prev-archive")
        if earlier:
            assert link(site, earlier.removeprefix("https://example.org/gk/"), "next-archive") == file
        file = earlier
    assert len(reached) == 71
    told, way = set(), "feed.json"
    while way:
        page = json.loads((site / "site" / way).read_text("utf-8"))
        told |= {entry["id"] for entry in page["items"]}
        way = page.get("next_url", "").removeprefix("https://example.org/gk/")
    assert len(told) == 71


def test_what_changes_leaves_the_years_of_others_as_they_were(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, many(70))
    build_site(site)
    before = {name: data for name, data in tree(site / "site").items() if name.startswith("feeds/2")}
    assert sorted(before) == [f"feeds/{month}.{kind}" for month in ("2022", "2023", "2024", "2026") for kind in ("json", "xml")]
    write_site(
        site,
        dated(item("m0", "批量0", "10000", "modified: 2026-06-29\n"), "2022-03-02"),
        dated(item("new", "新", "00002"), "2026-06-30"),
    )
    build_site(site)
    after = {name: data for name, data in tree(site / "site").items() if name.startswith("feeds/2")}
    assert {name for name in after if after[name] != before[name]} == {
        f"feeds/{month}.{kind}" for month in ("2022", "2026") for kind in ("json", "xml")
    }
    assert list(entries(site))[:2] == ["2026/new/", "2026/m0/"]


def test_a_feed_of_fifty_has_no_years(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, many(49))
    build_site(site)
    assert len(entries(site)) == 50
    assert not list((site / "site/feeds").glob("*.*"))
    assert link(site, "feed.xml", "prev-archive") == ""
    assert "next_url" not in json.loads((site / "site/feed.json").read_text("utf-8"))


def test_years_of_a_site_without_an_address_find_its_pages(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("site_url: https://example.org/gk/\n", ""), many(70))
    build_site(site)
    assert link(site, "feed.xml", "prev-archive") == "feeds/2026.xml"
    assert link(site, "feeds/2026.xml", "prev-archive") == "../feeds/2024.xml"
    page = json.loads((site / "site/feeds/2026.json").read_text("utf-8"))
    assert (site / "site/feeds" / page["items"][0]["url"] / "index.html").is_file()


def test_a_year_of_many_has_its_months(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.view.export.feeds._LARGEST", 30)
    more = "".join(dated(item(f"n{n}", f"又{n}", f"2{n:04d}"), f"2026-0{n % 3 + 1}-02") for n in range(12))
    site = write_site(tmp_path, BASE, many(70), more)
    build_site(site)
    names = sorted(path.name for path in (site / "site/feeds").glob("*.xml"))
    assert names == ["2022.xml", "2023.xml", "2024.xml", "2026-01.xml", "2026-02.xml", "2026-03.xml", "2026-06.xml"]
    assert link(site, "feeds/2026-01.xml", "prev-archive") == "https://example.org/gk/feeds/2024.xml"
    assert link(site, "feeds/2024.xml", "next-archive") == "https://example.org/gk/feeds/2026-01.xml"


def test_a_category_and_a_department_have_feeds_of_what_changed_last_there(tmp_path: Path) -> None:
    below = item("a", "甲", "00002").replace("category: policy\n", "category: policy/normative\n")
    site = write_site(tmp_path, BASE, below, dated(item("b", "乙", "00003", "corrects: {item: 2026/a}\n"), "2026-06-20"))
    build_site(site)
    # What is below a category is in it; one that another item changed comes before what was published later.
    assert list(entries(site, "feeds/category/policy.xml")) == ["2026/b/", "2026/a/", "2023/notice/"]
    assert entries(site, "feeds/category/policy.xml")["2026/a/"] == ("甲（已更正）", "2026-06-20", "更正它的信息：乙\n甲的摘要。")
    assert list(entries(site, "feeds/category/policy/normative.xml")) == ["2026/a/", "2023/notice/"]
    assert link(site, "feeds/category/policy/normative.xml", "alternate") == "https://example.org/gk/catalog/policy/normative/"
    assert (
        link(site, "feeds/category/policy/normative.xml", "self") == "https://example.org/gk/feeds/category/policy/normative.xml"
    )
    # What has no items has no feed, and its page names none.
    assert not (site / "site/feeds/category/finance.xml").exists()
    assert "feeds/" not in (site / "site/catalog/finance/index.html").read_text("utf-8")
    page = (site / "site/catalog/policy/normative/index.html").read_text("utf-8")
    named = '<link rel="alternate" type="application/atom+xml" title="云泽市卫生健康委员会政府信息公开 · 行政规范性文件" href="'
    assert f'{named}../../../feeds/category/policy/normative.xml">' in page
    # A reader of feeds takes the first that a page names.
    assert page.index(named) < page.index("feed.xml")


def test_an_item_changes_the_feeds_of_its_listings_alone(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, item("a", "甲", "00002"))
    build_site(site)
    before = {path: path.read_bytes() for path in (site / "site/feeds").rglob("*.xml")}
    text = (
        item("c", "丙", "00004")
        .replace("category: policy\n", "category: finance\n")
        .replace("department: law\n", "department: office\n")
    )
    write_site(site, text)
    build_site(site)
    after = {path: path.read_bytes() for path in (site / "site/feeds").rglob("*.xml")}
    changed = {path.relative_to(site / "site/feeds").as_posix() for path in after if before.get(path) != after[path]}
    assert changed == {"category/finance.xml", "department/office.xml"}


def test_the_feed_of_a_listing_is_bounded(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, many(60))
    build_site(site)
    assert len(entries(site, "feeds/category/policy.xml")) == 50
