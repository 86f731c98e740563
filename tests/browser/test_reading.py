"""Reading and listing: from the front page to a document and on, on the screen, on paper, in the other language."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import PAGES, Visit, served, wait_until
from tests.sites import BASE, build_site, check_site, write_site

ENGLISH = """\
-- catalog.yml --
language: en
profile: uk-publication-scheme
site_url: https://example.org/foi/
title: Yunze Health Commission disclosure
publisher: {name: Yunze Health Commission}
offices:
  - id: disclosure
    name: Disclosure office
    address: 18 Wenwei Road
    phone: 0379-5550100
    email: office@example.org
    hours: [{days: Monday to Friday, weekdays: [mon, tue, wed, thu, fri], times: ["8:30–12:00"]}]
departments:
  - {id: office, name: Office}
categories:
  - id: policy
    name: Policies
    department: office
    answers: ["5"]
    children: [{id: health, name: Public health, answers: ["5"]}]
-- content/pages/guide.md --
---
title: About our publication scheme
---
Phone {{ office.phone }}.
-- content/pages/rules.md --
---
title: Our duties and policies
---
See [the notice](../items/2023/notice.md).
-- content/pages/apply.md --
---
title: Make a request
---
{{ steps }}

{{ application_form }}

{{ office_card }}

{{ fees }}

{{ help }}
-- content/items/2023/notice.md --
---
title: Notice on preventing summer diseases
index_number: YHC-2023-001
category: policy/health
created: 2023-05-30
published: 2023-06-01
department: office
summary: What to do in summer.
keywords: [prevention]
validity: repealed
---
**Wash hands.**

