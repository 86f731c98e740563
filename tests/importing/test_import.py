"""The rows of real sheets become drafts; what is no row, and what is not understood, is said with its cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.importing.dates import day_of_text
from generator.run.judge import load
from generator.run.options import Options
from tests.importing.books import Shown, xlsx
from tests.sites import BASE, TODAY, write_site

HEAD = ["标题", "信息分类", "成文日期", "发布日期"]
DAY = dt.date(2024, 3, 5)


def row(title: str, *more: Any) -> list[Any]:
    return [title, "行政规范性文件", DAY, DAY, *more]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", BASE)


def run(site: Path, *words: str, book: bytes | None = None, name: str = "old.xlsx") -> Result:
    """The import of a file that lies beside the site."""
    path = site.parent / "in" / name
    path.parent.mkdir(exist_ok=True)
    if book is not None:
        path.write_bytes(book)
    arguments = ["import", str(path), "--site", str(site), "--today", TODAY.isoformat(), *words]
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def lines(site: Path, outcome: str = "") -> list[tuple[str, str, str, str]]:
    """The lines of the report: place, field, what stood there, why."""
    (path,) = (site.parent / "in").glob("*.report.csv")
    read = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))[1:]
    return [(row[2], row[4], row[5], row[7]) for row in read if outcome in ("", row[3])]


def sources(site: Path) -> dict[str, str]:
    known = "content/items/2023/notice.md"
    files = sorted(path for path in (site / "content/items").rglob("*") if path.is_file())
    return {name: path.read_text("utf-8") for path in files if (name := path.relative_to(site).as_posix()) != known}


def rows_out(site: Path) -> dict[str, str]:
    return {place: why for place, name, _, why in lines(site, "没有导入") if not name}


def test_a_row_is_a_draft_with_all_that_stood_in_it(site: Path) -> None:
    head = [*HEAD, "文号", "责任科室", "主题词", "内容概述", "正文"]
    book = xlsx(
        {"目录": [head, row("关于甲的通知", "云卫发〔2024〕1号", "办公室", "防病、疫苗 接种；云", "概述", "<p>各单位：</p>")]}
    )
    result = run(site, book=book)
    assert result.exit_code == 0, result.output
    assert sources(site) == {
        "content/items/2024/云卫发〔2024〕1号.md": """\
---
标题: 关于甲的通知
索引号: 11379900MB28399186/2024-00001
信息分类: 行政规范性文件
成文日期: 2024-03-05
发布日期: 2024-03-05
文号: 云卫发〔2024〕1号
责任科室: 办公室
内容概述: 概述
主题词: [防病, 疫苗, 接种, 云]
草稿: true
---

