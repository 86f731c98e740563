"""Sheets that are no plain table: several tables on one, forms, links and comments on cells, hidden rows, boxes to tick."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generator.importing.importer import targets_of
from generator.importing.targets import PLAIN
from generator.run.judge import load
from generator.run.options import Options
from tests.importing.books import Shown, ods, xlsx
from tests.importing.test_import import DAY, HEAD, lines, row, rows_out, run, site, sources
from tests.sites import TODAY

__all__ = ["site"]

HEADS = Path(__file__).with_name("heads.txt")


def titles(site: Path) -> list[str]:
    return sorted(text.split("标题: ")[1].split("\n")[0] for name, text in sources(site).items() if name.endswith(".md"))


def test_a_table_below_another_has_its_own_head(site: Path) -> None:
    below: list[list[Any]] = [["二、公告"], ["序号", "栏目", "公告名称", "公开时间"], [1, "行政规范性文件", "停水公告", DAY]]
    result = run(site, book=xlsx({"目录": [["一、文件"], HEAD, row("甲"), row("乙"), [], *below]}, {"目录": ["A1:D1", "A6:D6"]}))
    assert result.exit_code == 0, result.output
    assert titles(site) == ["乙", "停水公告", "甲"]
    assert rows_out(site) == {"1": "在表头上面", "5": "空行", "6": "横贯的小标题"}
    assert "信息分类: 行政规范性文件\n发布日期: 2024-03-05\n" in sources(site)["content/items/2024/停水公告.md"]
    # The map has both, and by it the same is read.
    again = run(site)
    assert "已有 3 条" in again.output, again.output


def test_tables_side_by_side_are_not_mixed(site: Path) -> None:
    head = ["标题", "信息分类", "发布日期"]
    one, two = ["左", "行政规范性文件", DAY], ["右", "工作动态", DAY]
    result = run(site, book=xlsx({"目录": [[*head, "", *head], [*one, "", *two]]}))
    assert result.exit_code == 1, result.output  # 工作动态 is no category of this site, and the left row has none of it
    assert [(place, said) for place, _, said, _ in lines(site, "看不懂")] == [("F2", "工作动态")]
    assert "新条目 1 条" in result.output


def _heads() -> list[tuple[str, str]]:
    read = [line for line in HEADS.read_text("utf-8").splitlines() if not line.startswith("#")]
    pairs = [line.partition(": ") for line in read]
    return [(name, head) for name, _, heads in pairs for head in heads.split(" | ")]


def test_a_head_is_known_by_its_noun_however_it_is_qualified(site: Path) -> None:
    project = load(Options(site, TODAY)).project
    assert project is not None
    targets = targets_of(project, site)
    found = [(targets.find(head, PLAIN) or "none", head) for _, head in _heads()]
    assert found == _heads()


def test_what_stands_above_a_table_and_comes_again_is_no_row(site: Path) -> None:
    group, head = ["序号", "信息", "", "时间", ""], ["", "标题", "信息分类", "成文日期", "发布日期"]
    page = [["云溪县主动公开目录"], group, head]
    rows = [
        ["1", "甲", "行政规范性文件", "2024-01-02", "2024-01-02"],
        *page,
        ["2", "乙", "行政规范性文件", "2024-01-02", "2024-01-02"],
    ]
    book = xlsx({"目录": [*page, *rows]}, {"目录": ["B2:C2", "D2:E2"]})
    result = run(site, book=book)
    assert result.exit_code == 0, result.output
    assert titles(site) == ["乙", "甲"]
    assert {rows_out(site)[row] for row in ("5", "6", "7")} == {"又一次表头", "又一次表头上面的话"}


def test_a_table_without_titles_says_so_once(site: Path) -> None:
    book = xlsx({"目录": [["索引号", "信息分类", "成文日期"], *[["1", "没有的", "2024-01-02"]] * 3]})
    result = run(site, book=book)
    assert result.exit_code == 1
    assert lines(site, "看不懂") == [
        ("1", "标题", "索引号 | 信息分类 | 成文日期", "没有哪一列是标题；在对照表里写明是哪一列（field: 标题）")
    ]


def test_other_ways_of_saying_a_value_of_a_list(site: Path) -> None:
    said = ["现行有效", "已废止", "部分失效", "全文失效"]
    book = xlsx({"目录": [["标题", "信息分类", "成文日期", "有效性"], *[[v, "行政规范性文件", "2024-01-02", v] for v in said]]})
    assert run(site, book=book).exit_code == 0
    found = {text.split("标题: ")[1].split("\n")[0]: text.split("有效性: ")[1].split("\n")[0] for text in sources(site).values()}
    assert found == {"现行有效": "有效", "已废止": "废止", "部分失效": "已修改", "全文失效": "失效"}


def test_a_value_of_several_names_is_known_by_one_of_them(site: Path) -> None:
    book = xlsx({"目录": [["标题", "信息分类", "成文日期", "主题分类"], ["甲", "行政规范性文件", "2024-01-02", "财政"]]})
    assert run(site, book=book).exit_code == 0
    assert "主题分类: 财政、金融、审计\n" in next(iter(sources(site).values()))


def test_a_category_with_a_comma_is_proposed_once_however_it_is_spaced(site: Path) -> None:
    names = ["人事、编制", "人事 、编制", "人事编制"]
    book = xlsx({"目录": [["标题", "信息分类", "成文日期"], *[[v, v, "2024-01-02"] for v in names]]})
    assert '{id: new-1, name: "人事、编制"}\n目录里' in (said := run(site, book=book).output)
    assert '信息分类: {"人事、编制": …, "人事 、编制": …, "人事编制": …}' in said


STRUCK = """<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="gone" style:family="table-cell">\
<style:text-properties style:text-line-through-style="solid"/></style:style>"""


def _struck() -> list[tuple[bytes, str]]:
    head, row = ["标题", "信息分类", "成文日期"], ["行政规范性文件", "2024-01-02"]
    gone = Shown("甲", struck=True)
    cell = '<table:table-cell table:style-name="gone"><text:p>甲</text:p></table:table-cell>'
    return [(xlsx({"目录": [head, [gone, *row]]}), "old.xlsx"), (ods([head, [cell, *row]], STRUCK), "old.ods")]


@pytest.mark.parametrize(("data", "name"), _struck(), ids=["xlsx", "ods"])
def test_what_is_struck_through_is_named(site: Path, data: bytes, name: str) -> None:
    assert run(site, book=data, name=name).exit_code == 0
    assert ("2", "", "A2: 甲", "有删除线，和别的一样处理；不再有效的请删去") in lines(site, "请核对")


def test_rows_of_data_are_no_head_however_they_are_called(site: Path) -> None:
    head = [*HEAD, "附件"]
    result = run(site, book=xlsx({"目录": [head, row("正文"), ["附件", "行政规范性文件", DAY, DAY], row("标题")]}))
    assert result.exit_code == 0, result.output
    assert titles(site) == ["标题", "正文", "附件"]


def test_gaps_in_the_upper_row_of_a_head_in_plain_text_belong_to_the_name_left_of_them(site: Path) -> None:
    text = "序号,信息名称,发文,,日期,,栏目\n,,字号,机关,成文,公开,\n1,甲,云卫发〔2024〕1号,云泽市卫健委,2024-03-05,2024-03-05,行政规范性文件\n"
    result = run(site, book=text.encode("gb18030"), name="old.csv")
    assert result.exit_code == 0, result.output
    written = sources(site)["content/items/2024/云卫发〔2024〕1号.md"]
    for said in ("发布机构: 云泽市卫健委", "成文日期: 2024-03-05", "发布日期: 2024-03-05"):
        assert said in written


def test_a_form_is_one_item_and_what_is_none_of_it_is_said(site: Path) -> None:
    form = [
        ["政府信息公开审批表"],
        ["信息名称：", "关于汛期值班的通知", "成文日期", "2024-03-05"],
        ["公开方式", "☑主动公开 □依申请公开 □不予公开", "信息分类", "行政规范性文件"],
        ["发布日期：2024年3月6日", "", "领导意见", "同意"],
    ]
    result = run(site, book=xlsx({"审批表": form}, {"审批表": ["A1:D1"]}))
    assert result.exit_code == 0, result.output
    assert "是填好的一张表单，作为一个条目" in result.output
    written = sources(site)["content/items/2024/关于汛期值班的通知.md"]
    for said in ("成文日期: 2024-03-05", "发布日期: 2024-03-06", "信息分类: 行政规范性文件", "公开方式: 主动公开"):
        assert said in written
    assert [said for _, _, said, why in lines(site, "没有导入") if why == "表单里的其他文字"] == [
        "政府信息公开审批表",
        "领导意见",
        "同意",
    ]
    assert "head: form" in (site.parent / "in/old.map.yml").read_text("utf-8")
    assert "已有 1 条" in run(site).output


def linked() -> bytes:
    """A workbook with links on cells, a comment, a hidden column and row, a text box and a picture."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("目录")
    for column, text in enumerate(["标题", "信息分类", "发布日期", "附件", "原文链接", "经办人"]):
        sheet.write(0, column, text)
    for number in (1, 2):
        for column, text in enumerate([f"公告{number}", "行政规范性文件", "2024-03-05", "下载", "查看", "张"]):
            sheet.write_string(number, column, text)
        sheet.write_url(number, 3, f"external:附件/表{number}.xlsx", string="点击下载")
        sheet.write_url(number, 4, f"https://old.example/{number}.html", string="查看")
    sheet.write_formula(2, 4, '=HYPERLINK("https://old.example/2.html","查看")', value="查看")
    sheet.write_url(2, 1, "https://old.example/fl/", string="行政规范性文件")
    sheet.write_comment(1, 0, "先不公开")
    sheet.set_column(5, 5, None, None, {"hidden": True})
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.insert_textbox(5, 1, "仅供内部参考")
    book.close()
    return file.getvalue()


