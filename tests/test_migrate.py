"""A site for an older version: what has another place since is shown, then moved as it is; a site for a newer one is not read as this one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.run.migrate import MOVED
from tests.sites import BASE, check_site, write_site

OLD, NEW = "site_config/privacy.yml", "site_config/privacy/own.yml"
PACK = "-- site_config/privacy.yml --\n# 自己的写法\npatterns: []\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["migrate", *words])


def test_what_moved_is_shown_and_then_moved_as_it_is(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, PACK)
    assert "[source-misplaced]" in check_site(site)
    shown = run(str(site))
    assert shown.exit_code == 1
    assert shown.output == f"{site / OLD} → {site / NEW}\n要移动 1 个文件；加上 --write 就移动\n"
    assert (site / OLD).is_file()
    data = (site / OLD).read_bytes()
    done = run(str(site), "--write")
    assert (done.exit_code, done.output) == (0, f"{site / OLD} → {site / NEW}\n移动了 1 个文件\n")
    assert not (site / OLD).exists()
    assert (site / NEW).read_bytes() == data
    assert check_site(site).startswith("没有发现问题\n")
    assert (again := run(str(site), "--write")).exit_code == 0
    assert again.output == "都是这一版的格式（1）\n"


def test_nothing_is_moved_over_something_else(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE, PACK + f"-- {NEW} --\npatterns: []\n")
    said = run(str(site), "--write")
    assert said.exit_code == 1
    assert said.output == f"{site / OLD}：{site / NEW} 已经存在；请合成一个文件，再删去旧的\n移动了 0 个文件\n"
    assert (site / OLD).read_text("utf-8").startswith("# 自己的写法")


def test_nothing_is_moved_out_of_the_site(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, PACK)
    (tmp_path / "outside").mkdir()
    (site / "site_config/privacy").symlink_to(tmp_path / "outside")
    run(str(site), "--write")
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("number", sorted(MOVED))
def test_a_place_that_was_left_is_none_that_is_read(number: int) -> None:
    assert MOVED[number].keys().isdisjoint(MOVED[number].values())


def test_a_site_in_a_newer_format_is_not_taken_for_one_in_ours(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE.replace("profile: cn-government\n", "profile: cn-government\nformat: 2\n"))
    assert (
        check_site(site)
        == """\
catalog.yml:3:9: 错误: 站点用的是格式 2，这个程序只认得到格式 1 [format-newer]
    3 | format: 2
      |         ^
  建议: 安装站点所用的新版程序

错误 1 个，警告 0 个，提示 0 个；条目 1 个，年度报告 0 份
"""
    )
