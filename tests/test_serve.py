"""X8. The preview, as its reader's browser sees it: a real server on a free port."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cli.serve import read_address
from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from generator.run.preview import Preview
from generator.run.watch import SourceWatch
from tests.sites import BASE, write_site

WORDS = load_labels(SHIPPED, "zh-CN").text
# A machine that is slow for so long is out of order.
PATIENCE = 120


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    folder = tmp_path / "site"
    (folder / "a").mkdir(parents=True)
    (folder / "a/index.html").write_text("<html><body>甲</body></html>", "utf-8")
    (folder / "index.html").write_text("<p>home", "utf-8")
    (folder / "404.html").write_text("<body>没有</body>", "utf-8")
    (tmp_path / "secret").write_text("x")
    preview = Preview(folder, "127.0.0.1", 0, WORDS)
    with preview.running():
        yield preview


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()


def ask(address: str, path: str, method: str = "GET", host: str | None = None) -> Answer:
    place = address.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(place, timeout=PATIENCE)
    try:
        connection.putrequest(method, path, skip_host=True)
        if host != "":
            connection.putheader("Host", host or place)
        connection.endheaders()
        return Answer(connection.getresponse())
    finally:
        connection.close()


class Page:
    """An open page: what it is told, one state after the other."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=PATIENCE)
        self._connection.request("GET", "/__gongkai/events")
        self._events = self._connection.getresponse()

    def __enter__(self) -> Page:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def next(self) -> tuple[str, str]:
        end = time.monotonic() + PATIENCE
        while not (line := self._events.readline()).startswith(b"data: "):
            assert line, "the preview hung up"
            assert time.monotonic() < end, "the preview has nothing to say"
        state = json.loads(line.removeprefix(b"data: "))
        return state["build"], state["note"]

    def until(self, wanted: str) -> str:
        """The first note that has some words, or is empty where none are wanted."""
        while True:
            _, note = self.next()
            if (wanted in note) if wanted else not note:
                return note


def test_pages_are_served_with_the_script_that_listens(preview: Preview) -> None:
    script = '<script src="/__gongkai/reload.js?build="></script>'
    assert ask(preview.address, "/a/").text == f"<html><body>甲{script}</body></html>"
    assert ask(preview.address, "/").text == f"<p>home{script}"
    assert "EventSource" in ask(preview.address, "/__gongkai/reload.js?build=1").text
    preview.show_site()
    assert "build=1" in ask(preview.address, "/a/?q=1").text  # a name for the build, a time


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/a/index.html", 200),
        ("/a/index.html/", 404),
        ("/..%2fsecret", 404),
        ("/../secret", 404),
        ("/%00", 404),
        ("/a/%00.html", 404),
        ("/%ff", 404),
        ("/" + "x" * 300, 404),
        ("/" + "x/" * 3000, 404),
        ("http://[::1", 400),
        ("//a/", 200),
        ("/a", 301),
        ("//a", 301),
    ],
)
def test_every_address_has_an_answer(preview: Preview, path: str, status: int) -> None:
    for method in ("GET", "HEAD"):
        answer = ask(preview.address, path, method)
        assert answer.status == status
        assert answer.headers["Location"] in (None, "/a/")
        assert (method == "GET") or not answer.text


def test_a_head_says_what_a_get_would_say(preview: Preview) -> None:
    got, head = ask(preview.address, "/a/"), ask(preview.address, "/a/", "HEAD")
    assert (head.status, head.text, head.headers["Content-Length"]) == (200, "", got.headers["Content-Length"])
    assert ask(preview.address, "/a/", "POST").status == 405


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("evil.example:80", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:1", 421),
        ("192.0.2.7", 421),
        ("", 400),
        ("[::1", 400),
        ("localhost", 200),
        ("LOCALHOST:9000", 200),
        ("localhost.", 200),
        ("[::1]:9000", 200),
        ("127.0.0.1", 200),
    ],
)
def test_only_the_addresses_it_was_asked_to_serve_under_are_answered(preview: Preview, host: str, status: int) -> None:
    for path in ("/a/", "/__gongkai/reload.js"):
        answer = ask(preview.address, path, host=host)
        assert answer.status == status
        assert ("甲" in answer.text or "EventSource" in answer.text) == (status == 200)
    assert ask(preview.address, "http://evil.example/a/").status == 421


def test_what_is_bound_to_every_address_is_asked_by_number_or_by_the_name_of_the_machine(tmp_path: Path) -> None:
    preview = Preview(tmp_path, "0.0.0.0", 0, WORDS)
    with preview.running():
        assert preview.address.startswith("http://localhost:")
        address = preview.address.replace("localhost", "127.0.0.1")
        answers = [ask(address, "/", host=host).status for host in ("192.0.2.7", socket.gethostname(), "evil.example")]
        assert answers == [503, 503, 421]


