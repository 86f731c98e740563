"""What a page weighs: ``python -m tests.bench_pages [SITE]`` prints requests and bytes over the wire for every kind of page."""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Request, sync_playwright

from generator.text import plain_text
from tests.browser.chromium import FLAGS, PAGES, ROOT, TODAY, find_chromium, served
from tests.sites import build_site

SHIFT = """
    window.shift = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
        .observe({ type: "layout-shift", buffered: true });
"""


def main(output: Path) -> None:
    """Opens each kind of page once, with an empty cache, and says what it took."""
    print(f"{'page':<12} {'requests':>8} {'gzip kB':>8} {'HTML kB':>8} {'beside text':>11} {'shift':>6}")
    with served(output) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for name, address in PAGES.items():
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.add_init_script(SHIFT)
            asked: list[str] = []
            page.on("request", _noting(asked))
            page.goto(base + address)
            page.wait_for_load_state("networkidle")
            weights = [gzip_size(output, url.removeprefix(base)) for url in asked if url.startswith(base)]
            html = file_of(output, address).read_text("utf-8")
            shift = page.evaluate("window.shift")
            print(
                f"{name:<12} {len(weights):>8} {sum(weights) / 1000:>8.1f} {len(html.encode()) / 1000:>8.1f}"
                f" {beside_text(html) / 1000:>11.1f} {shift:>6.3f}"
            )
            page.close()
        browser.close()


def _noting(asked: list[str]) -> Callable[[Request], None]:
    return lambda request: asked.append(request.url)


def file_of(output: Path, address: str) -> Path:
    """The file behind an address."""
    path = address.partition("?")[0]
    return output / path / "index.html" if not path or path.endswith("/") else output / path


def gzip_size(output: Path, address: str) -> int:
    """The bytes of a file as a server sends it."""
    return len(gzip.compress(file_of(output, address).read_bytes(), 6))


def beside_text(html: str) -> int:
    """The bytes of a page beside its text: without what it is about, and without what is read of the rest."""
    own = re.sub(r'<div class="gk-body">.*?\n</div>', "", html, flags=re.DOTALL)
    shown = plain_text(re.sub(r"<script.*?</script>", "", own[own.index("<body") :], flags=re.DOTALL))
    return len(own.encode()) - len(shown.encode())


if __name__ == "__main__":
    if find_chromium() is None:
        sys.exit("No Chromium on this machine; install the package chromium, or name one in GONGKAI_CHROMIUM.")
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            build_site(ROOT, output=Path(folder) / "site", today=TODAY)
            main(Path(folder) / "site")
