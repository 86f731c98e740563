"""Run a command as a fresh process and measure it: time, memory of its process tree, and what it wrote.

Memory is read from /proc and so is 0 on a system without it.
"""

import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SAMPLE_EVERY = 0.02  # seconds between two looks at the process tree
LAST_LINES = 15
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Step:
    """One command to measure; `fault` looks at what it wrote and says what is wrong with it, or nothing.

    Where the command waits for another process to do the work, `worker` is the number of that process.
    """

    name: str
    command: Sequence[str]
    output: Path | None
    fault: Callable[[], str]
    worker: int = 0


@dataclass(frozen=True)
class Run:
    """What one successful run took: seconds, bytes, number of files."""

    wall: float
    cpu: float  # user and system time of the process and its children
    largest_process: int  # the highest resident memory of a single process
    all_processes: int  # the highest sum over the process tree, memory that processes share counted once
    files: int
    output_bytes: int


@dataclass
class Series:
    """The successful runs of one step, and what the failed ones said."""

    runs: list[Run] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def median(self, value: Callable[[Run], float]) -> float:
        """The median of a value over the successful runs; ValueError if there is none."""
        if not self.runs:
            raise ValueError("no successful run")
        return statistics.median(map(value, self.runs))


def measure(
    rounds: Iterable[Iterable[Step]], cwd: Path, env: Mapping[str, str], progress: Callable[[str], None]
) -> dict[str, Series]:
    """Run the steps of every round in their order, so that steps to be compared take turns; the series by step name.

    A round may be a generator that prepares each step just before it yields it: that time is not measured.
    """
    result: dict[str, Series] = {}
    for number, steps in enumerate(rounds, 1):
        for step in steps:
            series = result.setdefault(step.name, Series())
            run = _run(step, cwd, env)
            if isinstance(run, Run):
                series.runs.append(run)
                progress(f"round {number}: {step.name}: {run.wall:.2f} s")
            else:
                series.failures.append(run)
                progress(f"round {number}: {step.name}: {run}")
    return result


def _run(step: Step, cwd: Path, env: Mapping[str, str]) -> Run | str:
    """What the step took, or how it failed."""
    os.sync()  # so that this command does not wait for what others left to be written to disk
    with tempfile.TemporaryFile() as said:
        before = _processor_time(step.worker) if step.worker else 0
        start = time.perf_counter()
        process = subprocess.Popen(
            step.command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
        watch = _MemoryWatch(step.worker or process.pid)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        except BaseException:  # a keyboard interrupt ends the command too, with its children
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        finally:
            watch.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").splitlines()
    wrong = f"exit code {process.returncode}" if process.returncode else step.fault()
    if wrong:
        return "\n".join([f"failed, {wrong}", *lines[-LAST_LINES:]])
    files = [path.stat().st_size for path in step.output.rglob("*") if path.is_file()] if step.output else []
    cpu = _processor_time(step.worker) - before if step.worker else usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, watch.largest_process, watch.all_processes, len(files), sum(files))


class _MemoryWatch(threading.Thread):
    """Looks at a process tree again and again, and keeps the highest memory seen, in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.largest_process = 0
        self.all_processes = 0
        self._pid = pid
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(SAMPLE_EVERY):
            tree = _process_tree(self._pid)
            self.largest_process = max([self.largest_process, *map(_highest_resident, tree)])
            self.all_processes = max(self.all_processes, _tree_memory(tree))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _processor_time(pid: int) -> float:
    """Seconds that a process and those of its children that have ended took of the processors."""
    numbers = _text(f"/proc/{pid}/stat").rpartition(")")[2].split()[11:15]
    return sum(map(int, numbers)) / os.sysconf("SC_CLK_TCK")


def _process_tree(pid: int) -> list[int]:
    """The process and all its descendants that live now."""
    tree = [pid]
    for parent in tree:  # grows as children are found
        for task in _listing(f"/proc/{parent}/task"):
            tree += map(int, _text(f"/proc/{parent}/task/{task}/children").split())
    return tree


def _tree_memory(tree: list[int]) -> int:
    """Proportional set size summed over the tree: a page shared by n processes counts 1/n in each.

    Reading it holds up a large process for milliseconds; a lone process shares next to nothing, so there the resident
    size does, which costs nothing to read. It also does where the system has no proportional one.
    """
    if len(tree) == 1:
        return _resident(tree[0])
    return sum(_kilobytes(f"/proc/{pid}/smaps_rollup", "Pss:") or _resident(pid) for pid in tree)


def _resident(pid: int) -> int:
    sizes = _text(f"/proc/{pid}/statm").split()
    return int(sizes[1]) * PAGE_BYTES if sizes else 0


def _highest_resident(pid: int) -> int:
    return _kilobytes(f"/proc/{pid}/status", "VmHWM:")


def _kilobytes(path: str, key: str) -> int:
    """The value of a line `key   123 kB`, in bytes; 0 if there is none."""
    for line in _text(path).splitlines():
        if line.startswith(key):
            return int(line.split()[1]) * 1024
    return 0


def _listing(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # the process has ended
        return []


def _text(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:  # the process has ended
        return ""
