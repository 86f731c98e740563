"""Spreading work over processes when it pays."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Below this many pieces a process costs more than it brings.
_WORTH = 400
_CHUNK = 250


def default_jobs() -> int:
    """As many processes as this machine lets us use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_chunks(work: Callable[[Sequence[T]], list[R]], pieces: Sequence[T], jobs: int) -> list[R]:
    """The results of ``work`` on all pieces, in their order. ``work`` takes a run of pieces and must be picklable."""
    if jobs < 2 or len(pieces) < _WORTH:
        return work(pieces) if pieces else []
    chunks = [pieces[start : start + _CHUNK] for start in range(0, len(pieces), _CHUNK)]
    # Where the system can fork, the workers share what is loaded already; frozen, it is not copied by collection.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    gc.freeze()
    try:
        context = multiprocessing.get_context(method)
        with context.Pool(min(jobs, len(chunks)), initializer=_take_up, initargs=(work,)) as pool:
            return [result for part in pool.imap(_do, chunks) for result in part]
    finally:
        gc.unfreeze()


def _take_up(work: Callable[[Sequence[Any]], list[Any]]) -> None:
    """Gives a new process its work, once; forked, it comes without being copied."""
    global _work  # noqa: PLW0603  the one value a process is started with
    _work = work
    gc.disable()


def _do(chunk: Sequence[Any]) -> list[Any]:
    return _work(chunk)


_work: Callable[[Sequence[Any]], list[Any]]
