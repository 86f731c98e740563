"""``status.json``: how a body stands, in counts of what is public alone."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.demo import ROOT
from tests.docs import DOCS, status_schema_text
from tests.sites import BASE, TODAY, build_site, write_site

LATE = """\
-- catalog.yml --
{catalog}-- content/items/2026/late.md --
---
title: 关于公布卫生标准的通告
index_number: 11379900MB28399186/2026-00001
category: policy
created: 2026-01-05
published: 2026-03-20
department: law
summary: 公布标准。
---
公布。
-- content/items/2026/draft.md --
---
title: 草稿
draft: true
created: 2026-01-05
category: policy
---
草稿。
-- content/items/2026/kept.md --
---
title: 不公开的
openness: withheld
category: policy
index_number: 11379900MB28399186/2026-00003
created: 2026-01-05
published: 2026-01-06
summary: 不公开。
---
不公开。
-- content/items/2026/coming.md --
---
title: 以后公开的
index_number: 11379900MB28399186/2026-00002
category: finance
created: 2026-06-29
published: 2026-07-01
summary: 以后公开。
---
以后。
"""


def status(site: Path, today: dt.date = TODAY) -> Any:
    result = build_site(site, today=today, cache=False)
    assert result.published, result.problems
    return json.loads((site / "site/status.json").read_text("utf-8"))


def catalog(old: str, new: str) -> str:
    text = BASE.partition("-- content")[0].removeprefix("-- catalog.yml --\n")
    assert old in text
    return text.replace(old, new)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    changed = catalog("name: 政策文件, department: law,", "name: 政策文件, rhythm: monthly, department: law,")
    return status(write_site(tmp_path_factory.mktemp("site"), BASE, LATE.format(catalog=changed)))


def test_what_is_public_is_counted_by_month_with_what_came_late(found: Any) -> None:
    assert [found[name] for name in ("items", "judged", "late")] == [2, 2, 1]
    assert found["months"] == [
        {"month": "2026-03", "items": 1, "judged": 1, "late": 1},
        {"month": "2023-06", "items": 1, "judged": 1, "late": 0},
    ]


def test_a_category_says_what_it_answers_and_since_when_it_is_silent(found: Any) -> None:
    law, normative, finance = found["categories"]
    assert law == {
        "id": "policy",
        "name": "政策文件",
        "answers": ["20.1"],
        "rhythm": "monthly",
        "items": 2,
        "last": "2026-03-20",
        "silent_since": "2026-04-20",
    }
    assert normative == {"id": "policy/normative", "name": "行政规范性文件", "items": 1, "last": "2023-06-01"}
    assert (finance["items"], finance["nothing"]) == (0, "2026-01-05")


def test_a_statement_that_holds_no_longer_is_not_told(tmp_path: Path) -> None:
    found = status(write_site(tmp_path, BASE), dt.date(2027, 2, 1))
    assert "nothing" not in found["categories"][2]


def test_requirements_name_the_categories_that_answer_them(found: Any) -> None:
    assert found["requirements"][0] == {
        "id": "20.1",
        "name": "行政法规、规章和规范性文件",
        "categories": ["policy"],
        "items": 2,
    }
    assert [one["id"] for one in found["requirements"]] == [f"20.{number}" for number in range(1, 16)]


def test_findings_are_counted_by_rule_and_those_in_what_is_not_public_are_not(found: Any) -> None:
    rules = {one["rule"]: one["count"] for one in found["problems"]}
    assert rules["publication-late"] == 1
    assert rules["category-silent"] == 1
    # Of the draft that is overdue, and of what is withheld without a day to judge it anew.
    assert "publication-overdue" not in rules
    assert "next-review-missing" not in rules


def test_nothing_of_what_is_not_public_is_in_it(found: Any) -> None:
    text = json.dumps(found, ensure_ascii=False)
    assert not [title for title in ("草稿", "不公开的", "以后公开的", "draft.md") if title in text]
    assert "2026-07" not in text


def test_a_category_that_is_for_others_is_not_in_it(tmp_path: Path) -> None:
    inner = '  - {id: inner, name: 内部事项, rhythm: monthly, audience: staff, answers: ["20.1"]}\n  - id: finance\n'
    found = status(write_site(tmp_path, BASE, "-- catalog.yml --\n" + catalog("  - id: finance\n", inner)))
    assert [one["id"] for one in found["categories"]] == ["policy", "policy/normative", "finance"]
    assert "inner" not in json.dumps(found)
    assert "problems" not in found  # an empty category would be one


def test_an_overdue_report_is_told(tmp_path: Path) -> None:
    found = status(write_site(tmp_path, BASE, LATE.format(catalog=catalog("language", "language"))), dt.date(2027, 6, 1))
    assert found["overdue_reports"] == [{"year": 2026, "due": "2027-01-31"}]
    assert {"rule": "report-overdue", "severity": "warning", "count": 1} in found["problems"]


def test_the_same_site_on_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write_site(tmp_path / name, BASE) for name in ("one", "other"))
    assert status(one) == status(other)
    assert (one / "site/status.json").read_bytes() == (other / "site/status.json").read_bytes()


def test_another_day_alone_changes_one_line(tmp_path: Path) -> None:
    site, lines = write_site(tmp_path, BASE), []
    for day in (TODAY, TODAY + dt.timedelta(days=1)):
        status(site, day)
        lines.append((site / "site/status.json").read_text("utf-8").splitlines())
    assert [(old, new) for old, new in zip(*lines, strict=True) if old != new] == [
        (' "day": "2026-06-30",', ' "day": "2026-07-01",'),
    ]


def test_the_schema_beside_the_document_is_that_of_the_program() -> None:
    assert (DOCS / "status.schema.json").read_text("utf-8") == status_schema_text()


@pytest.mark.parametrize("name", ["uk", "township", "hospital"])
def test_the_status_of_samples_keeps_to_the_schema(name: str, tmp_path: Path) -> None:
    site = shutil.copytree(ROOT / "examples" / name, tmp_path / name, ignore=shutil.ignore_patterns("site", ".site.build"))
    found = status(site, dt.date(2026, 11, 1))
    schema = json.loads((DOCS / "status.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    assert found["sample"] is True
