"""A preview: the server of a site on this machine. Its pages are told of each build: they reload, or show what is wrong."""

from __future__ import annotations

import contextlib
import html
import http.server
import json
import mimetypes
import os
import queue
import threading
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from generator.run.preview_address import ANY_ADDRESS, is_number, listen, names_of

_OURS = "/__gongkai/"
# Listens for the end of a build. Only a page that is seen holds a connection: browsers allow six to a host.
_SCRIPT = """\
(() => {
  const build = new URL(document.currentScript.src).searchParams.get("build");
  let events = null;
  const show = (text) => {
    let note = document.getElementById("gongkai-note");
    if (!text) { note?.remove(); return; }
    if (!note) {
      note = document.createElement("pre");
      note.id = "gongkai-note";
      note.setAttribute("role", "alert");
      Object.assign(note.style, {
        position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", margin: 0, padding: "1rem",
        background: "#300", color: "#fff", zIndex: 99, fontSize: "14px", whiteSpace: "pre-wrap",
      });
      document.body.append(note);
    }
    note.textContent = text;
  };
  const hear = (event) => {
    const state = JSON.parse(event.data);
    if (state.build !== build) { location.reload(); return; }
    show(state.note);
  };
  const listen = () => {
    events?.close();
    events = null;
    if (!document.hidden) {
      events = new EventSource("/__gongkai/events");
      events.onmessage = hear;
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
"""
# The kinds of files by their endings, whatever this machine was told of them.
_KINDS = mimetypes.MimeTypes()


@dataclass(frozen=True)
class State:
    """The site as it is shown: a name for its last build, and what is wrong with its sources, in words."""

    build: str = ""
    note: str = ""

    @property
    def event(self) -> bytes:
        """The state as it is sent to open pages."""
        return f"data: {json.dumps({'build': self.build, 'note': self.note})}\n\n".encode()


@dataclass
class _Shown:
    """The state that the server shares: the folder, the names it answers under, the state, and the pages that listen."""

    folder: str
    hosts: frozenset[str]
    any_host: bool
    words: Mapping[str, str]
    state: State
    listeners: set[queue.SimpleQueue[State]] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answers_under(self, name: str) -> bool:
        """True for a host that the preview was asked to be seen under: no other site may read it through somebody's browser.

        What is bound to every address of the machine may be asked by number, which no name of a stranger leads to.
        """
        bare = name.rstrip(".")
        return bare in self.hosts or (self.any_host and is_number(bare))


