"""The words and columns of a profile on the pages of a site."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from pathlib import Path

import pytest

from tests.sites import BASE, build_site, unpack, write_site

EXAMPLES = Path(__file__).parents[2] / "examples"
CASE = (Path(__file__).parents[1] / "check/cases/columns-left-out.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site without a column of reports, one item of which is set aside and costs something."""
    folder = tmp_path_factory.mktemp("words")
    write_site(folder, BASE, CASE)
    profile = folder / "site_config/profiles/county.yml"
    more = (
        "money: {form: '₹{amount}', grouping: indian}\n"
        "lists:\n  validity: {in-force: Current, repealed: Set aside}\n  outcome: {part: Granted in part}\n"
        "defaults: {validity: in-force}\n"
    )
    text = profile.read_text("utf-8").replace(
        "  index_number: {label: File number}\n", "  index_number: {label: File number}\n  validity: {label: Standing}\n"
    )
    text = text.replace(
        "  document: {label: Document}\n",
        "  document:\n    label: Document\n    fields:\n      sum: {label: Sum, type: money}\n      outcome: {label: Outcome}\n",
    )
    profile.write_text(text + more, "utf-8")
    item = folder / "content/items/2023/notice.md"
    item.write_text(
        item.read_text("utf-8").replace("category: all\n", "category: all\nvalidity: repealed\nsum: 1234567.5\noutcome: part\n"),
        "utf-8",
    )
    assert build_site(folder).published
    return folder / "site"


def test_a_column_that_the_regulation_has_not_is_nowhere(site: Path) -> None:
    assert not (site / "reports").exists()
    assert [path for path in site.rglob("*.html") if re.search(r'href="[^"]*reports/', path.read_text("utf-8"))] == []
    home = (site / "index.html").read_text("utf-8")
    assert 'href="./rules/"' in home, "a page of the same name is one like any other, in the footer"


def test_a_state_has_the_name_that_the_profile_gives_it(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert [page for page in pages if "Repealed" in page or "repealed and" in page] == []
    item = (site / "items/2023/notice/index.html").read_text("utf-8")
    assert "Set aside: this document is no longer in force." in item


def test_values_and_sums_of_a_kind_are_written_as_the_profile_says(site: Path) -> None:
    item = (site / "items/2023/notice/index.html").read_text("utf-8")
    assert "Granted in part" in item
    assert "₹12,34,567.50" in item


def test_the_search_asks_for_fields_that_items_have_by_their_names(site: Path) -> None:
    search = (site / "search/index.html").read_text("utf-8")
    assert re.findall(r"<label>([^<]*) <input", search)[:3] == ["Title", "File number", "Text"]


def test_listings_and_facets_have_the_names_of_the_profile(tmp_path: Path) -> None:
    """A class of the British scheme is called so wherever one looks for it."""
    build_site(EXAMPLES / "uk", output=tmp_path / "site", today=dt.date(2026, 11, 21))
    search = (tmp_path / "site/search/index.html").read_text("utf-8")
    (found,) = re.findall(r"data-words='([^']+)'", search)
    words = json.loads(unescape(found))
    assert words["facets"] == {
        "category": "Class",
        "year": "Year",
        "department": "Team",
        "validity": "Status",
        "audience": "Audience",
    }
    assert "<h2>Team</h2>" in (tmp_path / "site/catalog/index.html").read_text("utf-8")


def test_the_case_is_the_one_that_is_checked() -> None:
    assert "columns: {guide: Handbook, catalog: Records}" in unpack(CASE)["site_config/profiles/county.yml"]
