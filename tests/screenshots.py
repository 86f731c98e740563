"""Pictures of every kind of page: ``python -m tests.screenshots [FOLDER]``, by default into ``screenshots/``.

Each at the width of a phone, a tablet and a desk; in the light and dark scheme, in the large mode, and as printed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, PAGES, ROOT, TODAY, find_chromium, served
from tests.sites import build_site

WIDTHS = {"phone": 390, "tablet": 820, "desk": 1280}
LOOKS = {"light": ("light", ""), "dark": ("dark", ""), "large": ("light", "large")}


def main(folder: Path) -> None:
    """Builds the demo and takes all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        build_site(ROOT, output=site, today=TODAY)
        with served(site) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            for look in LOOKS:
                for size in WIDTHS:
                    _pictures(browser, base, folder, look, size)
            _prints(browser, base, folder)
            browser.close()
    print(f"{len(list(folder.iterdir()))} pictures in {folder}")


def _pictures(browser: Browser, base: str, folder: Path, look: str, size: str) -> None:
    scheme, mode = LOOKS[look]
    context = browser.new_context(viewport={"width": WIDTHS[size], "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
    if mode:
        context.add_init_script(f"localStorage.setItem('gongkai-mode', '{mode}')")
    page = context.new_page()
    for name, address in PAGES.items():
        page.goto(base + address)
        page.screenshot(path=folder / f"{name}-{size}-{look}.png", full_page=True)
    context.close()


def _prints(browser: Browser, base: str, folder: Path) -> None:
    page = browser.new_page()
    for name, address in PAGES.items():
        page.goto(base + address)
        page.pdf(path=folder / f"{name}-print.pdf", format="A4", prefer_css_page_size=True)


if __name__ == "__main__":
    if find_chromium() is None:
        sys.exit("No Chromium on this machine; install the package chromium, or name one in GONGKAI_CHROMIUM.")
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
