"""The same sources give the same bytes wherever and by whomever they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publish.test_output import tree
from tests.sites import BASE, build_site, write_site

ROOT = Path(__file__).parents[1]
MORE = """\
-- content/items/2023/İstanbul-ı.md --
---
title: I i İ ı ß ﬁ
index_number: 11379900MB28399186/2023-00002
category: policy/normative
created: 2023-05-30
published: 2023-06-01
doc_number: 云卫发〔2023〕6号
department: law
summary: 大小写。
keywords: [TITLE, title]
---
正文 I i İ ı。
"""
WAYS: dict[str, dict[str, str]] = {
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "another time zone": {"TZ": "America/Los_Angeles"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "no locale": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "hashes": {"PYTHONHASHSEED": "1"},
    "other hashes": {"PYTHONHASHSEED": "4242"},
    "home": {"HOME": "/nonexistent", "USER": "somebody", "LOGNAME": "somebody", "XDG_CACHE_HOME": "/nonexistent"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
}


def build(folder: Path, options: tuple[str, ...] = (), environment: dict[str, str] | None = None, umask: int = 0o022, python: str = sys.executable) -> dict[str, tuple[bytes, int]]:  # fmt: skip
    """The bytes and modes of what is published from a fresh copy of the site."""
    site = write_site(folder / "demo", BASE, MORE)
    command = [python, "-m", "generator", "build", str(site), "--today", "2026-06-30", "--jobs", "1", *options]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | (environment or {}), umask=umask, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return {name: (data, (site / "site" / name).stat().st_mode) for name, data in tree(site / "site").items()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, int]]:
    return build(tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("way", WAYS)
def test_whatever_the_environment(way: str, plain: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    assert build(tmp_path, environment=WAYS[way]) == plain


def test_whatever_else_is_installed(plain: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    (tmp_path / "packages/other-1.0.dist-info").mkdir(parents=True)
    assert build(tmp_path, environment={"PYTHONPATH": str(tmp_path / "packages")}) == plain


def test_whatever_the_umask(plain: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    assert build(tmp_path, umask=0o077) == build(tmp_path / "more", umask=0) == plain


def test_whatever_the_path_and_the_number_of_processes(plain: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    assert build(tmp_path / "公开 a'b/很深/的", ("--jobs", "3")) == plain


def test_whatever_the_order_in_which_a_folder_names_its_files(plain: dict[str, tuple[bytes, int]], tmp_path: Path) -> None:
    site = write_site(tmp_path / "first", BASE, MORE)
    copy = tmp_path / "demo"
    for path in sorted((path for path in site.rglob("*") if path.is_file()), reverse=True):
        (copy / path.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy / path.relative_to(site))
    assert build(tmp_path) == plain


def test_whatever_line_ends_a_checkout_gave_the_sources(tmp_path: Path) -> None:
    """What is attached goes out byte for byte; of all else the line ends are no part."""
    made = []
    for name, end in (("lf", "\n"), ("crlf", "\r\n")):
        site = write_site(tmp_path / name, f"{BASE}\n- 甲\n- 乙\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n")
        for path in site.rglob("*.*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
        assert build_site(site).published
        made.append({path.relative_to(site): path.read_bytes() for path in (site / "site").rglob("*") if path.is_file()})
    assert made[0] == made[1]
