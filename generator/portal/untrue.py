"""The faults in what a body tells of itself: numbers that its own catalog contradicts, days to come, texts that mislead.

A body may follow a regulation of its own, in a language of its own, with kinds of its own: nothing is refused for being unknown.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.hosts import is_site
from generator.late import late
from generator.model.language import is_tag, written_tag
from generator.model.portal import Entry, MemberReport
from generator.model.status import Status
from generator.names import name_fault, path_fault
from generator.portal.annual import AnnualFigures
from generator.urls import CATALOG_JSON, REPORT_SERIES, STATUS

SERIES = f"{REPORT_SERIES}.json"  # with the figures of the annual reports of a body, where it has any
_EARLIEST = "1000"  # the year of the oldest thing that a body may publish
_DAY = dt.timedelta(days=1)  # by which a day begins elsewhere, at most
_STATEMENT = dt.timedelta(days=368)  # for which a statement that there is nothing may hold, and the days that begin elsewhere
_MOST = 10**9  # of what is counted
_MOST_TITLE, _MANY = 2_000, 10  # signs; a summary, or all keywords together, may have so many times more
_YEAR = late(r"\d{4}")
_MONTH = late(r"\d{4}-(?:0[1-9]|1[0-2])")


class Untrue(NamedTuple):
    """Something that cannot be true: the file that says so, the name of the words for it, and their values."""

    path: str
    words: str
    values: Mapping[str, str]


def untrue_status(status: Status) -> Iterator[Untrue]:
    """The faults of a status, whatever the catalog says."""
    latest = status.day + _DAY
    if not is_tag(written_tag(status.language)):
        yield _in_status("member_language", value=status.language[:40])
    if status.site and not is_site(status.site):
        yield _in_status("member_site", value=status.site[:120])
    yield from _wrong_ids(status)
    yield from _unnamed(status)
    for where, value in _twice(_names(status)):
        yield _in_status("member_twice", where=where, value=value[:80])
    for month in status.months:
        if not _MONTH.fullmatch(month.month):
            yield _in_status("member_value", field="months.month", value=month.month[:40])
    for where, count in _counts(status):
        if count < 0:
            yield _in_status("member_negative", where=where, value=str(count)[:40])
        if count > _MOST:
            yield _in_status("member_value", field=where, value=f"{str(count)[:40]}…")
    for where, judged, late_ones, items in _terms(status):
        if not late_ones <= judged <= items:
            yield _in_status("member_terms", where=where, items=str(items), judged=str(judged), late=str(late_ones))
    for label, told in (("late", status.late), ("judged", status.judged)):
        if (found := sum(getattr(one, label) for one in status.months)) != told:
            yield _in_status("member_sum_other", where=label, told=str(told), found=str(found))
    yield from _untrue_days(status, latest)


def run_out(status: Status) -> Iterator[Untrue]:
    """Statements that there is nothing which no longer hold on the day of a status that is believed."""
    for one in status.categories:
        if one.nothing and status.day - one.nothing > _STATEMENT:
            yield _in_status("member_value", field=f"{one.name} nothing", value=one.nothing.isoformat())


def untrue_reports(status: Status, reports: Sequence[MemberReport]) -> Iterator[Untrue]:
    """The faults of the reports in a catalog."""
    latest = status.day + _DAY
    for number, one in enumerate(reports, 1):
        if one.year > latest.year or one.published > latest.isoformat():
            value = one.published if one.year <= latest.year else str(one.year)
            yield Untrue(CATALOG_JSON, "member_report_to_come", {"number": str(number), "value": value})
        years = _YEAR.findall(one.period)
        if (years and str(one.year) not in years) or (one.published and int(one.published[:4]) < one.year - 1):
            values = {"number": str(number), "year": str(one.year), "period": one.period[:40], "value": one.published}
            yield Untrue(CATALOG_JSON, "member_report_year", values)
    for where, value in _twice(("reports", f"{one.series} {one.period}".strip()) for one in reports if one.period):
        yield Untrue(CATALOG_JSON, "member_twice", {"where": where, "value": value[:80]})
    for where, value in _twice(("reports", one.address) for one in reports):
        yield Untrue(CATALOG_JSON, "member_twice", {"where": where, "value": value[:80]})
    out = {one.period for one in reports if not one.series}
    for late_one in status.overdue_reports:
        if not late_one.series and str(late_one.year) in out:
            yield _in_status("member_report_out", year=str(late_one.year))


def untrue_figures(reports: Sequence[MemberReport], figures: Sequence[AnnualFigures]) -> Iterator[Untrue]:
    """Figures of a report that the catalog does not have, neither of that year nor at that address."""
    periods, nameless = {one.period for one in reports if not one.series}, {one.address for one in reports if not one.period}
    for where, value in _twice(("reports", one.period) for one in figures):
        yield Untrue(SERIES, "member_twice", {"where": where, "value": value})
    for one in figures:
        if one.period not in periods and one.address not in nameless:
            yield Untrue(SERIES, "member_report_unlisted", {"year": one.period, "value": one.address[:120]})


def untrue_catalog(status: Status, head: Mapping[str, Any], entries: Sequence[Entry]) -> Iterator[Untrue]:
    """The faults of a catalog, and of a status beside it."""
    latest, known, places = (status.day + _DAY).isoformat(), set[str](), set[str]()
    editions = frozenset(status.editions)
    for number, entry in enumerate(entries, 1):
        for words, value in _faults(entry, known, places, latest, editions):
            yield Untrue(CATALOG_JSON, words, {"number": str(number), "title": entry.title[:60], "value": value[:120]})
        known.add(entry.id)
        places.add(entry.address)
    said, told = _named(head), (status.body.name, status.site)
    if said is not None and said != told:
        other = 0 if said[0] != told[0] else 1
        yield Untrue(CATALOG_JSON, "member_two_bodies", {"told": told[other][:120], "found": said[other][:120]})
    if len(entries) != status.items:
        yield Untrue(STATUS, "member_count", {"where": "items", "told": str(status.items), "found": str(len(entries))})
        return
    for where, number, found in _against(status, entries):
        if number != found:
            yield _in_status("member_count", where=where, told=str(number), found=str(found))
    listed = {one.id for one in status.categories} | {""}
    named = [(one.name, (one.id.rpartition("/")[0],)) for one in status.categories]
    for where, names in (*named, *((one.name, one.categories) for one in status.requirements)):
        for name in sorted(set(names) - listed):
            yield _in_status("member_no_category", where=where[:60], value=name[:80])
    yield from _other_answers(status)


def _other_answers(status: Status) -> Iterator[Untrue]:
    """The requirements whose categories are not those that say they answer it; none where no category says what it answers."""
    answered, names = defaultdict[str, set[str]](set), {one.id: one.name for one in status.categories}
    for category in status.categories:
        for number in category.answers:
            answered[number].add(category.id)
    for one in status.requirements if answered else ():
        if other := sorted(answered[one.id].symmetric_difference(one.categories)):
            yield _in_status("member_answers", where=one.name[:60], value=names[other[0]][:80])


def _untrue_days(status: Status, latest: dt.date) -> Iterator[Untrue]:
    """Days that cannot be: to come, of long ago, of what is not there."""
    days = [(one.name, day) for one in status.categories for day in (one.last, one.silent_since, one.nothing) if day]
    days += [(f"overdue_reports {one.year}", one.due) for one in status.overdue_reports]
    for name, day in days:
        if day > latest:
            yield _in_status("member_to_come", where=name, day=day.isoformat())
        if day.isoformat() < _EARLIEST:
            yield _in_status("member_value", field=name, value=day.isoformat())
    for category in status.categories:
        if category.last and not category.items:
            yield _in_status("member_value", field=f"{category.name} last", value=category.last.isoformat())
    for one in status.overdue_reports:
        if not 0 <= one.due.year - one.year <= 2:
            yield _in_status("member_value", field="overdue_reports.year", value=str(one.year))


def _wrong_ids(status: Status) -> Iterator[Untrue]:
    """Ids that are none; those that become a part of addresses are held to what an address can have."""
    ids: Iterable[tuple[str, Iterable[str]]] = (
        ("categories", (one.id for one in status.categories)),
        ("requirements", (one.id for one in status.requirements)),
        ("departments", (one.id for one in status.departments)),
        ("offices", (one.id for one in status.offices)),
    )
    if name_fault(status.profile):
        yield _in_status("member_id", where="profile", value=status.profile[:80])
    for where, some in ids:
        of_address = where in ("categories", "requirements")
        for name in some:
            if path_fault(name) if of_address else not _is_id(name):
                yield _in_status("member_id", where=where, value=name[:80])


def _is_id(name: str) -> bool:
    """True for what can be seen, and tells one thing from another wherever it stands."""
    return name.isprintable() and name == name.strip() and not {"", ".", ".."}.intersection(name.split("/"))


def _unnamed(status: Status) -> Iterator[Untrue]:
    """Names that say nothing, or more than a name can; pages that every site has."""
    named: Iterable[Any] = (*status.categories, *status.departments, *status.requirements, *status.offices)
    texts = [("body.name", status.body.name), ("title", status.title), ("regulation", status.regulation)]
    texts += [(f"{one.id} name", one.name) for one in named]
    texts += [("pages.catalog", status.pages.catalog), ("pages.search", status.pages.search)]
    for where, text in texts:
        if not text.strip() or len(text) > _MOST_TITLE:
            yield _in_status("member_value", field=where, value=f"“{text[:40]}”")
    for office in status.offices:
        if max(len(office.phone), len(office.address), len(office.role)) > _MOST_TITLE:
            yield _in_status("member_value", field=f"offices {office.id}", value=f"“{office.phone[:40]}”")


def _names(status: Status) -> Iterator[tuple[str, str]]:
    """The names that may stand once in each list of a status."""
    yield from (("months", one.month) for one in status.months)
    lists: Iterable[tuple[str, Iterable[Any]]] = (
        ("categories", status.categories),
        ("departments", status.departments),
        ("requirements", status.requirements),
    )
    yield from ((where, one.id) for where, some in lists for one in some)
    yield from ((f"{one.id} categories", name) for one in status.requirements for name in one.categories)
    yield from ((f"{one.id} answers", name) for one in status.categories for name in one.answers)
    yield from (("overdue_reports", f"{one.year} {one.series}".strip()) for one in status.overdue_reports)
    yield from (("problems", f"{one.rule} {one.severity.value}") for one in status.problems)


def _twice(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that are there twice."""
    return (name for name, count in Counter(names).items() if count > 1)


