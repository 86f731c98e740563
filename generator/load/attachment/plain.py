"""Text of a text file: its encoding, its lines, and its rows where it is a table."""

from __future__ import annotations

import contextlib
import csv
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.late import late
from generator.load.attachment.events import Refused
from generator.load.attachment.named_values import named_values
from generator.load.source.encodings import NAMES, UnknownEncoding, decode_any
from generator.model.attachment import Piece, Table

_TABLES = ("csv", "xls", "xlsx", "et")  # a text under such an ending is one
_BY_NUMBER = ("json", "geojson", "js")  # texts in which a sign may be written by its number
_SIGN = late(r"\\u(?!00[0-7]|[dD][89a-fA-F])([0-9a-fA-F]{4})")  # none of ASCII, and no half of a sign
# Texts by which programs are set up: what stands in them is for no reader. Addresses behind a click.
_SETTINGS = ("ini", "conf", "cfg", "env", "properties", "yaml", "yml", "toml", "log", "url")
_FOLDED = ("ics", "vcf", "ldif")  # texts whose lines go on in the next that begins with a blank (RFC 5545, 3.1)
_DELIMITERS = ",;\t|，"
_LONGEST_CELL = 2_000_000  # characters, more than are read of a file
_GAP, _FEWEST = late(r"[ \t\u3000]{2,}|\t"), 3  # between cells that stand below each other; rows of such a table
_PROBE = 60  # rows by which a table is known
_SENTENCE = late(r"[。！？；.!?;：:][\"”’）)]?\s*$")  # as prose ends, and no row of a table
_SENTENCES = 0.2  # share of lines that may end so
_ALIKE = 0.8  # share of rows that have the same number of cells


def read_plain(data: bytes, ending: str) -> Iterator[Piece | Table]:
    """The pieces of a text line by line, then as a table where it is one; ``ending`` says what is likely."""
    text, encoding = decode(data)
    if ending in _BY_NUMBER and "\\u" in text:
        text = _SIGN.sub(lambda sign: chr(int(sign[1], 16)), text)
    if ending in _FOLDED:
        text = text.replace("\n ", "").replace("\n\t", "")
    lines = text.split("\n")
    bad = [number for number, line in enumerate(lines, 1) if "\ufffd" in line]
    if bad:
        yield Piece(",".join(map(str, bad[:20])), "trace", name="bad-bytes")
    if encoding not in ("utf-8", "ascii"):
        yield Piece(NAMES[encoding], "trace", name="encoding-other")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Piece(line.strip(), paragraph=number)
    if ending in _SETTINGS:
        yield Piece(text, "inside", name="code")
    for table in (table_of(lines, certain=ending in _TABLES), named_values(text, ending)):
        if table:
            yield table


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file, its lines ended by line feeds, and the name of its encoding; a few broken bytes become U+FFFD."""
    try:
        text, encoding = decode_any(data)
    except UnknownEncoding:
        raise Refused("encoding") from None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""), encoding


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
    return _aligned(filled)


def _aligned(filled: Sequence[tuple[int, str]]) -> Table | None:
    """The rows of a text whose cells stand below each other by blanks: those behind one another that have as many."""
    rows = [(number, tuple(_GAP.split(line.strip()))) for number, line in filled if _GAP.search(line.strip())]
    widths = Counter(len(row) for _, row in rows)
    width, alike = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    if width < 2 or alike < _FEWEST:
        return None
    kept = [(number, row) for number, row in rows if len(row) == width]
    return Table(tuple(row for _, row in kept), lines=tuple(number for number, _ in kept))


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
