"""Rules on bounds and spans that cannot be, or deny each other.

Ranges that end below where they begin, falls of more than all, parts of a year with other months, terms that their first and
last day do not make. What lies outside a range is named from above (60 岁以上、16 岁以下);
profits fall by more than all. Nothing is told of these.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from generator.check.text.finder import Text, finder
from generator.check.text.numerals import CHINESE, figures, read_chinese, read_english
from generator.late import late
from generator.model.record import month_called
from generator.problems import Problem, Severity
from generator.text import excerpt

RANGE, FALL, MONTHS, DURATION = "range-reversed", "fall-beyond-all", "months-other", "duration-other"
CODES = (RANGE, FALL, MONTHS, DURATION)
_SHOWN = 40
_N = rf"(?:\d[\d,]*(?:\.\d+)?|[{CHINESE}]{{1,6}})"
_PENALTY = late(
    rf"[处罚款额的为在] ?(?P<low>{_N}) ?(?P<large>[万亿])?(?P<unit>元|倍|年|日|个月|%|％)?以上 ?(?P<high>{_N}) ?"
    rf"(?P<size>[万亿])?(?P<its>元|倍|年|日|个月|%|％)以下"
)
# Found at what joins its ends, and read backwards.
_LOW = late(r"(?<![\d.,年月第由从降减-])(?P<low>\d{1,6}(?:\.\d+)?)—?\Z")
_NEAR = 14
_RANGE = late(
    r"[至到—–~～](?P<high>\d{1,6}(?:\.\d+)?) ?"
    r"(?:个工作日|个月|人|名|万?元|天|家|个百分点)"
)
_YEARS = late(r"[—–－~～至到-](?P<high>20\d\d) ?年(?!\d|[级款])")
_LOW_YEAR = late(r"(?<!\d)(?P<low>20\d\d) ?年?—?\Z")
_BETWEEN = late(
    r"(?<!ifference )(?<!ap )(?<!plit )(?<!atio )(?<!omparison )(?<!alance )\bbetween (?P<low>[£$€]?\d[\d,]*"
    r"(?:\.\d+)?) ?(?P<unit>%)? and"
    r" (?P<high>[£$€]?\d[\d,]*(?:\.\d+)?) ?(?P<its>%|per cent|days|members|people|metres|tonnes|working days)?(?![\d:]| ?[ap]m)"
)
_SOME = rf" ?{_N} ?(?:个?工作日|日|天|个月|年|人|名|万?元|%|％)及?"
_BOTH = late(r"以(?:上(?!的?部分)|下)")
_DENIED = {
    "以上": late(rf"(?:不得?超过|不多于|不高于|不大于|至多){_SOME}\Z"),
    "以下": late(rf"(?:不得?少于|不低于|不小于|至少){_SOME}\Z"),
}
_BOTH_ENGLISH = late(r"\b(?:no|not) (?:more|later|longer) than at least\b|\bat least (?:(?:no|not) more than|at most)\b")
_JOINTS = ("至", "到", "—", "–", "~", "～", "-20", "－20")
_OF_YEAR = ("季度（", "季度(", "半年（", "半年(", " quarter", "t half", "d half")
_MONEY, _ALL, _BACK = "£$€", 100, 30
# By the end of a share of three figures and more, or with decimals.
_HUNDREDTHS = ("%", "％", " per cent")
_FALL = late("|".join(rf"{sign}(?!点)(?:(?<=\d{{3}}{sign})|(?<=\d\.\d{sign})|(?<=\d\.\d\d{sign}))" for sign in _HUNDREDTHS))
_FALLING = ("降", "减", "跌", "回落", "fell", "drop", "decreas", "declin", "reduc", "down")
_FALLEN = late(
    r"(?:(?:下降|减少|降低|下跌|回落|压减|缩减|降)了? ?|\b(?:fell|fallen|dropped|decreased|declined|reduced|down)(?: by)? )"
    r"(?P<share>\d{3,4}(?:\.\d+)?)\Z"
)
_MAY_FALL = late(
    r"利润|收益|亏|盈|净|结[余转]|余额|增[速长]|流量|赤字|profit|surplus|net|cash|balance|loss|growth", re.IGNORECASE
)
_PARTS_OF_YEAR = late(
    r"(?P<part>第?[一二三四1-4]季度|上半年|下半年|前三季度)[（(] ?(?P<first>\d{1,2}) ?月?"
    r"(?:至|到|—{1,2}|–|－|-|~|～) ?(?P<last>\d{1,2}) ?月份?[）)]"
    r"|\b(?P<name>(?:first|second|third|fourth) quarter|(?:first|second) half)(?: of [^().;\n]{0,20})? \("
    r"(?P<from>[A-Z][a-z]{2,8})"
    r" ?(?:to|until|through|–|-) ?(?P<to>[A-Z][a-z]{2,8})(?: \d{4})?\)"
)
_MONTHS_OF = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
_DAY = r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日"
_SPAN = rf"{_DAY}(?:起|开始)? ?(?:至|到|—{{1,2}}|–|－|-|~|～)(?: ?(\d{{4}}) ?年)? ?(?:(\d{{1,2}}) ?月 ?)?(\d{{1,2}}) ?日"
_TERM = rf"(?P<number>{_N}) ?个?(?P<unit>年|月|工作日|天|日)"
_TERM_FIRST = late(
    rf"(?:有效期|公示期|公示时间|公告期|公告时间|期限|为期|合同期|服务期|租期|任期|试用期|征集时间|报名时间)"
    rf"(?:限|间)?(?:为|是|：)?(?P<least>不少于|不低于|至少)?{_TERM}[（(，,：: ]{{0,2}}(?:即|自|从)?{_SPAN}[）)]?"
)
_SPAN_FIRST = late(
    rf"{_SPAN}(?:止)?(?:[（(，,]{{1,2}}(?:为期|共计?|有效期为?|期限为?){_TERM}|[（(](?P<days>{_N}) ?个?工作日[）)])"
)
_IN_FORCE = late(rf"自{_DAY}起[^，。；\n]{{1,6}}[，,]有效期(?:限)?为?(?P<number>{_N}) ?年[，,]?(?:有效期)?至 ?{_DAY}")
_MONTH_COUNT = late(r"(?<!\d)(\d{1,2}) ?月份?(?:至|到|—{1,2}|-|–)(\d{1,2}) ?月份?[，（(]{1,2}共计?(\d{1,2}) ?个月")
_WEEK = late(
    r"每周(?:工作|开放|办公|开门|营业|开诊)?(?P<number>[一二三四五六七\d])[天日][（(](?:周|星期)(?P<first>[一二三四五六日天])(?:至|到|—|-|–)(?:周|星期)?"
    r"(?P<last>[一二三四五六日天])[）)]"
)
_WEEK_ENGLISH = late(
    r"\b(?P<number>two|three|four|five|six|seven|[2-7]) days a week,? \(?(?P<first>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
    r" (?:to|through|until|–|-) (?P<last>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\)?"
)
_DAYS, _DAYS_ENGLISH = "一二三四五六日", ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_HIGHEST = late(
    r"最高(?P<what>[一-龥]{0,4}?)(?:为|是)?(?P<high>\d+(?:\.\d+)?) ?(?P<unit>℃|度|元|分|万元|%|人)[，、；]最低"
    r"(?P=what)(?:为|是)?(?P<low>\d+(?:\.\d+)?) ?(?P=unit)"
    r"|最低(?P<its>[一-龥]{0,4}?)(?:为|是)?(?P<least>\d+(?:\.\d+)?) ?(?P<same>℃|度|元|分|万元|%|人)[，、；]最高"
    r"(?P=its)(?:为|是)?(?P<most>\d+(?:\.\d+)?) ?(?P=same)"
    r"|\bminimum of (?P<low_en>\d+) [^.;\n]{0,16}maximum of (?P<high_en>\d+)"
)
_OF_TERM = (
    *("有效期", "公示期", "公示时间", "公告期", "公告时间", "期限", "为期", "合同期", "服务期", "租期", "任期", "试用期"),
    *("征集时间", "报名时间", "，共", ",共", "（共", "(共", "工作日）", "工作日)"),
)
_SPANNED = late(r"日(?:起|开始)? ?[至到—–－~～-]|日起[^，。；\n]{1,6}[，,]有效期")
_EN_DAY = r"(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8})(?: (\d{4}))?"
_TERM_ENGLISH = late(
    rf"\b(?:for|of|over|lasts|runs for) (?P<number>[a-z]+|\d{{1,2}}) (?P<unit>years?|months?|weeks?|days?),? "
    rf"(?:\(|running |starting )?from {_EN_DAY} (?:to|until) {_EN_DAY}"
)
_SATURDAY, _MANY_DAYS = 5, 90
_DAYS_OF = {"天": 1, "日": 1, "day": 1, "week": 7}
_MONTHS_IN = {"年": 12, "月": 1, "year": 12, "month": 1}


@finder("between ")
def _between(text: Text) -> Iterator[Problem]:
    """The problems of ranges in English whose ends are the wrong way round."""
    for match in _BETWEEN.finditer(text.plain):
        measured = match["its"] or match["high"][0] in _MONEY
        if measured and figures(match["low"].lstrip(_MONEY)) > figures(match["high"].lstrip(_MONEY)):
            yield _problem(RANGE, text, *match.span())


@finder(*_FALLING, also=_HUNDREDTHS)
def _falls(text: Text) -> Iterator[Problem]:
    """The problems of falls by more than all there was."""
    for match in _FALL.finditer(text.plain):
        fallen = _FALLEN.search(text.plain, max(0, match.start() - 2 * _NEAR), match.start())
        if fallen and Decimal(fallen["share"]) > _ALL:
            may = _MAY_FALL.search(text.plain, max(0, fallen.start() - _BACK), fallen.end())
            if not may:
                yield _problem(FALL, text, fallen.start(), match.end())


@finder(*_OF_YEAR)
def _parts_of_year(text: Text) -> Iterator[Problem]:
    """The problems of quarters and halves of a year with months of others."""
    yield from (_problem(MONTHS, text, *match.span()) for match in _PARTS_OF_YEAR.finditer(text.plain) if not _has_months(match))


@finder("最高", "inimum of")
def _highest(text: Text) -> Iterator[Problem]:
    """The problems of what is least and is more than what is most."""
    for match in _HIGHEST.finditer(text.plain):
        low, high = (
            next(filter(None, match.group(*names))) for names in (("low", "least", "low_en"), ("high", "most", "high_en"))
        )
        if Decimal(low) > Decimal(high):
            yield _problem(RANGE, text, *match.span())


@finder("个月")
def _months(text: Text) -> Iterator[Problem]:
    """The problems of months that are not as many as is said."""
    for match in _MONTH_COUNT.finditer(text.plain):
        if (int(match[2]) - int(match[1])) % 12 + 1 != int(match[3]):
            yield _problem(DURATION, text, *match.span())


@finder("每周")
def _weeks(text: Text) -> Iterator[Problem]:
    """The problems of days of the week that are not as many as is said."""
    for match in _WEEK.finditer(text.plain):
        first, last = (_DAYS.index(match[name].replace("天", "日")) for name in ("first", "last"))
        number = match["number"]
        if (last - first) % 7 + 1 != (int(number) if number.isdigit() else int(read_chinese(number) or 0)):
            yield _problem(DURATION, text, *match.span())


@finder("days a week")
def _weeks_in_english(text: Text) -> Iterator[Problem]:
    """The same of days in English."""
    for match in _WEEK_ENGLISH.finditer(text.plain):
        first, last = (_DAYS_ENGLISH.index(match[name]) for name in ("first", "last"))
        number = match["number"]
        if (last - first) % 7 + 1 != (int(number) if number.isdigit() else read_english(number)):
            yield _problem(DURATION, text, *match.span())


@finder(*_JOINTS)
def _joined(text: Text) -> Iterator[Problem]:
    """The problems of ranges of which a sign joins the ends, and of years."""
    for match in _RANGE.finditer(text.plain):
        low = _LOW.search(text.plain, max(0, match.start() - _NEAR), match.start())
        if low and Decimal(low["low"]) > Decimal(match["high"]):
            yield _problem(RANGE, text, low.start(), match.end())
    for match in _YEARS.finditer(text.plain):
        low = _LOW_YEAR.search(text.plain, max(0, match.start() - _NEAR), match.start())
        if low and low["low"] > match["high"]:
            yield _problem(RANGE, text, low.start(), match.end())


@finder("以上", "以下")
def _penalties(text: Text) -> Iterator[Problem]:
    """The problems of bounds of a penalty the wrong way round, and of those that say at most and at least of one number."""
    for match in _PENALTY.finditer(text.plain):
        low, high = _size(match["low"], match["large"]), _size(match["high"], match["size"])
        # 一万以上 leaves its unit to the other; 三以上一万元以下 may leave 万 to it.
        alike = match["unit"] in (None, match["its"]) and (match["unit"] or match["large"] or not match["size"])
        if alike and low > high:
            yield _problem(RANGE, text, match.start() + 1, match.end())
    for match in _BOTH.finditer(text.plain):
        denied = _DENIED[match[0]].search(text.plain, max(0, match.start() - _NEAR), match.start())
        if denied:
            yield _problem(RANGE, text, denied.start(), match.end())


@finder("least")
def _denied_in_english(text: Text) -> Iterator[Problem]:
    """The problems of what is said to be at most and at least one number."""
    yield from (_problem(RANGE, text, *match.span()) for match in _BOTH_ENGLISH.finditer(text.plain))


@finder(*_OF_TERM)
def _durations(text: Text) -> Iterator[Problem]:
    """The problems of terms whose first and last day are as far apart as another."""
    if not _SPANNED.search(text.plain):
        return
    for pattern in (_TERM_FIRST, _SPAN_FIRST, _IN_FORCE):
        for match in pattern.finditer(text.plain):
            parts = match.groups()
            at = 3 if pattern is _TERM_FIRST else 0
            year, month, day, *end = parts[at : at + 6] if pattern is not _IN_FORCE else [*parts[:3], *parts[4:7]]
            first = _date(year, month, day)
            last = _date(end[0] or year, end[1] or month, end[2])
            worked = match["days"] if pattern is _SPAN_FIRST else None
            unit = "年" if pattern is _IN_FORCE else "工作日" if worked else match["unit"]
            number = int(_size(worked or match["number"], None))
            if pattern is _TERM_FIRST and match["least"] and first and last and last - first >= dt.timedelta(days=number - 1):
                continue
            if first and last and number and not _lasts(first, last, number, unit):
                yield _problem(DURATION, text, *match.span())


@finder(" from ", also=(" year", " month", " week", " day"))
def _durations_in_english(text: Text) -> Iterator[Problem]:
    """The same of terms in English."""
    for match in _TERM_ENGLISH.finditer(text.plain):
        _, _, day, name, year, its_day, its_name, its_year = match.groups()
        many = int(match["number"]) if match["number"].isdigit() else read_english(match["number"])
        first = _date(year or its_year, str(month_called(name)), day)
        last = _date(its_year or year, str(month_called(its_name)), its_day)
        if first and last and many and not _lasts(first, last, many, match["unit"].removesuffix("s")):
            yield _problem(DURATION, text, *match.span())


def _lasts(first: dt.date, last: dt.date, number: int, unit: str) -> bool:
    """True if from the first day to the last, whether either counts or not, it is so long."""
    days = (last - first).days + 1
    if days <= 0:
        return True  # that it ends first is another rule's
    if unit == "工作日":
        of_week = [(first + dt.timedelta(days=day)).weekday() for day in range(min(days, _MANY_DAYS))]
        # Of a Saturday and the Sunday behind it, one at most is worked in place of another day.
        most = sum(day < _SATURDAY for day in of_week) + max(of_week.count(_SATURDAY), of_week.count(_SATURDAY + 1))
        return (number <= most or days > _MANY_DAYS) and days <= number * 2 + 12
    if unit in _DAYS_OF:
        return abs(days - number * _DAYS_OF[unit]) <= 1
    months = (last.year - first.year) * 12 + last.month - first.month + (last.day - first.day + 1) / 31
    return abs(months - number * _MONTHS_IN[unit]) <= (1 if unit == "年" else 0.2)


def _has_months(match: re.Match[str]) -> bool:
    """True if a part of a year has the months that are named; in English, where years begin otherwise, as many."""
    if match["part"]:
        first, last, part = int(match["first"]), int(match["last"]), match["part"]
        if part in _MONTHS_OF:
            low, high = _MONTHS_OF[part]
        else:
            sign = part.removeprefix("第")[0]
            number = int(sign) if sign.isdigit() else "一二三四".index(sign) + 1
            low, high = number * 3 - 2, number * 3
        return low <= first <= last <= high
    first, last = month_called(match["from"]), month_called(match["to"])
    length = (last - first) % 12 + 1
    return not first or not last or length <= (3 if "quarter" in match["name"] else 6)


def _size(number: str, large: str | None) -> Decimal:
    value = figures(number) if number[0].isdigit() else read_chinese(number) or Decimal(0)
    return value * {"万": 10_000, "亿": 100_000_000}.get(large or "", 1)


def _date(year: str | None, month: str | None, day: str | None) -> dt.date | None:
    try:
        return dt.date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None


def _problem(code: str, text: Text, start: int, end: int) -> Problem:
    written = text.plain[start:end].rstrip(", ")
    return Problem(code, text.at(start, start + len(written)), {"text": excerpt(written, _SHOWN)}, Severity.WARNING)


FINDERS = (
    *(_penalties, _denied_in_english, _joined, _between, _falls, _parts_of_year, _highest),
    *(_months, _weeks, _weeks_in_english, _durations, _durations_in_english),
)
