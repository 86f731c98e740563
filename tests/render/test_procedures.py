"""The steps of an item: readers see them where the procedure says so; fields of a profile's own are shown and exported."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from generator.load.shipped import SHIPPED
from generator.run.build import build
from generator.run.options import Options, Progress, output_of

EXAMPLE = SHIPPED / "examples/township-hospital"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("yard") / "site"
    assert build(Options(EXAMPLE, dt.date(2026, 11, 21)), output_of(EXAMPLE, output), Progress()).published
    return output


def test_a_procedure_that_is_shown_stands_on_the_page_of_its_items(site: Path) -> None:
    page = (site / "items/2026/purchase-ecg/index.html").read_text("utf-8")
    shown = page.replace('<span class="gk-nowrap">', "").replace("</span>", "")
    assert (
        "<dt>公开程序</dt><dd><ol><li>提出 财务科 2026-09-01</li><li>审议 院务会 2026-09-03</li>"
        "<li>公开 周联络 2026-09-07</li><li>反馈 院办 2026-09-16</li></ol></dd>" in shown
    )
    assert '<span class="gk-nowrap">2026-09-01</span></li>' in page


def test_a_procedure_that_is_not_shown_stays_with_the_sources(site: Path) -> None:
    sources = "".join(path.read_text("utf-8") for path in (EXAMPLE / "content/items/2026").iterdir())
    assert "钱审核" in sources
    shown = [path for path in site.rglob("*") if path.is_file() and "钱审核".encode() in path.read_bytes()]
    assert shown == []


def test_fields_of_the_profiles_own_are_shown_and_exported(site: Path) -> None:
    page = (site / "items/2026/plan/index.html").read_text("utf-8")
    assert "<dt>责任人</dt><dd>周联络</dd>" in page
    assert "<ol><li>院务公开栏</li><li>职工大会</li></ol>" in page
    rows = {row["标识"]: row for row in csv.DictReader(io.StringIO((site / "catalog.csv").read_text("utf-8-sig")))}
    assert (rows["2026/plan"]["责任人"], rows["2026/plan"]["公开形式"]) == ("周联络", "院务公开栏; 职工大会")
    assert rows["prices/p01"]["公开形式"] == "网站"


def test_a_department_says_who_can_be_asked(site: Path) -> None:
    assert "联络员：吴联络 0379-5550261" in (site / "catalog/department/clinic/index.html").read_text("utf-8")