def test_links_on_cells_are_followed_and_what_stands_beside_the_cells_is_said(site: Path) -> None:
    folder = site.parent / "in" / "附件"
    folder.mkdir(parents=True)
    for number in (1, 2):
        (folder / f"表{number}.xlsx").write_bytes(xlsx({"甲": [["乙"]]}))
    result = run(site, book=linked())
    assert result.exit_code == 0, result.output
    assert "附件: [{文件: 表1.xlsx}]" in sources_of_text(site, "公告1")
    redirects = (site / "content/redirects.yml").read_text("utf-8")
    assert all(f'{{from: "/{number}.html"' in redirects for number in (1, 2))
    out = {(place, said): why for place, _, said, why in lines(site, "没有导入")}
    assert out["2", "A2: 先不公开"] == "批注"
    assert out["", "仅供内部参考"] == "文本框里的文字"
    assert out["B3", "https://old.example/fl/"] == "单元格上的超链接"
    looked = {said: why for _, _, said, why in lines(site, "请核对")}
    assert looked["F: 经办人"].startswith("是隐藏的列")
    assert any(why.startswith("是隐藏的行") for why in looked.values())


def sources_of_text(site: Path, title: str) -> str:
    return (site / f"content/items/2024/{title}/index.md").read_text("utf-8")


