"""A rule on tables a column of which is worked out from others, as all rows but one show: 数量×单价=合价, the share, the change.

How it is worked out is not read from the heads but seen in the rows: one reckoning that all of them but one keep, with so many
figures that it is none by chance. What only some rows keep, what is rounded, blank or about a whole of nothing is let be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from generator.check.text.finder import Text, finder
from generator.check.text.table_rows import Table
from generator.late import late
from generator.problems import Problem, Severity

COLUMN_WRONG = "table-column-wrong"
_MOST_ROWS, _MOST_COLUMNS, _WINDOW = 200, 12, 4
_FIGURES, _WHOLE = 6, 100
_KEPT, _KEPT_OF_SHARES = 3, 2  # rows, which a head that says so makes surer
_SHARE = late(r"[%％率比幅]|\bshare\b|\bchange\b|\brate\b|per ?cent", 2)
_APART = late(r"平均|均值|人均|average|mean", 2)
_NAMES = late(r"号|代码|^年[份度]?$|编码|\b(?:no|year|id|code|ref)\b", 2)  # numbers that count nothing
_TOTAL = late(r"[合总小]\s*计|total", 2)


class _Number(NamedTuple):
    """A number of a cell, and with how many decimals it is written."""

    value: float
    decimals: int


_ENDS = frozenset("0123456789%％)")
_Row = Sequence[_Number | None]
# Of three columns, how the last is worked out from the others: by name, what it is, and by how much it may be off.
_Reckoning = Callable[[float, float], float]
_PLUS, _TIMES, _SHARE_OF, _CHANGE = "{0} + {1}", "{0} × {1}", "{1} ÷ {0}", "({1} − {0}) ÷ {0}"
_MINUS = "{0} − {1}"
_RECKONINGS: dict[str, _Reckoning] = {
    _PLUS: lambda one, other: one + other,
    _TIMES: lambda one, other: one * other,
    _SHARE_OF: lambda one, other: other / one * 100,
    _CHANGE: lambda one, other: (other - one) / one * 100,
}


@finder("|-", "| -", "|:", "| :")
def _columns(text: Text) -> Iterator[Problem]:
    """The problems of cells that are not what all other rows make of theirs."""
    for table in text.tables:
        if _KEPT_OF_SHARES < len(table.rows) <= _MOST_ROWS and len(table.heads) <= _MOST_COLUMNS:
            yield from _of_table(table, text)


def _of_table(table: Table, text: Text) -> Iterator[Problem]:
    """The problem of the first reckoning that all rows of a table but one keep."""
    columns = [at for at, head in enumerate(table.heads) if _has_numbers(table, at) and not _NAMES.search(head)]
    if len(columns) < 3:
        return
    rows = [[_number(cell) if at in columns else None for at, cell in enumerate(cells)] for _, cells in table.rows]
    labels = [_label(cells) for _, cells in table.rows]
    rows = [[] if _APART.search(label) else row for label, row in zip(labels, rows, strict=True)]
    totals = {at for at, label in enumerate(labels) if _TOTAL.search(label)}
    heads = [bool(_SHARE.search(head)) for head in table.heads]
    for three in combinations(columns, 3):
        if three[2] - three[0] >= _WINDOW:
            continue
        for first, second, result in permutations(three):
            for name in (_SHARE_OF, _CHANGE) if heads[result] else (_PLUS, _TIMES) if first < second else ():
                if (wrong := _only_one(rows, totals, (first, second, result), name)) is not None:
                    yield _problem(table, text, (first, second, result), name, wrong)
                    return


def _problem(table: Table, text: Text, three: tuple[int, int, int], name: str, wrong: tuple[int, float]) -> Problem:
    """The problem of a row, told of the last of three columns, which is mostly worked out from those before it."""
    (at, made), (first, second, result) = wrong, three
    cells = table.rows[at][1]
    if name == _PLUS and result != max(three):
        # The difference of two columns is their sum read the other way round.
        other, told, how = min(first, second), max(first, second), _MINUS
        made = _value(cells[result]) - _value(cells[other])
        heads = table.heads[result], table.heads[other]
    else:
        told, how, heads = result, name, (table.heads[first], table.heads[second])
    found = _number(cells[told])
    values = {"row": _label(cells) or str(at + 1), "column": table.heads[told], "found": cells[told], "how": how.format(*heads)}
    values["expected"] = f"{made:,.{found.decimals if found else 0}f}"
    return Problem(COLUMN_WRONG, text.at_cell(table, at, told), values, Severity.NOTICE)


def _value(cell: str) -> float:
    number = _number(cell)
    return number.value if number else 0.0


def _label(cells: Sequence[str]) -> str:
    return next((cell for cell in cells[:2] if cell and not cell[-1].isdigit()), "")


def _has_numbers(table: Table, column: int) -> bool:
    """True if enough cells of a column end as numbers do."""
    return sum(cells[column][-1:] in _ENDS for _, cells in table.rows if cells[column]) > _KEPT_OF_SHARES


def _number(cell: str) -> _Number | None:
    """The number that a cell is, with a sign of money or of hundredths at most."""
    bare = cell.strip("¥￥£$€₹%％ ").replace(",", "")
    if bare[:1] == "(" and bare[-1:] == ")":
        bare = f"-{bare[1:-1].strip('£$€₹')}"
    try:
        return _Number(float(bare.replace("−", "-")), len(bare.partition(".")[2]))
    except ValueError:
        return None


def _only_one(rows: Sequence[_Row], totals: set[int], three: tuple[int, int, int], name: str) -> tuple[int, float] | None:
    """The one row that does not keep a reckoning, with what it would make; None where all do, or more than one does not."""
    kept: set[tuple[float, float]] = set()
    figures, wrong = 0, None
    for at, row in enumerate(rows):
        if not row:
            continue
        one, other, result = row[three[0]], row[three[1]], row[three[2]]
        if one is None or other is None or result is None:
            continue
        x, y, z = one.value, other.value, result.value
        if not x or not y or (x, y) in kept or (name == _TIMES and at in totals):
            continue
        if name in (_SHARE_OF, _CHANGE) and (x < 0 or z == _WHOLE):
            continue
        made = _RECKONINGS[name](x, y)
        if abs(made - z) <= _slack(one, other, result, name):
            kept.add((x, y))
            figures += len(f"{abs(z):.{result.decimals}f}".replace(".", "").lstrip("0"))
        elif wrong is not None:
            return None
        else:
            wrong = at, made
    if wrong is None or figures < _FIGURES or len(kept) < (_KEPT if name in (_PLUS, _TIMES) else _KEPT_OF_SHARES):
        return None
    at, made = wrong
    rest = [number for place, number in enumerate(rows[at]) if place not in three]
    result = rows[at][three[2]]
    return None if name == _PLUS and result and _is_of_others(result.value - made, rest) else wrong


def _is_of_others(rest: float, others: Sequence[_Number | None]) -> bool:
    """True if what a sum is short of, or has too much, is in other columns of its row."""
    values = [number.value for number in others if number and number.value]
    sums = {0.0}
    for value in values[:8]:
        sums |= {one + value for one in sums}
    return any(abs(abs(rest) - abs(one)) < 0.006 for one in sums if one)


def _slack(one: _Number, other: _Number, result: _Number, name: str) -> float:
    """How far a result may be off, for what it is made of may be rounded, and it is itself."""
    last, x, y = 1.01 * 10.0**-result.decimals, one.value, other.value
    dx, dy = (0.5 * 10.0**-number.decimals if number.decimals else 0.0 for number in (one, other))
    if name == _PLUS:
        return last + dx + dy if result.decimals else dx + dy + 0.01
    if name == _TIMES:
        return last + abs(x) * dy + abs(y) * dx
    return last + (dy + dx * abs(y / x)) / abs(x) * 100


FINDERS = (_columns,)
