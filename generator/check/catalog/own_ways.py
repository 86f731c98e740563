"""Rules on the ways to a body in its catalog: channels, accounts, numbers and seasons that deny each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from generator.check.rule import rule
from generator.check.text.nearly_ours import NEARLY_OURS, is_slip
from generator.late import late
from generator.model.catalog import Catalog, Hours
from generator.presence import CATALOG
from generator.problems import Problem, Severity, Spot

CHANNEL_OTHER, ACCOUNT_TWICE, AREA_OTHER = "channel-address-other", "account-repeated", "area-code-other"
REGION_OTHER, FORMER_SAME, SEASONS = "region-other", "former-name-same", "seasons-overlap"
_PHONE = late(r"[\d\s()（）+—-]{7,}(?:转\d+)?")
_AREA = late(r"(0\d{2,3})[-—－ ]?\d{7,8}")
_PLACE = late(r"[一-龥]{2,}?(?:省|自治区|自治州|地区|盟|市|县|区|州|旗|镇|乡)")
_LONGEST = 5  # letters of the name of a host that few others share but for one


@rule(CHANNEL_OTHER, ACCOUNT_TWICE, severity=Severity.WARNING)
def check_ways_in(catalog: Catalog) -> Iterator[Problem]:
    """The address of a channel is one for its way, and no account is named twice."""
    spot = Spot(CATALOG)
    for index, channel in enumerate(catalog.channels):
        address = channel.address.strip()
        phone = _PHONE.fullmatch(address) is not None
        wrong = {
            "email": phone or (bool(address) and "@" not in address),
            "phone": "@" in address or "://" in address,
            "fax": "@" in address or "://" in address,
            "online": phone or ("@" in address and "://" not in address),
            "post": "@" in address or phone or "://" in address,
            "in-person": "@" in address or phone or "://" in address,
        }
        if address and wrong[channel.by]:
            yield Problem(CHANNEL_OTHER, spot.at("channels", index, "address"), {"value": address, "way": channel.by})
    seen: set[tuple[str, str]] = set()
    for index, account in enumerate(catalog.accounts):
        if (account.platform, account.name) in seen:
            yield Problem(ACCOUNT_TWICE, spot.at("accounts", index), {"platform": account.platform, "name": account.name})
        seen.add((account.platform, account.name))


@rule(AREA_OTHER, NEARLY_OURS)
def check_own_numbers(catalog: Catalog) -> Iterator[Problem]:
    """The telephones and mailboxes of a body are in one area and at one host, if they nearly are."""
    spot = Spot(CATALOG)
    hosts: dict[str, str] = {}
    for index, office in enumerate(catalog.offices):
        phone, fax = _AREA.match(office.phone), _AREA.match(office.fax)
        if phone and fax and phone[1] != fax[1]:
            values = {"value": office.fax, "expected": phone[1], "name": office.name}
            yield Problem(AREA_OTHER, spot.at("offices", index, "fax"), values, Severity.NOTICE)
        box, _, host = office.email.casefold().partition("@")
        near = next((one for one in hosts if is_slip(host, one) and len(one.split(".")[0]) >= _LONGEST), "")
        if host and near:
            values = {"value": office.email, "expected": f"{box}@{near}"}
            yield Problem(NEARLY_OURS, spot.at("offices", index, "email"), values, Severity.WARNING)
        if host:
            hosts[host] = office.email


@rule(REGION_OTHER, FORMER_SAME, severity=Severity.NOTICE)
def check_own_region(catalog: Catalog) -> Iterator[Problem]:
    """The region of a body is that of its name, and its former names were others."""
    publisher, spot = catalog.publisher, Spot(CATALOG).at("publisher")
    region, place = publisher.region, _PLACE.match(publisher.name)
    if region and place and not region.isascii():
        own = re.sub(r"[省市县区州盟旗镇乡]$", "", place[0])
        if own not in region and not any(one in publisher.name for one in (region, region[:-1])) and _PLACE.fullmatch(region):
            values = {"value": region, "name": publisher.name}
            yield Problem(REGION_OTHER, spot.at("region"), values)
    for index, former in enumerate(publisher.former_names):
        if former.name in (publisher.name, publisher.short_name):
            yield Problem(FORMER_SAME, spot.at("former_names", index), {"value": former.name})


@rule(SEASONS, severity=Severity.WARNING)
def check_seasons(catalog: Catalog) -> Iterator[Problem]:
    """Of hours of the same days that hold for a season each, no two hold on one day."""
    for number, office in enumerate(catalog.offices):
        seasons = [(index, hours) for index, hours in enumerate(office.hours) if hours.from_ and hours.to]
        for (_, first), (index, second) in combinations(seasons, 2):
            if first.days == second.days and _meet(first, second):
                values = {"first": f"{first.from_}/{first.to}", "second": f"{second.from_}/{second.to}"}
                yield Problem(SEASONS, Spot(CATALOG, ("offices", number, "hours", index)), values)


def _meet(one: Hours, other: Hours) -> bool:
    """True if two seasons have a day in common; one may go over the turn of the year."""
    return any(
        begin <= last and start <= end
        for begin, end in _runs(one.from_ or "", one.to or "")
        for start, last in _runs(other.from_ or "", other.to or "")
    )


def _runs(begin: str, end: str) -> list[tuple[str, str]]:
    return [(begin, end)] if begin <= end else [(begin, "12-31"), ("01-01", end)]