def test_a_page_opened_later_is_told_what_is_wrong(preview: Preview) -> None:
    """After a reload, too (E21)."""
    preview.show_site()
    with Page(preview.address) as early:
        build, note = early.next()
        assert (bool(build), note) == (True, "")
        preview.show_note("坏了")
        assert early.next() == (build, "坏了")
        with Page(preview.address) as late:
            assert late.next() == (build, "坏了")
        preview.show_site()
        mended, note = early.next()
        assert (mended != build, note) == (True, "")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("127.0.0.1", ("127.0.0.1", 8000)),
        (":8001", ("127.0.0.1", 8001)),
        ("8001", ("127.0.0.1", 8001)),
        ("[::1]:8000", ("::1", 8000)),
        ("::1", ("::1", 8000)),
        ("[::1]", ("::1", 8000)),
        ("devbox", ("devbox", 8000)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
    ],
)
def test_addresses_are_read_as_people_write_them(text: str, address: tuple[str, int]) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize("text", [":abc", ":99999", "a:b:c", "http://x:1", "[::1", "[x]:1", "x:-1", "x:８０００", "a b:1", "x:"])
def test_what_is_no_address_is_told_in_a_sentence(text: str, tmp_path: Path) -> None:
    write_site(tmp_path, BASE)
    done = CliRunner().invoke(main, ["serve", str(tmp_path), f"--addr={text}"])
    assert (done.exit_code, done.output) == (2, WORDS["cli_addr_wrong"].format(address=text) + "\n")


