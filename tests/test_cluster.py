"""A build on the workers of a Dask cluster gives the same bytes; what is wrong with a cluster is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publish.known_files import MANIFEST
from generator.run.build import build
from generator.run.cluster import cluster
from generator.run.options import Options, Progress, output_of
from generator.work import Work
from tests.sites import TODAY
from tests.test_work import Counting, write_many

here = pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed; the extra dask brings it")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_many(tmp_path_factory.mktemp("cluster"), 40)


def dask(*words: str, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler" if words[0] == "scheduler" else "distributed.cli.dask_worker",
            *words[1:],
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str], words: str) -> str:
    """The line in which a process says some words."""
    assert process.stderr
    for line in process.stderr:
        if words in line:
            return line
    raise AssertionError(f"it ended and did not say {words}")


@contextmanager
def started(folder: Path, workers: int, **settings: str) -> Iterator[str]:
    """The address of a scheduler with so many workers."""
    processes = [dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")]
    try:
        address = said(processes[0], "Scheduler at:").split()[-1]
        for _ in range(workers):
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(folder))
            processes.append(dask("worker", address, *options, **settings))
            said(processes[-1], "Registered to:")
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.communicate()


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with two workers."""
    with started(tmp_path_factory.mktemp("workers"), 2) as address:
        yield address


@here
def test_two_workers_give_the_same_bytes(site: Path, workers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build(Options(site, TODAY), output_of(site, tmp_path / "plain/site"), Progress()).published
    run = Work.run
    monkeypatch.setattr(Work, "run", lambda self, job, context, parts, chunk=0: run(self, job, context, parts, 4))
    with cluster(workers) as executor:
        counting = Counting(executor)
        options = Options(site, TODAY, executor=counting)
        assert build(options, output_of(site, tmp_path / "spread/site"), Progress()).published
    assert counting.jobs == {"_do_sent", "_read_sources", "read_documents"}
    plain, spread = ((tmp_path / name / "site" / MANIFEST).read_bytes() for name in ("plain", "spread"))
    assert plain == spread
    assert plain.count(b"\n") > 100


@here
def test_the_command_builds_on_a_cluster(site: Path, workers: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["build", str(site), "--dask", workers, "--output", str(tmp_path / "site"), "--today", "2026-07-01"]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "site/items/2022/07/index.html").is_file()


@here
def test_a_cluster_without_workers_and_none_at_all_are_told(site: Path, tmp_path: Path) -> None:
    with started(tmp_path, 0) as address:
        done = CliRunner().invoke(main, ["build", str(site), "--dask", address])
    assert (done.exit_code, done.stderr) == (3, f"{address} 上的 Dask 调度程序没有工作进程；用 dask worker {address} 启动\n")
    done = CliRunner().invoke(main, ["build", str(site), "--dask", "tcp://127.0.0.1:1"])
    assert done.exit_code == 3
    assert done.stderr.startswith("tcp://127.0.0.1:1 上没有 Dask 调度程序应答：")


@here
def test_workers_that_run_on_something_else_are_named(site: Path, tmp_path: Path) -> None:
    (tmp_path / "more/another-1.0.dist-info").mkdir(parents=True)
    with started(tmp_path, 1, PYTHONPATH=f"{ROOT}{os.pathsep}{tmp_path / 'more'}") as address:
        done = CliRunner().invoke(main, ["build", str(site), "--dask", address])
    assert done.exit_code == 3
    assert done.stderr.startswith(
        f"{address} 的这些工作进程运行的与这里不一样（程序、Python 和各个包都要相同）：tcp://127.0.0.1:"
    )


def test_the_extra_is_named_where_it_is_missing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(main, ["build", str(site), "--dask", "tcp://127.0.0.1:1"])
    assert (done.exit_code, done.stderr) == (2, "--dask 需要另外安装：pip install 'gongkai[dask]'\n")
