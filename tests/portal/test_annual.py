"""Annual reports of all bodies side by side: sums over bodies, sums that do not agree with their parts, forms nobody knows."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.portal.annual import AnnualFigures, AnnualForms, read_annual
from generator.portal.build import PortalOptions, build_portal
from generator.publish.output import OutputFolder
from generator.run.options import Progress
from tests.portal.members import add, check_text, rewrite
from tests.portal.test_build import build, page, text_of
from tests.sites import TODAY

FORMS = AnnualForms(SHIPPED, load_labels(SHIPPED, "zh-CN"))
Columns = dict[str, dict[str, Any]]
EVEN: Columns = {"new": {"total": 11}, "carried_in": {"total": 2}, "total": {"total": 12}, "carried_out": {"total": 1}}
ODD: Columns = {"new": {"total": 5}, "carried_in": {"total": 0}, "total": {"total": 4}, "carried_out": {"total": 0}}


def tell(city: Path, member: str, *reports: dict[str, Any]) -> None:
    """Lets a built site tell of annual reports, in its catalog and with their figures."""
    listed = [{name: one[name] for name in ("year", "series", "period", "address")} for one in reports]
    rewrite(city / member / "site", "catalog.json", lambda found: found.update(reports=listed))
    data = json.dumps({"reports": list(reports), "measures": {}}).encode()
    add(city / member / "site", "reports/series.json", data)


def report(figures: Columns, year: int = 2025, **other: Any) -> dict[str, Any]:
    said = {
        "year": year,
        "period": str(year),
        "series": "",
        "address": f"reports/{year}/",
        "form": "gov-2021",
        "figures": figures,
    }
    return {**said, **other}


def test_figures_stand_side_by_side_with_their_sums(city: Path) -> None:
    tell(city, "health", report(EVEN))
    tell(city, "lake", report({**ODD, "total": {"total": 5}}))
    build(city)
    text = text_of(page(city, "reports/2025"))
    assert "2 个机关中，2 个有这一年的报告 报告里的 2 处合计都与分项相符" in text
    assert "收到和结转的申请（件） 机关 本年新收 结转下年度 市卫生健康委 11 1 澄湖区 5 0 合计 16 1" in text
    assert 'href="../../health/reports/2025/"' in page(city, "reports/2025")
    assert "逐年的数字 2025年" in text_of(page(city, "reports"))
    assert "https://yunze.example/reports/2025/" in (city / "site/sitemap-pages.xml").read_text("utf-8")


def test_a_sum_that_does_not_agree_with_its_parts_is_told(city: Path) -> None:
    tell(city, "health", report(EVEN))
    tell(city, "lake", report(ODD))
    assert check_text(city) == (
        "portal.yml:11:22: 警告: “澄湖区”2025 年度报告里的数对不上：第一项加第二项之和，等于第三项加第四项之和（5 ≠ 4） [member-sum]\n"
        '    11 |   - {id: lake, name: 澄湖区, group: counties, folder: lake/site, address: "https://lake.example/gk/"}\n'
        f"       |{' ' * 22}^\n"
        "  建议: 请它核对并重新发布这份报告；门户照它写的数显示，并注明\n"
        "\n"
        "错误 0 个，警告 1 个，提示 0 个；机构 2 个\n"
    )
    result, _ = build_portal(PortalOptions(city, TODAY), OutputFolder(city / "site"), Progress())
    assert [problem.code for problem in result.problems] == ["member-sum"]
    text = text_of(page(city, "reports/2025"))
    assert "都与分项相符" not in text
    assert "对不上的数 下面的报告里，这些关系不成立；表中仍是它们写的数。 机关 应当成立的关系 澄湖区 第一项加第二项之和" in text
    again, _ = build_portal(PortalOptions(city, TODAY), OutputFolder(city / "site"), Progress())  # from what is kept
    assert [problem.code for problem in again.problems] == ["member-sum"]


def test_a_number_below_nought_is_told_where_the_form_has_none(city: Path) -> None:
    tell(city, "health", report({**EVEN, "fees": {"amount": -0.5}}))
    tell(city, "lake", report({"licences": {"change": -3}}, 2020, form="gov-2019-trial"))  # 本年增/减
    found = check_text(city)
    assert (
        "“市卫生健康委”2025 年度报告里的数对不上：“行政事业性收费 / 本年收费金额（单位：万元）”是 -0.5，不能小于 0 [member-sum]"
        in found
    )
    assert "错误 0 个，警告 1 个" in found


def test_of_a_form_that_is_not_known_no_number_is_below_nought(city: Path) -> None:
    tell(city, "health", report({"new": {"total": -3}}, form="own-form"))
    assert check_text(city).startswith("没有发现问题")


def test_figures_of_a_report_that_the_catalog_does_not_have_are_not_believed(city: Path) -> None:
    tell(city, "health", report(EVEN, 2024), report(EVEN))
    rewrite(city / "health/site", "catalog.json", lambda found: found["reports"].pop())
    assert (
        "“市卫生健康委”的 reports/series.json 不可信（有 2025 年度报告的数（reports/2025/），目录里却没有这份报告）"
    ) in check_text(city)


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ([report(EVEN), report(ODD)], "“reports”里“2025”写了两次"),
        (
            [report(EVEN), report(ODD, 2024, address="reports/2025/")],
            "有 2024 年度报告的数（reports/2025/），目录里却没有这份报告",
        ),
    ],
)
def test_figures_that_stand_twice_or_under_another_year_are_not_believed(
    city: Path, figures: list[dict[str, Any]], says: str
) -> None:
    tell(city, "health", report(EVEN))
    rewrite(city / "health/site", "reports/series.json", lambda found: found.update(reports=figures))
    assert f"“市卫生健康委”的 reports/series.json 不可信（{says}）" in check_text(city)


def test_a_number_that_no_machine_adds_up_is_told(city: Path) -> None:
    tell(city, "health", report(EVEN))
    file = city / "health/site/reports/series.json"
    add(city / "health/site", "reports/series.json", file.read_bytes().replace(b'"total": 11', b'"total": 1e999999999'))
    assert "“市卫生健康委”的 reports/series.json 读不出来（第 1 份报告的 new.total 不对：“1.000E+999999999”）" in check_text(city)


@pytest.mark.parametrize("other", [{"period": ""}, {"address": "reports/2025-2/"}, {"published": "2026-01-20"}])
def test_figures_of_a_report_that_the_catalog_names_a_little_otherwise_are_believed(city: Path, other: dict[str, Any]) -> None:
    tell(city, "health", report(EVEN))
    rewrite(city / "health/site", "catalog.json", lambda found: found["reports"][0].update(other))
    assert "series.json" not in check_text(city)


def test_what_is_carried_over_is_held_against_the_year_before(city: Path) -> None:
    tell(city, "health", report(EVEN, 2024), report({**EVEN, "carried_in": {"total": 3}, "total": {"total": 13}}))
    assert "“市卫生健康委”2025 年度报告里的数对不上" in check_text(city)


@pytest.mark.parametrize(
    "other",
    [{"form": "own-form"}, {"series": "website"}, {"period": "2025-q1"}, {"figures": {}}, {"figures": {"new": {"total": None}}}],
)
def test_nothing_is_said_of_what_is_not_known(city: Path, other: dict[str, Any]) -> None:
    tell(city, "health", report(ODD) | other)
    assert check_text(city).startswith("没有发现问题")
    build(city)
    assert not (city / "site/reports/2025").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "/etc/passwd"},
        {"address": "../../other/"},
        {"form": 7},
        {"figures": 3},
        {"figures": {"new": [1]}},
        {"figures": {"new": {"total": 10**15}}},
        {"period": None},
    ],
)
def test_a_series_that_is_broken_is_told(city: Path, wrong: dict[str, Any]) -> None:
    tell(city, "health", report(EVEN))
    rewrite(city / "health/site", "reports/series.json", lambda found: found["reports"][0].update(wrong))
    assert re.search("警告: “市卫生健康委”的 reports/series.json (读不出来|不可信)（第 1 份报告的", check_text(city))


@given(st.dictionaries(st.sampled_from(["new", "carried_in", "total", "carried_out"]), st.integers(0, 99), min_size=4))
def test_only_what_does_not_add_up_is_accused(numbers: dict[str, int]) -> None:
    figures = {(row, "total"): Decimal(number) for row, number in numbers.items()}
    (found,) = FORMS.reports([AnnualFigures("2025", "gov-2021", "reports/2025/", figures)])
    holds = numbers["new"] + numbers["carried_in"] == numbers["total"] + numbers["carried_out"]
    assert bool(found.broken) is not holds


def test_money_keeps_its_decimals() -> None:
    (found,) = read_annual("series.json", json.dumps({"reports": [report({"fees": {"amount": 0.1}})]}).encode())
    assert found.figures == {("fees", "amount"): Decimal("0.1")}


def test_whose_report_on_the_year_is_overdue_is_said_beside_the_others(city: Path) -> None:
    tell(city, "health", report(EVEN))
    own, other = {"year": 2025, "due": "2026-01-31"}, {"series": "website", "year": 2025, "due": "2026-01-31"}
    rewrite(city / "health/site", "status.json", lambda found: found.update(overdue_reports=[other]))
    rewrite(city / "lake/site", "status.json", lambda found: found.update(overdue_reports=[own, other]))
    build(city)
    text = text_of(page(city, "reports/2025"))
    assert text[text.index("逾期未发布的报告") :] == "逾期未发布的报告 机关 应当发布的日期 澄湖区 2026-01-31"
