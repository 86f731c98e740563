"""What a phone shows first, and what it costs: the document before its data, nothing that jumps, few bytes and requests."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request, ViewportSize

from tests.browser.chromium import NOBODY, PAGES, Visit

PHONE: ViewportSize = {"width": 390, "height": 844}
# What a document is: its text, the table of its kind, its own tables, its files.
DOCUMENT = "article > .gk-body, article > .gk-metadata--kind, article > .gk-files"
DOCUMENTS = {name: address for name, address in PAGES.items() if address.startswith("items/") and name != "withdrawn"}
SHIFT = (
    "window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries())"
    " if (!one.hadRecentInput) window.shift += one.value; }).observe({ type: 'layout-shift', buffered: true });"
)
# Bytes, packed, and requests; those of a search with its scripts and what it needs of the index.
MOST = {"": (30_000, 6), "apply": (32_000, 8), "search": (66_000, 9), "results": (115_000, 25)}


@pytest.mark.parametrize(("mode", "screens"), [("", 1), ("large", 1.2)], ids=["plain", "large"])
def test_a_document_begins_on_the_first_screen(visit: Callable[..., Visit], mode: str, screens: float) -> None:
    window = visit(viewport=PHONE, mode=mode)
    tops = {
        name: window.go(address).locator(DOCUMENT).first.evaluate("(one) => one.getBoundingClientRect().top")
        for name, address in DOCUMENTS.items()
    }
    assert {name: top for name, top in tops.items() if top > screens * PHONE["height"]} == {}


def test_a_document_comes_before_its_metadata_and_these_are_whole(visit: Callable[..., Visit]) -> None:
    page = visit(viewport=PHONE).go(PAGES["document"])
    assert page.locator(".gk-lead").inner_text().split() == (
        ["云卫规〔2025〕1号", "云泽市卫生健康委员会", "发布日期", "2025-06-13", "有效", "施行日期", "2025-08-01"]
    )
    text, table = (page.locator(one).bounding_box() for one in ("article > .gk-body", ".gk-metadata--all"))
    assert text is not None
    assert table is not None
    assert text["y"] + text["height"] <= table["y"]
    labels = page.locator(".gk-metadata--all dt").all_inner_texts()
    assert labels[:4] == ["索引号", "信息分类", "发布机构", "责任科室"]
    assert labels[-1] == "内容概述"


def test_a_long_document_has_its_contents(visit: Callable[..., Visit]) -> None:
    page = visit(viewport=PHONE).go(PAGES["long"])
    page.locator(".gk-toc summary").click()
    links = page.locator(".gk-toc a")
    assert links.all_inner_texts() == page.locator(".gk-body h2").all_inner_texts()
    links.last.click()
    assert page.evaluate("document.querySelector(':target').tagName") == "H2"


@dataclass(frozen=True)
class Loaded:
    """How a page was loaded: by how much of the screen things moved, and the files that it asked for."""

    shift: float
    files: frozenset[str]


@pytest.fixture(scope="module")
def loaded(chromium: Browser, demo_address: str) -> Iterator[Mapping[str, Loaded]]:
    """How each page is loaded on a phone, until nothing more comes."""
    with chromium.new_context(viewport=PHONE, locale="zh-CN", reduced_motion="reduce", proxy=NOBODY) as context:
        window = Visit(context.new_page(), demo_address)
        window.page.add_init_script(SHIFT)
        asked: list[str] = []
        window.page.on("requestfinished", partial(_note, asked))
        found = {}
        for name, address in PAGES.items():
            asked.clear()
            page = window.go(address)
            page.wait_for_load_state("networkidle")
            files = frozenset(urlsplit(url).path.lstrip("/") for url in asked if url.startswith(window.base))
            found[name] = Loaded(page.evaluate("window.shift"), files)
        yield found


def _note(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def test_nothing_jumps_on_any_page(loaded: Mapping[str, Loaded]) -> None:
    assert {name: page.shift for name, page in loaded.items() if page.shift > 0.01} == {}


def test_every_page_is_light(loaded: Mapping[str, Loaded], demo: Path) -> None:
    heavy = {}
    for name, page in loaded.items():
        paths = [demo / file / "index.html" if not file or file.endswith("/") else demo / file for file in page.files]
        size = sum(min(len(data), len(gzip.compress(data))) for data in map(Path.read_bytes, paths))
        if size > MOST[name if name in MOST else ""][0] or len(page.files) > MOST[name if name in MOST else ""][1]:
            heavy[name] = size, len(page.files)
    assert heavy == {}


def test_an_address_that_leads_nowhere_is_looked_for(visit: Callable[..., Visit]) -> None:
    window = visit()
    for address, words in {
        "art_1234.html": "",
        "预防接种门诊名单.html": "预防接种门诊名单",
        "family_doctors-2019.shtml": "family doctors",
    }.items():
        page = window.go(address)
        assert page.locator(".gk-search__input").input_value() == words, address


def test_the_form_is_one_step_away(visit: Callable[..., Visit]) -> None:
    page = visit(viewport=PHONE).go(PAGES["apply"])
    way = page.get_by_role("link", name="在线填写申请表")
    box = way.bounding_box()
    assert box is not None
    assert box["y"] < PHONE["height"]
    way.click()
    assert page.evaluate("document.querySelector(':target').id") == "application-form"
