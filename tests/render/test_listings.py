"""Listings that are long can be narrowed by following links, without a script."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bench import corpus
from tests.sites import BASE, build_site, write_site

ENTRY = (
    "- {{id: a{n}, title: 决算{n}, category: finance, created: 20{y}-01-05, published: 20{y}-01-06, validity: {validity},"
    " index_number: 11379900MB28399186/20{y}-{n:05}, summary: 决算}}\n"
)


def _site(folder: Path, count: int) -> Path:
    entries = "".join(
        ENTRY.format(n=n, y=20 + n % 3, validity="repealed" if n % 10 == 0 else "in-force") for n in range(1, count + 1)
    )
    return write_site(folder / "site", BASE, f"-- content/items/many.yml --\n{entries}")


def _links(page: Path) -> dict[str, str]:
    found = re.findall(r'<nav class="gk-choices".*?</nav>', page.read_text("utf-8"), re.DOTALL)
    return dict(re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', "".join(found)))


def test_a_long_category_is_narrowed_by_year_and_validity(tmp_path: Path) -> None:
    site = _site(tmp_path, 60)
    assert build_site(site).published
    finance = site / "site/catalog/finance"
    choices = _links(finance / "index.html")
    assert set(choices.values()) == {"全部", "2020", "2021", "2022", "有效", "废止"}
    for href in choices:
        assert (finance / href / "index.html").is_file()
    year = (finance / "year/2021/index.html").read_text("utf-8")
    assert "共 20 条" in year
    assert set(re.findall(r"<time[^>]*>(\d{4})", year)) == {"2021"}
    assert len(re.findall("决算[0-9]+</a>", (finance / "validity/repealed/index.html").read_text("utf-8"))) == 6
    assert (finance / "validity/in-force/page/3/index.html").is_file()
    assert "year/2021" not in (site / "site/sitemap.xml").read_text("utf-8").replace("catalog/year/2021", "")


def test_a_short_category_has_no_such_pages(tmp_path: Path) -> None:
    site = _site(tmp_path, 25)
    assert build_site(site).published
    assert not (site / "site/catalog/finance/year").exists()
    assert not _links(site / "site/catalog/finance/index.html")


def test_listing_pages_stay_light(tmp_path: Path) -> None:
    corpus.write_site(tmp_path / "site", 600, 3)
    assert build_site(tmp_path / "site").published
    pages = list((tmp_path / "site/site/catalog").rglob("index.html"))
    assert len(pages) > 50
    assert max(page.stat().st_size for page in pages) <= 60_000
