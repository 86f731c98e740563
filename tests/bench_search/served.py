"""A server of files that counts what each answer would weigh on the wire, and a browser that asks it."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Meter:
    """The bytes of all answers so far, packed where that makes them smaller, and how many there were."""

    def __init__(self) -> None:
        self.bytes = self.answers = 0

    def take(self) -> tuple[int, int]:
        """What was counted since the last time."""
        taken = self.bytes, self.answers
        self.bytes = self.answers = 0
        return taken


class _Handler(http.server.SimpleHTTPRequestHandler):
    meter: Meter
    weights: dict[str, int]

    def log_message(self, *_: Any) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        if self.path not in self.weights:
            self.weights[self.path] = min(len(data), len(gzip.compress(data)))
        self.meter.bytes += self.weights[self.path]
        self.meter.answers += 1
        with contextlib.suppress(ConnectionError):
            outputfile.write(data)


@contextlib.contextmanager
def metered(folder: Path) -> Iterator[tuple[str, Meter]]:
    """A folder on a port of this machine, and the meter of what is asked of it."""
    meter = Meter()
    handler = type("Handler", (_Handler,), {"meter": meter, "weights": {}})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", meter
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
