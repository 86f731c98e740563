"""What is made once in a run of the tests: the engine's part of a site for each page that is asked of it, what templates use.

Equal keys and equal pages give equal HTML (tests/engine/test_key.py holds it on the engine itself), so a page that one test
has had rendered is the page that another would get. What is rendered is so by a process that is forked from one that has loaded
the engine. A test that is about the engine asks for ``real_engine``. A template that was read is not read again by its next text
that is the same.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

import pytest

from generator.digests import key_of
from generator.engine import process
from generator.engine.interface import FramePage, Rendering
from generator.engine.process import ProcessEngine, ProcessRendering
from generator.render.templates import uses_of
from tests.engine.forked import ForkedEngine

Render = Callable[[ProcessEngine, Sequence[FramePage]], ProcessRendering]
_RENDER: Render = ProcessEngine.render_pages


class _Remembered:
    """Pages of which some were made before; the others are on their way."""

    def __init__(self, seen: dict[str, str], keys: list[str], rendering: Rendering | None, asked: list[str]) -> None:
        self._seen, self._keys, self._rendering, self._asked = seen, keys, rendering, asked

    def result(self) -> list[str]:
        if self._rendering is not None:
            self._seen.update(zip(self._asked, self._rendering.result(), strict=True))
        return [self._seen[key] for key in self._keys]

    def stop(self) -> None:
        if self._rendering is not None:
            self._rendering.stop()


@pytest.fixture(scope="session", autouse=True)
def _engine_memory() -> Iterator[None]:
    seen: dict[str, str] = {}

    def render_pages(self: ProcessEngine, pages: Sequence[FramePage]) -> _Remembered:
        keys = [key_of(self.key, page.key) for page in pages]
        missing = {key: page for key, page in zip(keys, pages, strict=True) if key not in seen}
        return _Remembered(seen, keys, _RENDER(self, list(missing.values())) if missing else None, list(missing))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProcessEngine, "render_pages", render_pages)
        patch.setattr(process, "subprocess", SimpleNamespace(**vars(subprocess) | {"Popen": partial(_start, os.getpid())}))
        patch.setattr("generator.run.template_uses.uses_of", cache(uses_of))
        yield


def _start(owner: int, command: Sequence[str], **options: Any) -> ForkedEngine | subprocess.Popen[bytes]:
    """The engine, begun. What forks it is a child of the tests' own process, and serves no other, such as one that builds members."""
    return ForkedEngine(command, **options) if os.getpid() == owner else subprocess.Popen(command, **options)


@pytest.fixture
def real_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine itself, started anew, whatever it made before."""
    monkeypatch.setattr(process, "subprocess", subprocess)
    monkeypatch.setattr(ProcessEngine, "render_pages", _RENDER)
