"""The one kind of value: frozen, slotted, keyword-only, read from text with every mistake at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Annotated, TypeVar, dataclass_transform

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from generator.frozen import make_frozen
from generator.late import late

T = TypeVar("T")

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Web = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?/$")]

_ISO_DATE = late(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LAST_DAY = 31
_JOIN = r"\s*[-/.,年]\s*"
# A time of day says nothing of the day, unless it is told in another zone.
_TIME = r"(?:[T ]\s*(?:00:00\S*|\d{1,2}:\d{2}(?::\d{2})?))?"
_OTHER_DATE = late(rf"(\d{{4}})(?:{_JOIN}|\s*)?(\d{{1,2}})(?:\s*[-/.,月]\s*|\s*)?(\d{{1,2}})\s*[日号]?{_TIME}")
_MONTH = late(rf"\d{{4}}{_JOIN}\d{{1,2}}\s*月?(?:份|[上中下]旬|初|底)?")
# A year, or a part of one, with no day: 2026, 2026年第二季度, Q2 2026, spring 2026.
_PART_OF_YEAR = late(
    r"(?P<han>[12]\d{3})\s*年?度?\s*(?:第?\s*[一二三四1-4]\s*季度?|[上下]半年|[初中末底]|[春夏秋冬]季?)?"
    r"|(?:Q[1-4]|[1-4](?:st|nd|rd|th) quarter|early|mid|late|spring|summer|autumn|fall|winter),?\s*(?:of\s*)?"
    r"-?(?P<latin>[12]\d{3})"
    r"|(?P<before>[12]\d{3})[ -]?Q[1-4]",
    re.IGNORECASE,
)
# Signs that stand for a hyphen, and the quotes people put around a value.
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe63\u30fc~", "-") | dict.fromkeys("“”‘’\"'", "")
)
_NUMERALS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_CHINESE_DATE = late(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# What is written before and behind the day from or to which something holds.
_OF_TERM = late(r"^(?:自|从|于)\s*|\s*(?:起|止|前|之前)?(?:施行|实施|执行|生效|印发|发布)?$")
_MONTHS_A_YEAR = len(_MONTHS)
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[1-9]\d{3})"
# June 2026, mid-June 2026, 2026 June
_NAMED_MONTH = late(
    r"(?:(?:early|mid|late|end of)[ -]+)?(?P<name>[A-Za-z]{3,9})\.?,?[ -]*(?P<year>[1-9]\d{3})"
    r"|(?P<first>[1-9]\d{3}),?[ -]+(?P<last>[A-Za-z]{3,9})\.?",
    re.IGNORECASE,
)
_LEAST_ALIKE = 0.7  # of a word and the month it was meant for
_APART = 0.15  # and so much more than any other: Octember may be two
_DAY_FIRST = late(rf"{_DAY}(?: +of)?[ -]*{_NAME},?[ -]*{_YEAR}")  # 12 October 2026, 12th of Oct. 2026, 12-Oct-2026
_MONTH_FIRST = late(rf"{_NAME} *{_DAY}(?:, *| +){_YEAR}")  # October 12, 2026
_NAMED_SHORT = late(rf"{_DAY}[ -]*{_NAME},?[ -]*'?(?P<year>[0-9]{{2}})")  # 12-Oct-26
_TURNED_DATE = late(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*([1-9]\d{3})")
_TURNED_SHORT = late(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{2})")
_CENTURY = 100
_WEEK, _DAYS = "一二三四五六日天", ("mo", "tu", "we", "th", "fr", "sa", "su")
_WEEKDAY = late(
    r"[(（]?\s*(?:(?:星期|周|礼拜)(?P<han>[一二三四五六日天])|\b(?P<day>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\.?)\s*[)）]?",
    re.IGNORECASE,
)
_DATED = late(r"^(?:dtd?|dated?)\b[.:]?\s*", re.IGNORECASE)
# A fiscal or school year: 2025-26, FY 2026-27, FY 2027.
_YEARS = late(
    r"(?:FY|fiscal year|financial year|school year)\s*\d{2,4}(?:[-/]\d{2,4})?|\d{4}[-/](?:1[3-9]|[2-9]\d|\d{4})", re.IGNORECASE
)
# A year of two digits that is no day and no month.
_SHORT_DATE = late(r"(1[3-9]|2[0-9])\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
# Days as a spreadsheet counts them: from the end of 1899; five digits are 1954 to 2064.
_SERIAL = late(r"[2-5]\d{4}(?:\.0+)?|60000")
_SERIAL_START = dt.date(1899, 12, 30)
# Before it no document was made that is in force or in an archive of ours: an earlier year is a slip, such as 0201 for 2010.
_FIRST_YEAR = 1000
_NUMBER = late(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED = late(r"(?:(?<![\w.])-)?(?:\d{1,3}(?:[ ,'’]\d{2,3})+(?!\d)|\d+)(?:\.\d+)?")
# By how much a word behind a number multiplies it; in Chinese the field may have a unit of its own.
_SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands"), 1_000),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 100_000),
    **dict.fromkeys(("m", "mn", "mil", "million", "millions"), 1_000_000),
    **dict.fromkeys(("cr", "crore", "crores"), 10_000_000),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 1_000_000_000),
}
_NO_NUMBER = late(
    r"n/?a|none|nil|tb[acd]|unknown|pending|not (?:known|applicable|available)|[-/—]+|暂?无|没有|未定|待定|不详|不适用|未知"
)
_CHINESE_SCALE = late("[十百千万亿]")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Makes a class a frozen value; ``load/fields.py`` reads it from text by the types of its fields."""
    return make_frozen(cls, kw_only=True)