各单位：
"""
    }


def test_again_nothing_changes(site: Path) -> None:
    book = xlsx({"目录": [HEAD, row("甲"), row("乙"), row("甲乙")]})
    assert run(site, book=book).exit_code == 0
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file() and ".site.build" not in path.parts}
    again = run(site)
    assert "新建草稿 0 条" in again.output
    assert "已有 3 条" in again.output
    assert {path: path.read_bytes() for path in before} == before


def test_what_a_person_changed_since_is_left_as_it_is(site: Path) -> None:
    book = xlsx({"目录": [HEAD, row("甲")]})
    run(site, book=book)
    path = site / "content/items/2024/甲.md"
    path.write_text(path.read_text("utf-8").replace("【待填】一两句话说明内容", "写好了"), "utf-8")
    written = path.read_bytes()
    assert "已经有这一条，没有改动它：content/items/2024/甲.md" in run(site).output
    assert path.read_bytes() == written


def test_rows_that_are_no_data_are_left_out_and_named(site: Path) -> None:
    book: list[list[Any]] = [
        ["云泽市政府信息公开目录"],
        ["注意：请认真填写"],
        ["序号", *HEAD],
        ["", "必填", "请选择", "格式：2024-01-01", "必填"],
        ["例", *row("例：关于……的通知")],
        [1, *row("甲")],
        [],
        ["", "一、通知类"],
        ["序号", *HEAD],
        [2, *row("合计拨款情况的公告")],
        [3],
        ["合计", "2"],
        ["2024年度小计", "2"],
        ["第一季度合计", "", "2"],
        ["Q1 subtotal", "2"],
        ["2024 total for the office", "2"],
        ["", "填表人：张三", "", "审核人：李四"],
        ["", "备注：本表一式两份"],
    ]
    result = run(site, book=xlsx({"目录": book}, {"目录": ["A1:E1", "B8:E8"]}))
    assert result.exit_code == 0, result.output
    assert sorted(sources(site)) == ["content/items/2024/合计拨款情况的公告.md", "content/items/2024/甲.md"]
    assert rows_out(site) == {
        "1": "在表头上面",
        "2": "在表头上面",
        "4": "填写要求",
        "5": "填写示例",
        "7": "空行",
        "8": "横贯的小标题",
        "9": "又一次表头",
        "11": "行的编号",
        "12": "合计行",
        "13": "合计行",
        "14": "合计行",
        "15": "合计行",
        "16": "合计行",
        "17": "落款",
        "18": "说明",
    }


def test_a_head_of_two_rows_is_joined_and_what_is_merged_down_holds_for_each_row(site: Path) -> None:
    book: list[list[Any]] = [
        ["信息分类", "标题", "日期", "", "附件"],
        ["", "", "成文日期", "发布日期", ""],
        ["行政规范性文件", "甲", DAY, DAY, ""],
        ["", "乙", DAY, "2024.3.8", ""],
    ]
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4"]
    result = run(site, book=xlsx({"目录": book}, {"目录": merges}))
    assert result.exit_code == 0, result.output
    assert "D  日期/发布日期 → 发布日期" in result.output
    assert "发布日期: 2024-03-08" in sources(site)["content/items/2024/乙.md"]
    assert "信息分类: 行政规范性文件" in sources(site)["content/items/2024/乙.md"]
    assert ("A4", "信息分类", "行政规范性文件", "是上面合并单元格的内容") not in lines(site)  # it stands in A3
    assert ("A3", "信息分类", "行政规范性文件", "是上面合并单元格的内容") in lines(site, "改写")


def test_the_lowest_row_of_a_joined_head_that_comes_again_is_a_head(site: Path) -> None:
    book: list[list[Any]] = [
        ["信息基本情况", "", "时间", "", "归类"],
        ["公开编号", "文件名称", "形成时间", "上网时间", "所属栏目"],
        ["007", "甲", DAY, DAY, "行政规范性文件"],
        ["公开编号", "文件名称", "形成时间", "上网时间", "所属栏目"],
        ["008", "文件名称管理办法", DAY, DAY, "行政规范性文件"],
    ]
    result = run(site, book=xlsx({"目录": book}, {"目录": ["A1:B1", "C1:D1"]}))
    assert result.exit_code == 0, result.output
    assert rows_out(site) == {"4": "又一次表头"}
    assert sorted(sources(site)) == ["content/items/2024/007.md", "content/items/2024/008.md"]


def test_codes_keep_their_noughts_and_no_number_has_a_point(site: Path) -> None:
    head = ["索引号", *HEAD, "文号"]
    book: list[list[Any]] = [head, [Shown(123, "00000000"), *row("甲", Shown(6821, "0"))], ["00007", *row("乙", 201312142.0)]]
    run(site, book=xlsx({"目录": book}))
    found = "".join(sources(site).values())
    assert '索引号: "00000123"' in found or "索引号: 00000123" in found
    assert "文号: 6821\n" in found
    assert "文号: 201312142\n" in found


def test_a_date_below_a_date_is_the_one_that_is_meant_and_a_name_below_a_field_is_not(site: Path) -> None:
    book: list[list[object]] = [
        ["标题", "信息分类", "公开时间", "", "附件", ""],
        ["", "", "成文日期", "发布日期", "名称", "地址"],
        ["甲", "policy", DAY, DAY, "", ""],
    ]
    result = run(site, book=xlsx({"目录": book}, {"目录": ["A1:A2", "B1:B2", "C1:D1", "E1:F1"]}))
    assert result.exit_code == 0, result.output
    assert "C  公开时间/成文日期 → 成文日期" in result.output
    assert "E  附件/名称 → 附件" in result.output


def test_one_name_in_two_cells_of_a_head_is_that_name(site: Path) -> None:
    book: list[list[object]] = [
        ["标题", "日期", "", "发布", ""],
        ["", "成文", "发布", "机构", "对象"],
        ["甲", DAY, DAY, "云泽市水务局", "居民"],
    ]
    result = run(site, book=xlsx({"目录": book}, {"目录": ["A1:A2", "B1:C1", "D1:E1"]}))
    for said in ("B  日期/成文 → 成文日期", "C  日期/发布 → 发布日期", "D  发布/机构 → 发布机构", "E  发布/对象 → —"):
        assert said in result.output


def test_what_the_catalog_has_not_is_proposed_for_it_and_for_the_map(site: Path) -> None:
    result = run(site, book=xlsx({"目录": [HEAD, ["甲", "政策旧称", DAY, DAY]]}))
    assert '    - {id: new-1, name: "政策旧称"}' in result.output
    assert '\nvalues:\n  信息分类: {"政策旧称": …}' in result.output


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-03-05", DAY),
        ("2024/3/5", DAY),
        ("2024.3.5", DAY),
        ("2024年3月5日", DAY),
        ("２０２４年３月５日", DAY),
        ("二〇二四年三月五日", DAY),
        ("20240305", DAY),
        ("2024-03-05 10:20:30", DAY),
        ("2024年3月5日 上午 10:20", DAY),
        ("2024年3月5日 星期二", DAY),
        ("45356", DAY),
        ("5 March 2024", DAY),
        ("16/3/2024", dt.date(2024, 3, 16)),
        ("14/十一月/16 2:29", dt.date(2016, 11, 14)),
        ("5/3/2024", None),
        ("2024-02-30", None),
        ("2024年3月", None),
        ("去年", None),
    ],
)
def test_a_day_is_read_in_every_notation_that_can_mean_but_one(written: str, day: dt.date | None) -> None:
    assert day_of_text(written) == day


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2024年2月30日", "没有这一天；核对月和日"),
        ("20240230", "没有这一天；核对月和日"),
        ("5/3/2024", "可能是两天中的一天；先写月的写成 2024-05-03，先写日的写成 2024-03-05"),
        ("2024年3月", "没有写是哪一日；写全，如 2026-03-05"),
        ("去年", "看不出是哪一天；写成 2026-03-05"),
    ],
)
def test_why_no_day_can_be_read_is_said(site: Path, written: str, why: str) -> None:
    book = xlsx({"目录": [HEAD, ["甲", "行政规范性文件", written, DAY]]})
    assert run(site, book=book).exit_code == 1
    assert lines(site, "看不懂") == [("C2", "成文日期", written, why)]


def test_all_or_nothing_and_each_cell_that_was_not_understood(site: Path) -> None:
    book = xlsx(
        {
            "目录": [
                HEAD,
                row("甲"),
                ["乙", "没有的分类", "去年", DAY],
                ["丙", "行政规范性文件", DAY, "2024-13-01"],
                ["", "行政规范性文件", DAY, DAY],
            ]
        }
    )
    result = run(site, book=book)
    assert result.exit_code == 1
    assert sources(site) == {}
    assert "什么都没有写：3 行看不懂" in result.output
    assert 'categories:\n    - {id: new-1, name: "没有的分类"}\n' in result.output
    assert [(place, name) for place, name, _, _ in lines(site, "看不懂")] == [
        ("B3", "信息分类"),
        ("C3", "成文日期"),
        ("D4", "发布日期"),
        ("B5", "标题"),
    ]
    partly = run(site, "--partial")
    assert partly.exit_code == 1
    assert list(sources(site)) == ["content/items/2024/甲.md"]


def test_the_map_is_kept_and_what_is_changed_in_it_holds(site: Path) -> None:
    book = xlsx({"目录": [["名目", *HEAD[1:], "说明文字"], ["甲", "政策 旧称", DAY, DAY, "概述"]], "隐藏页": [HEAD, row("密")]})
    assert run(site, book=book).exit_code == 1
    path = site.parent / "in/old.map.yml"
    text = path.read_text("utf-8")
    assert '{column: A, head: "名目", field: ""}' in text
    text = text.replace('head: "名目", field: ""', 'head: "名目", field: 标题').replace(
        'head: "说明文字", field: ""', 'head: "说明文字", field: summary'
    )
    path.write_text(text + "values:\n  信息分类: {政策 旧称: policy}\n", "utf-8")
    result = run(site)
    assert result.exit_code == 0, result.output
    (source,) = sources(site).values()
    assert "标题: 甲\n" in source
    assert "信息分类: policy\n" in source
    assert "内容概述: 概述\n" in source
    assert "密" not in source
    path.write_text(text.replace("field: summary", "field: sumary"), "utf-8")
    wrong = run(site)
    assert wrong.exit_code == 1
    assert "不认识的字段“sumary”" in wrong.output
    path.write_text(text, "utf-8")
    moved = run(site, book=xlsx({"目录": [[HEAD[1], "名目", *HEAD[2:], "说明文字"], ["policy", "甲", DAY, DAY, "概述"]]}))
    assert "对照表说 A 列的表头是“名目”，表里是“信息分类”" in moved.output


def test_files_are_found_by_name_and_copied_and_pictures_of_a_text_too(site: Path) -> None:
    folder = site.parent / "in/files"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub/附表 1.CSV").write_text("a,b\n1,2\n", "utf-8")
    (folder / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    head = [*HEAD, "附件", "正文"]
    book = xlsx({"目录": [head, row("甲", "附表1.csv", '<p>文</p><img src="/u/图.png" alt="示意">')]})
    run(site, "--files", str(folder), book=book)
    assert sorted(path.name for path in (site / "content/items/2024/甲").iterdir()) == ["index.md", "图.png", "附表-1.csv"]
    text = (site / "content/items/2024/甲/index.md").read_text("utf-8")
    assert "附件: [{文件: 附表-1.csv, 标题: 附表1}]" in text
    assert "文\n\n![示意](图.png)" in text
    missing = run(site, "--files", str(folder), book=xlsx({"目录": [head, row("乙", "没有.pdf", "")]}), name="more.xlsx")
    assert missing.exit_code == 1
    assert "没有找到文件 没有.pdf" in missing.output


def test_old_addresses_lead_on_once_the_draft_is_out(site: Path) -> None:
    head = [*HEAD, "原网址"]
    book = xlsx({"目录": [head, row("甲", "http://old.example.cn/zwgk/t1.html"), row("乙", "http://old.example.cn/a.jsp?id=1")]})
    result = run(site, book=book)
    assert "带问号的网址" in result.output
    redirects = site / "content/redirects.yml"
    assert redirects.read_text("utf-8") == (
        '- {from: "/zwgk/t1.html", to: "/items/2024/甲/", date: 2026-06-30, reason: "网站改版"}\n'
    )
    assert CliRunner().invoke(main, ["build", str(site), "--today", TODAY.isoformat()]).exit_code == 0
    assert not (site / "site/zwgk/t1.html").exists()
    path = site / "content/items/2024/甲.md"
    path.write_text(
        path.read_text("utf-8").replace("草稿: true\n", "").replace("【待填】一两句话说明内容", "部署。").replace("【待填】", ""),
        "utf-8",
    )
    assert CliRunner().invoke(main, ["build", str(site), "--today", TODAY.isoformat()]).exit_code == 0
    assert "items/2024/" in (site / "site/zwgk/t1.html").read_text("utf-8")


def test_reviewed_rows_are_no_drafts(site: Path) -> None:
    head = [*HEAD, "审核人", "批准人", "审核日期"]
    run(site, book=xlsx({"目录": [head, row("甲", "张三", "李四", DAY), row("乙", "张三")]}))
    assert "草稿" not in sources(site)["content/items/2024/甲.md"]
    assert "审核: {审核人: 张三, 批准人: 李四, 日期: 2024-03-05}" in sources(site)["content/items/2024/甲.md"]
    assert "草稿: true" in sources(site)["content/items/2024/乙.md"]


def test_the_fields_of_a_kind_say_what_a_sheet_holds(site: Path) -> None:
    head = ["行政相对人名称", "决定书文号", "违法事实", "处罚决定日期", "标题", "信息分类", "成文日期", "发布日期"]
    loaded = load(Options(site, TODAY)).project
    assert loaded is not None
    kind = loaded.settings.profile.kinds["penalty"]
    own = [field.label for field in kind.fields.values()]
    result = run(
        site,
        book=xlsx(
            {"甲表": [[*own, *HEAD], [*("2024-03-05" if f.type == "date" else "1" for f in kind.fields.values()), *row("甲")]]}
        ),
    )
    assert f"信息种类：{kind.label}" in result.output, (head, result.output)
    (source,) = sources(site).values()
    assert f"信息种类: {kind.label}" in source
    assert all(f"{label}: " in source for label in own)


VALUES: dict[str, st.SearchStrategy[str]] = {
    "标题": st.text("甲乙丙丁关于的通知（）1a<b>&#*_ ", max_size=12),
    "索引号": st.sampled_from(["", "11379900MB28399186/2024-00031", "00012", "x y"]),
    "信息分类": st.sampled_from(["", "行政规范性文件", "政策文件", "policy/normative", "没有", "政策 文件"]),
    "成文日期": st.sampled_from(["", "2024-03-05", "2024年3月5日", "长期", "5/3/2024", "x"]),
    "发布日期": st.sampled_from(["", "2024.3.6", "20240306", "无"]),
    "失效日期": st.sampled_from(["", "长期", "2030-01-01"]),
    "主题词": st.text("甲乙、, ;", max_size=8),
    "正文": st.text("甲乙<p>/b&\n#*1. |", max_size=20),
    "奇怪的列": st.sampled_from(["", "x"]),
}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries(VALUES), min_size=1, max_size=5))
def test_every_cell_is_in_a_source_or_in_the_report(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]) -> None:
    site = write_site(tmp_path_factory.mktemp("law") / "site", BASE)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(VALUES)
    writer.writerows([list(row.values()) for row in rows])
    run(site, "--partial", book=file.getvalue().encode(), name="old.csv")
    told = lines(site)
    loaded = load(Options(site, TODAY)).project
    assert loaded is not None
    rows_told = {place for place, _, _, _ in told if place.isdecimal()}
    cells_told = {place: (found, why) for place, _, found, why in told}
    for number, values in enumerate(rows, 2):
        for column, (name, value) in enumerate(values.items()):
            if not value.strip():
                continue
            place = f"{'ABCDEFGHI'[column]}{number}"
            assert place in cells_told or str(number) in rows_told, (place, name, value)
    # What was taken as it stood stands so in an item.
    texts = "\n".join(sources(site).values())
    for place, name, found, _ in lines(site, "照录"):
        if name in ("标题", "索引号") and _was_written(place, lines(site, "看不懂"), told):
            assert any(found.strip() in (item.authored.title, item.authored.index_number) for item in loaded.content.items), (
                place,
                texts,
            )


def _was_written(place: str, refused: Sequence[tuple[str, str, str, str]], told: Sequence[tuple[str, str, str, str]]) -> bool:
    """True if no cell of the row of a cell was refused, and the row was not told as a whole."""
    number = place.lstrip("ABCDEFGHI")
    return number not in {other.lstrip("ABCDEFGHI") for other, _, _, _ in refused} and number not in {
        other for other, _, _, _ in told
    }
