"""The numbers before paragraphs and headings: 一、 two times, or 五、 behind 三、."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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
# What says itself that not all of it stands here, or that several texts do.
_NOT_WHOLE = late(r"[（(](?:略|节选|摘要|摘录|节录)[）)]|\n[ \u3000]*(?:…{1,2}|\.{3,6})[ \u3000]*\n|(?:节选|摘录|摘编)")
_SHOWN = 20


def number_of(numeral: str) -> int:
    """The number that a Chinese numeral below twenty, or one of figures, is."""
    if numeral.isdecimal():
        return int(numeral)
    return 10 + (ORDER.index(numeral[1]) + 1 if len(numeral) > 1 else 0) if numeral[0] == "十" else ORDER.index(numeral) + 1


def numeral_of(number: int) -> str:
    """The Chinese numeral of a number below twenty, and a figure for any other."""
    last = len(ORDER)
    return str(number) if not 1 <= number < 2 * last else ORDER[number - 1] if number <= last else f"十{ORDER[number - last - 1]}"


def find_numbering(text: str, spot: Spot) -> Iterator[Problem]:
    """The problems of numbers that do not follow one on the other; where one begins anew, so do those below it."""
    before: dict[str, int] = {}
    problems: list[Problem] = []
    whole = f"\n{text}\n"
    for match in _NUMBERED.finditer(whole):
        numeral, level = match["whole"] or match["part"], "whole" if match["whole"] else "part"
        if not numeral:
            before.pop("part", None)
            continue
        number, last = number_of(numeral), before.get(level, 0)
        if number not in (1, last + 1) and last:
            line = whole[match.start() + 1 : whole.index("\n", match.end())].strip(" \u3000#*")
            values = {"found": excerpt(line, _SHOWN), "last": numeral_of(last), "expected": numeral_of(last + 1)}
            problems.append(Problem(NUMBERING, replace(spot, needle=line), values, Severity.NOTICE))
        before[level] = number
        if level == "whole":
            before.pop("part", None)
    if problems and not _NOT_WHOLE.search(text):
        yield from problems[:1]
