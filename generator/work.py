"""Sets of work: over an executor given from outside, over processes forked here, or here, one after the other.

A job is a function of a module, called with a context and a run of parts; it answers with a result for each part (or any
number of them). Wherever it is done, the results are the same and come in the order of the parts.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:  # loaded where there is enough to do
    from concurrent.futures import Executor, Future

C = TypeVar("C")
P = TypeVar("P")
R = TypeVar("R")

Job = Callable[[C, Sequence[P]], list[R]]
Step = Callable[[int, int], None]

# Parts that are worth a trip to another process; for less than two trips none is made.
CHUNK = 200


def default_jobs() -> int:
    """The number of processes that this machine lets us use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Work:
    """Where sets of work are done: by ``executor``; without one by so many ``jobs`` forked here, where the system can fork.

    An executor is sent the job by its name and the context as data; forked processes inherit both, and all that was loaded.
    ``step`` is told how many of the parts of a set are done, and how many there are.
    """

    def __init__(self, executor: Executor | None = None, jobs: int = 1, step: Step = lambda done, total: None) -> None:
        self._executor = executor
        self.jobs = jobs
        self._step = step

    @property
    def _forks(self) -> bool:
        return self._executor is None and self.jobs > 1 and "fork" in multiprocessing.get_all_start_methods()

    def run(self, job: Job[C, P, R], context: C, parts: Sequence[P], chunk: int = CHUNK) -> list[R]:
        """The results of a job on all parts; it is given ``chunk`` parts at a time."""
        if self._executor is None or len(parts) < 2 * chunk:
            return self.share(job, context, parts, chunk)
        from concurrent.futures import BrokenExecutor

        name, sent = uuid.uuid4().bytes, _packed(context)
        starts = range(0, len(parts), chunk)
        futures: list[Future[list[R]]] = []
        try:
            for start in starts:
                futures.append(self._executor.submit(_do_sent, name, sent, job, parts[start : start + chunk]))
            return self._joined((future.result() for future in futures), len(parts), chunk)
        except BrokenExecutor:  # a worker was killed: then all is done here
            return job(context, parts)
        finally:
            for future in futures:
                future.cancel()

    def share(self, job: Job[C, P, R], context: C, parts: Sequence[P], chunk: int = CHUNK, turn: int = 0) -> list[R]:
        """The same, where context, parts or job cannot be sent: no executor is asked.

        After ``turn`` chunks for each of them, or never, the processes are forked anew, for what they touched of the memory that
        they were forked with has become their own.
        """
        if not self._forks or len(parts) < 2 * chunk:
            return job(context, parts) if parts else []
        from concurrent.futures import BrokenExecutor

        # What is frozen is not touched by the collector, so its memory stays shared.
        gc.freeze()
        try:
            return self._joined(self._forked(job, context, parts, chunk, turn), len(parts), chunk)
        except BrokenExecutor:
            return job(context, parts)
        finally:
            gc.unfreeze()

    def _forked(self, job: Job[C, P, R], context: C, parts: Sequence[P], chunk: int, turn: int) -> Iterator[list[R]]:
        """The results of each chunk from processes forked here, in the order of the parts."""
        from concurrent.futures import ProcessPoolExecutor

        starts = range(0, len(parts), chunk)
        at_once = self.jobs * turn or len(starts)
        for first in range(0, len(starts), at_once):
            some = starts[first : first + at_once]
            with ProcessPoolExecutor(
                min(self.jobs, len(some)), multiprocessing.get_context("fork"), _take_up, (job, context, parts, chunk)
            ) as pool:
                yield from pool.map(_do, some)

    def _joined(self, done: Iterator[list[R]], parts: int, chunk: int) -> list[R]:
        """The results of all chunks, in their order; each is told."""
        results: list[R] = []
        for number, some in enumerate(done, 1):
            results += some
            self._step(min(number * chunk, parts), parts)
        return results

    def begin(self, job: Callable[[C], R], context: C) -> Task[R]:
        """A job that is done beside what comes next."""
        if self._executor is None:
            return Task(job, context, fork=self._forks)
        from concurrent.futures import BrokenExecutor

        try:
            return Task(job, context, self._executor.submit(_begin_sent, _packed(context), job))
        except BrokenExecutor:  # a worker was killed before: then it is done here
            return Task(job, context)


class _Inherited:
    """The set of work a forked process was started for."""

    job: Callable[[Any, Sequence[Any]], list[Any]]
    context: Any
    parts: Sequence[Any]
    chunk: int


def _take_up(job: Callable[[Any, Sequence[Any]], list[Any]], context: Any, parts: Sequence[Any], chunk: int) -> None:
    _Inherited.job, _Inherited.context = staticmethod(job), context
    _Inherited.parts, _Inherited.chunk = parts, chunk
    _settle_down()


def _end_with_parent() -> None:
    """Ends a worker whose parent was killed: it would wait for ever for more to do, or for its answer to be taken.

    The youngest of the workers sees first that the parent is gone: it has inherited the end of the pipe that tells the others.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _do(start: int) -> list[Any]:
    return _Inherited.job(_Inherited.context, _Inherited.parts[start : start + _Inherited.chunk])


def _settle_down() -> None:
    """Turns off the garbage collector, for the process is short-lived, and SIGINT, for its parent ends it or takes it along."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


# The context that a worker of an executor was sent last, by its name: it comes with every run of parts and is unpacked once.
_last = threading.local()


def _do_sent(name: bytes, sent: bytes, job: Job[Any, P, R], parts: Sequence[P]) -> list[R]:
    if getattr(_last, "name", None) != name:
        _last.name, _last.context = name, pickle.loads(sent)  # noqa: S301  by the program itself
    return job(_last.context, parts)


def _begin_sent(sent: bytes, job: Callable[[Any], R]) -> R:
    return job(pickle.loads(sent))  # noqa: S301  by the program itself


def _packed(context: object) -> bytes:
    """A context as data, as it is now: who goes on working with it may change what it has worked out of itself."""
    return pickle.dumps(context, pickle.HIGHEST_PROTOCOL)


class Task(Generic[R]):
    """A job that is done meanwhile, by an executor or a forked process; else it is done when it is asked for."""

    def __init__(self, job: Callable[[C], R], context: C, future: Future[R] | None = None, *, fork: bool = False) -> None:
        self._here: Callable[[], R] = lambda: job(context)
        self._future = future
        self._process: BaseProcess | None = None
        if fork:
            processes = multiprocessing.get_context("fork")
            self._answer, sender = processes.Pipe(duplex=False)
            self._process = processes.Process(target=_send, args=(self._here, sender), daemon=True)
            self._process.start()
            sender.close()

    def result(self) -> R:
        """The result of the job; raises what it raised."""
        return self._result

    @cached_property
    def _result(self) -> R:
        """The result, waited for once; where the process that was to make it is gone, it is made here."""
        if self._future is not None:
            from concurrent.futures import BrokenExecutor

            try:
                return self._future.result()
            except BrokenExecutor:
                return self._here()
        if self._process is None:
            return self._here()
        try:
            done, value = self._answer.recv()
        except EOFError:  # it was killed: then it is done here
            done, value = True, self._here()
        self._process.join()
        if not done:
            raise value
        return cast(R, value)

    def stop(self) -> None:
        """Ends what nobody waits for any more."""
        if self._future is not None:
            self._future.cancel()
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self._process.join()


def _send(here: Callable[[], Any], sender: Connection) -> None:
    _settle_down()
    try:
        sender.send((True, here()))
    except Exception as error:
        sender.send((False, error))
