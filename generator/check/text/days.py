"""Days and hours of a text that cannot be: no such day, another day of the week, an end before its beginning."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.check.text.finder import Text, finder
from generator.check.text.numerals import read_chinese
from generator.late import late
from generator.model.record import month_called
from generator.problems import Problem, Severity, Spot

IMPOSSIBLE, OTHER_WEEKDAY, REVERSED = "day-impossible", "weekday-other", "days-reversed"
CODES = (IMPOSSIBLE, OTHER_WEEKDAY, REVERSED)
# A day is found by its middle, which few texts have often, and then read to both sides.
_MIDDLE = late(r"月 ?(\d{1,2}) ?日")
_BEFORE = late(r"(?:(?<!\d)(\d{4}) ?年 ?)?(?<![\d.年、/-])(\d{1,2}) ?\Z|(?<!\d)(\d{4}) ?年 ?(\d{1,2}) ?\Z")
_BACK = 12  # characters before the middle in which its month and its year stand
_WEEKDAY = late(r" ?(?:[（(] ?)?((?:星期|礼拜|周)([一二三四五六日天]))(?![一二三四五六日天至到、及和末年期])")
_UNTIL = late(
    r" ?(?:[（(][^（()）\n]{1,8}[)）])? ?(?:\d{1,2}(?:[:：]\d{2}| ?[时点](?:\d{1,2} ?分)?) ?)?(?:至|到|—{1,2}|–|－|-|~|～)"
    r" ?(?:(\d{4}) ?年 ?)?(?:(\d{1,2}) ?月 ?)?(\d{1,2}) ?日"
)
_GOES_ON = frozenset(" （(星礼周至到—–－-~～0123456789")  # signs with which one of both begins
_DAYS = "一二三四五六日"
_LEAP = 2024  # a year that has every day a year can have
_MONTHS = 12
_EVERY, _LONGEST = 28, 31  # days that every month has, and that any has
# Minutes of a clock, which are read to both sides too; that they are some is said by a word before them, in the same clause.
_MINUTES = late(r"[:：](\d{2})(?![\d:：.])|[时点] ?(\d{1,2}) ?分")
_HOUR = late(r"(?<![\d:：.])(\d{1,2})\Z")
_IS_TIME = late(
    r"(?:上午|下午|早上|晚上|中午|凌晨|(?:办公|接待|报名|办理|开会|工作|受理|上班|营业|服务)时间)[^\n，。；、]{0,24}\Z"
)
_OF_TIME = ("午", "时间", "早上", "晚上", "凌晨")
_NEAR = 32
_LAST_HOUR, _LAST_MINUTE = 24, 59
_NAMES = tuple(calendar.month_name)[1:]
_WEEK = tuple(calendar.day_name)
_MONTH_NAME = "|".join(_NAMES)
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
# Weekdays and months cut short: Tue 2 Jun 2026, Thurs. 4th June 2026.
_SHORT_WEEK = tuple(f"{name[:3]}" for name in _WEEK)
_SHORT = late(
    r"\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?,? (?:the )?(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?([A-Z][a-z]{2,8})"
    r"|([A-Z][a-z]{2,8}) (\d{1,2})(?:st|nd|rd|th)?)\.?,? (\d{4})\b"
)
# From one day to another, the last of which has its year.
_SPAN = late(
    rf"(?<!\d){_NTH} (?:of )?({_MONTH_NAME})(?:,? (\d{{4}}))?(?: (?:to|until|till|through|(?P<and>and)) |[ ]?[–-][ ]?)(?:the )?"
    rf"{_NTH} (?:of )?({_MONTH_NAME}),? (\d{{4}})\b"
)
# Before a span with "and"; two days that are compared may come in any order.
_BETWEEN = late(r"(?<!difference )(?<!differences )(?<!gap )(?<!compared )(?<!comparison )\b[Bb]etween (?:the )?\Z")
# Days in figures that no month has, as 2026-02-30.
_IN_FIGURES = late(r"(?<![A-Za-z0-9/._-])((?:19|20)\d\d)[-/](0?[1-9]|1[0-2])[-/](29|3\d)(?![A-Za-z0-9/_-]|\.\d)")
_ENGLISH = late(rf"\b({'|'.join(_WEEK)}),? (?:the )?(?:{_NTH} (?:of )?({_MONTH_NAME})|({_MONTH_NAME}) {_NTH}),? (\d{{4}})\b")
# A day that no month of that name has: 31 June 2026, on 30 February, September 31, 2026.
_SHORT_MONTHS = ("April", "June", "September", "November", "February")
_SHORT_MONTH = "|".join(_SHORT_MONTHS)
_NO_DAY = late(
    rf"(?<![\d.,/-])(?:\b(?:on|by|from|until|till|before|after|dated|to) (?:the )?)?"
    rf"(?:(?P<day>29|3[01])(?:st|th)? (?:of )?(?P<month>{_SHORT_MONTH})(?P<year>,? \d{{4}}\b)?"
    rf"|(?P<name>{_SHORT_MONTH}) (?P<number>29|3[01])(?:st|th)?,? (?P<behind>\d{{4}})\b)"
)

# Months, quarters and hours that no year and no day has, said to be of one: 2026年13月, Q5 2026, 上午15时, 14 pm.
# Each begins with a sign that few texts have often, and looks back from there.
_YEAR_BEFORE = r"(?<=(?<!\d)(?:19|20)\d\d年)|(?<=(?<!\d)(?:19|20)\d\d 年)"
_NO_HOUR = r" ?(?:1[3-9]|2\d) ?(?:[时点]|[:：]\d\d)"
_NO_WEEKDAY = r"[七八九](?=[上下]午|[，。；、）)]|$)"
_NO_PART = late(
    rf"年(?:{_YEAR_BEFORE})度? ?(?:(?:1[3-9]|[2-9]\d|0?0) ?月(?![龄嫂])|第?[五六七八九5-9] ?季度)"
    r"|日(?:(?<=\d日)|(?<=\d 日)) ?(?:2[5-9]|[3-9]\d)时(?![间限])|日(?<=\d日) ?\d{1,2}时[6-9]\d分"
    rf"|上午{_NO_HOUR}|早上{_NO_HOUR}|凌晨{_NO_HOUR}|星期{_NO_WEEKDAY}|每周{_NO_WEEKDAY}|礼拜{_NO_WEEKDAY}",
    re.MULTILINE,
)
# A day in the numerals of those who sign: 二〇二六年四月三十一日.
_IN_NUMERALS = late(
    r"(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,3})月(?P<day>[一二三四五六七八九十]{1,4})日"
)
_DIGIT = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_NO_PART_ENGLISH = late(
    r"\b(?:fifth|sixth|seventh) quarter of (?:19|20)\d\d\b|\bQ[5-9],? (?:of )?(?:19|20)\d\d\b|\b(?:19|20)\d\d,? Q[5-9]\b"
    r"|(?<![\d.:–-])(?:1[3-9]|2[0-3])(?:[.:][0-5]\d)? ?[ap](?:m\b|\.m\.)"
)
# A year behind a slash and a figure, as none stands in an address.
SLASHED_YEARS = tuple(f"{digit}/{century}" for digit in "0123456789" for century in (19, 20))
_HALVES_OF_DAY = tuple(
    f"{digit}{blank}{half}" for digit in "0123456789" for blank in ("", " ") for half in ("am", "pm", "a.m", "p.m")
)
# A day in figures, behind a word of time, neither of whose first two is a month.
_NO_MONTH = late(r"\b(?:by|on|before|after|from|until|till|dated|to) (?P<find>(\d\d)/(\d\d)/(?:19|20)\d\d)\b")


# The same where the first is a day that not every month has: in a cell, or behind a word of time.
_SLASHED = late(
    r"(?:\b(?:by|on|before|after|from|until|till|dated|to) |\|[ ]*)(?P<find>(29|3[01])/(0?[1-9]|1[0-2])/((?:19|20)\d\d))(?![\d/])"
)


class _Day(NamedTuple):
    """A day of a text: its year if it says one, and where it begins and ends."""

    year: int | None
    month: int
    day: int
    start: int
    end: int


@finder()
def _days_of(text: Text) -> Iterator[Problem]:
    """The problems of days, of the weekday behind each and of the time that it begins."""
    for day in _days(text.plain):
        yield from _problems(text, day)


@finder(*SLASHED_YEARS)
def _no_months(text: Text) -> Iterator[Problem]:
    """The problems of days in figures neither of whose first two is a month."""
    for match in _NO_MONTH.finditer(text.plain):
        if int(match[2]) > _MONTHS and int(match[3]) > _MONTHS:
            yield _impossible(match["find"], text.at(*match.span("find")))


@finder(*SLASHED_YEARS)
def _no_slashed_days(text: Text) -> Iterator[Problem]:
    """The problems of days in figures whose first can only be a day, and which their months do not have."""
    for match in _SLASHED.finditer(text.plain):
        if not _is_day(int(match[4]), int(match[3]), int(match[2])):
            yield _impossible(match["find"], text.at(*match.span("find")))


@finder()
def _no_parts(text: Text) -> Iterator[Problem]:
    """The problems of months, quarters and hours that there are not."""
    for match in _NO_PART.finditer(text.plain):
        start = match.start()
        if match[0].startswith("年"):
            start -= len("2026") + (text.plain[start - 1] == " ")
        yield _impossible(text.plain[start : match.end()], text.at(start, match.end()))


@finder("二〇", "二○", "二零", "一九九")
def _in_numerals(text: Text) -> Iterator[Problem]:
    """The problems of days in Chinese numerals that there are not."""
    for match in _IN_NUMERALS.finditer(text.plain):
        year = "".join(_DIGIT.get(sign, "") for sign in match["year"])
        month, day = read_chinese(match["month"]), read_chinese(match["day"])
        if len(year) == len("2026") and month is not None and day is not None and not _is_day(int(year), int(month), int(day)):
            yield _impossible(match[0], text.at(*match.span()))


@finder(*_HALVES_OF_DAY, "quarter of", "Q")
def _no_parts_english(text: Text) -> Iterator[Problem]:
    """The problems of quarters and hours that there are not, as they are written in English."""
    yield from (_impossible(match[0], text.at(*match.span())) for match in _NO_PART_ENGLISH.finditer(text.plain))


@finder(*_SHORT_MONTHS, also=("29", "30", "31"))
def _no_days(text: Text) -> Iterator[Problem]:
    """The problems of days in English that their months do not have; without a year, those behind a word of time."""
    for match in _NO_DAY.finditer(text.plain):
        written = match[0][match.start("day" if match["day"] else "name") - match.start() :]
        year = match["year"] or match["behind"]
        month = _NAMES.index(match["month"] or match["name"]) + 1
        certain = year or written != match[0]
        if certain and not _is_day(int(year.strip(" ,")) if year else _LEAP, month, int(match["day"] or match["number"])):
            yield _impossible(written, text.at(match.end() - len(written), match.end()))


@finder(*_OF_TIME)
def _clocks(text: Text) -> Iterator[Problem]:
    """The problems of hours and minutes, where a word says that they are some."""
    for minutes in _MINUTES.finditer(text.plain):
        hour = _HOUR.search(text.plain, max(0, minutes.start() - 3), minutes.start())
        if hour is None or _is_clock(int(hour[1]), int(minutes[1] or minutes[2])):
            continue
        if _IS_TIME.search(text.plain, max(0, hour.start() - _NEAR), hour.start()):
            yield _impossible(text.plain[hour.start() : minutes.end()], text.at(hour.start(), minutes.end()))


def _is_clock(hour: int, minute: int) -> bool:
    return minute <= _LAST_MINUTE and (hour < _LAST_HOUR or (hour == _LAST_HOUR and minute == 0))


def _days(text: str) -> Iterator[_Day]:
    for middle in _MIDDLE.finditer(text):
        begin = max(0, middle.start() - _BACK)
        before = _BEFORE.search(text, begin, middle.start())
        if before:
            year, month = before[1] or before[3], before[2] or before[4]
            yield _Day(int(year) if year else None, int(month), int(middle[1]), before.start(), middle.end())


def _problems(text: Text, day: _Day) -> Iterator[Problem]:
    """The problems of a day, of the weekday behind it, and of the time that it begins."""
    plain = text.plain
    if not _is_day(day.year or _LEAP, day.month, day.day):
        yield _impossible(plain[day.start : day.end], text.at(day.start, day.end))
        return
    if plain[day.end : day.end + 1] not in _GOES_ON:  # as few do; a look that saves two
        return
    named = _WEEKDAY.match(plain, day.end)
    possible = [year for year in ([day.year] if day.year else text.years) if _is_day(year, day.month, day.day)]
    if named and possible:
        weekdays = [_DAYS[dt.date(year, day.month, day.day).weekday()] for year in possible]
        if named[2].replace("天", "日") not in weekdays:
            values = {"day": plain[day.start : day.end], "found": named[1], "expected": named[1][:-1] + weekdays[0]}
            yield Problem(OTHER_WEEKDAY, text.at(day.start, named.end()), values, Severity.WARNING)
    if until := _UNTIL.match(plain, day.end):
        where = text.at(day.start, until.end())
        yield from _reversed(plain[day.start : until.end()], day, (until[1], until[2], until[3]), where)


def _reversed(written: str, day: _Day, end: tuple[str | None, str | None, str], where: Spot) -> Iterator[Problem]:
    """The problem of a time that ends before it begins; one over the turn of a year ends in a month that is before the first."""
    year, month = int(end[0] or day.year or _LEAP), int(end[1] or day.month)
    first = (day.year or year, day.month, day.day)
    if not _is_day(year if end[0] or day.year else _LEAP, month, int(end[2])):
        yield _impossible(written, where)
    elif (year, month, int(end[2])) < first and (end[0] or month == day.month):
        yield Problem(REVERSED, where, {"found": written}, Severity.WARNING)


@finder(*_WEEK)
def _english(text: Text) -> Iterator[Problem]:
    """The problems of days that are written with their weekday, as ``Monday, 9 March 2026`` or ``Monday, March 9, 2026``."""
    for match in _ENGLISH.finditer(text.plain):
        month, day, year = _NAMES.index(match[3] or match[4]) + 1, int(match[2] or match[5]), int(match[6])
        if not _is_day(year, month, day):
            if day > _LONGEST:  # of others it is told that their month does not have them
                yield _impossible(match[0], text.at(*match.span()))
        elif (right := _WEEK[dt.date(year, month, day).weekday()]) != match[1]:
            values = {"day": match[0].removeprefix(match[1]).lstrip(", "), "found": match[1], "expected": right}
            yield Problem(OTHER_WEEKDAY, text.at(*match.span()), values, Severity.WARNING)


@finder(*_SHORT_WEEK, also=(" 19", " 20"))
def _cut_short(text: Text) -> Iterator[Problem]:
    """The problems of days whose weekday is cut short, as ``Tue 2 Jun 2026``."""
    for match in _SHORT.finditer(text.plain):
        month, day, year = month_called(match[3] or match[4]), int(match[2] or match[5]), int(match[6])
        if month and _is_day(year, month, day):
            right = _WEEK[dt.date(year, month, day).weekday()]
            if not right.startswith(match[1]):
                values = {"day": match[0].removeprefix(match[1]).lstrip("., "), "found": match[1], "expected": right}
                yield Problem(OTHER_WEEKDAY, text.at(*match.span()), values, Severity.WARNING)


@finder(*_NAMES, also=(" 19", " 20"))
def _spans(text: Text) -> Iterator[Problem]:
    """The problems of times in English that end before they begin; a first day without a year is of that of the last."""
    for match in _SPAN.finditer(text.plain):
        if match["and"] and not _BETWEEN.search(text.plain, max(0, match.start() - _NEAR), match.start()):
            continue
        year = int(match[3] or match[7])
        first = (year, _NAMES.index(match[2]) + 1, int(match[1]))
        last = (int(match[7]), _NAMES.index(match[6]) + 1, int(match[5]))
        # Without its year it may be of the one before.
        if last < first and (match[3] or match[2] == match[6]) and _is_day(*first) and _is_day(*last):
            yield Problem(REVERSED, text.at(*match.span()), {"found": match[0]}, Severity.WARNING)


@finder("-3", "/3", "-29", "/29")
def _in_figures(text: Text) -> Iterator[Problem]:
    """The problems of days in figures that their months do not have."""
    for match in _IN_FIGURES.finditer(text.plain):
        if not _is_day(int(match[1]), int(match[2]), int(match[3])):
            yield _impossible(match[0], text.at(*match.span()))


def _impossible(written: str, where: Spot) -> Problem:
    return Problem(IMPOSSIBLE, where, {"found": written}, Severity.WARNING)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and day >= 1 and (day <= _EVERY or (year >= 1 and day <= calendar.monthrange(year, month)[1]))


FINDERS = (
    _days_of,
    *(_english, _cut_short, _spans, _no_days, _no_months, _no_slashed_days),
    *(_in_figures, _in_numerals, _clocks, _no_parts, _no_parts_english),
)
