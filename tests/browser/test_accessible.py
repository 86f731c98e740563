"""Usable by all: axe finds nothing, everything is reached by keyboard, large type fits, no script is needed to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from tests.browser.chromium import PAGES, Visit, served
from tests.browser.shapes import pages_of_every_shape
from tests.demo import SAMPLES

AXE = files("axe_playwright_python").joinpath("axe.min.js")
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a scheme or the large mode can change; the rest is the same page.
RULES_OF_LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
# Pages of a kind that another page shows as well.
ALIKE = {"rules", "about", "year", "department", "expired", "old-report", "penalty", "power", "long"}
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(visit: Callable[..., Visit], viewport: dict[str, int]) -> None:
    window = visit(viewport=viewport)
    found = []
    looks = [("light", "plain"), ("dark", "plain"), ("dark", "large"), ("light", "large")]
    for name, address in PAGES.items():
        page = window.go(address)
        page.evaluate(AXE.read_text("utf-8"))
        for scheme, mode in looks[:1] if name in ALIKE else looks[::3] if viewport is PHONE else looks:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words, read as any text
            page.evaluate("mode => { document.documentElement.dataset.mode = mode; }", mode)
            rules = EVERY_RULE if (scheme, mode) == ("light", "plain") and viewport is not PHONE else RULES_OF_LOOKS
            options = {"runOnly": rules, "resultTypes": ["violations"]}
            result = page.evaluate("options => axe.run(document, options)", options)
            found += [
                (name, scheme, mode, violation["id"], node["html"][:120])
                for violation in result["violations"]
                for node in violation["nodes"]
            ]
    assert found == []


@pytest.mark.parametrize("sample", SAMPLES[1:])
def test_axe_finds_nothing_in_the_examples(sample: str, samples: Mapping[str, Path], visit: Callable[..., Visit]) -> None:
    found = []
    with served(samples[sample]) as base:
        window = visit(base)
        for address in pages_of_every_shape(samples[sample]):
            page = window.go(address)
            page.evaluate(AXE.read_text("utf-8"))
            options = {"runOnly": EVERY_RULE, "resultTypes": ["violations"]}
            result = page.evaluate("options => axe.run(document, options)", options)
            found += [
                (address, violation["id"], node["html"][:120])
                for violation in result["violations"]
                for node in violation["nodes"]
                # A screen on a wall is loaded anew by itself; what it says stands still on the sheet beside it.
                if (violation["id"], address.split("/")[-2]) != ("meta-refresh", "screen")
            ]
        assert window.outside == []
    assert found == []


def test_every_page_has_its_landmarks_and_one_heading(visit: Callable[..., Visit]) -> None:
    window = visit()
    for name, address in PAGES.items():
        page = window.go(address)
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        counts = [page.locator(selector).count() for selector in ("h1", "main", "body > header", "body > footer", "a.gk-skip")]
        assert counts == [1, 1, 1, 1, 1], name


def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit: Callable[..., Visit]) -> None:
    page = visit().go(PAGES["corrected"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "gk-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "gk-content"
    page.goto(page.url.split("#")[0])
    reached: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        place = page.evaluate("""() => {
            const here = document.activeElement;
            if (here === document.body) return null;
            const style = getComputedStyle(here);
            const box = here.getBoundingClientRect();
            return { text: (here.getAttribute("aria-label") || here.textContent).trim(),
                     seen: style.outlineStyle === "solid" && box.width > 0 };
        }""")
        if place is None:
            break
        assert place["seen"], place
        reached.append(place["text"])
    order = [
        "小号字",
        "长者版",
        "搜索标题、文号、正文、附件",
        "政府信息公开指南",
        "依申请公开",
        "打印",
        "复制链接",
        "扫码浏览",
    ]
    places = [reached.index(text) for text in order]
    assert places == sorted(places)
    assert any(text.endswith("PDF 文档，27 kB") for text in reached)


def test_the_large_mode_is_kept_and_its_targets_are_big(visit: Callable[..., Visit]) -> None:
    window = visit(viewport=PHONE)
    page = window.go(PAGES["home"])
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    button = page.get_by_role("button", name="长者版")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page = window.go(PAGES["corrected"])
    assert page.get_by_role("button", name="长者版").get_attribute("aria-pressed") == "true"
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= before * 1.35
    small = page.evaluate("""() => [...document.querySelectorAll("button, summary, .gk-columns a, .gk-files li a, .gk-tools a")]
        .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)""")
    assert small == []
    page.get_by_role("button", name="长者版").click()
    assert window.go(PAGES["home"]).evaluate("document.documentElement.dataset.mode") == "plain"


def test_targets_are_at_least_24_pixels(visit: Callable[..., Visit]) -> None:
    window = visit(viewport=PHONE)
    for name, address in PAGES.items():
        small = window.go(address).evaluate("""() => [...document.querySelectorAll("button, summary, input, textarea, a")]
            .filter((one) => one.offsetParent && getComputedStyle(one).display !== "inline" && one.type !== "radio")
            .filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)""")
        assert small == [], name


@pytest.mark.parametrize(("width", "mode"), [(320, ""), (390, "large"), (640, "")])
def test_nothing_needs_to_be_moved_sideways(visit: Callable[..., Visit], width: int, mode: str) -> None:
    window = visit(viewport={"width": width, "height": 800}, mode=mode)
    wide = [
        name
        for name, address in PAGES.items()
        if window.go(address).evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    ]
    assert wide == []


def test_all_can_be_read_without_a_script(visit: Callable[..., Visit]) -> None:
    window = visit(java_script_enabled=False)
    page = window.go(PAGES["corrected"])
    assert page.get_by_role("navigation", name="栏目").get_by_role("link").all_inner_texts() == [
        "首页",
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    ]
    assert not page.get_by_role("button", name="打印").is_visible()
    page.get_by_text("扫码浏览").click()
    assert page.get_by_role("img", name="本页地址的二维码，用手机扫码浏览").is_visible()
    page = window.go(PAGES["apply"])
    assert page.get_by_label("联系电话").is_visible()
    assert page.get_by_role("link", name="下载空白申请表").is_visible()
    assert "5月1日至9月30日" in page.locator(".gk-office").inner_text()
