"""Text of a text file: its encoding, its lines, and its rows where it is a table."""

from __future__ import annotations

import codecs
import contextlib
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.load.attachment.package import Refused
from generator.model.attachment import Piece, Table

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUN = re.compile(rb"[\x80-\xff]+")
_LONE = 0.5  # share of lone bytes among those above ASCII, from which a text is of the West
_BAD = 0.02  # share of signs that may be broken
_TABLES = ("csv", "xls", "xlsx", "et")  # a text under such an ending is one
_DELIMITERS = ",;\t|，"
_LONGEST_CELL = 2_000_000  # characters, more than are read of a file
_PROBE = 60  # rows by which a table is known
_SENTENCE = re.compile(r"[。！？；.!?;：:][\"”’）)]?\s*$")  # as prose ends, and no row of a table
_SENTENCES = 0.2  # share of lines that may end so
_ALIKE = 0.8  # share of rows that have the same number of cells


def read_plain(data: bytes, ending: str) -> Iterator[Piece | Table]:
    """The pieces of a text line by line, then as a table where it is one; ``ending`` says what is likely."""
    text, encoding = decode(data)
    lines = text.split("\n")
    bad = [number for number, line in enumerate(lines, 1) if "\ufffd" in line]
    if bad:
        yield Piece(",".join(map(str, bad[:20])), "trace", name="bad-bytes")
    if encoding not in ("utf-8", "ascii"):
        yield Piece(encoding, "trace", name="encoding-other")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Piece(line.strip(), paragraph=number)
    if table := table_of(lines, certain=ending in _TABLES):
        yield table


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file, its lines ended by line feeds, and the name of its encoding; a few broken bytes become U+FFFD."""
    text, encoding = _decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of bytes, and the name of the encoding it was read in."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace").lstrip("\ufeff"), encoding
    if data.isascii() and b"\0" not in data:
        return data.decode("ascii"), "ascii"
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8"
    if wide := _without_mark(data):
        return data.decode(wide, "replace"), "utf-16"
    western = _is_western(data)
    if not western:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("gb18030"), "gb18030"
    # What is not whole in any encoding: the one that breaks least of it.
    tries = {name: data.decode(name, "replace") for name in ("utf-8", "gb18030")}
    best = min(tries, key=lambda name: tries[name].count("\ufffd"))
    broken = tries[best].count("\ufffd")
    if western and broken > 2:
        return data.decode("cp1252", "replace"), "windows-1252"
    above = sum(sign > "\x7f" for sign in tries[best])
    if broken > max(2, above * _BAD * 5, len(tries[best]) * _BAD / 10):
        raise Refused("encoding")
    return tries[best], best


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark, where every other byte of what is ASCII is nought."""
    probe = data[:4000]
    even, odd = probe[::2].count(0), probe[1::2].count(0)
    if max(even, odd) > len(probe) // 8 and min(even, odd) < max(even, odd) // 8:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def _is_western(data: bytes) -> bool:
    """True if bytes above ASCII stand alone, as accents, quotes and pounds do; of Chinese there are two and more together."""
    runs = Counter(len(run) == 1 for run in _RUN.findall(data[:1_000_000]))
    return runs[True] > sum(runs.values()) * _LONE


def table_of(lines: Sequence[str], *, certain: bool) -> Table | None:
    """The rows of a text that is a table, with the lines they begin in; of one that need not be, only if most rows fit."""
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    probe = [line for _, line in filled[:_PROBE]]
    if not certain and sum(bool(_SENTENCE.search(line)) for line in probe) > len(probe) * _SENTENCES:
        return None
    for delimiter in _DELIMITERS:
        if sum(delimiter in line for line in probe) < min(2, len(probe)):
            continue
        rows, first = _rows(probe, delimiter)
        widths = Counter(len(row) for row in rows)
        width, alike = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        if width < 2 or (alike < len(rows) * (0.5 if certain else _ALIKE)) or (not certain and len(rows) < 2):
            continue
        rows, first = _rows([line for _, line in filled], delimiter)
        return Table(tuple(tuple(cell.strip() for cell in row) for row in rows), lines=tuple(filled[at][0] for at in first))
    return None


def _rows(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The rows of lines and, of each, the number of the line that it begins in: a cell in quotes may hold several lines."""
    csv.field_size_limit(_LONGEST_CELL)
    reader, begun = csv.reader((line + "\n" for line in lines), delimiter=delimiter, skipinitialspace=True), 0
    rows: list[list[str]] = []
    first: list[int] = []
    # A quote that never ends, or a NUL: up to there it was a table.
    with contextlib.suppress(csv.Error):
        for row in reader:
            rows.append(row)
            first.append(begun)
            begun = reader.line_num
    return rows, first
