"""A build or a check of which nothing has changed says again what was said, and notices everything that has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner

import generator.run.build
import generator.run.judge
from generator.cli import main
from generator.cli.options import FORMS
from generator.store import Kept, Store
from tests.sites import BASE, write_site

TODAY = "2026-06-30"
FONTS = "body: [{file: fonts/*.ttf}]\nheading: [{file: fonts/*.ttf}]\ninstall: put a font there\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = write_site(tmp_path / "demo", BASE)
    monkeypatch.setattr("generator.load.source.source._SETTLED_NS", -1)  # what changed a moment ago is not remembered
    monkeypatch.chdir(tmp_path)
    return site


def build(site: Path, *options: str) -> tuple[str, int]:
    done = CliRunner().invoke(main, ["build", site.name, "--today", TODAY, *options])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return re.sub(r"\d+\.\d 秒", "… 秒", done.output), done.exit_code


def is_rebuilt(site: Path, *options: str) -> bool:
    """Whether a build does more than to say again what was said."""
    with mock.patch("generator.run.build.build", wraps=generator.run.build.build) as asked:
        build(site, *options)
    return asked.called


def answers(site: Path) -> Kept:
    return Store.open(site / ".site.build").table("answers", "")


def test_the_same_is_said_again_in_every_format(site: Path) -> None:
    build(site)
    for form in FORMS:
        first, code = build(site, "--format", form)
        assert code == 0
        assert "没有变化" in first
        assert build(site, "--format", form) == (first, 0)
        assert not is_rebuilt(site, "--format", form)


def test_nothing_is_done_where_nothing_changed(site: Path) -> None:
    build(site)
    assert not is_rebuilt(site)


@pytest.mark.parametrize("form", ["text", "json"])
def test_findings_are_told_again(site: Path, form: str) -> None:
    with open(site / "content/items/2023/notice.md", "a", encoding="utf-8") as item:
        item.write("\n<b>粗</b>\n")
    build(site)
    first = build(site, "--format", form)
    assert "html-dropped" in first[0]
    assert build(site, "--format", form) == first
    assert not is_rebuilt(site, "--format", form)


def test_a_changed_source_is_noticed(site: Path) -> None:
    build(site)
    item = site / "content/items/2023/notice.md"
    item.write_text(item.read_text("utf-8") + "\n又一句。\n", "utf-8")
    assert is_rebuilt(site)


def test_a_misnamed_file_is_noticed(site: Path) -> None:
    build(site)
    (site / "content/items/a#b.txt").write_text("")
    assert "name-invalid" in build(site)[0]


def test_a_source_beside_the_content_is_noticed(site: Path) -> None:
    build(site)
    check(site)
    shutil.copy(site / "content/items/2023/notice.md", site / "stray.md")
    assert "source-misplaced" in check(site)[0]
    assert "source-misplaced" in build(site)[0]


def test_a_theme_of_its_own_is_noticed(site: Path) -> None:
    build(site)
    own = site / "theme/templates/notfound.html"
    own.parent.mkdir(parents=True)
    own.write_text("自己的话", "utf-8")
    assert "自己的话" not in (site / "site/404.html").read_text("utf-8")
    build(site)
    assert "自己的话" in (site / "site/404.html").read_text("utf-8")


def test_a_font_that_was_looked_for_is_noticed(site: Path) -> None:
    (site / "site_config").mkdir()
    (site / "site_config/report_fonts.yml").write_text(FONTS, "utf-8")
    build(site)
    assert not is_rebuilt(site)
    (site / "fonts").mkdir()
    (site / "fonts/one.ttf").write_bytes(b"font")
    assert is_rebuilt(site)


def test_a_file_of_the_output_that_changed_is_mended(site: Path) -> None:
    build(site)
    page = site / "site/index.html"
    whole = page.read_bytes()
    page.unlink()
    page.write_bytes(b"not ours")
    build(site)
    assert page.read_bytes() == whole


def test_another_day_is_another_question(site: Path) -> None:
    build(site)
    assert build(site, "--today", "2026-07-01")[1] == 0
    assert is_rebuilt(site)


def test_what_was_published_with_warnings_is_refused_when_they_count(site: Path) -> None:
    item = site / "content/items/2023/notice.md"
    item.write_text(item.read_text("utf-8") + "\n<b>粗</b>\n", "utf-8")
    assert build(site)[1] == 0
    assert build(site)[1] == 0
    assert build(site, "--strict")[1] == 1


def test_an_output_of_another_build_is_not_taken_for_this_one(site: Path) -> None:
    first = (site / "content/items/2023/notice.md").read_text("utf-8")
    second = first.replace("2023-0", "2024-0").replace("5号", "6号").replace("防病", "防汛")
    (site / "content/items/2023/flood.md").write_text(second, "utf-8")
    build(site)
    answer = dict(answers(site).get(["build"]))["build"]
    assert build(site, "--today", "2023-07-01")[1] == 0
    answers(site).replace([], [("build", "", answer)])
    assert is_rebuilt(site)


def test_an_answer_that_cannot_be_read_is_no_answer(site: Path) -> None:
    build(site)
    answers(site).replace([], [("build", "", b'{"a": 2}')])
    assert is_rebuilt(site)


@pytest.mark.parametrize("command", ["build", "check"])
def test_recalling_loads_nothing_it_does_not_need(command: str) -> None:
    code = f"import sys, generator.cli.{command}; print(*sorted({{'pydantic', 'jinja2', 'yaml', 'generator.run.build', 'generator.run.judge'}} & sys.modules.keys()))"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root, env=os.environ)
    assert done.stdout == "\n"


def check(site: Path, *words: str) -> tuple[str, int]:
    done = CliRunner().invoke(main, ["check", "--today", TODAY, *(words or (site.name,))])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output, done.exit_code


def is_judged(site: Path, *words: str) -> bool:
    """Whether a check does more than to say again what was said."""
    with mock.patch("generator.run.judge.check", wraps=generator.run.judge.check) as asked:
        check(site, *words)
    return asked.called


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("flaw", ["<b>粗</b>", "[不在](gone.pdf)"])
def test_a_check_says_the_same_again(site: Path, form: str, flaw: str) -> None:
    with open(site / "content/items/2023/notice.md", "a", encoding="utf-8") as item:
        item.write(f"\n{flaw}\n")
    first = check(site, site.name, "--format", form)
    assert first[1] == (0 if "粗" in flaw else 1)
    assert check(site, site.name, "--format", form) == first
    assert not is_judged(site, site.name, "--format", form)
    assert check(site, site.name, "--format", form, "--no-cache") == first


def test_a_check_of_one_file_is_another_question(site: Path) -> None:
    with open(site / "content/items/2023/notice.md", "a", encoding="utf-8") as item:
        item.write("\n[不在](gone.pdf)\n")
    assert check(site)[1] == 1
    assert check(site, "demo/catalog.yml")[1] == 0
    assert check(site)[1] == 1
    assert check(site, site.name, "--strict") != check(site, "demo/catalog.yml")


def test_a_check_and_a_build_keep_their_answers_apart(site: Path) -> None:
    build(site)
    check(site)
    assert not is_rebuilt(site)
    assert not is_judged(site)


def test_a_check_notices_what_was_mended(site: Path) -> None:
    item = site / "content/items/2023/notice.md"
    good = item.read_text("utf-8")
    item.write_text(good + "\n[不在](gone.pdf)\n", "utf-8")
    assert check(site)[1] == 1
    assert check(site)[1] == 1
    item.write_text(good, "utf-8")
    assert check(site)[1] == 0


def test_a_check_notices_a_link_in_the_theme_that_became_a_file(site: Path) -> None:
    outside = site.parent / "outside.css"
    outside.write_text("a {}", "utf-8")
    (site / "theme").mkdir()
    link = site / "theme/own.css"
    link.symlink_to(outside)
    assert "link-outside" in check(site)[0]
    link.unlink()
    link.write_text("a {}", "utf-8")
    assert "link-outside" not in check(site)[0]


def test_a_check_notices_that_the_content_has_gone(site: Path) -> None:
    for path in sorted((site / "content").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert "content-missing" not in check(site)[0]
    (site / "content").rmdir()
    assert "content-missing" in check(site)[0]


def test_a_sheet_is_written_each_time(site: Path) -> None:
    sheet = site.parent / "sheet.html"
    for _ in range(2):
        assert check(site, site.name, "--html", str(sheet))[1] == 0
        assert sheet.is_file()
        sheet.unlink()


def test_places_are_told_from_the_root_there_is_now(site: Path) -> None:
    with open(site / "content/items/2023/notice.md", "a", encoding="utf-8") as item:
        item.write("\n<b>粗</b>\n")
    assert "file=demo/content/" in check(site, site.name, "--format", "github")[0]
    (site / ".git").mkdir()
    assert "file=content/" in check(site, site.name, "--format", "github")[0]
