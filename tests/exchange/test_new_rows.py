"""A row that is added to a workbook of the catalog becomes a draft; the items that there are stay as they were, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from generator.importing.workbook import read_grids
from tests.exchange.test_round_trip import LISTED, files, run
from tests.sites import BASE, write_site

NEW = {
    **{
        "标题": "新的通知",
        "信息分类": "政策文件/行政规范性文件",
        "成文日期": "2026-05-06",
        "发布日期": "2026-05-07",
        "内容概述": "一句话",
    },
    **{"责任科室": "政策法规科", "主题词": "一\n二", "正文": "第一段 **粗**\n\n* 甲\n* 乙", "附件": "a.csv | 名单"},
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    site = write_site(tmp_path / "site", BASE, LISTED)
    assert run("export", "--xlsx", str(tmp_path / "all.xlsx"), "--site", str(site)).exit_code == 0
    return tmp_path / "all.xlsx"


Cells = dict[tuple[int, int], str]


def sheets_of(book: Path) -> dict[str, Cells]:
    """The cells of every sheet, also of the one that remembers."""
    return {
        grid.name: {place: cell.text for place, cell in grid.cells.items()} for grid in read_grids("xlsx", book.read_bytes(), "")
    }


def save(book: Path, sheets: dict[str, Cells]) -> None:
    """The workbook as a program writes it that knows nothing of ours: cells of text."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(book), options) as whole:
        for name, cells in sheets.items():
            sheet = whole.add_worksheet(name)
            for (row, column), text in cells.items():
                sheet.write_string(row, column, text)


def heads_of(cells: Cells) -> dict[str, int]:
    return {text: column for (row, column), text in cells.items() if row == 0}


def add(book: Path, values: dict[str, str], id: str = "") -> None:
    """Adds a row at the end of the first sheet, under the heads of the sheet."""
    sheets = sheets_of(book)
    cells = next(iter(sheets.values()))
    heads, row = heads_of(cells), max(row for row, _ in cells) + 1
    cells |= {(row, heads[head]): value for head, value in values.items()} | ({(row, 0): id} if id else {})
    save(book, sheets)


def test_a_new_row_becomes_a_draft(book: Path) -> None:
    site = book.parent / "site"
    (book.parent / "given").mkdir()
    (book.parent / "given/a.csv").write_text("a,b\n3,4\n", "utf-8")
    add(book, NEW)
    before = files(site)
    said = run("import", str(book), "--site", str(site), "--files", str(book.parent / "given"))
    assert said.exit_code == 0, said.output
    assert "由新增的行新建草稿 1 条" in said.output
    after = files(site)
    assert {name: data for name, data in after.items() if name in before} == before
    made = {name: data.decode() for name, data in after.items() if name not in before}
    assert made == {
        "content/items/2026/新的通知/index.md": """\
---
标题: 新的通知
索引号: 11379900MB28399186/2026-00001
信息分类: 政策文件/行政规范性文件
成文日期: 2026-05-06
发布日期: 2026-05-07
责任科室: 政策法规科
内容概述: 一句话
主题词: [一, 二]
附件: [{文件: a.csv, 标题: 名单}]
草稿: true
---

第一段 **粗**

* 甲
* 乙
""",
        "content/items/2026/新的通知/a.csv": "a,b\n3,4\n",
    }
    again = run("import", str(book), "--site", str(site), "--files", str(book.parent / "given"))
    assert "由新增的行" not in again.output
    assert files(site) == after


def test_edits_and_new_rows_go_in_together_or_not_at_all(book: Path) -> None:
    site = book.parent / "site"
    sheets = sheets_of(book)
    cells = next(iter(sheets.values()))
    row = next(row for (row, column), text in cells.items() if column == 0 and text == "2023/notice")
    cells[row, heads_of(cells)["内容概述"]] = "改了"
    save(book, sheets)
    add(book, NEW | {"信息分类": "没有的分类", "附件": "b.csv"})
    before = files(site)
    said = run("import", str(book), "--site", str(site))
    assert said.exit_code == 1
    assert files(site) == before
    assert "没有的分类" in said.output
    assert "b.csv" in said.output
    assert run("import", str(book), "--site", str(site), "--partial").exit_code == 1
    changed = {name for name, data in files(site).items() if before.get(name) != data}
    assert changed == {"content/items/2023/notice.md"}


def test_a_row_of_an_item_that_is_none_is_told(book: Path) -> None:
    site = book.parent / "site"
    add(book, {"标题": "新的通知"}, id="2026/none")
    before = files(site)
    said = run("import", str(book), "--site", str(site))
    assert said.exit_code == 1
    assert "导出的条目里没有这个编号" in said.output
    assert files(site) == before
