from __future__ import annotations

import http.client
import shutil
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.run.preview import Preview, watch
from tests.sites import BASE, write_site


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


def ask(preview: Preview, path: str, method: str = "GET", host: str = "localhost") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", preview._server.server_address[1], timeout=5)
    try:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(("host", "status"), [("localhost:8000", 200), ("127.0.0.1", 200), ("[::1]:8000", 200), ("10.0.0.7:8000", 200), ("evil.example", 403), ("evil.example:8000", 403), ("127.0.0.1.evil.example", 403), ("", 403)])  # fmt: skip
def test_a_name_of_elsewhere_reads_nothing(preview: Preview, host: str, status: int) -> None:
    with preview.running():
        assert ask(preview, "/a/", host=host)[0] == status


@pytest.mark.parametrize("path", ["/%00", f"/{'a' * 300}", f"/{'a/' * 3000}", "http://[::1"])
def test_a_path_that_is_none_is_not_found(preview: Preview, path: str) -> None:
    with preview.running():
        assert ask(preview, path)[0] in (404, 414)


def test_what_a_page_is_can_be_asked_without_its_text(preview: Preview) -> None:
    with preview.running():
        assert ask(preview, "/a/", "HEAD") == (200, b"")


@pytest.mark.parametrize("address", ["127.0.0.1", ":abc", ":99999", "nowhere.invalid:8000", "taken"])
def test_an_address_that_cannot_be_is_told(tmp_path: Path, preview: Preview, address: str) -> None:
    write_site(tmp_path / "demo", BASE)
    if address == "taken":
        address = preview.address.removeprefix("http://").strip("/")
    with preview.running():
        done = CliRunner().invoke(main, ["serve", str(tmp_path / "demo"), "--addr", address])
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)


def test_a_folder_of_sources_that_comes_later_is_followed_and_one_that_goes_is_no_end(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    (tmp_path / "content").mkdir()
    built: list[int] = []

    def rebuild() -> None:
        built.append(1)
        if len(built) == 3:
            raise Enough

    def save() -> None:
        time.sleep(0.4)
        (tmp_path / "theme/assets").mkdir(parents=True)
        time.sleep(0.6)
        (tmp_path / "theme/assets/a.css").write_text("a")
        time.sleep(0.6)
        shutil.rmtree(tmp_path / "content")

    saving = threading.Thread(target=save)
    saving.start()
    with pytest.raises(Enough):
        watch(tmp_path, (tmp_path / "site",), rebuild)
    saving.join()
