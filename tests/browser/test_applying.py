"""Applying in the browser: the form is checked, printed and saved there, and nothing leaves it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import Page

from tests.browser.chromium import ROOT, Visit

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def fill(page: Page) -> None:
    page.get_by_label("公民").check()
    for label, value in (
        ("姓名", "某申请人"),
        ("证件名称", "居民身份证"),
        ("证件号码", "11010519491231002X"),
        ("联系电话", "（0379）5550199"),
        ("通信地址", "云泽市澄湖区某路 1 号"),
        ("信息的名称、文号或者特征描述", "2025年医疗机构校验结果\n<第二行> & 符号"),
    ):
        page.get_by_label(label).fill(value)
    page.get_by_label("纸质").check()
    page.get_by_label("邮寄").check()


def test_what_is_missing_or_wrong_is_said_where_it_is(visit: Callable[..., Visit]) -> None:
    page = visit().go("apply/")
    assert not page.get_by_label("证件号码").is_visible()
    page.get_by_role("button", name="检查并打印").click()
    assert page.get_by_role("alert").inner_text().startswith("还有 6 处需要填写或者改正\n\n请填写：申请人类型")
    assert page.evaluate("document.activeElement.className") == "gk-form__errors"
    fill(page)
    page.get_by_label("证件号码").fill("110105194912310021")
    page.get_by_label("电子邮箱").fill("a@")
    page.get_by_role("button", name="检查并打印").click()
    assert page.get_by_role("alert").inner_text() == "还有 2 处需要填写或者改正\n\n证件号码的格式不对\n电子邮箱的格式不对"
    assert page.get_by_label("证件号码").get_attribute("aria-invalid") == "true"
    page.get_by_role("link", name="证件号码的格式不对").click()
    assert page.evaluate("document.activeElement.id") == "f-id_number"


def test_the_form_is_printed_alone(visit: Callable[..., Visit]) -> None:
    window = visit()
    window.page.add_init_script(
        "window.print = () => { window.printed = document.querySelector('.gk-sheet').hidden === false; };"
    )
    page = window.go("apply/")
    fill(page)
    page.get_by_role("button", name="检查并打印").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert shown.startswith("政府信息公开申请表\n")
    for text in (
        "某申请人",
        "11010519491231002X",
        "2025年医疗机构校验结果",
        "申请人签名或者盖章",
        "身份证明复印件",
        "文卫路 18 号",
    ):
        assert text in shown
    assert "统一社会信用代码" not in shown
    assert "申请的步骤" not in shown
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.locator(".gk-sheet").is_visible()


def test_the_form_is_saved_as_a_word_document(visit: Callable[..., Visit], tmp_path: Path) -> None:
    window = visit()
    page = window.go("apply/")
    fill(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as download:
        page.get_by_role("button", name="保存为 Word 文档").click()
    download.value.save_as(tmp_path / "form.docx")
    assert download.value.suggested_filename == "政府信息公开申请表.docx"
    with zipfile.ZipFile(tmp_path / "form.docx") as document:
        assert document.testzip() is None
        assert document.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        texts = [node.text for node in ElementTree.fromstring(document.read("word/document.xml")).iter(TEXT)]
    assert texts[:2] == ["政府信息公开申请表", "致：云泽市卫生健康委员会"]
    assert texts[texts.index("姓名") + 1] == "某申请人"
    assert "<第二行> & 符号" in texts
    assert "法定代表人" not in texts
    # Nothing of it goes anywhere, and nothing stays.
    assert [address for address in asked if not address.startswith("blob:")] == []
    assert page.evaluate("Object.keys(localStorage)") == []
    assert window.complaints == []


def test_clearing_forgets_everything(visit: Callable[..., Visit]) -> None:
    page = visit().go("apply/")
    fill(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="清空").click()
    assert page.get_by_label("通信地址").input_value() == ""
    assert not page.get_by_label("姓名").is_visible()


def test_the_office_says_whether_it_is_open(visit: Callable[..., Visit]) -> None:
    for moment, said in (
        ("2026-05-06T09:00:00", "正在办公，今天的办公时间：8:30–12:00，14:30–18:00 (法定节假日除外)"),
        ("2026-10-01T10:00:00", "今天不办公 (法定节假日除外)"),  # Thursday, a holiday
        ("2026-10-10T10:00:00", "正在办公，今天的办公时间：8:30–12:00，14:00–17:30 (法定节假日除外)"),  # Saturday, worked instead
        ("2026-05-06T12:30:00", "现在不在办公时间，今天的办公时间：8:30–12:00，14:30–18:00 (法定节假日除外)"),
        ("2026-01-05T17:10:00", "正在办公，今天的办公时间：8:30–12:00，14:00–17:30 (法定节假日除外)"),
        ("2026-05-16T09:00:00", "今天不办公 (法定节假日除外)"),  # Saturday
        ("2031-05-14T09:00:00", ""),  # a year whose holidays nobody knows yet
    ):
        window = visit(timezone_id="Asia/Shanghai")
        window.page.clock.set_fixed_time(f"{moment}+08:00")
        today = window.go("apply/").locator(".gk-today")
        assert today.inner_text() == said
        assert today.is_visible() == bool(said)


def test_the_steps_are_drawn_and_told(visit: Callable[..., Visit]) -> None:
    page = visit().go("apply/")
    assert page.get_by_role("img", name="申请的步骤和期限").is_visible()
    page.get_by_text("文字说明").click()
    told = page.locator(".gk-steps__words li").all_inner_texts()
    assert told[0].startswith("第 1 步：提交申请")
    assert any("7 个工作日内一次告知补正" in line for line in told)


def test_a_state_is_found_by_its_number_alone(visit: Callable[..., Visit]) -> None:
    register = (ROOT / "content/applications/2026.csv").read_text("utf-8").splitlines()
    number = register[2].split(",")[7]
    page = visit().go("apply/")
    assert not page.get_by_text("请您补正，收到补正以后").is_visible()
    field = page.get_by_label("回执号")
    field.fill("AAAA-BBBB-CCCC")
    page.get_by_role("button", name="查询").click()
    page.get_by_text("没有这个回执号").wait_for()
    # However it is typed.
    field.fill(number.lower().replace("-", " "))
    field.press("Enter")
    page.get_by_text("2026-11-18 请您补正，收到补正以后继续办理。").wait_for()
    assert page.locator(".gk-case__list li:visible").count() == 1
    assert page.get_by_role("status").first.inner_text() == ""
    # The address of the receipt is enough where no script runs.
    bare = visit(java_script_enabled=False).go(page.url.partition("/apply/")[2] and f"apply/{page.url.partition('/apply/')[2]}")
    assert bare.get_by_text("2026-11-18 请您补正，收到补正以后继续办理。").is_visible()
    assert not bare.get_by_label("回执号").is_visible()
