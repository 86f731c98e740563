"""A list kept as a sheet: its rows are items, its table is narrowed by department and type, and it can be taken away whole."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
import xlsxwriter

from generator.load.shipped import SHIPPED
from generator.run.build import build
from generator.run.options import Options, Progress, Result, output_of
from tests.sites import BASE, build_site, check_site, write_site

EXAMPLE = SHIPPED / "examples/county-powers"
TODAY = dt.date(2026, 11, 21)
LISTING_BYTES = 60_000


def build_at(site: Path, output: Path) -> Result:
    return build(Options(site, TODAY), output_of(site, output), Progress())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("powers") / "site"
    assert build_at(EXAMPLE, output).published
    return output / "catalog/kind/power"


def page(path: Path) -> str:
    return (path / "index.html").read_text("utf-8")


def rows(text: str) -> list[list[str]]:
    """The cells of the rows of the table on a page."""
    body = text[text.index("<tbody>") : text.index("</tbody>")]
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>")]
    return [[re.sub("<[^>]+>", " ", cell).strip() for cell in row] for row in found if row]


def test_every_row_is_an_item_with_an_address_of_its_own(built: Path) -> None:
    item = page(built.parents[2] / "items/powers/10001")
    assert "民办幼儿园许可" in item
    assert "11379900MB28399186/2026-10001" in item
    assert "行政许可：民办幼儿园许可，由县教育局行使" in item
    assert "<li>受理：一次告知需要补正的材料</li>" in item


def test_the_table_has_the_columns_of_the_profile_in_the_order_of_the_sheet(built: Path) -> None:
    text = page(built)
    assert re.findall(r'<th scope="col">(.*?)</th>', text) == ["标题", "权力类型", "行使主体", "设定依据"]
    assert rows(text)[0] == ["民办幼儿园许可", "行政许可", "县教育局", "《中华人民共和国教育法》 省有关实施办法"]
    assert "共 528 条 · 第 1 页，共 5 页" in text


def test_it_is_narrowed_by_department_and_type_without_a_script(built: Path) -> None:
    text = page(built / "department/d00/type/行政处罚")
    assert {(row[1], row[2]) for row in rows(text)} == {("行政处罚", "县教育局")}
    assert 'href="../../../../../../../catalog/kind/power/department/d00/" aria-current' not in text
    assert re.search(r'/department/d00/type/[^"]*" aria-current="page">行政处罚</a> \((\d+)\)', text)
    counts = re.findall(r'/department/d\d\d/type/%[^"]*"(?: aria-current="page")?>县[^<]+</a> \((\d+)\)', text)
    with_type = sum(row["权力类型"] == "行政处罚" for row in sheet())
    assert sum(map(int, counts)) == with_type


def sheet() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((EXAMPLE / "content/lists/powers.csv").read_text("utf-8"))))


def test_no_page_of_it_is_large_but_the_one_to_print(built: Path) -> None:
    large = {
        path.parent.relative_to(built).as_posix() for path in built.rglob("index.html") if path.stat().st_size > LISTING_BYTES
    }
    assert large == {"whole"}
    whole = page(built / "whole")
    assert len(rows(whole)) == 528
    assert "gk-choices" not in whole


def test_its_csv_has_every_field(built: Path) -> None:
    found = list(csv.DictReader(io.StringIO((built / "power.csv").read_text("utf-8-sig"))))
    assert len(found) == 528
    first = found[0]
    assert (first["权力类型"], first["责任科室"], first["发布日期"]) == ("行政许可", "县教育局", "2026-03-10")
    assert first["追责情形"] == "不依法履行职责的; 超过法定期限的; 在办理中收受财物的"
    assert first["地址"] == "https://county.example.org/gk/items/powers/10001/"


def test_an_edit_of_a_row_makes_only_what_shows_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(EXAMPLE, site)
    build_at(site, tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    powers = site / "content/lists/powers.csv"
    powers.write_text(powers.read_text("utf-8").replace("民办幼儿园许可,", "民办幼儿园设立许可,", 1), "utf-8")
    assert build_at(site, tmp_path / "out").published
    after = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    changed = {path.relative_to(tmp_path / "out").as_posix() for path, data in after.items() if before.get(path) != data}
    tables = {path.removeprefix("catalog/kind/power/") for path in changed if path.startswith("catalog/kind/")}
    assert tables == {
        *("index.html", "whole/index.html", "power.csv", "department/d00/index.html"),
        *("type/行政许可/index.html", "department/d00/type/行政许可/index.html"),
    }
    (site / "content/lists/powers.yml").write_text(
        (site / "content/lists/powers.yml").read_text("utf-8").replace("2026-03-10", "2026-03-11"), "utf-8"
    )
    build_at(site, tmp_path / "out")
    assert "2026-03-11" in (tmp_path / "out/items/powers/10001/index.html").read_text("utf-8")


SHEET = """\
-- content/lists/fines.csv --
编号,标题,信息种类,信息分类,索引号,成文日期,发布日期,内容概述,行政相对人名称,违法事实,处罚依据,处罚种类,处罚决定日期,草稿,公开方式,下次审查日期
a,某诊所案,行政处罚,政策文件,11379900MB28399186/2026-00011,2026-03-02,2026-03-05,一,某诊所,超范围,条例,罚款,2026-03-01,,,
b,保密案,行政处罚,政策文件,11379900MB28399186/2026-00012,2026-03-02,2026-03-05,二,某甲店,超范围,条例,罚款,2026-03-01,是,,
c,不公开案,行政处罚,政策文件,11379900MB28399186/2026-00013,2026-03-02,,三,某乙店,超范围,条例,罚款,2026-03-01,,不予公开,2027-01-01
d,以后案,行政处罚,政策文件,11379900MB28399186/2026-00014,2026-03-02,2026-12-05,四,某丙店,超范围,条例,罚款,2026-03-01,,,
"""


def test_rows_that_are_not_public_are_nowhere(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, SHEET)
    assert build_site(site, output=tmp_path / "out").published
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    names = ("保密案", "不公开案", "以后案", "某甲店", "某乙店", "某丙店", "2026-00012")
    assert not [path for path in files for name in names if name.encode() in path.read_bytes()]
    assert [path.name for path in files if path.name == "fines.csv"] == []
    table = (tmp_path / "out/catalog/kind/penalty/index.html").read_text("utf-8")
    assert [row[0] for row in rows(table)] == ["某诊所案"]


def test_texts_lead_to_a_row(tmp_path: Path) -> None:
    link = "-- content/pages/help.md --\n# 帮助\n\n见[某诊所案](../lists/fines.csv#a)。\n"
    site = write_site(tmp_path / "site", BASE, SHEET, link)
    assert "link-" not in check_site(site)
    build_site(site, output=tmp_path / "out")
    assert 'href="../items/fines/a/"' in (tmp_path / "out/help/index.html").read_text("utf-8")


@pytest.mark.parametrize("path", ["lists/fines.csv", "applications/2025.csv", "matters/social.csv"])
def test_a_sheet_that_is_read_row_by_row_is_no_attachment(path: str, tmp_path: Path) -> None:
    item = f"""\
