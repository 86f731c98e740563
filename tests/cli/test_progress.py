"""What a run is doing stands on one line of a terminal and leaves nothing; what each stage took is told when asked for."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.progress import ProgressLine, Took, shown_while, terminal_progress, timings_table
from generator.cli.terminal import labels_of
from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.run.options import Progress
from generator.work import Work
from tests.sites import BASE, write_site

ENGLISH, CHINESE = (load_labels(SHIPPED, language).text for language in ("en", "zh-CN"))


class Terminal:
    """A line of a terminal and its clock: ``shown`` is what stands on it after each time it is written."""

    def __init__(self) -> None:
        self.now = 0.0
        self.shown: list[str] = []
        self.raw = ""

    def write(self, text: str) -> None:
        assert "\n" not in text
        self.raw += text
        line = ""
        for part in self.raw.split("\r"):
            line = part + line[len(part) :] if part.isascii() else part
        self.shown.append(line.rstrip())

    def clock(self) -> float:
        return self.now


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def test_what_takes_no_two_seconds_writes_nothing(terminal: Terminal) -> None:
    line = ProgressLine(ENGLISH, terminal.write, terminal.clock)
    for terminal.now in (0, 1, 1.9):
        line.stage("cli_loading")
        line.step(1, 2)
    line.end()
    assert terminal.raw == ""


def test_one_line_says_stage_and_steps_and_is_cleared(terminal: Terminal) -> None:
    line = ProgressLine(ENGLISH, terminal.write, terminal.clock)
    line.stage("cli_engine")
    terminal.now = 2
    line.step(200, 10_000)
    terminal.now = 2.05
    line.step(400, 10_000)  # too soon to be read
    terminal.now = 3
    line.stage("cli_writing")
    line.end()
    line.end()
    assert terminal.shown == ["Rendering authored pages … 200 / 10,000", "Writing pages …", ""]


def test_a_wide_line_is_cleared_whole(terminal: Terminal) -> None:
    line = ProgressLine(CHINESE, terminal.write, terminal.clock)
    terminal.now = 2
    line.stage("cli_writing")
    line.end()
    assert terminal.raw == "\r生成页面 …\r" + " " * 10 + "\r"


def test_the_line_is_cleared_before_a_fault_is_told() -> None:
    ended: list[str] = []

    def work(progress: Progress) -> None:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        shown_while(Progress(end=lambda: ended.append("end")), work)
    assert ended == ["end"]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there the next step shows the line")
def test_no_alarm_is_left() -> None:
    before = signal.getsignal(signal.SIGALRM)
    progress = terminal_progress(Progress(), ENGLISH)
    assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    progress.end()
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_steps_are_told_of_processes_until_all_is_done() -> None:
    told: list[tuple[int, int]] = []
    work = Work(jobs=2, step=lambda done, total: told.append((done, total)))
    assert work.share(lambda by, parts: [part * by for part in parts], 2, range(5), 2) == [0, 2, 4, 6, 8]
    assert told in ([(2, 5), (4, 5), (5, 5)], [])  # none where nothing is forked


def test_the_table_of_stages() -> None:
    stages = {"cli_starting": Took(0.5, 0.4), "cli_loading": Took(2.0, 3.5), "cli_checking": Took(0.001, 0.0)}
    assert timings_table(stages, 10_000, ENGLISH) == (
        "stage      processor s  seconds  items a second\n"
        "Starting          0.40     0.50          20,000\n"
        "Reading           3.50     2.00           5,000\n"
        "Checking          0.00     0.00               –\n"
        "All of it         3.90     2.50           3,998\n"
    )
    assert timings_table(stages, 0, CHINESE).splitlines()[:2] == [
        "阶段      处理器（秒）  用时（秒）  条目/秒",
        "启动              0.40        0.50        –",
    ]


def told_by(site: Path, *options: str, **settings: str) -> str:
    command = [sys.executable, "-m", "generator", "build", str(site), "--today", "2026-01-15", *options]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, check=False, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    return done.stderr


def test_a_build_says_what_each_stage_took_where_it_is_asked(tmp_path: Path) -> None:
    write_site(site := tmp_path / "site", BASE)
    words = labels_of(site).text
    names = [
        *("cli_took_stage", "cli_starting", "cli_settings", "cli_loading", "cli_checking"),
        *("cli_engine", "cli_laying_out", "cli_writing", "cli_took_whole"),
    ]
    for _ in range(2):  # the second time nothing has changed
        built, *table = [line for line in told_by(site, "--profile").splitlines() if words["cli_no_sitemap"] not in line]
        assert [re.split(r"  +", line)[0] for line in table] == [words[name] for name in names]
        assert built.endswith("）")
    assert len(told_by(site).splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own is made by POSIX")
@pytest.mark.parametrize(("where", "shown"), [("", True), ("true", False)])
def test_progress_is_for_terminals_and_not_for_machines_that_test(
    where: str, *, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pty

    from generator.cli.progress import is_watched

    reader, terminal = pty.openpty()
    monkeypatch.setenv("CI", where)
    try:
        with open(terminal, "w", encoding="utf-8", closefd=False) as screen:
            monkeypatch.setattr(sys, "stderr", screen)
            assert is_watched() == shown
        with open(os.devnull, "w", encoding="utf-8") as pipe:
            monkeypatch.setattr(sys, "stderr", pipe)
            assert not is_watched()
    finally:
        os.close(reader)
        os.close(terminal)