def test_a_cell_that_is_no_address_leads_nowhere(site: Path) -> None:
    head = [*HEAD, "原文链接"]
    result = run(site, book=xlsx({"目录": [head, row("甲", "查看"), row("乙", "art/2024/1.html")]}))
    assert [(place, why) for place, _, _, why in lines(site, "看不懂")] == [
        ("E2", "不是网址；写完整的网址，或者在这一格上加超链接")
    ]
    assert result.exit_code == 1


PAGE = (
    "<html><head><meta charset='gb2312'></head><body><table><tr><th>标题</th><th>信息分类</th><th>发布日期</th></tr>"
    "<tr><td><a href='http://old.example/1.html'>甲</a></td><td>行政规范性文件</td><td>2024-03-05</td></tr></table></body></html>"
).encode("gb18030")
CELLS = [[*HEAD[:2], HEAD[3]], ["", "行政规范性文件", "2024-03-05"]]
CELLS[1][0] = (
    '<table:table-cell office:value-type="string"><text:p><text:a xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xlink:href="http://old.example/1.html">甲</text:a></text:p></table:table-cell>'
)


@pytest.mark.parametrize(("data", "name"), [(PAGE, "old.xls"), (ods(CELLS), "old.ods")])
def test_where_a_title_leads_the_item_lay_before(site: Path, data: bytes, name: str) -> None:
    result = run(site, book=data, name=name)
    assert result.exit_code == 0, result.output
    assert '{from: "/1.html", to: "/items/2024/甲/"' in (site / "content/redirects.yml").read_text("utf-8")
    assert ("原网址", "甲", "取的是单元格上的超链接") in [line[1:] for line in lines(site, "改写")]


def test_a_column_that_asks_whether_means_one_value_by_yes_and_none_by_no(site: Path) -> None:
    result = run(site, book=xlsx({"目录": [[*HEAD, "是否公开"], row("甲", "是"), row("乙", "否")]}))
    assert [(place, said) for place, _, said, _ in lines(site, "看不懂")] == [("E3", "否")]
    assert [said for place, _, said, why in lines(site, "改写") if place == "E2"] == ["是"], result.output


def test_the_values_that_are_proposed_can_be_put_into_the_map_as_they_are_said(site: Path) -> None:
    result = run(site, book=xlsx({"目录": [HEAD, ["甲", "规范文件汇编", DAY, DAY]]}))
    said = result.output.split("对照表里把 … 换成目录里的名称：\n")[1].split("\n")[:2]
    path = site.parent / "in/old.map.yml"
    more = "\n".join(said).replace("…", "行政规范性文件")
    path.write_text(path.read_text("utf-8") + more + "\n", "utf-8")
    assert run(site).exit_code == 0
    assert titles(site) == ["甲"]


