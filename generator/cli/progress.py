"""The line on a terminal that says what a run is doing, and the table of what each stage of it took."""

from __future__ import annotations

import os
import signal
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple, TypeVar

from generator.cli.stream import write_over
from generator.run.options import Progress
from generator.store import StoreFault

T = TypeVar("T")
_PATIENCE = 2.0  # seconds: what takes no longer needs no line
_BETWEEN = 0.1  # seconds, at least, from one step that is shown to the next


class ProgressLine:
    """A line of a terminal: the stage, and how much of it is done. It appears after two seconds and leaves nothing behind."""

    def __init__(
        self, words: Mapping[str, str], write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._words, self._write, self._clock = words, write, clock
        self._begun = self._last = clock()
        self._stage, self._width = "", 0

    def stage(self, name: str) -> None:
        """Notes that a stage begins."""
        self._stage = name
        self.show()

    def step(self, done: int, total: int) -> None:
        """Notes that so many parts of a set of work are done."""
        if self._clock() - self._last >= _BETWEEN:
            self.show(f" {done:,} / {total:,}")

    def show(self, steps: str = "") -> None:
        """Shows the line, once it is time."""
        now = self._clock()
        if now - self._begun < _PATIENCE or not self._stage:
            return
        text = f"{self._words[self._stage]} …{steps}"
        # Blanks alone: not every terminal can clear to its edge.
        self._write(f"\r{text}{' ' * (self._width - _width(text))}")
        self._last, self._width = now, max(_width(text), self._width)

    def end(self) -> None:
        """Clears the line, so that what is said next begins at its head."""
        if self._width:
            self._write(f"\r{' ' * self._width}\r")
        self._stage, self._width = "", 0


def is_watched() -> bool:
    """True where somebody sees standard error while it is written: on a terminal that is not that of a machine which tests."""
    return sys.stderr.isatty() and not os.environ.get("CI")


def terminal_progress(quiet: Progress, words: Mapping[str, str]) -> Progress:
    """Progress that is shown on a line of standard error; what a store has to say is told on a line of its own."""
    line = ProgressLine(words, write_over)
    wake = _alarm(line.show)

    def end() -> None:
        wake()
        line.end()

    def store_fault(fault: StoreFault) -> None:
        line.end()
        quiet.store_fault(fault)

    return Progress(line.stage, line.step, end, store_fault)


def _alarm(ring: Callable[[], None]) -> Callable[[], None]:
    """Rings once the patience is over, also within a long step; the way to turn it off. Processes that are forked have none."""
    if not hasattr(signal, "setitimer"):  # then the next step or stage shows it
        return lambda: None
    before = signal.signal(signal.SIGALRM, lambda number, frame: ring())
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE + _BETWEEN)

    def off() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    return off


def shown_while(progress: Progress, work: Callable[[Progress], T]) -> T:
    """The result of work, once the line of its progress is cleared, however it ends."""
    try:
        return work(progress)
    finally:
        progress.end()


class Took(NamedTuple):
    """The seconds that a stage took: of the clock, and of the processors, with those of the processes that ended in it."""

    wall: float
    processor: float


class Timings:
    """The seconds that each stage took, by the name of its words; the first is what went before."""

    def __init__(self, started: float) -> None:
        self._now, self._from = "cli_starting", Took(started, 0.0)
        self._took: dict[str, Took] = {}

    def stage(self, name: str) -> None:
        """Notes that a stage begins, and the one before it is over."""
        here = Took(time.monotonic(), sum(os.times()[:4]))
        before = self._took.get(self._now, Took(0.0, 0.0))
        self._took[self._now] = Took(*(old + end - start for old, end, start in zip(before, here, self._from, strict=True)))
        self._now, self._from = name, here

    def listened(self, progress: Progress) -> Progress:
        """The same progress, of which the stages are noted here too."""

        def stage(name: str) -> None:
            self.stage(name)
            progress.stage(name)

        return replace(progress, stage=stage)

    def table(self, items: int, words: Mapping[str, str]) -> str:
        """The table of what each stage took until now, and all of them; items a second are those of the clock."""
        self.stage("")
        self._took.pop("", None)
        return timings_table(self._took, items, words)


def timings_table(stages: Mapping[str, Took], items: int, words: Mapping[str, str]) -> str:
    """The table of stages by the name of their words."""
    whole = Took(sum(one.wall for one in stages.values()), sum(one.processor for one in stages.values()))
    rows = [[words[f"cli_took_{name}"] for name in ("stage", "processor", "wall", "items")]]
    for name, took in (*stages.items(), ("cli_took_whole", whole)):
        rate = f"{items / took.wall:,.0f}" if items and took.wall >= 0.005 else "–"  # less is shown as nothing
        rows.append([words[name], f"{took.processor:.2f}", f"{took.wall:.2f}", rate])
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "".join(map(partial(_line, widths), rows))


def _line(widths: list[int], row: list[str]) -> str:
    first, *numbers = (" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return row[0] + first + "".join(f"  {blank}{cell}" for blank, cell in zip(numbers, row[1:], strict=True)) + "\n"


def _width(text: str) -> int:
    """The columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
