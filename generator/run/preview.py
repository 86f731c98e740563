"""A preview: builds, serves the result on this machine, builds again when a source changes, and reloads open pages."""

from __future__ import annotations

import contextlib
import http.server
import ipaddress
import json
import mimetypes
import queue
import re
import socket
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_OURS = "/__gongkai/"
# Listens for the end of a build: an empty message means a new site, any other says what is wrong with the sources.
_SCRIPT = """\
(() => {
  const events = new EventSource("/__gongkai/events");
  events.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (!message) { location.reload(); return; }
    let note = document.getElementById("gongkai-note");
    if (!note) {
      note = document.createElement("pre");
      note.id = "gongkai-note";
      Object.assign(note.style, {
        position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto", margin: 0, padding: "1rem",
        background: "#300", color: "#fff", zIndex: 99, fontSize: "14px", whiteSpace: "pre-wrap",
      });
      document.body.append(note);
    }
    note.textContent = message;
  };
})();
"""
# The folders of a site that hold sources.
OWN_FOLDERS = frozenset(("content", "theme", "site_config"))
_CALM_SECONDS = 0.05  # an editor saves in several steps


class Preview:
    """A server for a folder that tells the pages it has given out when there is something new."""

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self._folder = folder
        self._listeners: set[queue.SimpleQueue[str]] = set()
        self._host = host
        self._server = (_Server6 if ":" in host else _Server)((host, port), self._handler())

    @property
    def address(self) -> str:
        """Where the preview can be seen."""
        host, port = self._server.server_address[:2]
        return f"http://[{host!s}]:{port}/" if ":" in str(host) else f"http://{host!s}:{port}/"

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Serves until the block ends."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()

    def tell(self, message: str) -> None:
        """Tells every open page: nothing, to reload; or what is wrong."""
        for listener in list(self._listeners):
            listener.put(message)

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        preview = self

        class Handler(_Handler):
            folder = preview._folder
            listeners = preview._listeners
            name = preview._host

        return Handler


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(http.server.BaseHTTPRequestHandler):
    folder: Path
    listeners: set[queue.SimpleQueue[str]]
    name: str

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        # A page of elsewhere whose name was made to lead here reads nothing.
        if not _is_here(self.headers.get("Host", ""), self.name):
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"")
            return
        try:
            self._answer(urllib.parse.unquote(urllib.parse.urlsplit(self.path).path))
        except (ValueError, OSError):  # no path, or a longer one than there are
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")

    def _answer(self, path: str) -> None:
        if path == f"{_OURS}events":
            self._events()
        elif path == f"{_OURS}reload.js":
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", _SCRIPT.encode())
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        target = (self.folder / path.lstrip("/")).resolve()
        if not target.is_relative_to(self.folder.resolve()):
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")
        elif target.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", urllib.parse.quote(path) + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            target = target / "index.html" if target.is_dir() else target
            status = HTTPStatus.OK if target.is_file() else HTTPStatus.NOT_FOUND
            target = target if target.is_file() else self.folder / "404.html"
            kind = mimetypes.guess_type(target.name)[0] or "application/octet-stream"
            data = target.read_bytes() if target.is_file() else b""
            if kind == "text/html":
                data = data.replace(b"</body>", f'<script src="{_OURS}reload.js"></script></body>'.encode())
            self._send(status, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, data)

    def _events(self) -> None:
        listener: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.listeners.add(listener)
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            while True:
                try:
                    message = f"data: {json.dumps(listener.get(timeout=15))}\n\n"
                except queue.Empty:
                    message = ": still here\n\n"
                self.wfile.write(message.encode())
                self.wfile.flush()
        except OSError:
            pass  # the page was closed
        finally:
            self.listeners.discard(listener)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(b"" if self.command == "HEAD" else data)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: what matters is said of builds."""


def _is_here(host: str, name: str) -> bool:
    """Whether the address that was asked for is a number, this machine, or the name the preview was given."""
    asked = re.sub(r":\d*$", "", host).strip("[]").lower()
    try:
        ipaddress.ip_address(asked)
    except ValueError:
        return asked in ("localhost", name.lower())
    return True


class _Changes(FileSystemEventHandler):
    def __init__(self, ignored: tuple[str, ...]) -> None:
        self.seen = threading.Event()
        self._ignored = ignored

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes that something changed, unless it is what a build itself writes or somebody only looked."""
        path = str(event.src_path)
        if event.event_type not in ("opened", "closed_no_write") and not path.startswith(self._ignored):
            self.seen.set()


def watch(site: Path, ignored: tuple[Path, ...], rebuild: Callable[[], None]) -> None:
    """Calls ``rebuild`` after each change in a site's folder, until interrupted."""
    root = site.resolve()
    changes = _Changes((*(f"{path.resolve()}" for path in ignored), f"{root}/.git", f"{root}/.venv"))
    observer = Observer()
    # Only where sources lie: what a build exchanges would be gone while it is looked at.
    observer.schedule(changes, str(root), recursive=False)
    watched: set[str] = set()

    def follow() -> None:
        for name in OWN_FOLDERS - watched:
            if (root / name).is_dir():
                observer.schedule(changes, str(root / name), recursive=True)
                watched.add(name)

    follow()
    observer.start()
    try:
        while True:
            # In short waits, so that Ctrl+C is heard on every system.
            while not changes.seen.wait(0.5):
                pass
            while changes.seen.is_set():
                changes.seen.clear()
                changes.seen.wait(_CALM_SECONDS)
            follow()
            rebuild()
    finally:
        observer.stop()
        observer.join()
