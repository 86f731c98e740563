"""Spreading work over processes when it pays."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from functools import cached_property
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

# Pieces that are worth a trip to another process; for less than two trips no process is started.
CHUNK = 200


def default_jobs() -> int:
    """As many processes as this machine lets us use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_chunks(work: Callable[[Sequence[T]], list[R]], pieces: Sequence[T], jobs: int, chunk: int = CHUNK) -> list[R]:
    """The results of ``work`` on all pieces, in their order; ``work`` is given a run of ``chunk`` pieces at a time.

    Processes are forked, so that they share what is loaded already and nothing but results is copied; where the system
    cannot fork, all is done in this one.
    """
    if jobs < 2 or len(pieces) < 2 * chunk or "fork" not in multiprocessing.get_all_start_methods():
        return work(pieces) if pieces else []
    starts = range(0, len(pieces), chunk)
    context = multiprocessing.get_context("fork")
    # What is frozen is not touched by the collector, so its memory stays shared.
    gc.freeze()
    try:
        with context.Pool(min(jobs, len(starts)), initializer=_take_up, initargs=(work, pieces, chunk)) as pool:
            return [result for part in pool.imap(_do, starts) for result in part]
    finally:
        gc.unfreeze()


class _Task:
    """What a forked process was started with."""

    work: Callable[[Sequence[Any]], list[Any]]
    pieces: Sequence[Any]
    chunk: int


def _take_up(work: Callable[[Sequence[Any]], list[Any]], pieces: Sequence[Any], chunk: int) -> None:
    _Task.work, _Task.pieces, _Task.chunk = staticmethod(work), pieces, chunk
    _settle_down()


def _settle_down() -> None:
    """A process of ours lives briefly, and is ended by the one that started it, whoever is interrupted at the keyboard."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(start: int) -> list[Any]:
    return _Task.work(_Task.pieces[start : start + _Task.chunk])


class Aside(Generic[R]):
    """Work that another process does meanwhile; where the system cannot fork, or is not to, it is done when asked for."""

    def __init__(self, work: Callable[[], R], jobs: int) -> None:
        self._work = work
        self._process: BaseProcess | None = None
        if jobs > 1 and "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            self._answer, sender = context.Pipe(duplex=False)
            self._process = context.Process(target=_send, args=(work, sender), daemon=True)
            self._process.start()
            sender.close()

    def result(self) -> R:
        """What the work gave; raises what it raised."""
        return self._result

    @cached_property
    def _result(self) -> R:
        if self._process is None:
            return self._work()
        try:
            done, value = self._answer.recv()
        except EOFError:  # it was killed: then it is done here
            done, value = True, self._work()
        self._process.join()
        if not done:
            raise value
        return cast(R, value)

    def stop(self) -> None:
        """Ends work nobody waits for any more."""
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self._process.join()


def _send(work: Callable[[], Any], sender: Connection) -> None:
    _settle_down()
    try:
        sender.send((True, work()))
    except Exception as error:
        sender.send((False, error))