| Where | When |
| --- | --- |
| Clinic | Monday |
"""


ENGLISH_PAGES = (
    "",
    "guide/",
    "catalog/",
    "catalog/policy/health/",
    "reports/",
    "search/",
    "404.html",
    "apply/",
    "items/2023/notice/",
)


def test_from_the_front_page_to_a_document_and_its_neighbours(visit: Callable[..., Visit]) -> None:
    page = visit().go("")
    page.get_by_role("link", name="法定主动公开内容").first.click()
    page.get_by_role("link", name="行政规范性文件").click()
    page.get_by_role("link", name="云泽市诊所备案管理实施细则（试行）").click()
    page.wait_for_url("**/items/2020/clinic-filing-trial/")
    assert page.get_by_role("navigation", name="当前位置").inner_text() == (
        "首页 › 法定主动公开内容 › 政策文件 › 行政规范性文件 › 云泽市诊所备案管理实施细则（试行）"
    )
    assert page.title() == "云泽市诊所备案管理实施细则（试行）（已废止） - 云泽市卫生健康委员会政府信息公开"
    assert page.get_by_role("note").filter(has_text="本文件已经废止").inner_text() == (
        "已废止\n\n本文件已经废止，不再执行。\n\n取代它的文件：云泽市诊所备案管理实施细则"
    )
    beside = page.get_by_role("navigation", name="同类信息").get_by_role("link")
    first = beside.first.inner_text().split("\n")[-1]
    beside.first.click()
    assert page.get_by_role("heading", level=1).inner_text() == first


def test_every_state_is_told_in_words(visit: Callable[..., Visit]) -> None:
    window = visit()
    for name, word in (("repealed", "已废止"), ("expired", "已失效"), ("corrected", "已更正"), ("withdrawn", "已撤回")):
        page = window.go(PAGES[name])
        assert page.locator("main").get_by_text(word, exact=True).count() == 1
        assert page.locator(".gk-notice__title").inner_text() == word


def test_a_download_says_its_type_and_size(visit: Callable[..., Visit]) -> None:
    page = visit().go(PAGES["corrected"])
    link = page.locator(".gk-files li a")
    assert link.inner_text().endswith("2025年云泽市预防接种门诊名单 PDF 文档，27 kB") or "27 kB" in link.inner_text()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "vaccination-clinics.pdf"


def test_the_footer_names_its_seven(visit: Callable[..., Visit]) -> None:
    shown = visit().go(PAGES["document"]).locator("footer").inner_text()
    for text in (
        "党政机关",
        "我为政府网站找错",
        "网站标识码：9979000010",
        "云ICP备00000000号",
        "云公网安备 00000000000000号",
        "主办单位：云泽市卫生健康委员会",
        "联系方式：云泽市澄湖区文卫路 18 号 512 室 0379-5550100",
    ):
        assert text in shown


def test_the_link_is_copied_and_errors_are_told_by_mail(visit: Callable[..., Visit]) -> None:
    window = visit(permissions=["clipboard-read", "clipboard-write"])
    page = window.go(PAGES["document"])
    page.get_by_role("button", name="复制链接").click()
    page.get_by_text("链接已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == window.base + PAGES["document"]
    address = page.get_by_role("link", name="本页有误？告诉我们").get_attribute("href") or ""
    assert address.startswith("mailto:gongkai@yunze.example?subject=%E7%BD%91%E9%A1%B5%E7%BA%A0%E9%94%99")


def test_the_size_of_type_is_kept(visit: Callable[..., Visit]) -> None:
    window = visit()
    page = window.go("")
    page.get_by_role("button", name="大号字").click()
    page = window.go(PAGES["document"])
    assert page.get_by_role("button", name="大号字").get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="中号字").get_attribute("aria-pressed") == "false"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "19px"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine; install the package poppler-utils")
def test_a_printed_document_holds_the_document_and_no_more(visit: Callable[..., Visit], tmp_path: Path) -> None:
    page = visit(color_scheme="dark").go(PAGES["repealed"])
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, format="A4")
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, check=True, text=True).stdout
    for kept in (
        "云泽市诊所备案管理实施细则（试行）",
        "已废止",
        "11379900MB28399186/2020-00226",
        "云卫规〔2020〕1号",
        "第八条",
        "网站标识码",
    ):
        assert kept in text
    for left_out in ("首页", "搜索", "下一条", "复制链接", "长者版"):
        assert left_out not in text


def test_a_site_in_english_is_english_all_over(visit: Callable[..., Visit], tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, ENGLISH)
    output = tmp_path / "out"
    assert build_site(site, output=output).published, check_site(site)
    with served(output) as address:
        window = visit(address, locale="en")
        for place in ENGLISH_PAGES:
            page = window.go(place)
            assert page.locator("html").get_attribute("lang") == "en"
            # Of what is seen, and of what a screen reader says, nothing is Chinese.
            told = page.evaluate("document.documentElement.outerHTML.replace(/<meta name=.generator.*?>/, '')")
            assert re.findall("[\u3001-\u9fff\uff00-\uffef]+", told) == [], place
        assert page.locator(".gk-notice__title").inner_text() == "Withdrawn from use"
        page = window.go("apply/")
        page.get_by_role("button", name="Check and print").click()
        assert page.get_by_role("alert").inner_text().startswith("Entries missing or wrong: 2")
        assert window.complaints == []


@pytest.mark.parametrize("mount", ["", "wjw/", "staging/copy/"])
def test_the_page_for_unknown_addresses_is_whole_wherever_the_site_lies(
    visit: Callable[..., Visit], demo: Path, tmp_path: Path, mount: str
) -> None:
    root = demo
    if mount:
        root = tmp_path / "web"
        (root / mount).parent.mkdir(parents=True)
        (root / mount.rstrip("/")).symlink_to(demo)
        shutil.copy(demo / "404.html", root)
    with served(root) as address:
        window = visit(address)
        for place in ("gone", "art/2023/5/8/art_12_3456.html", "catalog/gone/", "items/2023/gone/page/7/"):
            page = window.go(mount + place)
            wait_until(page, "getComputedStyle(document.querySelector('.gk-header')).backgroundColor !== 'rgba(0, 0, 0, 0)'")
            assert page.get_by_role("link", name="首页").first.evaluate("link => link.href") == address + mount
        assert window.complaints == []
