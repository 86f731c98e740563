"""Findings for other programs: SARIF 2.1.0 and GitLab's code quality report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator import __version__
from generator.model.labels import Labels
from generator.problems import Severity

if TYPE_CHECKING:
    from generator.findings import Finding

# SARIF calls a notice a note (OASIS SARIF 2.1.0, 3.27.10); GitLab has five degrees.
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_DEGREES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTICE: "info"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(findings: Sequence[Finding], counts: Mapping[str, int], labels: Labels) -> str:
    """The findings as OASIS SARIF 2.1.0: one run, its rules, each finding with its place."""
    codes = sorted({finding.problem.code for finding in findings})
    driver = {
        "name": "gongkai",
        "semanticVersion": __version__,
        "rules": [_rule(code, labels) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.problem.code)) for finding in findings],
        "properties": dict(counts),
    }
    return _json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, labels: Labels) -> dict[str, Any]:
    wording = labels.problems[code]
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": wording.message}}
    if wording.why:
        rule["fullDescription"] = {"text": wording.why}
        rule["help"] = {"text": "\n".join((wording.why, *wording.hints))}
    return rule


def _result(finding: Finding, index: int) -> dict[str, Any]:
    """The finding as a result of SARIF 2.1.0 (section 3.27); ``index`` is that of its rule."""
    position, problem = finding.position, finding.problem
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(position.file)}}
    if position.line:
        place["region"] = {"startLine": position.line, "startColumn": max(position.column, 1)}
    text = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"gongkai/v1": _fingerprint(finding)},
    }
    if problem.cites:
        result["properties"] = {"cites": problem.cites}
    return result


def as_gitlab(findings: Sequence[Finding], counts: Mapping[str, int], labels: Labels) -> str:
    """The findings as GitLab's code quality report, a subset of Code Climate's."""
    return _json(
        [
            {
                "type": "issue",
                "check_name": finding.problem.code,
                "description": finding.message,
                "severity": _DEGREES[finding.problem.severity],
                "fingerprint": _fingerprint(finding),
                "location": {"path": finding.position.file, "lines": {"begin": max(finding.position.line, 1)}},
            }
            for finding in findings
        ]
    )


def _fingerprint(finding: Finding) -> str:
    """The fingerprint that tells a finding from others, whatever line it moves to."""
    return finding.fingerprint


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