def _date(value: object) -> object:
    """Reads a date as ISO 8601 writes it, or with its month as a word; another is refused with the right spelling beside it."""
    if not isinstance(value, str):
        return value
    if _ISO_DATE.fullmatch(value):
        try:
            written = dt.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date-impossible", "no such day", {"value": value}) from None
        if written.year < _FIRST_YEAR:
            raise PydanticCustomError("date-year", "no such year", {"value": value, "year": value[:4]})
        return written
    plain = unicodedata.normalize("NFKC", value).translate(_DASHES).strip().lstrip("\\")
    if years := _YEARS.fullmatch(plain):
        raise PydanticCustomError("date-notation", "notation", {"value": value, "years": years[0]})
    if without_day := _without_day(plain):
        raise PydanticCustomError("date-day-missing", "no day", {"value": value, **without_day})
    if written_out := _written_out(plain):
        try:
            return dt.date(*written_out)
        except ValueError:
            raise PydanticCustomError("date-impossible", "no such day", {"value": value}) from None
    if meant := _meant(plain) or _meant(_OF_TERM.sub("", plain)) or _misspelt(plain):
        try:
            day = dt.date(*meant).isoformat()
        except ValueError:
            raise PydanticCustomError("date-impossible", "no such day", {"value": value}) from None
        raise PydanticCustomError("date-notation", "notation", {"value": value, "suggestion": day})
    raise PydanticCustomError("date-notation", "notation", {"value": value, **(_of_week(plain) or _both_ways(plain))})


def _without_day(plain: str) -> dict[str, str]:
    """The ``month`` of what names no day, or its ``year`` where it names no month either; nothing for what may be a day."""
    if _MONTH.fullmatch(plain):
        year, month = map(int, re.findall(r"\d+", plain))
        return {"month": f"{year}-{month:02}"}
    if (named := _NAMED_MONTH.fullmatch(plain)) and (called := month_called(named["name"] or named["last"])):
        return {"month": f"{named['year'] or named['first']}-{called:02}"}
    part = _PART_OF_YEAR.fullmatch(plain)
    return {"year": part["han"] or part["latin"] or part["before"]} if part else {}


def _of_week(plain: str) -> dict[str, str]:
    """The day of a date with its day of the week; where that is of another date, ``no_such_day``."""
    found = _WEEKDAY.search(plain)
    rest = _WEEKDAY.sub("", plain).strip(" ,") if found else ""
    meant = (_written_out(rest) or _meant(rest)) if rest else None
    if found is None or meant is None:
        return {}
    number = (
        _WEEK.index(found["han"]) if found["han"] else next(n for n, day in enumerate(_DAYS) if day == found["day"][:2].lower())
    )
    with contextlib.suppress(ValueError):
        day = dt.date(*meant)
        return {"suggestion" if day.weekday() == min(number, 6) else "no_such_day": day.isoformat()}
    return {}


def _both_ways(plain: str) -> dict[str, str]:
    """The days that a date of figures is for who writes the day first and for who writes the month first; nothing for others."""
    turned = _TURNED_DATE.fullmatch(plain) or _TURNED_SHORT.fullmatch(plain)
    if turned is None:
        return {}
    one, other, year = (int(part) for part in turned.groups())
    found: dict[str, str] = {}
    for way, month, day in (("day_first", other, one), ("month_first", one, other)):
        with contextlib.suppress(ValueError):
            found[way] = dt.date(year if year > _CENTURY else _CENTURY * 20 + year, month, day).isoformat()
    return found if len(found) != 1 else {"suggestion": next(iter(found.values()))}


def _written_out(plain: str) -> tuple[int, int, int] | None:
    """The year, month and day of a date whose month is written as an English word, which no reader takes for another."""
    plain = _DATED.sub("", plain)
    match = _DAY_FIRST.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain)
    if match is None:
        return None
    month = month_called(match["name"])
    return (int(match["year"]), month, int(match["day"])) if month else None


