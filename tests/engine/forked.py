"""The engine in a process of its own, as ever, but one forked from another that has loaded MkDocs, which takes half a second."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from typing import Any

import pytest

_FORKS = multiprocessing.get_context("forkserver")
_MODULE = "generator.engine.mkdocs"
# What MkDocs loads late, each time it reads its settings.
_LATE = ["material", *(f"markdown.extensions.{name}" for name in ("attr_list", "codehilite", "fenced_code", "tables"))]


@cache
def _load(search_path: str) -> None:
    """Starts what is forked. It finds its modules wherever the test that comes first may stand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", search_path)
        patch.setenv("PYTHONUTF8", "1")
        _FORKS.set_forkserver_preload([_MODULE, *_LATE, __name__])
        ensure_running()


def _run(folder: Path, environment: Mapping[str, str], words: Sequence[str], telling: Connection) -> None:
    from generator.engine.mkdocs import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdout = sys.stderr = said = io.StringIO()
    code = main(*words)
    telling.send((code, said.getvalue().encode()))


class ForkedEngine:
    """What the generator uses of ``subprocess.Popen`` to run its engine."""

    def __init__(self, command: Sequence[str], *, cwd: Path, env: Mapping[str, str], **_: Any) -> None:
        *begin, source, target = command
        assert begin == [sys.executable, "-P", "-m", _MODULE]
        _load(env["PYTHONPATH"])
        self.stdout, telling = _FORKS.Pipe(duplex=False)
        self.returncode: int | None = None
        self._process = _FORKS.Process(target=_run, args=(cwd, dict(env), (source, target), telling))
        self._process.start()
        telling.close()

    def communicate(self) -> tuple[bytes, None]:
        """What the engine said, once it has ended."""
        code, said = None, b""
        with contextlib.suppress(EOFError):  # where something ended it
            code, said = self.stdout.recv()
        self.stdout.close()
        self._process.join()
        self.returncode = self._process.exitcode if code is None else code
        self._process.close()
        return said, None

    def poll(self) -> int | None:
        """The number it ended with, if it has."""
        return self._process.exitcode

    def kill(self) -> None:
        """Ends it."""
        self._process.kill()
