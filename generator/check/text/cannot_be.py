"""Rules on single facts of a text that cannot be.

Measures beyond their scale, years to come that are compared with, ages that dates of birth do not make, a seal in words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from generator.check.text.days import IMPOSSIBLE
from generator.check.text.finder import Text, finder
from generator.late import late
from generator.problems import Problem, Severity, Spot
from generator.text import excerpt

MEASURE, YEAR, AGE, SEAL = "measure-impossible", "year-to-come", "age-other", "seal-in-words"
FESTIVAL, EVENTS, PRINTED = "festival-other", "events-reversed", "printed-before"
CODES = (MEASURE, YEAR, AGE, SEAL, FESTIVAL, EVENTS, PRINTED)
_SHOWN = 40
_PH = late(r"(?<![A-Za-z])pH ?(?:值|value)?(?: ?(?:为|是|of|is|was|=|：|:))? ?(?P<number>\d{1,4}(?:\.\d+)?)(?![\d.]|[—–-]\d|级)")
_LATITUDE = late(r"(?:[北南]纬|\b[Ll]atitude:?) ?(?P<number>\d{1,3}(?:\.\d+)?)(?=[°度º′]|\b)")
_LONGITUDE = late(r"(?:[东西]经|\b[Ll]ongitude:?) ?(?P<number>\d{1,3}(?:\.\d+)?)(?=[°度º′]|\b)")
_NO_DAY = late(r"每月的?(?P<day>3[2-9]|[4-9]\d) ?[日号]")
_COMPARED = late(
    r"(?:较|比|与) ?(?P<year>20\d\d) ?年(?:度|底|末|同期)?(?:相比|同期)?[，,]?[^，。；\n年]{0,8}?"
    r"(?:增长|增加|下降|减少|提高|上升|降低|基本持平|持平)"
)
_COMPARES = tuple(f"{word}{blank}20" for word in "较比与" for blank in ("", " "))
_COMPARES_ENGLISH = ("with 20", "to 20", "in 20", "from 20")
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
# Days that are on the same day every year; of what lasts, the first.
_FESTIVALS = {
    **{
        "元旦": (1, 1),
        "妇女节": (3, 8),
        "植树节": (3, 12),
        "劳动节": (5, 1),
        "青年节": (5, 4),
        "护士节": (5, 12),
        "儿童节": (6, 1),
    },
    **{
        "建党节": (7, 1),
        "建军节": (8, 1),
        "医师节": (8, 19),
        "教师节": (9, 10),
        "国庆节": (10, 1),
        "记者节": (11, 8),
        "宪法日": (12, 4),
    },
}
_FESTIVAL = late(rf"(?P<name>{'|'.join(_FESTIVALS)})[（(](?:\d{{4}} ?年 ?)?(?P<month>\d{{1,2}}) ?月 ?(?P<day>\d{{1,2}}) ?日[）)]")
_FESTIVALS_ENGLISH = {
    "Christmas Day": "25 December",
    "Boxing Day": "26 December",
    "Christmas Eve": "24 December",
    "New Year’s Day": "1 January",
}
_FESTIVAL_ENGLISH = late(
    r"\b(?P<name>Christmas Day|Boxing Day|Christmas Eve|New Year[’']s Day) \((?P<day>\d{1,2} (?:December|January))\)"
)
_DAY = r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日"
_SPAN_END = rf"(?:{_DAY} ?(?:至|到|—|-|–)(?: ?(\d{{4}}) ?年)? ?(?:(\d{{1,2}}) ?月 ?)?(\d{{1,2}}) ?日)"
# What ends before the other begins: an enrolment before the examination, bids before they are opened.
_ENROLLED = late(rf"(?P<what>报名)(?:时间|日期)?(?:为|：|定于)? ?{_SPAN_END}")
_EXAMINED = late(rf"(?<![一-龥])(?P<what>笔试|考试|开考|面试)(?:时间|日期)?(?:为|：|定于|于)? ?{_DAY}")
_HANDED_IN = late(rf"(?P<what>(?:投标|递交|报价|响应)[一-龥]{{0,6}}截止)(?:时间|日期)?(?:为|：)? ?{_DAY}")
_OPENED = late(rf"(?P<what>开标|开启)(?:时间|日期)?(?:为|：|定于|于)? ?{_DAY}")
_PRINTED = late(rf"(?P<text>办公[室厅][ \u3000]{{0,8}}{_DAY}[ ]?印发)")
_SEALS = tuple(f"{word}{close}" for word in ("盖章", "公章", "印章", "签章") for close in "）)")
_OF_FORM = ("单位", "申请", "部门（", "意见")
_PH_MOST, _LATITUDE_MOST, _LONGITUDE_MOST, _LEAP = 14, 90, 180, 2


@finder("pH", "纬", "atitude", "东经", "西经", "ongitude")
def _measures(text: Text) -> Iterator[Problem]:
    """The problems of measures beyond what they can be."""
    for pattern, most in ((_PH, _PH_MOST), (_LATITUDE, _LATITUDE_MOST), (_LONGITUDE, _LONGITUDE_MOST)):
        for match in pattern.finditer(text.plain):
            if Decimal(match["number"]) > most:
                yield _problem(MEASURE, match[0].strip(), text.at(*match.span()), most=str(most))


@finder("每月")
def _no_days(text: Text) -> Iterator[Problem]:
    """The problems of days that no month has."""
    yield from (_problem(IMPOSSIBLE, match[0], text.at(*match.span()), found=match[0]) for match in _NO_DAY.finditer(text.plain))


@finder(*_SEALS)
def _sealed(text: Text) -> Iterator[Problem]:
    """The problem of the words that stand where a seal is to be."""
    if (match := _SEALED.search(text.plain)) and not any(word in match["name"] for word in _OF_FORM):
        yield _problem(SEAL, match["name"], text.at(*match.span("name")))


@finder("印发")
def _printed(text: Text) -> Iterator[Problem]:
    """The problem of a text that was printed before it was made."""
    created, printed = text.item.authored.created, _PRINTED.search(text.plain)
    day = _date(*printed.groups()[1:4]) if printed else None
    if created and printed and day and day < created:
        yield _problem(PRINTED, printed["text"], text.at(*printed.span("text")), date=created.isoformat())


@finder("节（", "元旦（", "节(", "元旦(", " Day (", " Eve (")
def _festivals(text: Text) -> Iterator[Problem]:
    for match in _FESTIVAL.finditer(text.plain):
        month, day = _FESTIVALS[match["name"]]
        if (int(match["month"]), int(match["day"])) != (month, day):
            yield _problem(FESTIVAL, match[0], text.at(*match.span()), name=match["name"], day=f"{month}月{day}日")
    for match in _FESTIVAL_ENGLISH.finditer(text.plain):
        right = _FESTIVALS_ENGLISH[match["name"].replace("'", "’")]
        if match["day"] != right:
            yield _problem(FESTIVAL, match[0], text.at(*match.span()), name=match["name"], day=right)


@finder("报名", "截止", also=("试", "截止"))
def _events(text: Text) -> Iterator[Problem]:
    """The problems of what begins before that has ended which must come first, where a text has one of each."""
    for before, after in ((_ENROLLED, _EXAMINED), (_HANDED_IN, _OPENED)):
        firsts, seconds = list(before.finditer(text.plain)), list(after.finditer(text.plain))
        if len(firsts) != 1 or not seconds:
            continue
        year, month, day, *end = firsts[0].groups()[1:]
        ended = _date(end[0] or year, end[1] or month, end[2]) if end else _date(year, month, day)
        for second in seconds:
            begun = _date(*second.groups()[1:4])
            if ended and begun and begun < ended:
                yield _problem(
                    EVENTS,
                    second[0],
                    text.at(*second.span()),
                    first=firsts[0]["what"],
                    date=ended.isoformat(),
                    second=second["what"],
                )
                break


def _date(year: str | None, month: str | None, day: str | None) -> dt.date | None:
    try:
        return dt.date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None


@finder(*_COMPARES, *_COMPARES_ENGLISH)
def _compared(text: Text) -> Iterator[Problem]:
    """The problems of years with which something is compared and that had not come when the text was made."""
    made = _made(text)
    for pattern in (_COMPARED, _COMPARED_ENGLISH):
        for match in pattern.finditer(text.plain):
            year = match["year"]
            sentence = re.split(r"[。；\n]", text.plain[: match.start()])[-1] + match[0]
            if int(year) > made and not _FORECAST.search(sentence):
                yield _problem(YEAR, match[0], text.at(*match.span()), year=year, made=str(made))


@finder("〔20", "[20", "［20", also=("号",))
def _cited(text: Text) -> Iterator[Problem]:
    """The problems of documents that are cited and are of a year that had not come when the text was made."""
    made = _made(text)
    for match in _NUMBER.finditer(text.plain):
        if int(match["year"]) > made:
            yield _problem(YEAR, match[0], text.at(*match.span()), year=match["year"], made=str(made))


def _made(text: Text) -> int:
    """The last year in which a text was made, published or changed; one that never comes where nothing says it."""
    authored = text.item.authored
    return max((day.year for day in (authored.created, authored.published, authored.modified) if day), default=dt.MAXYEAR)


@finder("出生")
def _ages(text: Text) -> Iterator[Problem]:
    """The problems of ages that a year of birth does not make when the text was made."""
    made = _made(text)
    for match in _BORN.finditer(text.plain) if made < dt.MAXYEAR else ():
        if abs(made - int(match["age"]) - int(match["year"])) > _LEAP:
            yield _problem(AGE, match[0], text.at(*match.span()), age=match["age"], year=str(made - int(match["age"])))


def _problem(code: str, written: str, where: Spot, **values: str) -> Problem:
    return Problem(code, where, {"text": excerpt(written, _SHOWN), **values}, Severity.WARNING)


FINDERS = (
    *(_measures, _no_days, _sealed, _festivals, _events),
    *(_printed, _compared, _cited, _ages),
)
