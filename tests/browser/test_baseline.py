"""The oldest browsers our scripts are written for: Chromium 64 and Safari 12 (2018), which offices and old phones have."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import ROOT, Visit

SCRIPTS = sorted((ROOT / "theme/assets").rglob("*.js"))
# Strings, templates and comments may hold anything.
_QUOTED = re.compile(r"/\*.*?\*/|(?<![:\\])//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
# What Chromium 64 or Safari 12 cannot read: the whole script would be dead.
SYNTAX = {
    "??": r"\?\?",
    "?.": r"\?\.(?!\d)",
    "||= &&=": r"\|\|=|&&=",
    "catch without its error": r"\bcatch\s*\{",
    "a look behind": r"\(\?<[=!]",
    "private or static members": r"^\s*#\w+\s*[=(;]|\bstatic\s*\{",
    "numbers with _": r"\b\d+_\d",
    "big numbers": r"\b\d+n\b",
}
# What they lack: calls that came later (https://developer.mozilla.org/docs/Web).
LACKING = [
    "flat",
    "flatMap",
    "fromEntries",
    "matchAll",
    "replaceAll",
    "replaceChildren",
    "at",
    "hasOwn",
    "allSettled",
    "any",
    "trimStart",
    "trimEnd",
    "findLast",
    "toSorted",
    "structuredClone",
    "queueMicrotask",
    "requestIdleCallback",
]
# The same by owner, to be taken away from a newer browser.
REMOVED = [
    "Array.flat",
    "Array.flatMap",
    "Array.at",
    "Array.findLast",
    "Array.toSorted",
    "String.matchAll",
    "String.replaceAll",
    "String.at",
    "String.trimStart",
    "String.trimEnd",
    "Element.replaceChildren",
    "Document.replaceChildren",
    "DocumentFragment.replaceChildren",
]
TAKE_AWAY = (
    "for (const name of %s) { const [owner, part] = name.split('.'); delete window[owner].prototype[part]; }"
    "delete Object.fromEntries; delete Object.hasOwn; delete Promise.allSettled; delete Promise.any;"
    "delete window.structuredClone; delete window.queueMicrotask; delete window.requestIdleCallback; delete window.globalThis;"
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_hold_nothing_newer(path: Path) -> None:
    code = _QUOTED.sub('""', path.read_text("utf-8"))
    assert {name for name, pattern in SYNTAX.items() if re.search(pattern, code, re.MULTILINE)} == set()
    assert {name for name in LACKING if re.search(rf"(?<!\.\.)\.{name}\(", code)} == set()


def test_search_and_form_work_without_newer_calls(visit: Callable[..., Visit]) -> None:
    window = visit()
    window.page.add_init_script(TAKE_AWAY % REMOVED)
    page = window.go(f"search/?q={quote('预防接种')}")
    expect(page.locator("#hits li").first).to_be_visible()
    page = window.go(f"search/?q={quote('在哪里打疫苗')}")
    expect(page.locator("#results:not([aria-busy]) #search-status")).not_to_be_empty()
    page = window.go("apply/")
    page.locator("[data-do=check]").click()
    expect(page.locator(".gk-form__errors li").first).to_be_visible()
    assert window.complaints == []


def test_a_real_old_browser_finds(demo_address: str) -> None:
    path = os.environ.get("GONGKAI_OLD_CHROMIUM")
    if not path:
        pytest.skip("no old browser: name one in GONGKAI_OLD_CHROMIUM (npm has Chromium 64 in @serverless-chrome/lambda)")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote", "--virtual-time-budget=20000"]
    address = f"{demo_address}search/?q={quote('预防接种')}"
    run = subprocess.run([path, *flags, "--dump-dom", address], capture_output=True, text=True, timeout=120, check=False)
    assert "items/2025/vaccination-clinics/" in unquote(run.stdout)
