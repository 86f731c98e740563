"""Further axes of a catalog: for whom, for which event of life; with the samples of a service centre and an association."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

from generator.load.shipped import SHIPPED
from generator.run.build import build
from generator.run.options import Options, Progress, output_of

TODAY = dt.date(2026, 11, 21)
CENTRE, SOCIETY = SHIPPED / "examples/service-centre", SHIPPED / "examples/association"


def build_sample(site: Path, folder: Path) -> Path:
    result = build(Options(site, TODAY, edition="public"), output_of(site, folder), Progress())
    assert result.published
    return folder


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(CENTRE, tmp_path_factory.mktemp("centre") / "site")


@pytest.fixture(scope="module")
def society(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(SOCIETY, tmp_path_factory.mktemp("society") / "site")


def page(folder: Path) -> str:
    text = (folder / "index.html").read_text("utf-8")
    return text[text.index("<main") :]


def items_with(column: str, value: str) -> set[str]:
    with (CENTRE / "content/lists/services.csv").open(encoding="utf-8") as file:
        return {row["标题"] for row in csv.DictReader(file) if value in row[column].split("\n")}


def everything(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize(
    ("column", "value", "address"),
    [
        ("办什么事", "生孩子", "event/birth"),
        ("办什么事", "遇到困难", "event/hardship"),
        ("服务对象", "农户和合作社", "for_whom/farm"),
    ],
)
def test_a_value_has_a_page_of_exactly_its_items(column: str, value: str, address: str, centre: Path) -> None:
    text = page(centre / "catalog/by" / address)
    assert f"<h1>{column}：{value}</h1>" in text
    listed = set(re.findall(r'<a href="\.\./\.\./\.\./\.\./items/services/[^"]+"[^>]*>([^<]+)</a>', text))
    assert listed == items_with(column, value)


def test_home_and_catalog_lead_to_every_value_with_its_number(centre: Path) -> None:
    for start, root in ((page(centre), "./"), (page(centre / "catalog"), "../")):
        assert (
            f'<a href="{root}catalog/by/event/birth/">生孩子</a> <span>({len(items_with("办什么事", "生孩子"))})</span>' in start
        )
        assert start.count(f'href="{root}catalog/by/') == 13
    assert "catalog/by/for_whom/person/</loc>" in (centre / "sitemap.xml").read_text("utf-8")


def test_an_item_leads_to_its_values(centre: Path) -> None:
    text = page(centre / "items/services/s12")
    assert '<a href="../../../catalog/by/for_whom/business/">企业和个体户</a>' in text
    assert '<a href="../../../catalog/by/event/house/">买房建房</a>' in text


def test_a_value_that_no_item_has_has_no_page(society: Path) -> None:
    assert not (society / "catalog/by/for_whom/nobody").exists()
    assert sorted(path.name for path in (society / "catalog/by/for_whom").iterdir()) == ["body", "donor", "media", "member"]


def test_the_ledger_of_liability_is_in_no_file_of_the_public_edition(centre: Path, society: Path) -> None:
    assert [word for word in ("丁窗口", "责任追究台账", "扣当月考评") if word in everything(centre)] == []
    assert [word for word in ("祝理事", "单位会员名册", "劝诫一次") if word in everything(society)] == []


def test_a_report_shows_its_correction_supplement_and_clarification_at_its_head(society: Path) -> None:
    text = page(society / "items/2026/report-2025")
    notice = text[text.index('class="gk-notice') : text.index("</div>", text.index('class="gk-notice'))]
    for words in ("更正公告", "补充公告", "澄清公告"):
        assert words in notice
