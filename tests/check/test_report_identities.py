"""Every identity of every form: reports in which all hold, and what is said when one is broken by one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.load.settings.catalog import load_forms, load_labels
from generator.load.shipped import SHIPPED
from generator.run.judge import check
from generator.run.options import Options, Progress, output_of
from tests.sites import BASE, write_site

LABELS = load_labels(SHIPPED, "zh-CN")
SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
WITH_TABLES = SECTIONS[1:4]
APPLICATIONS = (  # noqa: SIM905  words in a row are read more easily than a list of them
    "new carried_in granted partly_granted state_secret forbidden stability third_party internal process case_file inquiry "
    "not_held to_be_made unclear petition repeated publication excessive confirmation"
).split()
FORM_2021 = {
    "regulations": "0",
    "normative": "[1, 2, 43]",
    "licences": "0",
    "penalties": "101",
    "coercion": "0",
    "fees": "66.28",
    **dict.fromkeys((*APPLICATIONS, "no_correction", "unpaid", "other"), "0"),
    "new": "[13, 2, 0, 0, 0, 0, 15]",
    "carried_in": "[1, 0, 0, 0, 0, 0, 1]",
    "granted": "[8, 2, 0, 0, 0, 0, 10]",
    "petition": "[5, 0, 0, 0, 0, 0, 5]",
    "total": "[13, 2, 0, 0, 0, 0, 15]",
    "carried_out": "[1, 0, 0, 0, 0, 0, 1]",
    "disputes": "[1, 0, 0, 1, 2, 0, 0, 0, 1, 1, 0, 1, 0, 0, 1]",
}
TRIAL = {
    "regulations": "0",
    "normative": "[2, 2, 40]",
    "licences": "[6, 1, 141]",
    "other_services": "[3, -1, 61]",
    "penalties": "[220, 0, 356]",
    "coercion": "0",
    "fees": "[2, 0]",
    "procurement": "[15, 612.80]",
    **dict.fromkeys((*APPLICATIONS, "other_handling"), "0"),
    "new": "[4, 0, 0, 0, 0, 0, 4]",
    "granted": "[3, 0, 0, 0, 0, 0, 3]",
    "total": "[3, 0, 0, 0, 0, 0, 3]",
    "carried_out": "[1, 0, 0, 0, 0, 0, 1]",
    "disputes": "0",
}
STATISTICS = {
    **dict.fromkeys(
        (  # noqa: SIM905  words in a row are read more easily than a list of them
            "proactive normative_published normative_made gazette website microblog wechat other_channels responses conferences "
            "conferences_by_head interviews interviews_by_head explanations social_responses other_responses received in_person "
            "by_fax online by_letter by_other_means completed in_time extended answered already_public agreed partly_agreed "
            "refused refused_secret refused_commercial refused_privacy refused_stability refused_not_information refused_by_law "
            "not_ours non_existent to_be_amended other_ways reviews_upheld reviews_corrected reviews_other lawsuits_upheld "
            "lawsuits_corrected lawsuits_other complaints_upheld complaints_corrected complaints_other sent_on_paper "
            "sent_electronically bodies reading_places staff staff_full_time staff_part_time funds meetings "
            "training_courses trained"
        ).split(),
        "0",
    ),
    **{"proactive": "900", "gazette": "20", "website": "900", "microblog": "300", "wechat": "310", "other_channels": "5"},
    **{"received": "15", "in_person": "3", "online": "10", "by_letter": "2", "completed": "14", "in_time": "13", "extended": "1"},
    **{"answered": "14", "already_public": "4", "agreed": "5", "refused": "2", "refused_secret": "1", "refused_privacy": "1"},
    **{"not_ours": "3", "staff": "9", "staff_full_time": "2", "staff_part_time": "7", "funds": "3.5"},
}


INSTITUTION = {
    **{"published": "120", "website": "90", "accounts": "40", "boards": "0"},
    **{"new": "6", "carried_in": "0", "answered": "5", "carried_out": "1", "inquiries": "30", "complaints": "0"},
}
REQUESTS = {
    **{
        "received": "[10, 12, 9, 11, 42]",
        "in_time": "[7, 9, 8, 8, 32]",
        "extended": "[1, 1, 0, 1, 3]",
        "late": "[1, 1, 1, 0, 3]",
    },
    **{
        "withdrawn": "[1, 1, 0, 1, 3]",
        "open": "[0, 0, 0, 1, 1]",
        "granted": "[5, 6, 5, 6, 22]",
        "partly_withheld": "[2, 2, 2, 1, 7]",
    },
    **{"withheld": "[1, 1, 1, 1, 4]", "not_held": "[1, 1, 1, 1, 4]", "cost": "[0, 1, 0, 0, 1]", "vexatious": "0"},
    **{"answered": "[9, 11, 9, 9, 38]", "upheld": "[1, 0, 1, 0, 2]", "partly_upheld": "0", "overturned": "[0, 1, 0, 0, 1]"},
    **{"pending": "0", "asked": "[1, 1, 1, 0, 3]"},
}


def report(year: int, form: str, figures: dict[str, str]) -> str:
    rows = "".join(f"  {row}: {cells}\n" for row, cells in figures.items())
    body = (
        "".join(f"## {section}\n\n{'' if section in WITH_TABLES else '无。'}\n\n" for section in SECTIONS)
        if form != "gov-statistics"
        else "一、概述\n"
    )
    return f"-- content/reports/{year}.md --\n---\nform: {form}\npublished: {year + 1}-01-20\nfigures:\n{rows}---\n{body}"


def findings(folder: Path, *reports: str) -> list[str]:
    """What is said of a site with these reports."""
    years = [int(text.partition(".md")[0][-4:]) for text in reports]
    site = write_site(folder, BASE, *reports)
    result = check(Options(site, dt.date(max(years) + 1, 1, 31), cache=False), output_of(site, None), Progress())
    found = [problem for problem in result.problems if "content/reports" in problem.where.file]
    return [f"{problem.code}: {result.labels.tell(problem)[0]}" for problem in found]


def of_2021(**changed: str) -> str:
    return report(2021, "gov-2021", FORM_2021 | changed)


def of_2020(**changed: str) -> str:
    return report(2020, "gov-2019-trial", TRIAL | changed)


def of_2018(**changed: str) -> str:
    return report(2018, "gov-statistics", STATISTICS | changed)


def of_2018_institution(year: int = 2018, **changed: str) -> str:
    return _other(year, "institution", INSTITUTION | changed)


def of_requests(**changed: str) -> str:
    return _other(2022, "uk-foi", REQUESTS | changed)


RETURN = {
    **{"carried_in": 3, "received": 20, "transferred": 2, "given": 15, "refused": 4, "carried_out": 2},
    **dict.fromkeys(["s8_1_a", "s8_1_b", "s8_1_c", "s8_1_e", "s8_1_f", "s8_1_g", "s8_1_i", "s9", "s11", "s24"], 0),
    **{"s8_1_d": 1, "s8_1_h": 1, "s8_1_j": 3},
    **{"first_appeals": 2, "first_allowed": 1, "second_appeals": 0, "disciplined": 0, "fee": 200, "further": 10, "penalty": 0},
}


def of_return(**changed: int) -> str:
    return _other(2022, "in-rti-return", {name: f"[{number}]" for name, number in (RETURN | changed).items()})


def of_website(**changed: str) -> str:
    words = (
        "site_name",
        "site_address",
        "site_owner",
        "site_code",
        "icp_number",
        "police_number",
        "microblog_name",
        "wechat_name",
    )
    asked = ("service_list", "one_platform", "chat", "monitored", "drilled", "responsible", "mobile")
    told = {"site_kind": "部门网站", "mobile_other": '"-"', "innovations": "无障碍浏览", "innovations_other": '"-"', "rest": "0"}
    figures = {**dict.fromkeys(words, '"-"'), **dict.fromkeys(asked, "是"), **told, **changed}
    return _other(2024, "website", figures) + "平稳。\n"


def _other(year: int, form: str, figures: dict[str, str]) -> str:
    """A report whose form has other headings."""
    shipped = load_forms(Path("/nowhere"), LABELS, [])[form]
    text = report(year, "gov-statistics", figures).replace("gov-statistics", form).replace("一、概述\n", "")
    return text + "".join(f"## {section}\n\n无。\n\n" for section in shipped.sections)


def _reviews() -> int:
    return sum(int(STATISTICS[f"reviews_{name}"]) for name in ("upheld", "corrected", "other"))


def test_all_identities_hold(tmp_path: Path) -> None:
    in_2022 = FORM_2021 | {"normative": "[3, 1, 45]"}
    assert findings(tmp_path / "2018", of_2018()) == []
    assert (
        findings(tmp_path / "institution", of_2018_institution(), of_2018_institution(2019, carried_in="1", answered="6")) == []
    )
    assert findings(tmp_path / "requests", of_requests()) == []
    assert findings(tmp_path / "website", of_website(cases="3", cases_persons="2", cases_bodies="1")) == []
    assert findings(tmp_path / "totals", of_2018(reviews=str(_reviews()), request_fees="0.35")) == []
    assert findings(tmp_path / "2021", of_2020(), of_2021(), report(2022, "gov-2021", in_2022)) == []
    assert findings(tmp_path / "2020", report(2019, "gov-2019-trial", TRIAL | {
        "licences": "[5, 1, 100]", "other_services": "[4, -1, 58]", "penalties": "[219, 1, 400]", "fees": "[3, -1]",
        "new": "[3, 0, 0, 0, 0, 0, 3]", "carried_out": "0",
    }), of_2020()) == []  # fmt: skip


def _added(*cells: str) -> str:
    """The right side of a sum of these figures that should be 99, and the difference."""
    total = sum(map(int, cells))
    telling = " + ".join(cell for cell in cells if cell != "0" or len(cells) <= 3)
    return f"{telling} = {total}，相差 {99 - total}"


A = "第一项加第二项之和，等于第三项加第四项之和"
B = "办理结果的总计 = 各种办理结果之和"
C = "总计 = 自然人与各类法人或其他组织之和"
BROKEN = {
    "A": (
        [of_2021(carried_in="[2, 0, 0, 0, 0, 0, 2]")],
        [
            f"sum-mismatch: 不平（A · 自然人）：{A}。左边 13 + 2 = 15，右边 13 + 1 = 14，相差 1",
            f"sum-mismatch: 不平（A · 总计）：{A}。左边 15 + 2 = 17，右边 15 + 1 = 16，相差 1",
        ],
    ),
    "B": (
        [of_2021(granted="[9, 2, 0, 0, 0, 0, 11]")],
        [
            f"sum-mismatch: 不平（B · 自然人）：{B}。左边 13，右边 9 + 5 = 14，相差 1",
            f"sum-mismatch: 不平（B · 总计）：{B}。左边 15，右边 11 + 5 = 16，相差 1",
        ],
    ),
    # A row that is wrong across is wrong in the last column too.
    "C": (
        [of_2021(petition="[5, 0, 0, 0, 0, 0, 6]")],
        [f"sum-mismatch: 不平（C · 1.信访举报投诉类申请）：{C}。左边 6，右边 5，相差 1"],
    ),
    "D1": (
        [of_2021(disputes="[1, 0, 0, 1, 3, 0, 0, 0, 1, 1, 0, 1, 0, 0, 1]")],
        [
            "sum-mismatch: 不平（D1 · 政府信息公开行政复议、行政诉讼情况表）：行政复议的总计 = 结果维持 + 结果纠正 + 其他结果"
            " + 尚未审结。左边 3，右边 1 + 1 = 2，相差 1"
        ],
    ),
    "D2": (
        [of_2021(disputes="[1, 0, 0, 1, 2, 0, 0, 0, 1, 2, 0, 1, 0, 0, 1]")],
        [
            "sum-mismatch: 不平（D2 · 政府信息公开行政复议、行政诉讼情况表）：未经复议直接起诉的总计 = 结果维持 + 结果纠正"
            " + 其他结果 + 尚未审结。左边 2，右边 1，相差 1"
        ],
    ),
    "D3": (
        [of_2021(disputes="[1, 0, 0, 1, 2, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0]")],
        [
            "sum-mismatch: 不平（D3 · 政府信息公开行政复议、行政诉讼情况表）：复议后起诉的总计 = 结果维持 + 结果纠正"
            " + 其他结果 + 尚未审结。左边 0，右边 1，相差 1"
        ],
    ),
    "E": (
        [of_2020(new="[5, 0, 0, 0, 0, 0, 5]", carried_out="[2, 0, 0, 0, 0, 0, 2]"), of_2021()],
        [
            "carry-over-mismatch: 与2020年的报告接不上（E · 自然人）：上年结转 = 上年度报告的“结转下年度继续办理”。"
            "本期 1，按上期应为 2，相差 1",
            "carry-over-mismatch: 与2020年的报告接不上（E · 总计）：上年结转 = 上年度报告的“结转下年度继续办理”。"
            "本期 1，按上期应为 2，相差 1",
        ],
    ),
    "F": (
        [of_2021(), report(2022, "gov-2021", FORM_2021 | {"normative": "[3, 1, 46]"})],
        [
            "carry-over-mismatch: 与2021年的报告接不上（F · 行政规范性文件）：现行有效件数 = 上年度的现行有效件数"
            " + 本年制发件数 − 本年废止件数。本期 46，按上期应为 43 + 3 − 1 = 45，相差 1"
        ],
    ),
    "I1": (
        [of_2018_institution(answered="4")],
        ["sum-mismatch: 不平（I1）：本年新收 + 上年结转 = 办结 + 结转下年度。左边 6 + 0 = 6，右边 4 + 1 = 5，相差 1"],
    ),
    "I2": (
        [of_2018_institution(), of_2018_institution(2019, carried_in="2", answered="7")],
        ["carry-over-mismatch: 与2018年的报告接不上（I2）：上年结转 = 上年度报告的结转下年度。本期 2，按上期应为 1，相差 1"],
    ),
    "I3": (
        [of_2018_institution(website="121")],
        ["sum-mismatch: 不平（I3）：主动公开信息总数不少于网站公开的条数。左边 120，右边 121，相差 1"],
    ),
    "U1": (
        [of_requests(open="[0, 0, 0, 1, 2]", received="[10, 12, 9, 11, 43]", withdrawn="[1, 1, 0, 1, 3]")],
        [
            "sum-mismatch: 不平（U1 · Received）：the total is the sum of the quarters。左边 43，右边 10 + 12 + 9 + 11 = 42，相差 1",
            "sum-mismatch: 不平（U1 · Not yet answered）：the total is the sum of the quarters。左边 2，右边 1，相差 1",
        ],
    ),
    "U2": (
        [of_requests(granted="[5, 6, 5, 6, 23]", cost="[0, 1, 0, 0, 0]")],
        [
            "sum-mismatch: 不平（U2 · Granted in full）：the total is the sum of the quarters。左边 23，右边 5 + 6 + 5 + 6 = 22，相差 1",
            "sum-mismatch: 不平（U2 · Refused for cost (section 12)）：the total is the sum of the quarters。左边 0，右边 1，相差 1",
        ],
    ),
    "U3": (
        [of_requests(upheld="[1, 0, 1, 0, 1]", overturned="[0, 1, 0, 0, 2]")],
        [
            "sum-mismatch: 不平（U3 · Decision upheld）：the total is the sum of the quarters。左边 1，右边 1 + 1 = 2，相差 1",
            "sum-mismatch: 不平（U3 · Decision overturned）：the total is the sum of the quarters。左边 2，右边 1，相差 1",
        ],
    ),
    "U4": (
        [of_requests(received="[11, 12, 9, 10, 42]")],
        [
            "sum-mismatch: 不平（U4 · First quarter）：received = answered in time or late + withdrawn + not yet answered。"
            "左边 11，右边 7 + 1 + 1 + 1 = 10，相差 1",
            "sum-mismatch: 不平（U4 · Fourth quarter）：received = answered in time or late + withdrawn + not yet answered。"
            "左边 10，右边 8 + 1 + 1 + 1 = 11，相差 1",
        ],
    ),
    "U8": (
        [of_requests(eir="[10, 13, 0, 1, 24]")],
        [
            "sum-mismatch: 不平（U8 · Second quarter）：requests under the Regulations are among those received。左边 12，右边 13，相差 1"
        ],
    ),
    "X1": (
        [of_return(given=16)],
        [
            "sum-mismatch: 不平（X1 · Number）：pending at the beginning + received = transferred + given + refused + pending at the end。左边 3 + 20 = 23，右边 2 + 16 + 4 + 2 = 24，相差 1"
        ],
    ),
    "X2": (
        [of_return(provisions=6)],
        ["sum-mismatch: 不平（X2 · Times）：the total is the sum of the provisions。左边 6，右边 1 + 1 + 3 = 5，相差 1"],
    ),
    "X3": ([of_return(s8_1_j=1)], ["sum-mismatch: 不平（X3）：each refusal names a provision。左边 3，右边 4，相差 1"]),
    "X4": (
        [of_return(first_allowed=3)],
        ["sum-mismatch: 不平（X4 · Number）：no more first appeals are allowed than are received。左边 2，右边 3，相差 1"],
    ),
    "U5": (
        [of_requests(answered="[10, 10, 9, 9, 38]")],
        [
            "sum-mismatch: 不平（U5 · First quarter）：answered in all = the sum of the outcomes。左边 10，右边 5 + 2 + 1 + 1 = 9，相差 1",
            "sum-mismatch: 不平（U5 · Second quarter）：answered in all = the sum of the outcomes。"
            "左边 10，右边 6 + 2 + 1 + 1 + 1 = 11，相差 1",
        ],
    ),
    "U6": (
        [of_requests(late="[1, 1, 1, 1, 4]", open="0")],
        ["sum-mismatch: 不平（U6）：what was answered has an outcome。左边 32 + 3 + 4 = 39，右边 38，相差 1"],
    ),
    "U7": (
        [of_requests(asked="[2, 0, 1, 0, 3]")],
        [
            "sum-mismatch: 不平（U7 · First quarter）：reviews asked for = the sum of their results。左边 2，右边 1，相差 1",
            "sum-mismatch: 不平（U7 · Second quarter）：reviews asked for = the sum of their results。左边 0，右边 1，相差 1",
        ],
    ),
    "Q1": (
        [of_2020(normative="[2, 41, 40]")],
        ["sum-mismatch: 不平（Q1 · 规范性文件）：对外公开总数量不少于本年新公开数量。左边 40，右边 41，相差 1"],
    ),
    "Q2": (
        [of_2020(other_services="[3, -4, 61]")],
        ["sum-mismatch: 不平（Q2 · 其他对外管理服务事项）：上一年项目数量加本年增减不小于零。左边 3 + -4 = -1，右边 0，相差 1"],
    ),
    "Q3": (
        [of_2020(procurement="[0, 612.80]")],
        ["sum-mismatch: 不平（Q3）：没有采购项目就没有采购金额。左边 0，右边 612.80，相差 612.80"],
    ),
    **{
        f"S8.{number}": (
            [of_2018(**{row: "99"})],
            [
                f"sum-mismatch: 不平（S8.{number}）：{name}数量 = 各种情形之和。左边 99，右边 "
                + _added(*(STATISTICS[f"{row}_{part}"] for part in ("upheld", "corrected", "other")))
            ],
        )
        for number, row, name in ((1, "reviews", "行政复议"), (2, "lawsuits", "行政诉讼"), (3, "complaints", "举报投诉"))
    },
    "W1": (
        [of_website(cases="4", cases_persons="2", cases_bodies="1")],
        ["sum-mismatch: 不平（W1）：办件量总数 = 自然人办件量 + 法人办件量。左边 4，右边 2 + 1 = 3，相差 1"],
    ),
    "W2": (
        [of_website(services="2", services_online="3")],
        ["sum-mismatch: 不平（W2）：政务服务事项数量不少于可全程在线办理的。左边 2，右边 3，相差 1"],
    ),
    "W3": (
        [of_website(faults_found="2", faults_mended="3")],
        ["sum-mismatch: 不平（W3）：发现问题数量不少于问题整改数量。左边 2，右边 3，相差 1"],
    ),
    "S7.1": (
        [of_2018(normative_published="901")],
        ["sum-mismatch: 不平（S7.1）：主动公开规范性文件数不多于主动公开政府信息数。左边 900，右边 901，相差 1"],
    ),
    "S7.2": (
        [of_2018(conferences_by_head="1")],
        ["sum-mismatch: 不平（S7.2）：主要负责同志参加新闻发布会次数不多于新闻发布会总次数。左边 0，右边 1，相差 1"],
    ),
    "S7.3": (
        [of_2018(interviews_by_head="1")],
        ["sum-mismatch: 不平（S7.3）：主要负责同志参加在线访谈次数不多于在线访谈次数。左边 0，右边 1，相差 1"],
    ),
    "P": (
        [
            report(2019, "gov-2019-trial", TRIAL | {"new": "[3, 0, 0, 0, 0, 0, 3]", "carried_out": "0"}),
            of_2020(licences="[8, 1, 141]", other_services="[2, 0, 61]"),
        ],
        [
            "carry-over-mismatch: 与2019年的报告接不上（P · 行政许可）：上一年项目数量 = 上年度报告的上一年项目数量"
            " + 本年增/减。本期 8，按上期应为 6 + 1 = 7，相差 1"
        ],
    ),
    "S1": (
        [of_2018(received="16")],
        ["sum-mismatch: 不平（S1）：收到申请数 = 各种形式的申请数之和。左边 16，右边 3 + 10 + 2 = 15，相差 1"],
    ),
    "S2": (
        [of_2018(completed="15")],
        ["sum-mismatch: 不平（S2）：申请办结数 = 按时办结数 + 延期办结数。左边 15，右边 13 + 1 = 14，相差 1"],
    ),
    "S3": (
        [of_2018(answered="13")],
        ["sum-mismatch: 不平（S3）：申请答复数 = 第1至第8类答复数之和。左边 13，右边 4 + 5 + 2 + 3 = 14，相差 1"],
    ),
    "S4": (
        [of_2018(refused_privacy="0")],
        ["sum-mismatch: 不平（S4）：不同意公开答复数 = 各种情形之和。左边 2，右边 1，相差 1"],
    ),
    "S5": (
        [of_2018(staff_part_time="8")],
        ["sum-mismatch: 不平（S5）：从事政府信息公开工作人员数 = 专职人员数 + 兼职人员数。左边 9，右边 2 + 8 = 10，相差 1"],
    ),
    **{
        f"S6.{number}": (
            [of_2018(**{row: "901"})],
            [f"sum-mismatch: 不平（S6.{number}）：主动公开政府信息数不少于{name}公开政府信息数。左边 900，右边 901，相差 1"],
        )
        for number, row, name in (
            (1, "gazette", "政府公报"),
            (2, "website", "政府网站"),
            (3, "microblog", "政务微博"),
            (4, "wechat", "政务微信"),
            (5, "other_channels", "其他方式"),
        )
    },
}


@pytest.mark.parametrize("identity", BROKEN)
def test_a_sum_that_is_off_by_one(identity: str, tmp_path: Path) -> None:
    reports, expected = BROKEN[identity]
    assert findings(tmp_path, *reports) == expected


@pytest.mark.parametrize("identity", ["A", "B", "C", "D1", "E"])
def test_the_trial_form_has_the_same_sums(identity: str, tmp_path: Path) -> None:
    changed = {
        "A": {"new": "[5, 0, 0, 0, 0, 0, 5]"},
        "B": {"granted": "[4, 0, 0, 0, 0, 0, 4]"},
        "C": {"granted": "[3, 0, 0, 0, 0, 0, 4]"},
        "D1": {"disputes": "[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]"},
        "E": {"carried_in": "[1, 0, 0, 0, 0, 0, 1]", "new": "[3, 0, 0, 0, 0, 0, 3]"},
    }[identity]
    before = report(2019, "gov-2019-trial", TRIAL | {
        "licences": "[5, 1, 100]", "other_services": "[4, -1, 58]", "penalties": "[219, 1, 400]", "fees": "[3, -1]",
        "new": "[3, 0, 0, 0, 0, 0, 3]", "carried_out": "0",
    })  # fmt: skip
    assert any(f"（{identity} · " in found for found in findings(tmp_path, before, of_2020(**changed)))


def test_every_identity_of_every_form_has_a_case() -> None:
    from generator.load.settings.catalog import load_forms, load_labels

    site = Path(__file__).parents[2]
    forms = load_forms(site, load_labels(site, "zh-CN"), [])
    assert {identity.id for form in forms.values() for identity in form.identities} == set(BROKEN)


def test_a_total_left_out_is_computed(tmp_path: Path) -> None:
    figures = {row: cells for row, cells in FORM_2021.items() if row != "total"} | {
        "new": "[13, 2, 0, 0, 0, 0]",
        "carried_in": "{natural: 1, rest: 0}",
        "granted": "{natural: 8, business: 2, rest: 0}",
        "disputes": "[1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0]",
    }
    assert findings(tmp_path, report(2021, "gov-2021", figures)) == []
    wrong = figures | {"new": "[12, 2, 0, 0, 0, 0]"}
    assert findings(tmp_path, report(2021, "gov-2021", wrong)) == [
        f"sum-mismatch: 不平（A · 自然人）：{A}。左边 12 + 1 = 13，右边 13 + 1 = 14，相差 1",
        f"sum-mismatch: 不平（A · 总计）：{A}。左边 14 + 1 = 15，右边 15 + 1 = 16，相差 1",
    ]
