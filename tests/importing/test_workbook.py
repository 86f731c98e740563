"""Sheets are read as people see them, whatever file they are in."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.importing.formats import number_text
from generator.importing.grid import Grid
from generator.importing.workbook import read_grids
from generator.load.attachment.events import Refused
from generator.load.attachment.kinds import kind_of
from tests.files import xls
from tests.importing.books import Shown, ods, xlsx


def grids(data: bytes, name: str = "a.xlsx") -> list[Grid]:
    return read_grids(kind_of(data, name.rpartition(".")[2]), data, name)


def texts(grid: Grid) -> dict[str, str]:
    return {cell.name: cell.text for cell in grid.cells.values()}


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (123, "000000", "000123"),
        (6821.0, "", "6821"),
        (201312142.0, "General", "201312142"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.256, "0.0%", "25.6%"),
        (0.256, "0%", "26%"),
        (3790100, "000-0000", "379-0100"),
        (91379900, '"编号"00000000', "编号91379900"),
        (-5, "0;(0)", "(5)"),
        (-5, "0", "-5"),
        (0.1 + 0.2, "", "0.3"),
        (1e20, "", "100000000000000000000"),
        (2.5, "# ?/?", "2.5"),
        (1234.5, "_ ¥* #,##0.00_ ", "¥1,234.50"),
        (7, "[红色]0.0#", "7.0"),
        (0.5, "#.0", ".5"),
        (330000000001, "0", "330000000001"),
    ],
)
def test_a_number_is_what_its_cell_shows(value: float, code: str, shown: str) -> None:
    assert number_text(value, code) == shown


def test_a_workbook_is_read_with_its_formats_and_its_days() -> None:
    rows = [["甲", Shown(7, "0000"), dt.date(2024, 3, 5), Shown(dt.date(2024, 3, 6), 'yyyy"年"m"月"d"日"'), 6821.0, True]]
    for old in (False, True):
        (grid,) = grids(xlsx({"表": rows}, date_1904=old))
        assert texts(grid) == {"A1": "甲", "B1": "0007", "C1": "2024-03-05", "D1": "2024-03-06", "E1": "6821", "F1": "TRUE"}


def test_what_is_merged_is_seen_in_all_its_cells() -> None:
    (grid,) = grids(xlsx({"表": [["类", "名"], ["甲", "一"], ["", "二"]]}, {"表": ["A2:A3"]}))
    seen = grid.at(2, 0)
    assert seen is not None
    assert (seen.name, seen.text) == ("A2", "甲")
    assert grid.at(3, 0) is None


def test_the_first_bytes_say_what_a_file_is() -> None:
    book = xlsx({"表": [["标题"], ["通知"]]})
    assert [texts(grid) for grid in grids(book, "old.xls")] == [{"A1": "标题", "A2": "通知"}]
    assert [texts(grid) for grid in grids("标题\n通知\n".encode(), "old.xls")] == [{"A1": "标题", "A2": "通知"}]
    assert texts(grids(xls([["标题", "号"], ["通知", "1"]]), "a.et")[0])["A2"] == "通知"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_plain_text_is_a_table_in_any_encoding(encoding: str, delimiter: str) -> None:
    text = (
        delimiter.join(["标题", "索引号"]) + "\r\n" + delimiter.join(['"关于""甲""的\n通知"', '="00123"']) + "\r\n\r\n末,行；\r\n"
    )
    (grid,) = grids(text.encode(encoding), "目录.csv")
    assert grid.name == "目录"
    assert texts(grid)["A2"] == '关于"甲"的\n通知'
    assert texts(grid)["B2"] == "00123"
    assert texts(grid)["A4"].startswith("末")


def test_windows_1252_is_read() -> None:
    (grid,) = grids("title,cost\nCafé’s budget,£5\n".encode("cp1252"), "a.csv")
    assert texts(grid) == {"A1": "title", "B1": "cost", "A2": "Café’s budget", "B2": "£5"}


def test_an_open_document_shows_its_texts_and_its_days() -> None:
    date = '<table:table-cell office:value-type="date" office:date-value="2024-03-05T00:00:00"><text:p>24年3月</text:p></table:table-cell>'
    code = '<table:table-cell office:value-type="float" office:value="7"><text:p>0007</text:p></table:table-cell>'
    wide = (
        '<table:table-cell table:number-columns-spanned="2"><text:p>合并</text:p></table:table-cell><table:covered-table-cell/>'
    )
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    (grid,) = grids(ods([["甲", date, code], [wide, "尾"], [gap, "乙"]]), "a.ods")
    assert texts(grid) == {"A1": "甲", "B1": "2024-03-05", "C1": "0007", "A2": "合并", "C2": "尾", "C3": "乙"}
    assert grid.merges == (((1, 0), (1, 1)),)


@pytest.mark.parametrize(("data", "why"), [(b"%PDF-1.4", "unsupported"), (b"PK\x03\x04rest", "broken")])
def test_what_is_no_table_is_refused_with_why(data: bytes, why: str) -> None:
    with pytest.raises(Refused) as refused:
        grids(data, "a.xlsx")
    assert refused.value.why == why
