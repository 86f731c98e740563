"""The numbers before paragraphs and headings: 一、 two times, or 五、 behind 三、."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.check.text.finder import Text, finder
from generator.late import late
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

NUMBERING = "text-numbering"
ORDER = "一二三四五六七八九十"
NUMERAL = r"(?:[一二三四五六七八九]|十[一二三四五六七八九]?)"
# An article begins them anew; （四）、（五）项 at the head of a line is no number but a reference.
_PART = rf"[（(](?P<part>{NUMERAL})[）)](?![、和及至或] ?[（(]|[项款][规所中的，])"
_ARTICLE = rf"第[\d{ORDER}百零]{{1,7}}[条章节编]"
_NUMBERED = late(rf"[\n；;][ \u3000#*]*(?:(?P<whole>{NUMERAL})、|{_PART}|{_ARTICLE})")
# Articles of a text that begins with its first, and entries by figures: told where one is left out or stands twice.
_ARTICLES = late(r"\n[ \u3000#*]*第(?P<number>[一二三四五六七八九十百零]{1,7}|\d{1,3})条[ \u3000*]")
_FIGURES = late(r"\n(?P<number>\d{1,2})(?:[.．、](?=[ \u3000]?[^\d\s])|[)）](?=[ \u3000]?[^\s、]))")
# Chapters, and what stands below pictures and tables: one left out is told behind the first.
_CHAPTERS = late(r"\n[ \u3000#*]*(?:第(?P<number>[一二三四五六七八九十]{1,3})章|Chapter (?P<figure>\d{1,2})\b)")
_CAPTIONS = late(r"\n[ \u3000*]*(?P<kind>图|表|Figure |Table ) ?(?P<number>\d{1,2})[ \u3000：:.][^\n]{1,60}(?=\n)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_IN_CIRCLES = late(r"[①②③④⑤⑥⑦⑧⑨⑩]")
# What says itself that not all of it stands here, or that several texts do.
_NOT_WHOLE = late(r"[（(](?:略|节选|摘要|摘录|节录)[）)]|\n[ \u3000]*(?:…{1,2}|\.{3,6})[ \u3000]*\n|(?:节选|摘录|摘编)")
_SHOWN, _RUN = 20, 3


def number_of(numeral: str) -> int:
    """The number that a Chinese numeral below twenty, or one of figures, is."""
    if numeral.isdecimal():
        return int(numeral)
    return 10 + (ORDER.index(numeral[1]) + 1 if len(numeral) > 1 else 0) if numeral[0] == "十" else ORDER.index(numeral) + 1


def numeral_of(number: int) -> str:
    """The Chinese numeral of a number below a hundred, and a figure for any other."""
    ten = len(ORDER)
    if not 1 <= number < ten * ten:
        return str(number)
    tens, ones = divmod(number, ten)
    return ("" if tens < 2 else ORDER[tens - 1]) + ("十" if tens else "") + (ORDER[ones - 1] if ones else "")


@finder()
def find_numbering(text: Text) -> Iterator[Problem]:
    """The problems of numbers that do not follow one on the other; where one begins anew, so do those below it."""
    before: dict[str, int] = {}
    problems: list[Problem] = []
    whole = f"\n{text.body}\n"
    for match in _NUMBERED.finditer(whole):
        numeral, level = match["whole"] or match["part"], "whole" if match["whole"] else "part"
        if not numeral:
            before.pop("part", None)
            continue
        number, last = number_of(numeral), before.get(level, 0)
        if number not in (1, last + 1) and last:
            line = whole[match.start() + 1 : whole.index("\n", match.end())].strip(" \u3000#*")
            values = {"found": excerpt(line, _SHOWN), "last": numeral_of(last), "expected": numeral_of(last + 1)}
            problems.append(Problem(NUMBERING, replace(text.spot, needle=line), values, Severity.NOTICE))
        before[level] = number
        if level == "whole":
            before.pop("part", None)
    if not problems:
        problems += _left_out(whole, _ARTICLES, text.spot) if "第一条" in whole or "第1条" in whole else ()
        problems += _left_out(whole, _FIGURES, text.spot) if "\n1" in whole and "\n2" in whole else ()
    if not problems:
        problems += _skipped(whole, text.spot)
    if problems and not _NOT_WHOLE.search(text.body):
        yield from problems[:1]


def _skipped(text: str, spot: Spot) -> Iterator[Problem]:
    """The problems of chapters, captions and numbers in circles of which one between two others is left out."""
    runs: dict[str, list[tuple[int, str, str]]] = {}
    if "章" in text or "Chapter " in text:
        for match in _CHAPTERS.finditer(text):
            written = match["number"] or match["figure"]
            runs.setdefault("chapter", []).append((_read(written), match[0].strip(" \n#*\u3000"), written))
    if "图" in text or "表" in text or "Figure " in text or "Table " in text:
        for match in _CAPTIONS.finditer(text):
            runs.setdefault(match["kind"], []).append((int(match["number"]), match[0].strip(), match["number"]))
    if "①" in text:
        for line in text.split("\n"):
            found = [(_CIRCLED.index(sign) + 1, line.strip(), sign) for sign in _IN_CIRCLES.findall(line)]
            if len(found) >= _RUN and [number for number, _, _ in found[:2]] == [1, 2]:
                runs.setdefault(line, found)
    for run in runs.values():
        numbers = [number for number, _, _ in run]
        if numbers[0] != 1 or numbers != sorted(set(numbers)):
            continue
        for (last, _, written), (number, line, _) in pairwise(run):
            if number == last + 2:
                before, expected = (_CIRCLED[at - 1] if written in _CIRCLED else _like(at, written) for at in (last, last + 1))
                values = {"found": excerpt(line, _SHOWN), "last": before, "expected": expected}
                yield Problem(NUMBERING, replace(spot, needle=line), values, Severity.NOTICE)
                break


def _left_out(text: str, pattern: re.Pattern[str], spot: Spot) -> Iterator[Problem]:
    """The problem of the first number at the head of a line before which one is left out, behind two in their order.

    Of articles one that stands twice is told too; of entries by figures the rule on lists tells that.
    """
    before = run = 0
    for match in pattern.finditer(text):
        number = _read(match["number"])
        if number == 1:
            before = run = 1
        elif number == before + 1:
            before, run = number, run + 1
        elif run > 1 and (number == before + 2 or (number == before and pattern is _ARTICLES)):
            line = text[match.start() + 1 : text.index("\n", match.end())].strip(" \u3000#*")
            last, expected = (_like(one, match["number"]) for one in (before, before + 1))
            values = {"found": excerpt(line, _SHOWN), "last": last, "expected": expected}
            yield Problem(NUMBERING, replace(spot, needle=line), values, Severity.NOTICE)
            return
        else:
            before, run = number, 0


def _read(written: str) -> int:
    """The number that figures or Chinese numerals below a thousand are."""
    if written.isdecimal():
        return int(written)
    total = digit = 0
    for sign in written:
        if sign in "十百":
            total, digit = total + (digit or 1) * (10 if sign == "十" else 100), 0
        elif sign != "零":
            digit = ORDER.index(sign) + 1
    return total + digit


def _like(number: int, written: str) -> str:
    return str(number) if written.isdecimal() else numeral_of(number)
