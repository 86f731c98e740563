"""A rule on shares of a whole that do not make a hundred: in a sentence that names all of them, and in a table with their sum.

A list is closed where it ends with what is left (其他, the rest) or where a table says that its sum is 100%. Where answers may
be more than one, where a part of a part is named, or where something is about a number, nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.check.text.table_rows import Table, number_in
from generator.late import late
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

SHARES_SUM = "shares-sum"
_SHOWN = 60
_FEWEST = 3
_WHOLE = 100
_MOST = 12  # rows whose sums are all looked at
_SENTENCE = late(r"[^。；\n]+")
_SHARE = late(
    r"(?P<what>[^，、,；：。\d%]{0,16}?)(?:占比?|比例|比重)?(?:总[数量额]的?)?(?:为|是|的)? ?(?P<number>\d+(?:\.\d+)?) ?[%％]"
)
_MARK = r"(?:[笔面复初口]试|理论|实操|实践|技能|综合素质|专业|试讲|考核|考察|面谈|测试|体能)[一-龥]{0,4}(?:成绩|得分)?"
_WEIGHTS = late(
    rf"{_MARK}(?:占|按|[×xX*]) ?\d{{1,3}} ?[%％](?:的?(?:比例|权重))?(?:[，、和及与+＋]{{1,2}}{_MARK}"
    rf"(?:占|按|[×xX*]) ?\d{{1,3}} ?[%％])+"
    r"(?![^。；\n]{0,4}[，、和及与+＋][^。；，\n]{0,12}\d{1,3} ?[%％])"
)
_WEIGHED = late(
    r"按(?P<shares> ?\d{1,3} ?[%％](?:[、，和及与]{1,2} ?\d{1,3} ?[%％])+) ?的?(?:权重|比例)(?:合成|计算|计入|折算|加权|相加)"
)
_WEIGHT = late(r"(\d{1,3}) ?[%％]")
_REST = late(r"其他|其它|其余|剩余|余下")
_MADE_UP = late(r"来源|构成|结构|组成|分布")
_OPEN = late(
    r"多选|不止|分别|约|近|以上|以下|超过|不足|同比|环比|增长|下降|提高|上升|降低|较|比上|至少|占比?最|重复|其中[^：，]{0,12}占[^。]*其中"
)
_ENGLISH = late(r"\bOf (?:the|these|all|our|those) (?P<whole>[^,.;%\n]{2,60}), (?P<list>[^.;\n]*?%(?:[^.;\n]|\.\d)*)")
_PERCENT = late(r"(?P<before>[A-Za-z]+ )?(?P<number>\d+(?:\.\d+)?) ?(?:%|per ?cent)")
_REST_ENGLISH = late(r"\b(?:the (?:rest|remainder|remaining|others?)|other)\b")
_OPEN_ENGLISH = late(
    r"\b(?:also|both|more than|at least|about|around|nearly|almost|over|under|up|by"
    r"|from|rose|fell|than|of whom|of which|either|some)\b"
)
_COLUMN = late(r"占比|比重|构成|比例|百分比|占总|\bshare\b|\bpercentage\b|\bper ?cent\b|^%$|\(%\)", 2)
_NOT_COLUMN = late(r"率|增|减|同比|环比|完成|达标|降|满意|change|rate|growth|target|response")
_TOTAL = late(r"[合总]\s*计|总[数额]|total|all", 2)
_PART = late(r"其中|小计|of which|sub-?total", 2)


@finder("其他", "其余", "其它", "剩余", "占", also=("%", "％"))
def _in_sentences(text: Text) -> Iterator[Problem]:
    """The problems of sentences that name all parts of a whole."""
    if text.plain.count("%") + text.plain.count("％") < _FEWEST:
        return
    for sentence in _SENTENCE.finditer(text.plain):
        if sentence[0].count("%") + sentence[0].count("％") >= _FEWEST and "|" not in sentence[0]:
            yield from _chinese(sentence[0].strip(), text.spot)


@finder("Of ", also=("%", "per cent"))
def _in_english(text: Text) -> Iterator[Problem]:
    """The same of sentences in English."""
    for match in _ENGLISH.finditer(text.plain):
        yield from _english(match[0].strip(), match["list"], text.spot)


@finder("100", also=("%", "％", "per cent"))
def _in_tables(text: Text) -> Iterator[Problem]:
    """The problems of columns of shares with a total of a hundred."""
    for table in text.tables:
        yield from _of_table(table, text)


@finder("权重", "比例", also=("%", "％"))
def _weighed(text: Text) -> Iterator[Problem]:
    """The problems of weights by which marks are put together and that do not make a hundred: 按60%、50%的比例合成."""
    for match in _WEIGHED.finditer(text.plain):
        made, _ = _sum(_WEIGHT.findall(match["shares"]))
        if made != _WHOLE:
            yield _problem(match[0], made, text.at(*match.span()))


@finder("成绩", also=("%", "％"))
def _weights(text: Text) -> Iterator[Problem]:
    """The problems of marks whose weights do not make a hundred, each of them named: 笔试占60%，面试占50%."""
    for match in _WEIGHTS.finditer(text.plain):
        numbers = _WEIGHT.findall(match[0])
        made, _ = _sum(numbers)
        if made != _WHOLE:
            yield _problem(match[0], made, text.at(*match.span()))


def _chinese(sentence: str, spot: Spot) -> Iterator[Problem]:
    """The problem of a sentence that names all parts of a whole, if they do not make it."""
    shares = list(_SHARE.finditer(sentence))
    if len(shares) < _FEWEST or _OPEN.search(sentence):
        return
    if "其中" in sentence[shares[0].end() :] or any("占" not in one[0] and "比" not in one[0] for one in shares[:1]):
        return
    # Between two of them stands nothing but the next: a sentence that counts other things beside them is not closed.
    numbers = [one["number"] for one in shares]
    rest = bool(_REST.search(shares[-1]["what"]))
    if not rest and not _MADE_UP.search(sentence[: shares[0].end()]):
        return
    made, slack = _sum(numbers)
    if made > _WHOLE + slack or (rest and made < _WHOLE - slack):
        written = sentence[shares[0].start() :]
        yield _problem(written, made, replace(spot, needle=written))


def _english(sentence: str, listed: str, spot: Spot) -> Iterator[Problem]:
    """The problem of a sentence in English that begins with its whole (Of the answers, …)."""
    shares = list(_PERCENT.finditer(listed))
    if len(shares) < _FEWEST or _OPEN_ENGLISH.search(listed):
        return
    made, slack = _sum([one["number"] for one in shares])
    if made > _WHOLE + slack or (made < _WHOLE - slack and _REST_ENGLISH.search(listed)):
        yield _problem(sentence, made, replace(spot, needle=sentence))


def _of_table(table: Table, text: Text) -> Iterator[Problem]:
    """The problem of the first column of shares whose sum is said to be a hundred, and is not."""
    totals = [at for at, (_, cells) in enumerate(table.rows) if any(map(_TOTAL.fullmatch, cells[:2]))]
    if len(totals) != 1 or totals[0] not in (0, len(table.rows) - 1) or len(table.rows) <= _FEWEST - 1:
        return
    rows = [cells for at, (_, cells) in enumerate(table.rows) if at != totals[0]]
    if any(_PART.search(cell) for cells in rows for cell in cells[:2]):
        return
    written, total = table.rows[totals[0]]
    for column, head in enumerate(table.heads):
        whole = number_in(total[column])
        if whole is None or whole.value != _WHOLE or not _COLUMN.search(head) or _NOT_COLUMN.search(head):
            continue
        numbers = [number_in(cells[column]) for cells in rows]
        shares = [number for number in numbers if number is not None]
        if len(shares) == len(rows) and {number.unit for number in shares} <= {"%", ""}:
            decimals = max(number.decimals for number in shares)
            made = sum((number.value for number in shares), Decimal(0))
            slack = Decimal(len(shares)).scaleb(-decimals) / 2
            if abs(made - _WHOLE) > slack and not _some_make_it([number.value for number in shares], slack):
                yield _problem(written, made, text.at_cell(table, totals[0], column))
                return


def _some_make_it(shares: list[Decimal], slack: Decimal) -> bool:
    """True if some of the shares make the whole by themselves, so that the others may be parts of parts; of many too."""
    if len(shares) > _MOST:
        return True
    sums = {Decimal(0)}
    for share in shares:
        sums |= {one + share for one in sums}
    return any(abs(one - _WHOLE) <= slack for one in sums)


def _sum(numbers: list[str]) -> tuple[Decimal, Decimal]:
    """The sum of some shares, and how far that may be from their whole because they are rounded."""
    decimals = max(len(number.partition(".")[2]) for number in numbers)
    return sum(map(Decimal, numbers), Decimal(0)), Decimal(len(numbers)).scaleb(-decimals) / 2


def _problem(written: str, made: Decimal, where: Spot) -> Problem:
    values = {"text": excerpt(written, _SHOWN), "sum": f"{made:f}%"}
    return Problem(SHARES_SUM, where, values, Severity.WARNING)


FINDERS = (_weights, _weighed, _in_sentences, _in_english, _in_tables)
