"""Rules on facts of the catalog that deny each other or cannot be: hours, names, addresses, registrations, who reviews whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from urllib.parse import urlsplit

from generator.check.rule import rule
from generator.hosts import is_inner
from generator.late import late
from generator.model.catalog import Catalog, Hours
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot

HOURS_OVERLAP, HOURS_NIGHT, HOURS_DAYS = "hours-overlap", "hours-at-night", "hours-days-other"
SHORT_NAME, TITLE_BODY, DOMAIN, ADDRESS_LOCAL = "short-name-other", "title-names-another", "domain-other", "site-url-local"
APPEAL, REGISTRATION, POSTCODE = "appeal-to-ourselves", "registration-malformed", "postcode-other"
_SPAN = late(r"(\d{1,2})[:：](\d{2}) ?[-–—~至到]{1,2} ?(\d{1,2})[:：](\d{2})")
_DAWN, _MORNING = 6 * 60, 390  # minutes of a day before which nobody comes
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SIGNS = "一二三四五六日"
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = late(
    r"(?:周|星期)(?P<first>[一二三四五六日天])(?:至|到|—|-|–|－|~)(?:周|星期)?(?P<last>[一二三四五六日天])(?:[（(，,].*)?"
    rf"|(?P<from>{'|'.join(_NAMES)})s? (?:to|through|until|–|-) (?P<to>{'|'.join(_NAMES)})s?(?:[(,].*)?",
    re.IGNORECASE,
)
# Signs that say of which place and of what kind a body is, and not what it is for.
_KIND = late(r"[省市县区州盟旗镇乡局委厅院办处所站会部室中心政府人民自治的和与员]")
_BODY = late(r"[一-龥]{2,}?[省市县区州盟旗](?P<kind>[一-龥]{2,}?(?:局|委员会|厅|医院|法院|检察院))")
_ITS_OWN = late(r"^(?:国家|中华|中国|国务院|最高)|部$|(?:省|自治区|北京市|上海市|天津市|重庆市)人民政府$")
_ICP = late(r"[一-龥] ?ICP ?[备证] ?\d{5,10} ?号(?: ?[-—－] ?\d{1,3})?[A-Z]?", re.IGNORECASE)
_POLICE = late(r"[一-龥]公网安备 ?(?:\d{14}|\d{12}) ?号?")
_FIGURES = late(r"(?:邮编|邮政编码)[：: ]?(\d{6})")


@rule(HOURS_OVERLAP, HOURS_NIGHT, HOURS_DAYS, severity=Severity.WARNING)
def check_office_hours(catalog: Catalog) -> Iterator[Problem]:
    """The hours of a day come one after the other, by day, and on the days that are written beside them."""
    for number, office in enumerate(catalog.offices):
        for index, hours in enumerate(office.hours):
            spot = Spot(CATALOG, ("offices", number, "hours", index))
            yield from _times(hours, spot)
            days = _days_of(hours.days)
            if days and hours.weekdays and set(days) != set(hours.weekdays):
                values = {"days": hours.days, "weekdays": ", ".join(hours.weekdays), "expected": ", ".join(days)}
                yield Problem(HOURS_DAYS, spot.at("weekdays"), values)


@rule(SHORT_NAME, TITLE_BODY, severity=Severity.NOTICE)
def check_own_names(catalog: Catalog) -> Iterator[Problem]:
    """The short name of the body is one of its name, and the title of the site names no other body."""
    publisher, spot = catalog.publisher, Spot(CATALOG)
    short = _KIND.sub("", publisher.short_name)
    if short and not short.isascii() and not publisher.name.isascii():
        known = "".join((publisher.name, *(one.name for one in publisher.former_names)))
        if not any(sign in known for sign in short.removeprefix(publisher.name[:2])):
            values = {"value": publisher.short_name, "name": publisher.name}
            yield Problem(SHORT_NAME, spot.at("publisher", "short_name"), values)
    named = _BODY.search(catalog.title)
    if named and not any(one and (one in catalog.title or named["kind"] in one) for one in publisher.all_names):
        yield Problem(TITLE_BODY, spot.at("title"), {"value": named[0], "name": publisher.name})


@rule(ADDRESS_LOCAL, DOMAIN, severity=Severity.WARNING)
def check_site_address(catalog: Catalog) -> Iterator[Problem]:
    """The address of the site is one that readers can open, and of the domain that is stated."""
    host = urlsplit(catalog.site_url or "").hostname or ""
    spot = Spot(CATALOG)
    if host and not catalog.draft and is_inner(host):
        yield Problem(ADDRESS_LOCAL, spot.at("site_url"), {"value": catalog.site_url or "", "host": host})
    domain = catalog.website.domain.casefold().strip("/ ").removeprefix("www.")
    if host and domain and host != domain and not host.endswith(f".{domain}") and not domain.endswith(host.removeprefix("www.")):
        yield Problem(DOMAIN, spot.at("website", "domain"), {"value": catalog.website.domain, "host": host})


@rule(APPEAL, severity=Severity.WARNING)
def check_appeals(catalog: Catalog) -> Iterator[Problem]:
    """Who reviews an answer, and the court, is another than the body, but where the law says so (行政复议法第二十五条)."""
    name = catalog.publisher.name
    for field in ("review", "court"):
        value = getattr(catalog.appeals, field)
        if value and value in (name, catalog.publisher.short_name) and not (field == "review" and _ITS_OWN.search(name)):
            yield Problem(APPEAL, Spot(CATALOG).at("appeals", field), {"field": field, "value": value})


@rule(REGISTRATION, severity=Severity.NOTICE)
def check_registrations(catalog: Catalog) -> Iterator[Problem]:
    """The registrations of a site have the form that those who give them out gave them."""
    website = catalog.website
    for field, value, form in (("icp", website.icp, _ICP), ("police", website.police, _POLICE)):
        if value and not value.isascii() and not form.fullmatch(value.strip()):
            yield Problem(REGISTRATION, Spot(CATALOG).at("website", field), {"field": field, "value": value})


@rule(POSTCODE, severity=Severity.WARNING)
def check_postcodes(catalog: Catalog) -> Iterator[Problem]:
    """A postcode in an address is that of its office."""
    for index, office in enumerate(catalog.offices):
        written = _FIGURES.search(office.address)
        if written and office.postcode and written[1] != office.postcode:
            values = {"value": written[1], "expected": office.postcode, "name": office.name}
            yield Problem(POSTCODE, Spot(CATALOG).at("offices", index, "address"), values)


def _times(hours: Hours, spot: Spot) -> Iterator[Problem]:
    spans = [(time, match) for time in hours.times if (match := _SPAN.fullmatch(time.strip()))]
    minutes = [(time, _minutes(match[1], match[2]), _minutes(match[3], match[4])) for time, match in spans]
    for (first, begin, end), (second, other, last) in combinations(minutes, 2):
        if begin < last and other < end:
            yield Problem(HOURS_OVERLAP, spot.at("times"), {"first": first, "second": second})
    for time, begin, end in minutes:
        if 0 < begin < _DAWN and begin < end <= _MORNING:
            yield Problem(HOURS_NIGHT, spot.at("times"), {"value": time})


def _minutes(hour: str, minute: str) -> int:
    return 60 * int(hour) + int(minute)


def _days_of(written: str) -> tuple[str, ...]:
    """The days of the week from one to another, as they are written in words; nothing where they are written otherwise."""
    match = _DAYS.fullmatch(written.strip())
    if match is None:
        return ()
    if match["first"]:
        first, last = (_SIGNS.index(match[name].replace("天", "日")) for name in ("first", "last"))
    else:
        first, last = (_NAMES.index(match[name].casefold()) for name in ("from", "to"))
    return tuple(_WEEK[at % 7] for at in range(first, last + 1 if last >= first else last + 8))
