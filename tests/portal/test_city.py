"""The sample city: eight bodies of four groups, one broken on purpose, one in English; built and searched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.portal.test_build import page, text_of

CITY = Path(__file__).parents[2] / "examples/city"


def build(city: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["portal", "build", str(city), "--today", "2026-06-30", *options])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    ignored = shutil.ignore_patterns("site", ".site.build", ".members")
    city = shutil.copytree(CITY, tmp_path_factory.mktemp("sample") / "city", ignore=ignored)
    return city, build(city, "--members")


def test_the_one_that_is_broken_is_named_and_the_others_are_there(built: tuple[Path, Result]) -> None:
    city, done = built
    assert done.exit_code == 0
    assert done.stdout == (
        "portal.yml:17:63: 警告: “市交通运输局”的站点没有生成（transport）；继续使用它上一次的内容 [member-not-built]\n"
        "    17 |   - {id: transport, name: 市交通运输局, group: departments, source: transport, folder: transport/site,"
        " address: transport/}\n"
        f"       |{' ' * 69}^\n"
        "  建议: 它有 1 个错误：运行 gongkai check transport\n"
        "  因此还有 1 条：portal.yml:17:82 [member-missing]\n"
        "\n"
        "错误 0 个，警告 2 个，提示 0 个；机构 8 个\n"
    )
    assert "7 个机关，26 个条目" in text_of(page(city, ""))


def test_bodies_stand_in_their_groups(built: tuple[Path, Result]) -> None:
    home = text_of(page(built[0], ""))
    assert (
        "市政府 市政府办公室 (4) 部门 市卫生健康委 (4) 市财政局 (4) 市交通运输局 县市区 澄湖区 (4) 青塬县 (4) "
        "公共企事业单位 市人民医院 (3) Yunze Free Port Authority (3)"
    ) in home


def test_where_no_body_has_a_report_the_page_says_so(built: tuple[Path, Result]) -> None:
    assert "年度报告 各机关还没有发布年度报告。" in text_of(page(built[0], "reports"))


def test_what_is_in_another_language_says_so(built: tuple[Path, Result]) -> None:
    body = page(built[0], "catalog/bodies/port")
    assert '<a href="https://port.yunze.example/items/dues/" lang="en-GB" dir="auto">Port dues from April 2026</a>' in body


def test_each_regulation_has_its_own_list(built: tuple[Path, Result]) -> None:
    catalog = text_of(page(built[0], "catalog"))
    assert "政府信息公开 项 应当公开的内容 条目 20.1 行政法规、规章和规范性文件 15" in catalog
    assert "医院信息公开 项 应当公开的内容 条目 6.1" in catalog
    assert "Publication scheme 项 应当公开的内容 条目 1" in catalog


def test_the_index_names_bodies_groups_and_requirements(built: tuple[Path, Result]) -> None:
    names = json.loads((built[0] / "site/search/index/manifest.json").read_text("utf-8"))
    assert names["departments"]["port"] == "Yunze Free Port Authority"
    assert names["categories"]["cn-hospital/6.3"] == "机构的服务内容、重点学科及医疗技术准入、服务流程及须知"


def test_built_again_with_its_members_nothing_changes(built: tuple[Path, Result]) -> None:
    done = build(built[0], "--members")
    assert "没有变化" in done.stderr


def test_a_mistake_of_a_body_that_was_published_leaves_its_last_site(built: tuple[Path, Result], tmp_path: Path) -> None:
    city = shutil.copytree(built[0], tmp_path / "city")
    item = city / "lake/content/items/2026/school.md"
    item.write_text(item.read_text("utf-8").replace("published: 2026-04-29", "published: 2026-04-31"), "utf-8")
    done = build(city, "--members")
    assert done.exit_code == 0
    assert "“澄湖区”的站点没有生成（lake）；继续使用它上一次的内容" in done.stdout
    assert "没有找到“澄湖区”" not in done.stdout
    assert "2026 年小学招生片区公告" in page(city, "catalog/bodies/lake")


def test_a_mended_body_is_there_again(built: tuple[Path, Result], tmp_path: Path) -> None:
    city = shutil.copytree(built[0], tmp_path / "city")
    item = city / "transport/content/items/2026/bus.md"
    item.write_text(item.read_text("utf-8").replace("2026年4月31日", "2026-04-20"), "utf-8")
    done = build(city, "--members")
    assert done.stdout == ""
    assert "8 个机关，28 个条目" in text_of(page(city, ""))
