"""Out into a workbook and back: unedited, no byte changes; edited, those cells and nothing else."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.exchange.back import memory_of, read_back, write_back
from generator.exchange.book import MEMORY, make_book, make_sheets
from generator.exchange.sources import read_sources
from generator.importing.grid import Grid
from generator.importing.workbook import read_grids
from generator.model.project import Project
from generator.run.judge import load
from generator.run.options import Options
from tests.sites import BASE, TODAY, write_site

ROOT = Path(__file__).parents[2]
LISTED = """\
-- content/items/penalties/2026.yml --
# 处罚决定
- id: a1
  kind: penalty   # 种类
  title: 甲的处罚
  category: policy
  created: 2026-01-02
  published: 2026-01-05

- {id: a2, kind: 行政处罚, 标题: 乙的处罚, category: policy, created: 2026-01-02, published: 2026-01-05}
-- content/items/2024/rule.yml --
标题: 办法
信息分类: policy/normative
成文日期: 2024-01-02
发布日期: 2024-01-03
主题词:
  - 一   # 注释
  - 二
attachments:
  - {file: a.csv, title: 表}
正文: |
  第一段

  第二段
-- content/items/2024/a.csv --
a,b
1,2
"""


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, [*words, "--today", TODAY.isoformat()])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def files(site: Path) -> dict[str, bytes]:
    found = (path for path in (site / "content").rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def project_of(site: Path) -> Project:
    project = load(Options(site, TODAY)).project
    assert project is not None
    return project


def exported(site: Path) -> tuple[Project, list[Grid]]:
    project = project_of(site)
    known = [(item, source) for item, source in read_sources(project, site) if source]
    return project, read_grids("xlsx", make_book(project, make_sheets(project, known)), "a.xlsx")


def type_into(data: bytes, cells: dict[str, str], sheet: int = 1) -> bytes:
    """A workbook in whose first sheet other texts stand in some cells, as a spreadsheet program writes them."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(found, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == f"xl/worksheets/sheet{sheet}.xml":
                text = part.decode()
                for place, typed in cells.items():
                    cell = f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(typed)}</t></is></c>'
                    text, count = re.subn(rf'<c r="{place}"[^>]*?(?:/>|>.*?</c>)', cell.replace("\\", r"\\"), text)
                    assert count == 1, place
                part = text.encode()
            new.writestr(name, part)
    return found.getvalue()


def test_unedited_no_byte_changes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "content", site / "content")
    shutil.copy(ROOT / "catalog.yml", site / "catalog.yml")
    before = files(site)
    book = tmp_path / "all.xlsx"
    assert "已写入 210 个条目" in run("export", "--xlsx", str(book), "--site", str(site)).output
    result = run("import", str(book), "--site", str(site))
    assert (result.exit_code, "没有改动" in result.output) == (0, True)
    assert files(site) == before


@pytest.mark.parametrize("kept", ["{", "[]", '{"title": 1}', "=C2"])
def test_a_memory_that_was_edited_is_told_and_nothing_is_written(tmp_path: Path, kept: str) -> None:
    site = write_site(tmp_path / "site", BASE, LISTED)
    before = files(site)
    book = tmp_path / "all.xlsx"
    run("export", "--xlsx", str(book), "--site", str(site))
    memory = [grid.name for grid in read_grids("xlsx", book.read_bytes(), "")].index(MEMORY) + 1
    book.write_bytes(type_into(book.read_bytes(), {"C3": kept}, memory))
    result = run("import", str(book), "--site", str(site))
    assert (result.exit_code, result.output) == (
        1,
        "all.xlsx：里面隐藏的工作表“_gongkai”（记着导出时各格写的什么）被改动了，看不出您改了哪些格。请重新导出，在新的表格上改\n",
    )
    assert files(site) == before


def test_a_source_that_is_gone_by_the_time_it_is_read_again_is_told(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, LISTED)
    project, grids = exported(site)
    ids = {item.id: item for item, _ in read_sources(project, site)}
    (site / "content/items/2023/notice.md").unlink()
    (site / "content/items/2024/rule.yml").write_bytes(b"\xff\xfe\x00\xd8" * 99)
    assert {item.id for item, source in read_sources(project, site) if source is None} == {"2023/notice", "2024/rule"} < set(ids)
    memory = memory_of(grids)
    assert memory is not None
    titles = {"关于做好夏季防病工作的通知", "办法"}
    grids = [
        replace(
            grid, cells={at: replace(cell, text="另一个") if cell.text in titles else cell for at, cell in grid.cells.items()}
        )
        for grid in grids
    ]
    back = read_back(project, site, "a.xlsx", grids, memory)
    assert [line.reason for line in back.lines] == ["export_unreadable"] * 2
    assert back.sources == {}


