"""The monthly circular: figures, marks, ranks and changes as they were issued; persons stand in the internal edition alone."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.portal.members import PORTAL, check_text, rewrite, rewrite_status
from tests.portal.test_build import build, page, text_of

MORE = """\
indicators:
  - {id: asked, label: 应当公开的内容, points: 60, figure: requirements}
  - {id: in-time, label: 及时性, points: 30, figure: on-time}
  - {id: silent, label: 更新, points: 10, codes: [category-silent], each: 4}
  - {id: desk, label: 服务态度, points: 5}
notices:
  - {member: lake, given: 2023-06-05, text: 补充财政信息, person: 何敏, due: 2023-06-20}
  - {member: health, given: 2023-06-05, text: 核对办公时间, person: 陈立, due: 2023-06-20, done: 2023-06-12}
  - {member: health, given: 2023-09-01, text: 以后才通知的, due: 2023-10-01}
"""


@pytest.fixture
def marked(city: Path) -> Path:
    """The city with indicators and notices; one body was late, and silent in a category."""
    (city / "portal.yml").write_text(PORTAL + MORE, "utf-8")

    def change(found: dict[str, Any]) -> None:
        found["months"] = [
            {"month": "2023-06", "items": 4, "judged": 3, "late": 1},
            {"month": "2023-05", "items": 9, "judged": 1, "late": 1},
        ]
        found["categories"][-1]["silent_since"] = "2023-04-30"
        found["problems"] = [{"rule": "category-silent", "severity": "warning", "count": 1}]
        found["overdue_reports"] = [{"year": 2022, "due": "2023-01-31"}]

    rewrite_status(city / "lake/site", change)
    return city


def issue(city: Path, *options: str, today: str = "2023-07-03") -> Result:
    return CliRunner().invoke(main, ["portal", "circular", str(city), "--today", today, *options])


def record(city: Path, month: str = "2023-06") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((city / f"circulars/{month}.json").read_text("utf-8"))
    return found


def test_a_circular_is_on_the_month_that_ended_last(marked: Path) -> None:
    done = issue(marked)
    assert done.exit_code == 0
    assert done.stdout.startswith("portal.yml:13:3: 提示: 各项指标一共 105 分，不是 100 分 [points-sum]\n")
    file = marked / "circulars/2023-06.json"
    assert done.stderr == f"已写入 {file}：2023年6月政府信息公开情况通报。下一次 gongkai portal build 会发布它。\n"
    health, lake = record(marked)["bodies"]
    assert (lake["items"], lake["judged"], lake["late"]) == (4, 3, 1)
    assert [(mark["indicator"], mark["got"]) for mark in lake["marks"]] == [
        ("asked", health["marks"][0]["got"]),
        ("in-time", "15.0"),  # of the year: two of four
        ("silent", "6.0"),
        ("desk", None),
    ]
    assert (lake["of"], health["rank"], lake["rank"]) == ("100", 1, 2)


def test_its_page_says_what_was_issued(marked: Path) -> None:
    issue(marked)
    build(marked)
    text = text_of(page(marked, "circular/2023-06"))
    assert text.startswith(
        "首页 › 公开目录 › 各机关 › 通报 › 2023年6月政府信息公开情况通报 2023年6月政府信息公开情况通报 "
        "统计到 2023-07-03 2 个机关本月公开 5 条 能判断期限的 4 条中，按期 3 条 "
        "各机关 机关 本月公开 按期 超过规定时间没有更新的分类 逾期未发布的报告 得分 名次 "
    )
    assert "澄湖区 4 2/3 1 1 " in text
    assert "超过规定时间没有更新的分类 机关 分类 应当更新的日期 澄湖区 财政信息 2023-04-30" in text
    assert "逾期未发布的报告 机关 报告 应当发布的日期 澄湖区 2022 2023-01-31" in text
    assert (
        "整改通知 机关 通知日期 内容 整改期限 情况 澄湖区 2023-06-05 补充财政信息 2023-06-20 逾期未完成 "
        "市卫生健康委 2023-06-05 核对办公时间 2023-06-20 2023-06-12完成"
    ) in text
    assert "以后才通知的" not in text
    assert 'href="../circular/2023-06/"' in page(marked, "circular")
    assert "通报" in text_of(page(marked, "catalog/bodies"))
    assert "https://yunze.example/circular/2023-06/" in (marked / "site/sitemap-pages.xml").read_text("utf-8")


def test_a_portal_without_circulars_has_no_page_of_them(city: Path) -> None:
    build(city)
    assert not (city / "site/circular").exists()
    assert "通报" not in page(city, "catalog/bodies")


def test_persons_and_findings_are_in_no_file_of_the_portal(marked: Path) -> None:
    issue(marked)
    build(marked)
    for file in (marked / "site").rglob("*"):
        if file.suffix == ".docx":
            assert "何敏" not in words_of(file.read_bytes())
        elif file.is_file():
            assert "何敏".encode() not in file.read_bytes()


def words_of(data: bytes) -> str:
    word = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join([*(part.text for part in word.paragraphs), *cells])


def test_the_document_says_what_the_page_says(marked: Path) -> None:
    issue(marked)
    build(marked)
    words = words_of((marked / "site/circular/2023-06/circular-2023-06.docx").read_bytes())
    for said in ("2023年6月政府信息公开情况通报", "能判断期限的 4 条中，按期 3 条", "整改通知", "澄湖区", "2/3", "补充财政信息"):
        assert said in words
    before = (marked / "site/manifest-sha256.txt").read_bytes()
    shutil.rmtree(marked / "site")
    shutil.rmtree(marked / ".site.build")
    build(marked)
    assert (marked / "site/manifest-sha256.txt").read_bytes() == before


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_the_internal_edition_has_persons_and_findings(marked: Path, ending: str) -> None:
    file = marked / f"internal.{ending}"
    assert issue(marked, "--internal", "--document", str(file)).exit_code == 0
    words = words_of(file.read_bytes()) if ending == "docx" else text_of(file.read_text("utf-8"))
    for said in ("内部使用", "何敏", "category-silent"):
        assert said in words
    assert issue(marked, "--document", str(file)).exit_code == 0
    words = words_of(file.read_bytes()) if ending == "docx" else text_of(file.read_text("utf-8"))
    assert "何敏" not in words
    assert "category-silent" not in words


def test_the_next_one_says_what_has_changed(marked: Path) -> None:
    issue(marked)

    def mend(found: dict[str, Any]) -> None:
        del found["categories"][-1]["silent_since"]
        del found["problems"]
        del found["overdue_reports"]
        found["months"].insert(0, {"month": "2023-07", "items": 16, "judged": 16, "late": 0})

    rewrite_status(marked / "lake/site", mend)
    rewrite(marked / "health/site", "status.json", lambda found: found["requirements"].pop())
    issue(marked, today="2023-08-02")
    build(marked)
    text = text_of(page(marked, "circular/2023-07"))
    changes = text[text.index("与 2023年6月通报相比") : text.index("整改通知")]
    assert "澄湖区 得分由 81/100 变为 97/100 澄湖区 已经更新的：财政信息 澄湖区 已经发布的报告：2022" in changes
    assert "核对办公时间" not in text  # it was done in the month before


def test_nothing_that_changed_is_said_to_be_so(marked: Path) -> None:
    issue(marked)
    issue(marked, "--month", "2023-07", today="2023-07-03")
    build(marked)
    assert "与 2023年6月通报相比 没有变化。" in text_of(page(marked, "circular/2023-07"))


def test_bodies_come_and_go(marked: Path) -> None:
    issue(marked)
    text = (marked / "portal.yml").read_text("utf-8")
    (marked / "portal.yml").write_text(text.replace("id: lake", "id: pond").replace("member: lake", "member: pond"), "utf-8")
    issue(marked, today="2023-08-02")
    build(marked)
    changes = text_of(page(marked, "circular/2023-07"))
    assert "澄湖区 新列入" in changes
    assert "澄湖区 不再列入" in changes


@pytest.mark.parametrize("read_before", [True, False])
def test_a_body_that_cannot_be_read_is_named_and_has_no_rank(marked: Path, *, read_before: bool) -> None:
    if read_before:
        build(marked)
    shutil.rmtree(marked / "lake/site")
    done = issue(marked)
    assert done.exit_code == 0
    assert "没有找到“澄湖区”" in done.stdout
    lake = record(marked)["bodies"][1]
    assert "rank" not in lake
    build(marked)
    text = text_of(page(marked, "circular/2023-06"))
    assert ("澄湖区 4（截至2026-06-30）" if read_before else "澄湖区（没有读到） — — — — — —") in text


def test_a_body_whose_site_stood_still_has_no_rank_and_says_as_of_when(marked: Path) -> None:
    issue(marked, "--month", "2026-07", today="2026-08-03")
    both = record(marked, "2026-07")["bodies"]
    assert [(one["items"], one["kept"], "rank" in one) for one in both] == [(0, True, False)] * 2
    build(marked)
    assert "市卫生健康委 0（截至2026-06-30）" in text_of(page(marked, "circular/2026-07"))


def test_what_was_issued_stays_unless_it_is_counted_again(marked: Path) -> None:
    issue(marked)
    before = record(marked)
    rewrite_status(marked / "lake/site", lambda found: found["months"][0].update(items=40))
    done = issue(marked)
    assert done.stderr == "2023年6月政府信息公开情况通报以前已经写过，没有重新统计；要重新统计，加 --again\n"
    assert record(marked) == before
    issue(marked, "--again")
    assert record(marked)["bodies"][1]["items"] == 40


@pytest.mark.parametrize("month", ["2023-06", "2023年6月", "2023/6", "202306", "２０２３年６月"])
def test_a_month_is_written_in_many_ways(marked: Path, month: str) -> None:
    assert issue(marked, "--month", month).exit_code == 0
    assert (marked / "circulars/2023-06.json").is_file()


@pytest.mark.parametrize("month", ["2023-13", "六月", "2023", "2023-08", "2023-00"])
def test_a_month_that_is_none_is_told(marked: Path, month: str) -> None:
    done = issue(marked, "--month", month)
    assert (done.exit_code, done.stderr) == (2, f"“{month}”不是一个已经开始的月份；写成 2023-07 这样\n")


def test_a_document_of_another_kind_is_refused(marked: Path) -> None:
    done = issue(marked, "--document", str(marked / "a.pdf"))
    assert (done.exit_code, done.stderr) == (2, f"{marked / 'a.pdf'} 的扩展名要是 .docx 或 .html\n")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("2023-06.json", "{"),
        ("2023-06.json", "[]"),
        ("2023-06.json", "[" * 100_000),
        ("2023-06.json", '{"format": "gongkai-circular-9", "month": "2023-06", "day": "2023-07-01"}'),
        ("2023-06.json", '{"format": "gongkai-circular-1", "month": "2023-05", "day": "2023-07-01"}'),
        ("2023-06.json", '{"format": "gongkai-circular-1", "month": "2023-06"}'),
        ("2023-13.json", "{}"),
        ("旧.json", "{}"),
    ],
)
def test_a_record_that_is_broken_is_told_and_stops_the_portal(city: Path, name: str, data: str) -> None:
    (city / "circulars").mkdir()
    (city / "circulars" / name).write_text(data, "utf-8")
    assert f"circulars/{name}: 错误: 通报的记录 circulars/{name} 读不出来（" in check_text(city)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("member: lake", "member: lak", "“member”的值“lak”不在可选范围内"),
        ("due: 2023-06-20}", "due: 2023-06-01}", "“due”的日期 2023-06-01 早于通知日期 2023-06-05 [notice-days]"),
        ("done: 2023-06-12", "done: 2022-06-12", "“done”的日期 2022-06-12 早于通知日期 2023-06-05 [notice-days]"),
        ("codes: [category-silent]", "codes: [category-silen]", "“codes”的值“category-silen”不在可选范围内"),
        ("id: in-time", "id: asked", "[id-repeated]"),
        ("due: 2023-10-01", "due: 2023年10月32日", "没有“2023年10月32日”这一天 [date-impossible]"),
    ],
)
def test_mistakes_in_notices_and_indicators_are_told(marked: Path, old: str, new: str, message: str) -> None:
    assert old in MORE
    (marked / "portal.yml").write_text(PORTAL + MORE.replace(old, new), "utf-8")
    assert message in check_text(marked)