class Preview:
    """A server for a folder that tells the pages it has given out when there is something new, in the ``words`` of a language.

    Raises AddressTaken and AddressUnusable.
    """

    def __init__(self, folder: Path, host: str, port: int, words: Mapping[str, str]) -> None:
        self._server = listen(host, port)
        bound = self._server.server_address[0]
        state = State(note=words["cli_preview_first"])
        self._shown = _Shown(str(folder), names_of(host, str(bound)), bound in ANY_ADDRESS, words, state)

        class Handler(_Handler):
            shown = self._shown

        self._server.RequestHandlerClass = Handler

    @property
    def address(self) -> str:
        """The address at which the preview can be seen."""
        host, port = self._server.server_address[:2]
        name = "localhost" if host in ANY_ADDRESS else f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{name}:{port}/"

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Serves until the block ends."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()

    def show_site(self) -> None:
        """Tells every page, open now or later, that the folder holds a new site."""
        self._tell(State(str(time.time_ns())))

    def show_note(self, note: str) -> None:
        """Tells every page, open now or later, what is wrong, until there is a new site."""
        self._tell(State(self._shown.state.build, note))

    def _tell(self, state: State) -> None:
        with self._shown.lock:
            self._shown.state = state
            for listener in self._shown.listeners:
                listener.put(state)


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers a browser with the files of a site, and tells it when they change."""

    shown: _Shown
    server_version = "gongkai"
    sys_version = ""

    def do_GET(self) -> None:
        """Answers with a file of the site, or one of the preview's own."""
        path = self._asked_path()
        if path is None:
            return
        if path == f"{_OURS}events" and self.command == "GET":
            self._send_events()
        elif path == f"{_OURS}reload.js":
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", _SCRIPT.encode())
        else:
            self._send_file(path)

    def do_HEAD(self) -> None:
        """Answers as to GET, without the body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Refuses: a site of files is only read."""
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, "text/plain", b"", Allow="GET, HEAD")

    def _asked_path(self) -> str | None:
        """The path that is asked for; None where the question was refused and answered."""
        host = (self.headers.get("Host") or "").strip()
        try:
            target = urllib.parse.urlsplit(self.path if not self.path.startswith("/") else f"http://{host}{self.path}")
            names = {name for name in (_bare(host), target.hostname) if name}
        except ValueError:
            names = set()
        if not names:
            self._send(HTTPStatus.BAD_REQUEST, "text/plain", b"")
        elif not all(self.shown.answers_under(name) for name in names):
            text = self.shown.words["cli_preview_host"].format(host=", ".join(sorted(names)))
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", f"{text}\n".encode())
        else:
            return "/" + urllib.parse.unquote(target.path).lstrip("/")
        return None

    def _send_file(self, path: str) -> None:
        """Sends what a path leads to: a file, the way to a folder, or the page for unknown addresses."""
        state = self.shown.state  # before the file is read: a page that is older than it says would not reload
        target = _file_at(self.shown.folder, path)
        if target and os.path.isdir(target):
            if not path.endswith("/"):
                self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", Location=urllib.parse.quote(path) + "/")
                return
            target = os.path.join(target, "index.html")
        elif path.endswith("/"):
            target = None
        data = _read(target)
        if data is not None and target:
            kind = _KINDS.guess_type(target)[0] or "application/octet-stream"
            self._send_dressed(HTTPStatus.OK, kind, data, state)
        elif os.path.isfile(os.path.join(self.shown.folder, "index.html")):
            other = _read(os.path.join(self.shown.folder, "404.html"))
            self._send_dressed(HTTPStatus.NOT_FOUND, "text/html", other or _page("404"), state)
        else:  # nothing has been built yet
            self._send_dressed(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", _page(state.note), state)

    def _send_dressed(self, status: HTTPStatus, kind: str, data: bytes, state: State) -> None:
        """Sends a file; a page listens for what is built after it."""
        if kind == "text/html":
            before, end, after = data.rpartition(b"</body>")
            script = f'<script src="{_OURS}reload.js?build={state.build}"></script>'.encode()
            data = before + script + end + after if end else after + script
        self._send(status, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, data)

    def _send_events(self) -> None:
        """Sends the state to a page that listens, again at each change, until the page is gone."""
        listener: queue.SimpleQueue[State] = queue.SimpleQueue()
        with self.shown.lock:
            listener.put(self.shown.state)
            self.shown.listeners.add(listener)
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            while True:
                try:
                    message = listener.get(timeout=15).event
                except queue.Empty:
                    message = b": still here\n\n"
                self.wfile.write(message)
                self.wfile.flush()
        except OSError:
            pass  # the page was closed
        finally:
            with self.shown.lock:
                self.shown.listeners.discard(listener)

    def _send(self, status: HTTPStatus, kind: str, data: bytes, **headers: str) -> None:
        """Sends an answer; a browser that no longer waits for it is no fault."""
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: what matters is said of builds."""


def _bare(host: str) -> str:
    """The name of a host without its port. Raises ValueError."""
    return urllib.parse.urlsplit(f"//{host}").hostname or ""


def _file_at(folder: str, path: str) -> str | None:
    """The file or folder of a path below a folder, or None where it leads nowhere or out of it."""
    try:
        base, target = os.path.realpath(folder), os.path.realpath(os.path.join(folder, path.lstrip("/")))
        return target if os.path.commonpath((base, target)) == base else None
    except (OSError, ValueError):  # no name that a file could have
        return None


def _read(file: str | None) -> bytes | None:
    try:
        if file and os.path.isfile(file):
            with open(file, "rb") as data:
                return data.read()
    except (OSError, ValueError):  # too long for a name, or exchanged for another at this moment
        pass
    return None


def _page(text: str) -> bytes:
    style = "margin:2rem;font:16px/1.6 sans-serif;white-space:pre-wrap"
    return f'<!doctype html><html><body><pre style="{style}">{html.escape(text)}</pre></body></html>'.encode()
