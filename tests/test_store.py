"""X7, D2. What is kept from run to run may be broken in any way: that costs time and a line, and changes nothing of what comes out."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import store as stores
from generator.cli import main
from generator.store import FILE, Store, StoreFault, with_store
from tests.sites import BASE, build_site, write_site

WITH_FILE = BASE.replace("keywords: [防病]", "attachments: [{file: table.txt}]") + "-- content/items/2023/table.txt --\n甲乙\n"
ITEM = "content/items/2023/notice.md"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def store_file(site: Path) -> Path:
    return site / ".site.build" / FILE


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write_site(tmp_path_factory.mktemp("built") / "demo", WITH_FILE)
    build_site(site)
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was built, and edited since."""
    shutil.copytree(built, tmp_path / "demo", symlinks=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(stores, "_WAIT", 0.05)
    monkeypatch.setattr("generator.load.source.source._SETTLED_NS", -1)  # what was edited a moment ago is kept like the rest
    with open(tmp_path / "demo" / ITEM, "a", encoding="utf-8") as item:
        item.write("\n又一句。\n")
    return tmp_path / "demo"


@pytest.fixture(scope="module")
def wanted(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a clean build makes of the edited site."""
    site = write_site(tmp_path_factory.mktemp("wanted") / "demo", WITH_FILE)
    with open(site / ITEM, "a", encoding="utf-8") as item:
        item.write("\n又一句。\n")
    build_site(site)
    return tree(site / "site")


def run(command: str, site: Path) -> tuple[int, str, str]:
    """The exit code of a command, what it found, and what else it said."""
    done = CliRunner().invoke(main, [command, site.name, "--today", "2026-06-30"])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, re.sub(r"\d+\.\d 秒", "… 秒", re.sub(r"\d+ 个", "… 个", done.stderr))


LINE = "两次运行之间留存的数据用不了（{}），因此会慢一些：demo/.site.build/store.sqlite\n"
BUILT = "已生成 demo/site：… 个文件，其中 … 个有变化（… 秒）\n"


def garbage(file: Path) -> None:
    file.write_bytes(b"garbage" * 5000)


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def newer(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 1000")


def folder(file: Path) -> None:
    file.unlink()
    (file / "sub").mkdir(parents=True)


def emptied(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("DROP TABLE tables")


Fault = Callable[[Path], None]
FAULTS: dict[Fault, str] = {
    garbage: "文件已损坏",
    cut: "文件已损坏",
    emptied: "文件已损坏",
    newer: "由另一个版本的 gongkai 写成",
    folder: "打不开或写不进去",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_kept_file_that_is_no_good_costs_a_line(fault: Fault, site: Path, wanted: dict[str, bytes]) -> None:
    findings = run("check", site)[1]
    fault(store_file(site))
    line = LINE.format(FAULTS[fault])
    assert run("build", site) == (0, "", line + BUILT)
    assert tree(site / "site") == wanted
    healed = fault is not folder
    assert run("check", site) == (0, findings, "" if healed else line)
    assert [path.name for path in store_file(site).parent.glob("store*")] == [FILE]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_check_puts_it_right_too(fault: Fault, site: Path, wanted: dict[str, bytes]) -> None:
    expected = run("check", site)
    assert expected[0] == 0
    fault(store_file(site))
    line = LINE.format(FAULTS[fault])
    assert run("check", site) == (0, expected[1], line)
    assert run("build", site) == (0, "", ("" if fault is not folder else line) + BUILT)
    assert tree(site / "site") == wanted


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_kept_file_that_another_program_holds_is_left_to_it(command: str, site: Path, wanted: dict[str, bytes]) -> None:
    before = store_file(site).read_bytes()
    with contextlib.closing(sqlite3.connect(store_file(site), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, _, said = run(command, site)
        assert (code, said) == (0, LINE.format("另一个程序正在使用") + (BUILT if command == "build" else ""))
    assert store_file(site).read_bytes() == before
    run("build", site)
    assert tree(site / "site") == wanted


@contextlib.contextmanager
def connections(monkeypatch: pytest.MonkeyPatch, *statements: str) -> Iterator[None]:
    """Lets every connection begin with some statements."""
    real = stores._connect

    def limited(file: Path, mode: str) -> sqlite3.Connection:
        connection = real(file, mode)
        for statement in statements:
            connection.execute(statement)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(stores, "_connect", limited)
        yield


def test_a_full_disk_lets_a_check_through_and_ends_a_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run("check", site)
    store_file(site).unlink()
    before = tree(site / "site")
    with connections(monkeypatch, "PRAGMA max_page_count = 2"):
        assert run("check", site) == (0, expected[1], LINE.format("磁盘已满"))
        code, found, said = run("build", site)
    assert (code, found) == (3, "")
    assert re.fullmatch(
        re.escape(LINE.format("磁盘已满"))
        + r"机器出了问题：demo/\.site\.build/store-\w+\.sqlite \(磁盘已满\)\n已经发布的站点没有改动\n",
        said,
    )
    assert tree(site / "site") == before


def test_what_can_only_be_read_is_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run("check", site)
    with open(site / ITEM, "a", encoding="utf-8") as item:
        item.write("\n再一句。\n")
    with connections(monkeypatch, "PRAGMA query_only = ON"):
        assert run("check", site) == (0, expected[1], LINE.format("打不开或写不进去"))


def test_a_site_beside_which_nothing_can_be_written_can_be_checked(site: Path) -> None:
    expected = run("check", site)
    shutil.rmtree(site / ".site.build")
    (site / ".site.build").write_text("a file in the way")
    assert run("check", site) == (0, expected[1], LINE.format("打不开或写不进去"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_site_that_may_only_be_read_can_be_checked(site: Path) -> None:
    expected = run("check", site)
    shutil.rmtree(site / ".site.build")
    site.chmod(0o555)
    try:
        assert run("check", site) == (0, expected[1], LINE.format("打不开或写不进去"))
    finally:
        site.chmod(0o755)


@pytest.mark.parametrize("seed", range(12))
def test_no_damaged_byte_reaches_the_site(seed: int, site: Path, wanted: dict[str, bytes]) -> None:
    chance = random.Random(seed)
    data = bytearray(store_file(site).read_bytes())
    for _ in range(chance.choice((1, 20, 400))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    store_file(site).write_bytes(data)
    code, _, said = run("build", site)
    assert (code, said) in [
        (0, BUILT),
        (0, LINE.format("文件已损坏") + BUILT),
        (0, LINE.format("由另一个版本的 gongkai 写成") + BUILT),
    ]
    assert tree(site / "site") == wanted


def test_a_table_is_empty_under_another_key(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    one = store.table("one", "a")
    one.replace([], [("x", "1", b"X"), ("y", "2", b""), ("z", "3", None)])
    assert one.keys() == {"x": "1", "y": "2", "z": "3"}
    assert dict(one.get(["x", "y", "z", "w"])) == {"x": b"X", "y": b""}
    assert store.table("one", "b").keys() == {}
    assert list(store.table("one", "b").get(["x"])) == []
    one.replace(["x"], [("y", "4", b"Y")])
    assert store.table("one", "a").keys() == {"y": "4", "z": "3"}
    store.table("one", "b").replace([], [("v", "1", b"V")])
    assert store.table("one", "b").keys() == {"v": "1"}
    assert store.table("one", "a").keys() == {}


def test_rows_of_a_run_with_other_settings_are_never_mixed_in(tmp_path: Path) -> None:
    one = Store.open(tmp_path).table("one", "a")
    one.replace([], [("x", "1", b"old")])
    assert one.keys() == {"x": "1"}
    Store.open(tmp_path).table("one", "b").replace([], [("x", "1", b"other")])
    assert list(one.get(["x"])) == []
    one.replace([], [("y", "1", b"new")])
    assert dict(Store.open(tmp_path).table("one", "a").get(["x", "y"])) == {"y": b"new"}


def test_many_values_come_whole_whether_few_or_all_are_asked_for(tmp_path: Path) -> None:
    table = Store.open(tmp_path).table("many", "")
    rows = {f"n{number}": f"{number}".encode() * (number % 7) for number in range(5000)}
    table.replace([], [(name, "", value) for name, value in rows.items()])
    assert dict(table.get(rows)) == rows
    some = [f"n{number}" for number in range(0, 5000, 100)]
    assert dict(table.get(some)) == {name: rows[name] for name in some}


def test_without_a_folder_nothing_is_kept() -> None:
    table = Store.open(None).table("one", "")
    table.replace([], [("x", "", b"X")])
    assert (dict(table.keys()), list(table.get(["x"]))) == ({}, [])


def test_work_that_meets_a_fault_half_way_is_done_over_a_fresh_file(tmp_path: Path) -> None:
    seen: list[Path | None] = []
    told: list[StoreFault] = []

    def work(store: Store) -> int:
        seen.append(store.file)
        table = store.table("one", "")
        table.replace([], [("x", "", b"X")])
        if len(seen) == 1:
            garbage(tmp_path / FILE)
        return len(dict(store.table("one", "").get(["x"])))

    assert with_store(tmp_path, work, told.append) == 1
    assert [fault.kind for fault in told] == ["damaged"]
    assert len(set(seen)) == 2
    assert os.listdir(tmp_path) == [FILE]
    assert dict(Store.open(tmp_path).table("one", "").get(["x"])) == {"x": b"X"}
