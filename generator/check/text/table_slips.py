"""Rules on tables of a text: serial numbers that do not follow, heads and rows that stand twice, units other than their head's.

Merged cells are written again, lists begin anew, measurements repeat, and a table may be a choice of rows: only what can be none
of these is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.check.text.beside import has_any
from generator.check.text.finder import Text, finder
from generator.check.text.table_rows import Table, is_blank, number_in
from generator.late import late
from generator.problems import Problem, Severity
from generator.text import excerpt

SERIAL, HEAD_TWICE, ROW_TWICE, UNIT_OTHER = "table-serial", "table-head-repeated", "table-row-repeated", "table-unit-other"
CODES = (SERIAL, HEAD_TWICE, ROW_TWICE, UNIT_OTHER)
_SHOWN = 40
_SERIALS = late(r"序号|项次|No\.?|S/N|Serial (?:no\.?|number)|Item no\.?", re.IGNORECASE)
_NUMBER = "编号"  # of what has one elsewhere, of which any may be left out
_TOTAL = late(r"[合小总共]\s*计|总[额数]|total|all\b", re.IGNORECASE)
_WORDS = late(r"[一-龥]{2}|[A-Za-z]{3}")
_LONG = late(r"[一-龥]{3}|[A-Za-z]{3,}\W+[A-Za-z]{3}")
_FEWEST = 3  # rows of which a serial number may be wrong, cells of a row that is no chance
_LEAST = 2
# What comes again by its nature: days, times, states, who is on duty, what is bought or sampled.
_AGAIN = late(
    r"日期|时间|时段|星期|班次|节次|课|值班|轮|次数|批次|检|测|样|监|采|抽|流水|明细|date|time|day|shift|sample|reading|test|visit",
    re.IGNORECASE,
)
_OF_HEAD = late(r"\((?P<unit>[^()、,/或和及]{1,6})\)|(?P<money>[£$€¥](?:m|bn|k|000)?)$", re.IGNORECASE)
# Units of one kind, of which one is another than the next.
_KINDS = (
    frozenset(("元", "千元", "万元", "百万元", "亿元")),
    frozenset(("米", "千米", "公里", "厘米", "毫米")),
    frozenset(("吨", "千克", "公斤", "克", "万吨")),
    frozenset(("平方米", "平方公里", "公顷", "亩", "万亩", "万平方米")),
    frozenset(("人", "万人", "千人")),
    frozenset(("m", "km", "cm", "mm")),
    frozenset(("kg", "t", "g")),
)
_UNITS = r"(?:[千万亿百]{0,2}[元米吨人克亩]|公里|公斤|公顷|万?平方(?:米|公里)|km|cm|mm|kg|m|t|g)"
_UNIT_HEAD = late(rf"[（(](?:[£$€¥]|{_UNITS}[）)])|[£$€¥] ?\|")
_UNIT_CELL = late(rf"\d[ *]{{0,2}}(?:{_UNITS}|[万亿])[ *]{{0,4}}\||[£$€¥] ?\d")
_NUMBERED = ("序号", "编号", "项次", "No", "S/N", "Serial", "Item no", "SERIAL")
_SAME = {"千米": "公里", "公斤": "千克", "万": "万元", "亿": "亿元"}
_SIGNS = "£$€¥"
_LARGE = late(r"(?P<sign>[£$€¥])\s?[\d,.]+\s?(?P<size>m|bn|k|million|billion|thousand)?", re.IGNORECASE)
_RULERS = ("--", "-|", "- |", ":|")  # of which the line below a head has one
_SIZES = {"million": "m", "billion": "bn", "thousand": "k", "000": "k", "": ""}


@finder(*_RULERS)
def find_table_slips(text: Text) -> Iterator[Problem]:
    """The problems of the tables of a text that are there whatever stands in them."""
    if not _may_have(text.body):
        return
    for table in text.tables:
        yield from _serials(table, text)
        yield from _heads(table, text)
        yield from _rows(table, text)
        yield from _other_units(table, text)


def _may_have(text: str) -> bool:
    """True if a table of a text has what any of these rules is about: most have not, and are not taken apart."""
    rows = [line for line in text.split("\n") if "|" in line]
    if len(set(rows)) < len(rows):
        return True
    for at, line in enumerate(rows):
        if "--" in line and at:
            head = rows[at - 1]
            names = head.replace(" ", "").strip("|").split("|")
            if len(set(names)) < len(names) or has_any(head, _NUMBERED):
                return True
            if _UNIT_HEAD.search(head) and _UNIT_CELL.search(text):
                return True
    return False


def _serials(table: Table, text: Text) -> Iterator[Problem]:
    """The problem of a column of serial numbers that counts from one and does so wrongly in one place."""
    column = next((at for at, head in enumerate(table.heads) if _SERIALS.fullmatch(head) or head == _NUMBER), None)
    if column is None:
        return
    rows = [(at, cells[column]) for at, (_, cells) in enumerate(table.rows) if cells[column]]
    if len(rows) < _FEWEST or rows[0][1] != "1" or not all(cell.isdecimal() for _, cell in rows):
        return
    numbers = [int(cell) for _, cell in rows]
    wrong = [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1]
    # One that is left out may have been left out; one twice is a slip where the next goes on as if it were not.
    left_out = (
        table.heads[column] != _NUMBER
        and len(wrong) == 1
        and numbers[wrong[0]] == numbers[wrong[0] - 1] + 2
        and wrong[0] >= _LEAST
    )
    twice = len(wrong) <= _LEAST and any(numbers[at] == numbers[at - 1] for at in wrong) and numbers[-1] == len(rows)
    again = twice and sum(numbers[at] == numbers[at - 1] for at in wrong) == 1
    if left_out or again:
        at = wrong[0]
        values = {"found": str(numbers[at]), "last": str(numbers[at - 1]), "head": table.heads[column]}
        yield Problem(SERIAL, text.at_cell(table, rows[at][0], column), values, Severity.NOTICE)


def _heads(table: Table, text: Text) -> Iterator[Problem]:
    """The problem of a head that stands twice where neither a second head below it nor a table set in halves says why."""
    named = [head for head in table.heads if head and not is_blank(head)]
    twice = next((head for head in named if named.count(head) > 1), "")
    if not twice or not table.rows:
        return
    places = [at for at, head in enumerate(table.heads) if head == twice]
    half = len(table.heads) // len(places)
    if half > 1 and len(set(table.heads)) == half and table.heads == table.heads[:half] * len(places):
        return
    below = [table.rows[0][1][at] for at in places]
    if len(set(below)) == len(below) and all(cell and number_in(cell) is None for cell in below):
        return
    # What comes in and what goes out have a column each for what it is, and one of the same head for how much.
    if any(_is_of_words(table, column) for column in range(places[0] + 1, places[1])):
        return
    # Merged cells of a head are written again in each of their columns, beside one another, with units or parts below.
    if any(not cell for cell in below):
        return
    yield Problem(HEAD_TWICE, text.at_cell(table, -1, places[1]), {"head": twice}, Severity.NOTICE)


def _is_of_words(table: Table, column: int) -> bool:
    cells = [cells[column] for _, cells in table.rows if not is_blank(cells[column])]
    return sum(number_in(cell) is None for cell in cells) * 2 > len(cells)


def _rows(table: Table, text: Text) -> Iterator[Problem]:
    """The problem of a row that stands twice in one part of a table, and is about something that is there once."""
    if any(_AGAIN.search(head) for head in table.heads) or len(table.heads) < _FEWEST or _AGAIN.search(table.above):
        return
    serial = next((at for at, head in enumerate(table.heads) if _SERIALS.fullmatch(head)), None)
    seen: set[tuple[str, ...]] = set()
    for row, (_, cells) in enumerate(table.rows):
        own = tuple(cell for at, cell in enumerate(cells) if at != serial)
        filled = [cell for cell in own if not is_blank(cell)]
        if len(filled) <= 1 or any(map(_TOTAL.search, cells[:2])):
            seen.clear()  # another part begins
            continue
        if own[0] and own in seen and _is_one(filled, numbered=serial is not None):
            values = {"text": excerpt(" | ".join(cells), _SHOWN)}
            yield Problem(ROW_TWICE, text.at_cell(table, row, 0), values, Severity.NOTICE)
            return
        seen.add(own)


def _is_one(filled: Sequence[str], *, numbered: bool) -> bool:
    """True if a row is about one thing that is not there twice: it has a name, and more about it than such things share."""
    words = [cell for cell in filled if _WORDS.search(cell) and number_in(cell) is None]
    named = any(map(_LONG.search, filled))
    return len(filled) >= _FEWEST and bool(words) and named and (not numbered or len(words) >= _LEAST)


def _other_units(table: Table, text: Text) -> Iterator[Problem]:
    """The problems of cells whose unit is another than that of their head, the first of each column."""
    for column, head in enumerate(table.heads):
        match = _OF_HEAD.search(head)
        if match is None:
            continue
        unit = match["unit"] or match["money"]
        for row, (_, cells) in enumerate(table.rows):
            if other := _other_unit(cells[column], unit):
                values = {"text": excerpt(cells[column], _SHOWN), "head": table.written[column], "found": other}
                yield Problem(UNIT_OTHER, text.at_cell(table, row, column), values, Severity.WARNING)
                break


def _other_unit(cell: str, unit: str) -> str:
    """The unit of a cell that is a number with one, where it is of the same kind as that of the head and another; or nothing."""
    if unit[0] in _SIGNS:
        said = _LARGE.fullmatch(cell)
        if said is None:
            return ""
        size = (said["size"] or "").lower()
        size = _SIZES.get(size, size)
        own = unit[1:].lower()
        own = _SIZES.get(own, own)
        same = said["sign"] == unit[0] and size in ("", own)
        return "" if same else f"{said['sign']}{said['size'] or ''}"
    number = number_in(cell)
    found = number.unit if number else ""
    kind = next((kind for kind in _KINDS if unit in kind), None)
    named = _SAME.get(found, found) if kind and "元" in kind else found
    if kind is None or named not in kind or _SAME.get(named, named) == _SAME.get(unit, unit):
        return ""
    return found
