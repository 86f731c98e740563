"""Nothing that a command writes goes through a link: out of a site, or beside a file that somebody sent."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.sites import BASE, TODAY, write_site

_TABLE = "标题,信息分类,原地址\n关于甲的通知,行政规范性文件,http://old.example/1.html\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/keep.txt").write_text("[]\n", "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.csv").write_text(_TABLE, "utf-8")
    return write_site(tmp_path / "site", BASE)


def put_link(site: Path, path: str, target: str) -> None:
    """A link to something outside, in the place of whatever lies there."""
    place = site.parent / path
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site.parent / "outside" / target)


def outside(site: Path) -> dict[str, str]:
    found = sorted((site.parent / "outside").rglob("*"))
    return {path.name: path.read_text("utf-8") if path.is_file() else "" for path in found}


@pytest.mark.parametrize(
    ("link", "target", "words", "code"),
    [
        ("site/content/items", "", "new item a --site {site}", 2),
        ("site/content/pages", "", "new page guide --site {site}", 2),
        ("site/content/reports", "", "new report 2025 --site {site}", 2),
        ("site/content", "", "new site {site}", 2),
        ("site/.vscode", "", "schema --site {site}", 2),
        ("site/.vscode/schemas", "", "schema --site {site}", 2),
        ("site/.vscode/schemas/item.json", "keep.txt", "schema --site {site}", 2),
        ("site/content/items/import", "", "import {site}/../in/a.csv --site {site}", 2),
        ("site/content/redirects.yml", "keep.txt", "import {site}/../in/a.csv --site {site}", 2),
        ("in/a.report.csv", "keep.txt", "import {site}/../in/a.csv --site {site}", 0),
        ("in/a.report.csv", "new.csv", "import {site}/../in/a.csv --site {site}", 0),
        ("in/a.map.yml", "new.yml", "import {site}/../in/a.csv --site {site}", 0),
        ("site/content/published.lock", "keep.txt", "lock {site}", 1),
        ("site/content/published.lock.new", "keep.txt", "lock {site}", 0),
    ],
)
def test_a_link_out_is_not_written_through(link: str, target: str, words: str, code: int, site: Path) -> None:
    put_link(site, link, target)
    before = outside(site)
    day = [] if words.startswith(("schema", "new")) else ["--today", TODAY.isoformat()]
    result = CliRunner().invoke(main, [*words.format(site=site).split(), *day])
    assert (outside(site), result.exit_code) == (before, code), result.output
    told = "是指向站点之外（或指向文件夹）的符号链接" if code == 1 else "通到站点以外的链接，没有往那里写"
    assert code == 0 or told in result.output


@pytest.mark.parametrize(("name", "code"), [("a.report.csv", 0), ("a.map.yml", 1)])
def test_a_pipe_beside_a_table_holds_no_import_up(name: str, code: int, site: Path) -> None:
    os.mkfifo(site.parent / "in" / name)
    words = ["import", str(site.parent / "in/a.csv"), "--site", str(site), "--today", TODAY.isoformat()]
    assert CliRunner().invoke(main, words).exit_code == code


def test_a_link_within_a_site_is_written_through(site: Path) -> None:
    (site / "texts").mkdir()
    shutil.rmtree(site / "content/items")
    (site / "content/items").symlink_to(site / "texts")
    assert CliRunner().invoke(main, ["new", "item", "a", "--site", str(site)]).exit_code == 0
    assert (site / "texts/a.md").is_file()
