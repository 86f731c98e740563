"""Work on strangers' files in processes with limits: one that asks for too much ends its process, and no other suffers."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Literal, TypeVar

from generator.frozen import frozen

T = TypeVar("T")
R = TypeVar("R")

# Why a piece of work gave nothing: its answer was too large, it took too long, or its process died, mostly for want of memory.
Failure = Literal["too-large", "too-slow", "died"]

_TIDY = 8  # pieces after which what is left of them is looked for
_SHARE = 512  # pieces of work a process takes: starting one costs some milliseconds


@frozen
class Limits:
    """The limits of a process: memory in bytes beside what it was born with, seconds for each piece, bytes of each answer."""

    memory: int = 1_000_000_000
    processor_seconds: int = 15
    seconds: float = 60.0
    answer: int = 200_000_000


def map_limited(
    work: Callable[[T], R], pieces: Sequence[T], jobs: int, limits: Limits | None = None, share: int = _SHARE
) -> list[R | Failure]:
    """The result of ``work`` on each piece, in their order, or why there is none.

    Processes are forked, so that what is loaded is shared. Where the system cannot fork, and in a process of ours that may have
    no children, all is done here, without limits. What ``work`` raises is raised.
    """
    if not pieces or "fork" not in multiprocessing.get_all_start_methods() or multiprocessing.current_process().daemon:
        return [work(piece) for piece in pieces]
    return _Supervisor(work, pieces, limits or Limits(), min(share, -(-len(pieces) // max(jobs, 1)))).run(max(jobs, 1))


class _Child(Generic[T, R]):
    """A process with a run of pieces; it answers for each in turn."""

    def __init__(self, work: Callable[[T], R], pieces: Sequence[T], run: range, limits: Limits) -> None:
        context = multiprocessing.get_context("fork")
        self.answers, sender = context.Pipe(duplex=False)
        self.left = deque(run)
        self._limits = limits
        self._process: BaseProcess = context.Process(target=_work, args=(work, pieces, run, sender, limits), daemon=True)
        self._process.start()
        sender.close()
        self.restart_clock()

    def restart_clock(self) -> None:
        """The next piece has its full time."""
        self.deadline = time.monotonic() + self._limits.seconds

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.answers.close()

    def ended_by_clock(self) -> bool:
        """True if the system ended it because its processor time was up."""
        import signal

        self._process.join()
        return self._process.exitcode == -signal.SIGXCPU


class _Supervisor(Generic[T, R]):
    """Keeps as many processes as there are jobs at work, and takes down what they answer."""

    def __init__(self, work: Callable[[T], R], pieces: Sequence[T], limits: Limits, share: int) -> None:
        self._work, self._pieces, self._limits = work, pieces, limits
        self._runs = deque(range(start, min(start + share, len(pieces))) for start in range(0, len(pieces), max(share, 1)))
        self._results: dict[int, R | Failure] = {}
        self._children: dict[Connection, _Child[T, R]] = {}

    def run(self, jobs: int) -> list[R | Failure]:
        """The result of each piece, or why there is none; at most ``jobs`` children at a time."""
        gc.freeze()  # what is frozen is not touched by the collector, so its memory stays shared
        try:
            while self._runs or self._children:
                while self._runs and len(self._children) < jobs:
                    child = _Child(self._work, self._pieces, self._runs.popleft(), self._limits)
                    self._children[child.answers] = child
                self._hear()
        finally:
            gc.unfreeze()
            for child in self._children.values():
                child.end()
        return [self._results[number] for number in range(len(self._pieces))]

    def _hear(self) -> None:
        """Takes the answers that have come in, and ends children that are out of time."""
        now = time.monotonic()
        first = min(child.deadline for child in self._children.values())
        for answers in wait(list(self._children), max(first - now, 0)):
            child = self._children[answers]  # type: ignore[index]  # wait gives back what it was given
            try:
                kind, answer = pickle.loads(child.answers.recv_bytes(self._limits.answer))  # noqa: S301  our own process wrote it
            except EOFError:
                self._failed(child, "too-slow" if child.ended_by_clock() else "died")
            except OSError:  # a longer answer than may be
                self._failed(child, "too-large")
            else:
                if kind == "raised":
                    raise answer
                self._results[child.left.popleft()] = answer
                child.restart_clock()
                if not child.left:
                    self._end(child)
        for child in [child for child in self._children.values() if child.deadline <= time.monotonic()]:
            self._failed(child, "too-slow")

    def _failed(self, child: _Child[T, R], why: Failure) -> None:
        """Notes it of the piece that the process was at; another process takes the rest."""
        self._results[child.left.popleft()] = why
        if child.left:
            self._runs.appendleft(range(child.left[0], child.left[-1] + 1))
        self._end(child)

    def _end(self, child: _Child[T, R]) -> None:
        del self._children[child.answers]
        child.end()


def _work(work: Callable[[Any], Any], pieces: Sequence[Any], run: range, answers: Connection, limits: Limits) -> None:
    """The life of a process."""
    import signal

    gc.disable()
    # Whoever is interrupted at the keyboard ends it; what a library writes of its own death, nobody reads.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    with contextlib.suppress(ImportError, OSError, ValueError):
        _limit(limits)
    for number, piece in enumerate(_timed(pieces, run, limits), 1):
        try:
            answer = ("done", work(piece))
        except Exception as error:
            answer = ("raised", error)
        answers.send_bytes(pickle.dumps(answer))
        del answer
        if number % _TIDY == 0:
            gc.collect(1)


def _timed(pieces: Sequence[Any], run: range, limits: Limits) -> Iterator[Any]:
    """The pieces of a run by their numbers, each with as many seconds of the processor as the limits allow."""
    import resource

    for number in run:
        used = resource.getrusage(resource.RUSAGE_SELF)
        with contextlib.suppress(OSError, ValueError):
            hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
            seconds = int(used.ru_utime + used.ru_stime) + 1 + limits.processor_seconds
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))
        yield pieces[number]


def _limit(limits: Limits) -> None:
    """No more memory than allowed, no file written, nothing left of a crash."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with open("/proc/self/statm", encoding="ascii") as statm:
        size = int(statm.read().split()[0]) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]  # whoever started us may have set one, which cannot be raised
    most = size + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
