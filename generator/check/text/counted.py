"""A rule on what a text counts before it lists it: 以下三家单位, the following three.

A count and its list are held together only where one follows the other at once and the count can be of nothing else. What is
said to be a part (等, 之一, two of the following), a list within a list, and one that goes on behind a paragraph are let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.check.text.finder import Text, finder
from generator.check.text.numbering import NUMERAL, number_of
from generator.check.text.table_rows import tables_in
from generator.late import late
from generator.problems import Problem, Severity
from generator.text import excerpt

COUNT_OTHER = "count-other"
_SHOWN = 30
_NUMBER = r"(?P<number>\d{1,2}|[二两三四五六七八九]|十[一二三四五六七八九]?)"
_MEASURE = r"(?P<measure>个|项|家|种|类|条|点|名|座|处|份|款|所|户|批次|起|例|部|位|方面|步骤?|举措|措施|要求|材料|条件)"
_NOT_ALL = r"等|之一|任[一选意]|其中|至少|以上|以内|不少于|不超过|部分|分别|或者"
_ENDS = "。；！？"  # of the sentences before the last one of a line, which the list is to follow
_COUNTED = late(rf"(?:以下|下列|下面|下述)(?:这)?(?:主要|重点|共|共有|共计)?(?:的)?{_NUMBER} ?{_MEASURE}")
_AS_FOLLOWS = late(
    rf"(?<![第\d一二三四五六七八九十百千万.]){_NUMBER} ?{_MEASURE}"
    r"(?P<noun>[一-龥]{0,10}?)(?:情况|结果)?(?:，|名单|具体)?如下[：:]?\Z"
)
_ANY_NUMBER = late(r"\d+|[二两三四五六七八九十](?=[个项家种类条点名座处份款所户起例部位方日天年])")
_NOT_ALL_OF = late(_NOT_ALL)
_ABOUT = late(r"情况|结果|进展|安排|问题|计划|内|前|后|日|年|月|次|级")

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH_NUMBER = rf"(?P<number>{'|'.join(_WORDS)}|\d{{1,2}})"
_PLURAL = r"(?P<noun>(?:[a-z][\w’'-]+ ){0,2}(?P<last>[a-z][a-z’'-]+s))"
_FOLLOWING = late(rf"\b(?:[Tt]he |[Tt]hese )?following {_ENGLISH_NUMBER} {_PLURAL}\b[^.:\n]*[:.]\Z")
_BELOW = late(rf"\b[Tt]he {_ENGLISH_NUMBER} {_PLURAL} (?:listed |set out |shown )?below\b[^.:\n]*[:.]\Z")
_DIRECTLY = late(rf"\b{_ENGLISH_NUMBER} {_PLURAL}(?: (?:as follows|below))?:\Z")
_ENGLISH_ANY = late(rf"\b(?:{'|'.join(_WORDS)}|\d+)\b")
_PART = late(
    r"\b(?:of|any|some|at least|at most|up to|more than|fewer|including|includes?|such as|either|or|each|every|main|within|first"
    r"|last|per)\b"
)
# What passes or is measured, and is not listed.
_MEASURES = late(
    r"(?:day|week|month|year|hour|minute|second|time|mile|metre|meter|kilometre|yard|acre|pound|dollar|penc|percent|point|night"
    r"|stage|phase|term|lot|side|way|level|inche|foot|feet)s?"
)
# A line that counts has one of these, or is one in English that ends in a colon.
_WORDS_BEFORE = ("以下", "下列", "下面", "下述", "如下", "ollowing ", "below", "s:\n")
_MAY = late("|".join(_WORDS_BEFORE))
_BULLET = late(r"(?P<mark>[-*+·•●])[ \t\u3000]+\S")
_FIGURE = late(r"(?P<number>\d{1,2})[.)、．）][ \t\u3000]*\S")
_ROUND = late(rf"[（(](?P<number>{NUMERAL}|\d{{1,2}})[)）][ \u3000]*\S")
_WHOLE = late(rf"(?P<number>{NUMERAL})、\S")
_SEVERAL = late(r"[、;；]|[和及与]|\band\b|, ")
_TOTAL = late(r"[合小总共]\s*计|\btotal", re.IGNORECASE)
_FEWEST = 2


@finder(*_WORDS_BEFORE)
def find_counted(text: Text) -> Iterator[Problem]:
    """The problems of lists that have more entries, or fewer, than the line before them counts."""
    end = -1
    lines: list[str] = []
    for word in _MAY.finditer(text.body):
        if word.start() < end:  # of a line that was looked at
            continue
        start = text.body.rfind("\n", 0, word.start()) + 1
        end = text.body.find("\n", start)
        end = len(text.body) if end < 0 else end
        said = text.body[start:end].strip(" \t\u3000*_")
        if not said.endswith((":", "：", "。", ".", "下")) or said.startswith(("|", ">", "#")):
            continue
        counted = _count_of(said)
        if counted is None:
            continue
        lines = lines or text.body.split("\n")
        at = text.body.count("\n", 0, start)
        number, written, column = counted
        below = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), len(lines))
        found = _rows(lines, below, number, column)
        if found is None and not column:
            found = _entries(lines, below, number)
        if found is not None and found >= _FEWEST and found != number:
            values = {"text": excerpt(written, _SHOWN), "count": str(number), "found": str(found)}
            first = text.body.index(written, start)
            yield Problem(COUNT_OTHER, text.at(first, first + len(written)), values, Severity.WARNING)


def _count_of(line: str) -> tuple[int, str, str] | None:
    """The number that a line counts, the words in which it does, and what a column of a table must be of if that alone counts."""
    sentence = line.rstrip("。")
    said = sentence[max(map(sentence.rfind, _ENDS)) + 1 :]
    if said and not said.isascii():
        match = _COUNTED.search(said)
        column = ""
        if match is None and (match := _AS_FOLLOWS.search(said.rstrip("："))) and _ABOUT.search(match[0]):
            # The state of three works is told work by work, or by whatever else there is to say of it.
            column = match["noun"][-2:]
            match = match if column else None
        if match is None or _NOT_ALL_OF.search(said) or len(_ANY_NUMBER.findall(said)) > 1:
            return None
        return _read(match["number"]), match[0], column
    last = re.split(r"(?<=[.!?]) ", line)[-1]
    match = _FOLLOWING.search(last) or _BELOW.search(last) or _DIRECTLY.search(last)
    if match is None or _PART.search(last[: match.end("noun")]) or _MEASURES.fullmatch(match["last"]):
        return None
    if len(_ENGLISH_ANY.findall(last)) > 1:
        return None
    number = match["number"]
    return (int(number) if number.isdigit() else _WORDS.index(number) + 2), match[0].rstrip(":."), ""


def _read(numeral: str) -> int:
    return 2 if numeral == "两" else number_of(numeral)


def _entries(lines: Sequence[str], begin: int, number: int) -> int | None:
    """How many entries the list has that begins with a line; None where it cannot be told."""
    first = lines[begin] if begin < len(lines) else ""
    kind = next((kind for kind in (_BULLET, _FIGURE, _ROUND, _WHOLE) if kind.match(first.lstrip("\u3000 "))), None)
    if kind is None or (kind is _BULLET and first.startswith((" ", "\t"))):
        return None
    entries: list[str] = []
    ended = False
    for line in lines[begin:]:
        bare = line.lstrip("\u3000 ") if kind is not _BULLET else line
        match = kind.match(bare)
        if kind is not _BULLET and line.startswith("  ") and not line.startswith("\u3000"):
            match = None  # a list within the list
        if match and kind is not _BULLET and not _goes_on(match["number"], len(entries)):
            if kind is _FIGURE and match["number"] != "1":
                return None  # numbers that do not follow are another rule's
            break
        if match:
            if ended and kind in (_BULLET, _FIGURE):
                return None  # the list goes on behind a paragraph
            entries.append(line)
        elif line.strip() and not line.startswith((" ", "\t")):
            if line.startswith("#") or (kind is _ROUND and _WHOLE.match(bare)):
                break
            ended = True
    if len(entries) < number and any(_SEVERAL.search(entry) for entry in entries):
        return None  # two of the things in one entry
    if len(entries) < number and kind in (_ROUND, _WHOLE) and any(_BULLET.match(line) for line in lines[begin:]):
        return None
    return len(entries)


def _goes_on(numeral: str, before: int) -> bool:
    return number_of(numeral) == before + 1


def _rows(lines: Sequence[str], begin: int, number: int, column: str) -> int | None:
    """How many things the rows of the table are about that begins with a line; None where it cannot be told."""
    if begin >= len(lines) or "|" not in lines[begin]:
        return None
    table = next(tables_in("\n".join(lines[begin:])), None)
    if table is None or set("".join(lines[begin + 1 : begin + 2]).strip()) - set("|:- "):
        return None
    rows = [cells for _, cells in table.rows if not any(_TOTAL.search(cell) for cell in cells)]
    places = [place for place, head in enumerate(table.heads) if column in head]
    if not rows or not places or len(rows) < len(table.rows) - 1:
        return None
    distinct = [len({cells[place] for cells in rows if cells[place]}) for place in range(len(table.heads))]
    # Where one thing has several rows, another column counts it.
    if number in distinct or any(not cells[0] for cells in rows):
        return None
    return len(rows) if distinct[places[0]] == len(rows) else None
