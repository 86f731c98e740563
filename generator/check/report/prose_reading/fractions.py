"""Shares in words: ``三分之二``, ``近九成``, ``半数以上``, ``two thirds``, ``one in five``, as percentages."""

from __future__ import annotations

from decimal import Decimal

from generator.check.report.prose_reading.numbers import ENGLISH_NUMBERS, Bound, Quantity, read_chinese
from generator.late import late

_DIGIT = "一二两三四五六七八九十百"
_CHINESE = late(
    rf"(?P<of>[{_DIGIT}]+|\d+)分之(?P<part>[{_DIGIT}]+|\d+)"
    rf"|(?P<tenths>[一二两三四五六七八九]|[1-9])成(?P<five>[一二三四五六七八九])?(?P<over>[多余])?(?![员果效立功为本长品交人])"
    r"|(?P<most>过半数?(?!年|个|月|天|日|小时)|绝?大多数|绝?大部分|多半)|(?:一半|半数|对半)(?!天|年)"
)
_MULTIPLE = late(r"翻了?(?P<times>[一两三])?番|翻了?(?P<twice>一?倍)|(?:成倍)")
_BOUND: dict[str, Bound] = {
    "以上": "at_least",
    "以下": "at_most",
    "左右": "about",
    "上下": "about",
    "多": "at_least",
    "强": "at_least",
}
_PARTS = {
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_SMALL = {"a": 1, "an": 1, "one": 1, **ENGLISH_NUMBERS}
_COUNT = "|".join(sorted(_SMALL, key=len, reverse=True))
_NUMBER = "|".join(sorted((word for word in _SMALL if word not in ("a", "an")), key=len, reverse=True))
# A third of what is said is a share; the third quarter, or three quarters of the year, are times.
_ENGLISH = late(
    r"(?:(?P<most>(?:the |a )?(?:large |great |vast )?majority(?= of\b)|most(?= of\b))"
    rf"|(?P<count>{_COUNT})[ -](?P<part>{'|'.join(_PARTS)})s?(?= of (?!the year\b(?!'s|’s)|\d)| were\b| was\b)"
    r"|(?P<half>(?:one )?half)(?= (?!(?:of )?(?:the )?(?:year|month|week|time)|of \d)(?:of|the|all|our|these|those|were|was)\b)"
    rf"|(?P<many>{_NUMBER}|\d\d?) (?:in|out of)(?: every)? (?P<every>{_NUMBER}|\d\d?|100)"
    r"(?= (?!working|days?|weeks?|months?|quarters?|years?|hours?)[a-z]|[.,;]))(?![\w-])"
)
# Behind by, up and down nothing more is needed.
_NEVER = "".join(rf"|(?P<{name}>(?!)x)" for name in ("most", "many", "every"))
_CHANGED = late(rf"(?:(?P<count>{_COUNT})[ -](?P<part>{'|'.join(_PARTS)})s?|(?P<half>half){_NEVER})(?![\w-])")
_BY = late(r"\b(?:by|up|down) (?:(?:just )?(?:more than|less than|almost|nearly|about|over|under|around|some) )?$")
_TIMES = Decimal("0.25")  # how far from the double what is said to be doubled may be
_ROUGH = {"成": Decimal(4), "半": Decimal("2.5"), "": Decimal("2.5")}  # points that a share in words may be off


def read_fraction(text: str, at: int, *, chinese: bool) -> Quantity | None:
    """The share or multiple in words that begins at a place, in per cent or times; None where there is none."""
    if chinese and text[at] in "翻成" and (match := _MULTIPLE.match(text, at)):
        value = Decimal(2) ** (_whole(match["times"]) if match["times"] else 1)
        return Quantity(value, "倍", at, match.end(), "" if match["times"] or match["twice"] else "about", _TIMES)
    return _read_chinese(text, at) if chinese else _read_english(text, at)


def _read_chinese(text: str, at: int) -> Quantity | None:
    """The share that Chinese words say at a place."""
    match = _CHINESE.match(text, at)
    if match is None:
        return None
    end = match.end()
    bound: Bound = ""
    if match["of"]:
        whole = _whole(match["of"])
        if not whole or whole == 100 or _whole(match["part"]) > whole:
            return None
        value, rough = Decimal(100) * _whole(match["part"]) / whole, _ROUGH[""]
    elif match["tenths"]:
        value = Decimal(10) * _whole(match["tenths"]) + (_whole(match["five"]) if match["five"] else 0)
        bound, rough = ("at_least" if match["over"] else ""), _ROUGH["成"]
    else:
        value, rough = Decimal(50), _ROUGH["半"]
        bound = "at_least" if match["most"] else ""
    for word, known in _BOUND.items():
        if text.startswith(word, end):
            bound, end = known, end + len(word)
            break
    return Quantity(value, "%", at, end, bound, rough)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else read_chinese(text)


def _read_english(text: str, at: int) -> Quantity | None:
    """The share that English words say at a place."""
    pattern = _CHANGED if _BY.search(text, 0, at) else _ENGLISH
    match = None if at and (text[at - 1].isalnum() or text[at - 1] == "-") else pattern.match(text, at)
    if match is None:
        return None
    if match["half"] or match["most"]:
        value = Decimal(50)
    elif match["part"]:
        value = Decimal(100) * _SMALL[match["count"]] / _PARTS[match["part"]]
    else:
        part, whole = (int(word) if word.isdecimal() else _SMALL[word] for word in (match["many"], match["every"]))
        if part >= whole:
            return None
        value = Decimal(100) * part / whole
    return Quantity(value, "%", at, match.end(), "at_least" if match["most"] else "", _ROUGH["半"]) if value < 100 else None
