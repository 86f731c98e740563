"""Tables in a text whose row of a total is no sum of its rows.

A total is held against every sum that may be meant: of all rows, of those since the last total, of the subtotals, of rows that
have others below them, with and without what is said "of which". Only what is none of them is told; and nothing where a table
says of itself that it shows a part, or counts one thing twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.check.text.table_rows import Number, Table, is_blank, number_in
from generator.frozen import frozen
from generator.late import late
from generator.problems import Problem, Severity

TABLE_SUM = "table-sum-wrong"
_ANY = late(r"[合小总共][ \t\u3000]*计|总[额数和]|\b(?:sub-?)?totals?\b", re.IGNORECASE)
_TOTALS = ("合计", "小计", "总计", "共计", " 计", "\t计", "\u3000计", "总额", "总数", "总和", "otal", "OTAL")
_ORDINAL = r"(?:[\d一二三四五六七八九十]{1,3}[.、)]|\([\d一二三四五六七八九十]{1,3}\))?"
_UNIT = r"\s*(?:\([^()]{1,8}\))?[::]?"
_TOTAL = late(
    rf"{_ORDINAL}(?:(?:本年|当年|本级|本期|收入|支出|金额|费用|人数|面积|投资|资金){{0,2}}[合小总共]\s*计|总[额数和]|"
    rf"(?:grand |overall )?totals?|sub-?totals?|"
    r"total (?:income|expenditure|expenses|costs?|spend(?:ing)?|payments|amount|votes|number|requests|staff|members))" + _UNIT,
    re.IGNORECASE,
)
# Another sum than that of the rows above, which has rows of its own or none.
_OTHER_TOTAL = late(r"(?:合|小|总|共|累)\s*计|总[额数和]|\btotal", re.IGNORECASE)
# Rows that a sum may leave out: parts of the row before, other times, what is worked out from others.
_ASIDE = late(
    r"其中|含[::]|^\s*[-—·•]|of which|including|"
    r"上年|去年|上期|同期|同比|环比|增[减长幅]|占比|比[例重率]|平均|均值|人均|中位|最[大小高低]|"
    r"\b(?:average|mean|median|last year|previous|prior|change|share|percentage|per cent|budget|target)\b|备注|^注|\bnotes?\b",
    re.IGNORECASE,
)
# What comes in and what goes out are set against each other.
_IN, _OUT = (
    late(r"收入|结转|结余|income|receipts|balance", re.IGNORECASE),
    late(r"支出|上缴|expend|payments|expenses|spent", re.IGNORECASE),
)
_LESS = late(r"^(?:减|扣除|less\b|minus\b)", re.IGNORECASE)
# Columns in which numbers are not added up.
_NOT_ADDED = late(
    r"[%%]|率|占比|比[例重值]|均|单价|价格|标准|指数|得分|评分|分数|序号|编[号码]|代码|号码|账号|科目|年份|^年度?$|^月份?$|日期|时间|时限|期限|电话|邮编|"
    r"同比|环比|增[减长幅]|累计|历年|排[名序]|名次|系数|面值|工时|年龄|楼层|房号|"
    r"\b(?:rate|ratio|price|average|avg|mean|median|share|percent(?:age)?|per|code|no|ref(?:erence)?|rank|score|date|year|month|"
    r"cumulative|to date|phone|telephone|tel|change|age|id|days?|term|index|target|number|band)\b\.?$|^#$|^(?:年|no\.?)$",
    re.IGNORECASE,
)
# A column of units; 单位 is a body as well.
_UNITS = late(r"^(?:计量)?单位$|^units?$", re.IGNORECASE)
_UNIT_OF = late(
    r"[个台箱件套人次元亩户吨米部辆批只支张份本册盒袋瓶桶间座处栋项笔宗起例名位床组对双条根块片百千万公里平方立克升]{1,4}|[a-z]{1,3}[²³23]?|%|each|items?|hours?|days?"
)
_MONEY = late(r"元|额|款|费|价|[£$€¥₹]|\b(?:amount|cost|total|sum|value|paid|spend)", re.IGNORECASE)
# A table shows a part of what it counts, or counts one thing twice, or says that it is rounded.
_SAMPLE = late(
    r"部分|主要|前[\d一二三四五六七八九十]+[名位项个家]|重点|示例|节选|摘录|抽样|样本|列举|等[::]?$|未列|不含|"
    r"\b(?:top|main|selected|largest|extract|sample|examples?|some of|excerpt|principal|include[sd]?|excluding)\b",
    re.IGNORECASE,
)
_CUT_ROW = late(r".*(?:…|\.{3}|[^同中平]等|^等|略)$|\.\.")
_TWICE = late(
    r"去重|重复(?:计|统|的部分)|有重复|不重复|重[叠合]|多选|不计入|overlap|duplicat|more than one|counted (?:once|twice)",
    re.IGNORECASE,
)
_ROUNDED = late(r"四舍五入|尾数|取整|进位|舍入|\brounded|\brounding", re.IGNORECASE)
# Units so large that a whole number of them is rounded; and such that figures with decimals are exact.
_LARGE = late(r"亿|百万|千|million|billion|thousand|\b[mb]n\b|[£$€]\s?(?:m|bn|k|000)|000s?", re.IGNORECASE)
_EXACT = late(r"^[^万亿千百]*\(?元\)?$|\(元\)|(?:^|[^\d])[£$€¥](?!\s?(?:m|bn|k|000))", re.IGNORECASE)
_FEWEST, _MOST = 2, 400  # rows of a sum


@frozen
class _Row:
    """A row of a column as it is added up."""

    label: str
    number: Number | None
    total: bool


@finder(*_TOTALS)
def find_table_sums(text: Text) -> Iterator[Problem]:
    """The totals of tables in a text that no sum of their rows comes to, each at its cell."""
    if not _ANY.search("\n".join([line for line in text.body.split("\n") if "|" in line])) or _TWICE.search(text.body):
        return
    for table in text.tables:
        yield from _of_table(table, text, rounded=_ROUNDED.search(text.body) is not None)


def _of_table(table: Table, text: Text, *, rounded: bool) -> Iterator[Problem]:
    """The first wrong total of each column of a table."""
    labels = [_label(cells) for _, cells in table.rows]
    totals = [at for at, (_, label) in enumerate(labels) if _TOTAL.fullmatch(label)]
    shown = (table.above, *(head for head in table.heads[:1]))
    if not totals or len(labels) > _MOST or any(map(_SAMPLE.search, shown)) or _is_cut(table, labels):
        return
    columns = (
        [cells[at] for _, cells in table.rows if not is_blank(cells[at])]
        for at, head in enumerate(table.heads)
        if _UNITS.search(head)
    )
    mixed = any(len(set(cells)) > 1 and all(_UNIT_OF.fullmatch(cell) for cell in cells) for cells in columns)
    for column in range(1, len(table.heads)):
        head = table.heads[column]
        if _NOT_ADDED.search(head) or (mixed and not _MONEY.search(head)):
            continue
        rows = _column(table, column, labels, totals)
        for at in totals if rows else ():
            total, first = rows[at].number, labels[at][0]
            between = table.rows[at][1][first + 1 : column]
            if total is None or column <= first or not all(is_blank(cell) or number_in(cell) for cell in between):
                continue
            slack = _slack([row.number for row in rows if row.number], head + table.above, rounded=rounded)
            if (expected := _wrong(rows, at, slack)) is not None:
                values = {
                    "label": labels[at][1],
                    "head": table.written[column] or str(column + 1),
                    "found": table.rows[at][1][column],
                    "expected": f"{expected:,}" if "," in table.rows[at][1][column] else str(expected),
                }
                yield Problem(TABLE_SUM, text.at_cell(table, at, column), values, Severity.WARNING)
                break


def _is_cut(table: Table, labels: Sequence[tuple[int, str]]) -> bool:
    """True if rows of a table, or what is in them, are left out of it."""
    return any(_CUT_ROW.match(label) for _, label in labels) or any(
        _CUT_ROW.fullmatch(cell) for _, cells in table.rows for cell in cells
    )


def _label(cells: Sequence[str]) -> tuple[int, str]:
    """The column and the text by which a row is called: its first that is neither empty nor the number of the row."""
    for at, cell in enumerate(cells):
        if cell and (not number_in(cell) or at + 1 == len(cells)):
            return at, cell
    return 0, ""


def _column(table: Table, column: int, labels: Sequence[tuple[int, str]], totals: Sequence[int]) -> list[_Row]:
    """The rows of a column that can be added up; none where a cell of it is something else, or of another unit."""
    rows: list[_Row] = []
    for at, (_, cells) in enumerate(table.rows):
        number, label = number_in(cells[column]), labels[at][1]
        if number is None and not is_blank(cells[column]):
            heading = not any(number_in(cell) for cell in cells[1:])
            if at not in totals and not (heading and not any(map(str.isdecimal, cells[column]))):
                return []
        rows.append(_Row(label, number, at in totals))
    units = {row.number.unit for row in rows if row.number}
    return rows if len(units - {""}) <= 1 and not units & {"%", "‰"} else []


def _slack(numbers: Sequence[Number], about: str, *, rounded: bool) -> Decimal:
    """How far a sum may be from its total because its numbers are rounded."""
    decimals = min(number.decimals for number in numbers) if numbers else 0
    most = max(number.decimals for number in numbers) if numbers else 0
    unit = Decimal(1).scaleb(-decimals if decimals else -most)
    if rounded:
        return unit * (len(numbers) + 1)
    exact = _EXACT.search(about) if most else not _LARGE.search(about + "".join(number.unit for number in numbers[:1]))
    return Decimal(0) if exact else unit * (len(numbers) + 1) / 2


def _wrong(rows: Sequence[_Row], at: int, slack: Decimal) -> Decimal | None:
    """The sum that a total should be where it is none of those that may be meant; None where it is, or nothing can be said."""
    total = rows[at].number
    assert total
    before = max((other for other in range(at) if rows[other].total), default=-1)
    after = next((other for other in range(at + 1, len(rows)) if rows[other].total), len(rows))
    candidates = [rows[:at], rows[before + 1 : at], [*rows[max(before, 0) : at]], rows[at + 1 :], rows[at + 1 : after]]
    for part in candidates:
        if any(abs(one - total.value) <= slack for one in _sums(part, slack)):
            return None
    # What it is told to be is the plainest of them: the rows above it since the last total,
    # or all where there are none; else those below it.
    above, below = rows[before + 1 : at] or rows[:at], rows[at + 1 : after]
    listed = above if len(above) >= _FEWEST else below if not at and not any(_ASIDE.search(row.label) for row in below) else []
    plain = _plain(listed)
    balance = any(_IN.search(row.label) for row in plain) and any(_OUT.search(row.label) for row in plain)
    other = any(_OTHER_TOTAL.search(row.label) for row in listed if not row.total)
    # Of what is no number of things the rows may be counted: three classes, and not the sum of their numbers.
    if not plain or len(listed) < _FEWEST or balance or other or total.value == len(plain):
        return None
    plain = _without_parts(plain, slack)
    return sum((row.number.value for row in plain if row.number), Decimal(0))


def _plain(rows: Sequence[_Row]) -> list[_Row]:
    return [row for row in rows if row.number and not row.total and not _ASIDE.search(row.label)]


def _sums(rows: Sequence[_Row], slack: Decimal) -> Iterator[Decimal]:
    """Every sum that may be meant of some rows."""
    numbered = [row for row in rows if row.number]
    leaves = [row for row in numbered if not row.total]
    yield _add(leaves)
    yield _add([row for row in numbered if row.total])
    yield _add(numbered)
    yield from _without(leaves)
    own = _plain(leaves)
    if own:
        yield _add(own)
        yield _add(_without_parts(own, slack))
        yield from _by_form(own)
    if leaves:
        yield _add(_without_parts(leaves, slack))
        yield from _by_form(leaves)


def _add(rows: Sequence[_Row]) -> Decimal:
    return sum((-row.number.value if _LESS.match(row.label) else row.number.value for row in rows if row.number), Decimal(0))


def _without(rows: Sequence[_Row]) -> Iterator[Decimal]:
    """The sums without what is said "of which", and the rows that go on with it."""
    aside = next((at for at, row in enumerate(rows) if _ASIDE.search(row.label)), len(rows))
    whole = _add(rows[:aside])
    for end in range(aside + 1, len(rows) + 1):
        yield whole + _add(rows[end:])


def _without_parts(rows: Sequence[_Row], slack: Decimal) -> list[_Row]:
    """The rows without those that make up another one above them."""
    kept = list(rows)
    for at in range(len(rows) - 1, -1, -1):
        number, total = rows[at].number, Decimal(0)
        for end in range(at + 1, len(kept)):
            part = kept[end].number
            assert number
            assert part
            total += part.value
            if end > at + 1 and number.value and abs(total - number.value) <= slack:
                del kept[at + 1 : end + 1]
                break
    return kept


def _by_form(rows: Sequence[_Row]) -> Iterator[Decimal]:
    """The sums of the rows that are numbered in one way: 一、 beside 1. and （一）, 201 beside 20101."""
    forms: dict[str, list[_Row]] = {}
    for row in rows:
        match = re.match(r"\(?[一二三四五六七八九十]+[、.)]?|\(?\d+(?:\.\d+)*[、.)]?", row.label)
        form = re.sub(r"[一二三四五六七八九十]+", "一", match[0]) if match else ""
        form = re.sub(r"\d+", lambda figures: "1" if len(figures[0]) < 3 else "1" * len(figures[0]), form)
        forms.setdefault(form, []).append(row)
    if len(forms) > 1:
        yield from (_add(some) for some in forms.values())
        yield from (_add([*some, *forms.get("", [])]) for form, some in forms.items() if form)