def _misspelt(plain: str) -> tuple[int, int, int] | None:
    """The year, month and day of a date whose month is written with a slip, where the word is like one month alone."""
    plain = _DATED.sub("", plain)
    match = _DAY_FIRST.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain)
    if match is None or len(match["name"]) <= len("may"):
        return None
    word = match["name"].lower()
    alike = [(difflib.SequenceMatcher(None, word, known).ratio(), number) for number, known in enumerate(_MONTHS, 1)]
    (best, month), (next_best, _) = sorted(alike, reverse=True)[:2]
    return (int(match["year"]), month, int(match["day"])) if best >= _LEAST_ALIKE and best - next_best >= _APART else None


def month_called(name: str) -> int:
    """The number of a month by its English name or the beginning of it; 0 for any other word."""
    lower = name.lower().rstrip(".")
    return next((number for number, known in enumerate(_MONTHS, 1) if lower in (known, known[:3], known[:4])), 0)


def _meant(plain: str) -> tuple[int, int, int] | None:
    """The year, month and day that a date in another notation can only mean, or None."""
    if _SERIAL.fullmatch(plain):
        day = _SERIAL_START + dt.timedelta(days=int(plain.partition(".")[0]))
        return day.year, day.month, day.day
    if chinese := _CHINESE_DATE.fullmatch(plain):
        year = int("".join(str(_NUMERALS[sign]) for sign in chinese[1]))
        return year, _tens(chinese[2]), _tens(chinese[3])
    if other := _OTHER_DATE.fullmatch(plain):
        return int(other[1]), int(other[2]), int(other[3])
    if (turned := _TURNED_DATE.fullmatch(plain)) and (order := _order(int(turned[1]), int(turned[2]))):
        return int(turned[3]), *order
    if short := _SHORT_DATE.fullmatch(plain):
        return 2000 + int(short[1]), int(short[2]), int(short[3])
    named = _NAMED_SHORT.fullmatch(plain)
    month = month_called(named["name"]) if named else 0
    return (2000 + int(named["year"]), month, int(named["day"])) if named and month else None


def _order(one: int, other: int) -> tuple[int, int] | None:
    """The month and the day of two numbers of which one can be no month; None where both can."""
    if one == other:
        return one, other
    return (other, one) if one > _MONTHS_A_YEAR >= other else (one, other) if other > _MONTHS_A_YEAR >= one else None


def _tens(numeral: str) -> int:
    """A number below a hundred, written in Chinese."""
    tens, ten, ones = numeral.rpartition("十")
    return (_NUMERALS[tens] if tens else 1) * 10 * bool(ten) + (_NUMERALS[ones] if ones else 0)


def _number(value: object) -> object:
    """Reads a plain number; units and separators are refused, for they make sums wrong without a word."""
    if not isinstance(value, str):
        return value
    try:
        if _NUMBER.fullmatch(value):
            return Decimal(value)
    except InvalidOperation:
        pass
    raise PydanticCustomError("number-invalid", "not a number", {"value": value, **_read_number(value)})


def _read_number(value: str) -> dict[str, str]:
    """The one number in a text without what is about it (``bare``), and where that is certain the one meant (``suggestion``)."""
    plain = unicodedata.normalize("NFKC", value)
    found = _GROUPED.findall(plain)
    if len(found) != 1:
        return {"none": value} if _NO_NUMBER.fullmatch(plain.strip().casefold()) else {}
    bare = re.sub(r"[ ,'’]", "", found[0])
    about = plain.replace(found[0], " ", 1)
    scales = [_SCALES[word] for word in re.findall(r"[a-z]+", about.casefold()) if word in _SCALES]
    if _CHINESE_SCALE.search(about) or (len(scales) > 1):
        return {"bare": bare}
    if re.search(r"\d\s*[mb]\b", plain, re.IGNORECASE) and not any(sign in plain for sign in "$£€₹¥"):
        return {"bare": bare}  # metres, bytes
    meant = Decimal(bare) * scales[0] if scales else Decimal(bare)
    return {"bare": bare, "suggestion": f"{meant.normalize():f}" if scales else bare}


def _positive(value: object) -> object:
    """Reads a number of what there must be one of at least."""
    number = _number(value)
    if isinstance(number, Decimal) and number < 1:
        raise PydanticCustomError("number-too-small", "less than one", {"value": str(value)})
    return number


def _day_of_month(value: object) -> object:
    """Reads the number of a day that a month may have."""
    number = _positive(value)
    if isinstance(number, Decimal) and number > _LAST_DAY:
        raise PydanticCustomError("number-too-large", "more than a month has", {"value": str(value), "most": str(_LAST_DAY)})
    return number


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True)]
# Of one line, for what is written into files of lines and columns.
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\t\n]*$")]
# The context in which the patterns of a file are known to be ones: those that come with the program are held by its tests.
TESTED = "tested"
Date = Annotated[dt.date, BeforeValidator(_date)]
Number = Annotated[int, BeforeValidator(_number)]
Positive = Annotated[int, BeforeValidator(_positive)]
DayOfMonth = Annotated[int, BeforeValidator(_day_of_month)]
Money = Annotated[Decimal, BeforeValidator(_number)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_many)]
# With the blanks at their ends.
Verbatim = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
