"""The workers of a Dask cluster as an executor (``gongkai build --dask``). Nothing else in the program knows of them."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from functools import partial
from typing import Any

from generator.load.shipped import runtime_digest
from generator.run.options import ClusterFault

_SECONDS = 10  # until a scheduler must have answered


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers behind the scheduler at an address such as ``tcp://127.0.0.1:8786``. Raises ClusterFault.

    They must run this program on what we run it on: what a worker makes is taken for what would be made here.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterFault("missing", address) from error
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # no scheduler, or no address
        raise ClusterFault("unreachable", address, str(error)) from error
    with client, warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "Sending large graph"
        )  # what all parts of a set of work need goes with each run of them
        found: dict[str, Any] = client.run(runtime_digest, on_error="return")
        if not found:
            raise ClusterFault("empty", address)
        if strangers := sorted(worker for worker, name in found.items() if name != runtime_digest()):
            raise ClusterFault("other", address, ", ".join(strangers))
        yield _Workers(client.get_executor(pure=False))


class _Workers(Executor):
    """An executor of Dask that says of a worker that is gone what the executors of Python say of it."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The result to come of a function, on one of the workers."""
        ours: Future[Any] = Future()
        self._executor.submit(fn, *args, **kwargs).add_done_callback(partial(_hand_over, ours))
        return ours


def _hand_over(ours: Future[Any], theirs: Future[Any]) -> None:
    """Gives the result of one future to another, unless nobody waits for it any more."""
    from distributed import KilledWorker

    if not ours.set_running_or_notify_cancel():
        return
    try:
        ours.set_result(theirs.result())
    except (KilledWorker, CancelledError) as error:
        ours.set_exception(BrokenExecutor(str(error)))
    except BaseException as error:
        ours.set_exception(error)