def test_three_cells_are_three_lines(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE, LISTED)
    before = files(site)
    book = tmp_path / "all.xlsx"
    run("export", "--xlsx", str(book), "--site", str(site))
    (grid,) = [grid for grid in read_grids("xlsx", book.read_bytes(), "") if grid.name == "文件"]
    heads = {cell.text: cell.name.rstrip("1") for cell in grid.row(0)}
    ids = {cell.text: cell.row + 1 for cell in grid.cells.values() if cell.column == 0}
    notice, rule = ids["2023/notice"], ids["2024/rule"]
    edits = {f"{heads['标题']}{notice}": "新的标题", f"{heads['文号']}{notice}": "", f"{heads['主题词']}{rule}": "一\n三"}
    book.write_bytes(type_into(book.read_bytes(), edits))
    result = run("import", str(book), "--site", str(site))
    assert result.exit_code == 0, result.output
    assert "改了 3 处，2 个文件" in result.output
    after = files(site)
    assert {name for name in before if before[name] != after[name]} == {
        "content/items/2023/notice.md",
        "content/items/2024/rule.yml",
    }
    notice_text, rule_text = before["content/items/2023/notice.md"].decode(), before["content/items/2024/rule.yml"].decode()
    assert after["content/items/2023/notice.md"].decode() == notice_text.replace(
        "关于做好夏季防病工作的通知", "新的标题"
    ).replace("doc_number: 云卫发〔2023〕5号\n", "")
    assert after["content/items/2024/rule.yml"].decode() == rule_text.replace("  - 二\n", "  - 三\n")
    assert "没有改动" in run("import", str(book), "--site", str(site)).output


def test_what_was_changed_on_both_sides_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    book = tmp_path / "all.xlsx"
    run("export", "--xlsx", str(book), "--site", str(site))
    book.write_bytes(type_into(book.read_bytes(), {"B2": "表里的标题"}))
    path = site / "content/items/2023/notice.md"
    path.write_text(path.read_text("utf-8").replace("关于做好夏季防病工作的通知", "文件里的标题"), "utf-8")
    before = files(site)
    result = run("import", str(book), "--site", str(site))
    assert result.exit_code == 1
    assert "导出以后，文件里的这个字段也改过" in result.output
    assert files(site) == before


MADE: dict[str, tuple[Path, Project, list[Grid]]] = {}


@pytest.fixture(scope="module", autouse=True)
def made(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One site for all examples; each leaves it as it was."""
    site = write_site(tmp_path_factory.mktemp("trip") / "site", BASE, LISTED)
    MADE["it"] = (site, *exported(site))


TYPED = st.one_of(st.sampled_from(["", "新", "a: b", "# x", "一\n二", "2026-03-09", "true", "policy"]), st.text(max_size=8))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9999), TYPED), min_size=1, max_size=3))
def test_edited_cells_change_and_nothing_else(edits: list[tuple[int, str]]) -> None:
    site, project, grids = MADE["it"]
    cells = [(grid, cell) for grid in grids if grid.name != MEMORY for cell in grid.cells.values() if cell.row and cell.column]
    chosen = [(*cells[number % len(cells)], text) for number, text in edits]
    typed = {(grid.name, cell.row, cell.column): text for grid, cell, text in chosen}
    edited = [
        replace(
            grid,
            cells={
                place: replace(
                    cell, text=typed.get((grid.name, *place), cell.text), value=typed.get((grid.name, *place), cell.value)
                )
                for place, cell in grid.cells.items()
            },
        )
        for grid in grids
    ]
    before = files(site)
    cells_before = {item.id: source.cells() for item, source in read_sources(project, site) if source}
    memory = memory_of(grids)
    assert memory is not None
    back = read_back(project, site, "a.xlsx", edited, memory)
    try:
        write_back(site, back)
        after = {item.id: source.cells() for item, source in read_sources(project, site) if source}
        different = {
            (id, name)
            for id, cells in cells_before.items()
            for name in {*cells, *after[id]}
            if cells.get(name) != after[id].get(name)
        }
        assert len(different) <= back.edited <= len(typed)
        listed = (site / "content/items/penalties/2026.yml").read_text("utf-8")
        assert listed.startswith("# 处罚决定\n- id: a1\n  kind: penalty   # 种类\n") or ("penalties/2026/a1", "kind") in different
    finally:
        for path, old in before.items():
            (site / path).write_bytes(old)


def test_a_site_without_items_has_a_sheet_for_those_to_come_and_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    site, book = write_site(tmp_path / "site", BASE), tmp_path / "items.xlsx"
    shutil.rmtree(site / "content/items")
    (site / "content/items").mkdir()
    (site / "content/items/broken.md").write_text("---\ntitle: 通知\npublished: 昨天\n---\n正文\n", "utf-8")
    done = CliRunner().invoke(main, ["export", "--xlsx", str(book), "--site", str(site), "--today", "2026-06-30"])
    assert (done.exit_code, done.stdout) == (0, f"已写入 0 个条目：{book}\n")
    assert done.stderr == "content/items/broken.md 有错误，读不出来，没有写入；错在哪里，见 gongkai check\n"
    (grid,) = read_grids("xlsx", book.read_bytes(), "")
    assert [cell.text for (row, _), cell in sorted(grid.cells.items()) if row == 0][:2] == ["条目", "标题"]
