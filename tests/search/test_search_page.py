"""Searching as a person does it, in a browser on the demo site."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.chromium import ROOT, Visit, served, wait_until
from tests.sites import BASE, build_site, write_site

DONE = "#results:not([aria-busy]) #search-status:not(:empty)"


def search(window: Visit, address: str) -> Page:
    page = window.go(address)
    page.wait_for_selector(DONE)
    return page


def titles(page: Page) -> list[str]:
    """The titles of all results of the page, which come as one reads on."""
    page.wait_for_selector("#results:not([aria-busy])")
    # By the page itself: between a question of ours and the next its last results may have come.
    while page.evaluate(
        "(button => button && (button.scrollIntoView(), true))(document.querySelector('#hits + .gk-later button'))"
    ):
        page.wait_for_timeout(50)
    return page.locator("#hits h2 a").all_inner_texts()


def test_the_header_form_leads_to_results_that_show_why(visit: Callable[..., Visit]) -> None:
    window = visit()
    page = window.go("guide/")
    page.locator("header input[name=q]").fill("狂犬病暴露")
    page.keyboard.press("Enter")
    page.wait_for_selector(DONE)
    assert page.url.endswith(f"search/?q={quote('狂犬病暴露')}")
    expect(page.locator("#query")).to_have_value("狂犬病暴露")
    count = len(titles(page))
    expect(page.locator("#search-status")).to_have_text(f"找到 {count} 条")
    assert page.locator("#hits mark").first.inner_text() == "狂犬病暴露"
    assert "关于狂犬病暴露处置门诊信息的说明" in titles(page)
    page.locator("#hits h2 a", has_text="关于狂犬病暴露处置门诊信息的说明").click()
    expect(page.locator("h1")).to_have_text("关于狂犬病暴露处置门诊信息的说明")
    assert window.complaints == []
    assert window.outside == []


def test_typing_suggests_and_the_keyboard_chooses(visit: Callable[..., Visit]) -> None:
    window = visit()
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    page = window.go("guide/")
    assert not [address for address in asked if "search/" in address and "/suggest." not in address]
    box = page.locator("header input[name=q]")
    box.press_sequentially("预防接种门诊")
    page.wait_for_selector(".gk-suggestions:not([hidden])")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert "预防接种门诊" in chosen.inner_text()
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    box.press("Escape")
    expect(page.locator(".gk-suggestions")).to_be_hidden()
    box.press_sequentially("名")
    page.wait_for_selector(".gk-suggestions:not([hidden])")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/items/**")


def test_facets_paging_and_the_back_button(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?q=通知")
    first = titles(page)
    assert len(first) == 10
    page.locator("#search-pages a[href*='page=2']").first.click()
    expect(page.locator("#search-pages [aria-current=page]")).to_have_text("2")
    second = titles(page)
    assert not set(first) & set(second)
    # Whoever listens hears where they are.
    expect(page.locator("#search-status")).to_be_focused()
    year = page.locator("#facets a[href*='year=2023']")
    wanted = int(year.locator("xpath=..").inner_text().split("(")[1].strip(")≤ "))
    year.click()
    expect(page.locator("#facets a[aria-current=true]")).to_contain_text("2023")
    expect(page.locator("#search-status")).to_contain_text(str(wanted))
    assert all(text.startswith("2023") for text in page.locator("#hits time").all_inner_texts())
    page.go_back()
    expect(page.locator("#search-pages [aria-current=page]")).to_have_text("2")
    assert titles(page) == second
    page.go_back()
    expect(page.locator("#search-pages [aria-current=page]")).to_have_text("1")
    assert titles(page) == first


def test_an_address_holds_the_whole_state(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?title=预防接种&from=2020-01-01&to=2025-03-22&sort=date")
    expect(page.locator("details.gk-advanced")).to_have_attribute("open", "")
    expect(page.locator("input[name=title]")).to_have_value("预防接种")
    expect(page.locator("#search-sort [aria-current]")).to_have_text("按日期")
    assert all("预防接种" in title for title in titles(page))
    days = page.locator("#hits time").all_inner_texts()
    assert days
    assert days == sorted(days, reverse=True)
    assert all("2020-01-01" <= day <= "2025-03-22" for day in days)


def test_a_match_in_an_attachment_says_so(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?q=附件:预防接种门诊")
    where = page.locator(".gk-hits__where").first
    expect(where).to_contain_text("见附件")
    assert (where.locator("a").get_attribute("href") or "").endswith((".pdf", ".xlsx", ".docx"))


def test_filters_come_after_the_results_and_are_folded_on_a_phone(visit: Callable[..., Visit]) -> None:
    page = search(visit(viewport={"width": 390, "height": 844}), "search/?q=通知")
    order = page.evaluate(
        "[...document.querySelectorAll('#results a')].map((one) => one.closest('#hits') ? 'hit' : one.closest('#facets') ? 'filter' : '')"
    )
    assert order.index("hit") < order.index("filter")
    expect(page.locator("#facets")).to_be_hidden()
    page.locator(".gk-narrow__way").click()
    expect(page.locator("#facets a").first).to_be_visible()
    expect(page.locator("#narrow summary")).to_be_focused()
    wide = search(visit(viewport={"width": 1440, "height": 900}), "search/?q=通知")
    expect(wide.locator("#facets a").first).to_be_visible()
    expect(wide.locator(".gk-narrow__way")).to_be_hidden()


def test_where_all_lies_in_one_branch_it_is_open(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?category=welfare")
    names = page.locator("#facets section").first.locator("li").all_inner_texts()
    assert len(names) > 2


def test_what_is_found_is_narrowed_down_by_a_field_of_its_kind(visit: Callable[..., Visit]) -> None:
    window = visit()
    page = search(window, "search/?q=许可")
    kind = page.locator("#facets section", has_text="权力类型").locator("a", has_text="行政许可")
    wanted = int(kind.locator("xpath=..").inner_text().split("(")[1].strip(")≤ "))
    kind.click()
    page.wait_for_url("**f_power_type=**")
    expect(page.locator("#search-status")).to_have_text(f"找到 {wanted} 条")
    expect(page.locator("#facets a[aria-current=true]")).to_contain_text("行政许可")
    page.locator("#facets a[aria-current=true]").click()
    expect(page.locator("#facets a[aria-current=true]")).to_have_count(0)
    assert window.complaints == []


def test_what_is_chosen_is_not_folded_away(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?category=welfare/medical")
    expect(page.locator("#facets a[aria-current=true]").first).to_be_visible()
    expect(page.locator("#facets a[aria-current=true]").first).to_contain_text("医疗服务")


def test_a_choice_that_narrows_nothing_is_none(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?q=非医师行医")
    assert len(titles(page)) == 2
    expect(page.locator("#facets section")).to_have_count(0)


def test_a_page_of_results_is_read_to_its_end(visit: Callable[..., Visit]) -> None:
    page = search(visit(viewport={"width": 390, "height": 844}), "search/?q=预防接种")
    some = page.locator("#hits > li").count()
    assert 0 < some < 10
    page.locator("#hits + .gk-later button").focus()
    expect(page.locator("#hits > li")).to_have_count(10)
    expect(page.locator("#hits + .gk-later")).to_have_count(0)


@pytest.mark.parametrize("address", ["search/", "search/?q=zzqqxx"])
def test_a_page_without_results_says_where_to_begin(visit: Callable[..., Visit], address: str) -> None:
    page = visit().go(address)
    ways = page.locator("#search-ways")
    expect(ways).to_be_visible()
    expect(ways).to_contain_text("文号")
    assert ways.locator(".gk-list a").count() == 5
    ways.locator(".gk-inline a").first.click()
    expect(page.locator("#hits h2 a").first).to_be_visible()
    expect(ways).to_be_hidden()
    assert page.locator("#search-ways a").count() == 0


def test_nothing_found_leads_on(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?q=预防接肿")
    expect(page.locator("#search-status")).to_have_text("没有完全相符的，下面包含部分词。")
    page.locator(".gk-nearest a", has_text="预防接种").first.click()
    expect(page.locator("#hits li").first).to_be_visible()


def test_what_is_nowhere_leads_on(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?q=zzqqxx")
    expect(page.locator("#search-status")).to_contain_text("没有找到")
    expect(page.locator("#search-hints a[href$='apply/']")).to_be_visible()
    expect(page.locator("#search-hints a[href$='catalog/']")).to_be_visible()


def test_a_question_finds_what_holds_part_of_it(visit: Callable[..., Visit]) -> None:
    window = visit()
    page = search(window, "search/?q=在哪里打疫苗")
    expect(page.locator("#search-status")).to_have_text("没有完全相符的，下面包含部分词。")
    others = page.locator("#search-others h2 a").all_inner_texts()
    assert "2025年云泽市预防接种门诊名单" in others[:3]
    expect(page.locator("#search-others mark").first).to_be_visible()
    # Nothing narrows them, and nothing stands where that would stand.
    expect(page.locator("#narrow")).to_be_hidden()
    left = "element => element.getBoundingClientRect().left"
    assert page.locator("#search-others").evaluate(left) == page.locator("#search-status").evaluate(left)
    assert window.complaints == []


@pytest.mark.parametrize("number", ["云卫规2025第1号", "云卫规〔2025〕1 号", "云卫规(2025) 第 1 号文件", "2025年1号"])
def test_a_document_number_leads_to_its_document(visit: Callable[..., Visit], number: str) -> None:
    page = search(visit(), f"search/?q={quote(number)}")
    expect(page.locator("#search-status")).to_contain_text("文号相符的文件")
    assert "云泽市家庭病床服务管理办法" in titles(page)
    page.locator("#search-status a").click()
    page.wait_for_url("**all=1")
    expect(page.locator("#search-status")).not_to_contain_text("文号相符的文件")


def test_a_page_beyond_the_last_is_the_last(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?q=通知&page=999")
    expect(page.locator("#hits li").first).to_be_visible()
    last = page.locator("#search-pages [aria-current=page]").inner_text()
    assert page.url.endswith(f"page={last}")


@pytest.mark.parametrize("query", ["预防接种", "在哪里打疫苗"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_while_results_come(visit: Callable[..., Visit], query: str, width: int) -> None:
    window = visit(viewport={"width": width, "height": 844})
    window.page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries())"
        " if (!one.hadRecentInput) window.shift += one.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    page = search(window, f"search/?q={query}")
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") < 0.01


def test_results_lead_to_the_words(visit: Callable[..., Visit]) -> None:
    page = search(visit(), "search/?q=内容:建床")
    assert (page.locator("#hits h2 a").first.get_attribute("href") or "").endswith(f"#:~:text={quote('建床')}")


def test_waiting_is_told_and_the_way_on(visit: Callable[..., Visit], demo: Path) -> None:
    window = visit()
    window.page.clock.install()
    window.page.route("**/search/index/**", lambda route: None)
    page = window.go("search/?q=预防接种")
    expect(page.locator("#search-status")).to_contain_text("正在搜索")
    page.clock.run_for(11_000)
    expect(page.locator("#search-status")).to_contain_text("还没有到")
    expect(page.locator("#search-hints a[href$='catalog/']")).to_be_visible()


def test_what_a_search_asks_for_is_named_before_the_style(demo: Path) -> None:
    # A policy in the page keeps a browser from looking ahead: what comes later waits for the style, on a slow line half a second.
    page = (demo / "search/index.html").read_text("utf-8")
    style = page.index('rel="stylesheet"')
    assert (
        max(page.index("search/index/manifest.json"), page.index("assets/search/engine."), page.index("assets/search/page."))
        < style
    )


def test_what_the_empty_page_asked_for_serves_the_first_question(chromium: Browser, demo: Path) -> None:
    with served(demo) as address:
        context = chromium.new_context()
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition("?")[0]))
        page.goto(f"{address}search/")
        with page.expect_response("**/question.json"):
            page.locator("#query").click()
        page.keyboard.insert_text("在哪里打疫苗")
        page.keyboard.press("Enter")
        page.wait_for_selector(".gk-hits li")
        page.wait_for_load_state("networkidle")
        assert [asked.count(name) for name in ("manifest.json", "question.json")] == [1, 1]
        context.close()


def test_what_came_while_typing_is_not_asked_for_again(chromium: Browser, demo: Path) -> None:
    def asked(page: Page) -> list[str]:
        page.wait_for_load_state("networkidle")
        script = "performance.getEntriesByType('resource').filter((one) => one.transferSize > 900).map((one) => one.name)"
        found: list[str] = page.evaluate(script)
        return found

    with served(demo) as address:
        # An answer that nothing has changed is shorter. Without a route, which would keep the browser from keeping anything.
        context = chromium.new_context()
        page = context.new_page()
        page.goto(address)
        page.locator("input[name=q]").click()
        parts = ("manifest.json", "question.json", "documents.", "engine.", "page.")
        early = asked(page)
        assert [part for part in parts if not any(part in url for url in early)] == []
        page.keyboard.insert_text("在哪里打疫苗")
        page.keyboard.press("Enter")
        page.wait_for_selector(".gk-hits li")
        later = asked(page)
        assert any("/texts/" in url for url in later)
        assert [url for url in later for part in ("question.json", "documents.", "engine.") if part in url] == []
        context.close()


def test_what_the_box_was_told_of_the_index_serves_the_page_of_results(visit: Callable[..., Visit]) -> None:
    """On a slow line each question whether something changed takes half a second."""
    window = visit()
    page = window.go("guide/")
    with page.expect_response("**/search/index/question.json"):
        page.locator("header input[name=q]").click()
    wait_until(page, "Object.keys(JSON.parse(sessionStorage.getItem('gongkai-search') || '{}').texts || {}).length === 2")
    for name in ("manifest", "question"):
        page.route(f"**/search/index/{name}.json", lambda route: None)  # no answer ever comes
    page.keyboard.insert_text("狂犬病暴露")
    page.keyboard.press("Enter")
    expect(page.locator("#hits h2 a", has_text="狂犬病").first).to_be_visible()


def _hold(held: list[Route], route: Route) -> None:
    held.append(route)


def test_a_search_that_is_sent_early_breaks_nothing_off(visit: Callable[..., Visit]) -> None:
    """What is on its way would have to be asked for again by the page of results."""
    window = visit()
    page = window.go("guide/")
    held: list[Route] = []
    page.route("**/search/engine.*", partial(_hold, held), times=1)
    page.locator("header input[name=q]").click()
    wait_until(page, "document.querySelector('link[rel=prefetch]')")
    page.keyboard.insert_text("狂犬病暴露")
    page.keyboard.press("Enter")
    expect(page.locator("header [type=submit]")).to_have_text("正在搜索……")
    assert page.url.endswith("guide/")
    held[0].continue_()
    page.wait_for_url(f"**/search/?q={quote('狂犬病暴露')}")
    expect(page.locator("#hits h2 a", has_text="狂犬病").first).to_be_visible()
    page.go_back()
    expect(page.locator("header [type=submit]")).to_have_text("搜索")


def test_a_search_is_sent_though_what_is_on_its_way_never_comes(visit: Callable[..., Visit]) -> None:
    window = visit()
    page = window.go("guide/")
    page.route("**/search/index/**", lambda route: None)
    page.locator("header input[name=q]").click()
    page.keyboard.insert_text("狂犬病暴露")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search/?q={quote('狂犬病暴露')}", wait_until="commit")


def test_what_fits_a_question_is_suggested(visit: Callable[..., Visit]) -> None:
    page = visit().go("guide/")
    page.locator("header input[name=q]").click()
    page.keyboard.insert_text("在哪里打疫苗")
    page.wait_for_selector(".gk-suggestions:not([hidden])")
    assert any("预防接种门诊名单" in title for title in page.locator("[role=option]").all_inner_texts())


def of_another_build(shard: bytes) -> bytes:
    """A shard that says another numbering: its name stands first in what is packed, whose length comes before it."""
    end = 4 + int.from_bytes(shard[:4], "big")
    packed = zlib.compress(b"\0" * 4 + zlib.decompress(shard[4:end])[4:])
    return len(packed).to_bytes(4, "big") + packed + shard[end:]


def lay_new_build(site: Path) -> None:
    """The index of a site as that of another build: what was named by its numbering or content is named otherwise."""
    index = site / "search/index"
    manifest = json.loads((index / "manifest.json").read_text())
    old, manifest["shared"] = manifest["shared"], manifest["shared"].replace(".bin", ".new.bin")
    (index / old).rename(index / manifest["shared"])
    manifest["stamp_of_shards"] = "00000000"
    (index / "manifest.json").write_text(json.dumps(manifest))
    for shard in index.glob("words/*"):
        shard.write_bytes(of_another_build(shard.read_bytes()))


def test_an_open_page_meets_a_new_build(visit: Callable[..., Visit], demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "site")
    with served(tmp_path / "site") as address:
        page = search(visit(address), "search/?q=预防接种")
        lay_new_build(tmp_path / "site")
        page.locator("#query").fill("狂犬病")
        page.keyboard.press("Enter")
        expect(page.locator("#hits h2 a", has_text="狂犬病").first).to_be_visible()


def test_a_box_that_was_told_of_the_old_build_meets_a_new_one(visit: Callable[..., Visit], demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "site")
    with served(tmp_path / "site") as address:
        page = visit(address).go("guide/")
        page.locator("header input[name=q]").click()
        wait_until(page, "sessionStorage.getItem('gongkai-search')")
        lay_new_build(tmp_path / "site")
        page.keyboard.insert_text("狂犬病")
        page.keyboard.press("Enter")
        expect(page.locator("#hits h2 a", has_text="狂犬病").first).to_be_visible()


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=document.title='broken'>", '"><script>document.title="broken"</script>', "&lt;b&gt;{count}$&"]
)
def test_a_query_is_never_markup(visit: Callable[..., Visit], query: str) -> None:
    window = visit()
    page = search(window, f"search/?q={quote(query)}")
    expect(page.locator("#query")).to_have_value(query)
    assert page.locator("#results img, #results script").count() == 0
    assert "broken" not in page.title() or page.title().startswith(query)
    assert window.complaints == []


def test_the_catalog_is_searched_from_its_head(visit: Callable[..., Visit]) -> None:
    page = visit().go("catalog/")
    expect(page.get_by_text("没有脚本时")).to_be_hidden()
    page.get_by_label("在全部公开内容中搜索").locator("input").fill("狂犬病暴露")
    page.keyboard.press("Enter")
    expect(page.locator("#hits h2 a").first).to_contain_text("狂犬病暴露")


def test_the_catalog_says_where_to_look_without_javascript(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).go("catalog/")
    expect(page.get_by_text("没有脚本时，请从下面的列表里找")).to_be_visible()
    page.locator("#catalog-search").fill("疫苗")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape("search/?q=" + quote("疫苗")) + "$"))
    expect(page.get_by_text("搜索需要浏览器脚本和")).to_be_visible()


def test_without_javascript_there_is_a_way_on(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).go("search/?q=疫苗")
    expect(page.get_by_text("搜索需要浏览器脚本")).to_be_visible()
    page.locator("#unscripted a").click()
    expect(page.locator("h1")).to_have_text("法定主动公开内容")


@pytest.mark.parametrize("fault", ["missing", "truncated", "other", "manifest"])
def test_a_broken_index_gives_a_message_and_a_way_on(visit: Callable[..., Visit], demo: Path, tmp_path: Path, fault: str) -> None:
    shutil.copytree(demo, tmp_path / "site")
    index = tmp_path / "site/search/index"
    for file in [index / "manifest.json"] if fault == "manifest" else list((index / "words").iterdir()):
        if fault == "truncated":
            file.write_bytes(file.read_bytes()[:-20])
        elif fault == "other":
            file.write_bytes(of_another_build(file.read_bytes()))
        else:
            file.unlink()
    with served(tmp_path / "site") as address:
        page = search(visit(address), "search/?q=预防接种")
        expect(page.locator("#search-status")).to_contain_text("搜索数据没有载入")
        expect(page.locator("#search-hints a[href$='catalog/']")).to_be_visible()
        expect(page.locator("#search-hints a", has_text="重试")).to_be_visible()


def test_a_suggestion_has_its_day_as_the_language_writes_it(visit: Callable[..., Visit], tmp_path: Path) -> None:
    """6 March 2026 on an English site, as everywhere else on it."""
    county = ROOT / "examples/county"
    build_site(county, output=tmp_path / "site", today=dt.date(2026, 11, 21))
    with served(tmp_path / "site") as base:
        page = visit(base).go("guide/")
        page.locator("header input[name=q]").press_sequentially("culverts")
        page.wait_for_selector(".gk-suggestions:not([hidden])")
        assert "October 22, 2026" in page.locator("[role=option]").first.inner_text()


SHEET = """\
-- content/items/2026/{name}/index.md --
---
title: 第{name}号监测数据
index_number: 11379900MB28399186/2026-01{name}
category: policy
created: 2026-01-05
published: 2026-01-06
department: law
summary: 监测数据。
keywords: [监测]
attachments: [{{file: data.csv, title: 数据}}]
---
见附件。
-- content/items/2026/{name}/data.csv --
编号
{figures}
"""
FIGURES = "\n".join(f"A{number:03}B" for number in range(1000))


def test_a_number_whose_pieces_stand_in_many_sheets_is_not_looked_for_in_all_of_them_unasked(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    sheets = (SHEET.format(name=f"{number:03}", figures=FIGURES) for number in range(40))
    site = write_site(tmp_path / "site", BASE, *sheets)
    assert build_site(site, output=tmp_path / "out").published
    with served(tmp_path / "out") as address:
        page = visit(address).go("search/?q=13800138000")
        page.wait_for_selector(DONE)
        status, button = page.locator("#search-status"), page.locator("#hits + .gk-later button")
        expect(status).to_contain_text("个文件没有读，按“继续显示”接着找")
        expect(button).to_have_text("继续显示")
        button.click()
        expect(status).to_have_text("没有找到。可以换一个更短的词，或者向我们申请公开。")
        expect(button).to_have_count(0)
