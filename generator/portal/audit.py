"""An audit of a site that is not ours: what can be told of its duties from what it shows to a program, and what cannot."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import NamedTuple

from generator.check.assessment import points_of, shown_points
from generator.importing.entries import Entry
from generator.late import late
from generator.model.indicator import Indicator
from generator.model.labels import Labels
from generator.model.profile import Profile
from generator.model.status import Status
from generator.portal.audit_source import Shown
from generator.portal.figures import figure_of, found_of
from generator.portal.member_fault import MemberFault
from generator.portal.members import read_status
from generator.text import Count, excerpt

_YEAR = 365
_REPORT = late(r"(20\d\d)(?:(?!季|半年|月)\D){0,26}?(?:年度报告|年报|annual report)", re.IGNORECASE)
_REPORT_ON = late(r"annual report\D{0,26}?(20\d\d)", re.IGNORECASE)  # the year behind it
_ADDED = late("政府|政务|信息|工作|\\s")
_MONTHS = 12
_SHOWN, _NAME = 8, 80  # names of files, and signs of one


class Figure(NamedTuple):
    """A figure of an audit: what it is of, and what was found; None where it could not be judged, with the ``reason``."""

    id: str
    label: str
    told: str | None
    reason: str = ""


def audit(shown: Shown, profile: Profile, labels: Labels, today: dt.date) -> list[Figure]:
    """The figures of a site on a day, by a profile."""
    status, words = _status(shown.status), labels.text
    days = sorted(day for entry in shown.entries if (day := _day(entry)) and day <= today)
    return [
        *_published(shown, days, labels, today),
        _columns(shown, profile, labels),
        _reports(shown, status, labels),
        _machines(shown, labels),
        *_marks(
            status,
            profile.indicators or _usual(labels),
            labels,
            today,
            words["audit_bad_status" if shown.status else "audit_no_status"],
        ),
    ]


def _status(data: bytes | None) -> Status | None:
    """The status of a site that is built by this program, where it can be read."""
    try:
        return read_status(data) if data else None
    except MemberFault:
        return None


def _day(entry: Entry) -> dt.date | None:
    value = entry.get("published") or entry.get("modified")
    if isinstance(value, tuple):
        return value[1]
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _published(shown: Shown, days: Sequence[dt.date], labels: Labels, today: dt.date) -> Iterator[Figure]:
    """How much was published: in all, in a year, in each of the last months, and when last."""
    words = labels.text
    if not shown.entries:
        reason = words["audit_no_entries"]
        yield Figure("published", words["audit_published"], None, reason + _not_read(shown, words))
        yield Figure("months", words["audit_months"], None, reason)
        return
    recent = sum(day > today - dt.timedelta(days=_YEAR) for day in days)
    told = {"count": len(shown.entries), "recent": recent, "last": days[-1].isoformat() if days else "—", "file": shown.source}
    yield Figure("published", words["audit_published"], words["audit_published_told"].format(**told))
    if not days:
        yield Figure("months", words["audit_months"], None, words["audit_no_days"])
        return
    months = [_earlier(today, count) for count in range(_MONTHS)]
    counts = (f"{month} {sum(day.isoformat()[:7] == month for day in days)}" for month in months)
    yield Figure("months", words["audit_months"], words["list_join"].join(counts))


def _earlier(day: dt.date, months: int) -> str:
    number = day.year * _MONTHS + day.month - 1 - months
    return f"{number // _MONTHS:04}-{number % _MONTHS + 1:02}"


def _columns(shown: Shown, profile: Profile, labels: Labels) -> Figure:
    """The columns that the profile asks for, and which of them the home page leads to by their names."""
    words = labels.text
    texts = [link.text for link in shown.links]
    names = [name for field in fields(profile.columns) if (name := getattr(profile.columns, field.name))]
    missing = [name for name in names if not any(name.casefold() in text.casefold() for text in texts)]
    if len(missing) == len(names):  # the home page may be of more than disclosure, or of a law that names no columns
        return Figure("columns", words["audit_columns"], None, words["audit_no_columns"])
    near = {_short(text): text for text in texts}
    missing = [
        words["audit_column_near"].format(name=one, text=near[_short(one)]) if _short(one) in near else one for one in missing
    ]
    told = {"good": len(names) - len(missing), "of": len(names)}
    said = words["audit_columns_told"].format(**told)
    if missing:
        said += words["audit_columns_missing"].format(names=words["list_join"].join(missing))
    return Figure("columns", words["audit_columns"], said)


def _short(name: str) -> str:
    """The name of a column without what offices add to it or leave away."""
    return _ADDED.sub("", name).replace("年度报告", "年报").casefold()


def _reports(shown: Shown, status: Status | None, labels: Labels) -> Figure:
    """The annual reports whose titles say their year."""
    words = labels.text
    said = [*(link.text for link in shown.links), *shown.titles]
    years = sorted({match[1] for text in said for match in (*_REPORT.finditer(text), *_REPORT_ON.finditer(text))}, reverse=True)
    if status and status.overdue_reports:
        late_ones = words["list_join"].join(f"{one.year} {one.series}".strip() for one in status.overdue_reports)
        return Figure("reports", words["audit_reports"], words["audit_reports_overdue"].format(names=late_ones))
    if not years:
        return Figure("reports", words["audit_reports"], None, words["audit_no_reports"])
    return Figure("reports", words["audit_reports"], words["list_join"].join(years))


def _machines(shown: Shown, labels: Labels) -> Figure:
    """The findings of a program."""
    words = labels.text
    told = words["list_join"].join(shown.files) or "—"
    said = words["audit_machines_part" if shown.unread else "audit_machines_told"]
    said = said.format(files=told, pages=shown.pages, unread=Count(shown.unread))
    return Figure("machines", words["audit_machines"], said + _not_read(shown, words))


def _not_read(shown: Shown, words: Mapping[str, str]) -> str:
    """The files that may be there and were not read, those with the same reason together; nothing where there are none."""
    why: dict[str, list[str]] = {}
    for name, fault in shown.faults:
        why.setdefault(words[fault.words].format(**fault.values), []).append(excerpt(name, _NAME))
    told = [words["audit_not_read_one"].format(files=_few(names, words), reason=reason) for reason, names in why.items()]
    return words["audit_not_read"].format(files=words["list_join"].join(told)) if told else ""


def _few(names: Sequence[str], words: Mapping[str, str]) -> str:
    return words["list_join"].join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])


def _marks(
    status: Status | None, indicators: Sequence[Indicator], labels: Labels, today: dt.date, without: str
) -> Iterator[Figure]:
    """The indicators of the profile, which a site tells enough for only by its status; ``without`` it they have this reason."""
    words, month = labels.text, today.isoformat()[:7]
    for one in indicators:
        if status is None:
            yield Figure(one.id, one.label, None, without)
            continue
        got = points_of(one, *figure_of(one, status, month), found_of(one, status))
        told = None if got is None else f"{shown_points(got)}/{shown_points(one.points)}"
        yield Figure(one.id, one.label, told, "" if told else words["score_nothing"])


def _usual(labels: Labels) -> tuple[Indicator, ...]:
    """The indicators for a profile that has none: the figures that a status tells, out of a hundred each."""
    words, points = labels.text, Decimal(100)
    return (
        Indicator(id="requirements", label=words["portal_requirement"], points=points, figure="requirements"),
        Indicator(id="on-time", label=words["circular_good"], points=points, figure="on-time"),
    )


def audit_as_text(figures: Sequence[Figure], labels: Labels) -> str:
    """An audit for a terminal: what was found, then what could not be judged and why."""
    words = labels.text
    lines = [f"{one.label}{words['colon']}{one.told}" for one in figures if one.told is not None]
    unjudged = [one for one in figures if one.told is None]
    lines += [words["audit_unjudged"]] if unjudged else []
    lines += [f"  {one.label}{words['colon']}{one.reason}" for one in unjudged]
    return "".join(f"{line}\n" for line in lines)


def audit_as_json(figures: Sequence[Figure]) -> str:
    """An audit for programs; what could not be judged is null."""
    told = [{"id": one.id, "label": one.label, "found": one.told, "unjudged": one.reason or None} for one in figures]
    return json.dumps({"figures": told}, ensure_ascii=False, indent=2) + "\n"
