"""The form in the browser, in Sveltia CMS from npm: an item is made, edited and withdrawn in it, and the site stays a right one.

The program comes from npm (`make editor-program`), or from the folder that GONGKAI_SVELTIA names.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema.validators import validator_for
from playwright.sync_api import Browser, Page, expect

from generator.cli import main
from tests.browser.chromium import ROOT, served
from tests.schema.test_form import config_of, read
from tests.sites import BASE, check_site, write_site

PROGRAM = Path(os.environ.get("GONGKAI_SVELTIA") or ROOT / "build/node_modules/@sveltia/cms")
pytestmark = pytest.mark.skipif(not PROGRAM.is_dir(), reason="no @sveltia/cms; get it by: make editor-program")
# The folder that is chosen is one in the browser's own store, which is read and written by the same calls as one on disk.
FOLDER = """
window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("site");
FileSystemHandle.prototype.requestPermission = FileSystemHandle.prototype.queryPermission = async () => "granted";
"""
PUT = """async (files) => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("site", { create: true });
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, text] of Object.entries(files)) {
    let folder = root;
    const parts = path.split("/");
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
TAKE = """async () => {
  const files = {};
  const walk = async (folder, path) => {
    for await (const [name, entry] of folder.entries())
      if (entry.kind === "directory") await walk(entry, `${path}${name}/`);
      else files[path + name] = await (await entry.getFile()).text();
  };
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle("site"), "");
  return files;
}"""
OLD = """\
-- content/items/2024/old/index.md --
---
title: 关于旧事的通知
index_number: 11379900MB28399186/2024-00002
category: policy
created: 2024-05-30
published: 2024-06-01
doc_number: 云卫发〔2024〕6号
department: law
summary: 部署夏季防病工作。
keywords: [防病, "a: b"]
review: {by: 张三, approved_by: 李四, date: 2024-05-31}
attachments:
  - {file: table.csv, title: 表}
---
正文 **粗**。

* 一
* 二
-- content/items/2024/old/table.csv --
年,件
2024,2
-- content/items/fees.yml --
- id: a1
  title: 挂号费
  index_number: 11379900MB28399186/2024-00011
  category: policy
  created: 2024-05-30
  published: 2024-06-01
  summary: 每次 10 元。
- id: a2
  title: 诊查费
  index_number: 11379900MB28399186/2024-00012
  category: policy
  created: 2024-05-30
  published: 2024-06-01
  summary: 每次 8 元。
  body: 按次收取。
-- site_config/report_forms/quarter.yml --
name: 季报
tables:
  - id: requests
    title: 办理情况表
    blocks:
      - corner: 情况
        columns: [{id: natural, label: 自然人}, {id: legal, label: 法人}]
        rows: [{id: received, label: 收到的申请}, {id: answered, label: 答复的申请}, {id: left, label: 在办的申请}]
-- content/reports/2025.md --
---
form: quarter
published: 2026-01-20
figures:
  received: {natural: 4, legal: 1}
  answered: [4, 1]
  left: 0
---
全年的情况见表。
"""


class Form:
    """The form on a site: its page, and the files of the site as it has them."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page, self.site = page, site

    def field(self, path: str) -> Any:
        """A field by the path of its keys."""
        return self.page.locator(f'[data-key-path="{path}"]')

    def save(self) -> set[str]:
        """Saves what is shown, and brings the site on disk to what the form has; returns the paths that are other now."""
        self.page.get_by_role("button", name="保存").click()
        expect(self.page.get_by_text("条目已保存")).to_be_visible()
        changed = set()
        for name, text in self.page.evaluate(TAKE).items():
            path = self.site / name
            if not path.is_file() or path.read_text("utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
                changed.add(name)
        return changed

    def open(self, address: str) -> None:
        """Opens an entry by its address in the form."""
        self.page.goto(f"{self.page.url.partition('#')[0]}#/collections/{address}")


@pytest.fixture
def form(tmp_path: Path, chromium: Browser) -> Iterator[Form]:
    """The form, signed in to a folder; at the end it asked nobody but where it came from."""
    site = write_site(tmp_path, BASE, OLD)
    (site / ".git").mkdir()
    said = CliRunner().invoke(main, ["new", "editor", "--site", str(site), "--program", str(PROGRAM)])
    assert said.exit_code == 0, said.output
    with served(site / "editor") as address:
        base = address.replace("127.0.0.1", "localhost")  # the program works on a folder where it is at home
        context = chromium.new_context(viewport={"width": 1280, "height": 9000}, locale="zh-CN")
        context.add_init_script(FOLDER)
        outside: list[str] = []
        answered: list[str] = []
        page = context.new_page()
        page.on("requestfinished", lambda request: answered.append(request.url))
        # As high as that all fields are there: of a form the program makes what is seen.
        page.on("pageerror", lambda error: outside.append(str(error)))
        page.goto(base)
        content = {path.relative_to(site).as_posix(): path for path in (site / "content").rglob("*") if path.is_file()}
        page.evaluate(PUT, {name: path.read_text("utf-8") for name, path in content.items()})
        page.get_by_role("button", name="使用本地仓库").click()
        expect(page.get_by_role("button", name="创建新条目").first).to_be_visible()
        yield Form(page, site)
        assert outside == []
        assert [url for url in answered if not url.startswith((base, "blob:", "data:"))] == []
        context.close()


def test_the_configuration_is_one_by_the_schema_of_its_program(tmp_path: Path) -> None:
    import json

    schema = json.loads((PROGRAM / "schema/sveltia-cms.json").read_text("utf-8"))
    validator = validator_for(schema)(schema)
    for site in (write_site(tmp_path, BASE, OLD), ROOT, *(path.parent for path in ROOT.glob("examples/*/catalog.yml"))):
        assert [error.message for error in validator.iter_errors(config_of(read(site), site, files=True))] == []


def test_an_item_is_made_edited_and_withdrawn(form: Form) -> None:
    # An old one is edited: its values stay, and it is as public as it was.
    form.open("document/entries/2024/old/index")
    form.field("summary").locator("textarea").fill("改过的概述。")
    form.field("draft").get_by_text("到发布日期公开").click()
    assert form.save() == {"content/items/2024/old/index.md"}
    text = (form.site / "content/items/2024/old/index.md").read_text("utf-8")
    assert "summary: 改过的概述。\n" in text
    assert "draft: true" not in text
    assert text.endswith("---\n\n正文 **粗**。\n\n* 一\n* 二\n")
    assert check_site(form.site).startswith("没有发现问题\n")

    # A new one is a draft, and right at once.
    form.open("document/new")
    form.field("title").locator("input").fill("关于“新事”的通知：一")
    form.field("index_number").locator("input").fill("11379900MB28399186/2026-00009")
    form.field("category").get_by_text("政策文件/行政规范性文件").click()
    for name in ("created", "published"):
        form.field(name).locator("input").fill("2026-06-01")
    form.field("summary").locator("textarea").fill("新事怎么办。")
    form.field("body").locator("textarea:visible").fill("请各单位 **落实**：\n\n* 一\n* 二")
    form.page.get_by_role("button", name="保存").click()
    expect(form.field("draft")).to_contain_text("此字段为必填项")
    form.field("draft").get_by_text("草稿，不公开").click()
    (made,) = form.save()
    text = (form.site / made).read_text("utf-8")
    assert "created: 2026-06-01\n" in text
    assert "draft: true\n" in text
    assert text.endswith("---\n\n请各单位 **落实**：\n\n* 一\n* 二\n")
    assert check_site(form.site).startswith("没有发现问题\n")

    # One is withdrawn.
    form.open("document/entries/2024/old/index")
    box = form.field("withdrawn")
    box.get_by_role("checkbox").first.click()
    form.field("withdrawn.date").locator("input").fill("2026-06-02")
    form.field("withdrawn.reason").locator("textarea, input").first.fill("内容有误，另行公布。")
    assert form.save() == {"content/items/2024/old/index.md"}
    text = (form.site / "content/items/2024/old/index.md").read_text("utf-8")
    assert "withdrawn:\n  date: 2026-06-02\n  reason: 内容有误，另行公布。\n" in text
    assert check_site(form.site).startswith("没有发现问题\n")


def test_a_report_and_an_entry_of_a_list_are_edited(form: Form) -> None:
    form.open("reports/entries/reports-2025-md")
    form.field("figures.received.natural").locator("input").fill("5")
    assert form.save() == {"content/reports/2025.md"}
    text = (form.site / "content/reports/2025.md").read_text("utf-8")
    for line in ("form: quarter\n", "published: 2026-01-20\n", "  received:\n    natural: 5\n    legal: 1\n", "  left: 0\n"):
        assert line in text
    assert text.endswith("---\n\n全年的情况见表。\n")
    assert check_site(form.site).startswith("没有发现问题\n")

    form.open("records/entries/items-fees-yml")
    form.field("entries.1.summary").locator("textarea").fill("每次 9 元。")
    assert form.save() == {"content/items/fees.yml"}
    text = (form.site / "content/items/fees.yml").read_text("utf-8")
    assert text.startswith("- id: a1\n")
    assert text.count("- id: ") == 2
    assert "  summary: 每次 10 元。\n" in text
    assert "  summary: 每次 9 元。\n" in text
    assert "  body: 按次收取。\n" in text
    assert check_site(form.site).startswith("没有发现问题\n")
