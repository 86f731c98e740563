"""The corpus is what it says, and a run is measured as it was."""

import re
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from . import report, tools
from .corpus import edit_item, place_of, source_path, write_hugo_site, write_site
from .measure import Run, Series, Step, measure

ITEMS = 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "site"
    write_site(folder, ITEMS, seed=1)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_same_seed_gives_the_same_files(site: Path, tmp_path: Path) -> None:
    write_site(tmp_path / "again", ITEMS, seed=1)
    write_site(tmp_path / "other", ITEMS, seed=2)
    assert files(tmp_path / "again") == files(site)
    assert files(tmp_path / "other") != files(site)


def test_every_item_is_where_it_should_be_and_unique(site: Path) -> None:
    sources = [site / "content/items" / source_path(number, ITEMS) for number in range(1, ITEMS + 1)]
    assert sorted(sources) == sorted((site / "content/items").rglob("*.md"))
    heads = [yaml.safe_load(source.read_text("utf-8").split("---\n")[1]) for source in sources]
    assert len({head["index_number"] for head in heads}) == ITEMS
    assert all(head["created"] <= head["published"] for head in heads)


def test_categories_and_departments_are_in_the_catalog(site: Path) -> None:
    catalog = yaml.safe_load((site / "catalog.yml").read_text("utf-8"))
    departments = {department["id"] for department in catalog["departments"]}
    categories = {category["id"] for category in catalog["categories"] if "children" not in category}
    for parent in catalog["categories"]:
        categories |= {f"{parent['id']}/{child['id']}" for child in parent.get("children", [])}
    for source in (site / "content/items").rglob("*.md"):
        head = yaml.safe_load(source.read_text("utf-8").split("---\n")[1])
        assert head["category"] in categories
        assert head["department"] in departments


def test_links_and_attachments_lead_to_files(site: Path) -> None:
    links = 0
    for source in (site / "content").rglob("*.md"):
        text = source.read_text("utf-8")
        for target in re.findall(r"\]\((.+?)\)", text) + re.findall(r"\{file: (.+?),", text):
            assert (source.parent / target).is_file()
            links += 1
    assert links > ITEMS / 2


def test_attachments_are_of_their_kind(site: Path) -> None:
    pdf, xlsx = (site / "content/items" / place_of(number, ITEMS) / f"{number:05}" for number in (20, 60))
    assert pdf.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
    with zipfile.ZipFile(xlsx.with_suffix(".xlsx")) as workbook:
        assert workbook.testzip() is None


def test_hugo_site_holds_the_same_bodies(site: Path, tmp_path: Path) -> None:
    write_hugo_site(tmp_path / "hugo", ITEMS, seed=1)
    for number in range(1, ITEMS + 1):
        ours, theirs = (folder / "content/items" / source_path(number, ITEMS) for folder in (site, tmp_path / "hugo"))
        assert plain_body(ours) == plain_body(theirs)


def plain_body(source: Path) -> str:
    return re.sub(r"\]\(.+?\)", "]", source.read_text("utf-8").split("---\n", 2)[2])


def test_an_edit_changes_title_and_body(tmp_path: Path) -> None:
    source = tmp_path / "item.md"
    source.write_text("---\ntitle: 通知\ngenre: 通知\n---\n\n正文\n", encoding="utf-8")
    assert edit_item(source, "更正 1") == "通知（更正 1）"
    head, body = source.read_text("utf-8").split("\n---\n")
    assert head == "---\ntitle: 通知（更正 1）\ngenre: 通知"
    assert body != "\n正文\n"


def measured(code: str, tmp_path: Path, fault: str = "") -> Series:
    step = Step("step", [sys.executable, "-c", code], tmp_path, lambda: fault)
    return measure([[step]], tmp_path, tools.environment(tmp_path), lambda _: None)["step"]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memory_of_children_counts(tmp_path: Path) -> None:
    code = """if True:
        import os, time
        child = os.fork()
        block = b"x" * 50_000_000
        time.sleep(0.5)
        if child:
            os.wait()
    """
    [run] = measured(code, tmp_path).runs
    assert run.wall > 0.5
    assert 50e6 < run.largest_process < 90e6
    assert 100e6 < run.all_processes < 180e6


def test_a_failed_run_is_told_and_not_counted(tmp_path: Path) -> None:
    series = measured("print('一'); raise SystemExit(3)", tmp_path)
    assert series == Series([], ["failed, exit code 3\n一"])
    assert measured("", tmp_path, fault="no page").failures == ["failed, no page"]


def test_report_compares_medians_with_bars() -> None:
    def series(*walls: float) -> Series:
        return Series([Run(wall, wall, 10**8, 10**8, 1, 10**6) for wall in walls])

    results = {report.COLD: series(2, 9, 3), report.HUGO_COLD: series(6, 6, 6), report.growth_step(500): series(20)}
    results[report.EDIT] = Series([], ["failed, exit code 1\nsorry"])
    text = report.render_report(results, 100, [500], 3, "2 cores")
    assert "| clean build | Gongkai cold / Hugo cold | 0.500 | ≤ 0.6 | met |" in text
    assert "| memory, all processes | Gongkai cold / Hugo cold | 1.000 | ≤ 0.25 | **missed** |" in text
    assert "| one edit | Gongkai one edit / Hugo one edit | – | ≤ 0.1 | not measured |" in text
    assert "| 500 | 20.00 | 40.000 | 1.333 | 100 | 1.000 | ≤ 1.2 | **missed** |" in text
    assert "    failed, exit code 1\n    sorry" in text
