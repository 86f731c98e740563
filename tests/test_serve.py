from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.run.preview import Preview, watch


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    (folder / "a/index.html").write_text("<html><body>甲</body></html>", "utf-8")
    (folder / "404.html").write_text("<body>没有</body>", "utf-8")
    (tmp_path / "secret").write_text("x")
    return Preview(folder, "127.0.0.1", 0)


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_pages_are_served_with_the_reload_script(preview: Preview) -> None:
    with preview.running():
        assert get(f"{preview.address}a/") == (200, '<html><body>甲<script src="/__gongkai/reload.js"></script></body></html>')
        assert get(f"{preview.address}a")[0] == 200
        assert get(f"{preview.address}nothing")[0] == 404
        assert "没有" in get(f"{preview.address}nothing")[1]
        assert get(f"{preview.address}..%2fsecret")[0] == 404
        assert "EventSource" in get(f"{preview.address}__gongkai/reload.js")[1]


def test_open_pages_are_told(preview: Preview) -> None:
    with preview.running(), urllib.request.urlopen(f"{preview.address}__gongkai/events", timeout=5) as events:
        deadline = time.monotonic() + 5
        while not preview._listeners and time.monotonic() < deadline:
            time.sleep(0.01)
        preview.tell("")
        assert events.readline() == b'data: ""\n'


def test_a_change_rebuilds_and_what_a_build_writes_does_not(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    (tmp_path / "site").mkdir()
    built: list[int] = []
    undisturbed: list[int] = []

    def rebuild() -> None:
        built.append(len(built))
        (tmp_path / "site/index.html").write_text("new")
        if len(built) > 1:
            raise Enough

    def edit() -> None:
        # The watch may not have begun yet: an editor saves again until something happens.
        _until(lambda: bool(built), lambda: (tmp_path / "one.md").write_text("1"))
        time.sleep(0.6)
        undisturbed.append(len(built))
        _until(lambda: len(built) > 1, lambda: (tmp_path / "one.md").write_text("2"))

    writer = threading.Thread(target=edit, daemon=True)
    writer.start()
    with pytest.raises(Enough):
        watch(tmp_path, (tmp_path / "site",), rebuild)
    writer.join()
    assert undisturbed == [1]


def _until(done: Callable[[], bool], do: Callable[[], object]) -> None:
    """Does something, and again every few seconds, until it has had its effect."""
    for moment in range(600):
        if done():
            return
        if moment % 60 == 0:
            do()
        time.sleep(0.05)
