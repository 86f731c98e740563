"""What a command writes is there whole, or what was there before: on a full disk no editor's file is lost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from generator.whole_files import write_whole
from tests.sites import BASE, write_site

NOTICE = "content/items/2023/notice.md"
ROOM = 8192  # bytes that a file may have; a file that is longer cannot be written to its end


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def run_with_little_room(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    # Compiled modules are not kept: they too would be cut short.
    env = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    root = Path(__file__).parents[1]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False, preexec_fn=small_files)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write_site(tmp_path / "site", BASE)
    notice = site / NOTICE
    text = notice.read_text("utf-8").replace("title: ", "title： ", 1)
    notice.write_text(text + "\n" + "各单位应当做好防汛工作。\n\n" * 400, "utf-8")
    assert notice.stat().st_size > ROOM
    return site


def test_a_file_that_cannot_be_mended_for_want_of_room_stays_as_it_was(site: Path) -> None:
    before = (site / NOTICE).read_bytes()
    done = run_with_little_room("fix", site, "--write", "--today", "2026-06-30")
    assert (done.returncode, (site / NOTICE).read_bytes()) == (3, before), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in (site / NOTICE).parent.iterdir() if ".new" in path.name) == []


def test_a_workbook_that_cannot_be_written_leaves_the_one_before(site: Path, tmp_path: Path) -> None:
    book = tmp_path / "items.xlsx"
    book.write_bytes(b"the one before" * 1000)
    notice = site / NOTICE
    notice.write_text(notice.read_text("utf-8").replace("title： ", "title: ", 1), "utf-8")
    done = run_with_little_room("export", "--xlsx", book, "--site", site, "--today", "2026-06-30")
    assert (done.returncode, book.read_bytes()) == (3, b"the one before" * 1000), done.stdout + done.stderr


def test_a_file_has_the_mode_of_the_one_whose_place_it_takes_and_a_link_is_not_followed(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_bytes(b"old")
    kept.chmod(0o640)
    write_whole(kept, b"new")
    assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (b"new", 0o640)
    os.symlink("kept", link)
    write_whole(link, b"another")
    assert (link.is_symlink(), link.read_bytes(), kept.read_bytes()) == (False, b"another", b"new")
    write_whole(tmp_path / "folder" / ("名" * 80), b"long name")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "kept", "link"]
