"""Spreading work over processes when it pays."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

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
    gc.disable()


def _do(start: int) -> list[Any]:
    return _Task.work(_Task.pieces[start : start + _Task.chunk])
