"""Rules on single facts of a text that cannot be.

Measures beyond their scale, years to come that are compared with, ages that dates of birth do not make, a seal in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.check.text.days import IMPOSSIBLE
from generator.late import late
from generator.model.item import Item
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

MEASURE, YEAR, AGE, SEAL = "measure-impossible", "year-to-come", "age-other", "seal-in-words"
CODES = (MEASURE, YEAR, AGE, SEAL)
_SHOWN = 40
_PH = late(r"\bpH ?(?:值|value)?(?: ?(?:为|是|of|is|was|=|：|:))? ?(?P<number>\d{1,4}(?:\.\d+)?)(?![\d.]|[—–-]\d|级)")
_LATITUDE = late(r"(?:[北南]纬|\b[Ll]atitude:?) ?(?P<number>\d{1,3}(?:\.\d+)?)(?=[°度º′]|\b)")
_LONGITUDE = late(r"(?:[东西]经|\b[Ll]ongitude:?) ?(?P<number>\d{1,3}(?:\.\d+)?)(?=[°度º′]|\b)")
_NO_DAY = late(r"每月的?(?P<day>3[2-9]|[4-9]\d) ?[日号]")
_COMPARED = late(
    r"(?:较|比|与) ?(?P<year>20\d\d) ?年(?:度|底|末|同期)?(?:相比|同期)?[，,]?[^，。；\n年]{0,8}?"
    r"(?:增长|增加|下降|减少|提高|上升|降低|基本持平|持平)"
)
_COMPARED_ENGLISH = late(r"\b(?:compared (?:with|to)|than in|up from|down from) (?P<year>20\d\d)\b")
_FORECAST = late(
    r"预计|预测|计划|规划|目标|力争|到20\d\d年|将|expect|forecast|plan|target|will\b|by 20\d\d",
    re.IGNORECASE,
)
_NUMBER = late(r"[〔\[［](?P<year>20\d\d)[〕\]］] ?第?\d{1,4}号")
_BORN = late(
    r"(?P<age>\d{2}) ?周?岁(?:及?以[下上])?(?:（含\d*）)?[（(，,](?:即|指)?"
    r"(?P<year>(?:19|20)\d\d) ?年(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?日)?"
    r"(?:（含）)?(?:及|含)?(?:以后|之后|后|以前|之前|前|期间)?出生"
)
_SEALED = late(
    r"^[ \t\u3000]*(?P<name>[一-龥]{4,30}[（(](?:盖章|公章|印章|签章|加盖公章)[）)])[ \t\u3000]*\n+"
    r"[ \t\u3000]*\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[ \t\u3000]*\s*\Z",
    re.MULTILINE,
)
_OF_FORM = ("单位", "申请", "部门（", "意见")
_PH_MOST, _LATITUDE_MOST, _LONGITUDE_MOST, _LEAP = 14, 90, 180, 2


def find_cannot_be(item: Item, text: str) -> Iterator[Problem]:
    """The problems of what in a text cannot be, by itself or on the day on which it was made."""
    spot = item.body_spot
    if "pH" in text:
        yield from _beyond(_PH, text, _PH_MOST, spot)
    if "纬" in text or "atitude" in text:
        yield from _beyond(_LATITUDE, text, _LATITUDE_MOST, spot)
    if "东经" in text or "西经" in text or "ongitude" in text:
        yield from _beyond(_LONGITUDE, text, _LONGITUDE_MOST, spot)
    if "每月" in text:
        yield from (_problem(IMPOSSIBLE, match[0], spot, found=match[0]) for match in _NO_DAY.finditer(text))
    if "章" in text and (match := _SEALED.search(text)) and not any(word in match["name"] for word in _OF_FORM):
        yield _problem(SEAL, match["name"], spot)
    authored = item.authored
    made = max((day.year for day in (authored.created, authored.published, authored.modified) if day), default=0)
    if made and "20" in text:
        yield from _years(text, made, spot)
    if made and "出生" in text:
        yield from _ages(text, made, spot)


def _beyond(pattern: re.Pattern[str], text: str, most: int, spot: Spot) -> Iterator[Problem]:
    for match in pattern.finditer(text):
        if Decimal(match["number"]) > most:
            yield _problem(MEASURE, match[0].strip(), spot, most=str(most))


def _years(text: str, made: int, spot: Spot) -> Iterator[Problem]:
    """The problems of years that had not come when the text was made: compared with, or of a document that is cited."""
    for pattern in (_COMPARED, _COMPARED_ENGLISH):
        for match in pattern.finditer(text) if pattern is _COMPARED or " 20" in text else ():
            year = match["year"]
            sentence = re.split(r"[。；\n]", text[: match.start()])[-1] + match[0]
            if int(year) > made and not _FORECAST.search(sentence):
                yield _problem(YEAR, match[0], spot, year=year, made=str(made))
    if "号" in text:
        for match in _NUMBER.finditer(text):
            if int(match["year"]) > made:
                yield _problem(YEAR, match[0], spot, year=match["year"], made=str(made))


def _ages(text: str, made: int, spot: Spot) -> Iterator[Problem]:
    for match in _BORN.finditer(text):
        if abs(made - int(match["age"]) - int(match["year"])) > _LEAP:
            yield _problem(AGE, match[0], spot, age=match["age"], year=str(made - int(match["age"])))


def _problem(code: str, written: str, spot: Spot, **values: str) -> Problem:
    return Problem(code, replace(spot, needle=written), {"text": excerpt(written, _SHOWN), **values}, Severity.WARNING)
