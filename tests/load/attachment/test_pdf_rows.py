"""Rows of a table in a PDF are told by where texts stand where the lines of its text are not its rows; prose is no table."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.attachment.text import read_text
from tests.files import pdf

ROWS = (("Name", "Number", "Sum", "x"), ("First", "0012345", "300", "-"), ("Second", "0012346", "-", "c"))
PROSE = ("This is a page of words that stand", "one after the other, in lines,", "a", "and none of them is a cell.")


def _drawn(rows: tuple[tuple[str, ...], ...], across: int) -> str:
    placed = ((50 + column * across, 740 - row * 20, cell) for row, cells in enumerate(rows) for column, cell in enumerate(cells))
    return "\n".join(f"BT /F 11 Tf {x} {y} Td ({cell}) Tj ET" for x, y, cell in placed)


def _rows(tmp_path: Path, content: str) -> list[tuple[tuple[str, ...], ...]]:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([content]))
    return [table.rows for table in read_text(file, "pdf").tables]


def test_cells_with_a_dash_or_a_small_letter_alone_stay_in_their_row(tmp_path: Path) -> None:
    assert _rows(tmp_path, _drawn(ROWS, 90)) == [ROWS]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_drawn(tuple(row[:2] for row in ROWS), 90), id="its lines are its rows already"),
        pytest.param(_drawn(tuple((line,) for line in PROSE), 90), id="prose"),
    ],
)
def test_a_page_whose_lines_are_its_rows_needs_no_table(content: str, tmp_path: Path) -> None:
    assert _rows(tmp_path, content) == []
