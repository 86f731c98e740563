"""Work in processes with limits: each kind of excess ends its own piece, and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.load.attachment.child import Limits, map_limited

ROOT = Path(__file__).parents[3]
LIMITS = Limits(memory=300_000_000, processor_seconds=1, seconds=2.0, answer=1_000_000)


def misbehave(how: str) -> str:
    if how == "memory":
        return str(len(bytearray(1_000_000_000)))
    if how == "abort":
        os.abort()
    if how == "processor":
        while True:
            pass
    if how == "sleep":
        time.sleep(60)
    if how == "answer":
        return "x" * 2_000_000
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return f"done {how}"


def guarded(how: str) -> str:
    try:
        return misbehave(how)
    except MemoryError:
        return "told"


@pytest.mark.parametrize(
    ("how", "answer"),
    [
        ("memory", "told"),
        ("abort", "died"),
        ("processor", "too-slow"),
        ("sleep", "too-slow"),
        ("answer", "too-large"),
        ("killed", "died"),
    ],
)
def test_one_that_asks_for_too_much_gives_the_reason_and_the_rest_is_done(how: str, answer: str) -> None:
    pieces = ["a", how, "b", "c", how, "d"]
    expected = ["done a", answer, "done b", "done c", answer, "done d"]
    assert map_limited(guarded, pieces, 2, LIMITS) == expected


def test_results_keep_their_order_whatever_the_number_of_processes() -> None:
    pieces = list(range(101))
    for jobs in (1, 3):
        assert map_limited(str, pieces, jobs) == [str(number) for number in pieces]
    assert map_limited(str, [], 2) == []


def children() -> set[str]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return set(listed.read_text().split()) if listed.exists() else set()


def test_what_the_work_raises_is_raised_and_no_process_is_left() -> None:
    before = children()
    with pytest.raises(ZeroDivisionError):
        map_limited(lambda number: 1 // number, [1, 0, 1], 2)
    assert children() <= before


def test_a_process_writes_no_file(tmp_path: Path) -> None:
    def write(name: str) -> str:
        try:
            (tmp_path / name).write_text("x" * 100)
        except OSError as error:
            return type(error).__name__
        return "written"

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    assert map_limited(write, ["a"], 1) == ["OSError"]
    assert not (tmp_path / "a").exists() or (tmp_path / "a").read_text() == ""


def test_limits_hold_where_whoever_started_us_has_set_one_that_cannot_be_raised() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (8_000_000_000, 8_000_000_000))\n"
        "from tests.load.attachment.test_child import LIMITS, guarded, map_limited\n"
        "print(map_limited(guarded, ['memory'], 1, LIMITS))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "['told']\n"
