"""How large the type of a board is on paper: as large as fills its sheet, between what can be read there and what cries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from generator.model.board import Board

MARGINS = {"board": 15, "poster": 25, "leaflet": 10, "letter": 20}  # in mm
# The least and the most that type is large, in points: less cannot be read where the sheet hangs, more cries.
_SIZES = {
    ("board", "A4"): (10.5, 15.0),
    ("board", "A3"): (13.0, 22.0),
    ("poster", "A4"): (14.0, 26.0),
    ("poster", "A3"): (17.0, 38.0),
    ("leaflet", "A4"): (9.5, 21.0),
    ("leaflet", "A3"): (12.0, 30.0),
    ("letter", "A4"): (11.0, 12.0),
    ("letter", "A3"): (13.0, 14.0),
}
_PAPERS = {"A4": (210, 297), "A3": (297, 420)}  # mm
_HEAD = {"board": 9, "poster": 12, "leaflet": 7, "letter": 8}  # lines of the head of the first sheet
_FOOT = 4  # lines of the foot of the last
_COLUMNS = {"board": (1, 2), "leaflet": (2, 1)}  # of those with which the type is as large the first
_MANY = 8  # paragraphs and fields of an entry
# Of a sheet, for lines break where a count does not see it; less where whole entries stand in columns, which are filled evenly.
_SAFE, _SAFE_IN_COLUMNS = 0.95, {"board": 0.88, "leaflet": 0.8}
POINT, _CODE = 0.3528, 34  # mm of a point, mm of a code with its words
# The height of a line, the gap below a paragraph and what else an entry takes beside its words, in signs.
_SPACES = {"board": (1.6, 0.8, 2.6), "poster": (1.6, 0.4, 1.8), "leaflet": (1.45, 0.15, 1.2), "letter": (1.6, 0.8, 2.6)}


def fitting(board: Board, entries: Sequence[Sequence[int]], *, is_wide: bool = False) -> tuple[float, int]:
    """The size of the type on paper, in points, and the columns: the largest with which all stands on one sheet, or on two.

    ``entries`` are how many signs the title and each paragraph of each have. Where nothing fits it is the least that can be
    read there. What ``is_wide`` stands in one column.
    """
    least, _ = _SIZES[board.layout, board.paper]
    own, *others = (1,) if is_wide else _COLUMNS.get(board.layout, (1,))
    for sheets in (1, 2):
        found = {columns: _largest(board, entries, columns, sheets) for columns in (own, *others)}
        size = max(found.values())
        if size:
            return size, next(columns for columns, one in found.items() if one == size)
    return least, own


def _largest(board: Board, entries: Sequence[Sequence[int]], columns: int, sheets: int) -> float:
    """The size of the largest type with which a board stands on so many sheets; nothing where none can be read."""
    least, size = _SIZES[board.layout, board.paper]
    while size >= least:
        if _fits(board, entries, size * POINT, columns, sheets):
            return size
        size -= 0.5
    return 0


def goes_on(board: Board, blocks: Sequence[int]) -> bool:
    """True for an entry that may go on in the next column: a long list of fields on a leaflet."""
    return board.layout == "leaflet" and len(blocks) > _MANY


def length_of(board: Board) -> float:
    """How much of a sheet may be filled from top to bottom, in mm."""
    return _PAPERS[board.paper][1] - 2 * MARGINS[board.layout]


def height_of(board: Board, blocks: Sequence[int], sign: float, columns: int) -> float:
    """How much of a column an entry takes, in mm, where a sign is so wide: its words stand beside its code, then below it."""
    code = _CODE if board.layout in ("board", "leaflet") else 0
    room = (_PAPERS[board.paper][0] - 2 * MARGINS[board.layout]) / columns
    line, gap, around = _SPACES[board.layout]

    def words(rooms: Iterable[float]) -> float:
        lines = sum(line * math.ceil(signs * sign / wide) + gap for signs, wide in zip(blocks, rooms, strict=False))
        return (around + lines) * sign

    # All that is short stands beside the code.
    beside, below = words([room - code] * len(blocks)), words((room - code, *[room] * len(blocks))) + code**2 / room
    return max(min(beside, below), code if board.layout == "board" else 0)


def _fits(board: Board, entries: Sequence[Sequence[int]], sign: float, columns: int, sheets: int) -> bool:
    """True if a board stands on so many sheets, where a sign is so wide; an entry that does not fit begins the next column."""
    whole = columns > 1 and not any(goes_on(board, blocks) for blocks in entries)
    height = length_of(board) * (_SAFE_IN_COLUMNS[board.layout] if whole else _SAFE)
    head, foot, first_of_last = _HEAD[board.layout] * sign, _FOOT * sign, columns * (sheets - 1)
    columns_left = [height - head * (one < columns) - foot * (one >= first_of_last) for one in range(columns * sheets)]
    left = columns_left.pop(0)
    for blocks in entries:
        tall = height_of(board, blocks, sign, columns)
        while tall > left:
            # What is taller than a sheet goes on over its end in any case.
            tall -= left if tall > height or goes_on(board, blocks) else 0
            if not columns_left:
                return False
            left = columns_left.pop(0)
        left -= tall
    return True
