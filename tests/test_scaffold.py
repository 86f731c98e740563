from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.load.catalog import LANGUAGES
from generator.problems import has_errors
from generator.run.build import build
from generator.run.judge import check
from generator.run.options import Options, Progress, output_of
from tests.sites import BASE, TODAY, build_site, check_site, told, write_site

DAY = TODAY.isoformat()


def run(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_site_passes_every_check_and_is_published(language: str, tmp_path: Path) -> None:
    run("new", "site", str(tmp_path / "new"), "--language", language, "--today", DAY)
    assert "[" not in check_site(tmp_path / "new")
    assert build_site(tmp_path / "new").published


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profile", ["cn-government", "cn-hospital", "uk-publication-scheme"])
def test_a_new_site_of_another_profile_is_answered_with_problems(language: str, profile: str, tmp_path: Path) -> None:
    run("new", "site", str(tmp_path), "--language", language, "--today", DAY)
    catalog = tmp_path / "catalog.yml"
    catalog.write_text(re.sub(r"profile: .*", f"profile: {profile}", catalog.read_text("utf-8")), "utf-8")
    checked = check(Options(tmp_path, TODAY), output_of(tmp_path, None), Progress())
    built = build(Options(tmp_path, TODAY), output_of(tmp_path, None), Progress())
    assert built.problems == checked.problems
    assert bool(built.published) == (not has_errors(checked.problems))
    told(tmp_path, built)  # each has a place and words


@pytest.mark.parametrize("waived", [False, True])
def test_a_misspelt_fact_is_told_by_a_build_as_by_a_check(waived: bool, tmp_path: Path) -> None:
    waiver = "-- content/waivers.yml --\n- {code: fact-unknown, path: content/pages/about.md, reason: 无, by: 张某, until: 2026-12-31}\n"
    site = write_site(tmp_path, BASE, "-- content/pages/about.md --\n# 关于\n\n电话 {{ office.fon }}\n", waiver if waived else "")
    assert "content/pages/about.md:3:7: 错误: 没有叫“office.fon”的事实" in check_site(site)
    built = build_site(site)
    assert told(site, built) == check_site(site)
    assert not built.published


@pytest.mark.parametrize("kind", ["document", "service", "power", "penalty", "budget", "personnel"])
def test_a_new_item_of_any_kind_passes_every_check(kind: str, tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    run("new", "item", "2026/new", "--site", str(site), "--kind", kind, "--today", DAY)
    assert check_site(site) == "没有发现问题\n错误 0 个，警告 0 个，提示 0 个；条目 2 个，年度报告 0 份\n"
    text = (site / "content/items/2026/new.md").read_text("utf-8")
    assert "index_number: 11379900MB2839910K/2026-00001  # 索引号\n" in text


def test_the_next_index_number_is_the_next(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    run("new", "item", "2023/new", "--site", str(site), "--today", "2023-09-01")
    assert "2023-00002" in (site / "content/items/2023/new.md").read_text("utf-8")


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    before = (site / "content/items/2023/notice.md").read_bytes()
    assert "已经存在，没有改动" in run("new", "item", "2023/notice", "--site", str(site))
    assert (site / "content/items/2023/notice.md").read_bytes() == before


@pytest.mark.parametrize("name", ["../../evil", "a/../../b", "/", "."])
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    before = sorted(tmp_path.rglob("*"))
    assert CliRunner().invoke(main, ["new", "item", name, "--site", str(site)]).exit_code == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_a_new_page_passes_every_check(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    run("new", "page", "about", "--site", str(site))
    (site / "content/pages/guide.md").unlink()
    run("new", "page", "guide", "--site", str(site))
    assert "[" not in check_site(site)
