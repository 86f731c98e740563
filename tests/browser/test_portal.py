"""The sample city in a browser: found by what all bodies publish, led on to the search of one, usable by all."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from generator.cli import main
from generator.portal.build import PortalOptions, build_portal
from generator.publish.output import OutputFolder
from generator.run.options import Progress
from tests.browser.chromium import ROOT, Visit, served
from tests.browser.test_accessible import AXE, EVERY_RULE

PHONE = {"width": 390, "height": 844}
# The tables that go on beyond the screen.
SIDEWAYS = "[...document.querySelectorAll('.gk-table')].filter(it => it.scrollWidth > it.clientWidth).length"
PAGES = (
    "",
    "catalog/",
    "catalog/by/cn-government/20.1/",
    "catalog/year/2026/",
    "catalog/bodies/",
    "catalog/bodies/port/",
    "catalog/bodies/transport/",
    "reports/",
    "circular/",
    "circular/2026-05/",
    "apply/",
    "apply/rooms/",
    "search/",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city, built with its members."""
    ignored = shutil.ignore_patterns("site", ".site.build", ".members")
    folder = shutil.copytree(ROOT / "examples/city", tmp_path_factory.mktemp("sample") / "city", ignore=ignored)
    assert CliRunner().invoke(main, ["portal", "build", str(folder), "--members", "--today", "2026-06-30"]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def cut(folder: Path) -> Iterator[str]:
    """Where the portal alone is served, its search cut as if it were one of very many items."""
    with mock.patch("generator.portal.build.MOST", 6):
        build_portal(PortalOptions(folder, dt.date(2026, 6, 30)), OutputFolder(folder / "cut"), Progress())
    with served(folder / "cut") as address:
        yield address


@pytest.fixture(scope="module")
def city(folder: Path) -> Iterator[str]:
    """Where the sample city is served, each body at its address below the portal."""
    host = shutil.copytree(folder / "site", folder / "host")
    for body in folder.glob("*/site/status.json"):
        shutil.copytree(body.parent, host / body.parent.parent.name)
    with served(host) as address:
        yield address


def titles(page: Page) -> list[str]:
    page.wait_for_selector("#search-status:not(:empty)")
    page.wait_for_selector("#results:not([aria-busy])")
    return page.locator("#hits h2 a").all_inner_texts()


def test_one_question_finds_what_several_bodies_publish(city: str, visit: Callable[..., Visit]) -> None:
    window = visit(city, viewport=PHONE)
    page = window.go("search/?q=防汛")
    assert sorted(titles(page)) == ["关于做好 2026 年防汛工作的通知", "澄湖堤防巡查方案"]
    bodies = {name for name in ("市政府办公室", "澄湖区") if name in page.locator("#hits").inner_text()}
    assert bodies == {"市政府办公室", "澄湖区"}
    page.locator("#hits h2 a", has_text="堤防").click()
    expect(page).to_have_url(re.compile("^" + re.escape(f"{city}lake/items/2026/flood/")))
    assert window.complaints == window.outside == []


def test_what_is_found_is_narrowed_by_body_group_and_requirement(city: str, visit: Callable[..., Visit]) -> None:
    page = visit(city).go("search/?q=防汛")
    titles(page)
    facets = page.locator("#facets").inner_text()
    assert [name for name in ("机关", "分组", "澄湖区 (1)", "县市区 (1)") if name not in facets] == []
    page.locator("#facets a", has_text="澄湖区").click()
    page.wait_for_url("**department=lake**")
    assert titles(page) == ["澄湖堤防巡查方案"]


def test_the_bodies_of_which_something_fits_best_come_first(city: str, visit: Callable[..., Visit]) -> None:
    page = visit(city).go("search/?q=防汛")
    titles(page)
    names = page.locator("[data-search]").all_inner_texts()
    assert names[:2] == ["市政府办公室", "澄湖区"]
    assert names[2:4] == ["市卫生健康委", "市财政局"]
    # One that fits better counts more than two that hardly do.
    page.goto(f"{city}search/?q=疫苗接种")
    titles(page)
    page.locator("#search-others li").first.wait_for()
    assert page.locator("[data-search]").all_inner_texts()[:2] == ["市卫生健康委", "市人民医院"]
    page.goto(f"{city}search/?q=zzzzzz")
    titles(page)
    assert page.locator("[data-search]").first.inner_text() == "市政府办公室"  # nothing was found


def test_the_search_of_a_body_is_asked_the_same(city: str, visit: Callable[..., Visit]) -> None:
    page = visit(city).go("search/?q=巡查两次")
    titles(page)
    links = {link.inner_text(): link.get_attribute("href") for link in page.locator("[data-search]").all()}
    asked = "?q=%E5%B7%A1%E6%9F%A5%E4%B8%A4%E6%AC%A1"
    assert links["澄湖区"] == f"../lake/search/{asked}"
    assert links["Yunze Free Port Authority"] == f"https://port.yunze.example/search/{asked}"
    page.locator("[data-search]", has_text="澄湖区").click()
    assert titles(page) == ["澄湖堤防巡查方案"]


def test_what_is_on_another_host_is_linked_there(city: str, visit: Callable[..., Visit]) -> None:
    page = visit(city).go("search/?q=berth")
    assert titles(page) == ["Booking a berth"]
    href = page.locator("#hits h2 a").first.get_attribute("href") or ""
    assert href.startswith("https://port.yunze.example/items/berths/")


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    city: str, visit: Callable[..., Visit], viewport: dict[str, int]
) -> None:
    window = visit(city, viewport=viewport)
    for address in PAGES:
        page = window.go(address)
        page.evaluate(AXE.read_text())
        found = page.evaluate("options => axe.run(document, options)", {"runOnly": EVERY_RULE, "resultTypes": ["violations"]})
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert not page.evaluate(SIDEWAYS), address
    assert window.complaints == []


