"""A real browser on a real site: Chromium, the demo served on this machine, and nothing else within its reach."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import http.server
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ProxySettings, Request, sync_playwright

ROOT = Path(__file__).parent.parent.parent
TODAY = dt.date(2026, 11, 21)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What is asked of other hosts goes where nobody listens. To stop requests one by one would cost a fifth of the time of every page.
NOBODY: ProxySettings = {"server": "http://127.0.0.1:1", "bypass": "127.0.0.1"}

# One page of every kind, by what it is.
PAGES = {
    "home": "",
    "guide": "guide/",
    "rules": "rules/",
    "catalog": "catalog/",
    "category": "catalog/enforcement/penalties/",
    "year": "catalog/year/2025/",
    "department": "catalog/department/medical/",
    "document": "items/2025/home-beds/",
    "corrected": "items/2025/vaccination-clinics/",
    "repealed": "items/2020/clinic-filing-trial/",
    "expired": "items/2020/nucleic-acid-price/",
    "withdrawn": "items/2024/maternity-ward-survey/",
    "service": "items/services/hospital-setup/",
    "penalty": "items/penalties/2026/fs-01/",
    "power": "items/powers/water/",
    "long": "items/2021/five-year-plan/",
    "reports": "reports/",
    "report": "reports/2023/",
    "old-report": "reports/2018/",
    "trends": "reports/trends/",
    "apply": "apply/",
    "search": "search/",
    "results": "search/?q=疫苗",
    "about": "about/",
    "not-found": "404.html",
}


def find_chromium() -> str | None:
    """The Chromium of this machine: the one named in GONGKAI_CHROMIUM, or one on the path."""
    named = os.environ.get("GONGKAI_CHROMIUM")
    return named or next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        return None


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a port of this machine; unknown addresses give its 404.html, as a site's own server would."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Visit:
    """A page being looked at, and all it did: what it asked of other hosts, what its policy stopped, what it complained of."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.context.on("request", self._ask)
        # Every page is loaded as on the first visit.
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))

    def _ask(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "file:")):
            self.outside.append(request.url)

    def _note(self, kind: str, text: str) -> None:
        # What a page for unknown addresses answers with is an error by design.
        if kind in ("error", "warning") and "404 (Not Found)" not in text:
            self.complaints.append(text)

    def go(self, address: str) -> Page:
        """Opens an address below the site's root."""
        self.page.goto(self.base + address)
        return self.page


def wait_until(page: Page, condition: str) -> None:
    """Waits until a condition in JavaScript is true of a page, ten seconds at most.

    It is asked from outside again and again: `wait_for_function` asks within the page, where the site's policy stops it as soon as the first
    answer is no.
    """
    end = time.monotonic() + 10
    while not page.evaluate(f"Boolean({condition})"):
        assert time.monotonic() < end, f"never true: {condition}"
        page.wait_for_timeout(50)


@pytest.fixture(scope="session")
def demo_address(demo: Path) -> Iterator[str]:
    """Where the demo site is served."""
    with served(demo) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium on this machine; install the package chromium, or name one in GONGKAI_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, demo_address: str) -> Iterator[Callable[..., Visit]]:
    """Opens a fresh browser window on the demo, or on another address; options are those of a browser context."""
    contexts = []

    def opened(base: str = demo_address, mode: str = "", **options: Any) -> Visit:
        context = chromium.new_context(
            **(
                {"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN", "reduced_motion": "reduce", "proxy": NOBODY}
                | options
            )
        )
        contexts.append(context)
        if mode:
            context.add_init_script(f"localStorage.setItem('gongkai-mode', '{mode}')")
        return Visit(context.new_page(), base)

    yield opened
    for context in contexts:
        context.close()
