"""Times of a text that cannot be, as people write them without the words of a calendar: contracts, hours, days to answer by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.check.text.days import IMPOSSIBLE, REVERSED, SLASHED_YEARS
from generator.check.text.finder import Text, finder
from generator.late import late
from generator.model.record import month_called
from generator.problems import Problem, Severity, Spot

ANSWER_PAST = "answer-day-past"
_ZH = r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日"
# 自…起至…止: what begins and what ends may also stand in two clauses, where a word says that the second is the end.
_BEGUN = late(
    rf"{_ZH}(?:[（(][^（()）\n]{{1,6}}[)）])? ?起 ?(?:(?:至|到|有效期?至|截止?至|—{{1,2}}|－|-|～|~) ?{_ZH}"
    rf"|[，,、 ]{{1,2}}(?:有效期?至|截止?至|至|到|于)? ?{_ZH} ?(?:止|为止|到期|届满|终止|结束|期满))"
)
# What such a time cannot do without, which is quickly found: most days in force have no end.
_GOES_ON = late(r"起(?<=[日）) ]起) ?(?:[至到有截—－\-～~]|[，,、 ]{1,2}(?:有效|截|至|到|于|\d))")
_FIGURES = r"((?:19|20)\d\d)(?P<{0}>[-./])(1[0-2]|0?[1-9])(?P={0})(3[01]|[12]\d|0?[1-9])(?!\d)"
_IN_FIGURES = late(
    rf"(?<![A-Za-z0-9./-])(?:{_FIGURES.format('one')}) ?(?:起 ?)?(?P<join>至|到|to\b|until\b|till\b|～|~|—{{1,2}}|–|－|-) ?"
    rf"(?:{_FIGURES.format('two')})(?![\w/-]|\.\d)"
)
_FIGURED = late(r"20\d\d[-./]\d{1,2}[-./]\d")
# A hyphen between two days in figures is one of time behind such a word; it may stand in a number as well.
_TIMED = late(
    r"(?:期限?|期间|时间|日期|有效|起止|合同|租赁|[Pp]eriod|[Tt]erm|[Vv]alid|[Ff]rom|[Dd]ates?|[Cc]ontract)[^\n\d]{0,12}\Z"
)
_SLASHED = late(r"(?<![\d/])\d{1,2}/\d{1,2}/((?:19|20)\d\d) ?(?:-|–|—|to|until|till) ?\d{1,2}/\d{1,2}/((?:19|20)\d\d)(?![\d/])")
_EN = r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?([A-Z][a-z]{2,8}),? ((?:19|20)\d\d)"
_BEGINS_AND_ENDS = late(
    rf"\b(?:starts?|begins?|commences?|runs?|starting|beginning|commencing|effective|valid)(?: on| from){{0,2}} {_EN}"
    rf"[^.;\n\d]{{0,32}}?\b(?:ends?|expires?|ending|expiring|terminates?|until|till|to)(?: on)? {_EN}"
)
# Minutes that no hour has, at one end of a time by the clock; hours that no day has, behind a word of time.
_OPEN_HOUR = r"(?:0?[6-9]|1\d|2[0-3])"  # a ratio is rather of one to many
_MINUTES = late(
    rf"(?<![\d:：.]){_OPEN_HOUR}[:：](?:[0-5]\d ?(?:[-–—~～至到]{{1,2}}|to) ?{_OPEN_HOUR}[:：][6-9]\d"
    rf"|[6-9]\d ?(?:[-–—~～至到]{{1,2}}|to) ?{_OPEN_HOUR}[:：][0-5]\d)(?![\d:：.])"
)
_MINUTE = tuple(f"{colon}{digit}" for colon in ":：" for digit in "6789")
_BEFORE_HOUR = tuple(f"{word} 2" for word in ("at", "from", "until", "till", "before", "after"))
_HOURS = late(r"\b(?:at|from|until|till|before|after) (?P<find>(?:2[5-9]:[0-5]\d|24:(?:0[1-9]|[1-5]\d)))(?![\d:])")
_NO_MONTH = late(r"月(?<=1[3-9]月)(?<![\d.年、至到—～~-]1\d月)(?:底|份|初|末|中旬|上旬|下旬|之?前)")
_LATE_MONTHS = tuple(f"1{digit}月" for digit in "3456789")
_LATE_QUARTERS = tuple(f"{number}季度" for number in "五六七八九56789")
_NO_QUARTER = late(r"季度(?<=第[五六七八九5-9]季度)(?<!年第.季度)(?<!度第.季度)(?<! 第.季度)(?!报)")
# A day by which readers are asked to do something.
_DONE_BEFORE = late(
    r"日[^。；，\n]{0,8}?(?:之|以)?前[^。；\n]{0,30}?(?:报名|报送|上报|提交|反馈|申报|登记|送达|寄送|寄至|投递|缴纳|领取|申请|回复|整改)"
)
_ASKED = late(r"(?:请|务必|应当?|须|必须)[^。；\n]{0,24}?(?:于|在) ?(?P<day>(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日)\Z")
_BACK = 56  # characters before the day's end in which it is asked for
_ASKED_ENGLISH = late(
    r"\b(?:[Pp]lease|[Dd]eadline|[Cc]losing date"
    r"|must (?:be )?(?:submit|appl|repl|respon|register|reach|return|sen[dt]|receive)\w*)"
    rf"(?! was)[^.\n]{{0,80}}?\b(?:by|before|is|no later than)(?: the)? (?P<day>{_EN})\Z"
)
_YEAR = late(r" 20\d\d\b")
_BACK_ENGLISH = 150


@finder("起")
def _begun(text: Text) -> Iterator[Problem]:
    """The problems of times from a day on (起) that end before it."""
    if _GOES_ON.search(text.plain):
        yield from (
            _reversed(match[0], text.at(*match.span())) for match in _BEGUN.finditer(text.plain) if _backwards(match.groups())
        )


@finder()
def _in_figures(text: Text) -> Iterator[Problem]:
    """The problems of times in figures that end before they begin."""
    if not _FIGURED.search(text.plain):
        return
    for match in _IN_FIGURES.finditer(text.plain):
        named = match["join"][0] not in "-–—－~～" or _TIMED.search(text.plain, max(0, match.start() - 24), match.start())
        if named and _day(match[1], match[3], match[4], later_than=(match[6], match[8], match[9])):
            yield _reversed(match[0], text.at(*match.span()))


@finder(*SLASHED_YEARS)
def _slashed(text: Text) -> Iterator[Problem]:
    """The problems of times between days with slashes whose year is before that of their beginning."""
    yield from (_reversed(match[0], text.at(*match.span())) for match in _SLASHED.finditer(text.plain) if match[2] < match[1])


@finder(" end", " expir", "terminat", also=(" 20",))
def _in_english(text: Text) -> Iterator[Problem]:
    """The problems of what starts on a day and ends on an earlier one."""
    for match in _BEGINS_AND_ENDS.finditer(text.plain):
        first, last = _english(match[1], match[2], match[3]), _english(match[4], match[5], match[6])
        if first and last and last < first:
            yield _reversed(match[0], text.at(*match.span()))


@finder(*_MINUTE)
def _no_minutes(text: Text) -> Iterator[Problem]:
    """The problems of minutes that no hour has."""
    yield from (_impossible(match[0], text.at(*match.span())) for match in _MINUTES.finditer(text.plain))


@finder(*_BEFORE_HOUR, also=(":",))
def _no_hours(text: Text) -> Iterator[Problem]:
    """The problems of hours that no day has."""
    yield from (_impossible(match["find"], text.at(*match.span("find"))) for match in _HOURS.finditer(text.plain))


@finder(*_LATE_MONTHS)
def _no_months(text: Text) -> Iterator[Problem]:
    """The problems of months that no year has."""
    for match in _NO_MONTH.finditer(text.plain):
        yield _impossible(text.plain[match.start() - 2 : match.end()], text.at(match.start() - 2, match.end()))


@finder(*_LATE_QUARTERS)
def _no_quarters(text: Text) -> Iterator[Problem]:
    """The problems of quarters that no year has."""
    for match in _NO_QUARTER.finditer(text.plain):
        yield _impossible(text.plain[match.start() - 2 : match.end()], text.at(match.start() - 2, match.end()))


@finder("前")
def _asked(text: Text) -> Iterator[Problem]:
    """The first day by which readers are asked to do something and that was over when the text was made."""
    made = _made(text)
    for done in _DONE_BEFORE.finditer(text.plain) if made else ():
        end = done.start() + 1
        match = _ASKED.search(text.plain, max(0, end - _BACK), end)
        day = _date(*(int(part) for part in match.groups()[1:4])) if match else None
        if made and match and day and day < made:
            yield _past(match["day"], day, made, text.at(*match.span("day")))
            return


@finder("lease", "eadline", "losing date", "must ", also=(" 20",))
def _asked_in_english(text: Text) -> Iterator[Problem]:
    """The same of a text in English."""
    made = _made(text)
    for year in _YEAR.finditer(text.plain) if made else ():
        match = _ASKED_ENGLISH.search(text.plain, max(0, year.start() - _BACK_ENGLISH), year.end())
        day = _english(*match.groups()[1:4]) if match else None
        if made and match and day and day < made:
            yield _past(match["day"], day, made, text.at(*match.span("day")))
            return


def _made(text: Text) -> dt.date | None:
    authored = text.item.authored
    return min((day for day in (authored.created, authored.published) if day), default=None)


def _past(written: str, day: dt.date, made: dt.date, where: Spot) -> Problem:
    values = {"text": written, "date": day.isoformat(), "made": made.isoformat()}
    return Problem(ANSWER_PAST, where, values, Severity.WARNING)


def _backwards(parts: tuple[str | None, ...]) -> bool:
    """True if of six or nine parts of days the first three are later than the others that are there."""
    found = [part for part in parts if part]
    return _day(*found[:3], later_than=tuple(found[3:6]))


def _day(year: str, month: str, day: str, *, later_than: tuple[str, ...]) -> bool:
    first, last = _date(int(year), int(month), int(day)), _date(*(int(part) for part in later_than))
    return first is not None and last is not None and last < first


def _english(day: str, month: str, year: str) -> dt.date | None:
    return _date(int(year), month_called(month), int(day))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _reversed(written: str, where: Spot) -> Problem:
    return Problem(REVERSED, where, {"found": written}, Severity.WARNING)


def _impossible(written: str, where: Spot) -> Problem:
    return Problem(IMPOSSIBLE, where, {"found": written}, Severity.WARNING)


FINDERS = (
    *(_begun, _in_figures, _slashed, _in_english),
    *(_no_minutes, _no_hours, _no_months, _no_quarters),
    *(_asked, _asked_in_english),
)
