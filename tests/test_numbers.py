"""The next number in whatever form a regulation gives it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.load.settings.catalog import load_labels
from generator.load.settings.profile import load_profile
from generator.load.shipped import SHIPPED
from generator.load.site import load_settings
from generator.model.catalog import Publisher
from generator.model.item import Authored, Item
from generator.model.profile import Pattern
from generator.model.project import Project
from generator.problems import Spot
from generator.scaffold.numbers import codes_of, first_number, next_index_number, next_number
from tests.sites import BASE, check_site, write_site

DAY = dt.date(2026, 9, 3)
FORMS = [
    (r"A/\d{1,5}/20\d\d-REC", ["A/12/2026-REC", "A/9/2026-REC"], "A/13/2026-REC"),
    (r"A/\d{1,5}/20\d\d-REC", ["A/12/2025-REC"], "A/1/2026-REC"),
    (r"NFP-\d{4}-\d{3,}", ["NFP-2026-009"], "NFP-2026-010"),
    (r"NFP-\d{4}-\d{3,}", ["NFP-2025-199"], "NFP-2026-001"),
    (r"[0-9A-Z]{9}/\d{6}-\d{5,}", ["01527918X/202608-00013"], "01527918X/202609-00001"),
    (r"FOI \d+", ["FOI 99"], "FOI 100"),
    (r"\d{2}/\d{4}/FUL", ["26/0412/FUL"], "26/0413/FUL"),
    (r"REC-\d{4}", ["REC-0007"], "REC-0008"),
    (r"\d{4}-\d{4}", ["2026-2041"], "2026-2042"),
    (r"[A-Z]+", ["NONE"], ""),
    # What came in from elsewhere under numbers of its own is not counted on.
    (r"NFP-\d{4}-\d{3,}", ["NFP-2026-007", "0068213"], "NFP-2026-008"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    loaded = load_settings(write_site(tmp_path_factory.mktemp("site"), BASE), DAY, ()).project
    assert loaded
    return loaded


@pytest.mark.parametrize(("pattern", "numbers", "expected"), FORMS)
def test_the_counter_goes_on_wherever_it_stands(project: Project, pattern: str, numbers: list[str], expected: str) -> None:
    profile = replace(project.settings.profile, index_number=Pattern(pattern=pattern, example=numbers[0]))
    spot = Spot("content/items/a.md")
    items = tuple(
        Item(
            id=f"a{at}",
            source=spot.file,
            digest="",
            source_digest="",
            body_digest="",
            authored=Authored(title="A", index_number=number),
            fields={},
            files=(),
            links=(),
            body=None,
        )
        for at, number in enumerate(numbers)
    )
    settings = replace(project.settings, profile=profile)
    found = next_index_number(replace(project, settings=settings, content=replace(project.content, items=items)))
    assert found == expected
    assert not found or re.fullmatch(pattern, found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Pine County", "PC-2026-0001"), ("Nether Fold Parish Council", "NFPC-2026-0001"), ("云溪县", "AC-2026-0001")],
)
def test_the_first_number_begins_with_the_initials_of_the_body(project: Project, name: str, expected: str) -> None:
    profile = replace(project.settings.profile, index_number=Pattern(pattern=r"[A-Z]{2,6}-\d{4}-\d{4,}", example="AC-2026-0012"))
    assert next_number((), DAY, profile, codes_of(Publisher(name=name))) == expected


@pytest.mark.parametrize(("pattern", "numbers", "expected"), [form for form in FORMS if form[2]])
def test_the_first_number_of_a_body_is_of_the_form(pattern: str, numbers: list[str], expected: str) -> None:
    profile = load_profile(SHIPPED, "uk-publication-scheme", load_labels(SHIPPED, "en"), [])
    assert profile
    form = Pattern(pattern=pattern, example=numbers[0])
    assert re.fullmatch(pattern, first_number(replace(profile, index_number=form), DAY))


def test_the_shipped_profiles_number_as_they_ask() -> None:
    for path in sorted((Path(SHIPPED) / "site_config/profiles").glob("*.yml")):
        profile = load_profile(SHIPPED, path.stem, load_labels(SHIPPED, "en"), [])
        assert profile
        assert profile.index_number
        assert re.fullmatch(profile.index_number.pattern, first_number(profile, DAY)), path.stem


def test_the_code_of_the_body_takes_the_place_of_what_stood_for_it(tmp_path: Path) -> None:
    """A new site has no code yet; once it is told, new numbers have it, and one that has not is told as unfinished (E1)."""
    site = write_site(tmp_path, BASE)
    notice = site / "content/items/2023/notice.md"
    notice.write_text(notice.read_text("utf-8").replace("11379900MB28399186/2023-00001", "00000000X/2023-00001"), "utf-8")
    assert "“00000000X/2023-00001”还没有写 [placeholder-left]" in check_site(site)
    done = CliRunner().invoke(main, ["new", "item", "2023/next", "--site", str(site), "--title", "通知", "--today", "2023-07-01"])
    assert done.exit_code == 0, done.output
    assert "索引号: 11379900MB28399186/2023-00002" in (site / "content/items/2023/next.md").read_text("utf-8")
    # The first of another year has it too.
    done = CliRunner().invoke(main, ["new", "item", "2024/next", "--site", str(site), "--title", "通知", "--today", "2024-07-01"])
    assert "索引号: 11379900MB28399186/2024-00001" in (site / "content/items/2024/next.md").read_text("utf-8"), done.output
