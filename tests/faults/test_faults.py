"""A few of the faults of ``make faults``."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.__main__ import ERRORS, Asked, faults_of


def test_a_build_takes_a_fault_of_the_machine_for_what_it_is() -> None:
    """D1 to D4: after the swap, in what is kept, where there are no locks, where too many files are open."""
    command = [sys.executable, "-m", "tests.faults", "400"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    if "no faults were tried" in done.stdout:
        pytest.skip(done.stdout.strip())
    tried = re.search(r"^(\d+) faults tried, 0 of them not taken well$", done.stdout, re.MULTILINE)
    assert tried, done.stdout + done.stderr
    assert int(tried[1]) > 50


def test_a_fault_before_the_build_begins_says_that_the_site_is_as_it_was() -> None:
    """The second thing that is looked at in a build is the folder it publishes to."""
    command = [sys.executable, "-m", "tests.faults", "1", "newfstatat", "--first", "4"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    if "no faults were tried" in done.stdout:
        pytest.skip(done.stdout.strip())
    assert "16 faults tried, 0 of them not taken well" in done.stdout, done.stdout + done.stderr


def test_the_turns_are_together_every_fault_and_each_has_every_call() -> None:
    calls = Counter({"openat": 700, "newfstatat": 5, "read": 31, "flock": 1})
    turns = [list(faults_of(calls, Asked(turn=turn))) for turn in range(6)]
    every = list(faults_of(calls, Asked()))
    assert len(every) == sum(times * len(ERRORS[call]) for call, times in calls.items())
    assert sorted(map(str, every)) == sorted(str(fault) for turn in turns for fault in turn)
    assert Counter(fault.call for fault in turns[0]) == calls
