"""What is said in prose and may be held against the table, and what may not."""

from __future__ import annotations

from pathlib import Path

from generator.run.claims import tell_claims
from generator.run.options import Options
from tests.check.test_report_identities import FORM_2021, findings, report
from tests.sites import BASE, TODAY, write_site

# The report: 15 applications, 1 carried in and 1 out, 15 of 16 answered; 1 document made, 2 repealed, 43 in force; 101 penalties.
SILENT = [
    "全年受理依申请公开 15 件，比2021年增加 5 件。",
    "2021年受理依申请公开 13 件。",
    "2020—2022年共收到政府信息公开申请 50 件。",
    "近三年来，共收到政府信息公开申请 50 件。",
    "全市卫生健康系统收到政府信息公开申请 120 件。",
    "收到网络申请 5 件，收到申请材料 30 件。",
    "上年结转 1 件，结转下年度继续办理 1 件。",
    "建议提案办结率 100%，热线办结率 99.8%。",
    "按时办结率 93.75%，约 94% 的申请在十日内答复；办结率达94%。",
    "全市现行有效规范性文件 112 件，我委现行有效规范性文件 43 件。",
    "共清理规范性文件 30 件，其中现行有效 28 件。",
    "作出行政处罚 101 件，罚款 12 万元。",
    "去年同期作出行政处罚 88 件。",
    "人民政府政府信息公开网站公开公文 12 件，一个一个核对，认真研究研究。",
    "2022年12月，召开会议。",
]
TOLD = [
    ("全年受理依申请公开 17 件。", "全年受理依申请公开 17 件", "15"),
    ("全年收到政府信息公开申请16件。", "全年收到政府信息公开申请16件", "15"),
    ("政府信息公开申请办结率100％。", "政府信息公开申请办结率100％", "93.75"),
    ("2022年，现行有效的行政规范性文件 44 件。", "现行有效的行政规范性文件 44 件", "43"),
    ("行政规范性文件现行有效件数 27", "行政规范性文件现行有效件数 27", "43"),
    ("全年制发规范性文件 3 件，废止规范性文件 2 件。", "全年制发规范性文件 3 件", "1"),
    ("作出行政处罚决定 1,001 件。", "作出行政处罚决定 1,001 件", "101"),
    ("行政事业性收费 66.27 万元。", "行政事业性收费 66.27 万元", "66.28"),
]


def _said(folder: Path, sentences: list[str]) -> list[str]:
    prose = "\n\n".join(sentences)
    text = report(2022, "gov-2021", FORM_2021).replace("## 一、总体情况\n", f"## 一、总体情况\n\n{prose}\n", 1)
    return findings(folder, text)


def test_nothing_is_claimed(tmp_path: Path) -> None:
    assert _said(tmp_path, SILENT) == []


def test_a_contradiction_is_told_with_both_sides(tmp_path: Path) -> None:
    told = _said(tmp_path, [sentence for sentence, _, _ in TOLD])
    sides = {(text.partition("“")[2].partition("”，按表中的数")[0], text.rpartition("是 ")[2]) for text in told}
    assert sides == {(found, expected) for _, found, expected in TOLD}
    assert len(told) == len(TOLD)


def test_a_figure_that_is_named_counts_among_those_beside_it(tmp_path: Path) -> None:
    told = _said(
        tmp_path, ["举办活动 {{ 收到申请 }} 场，其中线上 9 场、线下 8 场。", "参观 {{ 收到申请 }} 场，其中线上 9 场、线下 6 场。"]
    )
    assert told == ["report-parts-mismatch: 正文的总数是“15场”，后面各部分相加是 9 + 8 = 17"]


def test_what_could_not_be_judged_is_counted_and_listed(tmp_path: Path) -> None:
    sentences = ["全年收到政府信息公开申请15件，第四季度收到政府信息公开申请4件。", "全年作出行政处罚决定 99 件。"]
    text = report(2022, "gov-2021", FORM_2021).replace(
        "## 一、总体情况\n", "## 一、总体情况\n\n" + "\n\n".join(sentences) + "\n", 1
    )
    site = write_site(tmp_path, BASE, text)
    assert tell_claims(Options(site, TODAY), 2022) == (
        "content/reports/2022.md：与表一致 1 个，不一致 1 个，无法判断 1 个\n"
        "  40: 无法判断：第四季度收到政府信息公开申请4件\n"
        "  42: 不一致：全年作出行政处罚决定 99 件\n"
    )
    assert tell_claims(Options(site, TODAY), 2021) == "年度报告的正文里没有可以核对的数\n"
