"""Work gives the same wherever it is done."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.publish.known_files import MANIFEST
from generator.run.build import build
from generator.run.options import Options, Progress, output_of
from generator.work import Work
from tests.sites import BASE, TODAY, write_site

Make = Callable[[], Executor | None]


def processes(method: str) -> Executor:
    return ProcessPoolExecutor(2, multiprocessing.get_context(method))


WAYS: dict[str, tuple[Make, int]] = {
    "here": (lambda: None, 1),
    "forked": (lambda: None, 2),
    "executor, fork": (lambda: processes("fork"), 1),
    "executor, spawn": (lambda: processes("spawn"), 1),
    "executor, threads": (lambda: ThreadPoolExecutor(2), 1),
}


@contextmanager
def works(make: Make, jobs: int) -> Iterator[Work]:
    executor = make()
    try:
        yield Work(executor, jobs)
    finally:
        if executor:
            executor.shutdown()


ways = pytest.mark.parametrize(("make", "jobs"), WAYS.values(), ids=WAYS.keys())


def double(by: int, parts: Sequence[int]) -> list[int]:
    return [part * by for part in parts]


def divide(by: int) -> float:
    return 1 / by


def divide_all(by: int, parts: Sequence[int]) -> list[float]:
    return [part / by for part in parts]


def process_of(_: object) -> int:
    return os.getpid()


def die_elsewhere(here: int) -> int:
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return 3


def die_elsewhere_over(here: int, parts: Sequence[int]) -> list[int]:
    return [die_elsewhere(here) for _ in parts]


def sleep_and_touch(late: Path) -> None:
    time.sleep(60)
    late.touch()


@ways
def test_results_come_in_the_order_of_the_parts(make: Make, jobs: int) -> None:
    with works(make, jobs) as work:
        assert work.run(double, 2, range(1000), 7) == list(range(0, 2000, 2))
        assert work.run(double, 3, range(1000), 7) == list(range(0, 3000, 3))
        assert work.run(double, 3, [], 7) == []


def processes_of(_: object, parts: Sequence[int]) -> list[tuple[int, int]]:
    return [(part, os.getpid()) for part in parts]


def test_processes_are_forked_anew_after_their_turn() -> None:
    done = Work(None, 2).share(processes_of, None, range(100), 5, turn=2)
    assert [part for part, _ in done] == list(range(100))
    sets = [{process for _, process in done[first : first + 20]} for first in range(0, 100, 20)]
    assert not any(earlier & later for number, later in enumerate(sets) for earlier in sets[:number])


@ways
def test_a_job_raises_what_it_raises(make: Make, jobs: int) -> None:
    with works(make, jobs) as work:
        with pytest.raises(ZeroDivisionError):
            work.run(divide_all, 0, range(100), 7)
        task = work.begin(divide, 0)
        with pytest.raises(ZeroDivisionError):
            task.result()


@ways
def test_a_task_gives_what_it_gives(make: Make, jobs: int) -> None:
    with works(make, jobs) as work:
        task = work.begin(divide, 4)
        assert task.result() == 0.25
        assert task.result() == 0.25
        task.stop()


@pytest.mark.parametrize("name", ["forked", "executor, fork"])
def test_work_whose_process_is_killed_is_done_here(name: str) -> None:
    make, jobs = WAYS[name]
    with works(make, jobs) as work:
        assert work.run(die_elsewhere_over, os.getpid(), range(100), 7) == [3] * 100
    with works(make, jobs) as work:
        assert work.begin(die_elsewhere, os.getpid()).result() == 3


def test_a_task_is_done_in_another_process_only_where_there_may_be_one() -> None:
    assert Work(None, 2).begin(process_of, None).result() != os.getpid()
    assert Work(None, 1).begin(process_of, None).result() == os.getpid()


def test_a_task_nobody_waits_for_is_ended(tmp_path: Path) -> None:
    started = time.monotonic()
    Work(None, 2).begin(sleep_and_touch, tmp_path / "late").stop()
    assert time.monotonic() - started < 30
    assert not (tmp_path / "late").exists()


KILLED = """\
import os, sys, time
from generator.work import Work

def report(folder, parts):
    open(f"{folder}/{os.getpid()}", "w").close()
    time.sleep(600)
    return []

def answer(folder):
    open(f"{folder}/{os.getpid()}", "w").close()
    return "more than a pipe takes" * 100_000

tasks = [Work(None, 2).begin(answer, sys.argv[1]) for _ in range(2)]
Work(None, 2).share(report, sys.argv[1], range(2), 1)
"""


def test_workers_end_with_a_process_that_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], cwd=Path(__file__).parents[1])
    wait_until(lambda: len(os.listdir(tmp_path)) == 4)
    parent.kill()
    parent.wait()
    wait_until(lambda: not any(is_running(worker) for worker in os.listdir(tmp_path)))


def is_running(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes() != b""
    except OSError:
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    """Waits for what will come, or fails in the end."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come")


ITEM = """\
---
title: 第{number}号通知
index_number: 11379900MB28399186/2022-{number:05}
category: policy
created: 2022-03-01
published: 2022-03-02
summary: 内容{number}
attachments: [{{file: table.txt}}]
---
正文{number}，见[另一号](../{other:02}/index.md)。
"""


class Counting(Executor):
    """An executor that counts what it was given, over another one."""

    def __init__(self, inner: Executor) -> None:
        self.inner = inner
        self.jobs: set[str] = set()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.jobs |= {arg.__name__ for arg in (fn, *args) if callable(arg)}
        return self.inner.submit(fn, *args, **kwargs)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_many(tmp_path_factory.mktemp("work"), 70)


def write_many(folder: Path, count: int) -> Path:
    """A site of so many items, each with a file and a link to the next."""
    site = write_site(folder, BASE)
    for number in range(count):
        place = site / f"content/items/2022/{number:02}"
        place.mkdir(parents=True)
        (place / "index.md").write_text(ITEM.format(number=number, other=(number + 1) % count), "utf-8")
        (place / "table.txt").write_text(f"附件{number}\n", "utf-8")
    return site


@pytest.fixture(scope="module")
def plain(site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The manifest of the site as it is built without any executor or other process: every file's name and sum."""
    return manifest(site, tmp_path_factory.mktemp("plain"), Options(site, TODAY))


def manifest(site: Path, folder: Path, options: Options) -> str:
    assert build(options, output_of(site, folder / "site"), Progress()).published
    return (folder / "site" / MANIFEST).read_text("utf-8")


@ways
def test_a_site_is_the_same_wherever_its_work_is_done(
    make: Make, jobs: int, site: Path, plain: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Work.run
    monkeypatch.setattr(Work, "run", lambda self, job, context, parts, chunk=0: run(self, job, context, parts, 4))
    inner = make()
    executor = Counting(inner) if inner else None
    try:
        assert manifest(site, tmp_path, Options(site, TODAY, jobs=jobs, executor=executor)) == plain
        assert len(plain.splitlines()) > 200
    finally:
        if inner:
            inner.shutdown()
    if executor:
        sent = {"_do_sent", "_read_sources", "read_documents"}
        assert executor.jobs == sent
