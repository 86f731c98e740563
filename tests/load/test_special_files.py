"""X4. Nothing but regular files is opened, anywhere in a site, and none of a size that no text or file has."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load.shipped import SHIPPED
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


TOO_LARGE = {
    "content/items/2023/x.md": (65_000_000, "content/items/2023/x.md: 错误: “content/items/2023/x.md”有 65.0 MB，超过 64 MB，没有读取 [file-too-large]", "text_megabytes"),
    "content/pages/guide.md": (65_000_000, "content/pages/guide.md: 错误: “content/pages/guide.md”有 65.0 MB，超过 64 MB，没有读取 [file-too-large]", "text_megabytes"),
    "content/applications/2025.csv": (65_000_000, "content/applications/2025.csv: 错误: “content/applications/2025.csv”有 65.0 MB，超过 64 MB，没有读取 [file-too-large]", "text_megabytes"),
    "content/items/2023/x/a.pdf": (20_000_000_000, "content/items/2023/x/index.md:10:22: 错误: “content/items/2023/x/a.pdf”有 20000.0 MB，超过 2000 MB，没有读取 [file-too-large]", "file_megabytes"),
    "mkdocs.yml": (65_000_000, "mkdocs.yml: 错误: “mkdocs.yml”有 65.0 MB，超过 64 MB，没有读取 [file-too-large]", ""),
    "site_config/labels/zh-CN.yml": (65_000_000, "site_config/labels/zh-CN.yml: 错误: “site_config/labels/zh-CN.yml”有 65.0 MB，超过 64 MB，没有读取 [file-too-large]", ""),
}  # fmt: skip


def with_file(site: Path) -> None:
    """The item of the site, as a folder with a file."""
    notice = site / "content/items/2023/notice.md"
    folder = notice.parent / "x"
    folder.mkdir()
    folder.joinpath("index.md").write_text(
        notice.read_text("utf-8").replace("keywords", "attachments: [{file: a.pdf}]\nkeywords"), "utf-8"
    )
    notice.unlink()


@pytest.mark.parametrize("place", TOO_LARGE)
def test_what_is_too_large_is_told_and_not_read(tmp_path: Path, place: str) -> None:
    size, told, key = TOO_LARGE[place]
    site = write_site(tmp_path, BASE)
    if place.endswith(".pdf"):
        with_file(site)
    (site / place).parent.mkdir(parents=True, exist_ok=True)
    with (site / place).open("wb") as file:
        try:
            file.truncate(size)
        except OSError:
            pytest.skip("no such file here")
    text = check_site(site)
    assert told in text.splitlines()
    assert (f"请管理员在法规配置文件（profile）里改 {key}" if key else "检查是不是放错了文件") in text


def test_a_profile_says_how_large_texts_and_files_may_be(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    with_file(site)
    own = site / "site_config/profiles/cn-government.yml"
    own.parent.mkdir(parents=True)
    shipped = (SHIPPED / "site_config/profiles/cn-government.yml").read_text("utf-8")
    (site / "content/items/2023/x/a.pdf").write_bytes(b"%PDF" + bytes(2_100_000))
    source = site / "content/items/2023/x/index.md"
    source.write_text(source.read_text("utf-8") + "好\n\n" * 300_000, "utf-8")
    for limits, expected in {
        "text_megabytes: 1\n": ["content/items/2023/x/index.md: 错误: “content/items/2023/x/index.md”有 1.5 MB，超过 1 MB，没有读取 [file-too-large]"],
        "file_megabytes: 2\n": ["content/items/2023/x/index.md:10:22: 错误: “content/items/2023/x/a.pdf”有 2.1 MB，超过 2 MB，没有读取 [file-too-large]"],
        "text_megabytes: 2\nfile_megabytes: 3\n": [],
    }.items():  # fmt: skip
        own.write_text(shipped + limits, "utf-8")
        assert [line for line in check_site(site).splitlines() if "[file-too-large]" in line] == expected