def test_an_address_that_cannot_be_had_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A port that another program has is no traceback (E20)."""
    write_site(tmp_path, BASE)
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        done = CliRunner().invoke(main, ["serve", str(tmp_path), "--addr", taken])
        assert done.exit_code == 2
        assert done.output.startswith(f"{taken} 已被另一个程序占用，可能是另一个窗口里的预览。换一个端口：gongkai serve --addr ")
        assert done.output.count("\n") == 1
    for unusable in ("192.0.2.7:8000", "no-such-host.invalid:8000"):
        done = CliRunner().invoke(main, ["serve", str(tmp_path), "--addr", unusable])
        assert (done.exit_code, done.output) == (2, WORDS["cli_addr_unusable"].format(address=unusable) + "\n")
    assert not (tmp_path / "site").exists()


@contextmanager
def serving(site: Path, *options: str) -> Iterator[str]:
    """``gongkai serve`` in a process of its own; its address. In the end it is interrupted, and must have nothing to say."""
    with serving_process(site, *options) as (address, _):
        yield address


@contextmanager
def serving_process(site: Path, *options: str) -> Iterator[tuple[str, int]]:
    """The same, with the number of the process."""
    command = [sys.executable, "-m", "generator", "serve", str(site), "--addr", "127.0.0.1:0", "--today", "2026-06-30", *options]
    # The language of the machine is that of the site: what is said while there is no catalog is in it.
    env = os.environ | {"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
    with open(site.parent / "said", "wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True, env=env
        )
    assert process.stderr
    try:
        while "http://" not in (line := process.stderr.readline()):
            assert line, "the preview ended"
        yield line[line.index("http://") :].split("/（")[0] + "/", process.pid
        assert process.poll() is None, "the preview died"
    finally:
        os.killpg(process.pid, signal.SIGINT)
        _, said_last = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in said_last
    assert "Inotify" not in said_last
    assert process.returncode == 0


ITEM = "content/items/2023/notice.md"
GUIDE = "content/pages/guide.md"


def test_a_preview_outlives_every_slip_and_mends_itself(tmp_path: Path) -> None:
    site = write_site(tmp_path / "s", BASE)
    item, guide, catalog = (site / name for name in (ITEM, GUIDE, "catalog.yml"))
    good = {path: path.read_bytes() for path in (item, guide, catalog)}
    template = site / "theme/templates/item.html"

    def mend() -> None:
        for path, data in good.items():
            path.write_bytes(data)
        template.unlink(missing_ok=True)

    def misspell() -> None:
        guide.write_bytes(good[guide] + b"{{ office.faxx }}\n")

    def empty() -> None:
        item.write_bytes(b"")

    def break_template() -> None:
        template.parent.mkdir(parents=True, exist_ok=True)
        template.write_text("{{ nothing.such }}")

    def break_template_of_the_frame() -> None:
        (site / "theme/overrides").mkdir()
        (site / "theme/overrides/main.html").write_text("{% if")

    def mend_frame() -> None:
        (site / "theme/overrides/main.html").unlink()

    def lose_catalog() -> None:
        catalog.unlink()

    def move_away() -> None:
        (site / "content").rename(site / "content.old")

    def move_back() -> None:
        (site / "content.old").rename(site / "content")
        mend()

    with serving(site) as address, Page(address) as page:
        page.until("")
        assert "落实" in ask(address, "/items/2023/notice/").text
        for slip, found, mended in (
            (misspell, "fact-unknown", mend),
            (empty, "file-empty", mend),
            (break_template, "template-broken", mend),
            (break_template_of_the_frame, "theme/overrides/main.html:1", mend_frame),
            (lose_catalog, "catalog.yml", mend),
            (move_away, "content-missing", move_back),
        ):
            slip()
            note = page.until(found)
            assert note.startswith(WORDS["cli_preview_old"])
            with Page(address) as reloaded:
                assert reloaded.next()[1] == note
            assert "落实" in ask(address, "/items/2023/notice/").text
            mended()
            page.until("")
        item.write_bytes(good[item].replace("落实".encode(), "办理".encode()))
        page.until("")
        assert "办理" in ask(address, "/items/2023/notice/").text


def test_forty_saves_end_with_the_last(tmp_path: Path) -> None:
    site = write_site(tmp_path / "s", BASE)
    whole = (site / ITEM).read_text("utf-8")
    with serving(site) as address, Page(address) as page:
        page.until("")
        for number in range(40):
            with open(site / ITEM, "w", encoding="utf-8") as file:  # as editors do: empty for a moment
                file.flush()
                file.write(whole.replace("落实", f"落实第{number}次"))
        while "落实第39次" not in ask(address, "/items/2023/notice/").text:
            page.next()


def test_what_others_change_is_found_at_the_start_and_left_alone_by_edits(tmp_path: Path) -> None:
    site = write_site(tmp_path / "s", BASE)
    strange, guide = site / "site/strange.html", site / "site/guide/index.html"
    whole = (site / ITEM).read_text("utf-8")
    with serving(site):
        pass
    strange.write_text("x", "utf-8")
    with serving(site) as address, Page(address) as page:
        page.until("")
        assert not strange.exists()  # the first build looks at all that lies there
        published = guide.read_bytes()
        guide.write_text("somebody's", "utf-8")
        for number in range(2):
            (site / ITEM).write_text(whole.replace("落实", f"落实第{number}次"), "utf-8")
            while f"落实第{number}次" not in ask(address, "/items/2023/notice/").text:
                page.next()
            assert guide.read_text("utf-8") == "somebody's"
    with serving(site):
        assert guide.read_bytes() == published


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell what a process takes")
def test_a_preview_of_many_edits_takes_no_more_memory_than_one_of_few(tmp_path: Path) -> None:
    site = write_site(tmp_path / "s", BASE)
    whole = (site / ITEM).read_text("utf-8")
    with serving_process(site) as (address, process), Page(address) as page:

        def edit(number: int) -> None:
            (site / ITEM).write_text(whole.replace("落实", f"落实第{number}次"), "utf-8")
            while f"落实第{number}次" not in ask(address, "/items/2023/notice/").text:
                page.next()

        def kilobytes() -> int:
            told = Path(f"/proc/{process}/status").read_text("utf-8")
            return int(next(line for line in told.splitlines() if line.startswith("VmRSS:")).split()[1])

        page.until("")
        for number in range(4):
            edit(number)
        few = kilobytes()
        for number in range(4, 18):
            edit(number)
        assert kilobytes() < few + 4_000


def test_a_site_that_is_broken_at_the_start_shows_what_is_wrong(tmp_path: Path) -> None:
    site = write_site(tmp_path / "s", BASE)
    good = (site / ITEM).read_text("utf-8")
    (site / ITEM).write_text(good.replace("created: 2023-05-30", "created: <b>"), "utf-8")
    with serving(site) as address:
        for path in ("/", "/items/2023/notice/"):
            answer = ask(address, path)
            assert answer.status == 503
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert f"{WORDS['cli_preview_none']}\n\n{ITEM}:5:10: 错误" in answer.text
            assert "&lt;b&gt;" in answer.text
            assert "reload.js" in answer.text
        with Page(address) as page:
            assert page.next()[1].startswith(WORDS["cli_preview_none"])
            (site / ITEM).write_text(good, "utf-8")
            page.until("")
        assert ask(address, "/").status == 200


def test_a_preview_waits_for_a_build_that_somebody_else_runs(tmp_path: Path) -> None:
    from generator.publish.output import OutputFolder

    site = write_site(tmp_path / "s", BASE)
    with OutputFolder(site / "site").hold():
        command = [sys.executable, "-m", "generator", "serve", str(site), "--addr", "127.0.0.1:0"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True)
        assert process.stderr
        assert process.stderr.readline() == WORDS["cli_preview_waits"] + "\n"
    assert process.stderr.readline().startswith("已生成")
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=PATIENCE)


def test_sources_alone_are_watched(tmp_path: Path) -> None:
    site = write_site(tmp_path, BASE)
    with SourceWatch(site, look_seconds=0.01) as watch:
        for name in ("site/index.html", ".site.build/store.sqlite", ".git/index", "notes.txt", "site.old/index.html"):
            (site / name).parent.mkdir(exist_ok=True)
            (site / name).write_text("x")
        (site / "site").rename(site / "site.older")
        (site / ITEM).read_bytes()
        assert not watch._look()
        (site / "theme/assets").mkdir(parents=True)
        (site / "theme/assets/a.css").write_text("x")
        watch.wait()


def test_what_the_system_does_not_tell_is_found_by_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path, BASE)
    with SourceWatch(site, look_seconds=0.01) as watch:
        monkeypatch.setattr(watch._handler, "on_any_event", lambda event: None)
        for path in (site / ITEM, site / "catalog.yml"):
            path.write_text("x")
            watch.wait()
        (site / "content/items/new.md").write_text("x")
        watch.wait()
        (site / "content/items/new.md").unlink()
        watch.wait()
