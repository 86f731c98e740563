"""What may not be looked into is named and ends the run; of a site of which a part is not seen nothing is said or published."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.publish.test_output import tree
from tests.sites import BASE, write_site

ROOT = Path(__file__).parents[2]
MORE = """\
-- content/items/2023/sub/index.md --
---
title: 关于印发办法的通知
index_number: 11379900MB28399186/2023-00002
category: policy/normative
created: 2023-05-30
published: 2023-06-01
department: law
summary: 印发办法。
keywords: [办法]
attachments: [{file: a.txt}]
---
印发办法。
-- content/items/2023/sub/a.txt --
甲
-- site_config/web/nginx.conf --
own
-- theme/assets/own.css --
a{}
"""
FOLDERS = ("", "content", "content/items", "content/items/2023", "content/items/2023/sub", "content/pages", "site_config", "site_config/web", "site_config/labels", "site_config/synonyms/zh-CN", "theme", "theme/assets", "theme/templates")  # fmt: skip
# What root may, beyond the modes of files: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7)).
_BEYOND = 1 << 1 | 1 << 2


@contextlib.contextmanager
def bound_by_modes() -> Iterator[None]:
    """While this lasts, modes of files hold for root too."""
    libc = ctypes.CDLL(None, use_errno=True)
    head, kept = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()  # _LINUX_CAPABILITY_VERSION_3, this thread
    if os.geteuid() != 0:
        yield
        return
    if libc.capget(head, kept) != 0:
        pytest.skip("the system has no capabilities")
    less = (ctypes.c_uint32 * 6)(*kept)
    less[0] = kept[0] & ~_BEYOND
    assert libc.capset(head, less) == 0
    try:
        yield
    finally:
        assert libc.capset(head, kept) == 0


@contextlib.contextmanager
def closed(path: Path, mode: int) -> Iterator[None]:
    """While this lasts, a file or folder has a mode, and modes hold."""
    before = stat.S_IMODE(path.stat().st_mode)
    path.chmod(mode)
    try:
        with bound_by_modes():
            yield
    finally:
        path.chmod(before)


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words, "--today", "2026-06-30", "--jobs", "1"], env={"LANG": "zh_CN.UTF-8", "LC_ALL": ""})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write_site(tmp_path_factory.mktemp("unread") / "demo", BASE, MORE)
    for own in ("theme/templates/item.html", "site_config/labels/zh-CN.yml", "site_config/synonyms/zh-CN/government.yml"):
        (site / own).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / own, site / own)
    assert run("build", str(site))[0] == 0
    return site


@pytest.mark.parametrize("mode", [0o600, 0o300, 0], ids=["not entered", "not listed", "neither"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_that_may_not_be_looked_into_is_named_and_nothing_of_it_is_passed_over(
    built: Path, folder: str, mode: int
) -> None:
    old = tree(built / "site")
    for command in ("check", "build"):
        with closed(built / folder, mode):
            code, told = run(command, str(built))
        assert code == 3, told
        assert told.startswith(f"没有权限：{built / folder}".removesuffix("/")), told
        assert "请向管理员要读写这里的权限，再运行一次\n" in told
        if command == "build" and folder:
            assert told.endswith("已经发布的站点没有改动\n")
        assert tree(built / "site") == old


@pytest.mark.parametrize(
    "file",
    [
        "catalog.yml",
        "content/items/2023/notice.md",
        "content/pages/guide.md",
        "site_config/labels/zh-CN.yml",
        "theme/templates/item.html",
        "theme/assets/own.css",
    ],
)
def test_a_file_that_may_not_be_read_is_told_at_its_place(built: Path, file: str) -> None:
    with closed(built / file, 0):
        code, told = run("check", str(built))
    assert code == 1
    assert f"{file}: 错误: 文件读不出来（没有读取权限） [file-unreadable]\n" in told


def test_a_published_file_or_folder_that_may_not_be_read_is_told_by_its_mode(built: Path) -> None:
    copy = built.parent / "copy"
    shutil.copytree(built / "site", copy)
    with closed(copy / "index.html", 0o000):
        done = CliRunner().invoke(main, ["verify", str(copy)], env={"LANG": "zh_CN.UTF-8", "LC_ALL": ""})
    assert (done.exit_code, done.stdout.splitlines()[0]) == (1, "index.html: 错误: “index.html”的权限是 0 [published-mode]")
    for folder, mode in (("items", 0o600), ("items", 0o300), ("", 0o600), ("", 0)):
        with closed(copy / folder, mode):
            done = CliRunner().invoke(main, ["verify", str(copy)], env={"LANG": "zh_CN.UTF-8", "LC_ALL": ""})
        assert done.exit_code == 3, (folder, mode, done.output)
        assert done.stderr.startswith(f"没有权限：{copy / folder}".removesuffix("/")), done.stderr


@pytest.mark.parametrize("mode", [0o600, 0o300, 0])
def test_a_published_folder_that_nobody_may_enter_is_mended(built: Path, mode: int) -> None:
    wanted = tree(built / "site")
    (built / "site/items").chmod(mode)
    with bound_by_modes():
        code, told = run("build", str(built))
    assert code == 0, told
    assert f"site/items/: 警告: “items/”的权限是 {mode:o} [published-mode]\n" in told
    assert [line for line in told.splitlines() if "[published-" in line and "[published-mode]" not in line] == []
    assert tree(built / "site") == wanted
