"""``data.json`` for harvesters of DCAT-US 3.0: of the sample of a county, by the rules of its documentation and by its own schema."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from generator.run.build import build
from generator.run.options import Options, Progress, output_of
from tests.render.dcat_us import CATALOG
from tests.sites import build_site, check_site, write_site

ROOT = Path(__file__).parent.parent.parent
COUNTY = ROOT / "examples/county"
# github.com/GSA/dcat-us, folder jsonschema/definitions
OFFICIAL = ROOT.parent / "shared/validators/dcat-us"
TODAY = dt.date(2026, 11, 21)
SITE = """\
-- catalog.yml --
language: en
profile: county
site_url: https://county.example/
publisher: {name: Fold County}
offices: [{id: records, name: Records, email: records@county.example}]
categories: [{id: all, name: All, rhythm: quarterly}]
-- site_config/profiles/county.yml --
name: Records
language: en
columns: {catalog: Records}
exports: [dcat-us]
fields:
  published: {label: Published}
kinds: {document: {label: Document}}
attachment_types: {csv: CSV table}
-- content/items/tir/index.md --
---
title: Rhestr tir
category: all
published: 2026-01-06
language: cy
attachments: [{file: tir.csv, title: Tir}]
---
Gweler y ffeil.
-- content/items/tir/tir.csv --
un,dau
1,2
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("county")
    assert build(Options(COUNTY, TODAY), output_of(COUNTY, folder / "site"), Progress()).published
    return json.loads((folder / "site/data.json").read_text("utf-8"))


def test_it_is_as_the_documentation_asks(data: Any) -> None:
    assert [f"{error.json_path}: {error.message}" for error in Draft202012Validator(CATALOG).iter_errors(data)] == []


def test_it_is_valid_against_the_schema_of_its_makers(data: Any) -> None:
    files = sorted(OFFICIAL.glob("*.json"))
    if not files:
        pytest.skip(f"the schema of DCAT-US is not at {OFFICIAL.relative_to(ROOT.parent)}")
    schemas = [json.loads(file.read_text("utf-8")) for file in files]
    registry: Registry[Any] = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas)
    catalog = next(schema for schema in schemas if schema["$id"].endswith("/catalog"))
    found = Draft202012Validator(catalog, registry=registry, format_checker=FormatChecker()).iter_errors(data)
    assert [f"{error.json_path}: {error.message}" for error in found] == []


def test_every_data_set_says_what_it_holds_and_how_it_may_be_used(data: Any) -> None:
    sets = {one["title"]: one for one in data["dataset"]}
    assert list(sets) == [
        "Records",
        "Payments, July to September 2026",
        "Food inspections, July to September 2026",
        "County road log",
    ]
    food = sets["Food inspections, July to September 2026"]
    assert food["accrualPeriodicity"] == "quarterly"
    assert food["keyword"] == ["food", "inspections", "restaurants"]
    (file,) = food["distribution"]
    assert file["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert file["downloadURL"] == "https://records.aldercounty.example/items/data/inspections/inspections.csv"
    assert sets["County road log"]["distribution"][0]["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_the_catalog_leads_to_it_and_its_address_is_taken(tmp_path: Path) -> None:
    site = write_site(tmp_path, SITE, "-- content/pages/data.json/index.md --\n# Data\n")
    assert "data.json" in check_site(site)
    (site / "content/pages/data.json/index.md").unlink()
    assert build_site(site).published
    assert 'href="../data.json"' in (site / "site/catalog/index.html").read_text("utf-8")


def test_a_data_set_has_its_own_language(tmp_path: Path) -> None:
    site = write_site(tmp_path, SITE)
    assert build_site(site).published
    whole, own = json.loads((site / "site/data.json").read_text("utf-8"))["dataset"]
    assert (whole["language"], own["language"]) == ("en", "cy")
    linked = json.loads((site / "site/catalog.jsonld").read_text("utf-8"))["dcat:dataset"][1]
    assert linked["dct:title"] == {"@language": "cy", "@value": "Rhestr tir"}
    assert linked["dct:language"]["@id"] == "http://id.loc.gov/vocabulary/iso639-1/cy"
    assert linked["dct:accrualPeriodicity"]["@id"].endswith("/QUARTERLY")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("site_url: https://county.example/\n", "", "site_url"), (", email: records@county.example", "", "email")],
)
def test_without_what_harvesters_need_there_is_none_and_it_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    site = write_site(tmp_path, SITE.replace(old, new))
    assert f"warning: there is no data.json: it needs {told} [data-json-fact-missing]" in check_site(site)
    assert build_site(site).published
    assert not (site / "site/data.json").exists()


def test_a_regulation_that_does_not_ask_for_it_has_none(tmp_path: Path) -> None:
    site = write_site(tmp_path, SITE.replace("exports: [dcat-us]\n", ""))
    assert build_site(site).published
    assert not (site / "site/data.json").exists()
