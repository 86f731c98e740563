"""Rules on the signature of a report: it was signed by its own body, after the time it reports on and before it was published."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.check.rule import rule
from generator.late import late
from generator.model.report.report import Report
from generator.model.settings import Settings
from generator.problems import Problem, Severity

REPORT_SIGNATURE_EARLY = "report-signature-early"
REPORT_SIGNATURE_LATE = "report-signature-late"
REPORT_SIGNATURE_BODY = "report-signature-body"

_DIGITS = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_NUMERAL = "[零〇○O一二三四五六七八九十]"
_DATE = late(
    rf"(?:(?P<year>\d{{4}}|{_NUMERAL}{{4}})\s*[年./-]\s*(?P<month>\d{{1,2}}|{_NUMERAL}{{1,3}})\s*(?:月|[./-])?\s*(?:(?P<day>\d{{1,2}}|{_NUMERAL}{{1,3}})\s*[日号]?)?"
    rf"|(?P<d>\d{{1,2}})\s+(?P<m>[A-Za-z]+)\s+(?P<y>\d{{4}})|(?P<m2>[A-Za-z]+)\s+(?P<d2>\d{{1,2}}),\s+(?P<y2>\d{{4}}))$"
)
_BODY = late(r"[\u4e00-\u9fff]{5,30}$")
# Some sign when the last weeks are still to come, and count what is known.
_EARLY = dt.timedelta(days=31)


class Signature(NamedTuple):
    """The end of a report: the days its date may be, the words of the date and of the line before it, each with its place."""

    first: dt.date
    last: dt.date
    date: str
    date_at: int
    body: str
    body_at: int


@rule(REPORT_SIGNATURE_EARLY, REPORT_SIGNATURE_LATE, REPORT_SIGNATURE_BODY, severity=Severity.WARNING)
def check_signature(reports: tuple[Report, ...], settings: Settings) -> Iterator[Problem]:
    """Problems of signatures that cannot be right: by their date, or by the body that signs."""
    for report in reports:
        signed = find_signature(report.body)
        if signed is None:
            continue
        published, end = report.head.published, report.covers[1]
        place = report.position(signed.date_at)
        if signed.last < end - _EARLY:
            yield Problem(REPORT_SIGNATURE_EARLY, place, {"found": signed.date, "end": str(end)})
        elif published and not report.head.draft and signed.first > published:
            yield Problem(REPORT_SIGNATURE_LATE, place, {"found": signed.date, "published": str(published)})
        publisher = settings.publisher_of(report.series)
        names = settings.body_names if publisher is settings.catalog.publisher else frozenset(publisher.all_names)
        kinds = [settings.prose.body_of(name) for name in (signed.body, publisher.name)]
        # Of another kind it may be a part of the body, or stand above it.
        if signed.body and kinds[0] and kinds[0] == kinds[1] and not any(name and name in signed.body for name in names):
            values = {"found": signed.body, "expected": publisher.name}
            yield Problem(REPORT_SIGNATURE_BODY, report.position(signed.body_at), values)


def find_signature(body: str) -> Signature | None:
    """The signature at the end of a report's body: a line that is a date, and what stands before it."""
    lines = [(match[0], match.start()) for match in re.finditer(r"[^\n]+", body) if match[0].strip()]
    if not lines:
        return None
    text, at = lines[-1]
    found = _DATE.search(text.strip(" \u3000*_（）()").rstrip())
    if found is None:
        return None
    days = _days(found)
    before = text[: text.find(found[0])].strip(" \u3000*_（()")
    if days is None or (before and not _BODY.match(before)):
        return None  # a sentence that ends with a day
    line, line_at = (before, at) if before else lines[-2] if len(lines) > 1 else ("", 0)
    signer = line.strip(" \u3000*_\\").replace("　", "").replace(" ", "")
    name = signer if _BODY.fullmatch(signer) else ""
    return Signature(*days, found[0], at + text.find(found[0]), name, line_at + len(line) - len(line.lstrip(" \u3000*_")))


def _days(found: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that a date may mean: one day, or those of a month. None for no date."""
    year, month, day = (found[name] for name in ("year", "month", "day"))
    if not year:
        year, word, day = (found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"])
        month = str(_MONTHS.get(word.lower(), 0))
    try:
        numbers = _number(year), _number(month)
        if not day:
            return dt.date(*numbers, 1), dt.date(*numbers, calendar.monthrange(*numbers)[1])
        exact = dt.date(*numbers, _number(day))
    except (ValueError, calendar.IllegalMonthError):
        return None
    return exact, exact


def _number(text: str) -> int:
    """The number that digits say, in Arabic or Chinese: 二〇二五, 二十一."""
    if text.isascii() and text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[letter]) for letter in text))
