"""Listings that are long can be narrowed by following links, without a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from generator.model.card import Card
from generator.model.listing_pages import PAGE_SIZE, listing_addresses, listing_pages
from generator.model.listings import Line, listing_start
from generator.model.settings import Settings
from generator.run.judge import load
from generator.run.options import Options
from tests.bench import corpus
from tests.sites import BASE, TODAY, build_site, write_site

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
    assert "(20)" in (finance / "index.html").read_text("utf-8")
    assert "(20)" not in year  # or it would change with every item elsewhere
    assert set(re.findall(r"<time[^>]*>(\d{4})", year)) == {"2021"}
    assert len(re.findall("决算[0-9]+</a>", (finance / "validity/repealed/index.html").read_text("utf-8"))) == 6
    assert "决算3<" in (finance / "validity/in-force/page/1/index.html").read_text("utf-8")  # the oldest
    assert not (finance / "page").exists()
    assert "year/2021" not in (site / "site/sitemap.xml").read_text("utf-8").replace("catalog/year/2021", "")


def test_a_short_category_has_no_such_pages(tmp_path: Path) -> None:
    site = _site(tmp_path, 49)
    assert build_site(site).published
    assert not (site / "site/catalog/finance/year").exists()
    assert not _links(site / "site/catalog/finance/index.html")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    project = load(Options(write_site(tmp_path_factory.mktemp("listings"), BASE), TODAY)).project
    assert project
    return project.settings


def lines_of(months: list[int]) -> list[Line]:
    """Lines of so many months of 2020 and after, newest first, each with a card that tells it from others."""
    days = sorted((f"{2020 + month // 12}-{month % 12 + 1:02}-05", number) for number, month in enumerate(months))
    return [
        Line(day[:7], "in-force" if number % 3 else "repealed", Card(f"items/{number}/", str(number), day, "", "", "", ""))
        for day, number in reversed(days)
    ]


LISTINGS = [("category", "finance"), ("department", "law"), ("year", "2020")]
many_months = st.lists(st.integers(0, 47), min_size=0, max_size=260)


@pytest.mark.parametrize(("kind", "name"), LISTINGS)
@given(months=many_months)
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_item_is_reached_by_older_and_newer_and_no_page_is_long(
    kind: str, name: str, months: list[int], settings: Settings
) -> None:
    lines = lines_of([month % 12 for month in months] if kind == "year" else months)
    pages = {page.address: page for page in listing_pages(settings, kind, name, lines)}
    assert list(pages) == list(listing_addresses(settings, kind, name, lines))
    assert len(set(pages)) == len(list(listing_pages(settings, kind, name, lines)))
    here, seen, way = listing_start(kind, name), [], []
    while here:
        way.append(here)
        seen += [line for line in pages[here].lines if line not in seen]
        here = pages[here].older
    assert seen == lines
    assert max(len(page.lines) for page in pages.values()) < 2 * PAGE_SIZE
    assert len(set(way)) == len(way)
    for page in pages.values():
        assert {page.newer, page.older, *(address for number, address in page.numbers if number)} - {""} <= pages.keys()
        assert {choice.address for _, choices in page.choices for choice in choices} <= pages.keys()
        assert (page.total is None) == ("/page/" in page.address)


@pytest.mark.parametrize(("kind", "name"), LISTINGS)
@given(months=st.lists(st.integers(0, 47), min_size=60, max_size=260), more=st.integers(0, 47))
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_more_item_changes_the_first_page_and_its_own_part(
    kind: str, name: str, months: list[int], more: int, settings: Settings
) -> None:
    if kind == "year":
        months, more = [month % 12 for month in months], more % 12
    months = [*range(12 if kind == "year" else 48), *months]  # a period that comes or goes changes what all pages offer
    before = {page.address: page for page in listing_pages(settings, kind, name, lines_of(months))}
    now = {page.address: page for page in listing_pages(settings, kind, name, lines_of([*months, more]))}
    own = f"{listing_start(kind, name)}{'' if kind == 'year' else 'year/'}{more + 1:02}/"
    if kind != "year":
        own = f"{listing_start(kind, name)}year/{2020 + more // 12}/"
    changed = {address for address in before.keys() | now.keys() if before.get(address) != now.get(address)}
    elsewhere = {address for address in changed if not address.startswith(own) and "/validity/" not in address}
    # The page that leads to it from the part after it too, where it got one page more.
    assert listing_start(kind, name) in elsewhere
    assert len(elsewhere) <= 2


def test_listing_pages_stay_light(tmp_path: Path) -> None:
    corpus.write_site(tmp_path / "site", 600, 3)
    assert build_site(tmp_path / "site").published
    pages = list((tmp_path / "site/site/catalog").rglob("index.html"))
    assert len(pages) > 50
    assert max(page.stat().st_size for page in pages) <= 60_000