def test_of_a_name_below_another_what_says_more_is_what_it_says(site: Path) -> None:
    groups = ["序号", "公开信息内容", "", "", "附件", "", "时限"]
    middle = ["", "信息名称", "内容", "", "名称1", "名称2", ""]
    lower = ["", "", "摘要", "网页正文", "", "", ""]
    top = [["云泽市水务局主动公开台账"], groups, middle, lower]
    merges = ["A2:A4", "B2:D2", "B3:B4", "C3:D3", "E2:F2", "G2:G4"]
    book = xlsx(
        {"目录": [*top, [1, "甲", "甲的摘要", "甲的正文", "", "", ""], [2, "乙", "", "", "没有.pdf", "", ""]]}, {"目录": merges}
    )
    result = run(site, book=book)
    shown = dict(line.strip().split(" → ") for line in result.output.splitlines() if " → " in line and "改写" not in line)
    assert shown["C  公开信息内容/内容/摘要"] == "内容概述"
    assert shown["D  公开信息内容/内容/网页正文"] == "正文"
    assert shown["E  附件/名称1"] == shown["F  附件/名称2"] == "附件"


@pytest.mark.parametrize(
    ("head", "cells", "field"),
    [
        ("公开时限", ["长期公开", "2028-01-15", "永久"], "失效日期"),
        ("公开时限", ["20", "10", "20"], "公开时限"),
        ("发布机构/科室", ["甲", "乙", "丙"], "—"),  # which of the two it is nobody says
        ("文号/编号", ["甲", "乙", "丙"], "文号"),
        ("Meeting / document", ["甲", "乙", "丙"], "—"),
    ],
)
def test_cells_say_what_a_head_leaves_open(site: Path, head: str, cells: list[str], field: str) -> None:
    rows = [[f"第{at}件", "行政规范性文件", DAY, cell] for at, cell in enumerate(cells)]
    output = run(site, book=xlsx({"目录": [["标题", "信息分类", "发布日期", head], *rows]})).output
    assert f"  D  {head.replace('/', '／')} → {field}\n" in output


@pytest.mark.parametrize(
    ("head", "cells", "field"), [("文件", ["供水通知", "停水公告"], "标题"), ("文件", ["a.pdf", "b.pdf"], "—")]
)
def test_where_no_column_is_called_after_titles_one_may_have_them(site: Path, head: str, cells: list[str], field: str) -> None:
    rows = [["行政规范性文件", DAY, cell] for cell in cells]
    assert f"  C  {head} → {field}\n" in run(site, book=xlsx({"目录": [["信息分类", "发布日期", head], *rows]})).output


def test_files_in_marks_or_behind_a_number_are_found(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("名单.csv", "附件1.csv", "表.csv"):
        (folder / name).write_text("甲,乙\n", "utf-8")
    head = ["标题", "信息分类", "发布日期", "附件"]
    said = "《名单.csv》\n附件1\n附件2：表.csv"
    result = run(site, "--files", str(folder), book=xlsx({"目录": [head, ["甲", "行政规范性文件", DAY, said]]}))
    assert result.exit_code == 0, result.output
    assert {name.rpartition("/")[2] for name in sources(site)} >= {"名单.csv", "附件1.csv", "表.csv"}


def test_a_row_is_told_all_that_it_lacks_and_many_of_one_sort_once(site: Path) -> None:
    rows = [["甲", "行政规范性文件", f"2024-02-{day}"] for day in range(30, 45)]
    result = run(site, book=xlsx({"目录": [["标题", "信息分类", "发布日期"], *rows, ["", "没有的", DAY]]}))
    assert "目录 C2 等 15 处: 看不懂: 发布日期“2024-02-30、2024-02-31、2024-02-32 …”：" in result.output
    assert [reason for place, _, _, reason in lines(site, "看不懂") if place.endswith("17")][-1] == "这一行没有标题"


def test_one_cell_without_a_title_is_no_item(site: Path) -> None:
    head = ["编号", "标题", "信息分类", "发布日期"]
    book = xlsx({"目录": [head, ["2024/25"], ["1", "甲", "行政规范性文件", DAY], ["* 依法删去个人信息"]]})
    result = run(site, book=book)
    assert result.exit_code == 0, result.output
    assert rows_out(site) == {"2": "行的编号", "4": "横贯的小标题"}
