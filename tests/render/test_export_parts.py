"""The exports of a large site are in parts, each behind an index at the old address; together they hold what one file held."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rdflib import DCAT, Graph

from generator.cli import main
from generator.model import export_parts
from tests.render.test_feed_rules import faults_of_sitemap
from tests.sites import BASE, build_site, write_site

ROOT = "https://example.org/gk/"
DAYS = ("2021-03-05", "2021-04-05", "2021-04-06", "2022-05-05", "2022-06-05", "2023-02-05")


def item(name: str, day: str) -> str:
    year = day[:4]
    return (
        f"-- content/items/{year}/{name}.md --\n---\ntitle: 第{name}号\nindex_number: 11379900MB28399186/{year}-{name:0>5}\n"
        f"category: finance\ncreated: {day}\npublished: {day}\nsummary: 内容\nattachments: [{{file: {name}.csv, title: 表{name}}}]\n"
        f"---\n正文\n-- content/items/{year}/{name}.csv --\n甲,乙\n1,2\n"
    )


def build(folder: Path, whole: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(export_parts, "WHOLE", whole)
    site = write_site(folder, BASE, *(item(str(number), day) for number, day in enumerate(DAYS, 10)))
    assert build_site(site).published
    return site / "site"


def load(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text("utf-8"))


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text("utf-8-sig"), newline="")))


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return build(tmp_path / "whole", 7, monkeypatch)


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return build(tmp_path / "parts", 2, monkeypatch)


PERIODS = ["2023", "2022", "2021-04", "2021-03"]  # of 2021 there are more than one file holds


def test_a_small_site_has_no_parts(whole: Path) -> None:
    names = {path.name for path in whole.iterdir() if path.name.startswith(("catalog", "sitemap"))}
    assert names == {"catalog", "catalog.json", "catalog.csv", "catalog.jsonld", "sitemap.xml"}


def test_the_parts_hold_what_one_file_held(whole: Path, parts: Path) -> None:
    index, held = load(parts, "catalog.json"), load(whole, "catalog.json")
    assert [(one["period"], one["items"], one["json"], one["csv"], one["jsonld"]) for one in index["parts"]] == [
        (period, items, *(f"catalog-{period}.{ending}" for ending in ("json", "csv", "jsonld")))
        for period, items in zip(PERIODS, (2, 2, 2, 1), strict=True)
    ]
    assert "items" not in index
    loaded = [load(parts, one["json"]) for one in index["parts"]]
    assert [item for part in loaded for item in part["items"]] == held.pop("items")
    assert [part.pop("period") for part in loaded] == PERIODS
    del index["parts"]
    assert index == held
    reports = held.pop("reports")
    assert all({**part, "items": 0} == {**held, "items": 0} for part in loaded)
    assert reports == index["reports"]
    of_parts = rows(parts, "catalog.csv")
    assert [(row["时期"], row["条目数"]) for row in of_parts] == [
        ("2023", "2"),
        ("2022", "2"),
        ("2021-04", "2"),
        ("2021-03", "1"),
    ]
    names = [row["地址"].removeprefix(ROOT) for row in of_parts]
    assert [row for name in names for row in rows(parts, name)] == rows(whole, "catalog.csv")


def test_the_sitemap_names_every_page_once_in_its_parts(whole: Path, parts: Path) -> None:
    assert list(faults_of_sitemap(parts, ROOT)) == []
    files = sorted(path.name for path in parts.glob("sitemap-*.xml"))
    assert files == ["sitemap-2021-03.xml", "sitemap-2021-04.xml", "sitemap-2022.xml", "sitemap-2023.xml", "sitemap-pages.xml"]

    def entries(*paths: Path) -> list[str]:
        return sorted(line for path in paths for line in path.read_text("utf-8").splitlines() if line.startswith("<url>"))

    assert entries(*(parts / name for name in files)) == entries(whole / "sitemap.xml")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # which rdflib itself uses
def test_the_catalogs_of_the_parts_have_the_data_sets_of_the_whole(whole: Path, parts: Path) -> None:
    def graph(*paths: Path) -> Graph:
        found = Graph()
        for path in paths:
            found.parse(path, format="json-ld")
        return found

    held, index = graph(whole / "catalog.jsonld"), graph(parts / "catalog.jsonld")
    named = {str(name).removeprefix(ROOT) for name in index.objects(None, DCAT.catalog)}
    assert named == {f"catalog-{period}.jsonld" for period in PERIODS}
    together = graph(parts / "catalog.jsonld", *(parts / name for name in named))
    assert set(together.objects(None, DCAT.dataset)) == set(held.objects(None, DCAT.dataset))
    loads = [str(one).removeprefix(ROOT) for one in index.objects(None, DCAT.downloadURL)]
    assert {f"catalog-{period}.csv" for period in PERIODS} < set(loads)
    assert [name for name in loads if not (parts / name).is_file()] == []


def test_the_data_package_describes_each_part(parts: Path) -> None:
    resources = {one["path"]: one for one in load(parts, "datapackage.json")["resources"]}
    assert set(resources) == {
        f"catalog{part}.{ending}" for part in ("", *(f"-{one}" for one in PERIODS)) for ending in ("csv", "jsonld")
    }
    for name, resource in resources.items():
        assert resource["bytes"] == (parts / name).stat().st_size
        if name.endswith(".csv"):
            assert [field["name"] for field in resource["schema"]["fields"]] == list(rows(parts, name)[0])


def test_the_page_of_the_catalog_leads_to_each_part(parts: Path) -> None:
    page = (parts / "catalog/index.html").read_text("utf-8")
    assert [period for period in PERIODS if f'href="../catalog-{period}.csv"' not in page] == []
    assert "2021-04 CSV" in page


def test_one_more_item_changes_its_part_and_the_indexes(parts: Path) -> None:
    before = {path.name: path.read_bytes() for path in parts.glob("*-20*")}
    write_site(parts.parent, item("99", "2023-01-05"))
    assert build_site(parts.parent).published
    now = {path.name: path.read_bytes() for path in parts.glob("*-20*")}
    # Of 2023 there are now more than one file holds: its months take its place, and those of no other year change.
    assert {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)} == {
        f"{kind}-2023{month}.{ending}"
        for month in ("", "-01", "-02", "-06")
        for kind, ending in (("catalog", "json"), ("catalog", "csv"), ("catalog", "jsonld"), ("sitemap", "xml"))
    }


def test_the_catalog_of_a_large_body_is_imported_from_its_index(whole: Path, parts: Path, tmp_path: Path) -> None:
    def imported(catalog: Path) -> dict[str, str]:
        site = write_site(tmp_path / "into", BASE[: BASE.index("-- content/items")])
        done = CliRunner().invoke(main, ["import", str(catalog), "--site", str(site), "--map", str(tmp_path / "map.yml")])
        assert done.exit_code == 0, done.output
        made = {path.name: path.read_text("utf-8") for path in (site / "content/items").rglob("*.md")}
        for path in (site / "content/items").rglob("*.md"):
            path.unlink()
        return made

    assert imported(parts / "catalog.json") == imported(whole / "catalog.json")
    (parts / "catalog-2022.json").rename(tmp_path / "catalog-2022.json")
    site = write_site(tmp_path / "into", BASE)
    done = CliRunner().invoke(main, ["import", str(parts / "catalog.json"), "--site", str(site)])
    assert done.exit_code != 0
    assert "catalog.json: 读不了：这份目录分成了几份，旁边不齐：把它列出的各份放在同一个文件夹里，或者逐份导入" in done.output
