"""Nothing but regular files is opened, anywhere in a site, and none of a size that no text or file has."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import BASE, check_site, write_site

PLACES = (
    "content/items/2023/x.md",
    "content/items/2023/x.pdf",
    "content/pages/x.md",
    "content/pages/x.pdf",
    "content/published.lock",
    "content/waivers.yml",
    "content/redirects.yml",
    "content/reports/2020.md",
    "content/reports/2020.applications.csv",
    "site_config/x.yml",
    "site_config/labels/zh-CN.yml",
    "site_config/profiles/cn-government.yml",
    "site_config/report_forms/x.yml",
    "site_config/web/nginx.conf",
    "theme/templates/item.html",
    "theme/overrides/main.html",
    "theme/assets/x.css",
    "mkdocs.yml",
)


def bind(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


KINDS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": bind,
    "device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_regular_file_is_told_where_it_lies(tmp_path: Path, place: str, kind: str) -> None:
    site = write_site(tmp_path, BASE)
    (site / place).parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](site / place)
    told = "不是普通文件） [file-unreadable]" if kind != "device" else "不会读取 [link-outside]"
    assert [line for line in check_site(site).splitlines() if line.startswith(f"{place}: 错误") and told in line]


def test_a_link_to_nothing_hides_no_other_file(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    (site / "content/items/2023/a.md").symlink_to("nowhere.md")
    told = check_site(site)
    assert "content/items/2023/a.md: 错误: 文件读不出来（文件不存在） [file-unreadable]" in told
    assert "条目 1 个" in told


@pytest.mark.parametrize(("place", "size"), [("content/items/2023/x.md", 65_000_000), ("content/pages/guide.md", 65_000_000), ("content/items/2023/x/a.pdf", 20_000_000_000), ("mkdocs.yml", 65_000_000)])  # fmt: skip
def test_what_is_too_large_is_told_and_not_read(tmp_path: Path, place: str, size: int) -> None:
    site = write_site(tmp_path, BASE)
    if place.endswith(".pdf"):
        notice = site / "content/items/2023/notice.md"
        (site / place).parent.mkdir()
        (site / place).parent.joinpath("index.md").write_text(
            notice.read_text("utf-8").replace("keywords", "attachments: [{file: a.pdf}]\nkeywords")
        )
        notice.unlink()
    with (site / place).open("wb") as file:
        try:
            file.truncate(size)
        except OSError:
            pytest.skip("no such file here")
    assert [line for line in check_site(site).splitlines() if "文件太大，读不了" in line]
