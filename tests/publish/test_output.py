"""The output folder: whole at any moment, only what changed is written, nothing of anybody else's is touched."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.model.output.output import Output
from generator.publish.output import Busy, NotOurs, OutputFolder
from generator.store import Store, with_store
from generator.work import Work
from tests.sites import BASE, TODAY, build_site, write_site


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def times(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path.relative_to(folder).as_posix(): path.stat() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: (stat.st_mtime_ns, stat.st_ino) for name, stat in found.items()}


def put(folder: OutputFolder, files: dict[str, str]) -> tuple[int, int]:
    # catalog.json is there in every site of ours, and part of what tells it.
    files = {"catalog.json": "{}", **files}
    with folder.hold():
        outputs = [Output(name, text, lambda text=text: text.encode()) for name, text in files.items()]  # type: ignore[misc]  # a default cannot say its type
        done = with_store(folder.work, lambda store: folder.publish(outputs, store, Work()), lambda fault: None)
    return done.files, done.changed


def test_files_come_change_and_go(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    assert put(folder, {"a/index.html": "1", "b/c/index.html": "2"}) == (4, 4)
    assert put(folder, {"a/index.html": "1", "b/c/index.html": "2"}) == (4, 0)
    before = times(folder.live)
    assert put(folder, {"a/index.html": "1", "b/index.html": "3"}) == (4, 3)
    after = times(folder.live)
    assert {name for name in after if before.get(name) == after[name]} == {"catalog.json", "a/index.html"}
    assert not (folder.live / "b/c").exists()
    assert (folder.live / "b/index.html").read_text() == "3"


def test_a_file_made_anew_with_the_same_bytes_is_the_same_file(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    put(folder, {"a.txt": "1"})
    before = times(folder.live)
    with folder.hold():
        folder.publish(
            [Output("a.txt", "another key", lambda: b"1"), Output("catalog.json", "{}", lambda: b"{}")],
            Store.open(folder.work),
            Work(),
        )
    assert times(folder.live) == before


def test_a_file_and_a_folder_may_take_each_others_place(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    put(folder, {"a": "1"})
    put(folder, {"a/b": "2"})
    put(folder, {"a": "3"})
    put(folder, {"a/b": "4"})
    assert tree(folder.live).keys() == {"a/b", "catalog.json", "manifest-sha256.txt"}


def test_whatever_happens_to_the_output_is_mended(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    files = {"a.txt": "1", "b/c.txt": "2"}
    put(folder, files)
    wanted = tree(folder.live)
    (folder.live / "a.txt").write_text("somebody's")
    (folder.live / "b/c.txt").unlink()
    put(folder, files)
    assert tree(folder.live) == wanted
    (folder.live / "foreign.txt").write_text("x")
    put(folder, files | {"d.txt": "3"})
    put(folder, files | {"d.txt": "4"})
    put(folder, files | {"d.txt": "5"})
    assert "foreign.txt" not in tree(folder.live)


def test_a_damaged_memory_is_no_loss(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    put(folder, {"a.txt": "1"})
    wanted = tree(folder.live)
    for path in folder.work.iterdir():
        if path.is_file():
            path.write_bytes(b"garbage")
    put(folder, {"a.txt": "1"})
    assert tree(folder.live) == wanted


def test_the_manifest_names_every_file_with_its_sum(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    build_site(site)
    done = subprocess.run(["sha256sum", "--check", "--quiet", "manifest-sha256.txt"], cwd=site / "site", check=False)
    assert done.returncode == 0
    listed = {line.split("  ", 1)[1] for line in (site / "site/manifest-sha256.txt").read_text("utf-8").splitlines()}
    assert listed == tree(site / "site").keys() - {"manifest-sha256.txt"}


def test_a_second_build_at_once_stops(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    with folder.hold(), pytest.raises(Busy), OutputFolder(tmp_path / "site").hold():
        pass


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.doc").write_text("years of work")
    with pytest.raises(NotOurs), OutputFolder(tmp_path / "site").hold():
        pass
    assert (tmp_path / "site/thesis.doc").read_text() == "years of work"
    assert os.listdir(tmp_path) == ["site"]  # nor is anything left beside it


def test_a_failing_page_leaves_the_last_site(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    put(folder, {"a.txt": "1", "b.txt": "2"})
    wanted = tree(folder.live)

    def fail() -> bytes:
        raise OSError(28, "No space left on device")

    with folder.hold(), pytest.raises(OSError, match="No space left"):
        folder.publish([Output("a.txt", "new", lambda: b"3"), Output("b.txt", "new", fail)], Store.open(folder.work), Work())
    assert tree(folder.live) == wanted
    put(folder, {"a.txt": "3", "b.txt": "4"})
    assert (folder.live / "a.txt").read_text() == "3"


def test_a_swap_cut_in_two_is_mended(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    put(folder, {"a.txt": "1"})
    wanted = tree(folder.live)
    folder.live.rename(folder.work / "aside")
    with folder.hold():
        assert tree(folder.live) == wanted


def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    site = write_site(tmp_path / "one", BASE)
    for number in range(60):
        _write_item(site, number, "甲")
    build_site(site)
    old = tree(site / "site")
    for number in range(60):
        _write_item(site, number, "乙")
    build_site(site, output=tmp_path / "new/site")
    new = tree(tmp_path / "new/site")
    command = [sys.executable, "-m", "generator", "build", str(site), "--today", str(TODAY), "--jobs", "1"]
    seen = set()
    for step in range(12):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2])
        time.sleep(0.08 * step)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        now = tree(site / "site")
        assert now in (old, new)
        seen.add(now == new)
    build_site(site)
    assert tree(site / "site") == new
    assert tree(site / ".site.build/spare") == new
    assert False in seen


def _write_item(site: Path, number: int, word: str) -> None:
    path = site / f"content/items/2022/{number:02}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"---\ntitle: 第{number}号{word}\nindex_number: 11379900MB28399186/2022-{number:05}\ncategory: policy\n"
        f"created: 2022-03-01\npublished: 2022-03-02\nsummary: 内容{word}\n---\n正文{word}\n",
        "utf-8",
    )


def test_a_spare_tree_is_made_once_there_is_something_to_share(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    build_site(site)
    build_site(site)
    assert not (site / ".site.build/spare").exists()
    _write_item(site, 1, "甲")
    build_site(site)
    assert tree(site / ".site.build/spare") == tree(site / "site")


def test_a_spare_tree_that_was_left_behind_is_mended_though_nothing_else_changed(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    build_site(site)
    _write_item(site, 1, "甲")
    build_site(site)
    whole = tree(site / "site")
    spare = site / ".site.build/spare"
    (spare / "index.html").unlink()
    (spare / "404.html").unlink()
    (spare / "404.html").write_text("from an older build")
    (spare / "foreign.txt").write_text("no file of ours")
    published = build_site(site).published
    assert published
    assert published.changed == 0
    assert tree(site / "site") == tree(spare) == whole


def test_what_cannot_be_taken_away_at_the_end_makes_no_failure_of_what_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D1: ``shutil.rmtree`` raises, even told to ignore errors, where a folder it has opened cannot be looked at."""

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    site = write_site(tmp_path, BASE)
    monkeypatch.setattr(shutil, "rmtree", denied)
    assert build_site(site).published
    assert (site / "site/manifest-sha256.txt").exists()
