"""Standard catalogs: however the same table is written, it says the same; what is downloaded can be read again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from generator.load.items.named import CatalogNames
from generator.load.matter_tables.matters import load_matters
from generator.load.settings.catalog import load_labels
from generator.load.settings.profile import load_profile
from generator.load.shipped import SHIPPED
from generator.load.source.source import SETTINGS_LIMIT
from generator.model.catalog import Catalog, Department, Publisher
from generator.model.matter import MatterForm, MatterTable
from generator.problems import Problem
from generator.run.build import build
from generator.run.options import Options, Progress, output_of
from tests.sites import BASE, build_site, check_site, write_site

EXAMPLE = SHIPPED / "examples/township"
TODAY = dt.date(2026, 11, 21)
LABELS = load_labels(SHIPPED, "zh-CN")
CATALOG = Catalog(
    language="zh-CN",
    profile="cn-government",
    publisher=Publisher(name="青禾镇人民政府"),
    departments=(Department(id="welfare", name="民政办"), Department(id="culture", name="文化站")),
)


def form() -> MatterForm:
    profile = load_profile(SHIPPED, "cn-government", LABELS, [])
    assert profile is not None
    assert profile.matters is not None
    return profile.matters


def load(site: Path) -> tuple[tuple[MatterTable, ...], list[Problem]]:
    problems: list[Problem] = []
    paths = sorted(path.relative_to(site).as_posix() for path in (site / "content/matters").iterdir())
    return load_matters(site, paths, form(), CatalogNames(CATALOG), LABELS, problems, SETTINGS_LIMIT), problems


def said(table: MatterTable) -> list[object]:
    """What the matters of a table say, wherever they are written."""
    return [(matter.number, matter.values, matter.remarks) for matter in table.matters]


def test_the_sample_has_three_fields_of_more_than_thirty_matters() -> None:
    tables, problems = load(EXAMPLE)
    assert problems == []
    assert {table.name: len(table.matters) for table in tables} == {"养老服务": 11, "公共文化服务": 9, "社会救助": 13}


def test_merged_cells_and_words_for_above_say_what_the_cell_above_says() -> None:
    tables, _ = load(EXAMPLE)
    social = next(table for table in tables if table.name == "社会救助")
    assert [matter.topic for matter in social.matters] == [
        *["综合业务"] * 2,
        *["最低生活保障"] * 4,
        *["特困人员救助供养"] * 4,
        *["临时救助"] * 3,
    ]
    assert social.matters[4].values["basis"] == ("《社会救助暂行办法》第二章", "《最低生活保障审核确认办法》")
    assert social.matters[4].remarks == {"audience.group": "低保申请人所在村居民"}
    assert (social.matters[2].publish_within, social.matters[5].rhythm) == (10, "quarterly")
    assert social.notes == ("注：涉及个人隐私的，按规定处理后公开。",)


def test_a_form_that_knows_no_signs_reads_the_same_options_by_their_words() -> None:
    problems: list[Problem] = []
    bare, path = replace(form(), chosen=(), left=()), "content/matters/public-culture.yml"
    (table,) = load_matters(EXAMPLE, [path], bare, CatalogNames(CATALOG), LABELS, problems, SETTINGS_LIMIT)
    (known,) = load_matters(EXAMPLE, [path], form(), CatalogNames(CATALOG), LABELS, problems, SETTINGS_LIMIT)
    assert problems == []
    assert said(table) == said(known)


def test_what_is_downloaded_can_be_read_again_and_says_the_same(tmp_path: Path) -> None:
    result = build(Options(EXAMPLE, TODAY), output_of(EXAMPLE, tmp_path / "site"), Progress())
    assert result.published
    written, _ = load(EXAMPLE)
    folder = tmp_path / "again/content/matters"
    folder.mkdir(parents=True)
    for table in written:
        made = tmp_path / f"site/catalog/matters/{table.id}/{table.id}.xlsx"
        (folder / made.name).write_bytes(made.read_bytes())
    again, problems = load(tmp_path / "again")
    assert problems == []
    assert [said(table) for table in again] == [said(table) for table in written]


def test_the_page_leads_from_each_matter_to_its_items_and_back(tmp_path: Path) -> None:
    build(Options(EXAMPLE, TODAY), output_of(EXAMPLE, tmp_path / "site"), Progress())
    table = (tmp_path / "site/catalog/matters/social-assistance/index.html").read_text("utf-8")
    assert '<th rowspan="4" scope="rowgroup">最低生活保障</th>' in table
    assert '<a href="../../../catalog/matters/social-assistance/6/">共 1 条</a>' in table
    assert "由本机关公开的 13 项，已经公开或者说明没有的 13 项" in table
    matter = (tmp_path / "site/catalog/matters/social-assistance/6/index.html").read_text("utf-8")
    assert '<a href="../../../../items/2026/allowance-q3/">' in matter
    item = (tmp_path / "site/items/2026/allowance-q3/index.html").read_text("utf-8")
    assert '<a href="../../../catalog/matters/social-assistance/6/">社会救助 / 最低生活保障 / 审批信息</a>' in item
    elderly = (tmp_path / "site/catalog/matters/elderly-care/index.html").read_text("utf-8")
    assert '今年没有收到投诉举报。 <time datetime="2026-11-20">' in elderly
    catalog = (tmp_path / "site/catalog/index.html").read_text("utf-8")
    assert "社会救助领域基层政务公开标准目录</a> <span>(13)</span>" in catalog


def test_sources_of_standard_catalogs_do_not_go_out(tmp_path: Path) -> None:
    build(Options(EXAMPLE, TODAY), output_of(EXAMPLE, tmp_path / "site"), Progress())
    sources = {path.read_bytes() for path in (EXAMPLE / "content/matters").iterdir()}
    assert not [path for path in (tmp_path / "site").rglob("*") if path.is_file() and path.read_bytes() in sources]


def workbook(path: Path, **looks: bool) -> None:
    """A workbook with a title, a head and a matter; a row of it hidden, or a second sheet filled."""
    path.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("社会救助")
        sheet.write_row(0, 0, ["社会救助领域基层政务公开标准目录"])
        sheet.write_row(1, 0, ["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体"])
        sheet.write_row(1, 7, ["公开渠道", "公开对象", "公开方式", "公开层级"])
        sheet.write_row(
            2, 0, [1, "综合业务", "监督检查", "电话", "《办法》", "每年", "镇政府", "■网站", "全社会", "主动", "乡级"]
        )
        if looks.get("hidden"):
            sheet.set_row(2, None, None, {"hidden": True})
        if looks.get("second"):
            book.add_worksheet("草稿").write(0, 0, "不公开")


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ({"hidden": True}, "表格里有隐藏的内容：3:3 [sheet-hidden]"),
        ({"second": True}, "不止一个：社会救助, 草稿 [sheet-several]"),
    ],
)
def test_what_a_workbook_hides_is_told_and_not_published(looks: dict[str, bool], told: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    workbook(site / "content/matters/social.xlsx", **looks)
    assert told in check_site(site)
    assert build_site(site, output=tmp_path / "out").published is None
