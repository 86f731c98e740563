"""Light and closed: nothing is asked of others, nothing is stopped by the policy, and a page is small."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.text import plain_text
from tests.browser.chromium import PAGES, Visit, served

ITEM = PAGES["corrected"]


def test_no_page_asks_another_host_and_no_policy_is_broken(visit: Callable[..., Visit]) -> None:
    window = visit()
    for name, address in PAGES.items():
        page = window.go(address)
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in policy
        assert page.locator("[style]:not(.gk-later), [onclick], style").count() == 0, name
    window.go("search/?q=预防").wait_for_load_state("networkidle")
    assert window.outside == []
    assert window.complaints == []


def test_the_policy_stops_what_is_not_ours(visit: Callable[..., Visit]) -> None:
    window = visit()
    page = window.go(ITEM)
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.broken = true";
        document.head.append(script);
    }""")
    assert page.evaluate("window.broken") is None
    assert "Content Security Policy" in window.complaints[0]


def test_the_first_view_of_an_item_is_light(visit: Callable[..., Visit], demo: Path) -> None:
    window = visit()
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    window.go(ITEM).wait_for_load_state("networkidle")
    files = [address.removeprefix(window.base) for address in asked if not address.startswith("data:")]
    weights = {
        name: len(gzip.compress((demo / (name or "x") / "index.html" if name.endswith("/") else demo / name).read_bytes()))
        for name in files
    }
    assert len(files) <= 10
    assert sum(weights.values()) <= 60_000


def test_an_item_page_is_small_beside_its_text(demo: Path) -> None:
    for page in (demo / "items").rglob("index.html"):
        html = page.read_text("utf-8")
        own = re.sub(r'<div class="gk-body">.*?\n</div>', "", html, flags=re.DOTALL)
        shown = plain_text(re.sub(r"<script.*?</script>", "", own[own.index("<body") :], flags=re.DOTALL))
        assert len(own.encode()) - len(shown.encode()) <= 12_000, page


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_loads(visit: Callable[..., Visit], width: int) -> None:
    window = visit(viewport={"width": width, "height": 800})
    window.page.add_init_script("""
        window.shift = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
            .observe({ type: "layout-shift", buffered: true });
    """)
    for address in (ITEM, PAGES["home"], PAGES["apply"], PAGES["guide"]):
        page = window.go(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") == 0, address


def test_unknown_addresses_find_their_way_home(visit: Callable[..., Visit], demo: Path) -> None:
    window = visit()
    page = window.go("items/2019/never-was/")
    assert page.locator("h1").inner_text() == "没有这个页面"
    page.get_by_role("link", name="法定主动公开内容").first.click()
    page.wait_for_url(window.base + "catalog/")
    assert window.complaints == []


def test_the_site_works_below_any_path(visit: Callable[..., Visit], demo: Path, tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c").symlink_to(demo)
    with served(tmp_path) as address:
        window = visit(address)
        page = window.go("a/b/c/" + ITEM)
        page.get_by_role("link", name="首页").first.click()
        page.wait_for_url(address + "a/b/c/")
        assert window.complaints == []
        assert page.evaluate("getComputedStyle(document.querySelector('.gk-header')).backgroundColor") == "rgb(11, 67, 129)"


def test_a_page_opened_from_a_folder_is_readable(visit: Callable[..., Visit], demo: Path) -> None:
    window = visit(demo.as_uri() + "/")
    page = window.go(ITEM + "index.html")
    assert page.locator("h1").inner_text() == "2025年云泽市预防接种门诊名单"
    assert page.evaluate("getComputedStyle(document.querySelector('.gk-header')).backgroundColor") == "rgb(11, 67, 129)"
    assert window.complaints == []
