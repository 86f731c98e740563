"""Files that ask for too much: the import says so, writes nothing, and lives."""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.importing.report import Line, Place, report_table
from generator.importing.workbook import kind_of_file, read_grids
from generator.load.attachment.events import Refused
from generator.load.settings.catalog import load_labels
from generator.load.shipped import SHIPPED
from tests.files import odf
from tests.importing.books import xlsx
from tests.sites import BASE, TODAY, write_site

_CELLS = '<row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c></row>'


def book(cells: str) -> bytes:
    """A workbook whose sheet has these cells."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx({"公开": [["标题"]]}))) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start, _, rest = data.decode().partition("<sheetData>")
                data = f"{start}<sheetData>{cells}{rest[rest.index('</sheetData>') :]}".encode()
            new.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize("place", ["r='XFD1048576'", 'r="XFD1048576"', 'r="XFD900000"'])
def test_a_cell_far_from_the_table_ends_no_import(place: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    path = tmp_path / "far.xlsx"
    path.write_bytes(book(f'{_CELLS}<row r="900000"><c {place} t="inlineStr"><is><t>x</t></is></c></row>'))
    before = sorted(tmp_path.rglob("*"))
    result = CliRunner().invoke(main, ["import", str(path), "--site", str(site), "--today", TODAY.isoformat()])
    assert (result.exit_code, result.output.count("far.xlsx: 读不了：占用的内存太多")) == (1, 1)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(("columns", "told"), [(17_000, "rows.csv: 读不了：太大"), (1_000, "导入：新建草稿 1 条")])
def test_a_table_wider_than_any_sheet_is_told(columns: int, told: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    path = tmp_path / "rows.csv"
    path.write_text(f"标题,信息分类\n关于甲的通知,行政规范性文件{',' * columns}x\n", "utf-8")
    result = CliRunner().invoke(main, ["import", str(path), "--site", str(site), "--today", TODAY.isoformat()])
    assert told in result.output


_PAGE = "<html><head><title>{0}</title></head><body><p>{0}：各单位要做好工作，认真落实，确保安全有序进行。</p></body></html>"


def test_each_page_of_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    folder = tmp_path / "web"
    (folder / "old").mkdir(parents=True)
    (folder / "good.html").write_text(_PAGE.format("甲"), "utf-8")
    (folder / "gb.html").write_text(_PAGE.format("乙"), "gb18030")
    (folder / "old/bin.html").write_bytes(random.Random(1).randbytes(5_000))
    (folder / "deep.html").write_text("<div>" * 100_000 + _PAGE.format("丙"), "utf-8")
    os.mkfifo(folder / "pipe.html")
    (folder / "link.html").symlink_to("/dev/zero")
    result = CliRunner().invoke(main, ["import", str(folder), "--site", str(site), "--today", TODAY.isoformat()])
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            "web/deep.html: 读不了：文件损坏，用 WPS 或者 Office 打开后另存一份",
            "web/old/bin.html: 读不了：编码不明，另存为 UTF-8，表格另存为“CSV UTF-8”",
        ],
    )


@pytest.mark.parametrize("sign", ["=", "＝", "\u200b=", "\ufeff+", "\n@", "\u2028="])
def test_no_cell_of_the_report_begins_a_formula(sign: str) -> None:
    line = Line(Place("a.xlsx"), "left", "", f"{sign}HYPERLINK(1)", "", "import_above_title")
    assert f"'{sign}HYPERLINK" in report_table([line], load_labels(SHIPPED, "zh-CN"))


@pytest.mark.parametrize("head", ["附件", "原地址", "正文"])
@pytest.mark.parametrize("address", ["http://[::1/x.pdf", "//[x/y.pdf", "http://]/"])
def test_an_address_whose_brackets_hold_none_ends_no_import(head: str, address: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", BASE)
    path = tmp_path / "a.csv"
    value = f'"<p>甲<a href=""{address}"">乙</a></p>"' if head == "正文" else address
    path.write_text(f"标题,信息分类,{head}\n关于甲的通知,行政规范性文件,{value}\n", "utf-8")
    result = CliRunner().invoke(main, ["import", str(path), "--site", str(site), "--today", TODAY.isoformat()])
    assert (type(result.exception), result.exit_code) in [(SystemExit, 1), (SystemExit, 0), (type(None), 0)]


def far(rows: int, columns: int) -> bytes:
    """An OpenDocument sheet of one cell that is there so many times."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>甲</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return odf("spreadsheet", f'<table:table table:name="a">{row}</table:table>')


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("cells.xlsx", lambda: book("<row>" + "<c><v>1</v></c>" * 5_000_000 + "</row>")),
        ("cells.csv", lambda: b"a,b\n" * 2_500_000),
        ("cells.ods", lambda: far(9_000, 9_000)),
    ],
)
def test_a_table_of_millions_of_cells_is_refused_at_once(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(make())
    kind, data = kind_of_file(file)
    begun = time.process_time()
    with pytest.raises(Refused, match="too-large"):
        read_grids(kind, data, name)
    assert time.process_time() - begun < 5