-- content/items/2026/x.md --
---
标题: 数据
索引号: 11379900MB28399186/2026-00031
信息分类: 政策文件
成文日期: 2026-03-02
发布日期: 2026-03-05
内容概述: 数据
附件: [{{文件: ../../{path}, 标题: 全部}}]
---
正文。
"""
    site = write_site(tmp_path / "site", BASE, SHEET, item)
    assert f"content/{path} 是程序逐行读取的清单或登记册，不能作为附件 [attachment-source]" in check_site(site)
    assert build_site(site, output=tmp_path / "out").published is None


def test_a_workbook_is_a_list_too_and_a_mistake_in_it_is_told_at_its_cell(tmp_path: Path) -> None:
    common = "信息种类: 权责事项\n信息分类: 政策文件\n发布日期: 2026-03-10\n索引号: '11379900MB28399186/2026-{编号}'\n内容概述: '{标题}'\n"
    site = write_site(tmp_path / "site", BASE, f"-- content/lists/powers.yml --\n{common}")
    with xlsxwriter.Workbook(site / "content/lists/powers.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["编号", "标题", "权力类型", "设定依据", "行使主体", "成文日期"])
        sheet.write_row(1, 0, ["00011", "诊所备案", "行政许可", "法一\n法二", "市卫生健康委"])
        sheet.write_datetime(1, 5, dt.datetime(2026, 3, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(2, 0, [12345, "医师处罚", "行政处罚", "法一", "市卫生健康委", "2026年3月2x"])
    assert "content/lists/powers.xlsx:3:6: 错误: 日期“2026年3月2x”的写法不对 [date-notation]" in check_site(site)
    with xlsxwriter.Workbook(site / "content/lists/powers.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["编号", "标题", "权力类型", "设定依据", "行使主体", "成文日期"])
        sheet.write_row(1, 0, ["00011", "诊所备案", "行政许可", "法一\n法二", "市卫生健康委", "2026-03-02"])
    assert build_site(site, output=tmp_path / "out").published
    item = page(tmp_path / "out/items/powers/00011")
    assert "<ol><li>法一</li><li>法二</li></ol>" in item
    assert "11379900MB28399186/2026-00011" in item


def test_the_steps_of_a_power_are_drawn_over_a_plain_list(built: Path) -> None:
    item = page(built.parents[2] / "items/powers/10001")
    drawn = item[item.index('<ol class="gk-flow"') : item.index("</dd>", item.index('<ol class="gk-flow"'))]
    assert drawn == (
        '<ol class="gk-flow"><li><div><strong>受理</strong>：收到申请，当场登记</div><ul><li><strong>材料不齐全</strong>：一次告知需要补正的材料</li>'
        "<li><strong>不属于本部门</strong>：告知应当向哪里申请</li></ul></li>"
        "<li><div><strong>审查</strong>：审查材料，需要时现场核查</div><ul><li><strong>不符合条件</strong>：决定不予许可并说明理由</li></ul></li>"
        "<li><div><strong>决定</strong>：作出许可决定</div></li><li><div><strong>送达</strong>：制作并送达证件</div></li></ol>"
    )


def test_the_numbers_of_the_table_are_those_of_the_sheet(built: Path) -> None:
    text, known = page(built / "cross"), sheet()
    kinds = list(dict.fromkeys(row["权力类型"] for row in known))
    found = rows(text)
    assert len(found) == 12
    for cells in found:
        own = [row for row in known if row["责任科室"] == cells[0]]
        assert cells[1:] == [*(str(sum(row["权力类型"] == kind for row in own)) for kind in kinds), str(len(own))]
    for address in set(re.findall(r'href="(\.[^"#]*/kind/power/[^"]*/)"', text)):
        assert (built / "cross" / unquote(address) / "index.html").is_file()
    legal, promised = (sum(int(row[f"{name}（工作日）"]) for row in known) for name in ("法定时限", "承诺时限"))
    assert f"法定时限（工作日）共 {legal}，承诺时限（工作日）共 {promised}，少 {(legal - promised) * 100 / legal:.0f}%" in page(
        built
    )


def test_the_adjustments_of_a_list_are_told_by_day_and_way(built: Path) -> None:
    text = page(built / "changes")
    adjusted = [row for row in sheet() if row["调整日期"]]
    assert re.findall(r'<time datetime="([\d-]+)"', text) == sorted({row["调整日期"] for row in adjusted}, reverse=True)
    assert sum(text.count(f"<td>{way}</td>") for way in ("取消", "承接", "调整", "下放")) == len(adjusted)
    assert "下放 8 · 调整 4 · 取消 2 · 承接 2" in text
    assert "<td>法律修改，不再需要审批；原来的依据和办理情况仍可查阅</td>" in text


def test_what_was_withdrawn_from_a_list_is_an_adjustment_and_shows_its_title_alone(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "site")
    (tmp_path / "site/content/lists/powers.csv").write_text(
        "编号,标题,责任科室,权力类型,设定依据,行使主体,撤回/日期,撤回/原因\n"
        "1,甲许可,县教育局,行政许可,法,县教育局,,\n2,乙许可,县教育局,行政许可,密法,县教育局,2026-10-01,重复登记\n",
        "utf-8",
    )
    assert build_at(tmp_path / "site", tmp_path / "out").published
    text = page(tmp_path / "out/catalog/kind/power/changes")
    assert rows(text) == [["乙许可", "已撤回", "县教育局", "重复登记"]]
    assert "密法" not in text
    assert not (tmp_path / "out/catalog/kind/power/cross").exists()
