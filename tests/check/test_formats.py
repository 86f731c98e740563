"""What other programs and the archive get: SARIF, GitLab's report, the self-inspection sheet."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator, Draft202012Validator
from sarif_pydantic import Sarif

from generator.cli import main
from generator.cli.options import FORMS
from generator.findings import FORMATS, count, tell
from generator.findings.inspection_sheet import write_sheet
from generator.load.source.places import Places
from generator.run.judge import check
from generator.run.options import Options, Progress, Result, output_of
from tests.sites import BASE, TODAY, write_site

LEAK = """\
-- content/items/2026/名单.md --
---
title: 采购公告
index_number: 11379900MB28399186/2026-00002
category: policy
created: 2026-06-01
published: 2026-06-05
summary: 摘要。
---
联系人 13912345678，身份证号 11010519491231002X。加强的的工作。
-- content/waivers.yml --
- {code: word-doubled, path: content/items/2026/名单.md, reason: 引用原文, who: 办公室, until: 2026-12-31}
"""
PRIVATE = ("13912345678", "11010519491231002X")


@pytest.fixture
def result(tmp_path: Path) -> Result:
    write_site(tmp_path, BASE, LEAK)
    return check(Options(tmp_path, TODAY, cache=False), output_of(tmp_path, None), Progress())


def told(site: Path, result: Result, form: str) -> str:
    findings = tell(result.problems, result.labels, Places(site, result.labels), result.patterns)
    return FORMATS[form](findings, count(findings, result.items, result.reports), result.labels)


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_tells_a_whole_number(form: str, tmp_path: Path, result: Result) -> None:
    text = told(tmp_path, result, form)
    assert not any(number in text for number in PRIVATE)
    assert "139******78" in text


def test_sarif_is_as_the_schema_of_oasis_says(tmp_path: Path, result: Result) -> None:
    official = Path(__file__).parents[2].parent / "shared/validators/sarif-schema-2.1.0.json"
    if not official.is_file():
        pytest.skip("the schema of SARIF is not here")
    schema = json.loads(official.read_text("utf-8"))
    log = json.loads(told(tmp_path, result, "sarif"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(log)] == []


def test_sarif_is_as_its_standard_says(tmp_path: Path, result: Result) -> None:
    log = json.loads(told(tmp_path, result, "sarif"))
    schema = json.loads((Path(__file__).parent / "sarif.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(log)] == []
    # A reader that knows nothing of us reads the same.
    read = Sarif.model_validate(log).runs[0]
    assert [(found.rule_id, found.level.value if found.level else None) for found in read.results or []] == [
        ("mobile-exposed", "warning"),
        ("id-number-exposed", "error"),
    ]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rules[found["ruleIndex"]]["id"] for found in log["runs"][0]["results"]] == ["mobile-exposed", "id-number-exposed"]
    place = log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "content/items/2026/%E5%90%8D%E5%8D%95.md"},
        "region": {"startLine": 9, "startColumn": 22},
    }


def test_a_fingerprint_does_not_depend_on_the_line(tmp_path: Path, result: Result) -> None:
    before = json.loads(told(tmp_path, result, "gitlab"))
    write_site(tmp_path, LEAK.replace("---\n联系人", "---\n\n\n联系人"))
    after_result = check(Options(tmp_path, TODAY, cache=False), output_of(tmp_path, None), Progress())
    after = json.loads(told(tmp_path, after_result, "gitlab"))
    assert [found["fingerprint"] for found in before] == [found["fingerprint"] for found in after]
    assert before[0]["location"] == {"path": "content/items/2026/名单.md", "lines": {"begin": 9}}
    assert after[0]["location"]["lines"] == {"begin": 11}


def test_the_sheet_says_what_was_judged_and_asks_no_other_host(tmp_path: Path, result: Result) -> None:
    sheet = tmp_path / "report.html"
    assert write_sheet(tmp_path, result, sheet)
    page = sheet.read_text("utf-8")
    assert not re.search(r"(?:src|href)=|https?://|@import|url\(", page)
    assert not any(number in page for number in PRIVATE)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<body>")[2]))
    for piece in (
        "云泽市卫生健康委员会 政府信息公开自查表",
        "检查日期 2026-06-30",
        "条目 2 个（其中公开 2 个），年度报告 0 份，页面 3 个，附件 0 个",
        "chinesecalendar 2004–2026",
        "错误 1 个，警告 1 个，提示 0 个",
        "像是居民身份证号码：1101************2X",
        "word-doubled content/items/2026/名单.md 引用原文 办公室 2026-12-31",
        "共 1 个问题按上表保留。",
    ):
        assert piece in text


def test_the_sheet_goes_to_standard_output_alone(tmp_path: Path) -> None:
    write_site(tmp_path, BASE)
    done = CliRunner().invoke(main, ["check", str(tmp_path), "--html", "-"])
    assert done.exit_code == 0
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.endswith("</html>\n")
    assert done.stderr.startswith("没有发现问题\n")
    assert not (tmp_path / "-").exists()


def test_the_command_line_offers_every_format() -> None:
    assert set(FORMS) == set(FORMATS)
