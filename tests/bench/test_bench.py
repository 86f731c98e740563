"""The corpus is what it says, and a run is measured as it was."""

import datetime as dt
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.sites import check_site

from . import report, tools
from .corpus import add_item, edit_item, edit_telephone, place_of, source_path, write_hugo_site, write_site
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


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory and processor time are read from /proc")
def test_what_another_process_takes_for_a_command_is_that_of_the_other(tmp_path: Path) -> None:
    """An edit that is saved ends when the page shows it; what it took is what the process took that made the page."""
    source, fresh, page = (tmp_path / name for name in ("source", "fresh", "page"))
    fresh.write_text("新的标题", "utf-8")
    page.write_text("标题", "utf-8")
    code = """if True:
        import os, sys, time
        source, page = sys.argv[1:]
        block = b"x" * 50_000_000
        while not os.path.exists(source):
            time.sleep(0.01)
        while time.process_time() < 0.5:
            pass
        os.replace(source, page)
        time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", code, str(source), str(page)]) as worker:
        step = Step("step", tools.save(fresh, source, page, "新的"), None, lambda: "", worker.pid)
        [run] = measure([[step]], tmp_path, tools.environment(tmp_path), lambda _: None)["step"].runs
        worker.kill()
    assert 0.3 < run.cpu <= run.wall
    assert 50e6 < run.largest_process < 90e6


def test_report_compares_medians_with_bars() -> None:
    def series(*walls: float) -> Series:
        return Series([Run(wall, wall, 10**8, 10**8, 1, 10**6) for wall in walls])

    results = {report.COLD: series(2, 9, 3), report.HUGO_COLD: series(6, 6, 6), report.growth_step(500): series(20)}
    results |= {report.PAGEFIND: series(13), report.SUMS: series(1), report.HUGO_EDIT: series(5)}
    results |= {report.NEWEST: series(1.5), report.growth_edit(500): series(2), report.EDIT_QUICK: series(1)}
    results[report.EDIT] = Series([], ["failed, exit code 1\nsorry"])
    text = report.render_report(results, 100, [500], 3, "2 cores")
    assert "| cold ÷ (Hugo + Pagefind + `sha256sum`) | 0.150 | ≤ 0.28 | met |" in text
    assert "| cold ÷ Hugo's bare pages | 0.500 | ≤ 1.35 | met |" in text
    assert "| processor time an item, ms | 30.000 | ≤ 1.3 | **missed** |" in text
    assert "| one edit (text, title) ÷ Hugo's | – | ≤ 0.15 | not measured |" in text
    assert "| one edit, beside `serve` ÷ Hugo's | – | ≤ 0.03 | not measured |" in text
    assert "| newest item added ÷ Hugo's edit | 0.300 | ≤ 0.2 | **missed** |" in text
    assert "| files an item | 0.010 | ≤ 1.5 | met |" in text
    assert (
        "| 500 | 20.00 | 40.000 | 1.333 | ≤ 1.2 | **missed** | 100 | – |  | 2.000 | ≤ 2.5 | met | – | ≤ 1.3 | not measured |"
        in text
    )
    assert "    failed, exit code 1\n    sorry" in text


def test_an_item_that_is_added_is_no_copy_and_a_telephone_is_another(tmp_path: Path) -> None:
    write_site(site := tmp_path / "site", ITEMS, seed=1)
    added = [add_item(site, ITEMS, 1, name, day) for name, day in (("011", "2026-01-14"), ("012", "2013-06-14"))]
    heads = [yaml.safe_load(source.read_text("utf-8").split("---\n")[1]) for source in (site / "content/items").rglob("*.md")]
    assert len({head["index_number"] for head in heads}) == len({head["doc_number"] for head in heads}) == ITEMS + 2
    assert [source.parent.name for source in added] == ["2026", "2013"]
    edit_telephone(site, "0379-5550399")
    assert yaml.safe_load((site / "catalog.yml").read_text("utf-8"))["offices"][0]["phone"] == "0379-5550399"
    assert "added-" not in check_site(site, today=dt.date(2026, 1, 15))
