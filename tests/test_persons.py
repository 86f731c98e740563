"""An inner edition has a page of each person who answers for something: their items, and what they are to mend."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.model.persons import person_address
from tests.test_editions import call

EXAMPLE = Path(__file__).parents[1] / "examples/township-hospital"
DAY = "2026-11-21"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("persons") / "site"
    shutil.copytree(EXAMPLE, folder)
    hours = folder / "content/items/2026/clinic-hours.md"
    # A find of a warning only, which does not keep the site from being published.
    hours.write_text(hours.read_text("utf-8").replace("门诊每天", "值班 13912345678。门诊每天"), "utf-8")
    assert call("build", folder, "--today", DAY).exit_code == 0
    return folder


def page(site: Path, address: str) -> str:
    return (site / "site-staff" / address / "index.html").read_text("utf-8")


def test_every_item_with_a_person_stands_on_the_page_of_that_person(site: Path) -> None:
    index = page(site, "responsible")
    people = re.findall(r'<th scope="row"><a href="([^"]+)">(.*?)</a>', index)
    assert {name for _, name in people} == {"周联络", "吴联络", "郑联络"}
    for name in ("周联络", "吴联络", "郑联络"):
        own = page(site, person_address(name))
        sources = [path for path in (site / "content/items").rglob("*.md") if f"责任人: {name}\n" in path.read_text("utf-8")]
        assert all(f'href="../../items/2026/{path.stem}/"' in own for path in sources)
        for link in re.findall(r'href="\.\./\.\./(items/[^"]+)"', own):
            assert (site / "site-staff" / link / "index.html").is_file()
        assert "院内公开版：供本单位内部查阅，不对外公开。" in own


def test_what_is_to_be_mended_stands_with_its_person_and_hides_personal_data(site: Path) -> None:
    assert "content/items/2026/clinic-hours.md" in page(site, person_address("吴联络"))
    assert "content/items/2026/clinic-hours.md" not in page(site, person_address("周联络"))
    assert "13912345678" not in page(site, person_address("吴联络"))


def test_no_other_edition_has_pages_of_persons(site: Path) -> None:
    for name in ("site", "site-patients"):
        assert not (site / name / "responsible").exists()
        assert not re.search(r'href="[./]*responsible/"', (site / name / "guide/index.html").read_text("utf-8"))
    assert re.search(r'href="[./]*responsible/"', (site / "site-staff/guide/index.html").read_text("utf-8"))
