"""Rules on the days that a text names of itself: past its last nothing is shown as in force, and its fields say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.check.rule import rule
from generator.check.text.days import REVERSED
from generator.check.text.finder import Text, finder
from generator.late import late
from generator.model.item import Item
from generator.model.record import month_called
from generator.model.shown import Shown
from generator.problems import Problem, Severity

EXPIRED, OTHER_DAY, OTHER_NOTICE = "expired-by-text", "expiry-other", "notice-period-other"

_DAY = r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"
# A document that speaks of itself; permits and offers that it is about have terms of their own.
_ITSELF = "本(?:办法|通知|规定|意见|方案|细则|公告|通告|决定|制度|规范|条例|措施|规程|标准|目录|文件|计划|实施[一-龥]{2,4})"
_UNTIL = late(
    rf"(?:{_ITSELF}|施行|实施|执行|生效)"
    rf"[^。；\n]{{0,40}}?有效期限?(?:为|截?至|到|截止到?){{1,2}}(?:{_DAY})"
)
# A clause on a term of something else: ，征求意见期限自…至…止.
_OTHER_TERM = r"[，,](?!有效|试行|施行|实施|执行)[一-龥]{2,8}(?:期限?|时间)"
# In other words; what it ends may be what was before it.
_ENDS = late(
    rf"{_ITSELF}(?:(?!原|此前|旧|《|项目|所列|的|{_OTHER_TERM})[^。；\n]){{0,40}}?"
    rf"(?:(?:至|到) ?{_DAY} ?(?:止|废止|失效|终止|停止执行|自[行动](?:废止|失效))"
    rf"|(?:有效|试行|实施|执行|施行)期限?(?:为|是|：)?(?:自|从)?[^。；\n至到]{{0,16}}"
    rf"(?:至|到|—+|－|-|～) ?{_DAY.replace('P<', 'P<other_')})"
)
_YEARS = late(
    rf"自 ?{_DAY} ?起(?:施行|实施|执行|生效|试行)[，,；;、。 ]{{0,2}}"
    r"(?:有效期限?|试行期)(?:为|是)? ?(?P<years>\d{1,2}|[一二两三四五六七八九十]) ?年"
)
_FROM_ISSUE = late(
    r"自(?:本[\u4e00-\u9fff]{2,4})?(?:发布|印发|公布|下发|发文)之日起(?:施行|实施|执行|生效|试行)[，,；;、。 ]{0,2}"
    r"(?:有效期限?|试行期)(?:为|是)? ?(?P<years>\d{1,2}|[一二两三四五六七八九十]) ?年"
)
_FROM_DAY = late(rf"自 ?{_DAY} ?起(?:施行|实施|执行|生效|试行)")
_PROLONGED = ("延长", "延续", "延期", "展期", "继续有效")
_NUMERALS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_DATE = (
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<name>[A-Z][a-z]{2,8})|(?P<first>[A-Z][a-z]{2,8}) (?P<number>\d{1,2}))"
    r",? (?P<year>\d{4})"
)
_ENGLISH = late(
    r"\b[Tt]his (?:policy|order|notice|scheme|plan|document|code|ordinance|resolution|circular|rule|procedure|strategy|statement)"
    r" (?:(?:shall|will|is to) )?(?:is valid|is in force|is effective"
    r"|(?:appl(?:y|ies)|ha(?:s|ve) effect)(?= (?:until|till|from|through|up to)\b)"
    r"|(?:be|remains?|continues?) (?:in force|valid|in effect|effective)|expires?|lapses?|ends?|runs?|comes? to an end"
    r"|ceases? to (?:have effect|apply|be in force|be valid))"
    rf"[^.;\n]{{0,30}}?\b(?:until|till|to|on|through|at the end of) (?:the )?(?:midnight on )?{_DATE}"
)
_OF_TERM = ("有效期", "试行期")
_OF_END = ("日止", "日废止", "日失效", "日终止", "日停止执行", "日自", "施期", "行期", "效期")
# The days of a public notice as its text has them, from the first to the last.
_NOTICE = late(
    r"公示(?:期限?|时间|日期)(?:限)?[为自从是：: ]{0,3}"
    r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日(?:[（(][^（()）\n]{1,8}[)）])?(?: ?起)?"
    r" ?(?:至|到|—{1,2}|–|－|-|~|～) ?(?:(?P<to_year>\d{4}) ?年 ?)?(?:(?P<to_month>\d{1,2}) ?月 ?)?(?P<to_day>\d{1,2}) ?日"
)


@finder(*_OF_END, "his ")
def _last_day(text: Text) -> Iterator[Problem]:
    """The last day that a text names of itself, as a problem that ``check_last_days`` tells where it is one."""
    termed = any(word in text.body for word in _OF_TERM)
    if any(word in text.body for word in _PROLONGED):
        return
    found = [(day, written) for written, day in _days_of(text.body, termed=termed) if day]
    for day, written in found:
        if begins := _begins_after(text.body, written, day):
            yield Problem(REVERSED, replace(text.spot, needle=begins), {"found": begins}, Severity.WARNING)
            return
    issued = text.item.authored.published or text.item.authored.created
    if found:
        day, written = max(found)
        yield Problem(EXPIRED, replace(text.spot, needle=written), {"date": day.isoformat()}, Severity.WARNING)
    elif issued and termed and "之日起" in text.body and (match := _FROM_ISSUE.search(text.body)):
        # On which day it was issued is known within days, which is enough to say that years are over.
        day = issued.replace(year=issued.year + _number(match["years"]), day=min(issued.day, 28))
        values = {"date": day.isoformat(), "about": "issue"}
        yield Problem(EXPIRED, text.at(*match.span()), values, Severity.WARNING)


def _begins_after(body: str, written: str, last: dt.date) -> str:
    """The words from the day on which a text comes into force to its last, if that is before the first; else ``''``."""
    end = body.index(written) + len(written)
    begin = max(body.rfind(mark, 0, end - 1) for mark in "。；\n") + 1
    for match in _FROM_DAY.finditer(body, begin, end):
        first = _day(int(match["year"]), int(match["month"]), int(match["day"]))
        if first and last < first:
            return body[match.start() : end]
    return ""


@finder("公示")
def _find_notice(text: Text) -> Iterator[Problem]:
    """The problem of a notice whose text has other days than its field."""
    found, period = _NOTICE.search(text.body), text.item.authored.notice_period
    if found is None or period is None:
        return
    year, month = found["year"], found["month"]
    first = _day(int(year), int(month), int(found["day"]))
    last = _day(int(found["to_year"] or year), int(found["to_month"] or month), int(found["to_day"]))
    if first and last and first <= last and (first, last) != (period.from_, period.to):
        step = "from" if first != period.from_ else "to"
        values = {"from": period.from_.isoformat(), "to": period.to.isoformat()}
        values |= {"said_from": first.isoformat(), "said_to": last.isoformat()}
        yield Problem(OTHER_NOTICE, text.item.spot.at("notice_period", step), values, Severity.WARNING)


def _days_of(body: str, *, termed: bool) -> Iterator[tuple[str, dt.date | None]]:
    """Each place where a text says until when it holds, with the day."""
    if termed:
        for match in _UNTIL.finditer(body):
            yield match[0], _day(int(match["year"]), int(match["month"]), int(match["day"]))
        for match in _YEARS.finditer(body):
            end = _day(int(match["year"]) + _number(match["years"]), int(match["month"]), int(match["day"]))
            yield match[0], end - dt.timedelta(days=1) if end else None
    if any(word in body for word in _OF_END):
        for match in _ENDS.finditer(body):
            named = "other_" if match["other_year"] else ""
            yield match[0], _day(*(int(match[named + part]) for part in ("year", "month", "day")))
    if "his " in body:
        for match in _ENGLISH.finditer(body):
            month = month_called(match["name"] or match["first"])
            yield match[0], _day(int(match["year"]), month, int(match["day"] or match["number"]))


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMERALS[written]


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@rule(EXPIRED, severity=Severity.WARNING, by_clock=True)
def check_last_days(text_findings: Mapping[str, tuple[Problem, ...]], shown: Shown, today: dt.date) -> Iterator[Problem]:
    """An item that says itself until when it holds is not shown in force after that day."""
    for item, problem, day in _said(text_findings, shown):
        authored = item.authored
        if day < today and authored.validity == "in-force" and not authored.expires:
            yield problem


@rule(OTHER_DAY, severity=Severity.NOTICE)
def check_last_day_is_one(text_findings: Mapping[str, tuple[Problem, ...]], shown: Shown) -> Iterator[Problem]:
    """The last day of an item is the same in its field and in its text."""
    for item, problem, day in _said(text_findings, shown):
        expires = item.authored.expires if "about" not in problem.values else None
        # Some count the last day in, and some do not.
        if expires and item.authored.validity in ("", "in-force") and abs((expires - day).days) > 1:
            values = {"date": expires.isoformat(), "said": day.isoformat()}
            yield Problem(OTHER_DAY, item.spot.at("expires"), values)


def _said(text_findings: Mapping[str, tuple[Problem, ...]], shown: Shown) -> Iterator[tuple[Item, Problem, dt.date]]:
    for item_id, problems in text_findings.items():
        for problem in problems:
            item = shown.items_by_id.get(item_id) if problem.code == EXPIRED else None
            # What changed or replaced it may have set another day, which its own text does not know of.
            if item and not (item.authored.related or item.authored.withdrawn or shown.succession.of(item)):
                yield item, problem, dt.date.fromisoformat(problem.values["date"])


FINDERS = (_find_notice, _last_day)
