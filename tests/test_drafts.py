"""Drafts are seen in a preview of their own, marked as what they are, and nowhere else."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.run.build import build
from generator.run.options import Options, Progress, Result, drafts_of, output_of
from tests.publish.test_output import tree
from tests.sites import BASE, TODAY, build_site, write_site
from tests.test_leaks import everything, hidden

SITE = (
    hidden("draft", "00002", "draft: true\n")
    + hidden("undated", "00003", "draft: true\n").replace("published: 2026-05-06\n", "").replace("category: policy\n", "")
    + hidden("later", "00004", published="2026-07-06")
    + hidden("withheld", "00005", "openness: withheld\nnext_review: 2027-01-01\n")
    + hidden("staff", "00006", "audience: staff\n")
)
SHOWN = {"draft": "草稿", "undated": "草稿", "later": "待公开"}


def preview(site: Path) -> Result:
    return build(Options(site, TODAY, drafts=True), drafts_of(site), Progress())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write_site(tmp_path_factory.mktemp("drafts"), BASE, SITE)
    assert preview(site).published
    return site


def test_the_preview_shows_drafts_marked_on_their_pages_and_in_lists(site: Path) -> None:
    output = drafts_of(site).live
    for name, state in SHOWN.items():
        page = (output / f"items/2026/{name}/index.html").read_text("utf-8")
        assert f"密语{name}正文" in page
        assert f'<p class="gk-notice__title">{state}</p>' in page
        assert f"<title>密语{name}方案（{state}）" in page
        assert (output / f"items/2026/{name}/{name}.txt").is_file()
        line = re.search(rf"<li>[^\n]*密语{name}方案[^\n]*", (output / "index.html").read_text("utf-8"))
        assert line
        assert state in line[0]
    assert "2026-07-06" in (output / "items/2026/later/index.html").read_text("utf-8")


def test_every_page_of_the_preview_says_what_it_is_and_is_not_indexed(site: Path) -> None:
    output = drafts_of(site).live
    for page in output.rglob("*.html"):
        text = page.read_text("utf-8")
        assert text.count('<meta name="robots" content="noindex">') == 1, page
        assert "请勿发布" in text, page
    assert (output / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"


def test_what_will_not_appear_is_not_in_the_preview(site: Path) -> None:
    found = everything(drafts_of(site).live).decode("utf-8", "replace")
    assert "密语withheld" not in found
    assert "密语staff" not in found


def test_a_build_after_a_preview_is_as_if_there_had_been_none(tmp_path: Path, site: Path) -> None:
    assert not (site / "site").exists()
    build_site(site)
    clean = write_site(tmp_path / "clean", BASE, SITE)
    build_site(clean)
    assert tree(site / "site") == tree(clean / "site")
    found = everything(site / "site").decode("utf-8", "replace")
    assert not re.search("密语|草稿|待公开|请勿发布", found)
    assert not (site / "content/published.lock").exists()


def test_a_preview_never_goes_where_the_site_is_published(site: Path) -> None:
    with pytest.raises(AssertionError):
        build(Options(site, TODAY, drafts=True), output_of(site, None), Progress())
    assert drafts_of(site).live.is_relative_to(output_of(site, None).work)
    assert CliRunner().invoke(main, ["build", str(site), "--drafts"]).exit_code == 2


def test_the_preview_follows_its_drafts(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, SITE)
    preview(site)
    write_site(site, hidden("draft", "00002").replace("正文", "定稿"))
    preview(site)
    page = (drafts_of(site).live / "items/2026/draft/index.html").read_text("utf-8")
    assert "密语draft定稿" in page
    assert 'gk-notice__title">草稿' not in page
    build(Options(site, dt.date(2026, 7, 6), drafts=True), drafts_of(site), Progress())
    assert "待公开" not in (drafts_of(site).live / "items/2026/later/index.html").read_text("utf-8")


def test_a_draft_of_a_report_is_shown_too(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    assert CliRunner().invoke(main, ["new", "report", "2025", "--site", str(site), "--today", str(TODAY)]).exit_code == 0
    result = preview(site)
    assert result.published, result.problems
    page = (drafts_of(site).live / "reports/2025/index.html").read_text("utf-8")
    assert '<p class="gk-notice__title">草稿</p>' in page
    assert '<strong class="gk-state">草稿</strong>' in (drafts_of(site).live / "reports/index.html").read_text("utf-8")
    build_site(site)
    assert not (site / "site/reports/2025").exists()


def test_in_english_too(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["new", "site", str(tmp_path), "--language", "en", "--today", str(TODAY)]).exit_code == 0
    assert CliRunner().invoke(main, ["new", "item", "2026/soon", "--site", str(tmp_path), "--today", str(TODAY)]).exit_code == 0
    assert preview(tmp_path).published
    page = (drafts_of(tmp_path).live / "items/2026/soon/index.html").read_text("utf-8")
    assert '<p class="gk-notice__title">Draft</p>' in page
    assert "Do not publish it." in page