def test_in_the_large_mode_no_table_goes_on_sideways_on_a_telephone(city: str, visit: Callable[..., Visit]) -> None:
    page = visit(city, viewport=PHONE).go("")
    page.locator(".gk-view button").last.click()
    for address in PAGES:
        page.goto(f"{city}{address}")
        assert page.evaluate("document.documentElement.dataset.mode") == "large"
        assert not page.evaluate(SIDEWAYS), address


def asked_of(page: Page, part: str = "(documents|words)") -> list[str]:
    """The indexes of which a page has asked for lists or facts: the newest has no name."""
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    found = [re.search(rf"/search/index/(?:(.*)/)?{part}[./]", name) for name in names]
    return sorted({match[1] or "" for match in found if match})


@pytest.mark.parametrize(
    ("question", "says", "asked"),
    [
        ("q=通知", "找到 2 条 （查的是 2026-05–2026-06 公开的内容） 再查 2026-01–2026-04 的 · 查全部年份", [""]),
        ("q=通知&older=4", "找到 4 条 （查的是 2025–2026-06 公开的内容）", ["", "2025", "2026-01", "2026-02", "2026-03"]),
        ("year=2025", "找到 5 条 （查的是 2025 公开的内容）", ["2025"]),
        ("from=2026-01-15&to=2026-02-28", "找到 4 条 （查的是 2026-01–2026-02 公开的内容）", ["2026-01", "2026-02"]),
        (
            "q=2025年的通告",
            "没有完全相符的，下面包含部分词。 （查的是 2025 公开的内容） 再查 2026-02–2026-06 的 · 查全部年份",
            ["2025"],
        ),
        (
            "q=没有的东西",
            "没有找到。可以换一个更短的词，或者向我们申请公开。 （查的是 2026-02–2026-06 公开的内容） 再查 2025–2026-01 的",
            ["", "2026-02", "2026-03"],
        ),
    ],
)
def test_a_large_search_asks_the_newest_years_first_and_says_so(
    cut: str, visit: Callable[..., Visit], question: str, says: str, asked: list[str]
) -> None:
    window = visit(cut, viewport=PHONE)
    page = window.go(f"search/?{question}")
    titles(page)
    assert page.locator("#search-status").inner_text() == says
    assert asked_of(page) == asked
    assert window.complaints == window.outside == []


def test_of_older_years_lists_alone_are_loaded_where_nothing_is_found(cut: str, visit: Callable[..., Visit]) -> None:
    page = visit(cut, viewport=PHONE).go("search/?q=没有的东西")
    titles(page)
    assert asked_of(page, "words") == ["2026-02", "2026-03"]
    assert asked_of(page, "documents") == [""]


def test_older_years_come_as_one_reads_on_or_by_a_link(cut: str, visit: Callable[..., Visit]) -> None:
    page = visit(cut, viewport=PHONE).go("search/?q=通知")
    assert len(titles(page)) == 2
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("#hits h2").nth(2).wait_for()
    page.locator("#search-status a", has_text="再查 2025–2026-01 的").click()
    page.wait_for_url("**older=5**")
    assert len(titles(page)) == 4
    assert page.locator("#search-status").inner_text() == "找到 4 条 （查的是 2025–2026-06 公开的内容）"


def test_pages_of_results_go_on_from_one_index_into_the_next(cut: str, visit: Callable[..., Visit]) -> None:
    window, found = visit(cut), []
    for number in (1, 2, 3):
        page = window.go(f"search/?year=2026&older=9&page={number}")
        titles(page)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_selector(".gk-later", state="detached")
        found += page.locator("#hits h2 a").all_inner_texts()
    assert len(found) == len(set(found)) == 21