def _in_status(words: str, **values: str) -> Untrue:
    return Untrue(STATUS, words, values)


def _counts(status: Status) -> Iterator[tuple[str, int]]:
    """Every number with the name of what it counts."""
    yield from (("items", status.items), ("judged", status.judged), ("late", status.late))
    for month in status.months:
        yield from ((month.month, month.items), (month.month, month.judged), (month.month, month.late))
    named: Iterable[Any] = (*status.categories, *status.departments, *status.requirements)
    yield from ((one.name, one.items) for one in named)
    yield from ((one.rule, one.count) for one in status.problems)


def _terms(status: Status) -> Iterator[tuple[str, int, int, int]]:
    yield "items", status.judged, status.late, status.items
    yield from ((one.month, one.judged, one.late, one.items) for one in status.months)


def _faults(entry: Entry, known: set[str], places: set[str], latest: str, editions: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The faults of an item: the name of the words for each, and what was found."""
    if not _is_id(entry.id) or not any(sign.isprintable() and not sign.isspace() for sign in entry.title):
        yield "member_item_nameless", entry.id or entry.address
    if entry.id in known:
        yield "member_item_twice", entry.id
    if entry.address in places:
        yield "member_item_place", entry.address
    if entry.day and not _EARLIEST <= entry.day <= latest:
        yield ("member_item_to_come" if entry.day > latest else "member_item_day"), entry.day
    if entry.audience and entry.audience not in editions:
        yield "member_item_audience", entry.audience
    most = max(len(entry.title), *map(len, entry.numbers), sum(map(len, entry.keywords)) // _MANY, len(entry.summary) // _MANY)
    if most > _MOST_TITLE:
        yield "member_item_long", str(most)
    if entry.language and not is_tag(written_tag(entry.language)):
        yield "member_item_language", entry.language


def _named(head: Mapping[str, Any]) -> tuple[str, str] | None:
    """The body and the address that a catalog names, or None where it names none."""
    if "publisher" not in head:
        return None
    return head["publisher"]["name"], head.get("site", "")


def _against(status: Status, entries: Iterable[Entry]) -> Iterator[tuple[str, int, int]]:
    """Each number of items in a status with that of the catalog: by month, by category, by department, by requirement."""
    months, kinds, departments = Counter[str](), Counter[tuple[str, ...]](), Counter[str]()
    for entry in entries:
        months[entry.day[:7]] += 1
        kinds[entry.category] += 1
        departments[entry.department] += 1
    months.pop("", None)
    told = Counter[str]()
    for month in status.months:
        told[month.month] += month.items
    yield from ((month, told[month], months[month]) for month in sorted(told.keys() | months.keys(), reverse=True))
    above = {kind: frozenset(part for name in kind for part in _upwards(name)) for kind in kinds}
    by_category = Counter[str]()
    for kind, count in kinds.items():
        by_category.update(dict.fromkeys(above[kind], count))
    listed = {one.id for one in status.categories}
    for one in status.categories:
        yield one.name, one.items, by_category[one.id]
    for name in sorted(by_category.keys() - listed):
        yield name, 0, by_category[name]
    for department in status.departments:
        known = departments[department.id]  # beside which there is what was withdrawn: whose it was is not told
        found = min(max(department.items, known), known + departments[""])
        yield department.name, department.items, found
    for asked in status.requirements:
        names = frozenset(asked.categories)
        yield asked.name, asked.items, sum(count for kind, count in kinds.items() if not names.isdisjoint(above[kind]))


def _upwards(name: str) -> Iterator[str]:
    """A category and those above it."""
    while name:
        yield name
        name = name.rpartition("/")[0]
