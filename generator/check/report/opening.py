"""Rules on the opening of a report: it is its own by the time, the body and the year it names, and the parts it announces."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from generator.check.rule import rule
from generator.late import late
from generator.model.facts import report_facts
from generator.model.report.filed import FiledReport
from generator.model.report.form import Form
from generator.model.report.language import Prose
from generator.model.report.period import read_period
from generator.model.report.prose import expand
from generator.model.report.report import Report
from generator.model.settings import Settings
from generator.problems import Problem, Severity

REPORT_PERIOD_OTHER = "report-period-other"
REPORT_BODY_OTHER = "report-body-other"
REPORT_OTHER_YEAR = "report-other-year"
REPORT_PARTS_MISCOUNTED = "report-parts-miscounted"

_LONGEST = 3000  # characters that an opening may have
_DAY = r"(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_PERIOD = late(rf"{_DAY}\s*起?\s*[，,]?\s*(?:至|到|—|–|-|~|～)+\s*{_DAY}")
_MONTHS = late(r"(\d{4})\s*年\s*(\d{1,2})\s*月?\s*(?:至|到|—|–|-|~|～)+\s*(\d{1,2})\s*月(?!\s*\d)")
_UNTIL = late(r"(?:截止|截至|核定)[^。，\d]{0,8}(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NAMED = late(
    r"(?:现(?:将|公布|发布)|编制了?|公布|发布|由|是|，|。|^)\s*"
    r"([\u4e00-\u9fff]{2,24}?(?:人民政府|委员会|管委会|办公室|办事处|医院|局|厅|委|中心|大学|学校|公司))(?:[（(]以下简称[^）)]*[）)])?"
    r"\s*(?:(\d{4})\s*年)?度?\s*(?:政府)?(?:信息|院务|校务)公开(?:工作)?年度报告(?!格式|编)"
)
_YEAR_NAMED = late(r"(?<![《\d])(\d{4})\s*年度?\s*(?:政府)?(?:信息|院务|校务)公开(?:工作)?年(?:度报告|报)(?!格式|编)")
_PART_NAMED = late(r"(?<!\d)\d{4}\s*年度?(?:\s*第?\s*[一二三四1-4]\s*季度|[上下]半年)")
_COUNT = r"([一二三四五六七八九十]|\d{1,2})\s*(?:个|大)?\s*部分"
_ANNOUNCED = late(
    rf"(?:共|包括|包含|分为|分)\s*{_COUNT}\s*[：:，,]?\s*([^。；]*)|(?:由|包括|包含|分为)([^。；]{{8,}}?)(?:等|共|这)?{_COUNT}(?:组成|构成)?"
)
_BODY_OF_LAW = late(r"国务院|中央|中共|全国|格式|规定|要求|省政府|上级")
_DIGITS = {name: value for value, name in enumerate("零一二三四五六七八九十")}
_NUMBERING = late(r"^[（(]?[一二三四五六七八九十]+[）)]?、?\s*")


@rule(REPORT_PERIOD_OTHER, REPORT_BODY_OTHER, REPORT_OTHER_YEAR, REPORT_PARTS_MISCOUNTED, severity=Severity.WARNING)
def check_opening(reports: tuple[Report, ...], settings: Settings) -> Iterator[Problem]:
    """Problems of openings that say of their report what is not so."""
    for report in reports:
        publisher = settings.publisher_of(report.series)
        names = settings.body_names if publisher is settings.catalog.publisher else frozenset(publisher.all_names)
        facts = report_facts(settings, report)
        form = settings.forms[report.head.form]
        opening = _opening(report)
        yield from _period(report, opening, settings.prose)
        # Names of facts are never wrong: only what is typed is looked at, with the length that it has.
        for match in _NAMED.finditer(opening):
            if not _is_own(match[1], names) and not _BODY_OF_LAW.search(match[1]):
                values = {"found": match[1], "expected": publisher.name}
                yield Problem(REPORT_BODY_OTHER, report.position(match.start(1)), values)
        yield from _years_named(report, opening)
        yield from _title(report)
        said = expand(opening, FiledReport(report, form), facts)
        yield from _parts(report, opening, said, form)


def _opening(report: Report) -> str:
    """The text before the first heading; of a report without headings, its first paragraph."""
    headings = report.headings()
    text = report.body[: headings[0].start] if headings else report.body.strip().partition("\n\n")[0]
    return text[:_LONGEST]


def _is_own(found: str, names: frozenset[str]) -> bool:
    return any(found.endswith(name) or name.endswith(found) for name in names if name)


def _title(report: Report) -> Iterator[Problem]:
    """The title of a report on a part of a year names that part and no other."""
    named = [match[0] for match in _PART_NAMED.finditer(report.head.title)]
    if named and not report.period.is_year and report.period not in map(read_period, named):
        start, end = report.covers
        values = {"found": named[0], "from": _shown(start), "to": _shown(end)}
        yield Problem(REPORT_PERIOD_OTHER, report.spot.at("title"), values)


def _years_named(report: Report, opening: str) -> Iterator[Problem]:
    own = {str(year) for year in range(report.covers[0].year, report.covers[1].year + 1)} | {str(report.year)}
    for text, where in ((opening, None), (report.head.title, "title")):
        for match in _YEAR_NAMED.finditer(text):
            if match[1] not in own:
                place = report.spot.at("title") if where else report.position(match.start(1))
                yield Problem(REPORT_OTHER_YEAR, place, {"found": match[1], "year": str(report.year)})


def _period(report: Report, opening: str, words: Prose) -> Iterator[Problem]:
    """The time a report says it covers is the time it covers, from the first day to the last."""
    start, end = report.covers
    told: set[int] = set()
    for pattern, read in ((_PERIOD, _days), (_MONTHS, _months), (_UNTIL, _until)):
        for match in pattern.finditer(report.body):
            before = report.body[max(0, match.start() - 40) : match.end()]
            speaks = any(word in before for word in words.period)
            if (match.start() >= len(opening) and not speaks) or (pattern is not _PERIOD and not speaks) or match.start() in told:
                continue
            said = read(match, report, start, end)
            if said == (start, end):
                break  # others are periods it is compared with
            if said:
                told.add(match.start())
                values = {"found": match[0], "from": _shown(start), "to": _shown(end)}
                yield Problem(REPORT_PERIOD_OTHER, report.position(match.start()), values)


def _days(match: re.Match[str], report: Report, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date] | None:
    year, month, day, end_year, end_month, end_day = match.groups()
    first = _date(year or str(start.year), month, day)
    last = _date(end_year or year or str(end.year), end_month, end_day)
    return (first, last) if first and last else None


def _months(match: re.Match[str], report: Report, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date] | None:
    first = _date(match[1], match[2], "1")
    last = _date(match[1], match[3], "1")
    if not first or not last:
        return None
    return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def _until(match: re.Match[str], report: Report, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date] | None:
    last = _date(match[1], match[2], match[3])
    return (start, last) if last else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _shown(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _parts(report: Report, opening: str, said: str, form: Form) -> Iterator[Problem]:
    """The number of parts a report announces is that of the parts it names."""
    for match in _ANNOUNCED.finditer(said):
        written = match[1] or match[4]
        count = int(written) if written.isdecimal() else _DIGITS[written]
        named = (match[2] if match[1] else match[3]) or ""
        found = _count_names(named, form)
        if found < 2 and form.sections and count != (sections := len(report.sections())) and "报告" in said[: match.end()][-60:]:
            found = sections
        if found > 1 and found != count:
            at = opening.find(match[0][:6])
            yield Problem(REPORT_PARTS_MISCOUNTED, report.position(max(at, 0)), {"found": str(count), "expected": str(found)})


def _count_names(text: str, form: Form) -> int:
    """The number of parts that are named; a section of the form is one, whatever stands inside its name."""
    count = 0
    for section in sorted(form.sections, key=len, reverse=True):
        bare = _NUMBERING.sub("", section)
        for name in (bare, bare.removesuffix("情况")):
            if len(name) > 3 and name in text:
                text = text.replace(name, "、", 1)
                count += 1
                break
    left = [piece for piece in re.split(r"[、，,和及；]|以及|\s", text) if len(piece.strip("情况等的共分为")) > 1]
    return count + len(left)
