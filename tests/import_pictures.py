"""The pictures of docs/import.md: a sheet as an office has it, and what the import says of it. ``python -m tests.import_pictures``.

Nothing in them is made up but the sheet: it is written as a workbook, read as the program reads it, and drawn cell by cell; then it is
imported into a new site, and what the command says is drawn line by line.
"""

from __future__ import annotations

import os
import sys
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
from click.testing import CliRunner

from generator.cli import main
from generator.importing.grid import Grid
from generator.importing.workbook import read_grids
from generator.model.attachment import column_letters

FOLDER = Path(__file__).parent.parent / "docs/pictures"
DAY = "2026-06-30"
ENGLISH: Sequence[Sequence[str | int]] = (
    ("Register of publications 2024",),
    ("No.", "Title", "Date", "", "Department", "Text"),
    ("", "", "Created", "Published", "", ""),
    (1, "Library opening hours", "1 March 2024", "5 March 2024", "Office", "Open on Saturdays again."),
    (2, "Winter road plan", 45356, 45358, "Office", "<p>Which roads are <b>gritted</b> first.</p>"),
    (3, "Street market fees", "2024-03-06", "5/3/2024", "Office", "Fees from April."),
    ("Total: 3 items",),
)
CHINESE: Sequence[Sequence[str | int]] = (
    ("2024年政府信息公开目录",),
    ("序号", "信息名称", "日期", "", "责任科室", "正文"),
    ("", "", "成文日期", "发布日期", "", ""),
    (1, "关于做好春季防病工作的通知", "2024年3月1日", "2024.3.5", "办公室", "请各单位认真落实。"),
    (2, "防汛应急预案", 45356, 45358, "办公室", "<p>先保<b>人员</b>安全。</p>"),
    (3, "集贸市场收费标准", "2024-03-06", "5/3/2024", "办公室", "四月起执行。"),
    ("合计：3 条",),
)
SHEETS: Mapping[str, tuple[str, Sequence[Sequence[str | int]]]] = {"en": ("en-GB", ENGLISH), "zh-CN": ("zh-CN", CHINESE)}
_LINE, _SIGN, _PAD = 24, 7.6, 8
_STYLE = (
    "text{font:14px ui-monospace,Consolas,'Noto Sans Mono CJK SC','WenQuanYi Zen Hei Mono',monospace;fill:#1b2531}"
    ".h{fill:#4a5867}.g{fill:#eef2f7}.c{fill:#fff;stroke:#b8c4d2}.m{fill:#dce8f6;stroke:#b8c4d2}.b{fill:#f6f8fb;stroke:#b8c4d2}"
)


def width(text: str) -> float:
    """The width of a text on a line, in units of the picture: a wide sign takes two places."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text) * _SIGN


def book(rows: Sequence[Sequence[str | int]], path: Path) -> None:
    """Writes the sheet as a workbook, with a title across and a head of two rows."""
    with xlsxwriter.Workbook(str(path)) as whole:
        sheet = whole.add_worksheet("Sheet1")
        day = whole.add_format({"num_format": "yyyy/m/d"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, int) and column in (2, 3):
                    sheet.write_number(number, column, value, day)
                elif value != "":
                    sheet.write(number, column, value)
        sheet.merge_range(0, 0, 0, 5, rows[0][0])
        sheet.merge_range(1, 2, 1, 3, rows[1][2])


def sheet_picture(grid: Grid) -> str:
    """The picture of a sheet: its cells with their letters and numbers, what is merged as one."""
    spans = dict(grid.merges)
    wide = [
        max([_SIGN * 6, *(width(cell.text) for cell in grid.cells.values() if cell.column == c and (cell.row, c) not in spans)])
        for c in range(grid.widest)
    ]
    left = [46.0]
    for one in wide:
        left.append(left[-1] + one + 2 * _PAD)
    parts = []
    for column in range(grid.widest):
        parts.append(_box("m", left[column], 0, left[column + 1] - left[column], column_letters(column)))
    hidden = {
        (row, column)
        for start, end in grid.merges
        for row in range(start[0], end[0] + 1)
        for column in range(start[1], end[1] + 1)
    } - set(spans)
    for row in range(grid.longest):
        parts.append(_box("m", 0, (row + 1) * _LINE, 46, str(row + 1)))
        for column in range(grid.widest):
            if (row, column) in hidden:
                continue
            end = spans.get((row, column), (row, column))[1]
            cell = grid.cells.get((row, column))
            parts.append(_box("c", left[column], (row + 1) * _LINE, left[end + 1] - left[column], cell.text if cell else ""))
    return _svg(left[-1], (grid.longest + 1) * _LINE, parts)


def _box(kind: str, x: float, y: float, wide: float, text: str) -> str:
    words = f'<text x="{x + _PAD:g}" y="{y + 17:g}">{escape(text)}</text>' if text else ""
    return f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{wide:g}" height="{_LINE}"/>{words}'


def lines_picture(text: str) -> str:
    """The picture of what a command said, line by line."""
    lines = text.rstrip("\n").split("\n")
    wide = max(map(width, lines)) + 4 * _PAD
    parts = [f'<rect class="b" x="0" y="0" width="{wide:g}" height="{len(lines) * _LINE + 2 * _PAD}"/>']
    parts += [
        f'<text x="{2 * _PAD}" y="{number * _LINE + 17 + _PAD}" xml:space="preserve">{escape(line)}</text>'
        for number, line in enumerate(lines)
        if line
    ]
    return _svg(wide, len(lines) * _LINE + 2 * _PAD, parts)


def _svg(wide: float, high: float, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {wide + 2:g} {high + 2:g}" width="{wide + 2:g}" height="{high + 2:g}">'
    return "\n".join([head, f"<style>{_STYLE}</style>", *parts, "</svg>", ""])


def pictures() -> dict[str, str]:
    """The pictures by the name of their file."""
    found: dict[str, str] = {}
    before = Path.cwd()
    for language, (tag, rows) in SHEETS.items():
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                made = CliRunner().invoke(main, ["new", "site", "mysite", "--language", tag, "--today", DAY])
                assert made.exit_code == 0, made.output
                # The first step of the document: the catalog is filled in.
                catalog = Path("mysite/catalog.yml")
                catalog.write_text(catalog.read_text("utf-8").replace("[to fill in] department", "Office"), "utf-8")
                book(rows, Path("old.xlsx"))
                said = CliRunner().invoke(main, ["import", "old.xlsx", "--site", "mysite", "--today", DAY])
                (grid,) = read_grids("xlsx", Path("old.xlsx").read_bytes(), "old.xlsx")
            finally:
                os.chdir(before)
        ending = "" if language == "en" else f".{language}"
        found[f"import-sheet{ending}.svg"] = sheet_picture(grid)
        found[f"import-said{ending}.svg"] = lines_picture(f"$ gongkai import ../old.xlsx\n{said.output}")
    return found


if __name__ == "__main__":
    for name, text in pictures().items():
        (FOLDER / name).write_text(text, "utf-8", newline="\n")
        sys.stdout.write(f"{FOLDER / name}\n")
