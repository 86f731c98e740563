"""A waiver by fingerprint: it holds for what is said, wherever it stands, and for nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from generator.findings import as_json, count, tell
from generator.load.source.places import Places
from generator.run.judge import check
from generator.run.options import Options, Progress, output_of
from tests.check.test_report_identities import FORM_2021, findings, report
from tests.sites import TODAY

WRONG = "全年收到政府信息公开申请16件。"


def _report(sentences: str) -> str:
    return report(2022, "gov-2021", FORM_2021).replace("## 一、总体情况\n", f"## 一、总体情况\n\n{sentences}\n", 1)


def _fingerprint(site: Path) -> str:
    result = check(Options(site, TODAY, cache=False), output_of(site, None), Progress())
    told = tell(result.problems, result.labels, Places(site, result.labels), result.patterns)
    problems = json.loads(as_json(told, count(told, result.items, result.reports), result.labels))["problems"]
    return next(str(problem["fingerprint"]) for problem in problems if problem["code"] == "report-claim-contradicted")


def test_a_waiver_outlives_moved_lines_and_no_other_figure(tmp_path: Path) -> None:
    assert len(findings(tmp_path, _report(WRONG))) == 1
    entry = f"- {{code: report-claim-contradicted, path: content/reports/2022.md, fingerprint: {_fingerprint(tmp_path)}, "
    waivers = f"-- content/waivers.yml --\n{entry}reason: 原文如此, who: 办公室, until: 2026-12-31}}\n"
    assert findings(tmp_path, _report(f"工作平稳。\n\n{WRONG}") + waivers) == []
    other = findings(tmp_path, _report(f"工作平稳。\n\n{WRONG.replace('16', '17')}") + waivers)
    assert [found.partition(":")[0] for found in other] == ["report-claim-contradicted"]
