"""A site is marked by the indicators of its profile: what cannot be judged is said, what is to be mended has a person."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran

from generator.cli import main
from tests.sites import BASE, write_site

EXAMPLE = Path(__file__).parents[1] / "examples/township-hospital"
DAY = "2026-11-21"


def call(*args: object) -> Ran:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("site", "site-*", ".site*"))
    return tmp_path / "site"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def score(site: Path, *args: str) -> dict[str, object]:
    told: dict[str, object] = json.loads(call("score", site, "--today", DAY, "--format", "json", *args).stdout)
    return told


def marks(site: Path) -> dict[str, float | None]:
    found = score(site)["marks"]
    assert isinstance(found, list)
    return {mark["id"]: mark["got"] for mark in found}


def test_a_site_without_fault_gets_all_that_can_be_judged_and_the_rest_is_left_to_people(site: Path) -> None:
    (site / "content/marks.yml").unlink()
    told = call("score", site, "--today", DAY).stdout.splitlines()
    assert told[0] == "2026-11-21 自动评定的 90 分里得 90 分；另有 10 分不能自动评定，由考核人评定"
    assert told[6] == "  职工和群众满意度 —/10：不能自动评定，由考核人评定"
    assert score(site)["unjudged"] == 10
    assert marks(site)["satisfaction"] is None


def test_what_changed_since_an_earlier_score_is_told(site: Path, tmp_path: Path) -> None:
    before = tmp_path / "2026-10.json"
    before.write_text(call("score", site, "--today", DAY, "--format", "json").stdout, "utf-8")
    edit(site / "content/marks.yml", "points: 9", "points: 7")
    told = call("score", site, "--today", DAY, "--since", before).stdout.splitlines()
    assert told[-2:] == ["比 2026-11-21：99 分 → 97 分", "  职工和群众满意度 9 → 7"]
    (tmp_path / "other.json").write_text("[]", "utf-8")
    ran = call("score", site, "--today", DAY, "--since", tmp_path / "other.json")
    assert (ran.exit_code, ran.stderr) == (2, "“other.json”不是 gongkai score --format json 写的评分\n")


def test_what_people_mark_counts_for_a_year_with_who_and_when(site: Path) -> None:
    told = call("score", site, "--today", DAY).stdout.splitlines()
    assert told[0] == "2026-11-21 得分 99（满分 100）"
    assert told[6] == "  职工和群众满意度 9/10：职工代表测评组 周测评 2026-11-18 评定：测评 30 人，27 人满意"
    edit(site / "content/marks.yml", "date: 2026-11-18", "date: 2025-11-18")
    told = call("score", site, "--today", DAY).stdout.splitlines()
    assert told[6] == "  职工和群众满意度 —/10：职工代表测评组 周测评 2025-11-18 的评定已满一年，由考核人重新评定"
    # Of several the last one that has been given counts; what is to come does not.
    file = site / "content/marks.yml"
    line = file.read_text("utf-8").splitlines()[-1]
    days = ((7, "2026-11-01"), (8, "2026-11-20"), (3, "2026-11-22"))
    more = [line.replace("points: 9", f"points: {points}").replace("2025-11-18", day) for points, day in days]
    file.write_text("\n".join([line, *more]) + "\n", "utf-8")
    assert marks(site)["satisfaction"] == 8
    assert "职工代表测评组" in call("score", site, "--today", DAY, "--format", "html").stdout


def test_points_go_by_problem_and_by_share(site: Path) -> None:
    # Two of sixteen with a term are late: 20 × 14 / 16.
    for name in ("clinic-hours", "conduct"):
        text = (site / f"content/items/2026/{name}.md").read_text("utf-8")
        made = next(line for line in text.split("\n") if line.startswith("形成日期"))
        edit(site / f"content/items/2026/{name}.md", made, "形成日期: 2025-10-09")
    assert marks(site) == {"complete": 30, "columns": 10, "timely": 17.5, "procedure": 20, "safe": 10, "satisfaction": 9}


def test_what_costs_points_has_a_department_a_person_and_a_place(site: Path) -> None:
    edit(site / "content/items/2026/clinic-hours.md", ", 审核: 钱审核 2026-01-06", "")
    found = score(site)["to_mend"]
    assert isinstance(found, list)
    assert {(one["department"], one["person"], one["place"].partition(":")[0]) for one in found} == {
        ("门诊部", "吴联络", "content/items/2026/clinic-hours.md")
    }
    assert marks(site)["procedure"] == 20 - 5 * len(found)
    line = call("score", site, "--today", DAY).stdout.splitlines()[-1]
    assert line.startswith("[门诊部 吴联络] content/items/2026/clinic-hours.md:")


def test_no_mark_is_below_nothing_and_personal_data_is_hidden(site: Path) -> None:
    body = "\n".join(f"电话 1391234567{number}。" for number in range(5))
    edit(site / "content/items/2026/clinic-hours.md", "门诊每天", f"{body}\n\n门诊每天")
    told = call("score", site, "--today", DAY).stdout
    assert marks(site)["safe"] == 0
    assert "1391234567" not in told
    assert "1391234567" not in call("score", site, "--today", DAY, "--format", "html").stdout


def test_the_inner_edition_alone_has_the_page(site: Path) -> None:
    assert call("build", site, "--today", DAY).exit_code == 0
    page = (site / "site-staff/assessment/index.html").read_text("utf-8")
    assert "院内公开版：供本单位内部查阅，不对外公开。" in page
    assert "职工代表测评组 周测评 2026-11-18 评定" in page
    assert "<style" not in page
    assert (site / "site-staff/assessment/score.css").is_file()
    assert 'href="../assessment/"' in (site / "site-staff/guide/index.html").read_text("utf-8")
    for name in ("site", "site-patients"):
        whole = b"".join(path.read_bytes() for path in (site / name).rglob("*") if path.is_file())
        assert "公开工作考核".encode() not in whole
        assert "周测评".encode() not in whole
        assert b"assessment" not in whole


def test_a_profile_without_indicators_marks_nothing(tmp_path: Path) -> None:
    ran = call("score", write_site(tmp_path, BASE), "--today", DAY)
    assert (ran.exit_code, ran.stderr) == (2, "法规配置“政府信息公开”没有写考核指标（indicators），不能评分\n")


def test_an_edition_is_not_marked_by_what_is_for_others(site: Path) -> None:
    edit(site / "content/items/2026/training.md", ", 审议: 院务会 2026-07-03", "")
    assert marks(site)["procedure"] == 20
    told = score(site, "--edition", "staff")["marks"]
    assert isinstance(told, list)
    assert next(mark["got"] for mark in told if mark["id"] == "procedure") < 20
    assert "进修" not in call("score", site, "--today", DAY).stdout
