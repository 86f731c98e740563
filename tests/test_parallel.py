"""Work that another process does meanwhile."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from generator.parallel import Aside, map_chunks


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_aside_gives_what_it_gives(jobs: int) -> None:
    aside = Aside(lambda: {"a": 1}, jobs)
    assert aside.result() == {"a": 1}
    assert aside.result() == {"a": 1}
    aside.stop()


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_aside_raises_what_it_raises(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        Aside(lambda: 1 // 0, jobs).result()


def test_work_aside_happens_in_another_process() -> None:
    assert Aside(os.getpid, 2).result() != os.getpid()
    assert Aside(os.getpid, 1).result() == os.getpid()


def test_work_whose_process_is_killed_is_done_here() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 3

    assert Aside(work, 2).result() == 3


def test_work_nobody_waits_for_is_ended(tmp_path: Path) -> None:
    def work() -> None:
        time.sleep(60)
        (tmp_path / "late").touch()

    started = time.monotonic()
    Aside(work, 2).stop()
    assert time.monotonic() - started < 30
    assert not (tmp_path / "late").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_pieces(jobs: int) -> None:
    assert map_chunks(lambda pieces: [piece * 2 for piece in pieces], list(range(1000)), jobs, 7) == list(range(0, 2000, 2))
