"""Two faces of a site, one dark on light and one light on dark, in each scheme and mode: axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from tests.browser.chromium import Visit, served
from tests.render.test_appearance import FACE
from tests.sites import BASE, build_site, unpack, write_site

AXE = files("axe_playwright_python").joinpath("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FACES = {"red": '{brand: "#7a1f1f"}', "yellow": '{brand: "#f2c200", link: "#7a4b00"}'}
PAGES = ("", "guide/", "catalog/", "items/2023/notice/", "search/?q=防病", "apply/")


@pytest.mark.parametrize("face", FACES)
def test_axe_finds_nothing_on_a_face_of_a_site(face: str, tmp_path: Path, visit: Callable[..., Visit]) -> None:
    catalog = unpack(BASE)["catalog.yml"]
    own = FACE.replace('{brand: "#7a1f1f"}', FACES[face])
    site = write_site(tmp_path, BASE, f"-- catalog.yml --\n{catalog}{own}")
    assert build_site(site).published
    found = []
    with served(site / "site") as base:
        window = visit(base)
        for address in PAGES:
            page = window.go(address)
            page.evaluate(AXE.read_text("utf-8"))
            for scheme in ("light", "dark"):
                for mode in ("plain", "large"):
                    page.emulate_media(color_scheme=scheme)
                    page.evaluate("mode => { document.documentElement.dataset.mode = mode; }", mode)
                    result = page.evaluate(
                        "options => axe.run(document, options)", {"runOnly": RULES, "resultTypes": ["violations"]}
                    )
                    found += [
                        (address, scheme, mode, violation["id"], node["html"][:120])
                        for violation in result["violations"]
                        for node in violation["nodes"]
                    ]
        assert window.outside == []
        assert window.complaints == []
    assert found == []
