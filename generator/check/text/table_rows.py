"""Tables of a text as rows of cells, and the numbers in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from generator.frozen import frozen
from generator.late import late

_RULER = late(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = late(r"(?<!\\)\|")
_FENCE = late(r"[ \t]*(?:```|~~~)")
# Footnotes and marks of them, which are no part of a number.
_NOTE = late(r"\[\^\w+\]|[¹²³⁴-⁹⁰]|<[^<>]*>")
_MARKS = "*_~` \t\u3000\xa0"
_NUMBER = late(
    r"(?P<open>\()?(?P<sign>[-+−–])?(?:[¥￥£$€₹]|RMB|CNY|Rs\.?)?"
    r"(?P<figures>\d{1,3}(?:(?:,| (?=\d{3}(?!\d)))\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>[^\d\s.,+*/()<>~-]{0,6})(?P<close>\))?"
)
_BLANK = frozenset(("", "-", "--", "—", "——", "–", "/", "\\", "无", "nil", "none"))


@frozen
class Number:
    """A number of a cell: its value, how many decimals it is written with, and the unit behind it."""

    value: Decimal
    decimals: int
    unit: str


@frozen
class Table:
    """A table: the line above it, its heads, also as they are written, and its rows as they are written, each with its cells.

    It begins at an offset of its text.
    """

    start: int
    above: str
    heads: tuple[str, ...]
    written: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def tables_in(text: str) -> Iterator[Table]:
    """The tables of a text in Markdown that have as many cells in every row as in their heads, or fewer."""
    lines = text.split("\n")
    fenced = False
    at = start = 0
    while at < len(lines):
        fenced ^= _FENCE.match(lines[at]) is not None
        if not fenced and at and "|" in lines[at] and "|" in lines[at - 1] and _RULER.fullmatch(lines[at]):
            written = _parted(lines[at - 1])
            heads = tuple(map(plain, written))
            rows: list[tuple[str, tuple[str, ...]]] = []
            above = next((line for line in reversed(lines[max(0, at - 4) : at - 1]) if line.strip()), "")
            begin = start - len(lines[at - 1]) - 1
            start += len(lines[at]) + 1
            at += 1
            while at < len(lines) and "|" in lines[at]:
                cells = tuple(map(plain, _parted(lines[at])[: len(heads)]))
                rows.append((lines[at].strip(), cells + ("",) * (len(heads) - len(cells))))
                start += len(lines[at]) + 1
                at += 1
            yield Table(begin, above.strip(), heads, written, tuple(rows))
        else:
            start += len(lines[at]) + 1
            at += 1


def cell_in(text: str, table: Table, row: int, column: int) -> tuple[int, int]:
    """The offsets of a cell of a table in its text; row -1 is that of the heads."""
    start = table.start
    for _ in range(row + 2 if row >= 0 else 0):
        start = text.index("\n", start) + 1
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    bars = [bar.start() for bar in _BAR.finditer(line)]
    edges = [*([] if line.lstrip().startswith("|") else [-1]), *bars, len(line)]
    return start + edges[column] + 1, start + edges[column + 1]


def _parted(line: str) -> tuple[str, ...]:
    bare = line.strip()
    return tuple(cell.strip(_MARKS) for cell in _BAR.split(bare.removeprefix("|").removesuffix("|")))


def plain(cell: str) -> str:
    """The text of a cell in narrow signs, without its marks and its footnotes."""
    return unicodedata.normalize("NFKC", _NOTE.sub("", cell)).replace("\\", "").strip(_MARKS)


def is_blank(cell: str) -> bool:
    """True for a cell that says that there is nothing."""
    return cell.lower() in _BLANK


def number_in(cell: str) -> Number | None:
    """The number that a cell is; None where it is another text, or more than a number."""
    match = _NUMBER.fullmatch(cell)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    figures = re.sub("[, ]", "", match["figures"])
    below = match["open"] or match["sign"] in ("-", "−", "–")
    value = -Decimal(figures) if below else Decimal(figures)
    return Number(value, len(figures.partition(".")[2]), match["unit"])
