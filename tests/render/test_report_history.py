"""Reports as they were: the name the body had, a month without a day, a period of its own, notes for readers, words for what does not add up."""

from __future__ import annotations

import re
from pathlib import Path

from generator.run.build import build
from generator.run.options import Options, Progress, drafts_of
from tests.check.test_report_identities import FORM_2021, report
from tests.sites import BASE, TODAY, build_site, told, write_site

OLD = """\
-- content/reports/2012.md --
---
form: prose-only
published: 2013-03
notes: [原件只注明月份, {at: 人数, text: 无此处}]
---
## 一、概述

{{ publisher.name }}的信息公开工作平稳。
-- content/reports/2016.md --
---
form: prose-only
published: 2016-10-30
title: 2015—2016学年信息公开年度报告
period: {from: 2015-09-01, to: 2016-08-31}
notes: 按学年编制
---
本报告所列数据的统计期限自2015年9月1日起至2016年8月31日止。

## 一、概述

工作平稳。
"""
RENAMED = "former_names: [{name: 云泽市卫生局, until: 2014-03-10}, 云泽市卫健委], "


def _site(folder: Path, reports: str) -> Path:
    return write_site(folder, BASE.replace("short_name: 市卫生健康委,", f"short_name: 市卫生健康委, {RENAMED}"), reports)


def _told(site: Path) -> set[str]:
    """The codes of what is told of the reports there are."""
    problems = build_site(site).problems
    return {problem.code for problem in problems if problem.code != "report-overdue"}


def _text(page: Path) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.read_text("utf-8").partition("<h1")[2]))


def test_a_report_is_shown_as_it_was(tmp_path: Path) -> None:
    site = _site(tmp_path, OLD.replace(", {at: 人数, text: 无此处}", ""))
    assert _told(site) == set()
    first = _text(site / "site/reports/2012/index.html")
    assert "云泽市卫生局 2012年" in first
    assert "云泽市卫生局的信息公开工作平稳" in first
    assert "发布日期：2013-03" in re.sub(r"： ", "：", first)
    assert "说明 原件只注明月份" in first
    assert "按学年编制" in _text(site / "site/reports/2016/index.html")


def test_a_note_is_at_a_figure_that_there_is(tmp_path: Path) -> None:
    site = _site(tmp_path, OLD)
    assert "报告里没有叫“人数”的数 [report-figure-unknown]" in told(site, build_site(site))


def test_a_report_of_which_nobody_knows_the_day_says_so(tmp_path: Path) -> None:
    site = _site(tmp_path, OLD.replace(", {at: 人数, text: 无此处}", "").replace("published: 2013-03\n", ""))
    assert _told(site) == set()
    assert "公布日期不详" in _text(site / "site/reports/2012/index.html")
    assert "公布日期不详" in _text(site / "site/reports/index.html")


def test_a_report_out_since_an_unknown_day_is_no_draft_in_a_preview(tmp_path: Path) -> None:
    site = _site(tmp_path, OLD.replace(", {at: 人数, text: 无此处}", "").replace("published: 2013-03\n", ""))
    assert build(Options(site, TODAY, drafts=True), drafts_of(site), Progress()).published
    page = _text(drafts_of(site).live / "reports/2012/index.html")
    assert "公布日期不详" in page
    assert "草稿" not in page


def test_the_reason_why_a_contradiction_stands_is_on_the_page_as_soon_as_it_is_given(tmp_path: Path) -> None:
    wrong = report(2022, "gov-2021", FORM_2021).replace(
        "## 一、总体情况\n", "## 一、总体情况\n\n全年作出行政处罚决定 99 件。\n", 1
    )
    waiver = "{code: report-claim-contradicted, path: content/reports/2022.md, reason: 原件如此, who: 办公室, until: 2026-12-31}"
    site = write_site(tmp_path, BASE, wrong, "-- content/waivers.yml --\n[]\n")
    build_site(site)
    assert "原件如此" not in _text(site / "site/reports/2022/index.html")
    write_site(site, f"-- content/waivers.yml --\n- {waiver}\n")
    build_site(site)
    assert "说明 原件如此" in _text(site / "site/reports/2022/index.html")


FREE = """\
-- content/reports/学年报告.md --
---
form: prose-only
published: 2016-10-30
title: 2015—2016学年信息公开年度报告
period: {from: 2015-09-01, to: 2016-08-31}
---
本报告所列数据的统计期限自2015年9月1日起至2016年8月31日止。

## 一、概述

工作平稳。
-- content/reports/2018.md --
---
form: prose-only
published: 2019-03-01
---
## 一、概述

参见[学年报告](学年报告.md)。
"""


def test_a_link_to_a_report_whose_file_has_a_free_name_leads_to_it(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, FREE)
    for name, link in (("items/2023/notice", "../../reports/学年报告.md"), ("pages/guide", "../reports/学年报告.md#一概述")):
        text = site / f"content/{name}.md"
        text.write_text(f"{text.read_text('utf-8')}\n见[学年报告]({link})。\n", "utf-8")
    assert build_site(site).published
    pages = (site / "site/reports").rglob("index.html")
    report = next(path for path in pages if "2015—2016学年" in path.read_text("utf-8").partition("<h1")[2].partition("</h1>")[0])
    assert report.parent.name != "学年报告"
    for name in ("items/2023/notice", "guide", "reports/2018"):
        shown = (site / f"site/{name}/index.html").read_text("utf-8").partition("<h1")[2]
        found = re.search(r'href="([^"#]*)(#[^"]*)?"[^>]*>学年报告</a>', shown)
        assert found is not None, name
        assert (site / "site" / name / found[1]).resolve() == report.parent.resolve()
    later = site / "content/reports/学年报告.md"
    later.write_text(later.read_text("utf-8").replace("2016-10-30", "2016-10-30\ndraft: true"), "utf-8")
    assert [problem.code for problem in build_site(site).problems if problem.code == "link-unpublished"] == [
        "link-unpublished"
    ] * 3


def test_a_year_of_another_kind_stands_beside_the_calendar_year(tmp_path: Path) -> None:
    head = "form: prose-only\npublished: 2017-03-20\nperiod: {from: 2016-01-01, to: 2016-12-31}"
    calendar = f"-- content/reports/calendar.md --\n---\n{head}\n---\n## 一、概述\n\n工作平稳。\n"
    site = _site(tmp_path, OLD.replace(", {at: 人数, text: 无此处}", "") + calendar)
    assert _told(site) == set()
    assert {path.name for path in (site / "site/reports").iterdir() if path.is_dir()} >= {"2012", "2016", "2015-2016"}
    assert "2015—2016学年信息公开年度报告" in _text(site / "site/reports/2015-2016/index.html")
    assert "2016年" in _text(site / "site/reports/2016/index.html")
