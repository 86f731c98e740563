"""A second series of reports: a heading and charts of its own, documents under names of their own, cells that are no numbers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner
from docx import Document

from generator.cli import main
from tests.sites import BASE, build_site, check_site, write_site

REPORTS = """\
-- content/reports/2025.md --
---
form: prose-only
published: 2026-01-20
---
平稳。
-- content/reports/website/2025.md --
---
form: website
published: 2026-01-20
figures:
  site_name: 云泽卫健 <b>网站</b>
  site_kind: 部门网站
  service_list: 有
  chat: no
  mobile_other: [抖音, "=视频号"]
  innovations: 无障碍浏览
  visits: 1200
  microblog_name: "-"
  rest: 0
---
-- content/reports/2026-q1.md --
---
form: website
period: 2024
series: 政府网站工作年度报表
published: 2025-01-20
figures: {visits: 1000, rest: 0}
---
"""


def test_a_series_is_listed_followed_and_made_into_documents(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REPORTS)
    assert build_site(site).published
    shown = (site / "site/reports/index.html").read_text("utf-8")
    assert re.findall(r'<h2 id="([a-z-]+)">([^<]+)</h2>', shown) == [
        ("year", "政府信息公开年报"),
        ("website-year", "政府网站工作年度报表"),
    ]
    assert re.findall(r'<li><a href="\.\./(reports/[^"]+)">', shown) == [
        "reports/2025/",
        "reports/website/2025/",
        "reports/website/2024/",
    ]
    page = (site / "site/reports/website/2025/index.html").read_text("utf-8")
    assert '<h1>云泽市卫生健康委员会<span class="gk-nowrap">2025年</span>政府网站工作年度报表</h1>' in page
    cells = re.findall(r'<td class="gk-figures__words"[^>]*>([^<]*)</td>', page)
    assert cells == ["云泽卫健 &lt;b&gt;网站&lt;/b&gt;", "部门网站", "是", "否", "抖音、=视频号", "无障碍浏览"]
    word = Document(str(site / "site/reports/website/2025/website-2025.docx"))
    assert ["网站类型", "", "部门网站"] in [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert (site / "site/reports/website/2025/website-2025.pdf").exists()


def test_programs_are_told_what_is_no_number(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, REPORTS)
    assert build_site(site).published
    series = json.loads((site / "site/reports/series.json").read_text("utf-8"))
    report = next(report for report in series["reports"] if (report["series"], report["period"]) == ("website", "2025"))
    told = {
        row: report["figures"][row]["value"]
        for row in ("site_kind", "service_list", "chat", "mobile_other", "innovations", "visits")
    }
    assert told == {
        **{"site_kind": "部门网站", "service_list": True, "chat": False},
        **{"mobile_other": ["抖音", "=视频号"], "innovations": "无障碍浏览", "visits": 1200},
    }
    lines = csv.DictReader(io.StringIO((site / "site/reports/series.csv").read_text("utf-8-sig")))
    rows = {
        line["row"]: (line["state"], line["value"]) for line in lines if (line["series"], line["period"]) == ("website", "2025")
    }
    assert rows["chat"] == ("yes-no", "否")
    assert rows["site_kind"] == ("text", "部门网站")
    assert rows["mobile_other"] == ("text", "抖音、=视频号")
    assert rows["microblog_name"] == ("not-applicable", "")
    assert rows["site_address"] == ("blank", "")
    assert [(point["period"], point["value"]) for point in series["measures"]["website_visits"]] == [
        ("2024", 1000),
        ("2025", 1200),
    ]


def test_new_reports_of_parts_and_of_series_pass_every_check(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    for arguments in (
        ["2026", "--period", "q1"],
        ["--period", "2026-h1"],
        ["2025", "--series", "website"],
        ["2025", "--series", "rule-of-law"],
    ):
        done = CliRunner().invoke(main, ["new", "report", *arguments, "--site", str(site)])
        assert done.exit_code == 0, done.output
    made = sorted(path.relative_to(site / "content/reports").as_posix() for path in (site / "content/reports").rglob("*.md"))
    assert made == ["2026-h1.md", "2026-q1.md", "rule-of-law/2025.md", "website/2025.md"]
    text = (site / "content/reports/website/2025.md").read_text("utf-8")
    assert "系列: website\n" in text
    assert "  # 网站类型（政府门户网站、部门网站、专项网站）\n  site_kind:\n" in text
    assert "  # 是否提供智能问答（是 / 否）\n  chat:\n" in text
    assert "应当在 2026-01-31 前" in text
    assert "[figure" not in check_site(site)
    for wrong in (["--series", "nothing"], ["--period", "q5"], ["2025", "--period", "2026-q1"], []):
        done = CliRunner().invoke(
            main, ["new", "report", *(["2026"] if wrong[:1] == ["--series"] else []), *wrong, "--site", str(site)]
        )
        assert done.exit_code == 2, done.output


def test_each_body_speaks_in_its_own_name(tmp_path: Path) -> None:
    bodies = "report_bodies: [{id: water, name: 云泽市水务局, former_names: [{name: 云泽市水利局, until: 2019-12-31}]}]\n"
    reports = "".join(
        f"-- content/reports/water/{year}.md --\n---\nform: prose-only\nseries: 云泽市水务局\npublished: {year + 1}-01-10\n---\n"
        "{{ publisher.name }}的{{ report.period }}报告。\n"
        for year in (2018, 2025)
    )
    site = write_site(tmp_path, BASE.replace("offices:\n", f"{bodies}offices:\n", 1), REPORTS, reports)
    assert build_site(site).published
    now = (site / "site/reports/water/2025/index.html").read_text("utf-8")
    assert '<h1>云泽市水务局<span class="gk-nowrap">2025年</span>政府信息公开工作年度报告</h1>' in now
    assert '云泽市水务局的<span class="gk-nowrap">2025年</span>报告。' in now
    assert '<h1>云泽市水利局<span class="gk-nowrap">2018年</span>政府信息公开工作年度报告</h1>' in (
        site / "site/reports/water/2018/index.html"
    ).read_text("utf-8")
    shown = (site / "site/reports/index.html").read_text("utf-8")
    assert re.findall(r'<h2 id="[a-z-]+">([^<]+)</h2>', shown) == ["政府信息公开年报", "云泽市水务局", "政府网站工作年度报表"]


def test_only_a_table_of_many_columns_is_wider_than_a_phone(samples: Mapping[str, Path]) -> None:
    indian = next((samples["india"] / "reports").glob("20*/index.html")).read_text("utf-8")
    chinese = (samples["demo"] / "reports/2025/index.html").read_text("utf-8")
    assert re.findall(r'<table class="([^"]*)">', indian) == ["gk-figures"] * indian.count("<table")
    assert re.findall(r'<table class="([^"]*)">\s*<caption id="(\w+)-', chinese) == [
        ("gk-figures", "proactive"),
        ("gk-figures gk-figures--wide", "applications"),
        ("gk-figures gk-figures--wide", "disputes"),
    ]
