"""The face of a site: colours that follow from its own are read by all, and the pages show what the catalog says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.colour import LARGE_MODE, LINE, TEXT, contrast, readable
from generator.model.appearance import Appearance, Colours, schemes_of, unreadable_of
from generator.render.head.face import render_face
from tests.sites import BASE, build_site, unpack, write_site

COLOURS = some.integers(0, 0xFFFFFF).map("#{:06x}".format)
GROUNDS = {"light": ("#ffffff", "#f3f6fa"), "dark": ("#131a22", "#0c1117"), "large": ("#ffffff",), "large-dark": ("#000000",)}
# Signs on the wash of a scheme: text and what stands back, as in theme/assets/gongkai.css.
INKS = {"light": ("#1b2531", "#4a5867"), "dark": ("#e7edf4", "#adbac8"), "large": ("#000000", "#1d2733")}
FACE = """\
appearance:
  logo: badge.svg
  style: own.css
  colours: {brand: "#7a1f1f"}
  font: serif
  menu: [{name: 便民 & 服务, address: /apply/}]
  home_links: [{name: 怎么申请, address: /apply/}, {name: 别处, address: "https://help.example/?a=1&b=2"}]
  footer: [值班电话 0379-5550100, "技术 <支持>"]
-- theme/assets/badge.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z" fill="#fc0"/></svg>
-- theme/assets/own.css --
.gk-hero { border: 0 }
"""


@given(COLOURS, some.none() | COLOURS)
def test_what_follows_from_any_brand_is_read_by_all(brand: str, link: str | None) -> None:
    appearance = Appearance(colours=Colours(brand=brand, link=link))
    schemes = schemes_of(appearance)
    for name, scheme in schemes.items():
        least = TEXT if name in ("light", "dark") else LARGE_MODE
        assert contrast(scheme.on_brand, scheme.brand) >= (TEXT if least == TEXT else 6.9)
        assert contrast(scheme.button_ink, scheme.button) >= TEXT
        assert contrast(scheme.button_ink, "#ffffff") >= TEXT
        assert contrast(scheme.focus, scheme.brand) >= LINE
        assert min(contrast(scheme.rule, ground) for ground in GROUNDS[name]) >= LINE
        assert min(contrast(ink, scheme.wash) for ink in INKS.get(name, ())) >= TEXT if name in INKS else True
        if name != "light" or link is None:
            assert min(contrast(scheme.link, ground) for ground in (*GROUNDS[name], scheme.wash)) >= least
    told = [found.field for found in unreadable_of(appearance)]
    light = schemes["light"]
    assert told == (["link"] if min(contrast(light.link, g) for g in (*GROUNDS["light"], light.wash)) < TEXT else [])


@given(COLOURS, COLOURS)
def test_the_contrast_of_two_colours(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, one) == 1
    assert contrast(readable(one, (other,), TEXT), other) >= TEXT


def test_the_contrast_is_that_of_the_recommendation() -> None:
    """Values of https://www.w3.org/WAI/WCAG22/Techniques/general/G18 and of the colours known to lie at the border."""
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#767676", "#fff") == pytest.approx(4.542, abs=0.001)


def test_a_site_without_a_face_of_its_own_has_the_style_of_the_theme_alone() -> None:
    assert render_face(Appearance()) == ""


def test_every_page_has_the_face_that_the_catalog_says(tmp_path: Path) -> None:
    catalog = unpack(BASE)["catalog.yml"]
    site = write_site(tmp_path, BASE, f"-- catalog.yml --\n{catalog}{FACE}")
    assert build_site(site).published
    style = next((site / "site/assets").glob("gongkai.*.css")).read_text("utf-8")
    assert "@media screen { :root { --brand: #7a1f1f; --on-brand: #ffffff; --link: #7a1f1f;" in style
    own = next((site / "site/assets").glob("own.*.css"))
    assert (site / "site/assets/badge.svg").is_file()
    for page in ("index.html", "guide/index.html", "items/2023/notice/index.html", "search/index.html"):
        root = "../" * page.count("/") or "./"
        text = (site / "site" / page).read_text("utf-8")
        assert f'<img class="gk-logo" src="{root}assets/badge.svg" alt="">' in text
        assert f'<link rel="stylesheet" href="{root}assets/{own.name}">' in text
        assert f'<li><a href="{root}apply/">便民 &amp; 服务</a></li>' in text
        assert "<p>值班电话 0379-5550100</p>" in text
        assert "<p>技术 &lt;支持&gt;</p>" in text
    home = (site / "site/index.html").read_text("utf-8")
    assert '<li><a href="./apply/">怎么申请</a></li>' in home
    assert '<li><a href="https://help.example/?a=1&amp;b=2">别处</a></li>' in home
